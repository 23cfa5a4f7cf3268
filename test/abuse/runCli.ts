import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../support/waitUntil.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningCli {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The exit code, or the signal's name. */
  readonly ended: Promise<number | string | null>;
}

/** Starts `sortkey ...args` from the sources, with none of this process's settings. */
export function startCli(args: readonly string[], environment: Record<string, string> = {}, cwd = ROOT): RunningCli {
  const register = fileURLToPath(new URL('../support/registerTypeScript.mjs', import.meta.url));
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', '--import', register, main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Runs a command that ends by itself. */
export async function runCli(args: readonly string[], environment: Record<string, string> = {}, cwd = ROOT) {
  const cli = startCli(args, environment, cwd);
  const code = await cli.ended;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

/** Waits for `sortkey serve` to say where it serves: `http://localhost:PORT`. */
export async function urlOf(cli: RunningCli): Promise<string> {
  const find = () => /serves GraphQL at (http:\/\/\S+)\/graphql/.exec(cli.stderr())?.[1];
  let ended = false;
  void cli.ended.then(() => (ended = true));
  await waitUntil('sortkey to serve', () => ended || find() !== undefined, 30_000);
  const url = find();
  if (url === undefined) throw new Error(`sortkey ended without serving:\n${cli.stderr()}`);
  return url;
}
