import { jest } from '@jest/globals';
import { run } from '../../src/cli/run.js';

/**
 * Runs a command that ends by itself in this process, where `runCli` would start one and load the sources anew. For
 * commands that set no signals and leave nothing behind; one at a time, for it takes what is written to stdout and stderr.
 */
export async function runCliHere(args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const taken = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true)),
    jest.spyOn(console, 'error').mockImplementation((text: unknown) => void (stderr += `${String(text)}\n`)),
    jest.spyOn(console, 'log').mockImplementation((text: unknown) => void (stdout += `${String(text)}\n`)),
  ];
  try {
    const code = await run(args);
    return { code, stdout, stderr };
  } finally {
    for (const spy of taken) spy.mockRestore();
  }
}
