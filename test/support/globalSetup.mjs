// Jest runs this in plain node, before any worker.
import './registerTypeScript.mjs';

export default async function globalSetup() {
  const { startTestEngine } = await import('./startTestEngine.ts');
  globalThis.stopTestEngine = await startTestEngine();
}
