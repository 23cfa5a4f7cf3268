import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineCommand } from './findEngine.js';
import { WATCHDOG_SCRIPT } from './watchdog.js';

/** An engine that runs, behind its watchdog. */
export interface EngineProcess {
  readonly pid: number;
  /** Resolves, never rejects, when engine and watchdog are gone: with why, for a person. */
  readonly exited: Promise<string>;
  hasExited(): boolean;
  /** The last lines the engine printed, for messages. */
  output(): string;
  /** Ends engine and watchdog. Resolves when both are gone. */
  stop(): Promise<void>;
  /** From now on it no longer keeps the gateway's process alive. */
  unref(): void;
}

/** Longer than the watchdog takes from SIGTERM to SIGKILL (2 s). */
const STOP_TIMEOUT_MS = 5_000;
const OUTPUT_LINES = 20;
const OUTPUT_TIMEOUT_MS = 500;

/**
 * Starts an engine behind a watchdog that ends it when this process ends, however that happens.
 *
 * @throws {Error} when the command cannot be run at all. An engine that runs and fails shows in `exited`.
 */
export async function spawnEngine(engine: EngineCommand, args: readonly string[]): Promise<EngineProcess> {
  const { NODE_OPTIONS: _forUsOnly, ...env } = process.env;
  const watchdog = spawn(process.execPath, ['--eval', WATCHDOG_SCRIPT, '--', engine.command, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: a signal for the gateway's group does not reach it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    env,
  });
  // Writing to a watchdog that is gone is no error of ours.
  watchdog.stdin.on('error', () => undefined);

  const lines: string[] = [];
  const printed = createInterface({ input: watchdog.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > OUTPUT_LINES) lines.shift();
  });
  const allPrinted = once(printed, 'close');

  const messages: WatchdogMessage[] = [];
  const reports = createInterface({ input: watchdog.stdout });
  const allReported = once(reports, 'close');
  const started = new Promise<number | undefined>((resolve) => {
    reports.on('line', (line) => {
      const message = JSON.parse(line) as WatchdogMessage;
      messages.push(message);
      resolve(message.pid);
    });
    reports.on('close', () => resolve(undefined));
  });
  const watchdogEnded = new Promise<void>((resolve) => {
    watchdog.on('error', (error) => {
      messages.push({ error: error.message });
      resolve();
    });
    watchdog.on('exit', () => resolve());
  });

  let over = false;
  const exited = (async () => {
    await Promise.all([watchdogEnded, allReported]);
    killOrphan(messages);
    over = true;
    // An engine that its watchdog could not wait for holds this pipe a little longer.
    await Promise.race([allPrinted, delay(OUTPUT_TIMEOUT_MS, undefined, { ref: false })]);
    return reasonOf(messages);
  })();

  const pid = await started;
  if (pid === undefined) throw new Error(`"${engine.command}" cannot be started: ${await exited}.`);

  return {
    pid,
    exited,
    hasExited: () => over,
    output: () => lines.join('\n'),
    stop: async () => {
      watchdog.stdin.end();
      const timer = setTimeout(() => watchdog.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
    unref: () => {
      watchdog.unref();
      // Child streams of a spawned process are sockets, though their type does not say so.
      for (const stream of [watchdog.stdin, watchdog.stdout, watchdog.stderr]) (stream as unknown as Socket).unref();
    },
  };
}

interface WatchdogMessage {
  readonly pid?: number;
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly error?: string;
}

function reasonOf(messages: readonly WatchdogMessage[]): string {
  const last = messages.at(-1);
  if (last?.error !== undefined) return last.error;
  if (last?.signal) return `it was ended by ${last.signal}`;
  if (last?.code !== undefined) return `it ended with exit code ${last.code}`;
  return 'its watchdog process was killed';
}

/** A watchdog that was killed leaves its engine behind. */
function killOrphan(messages: readonly WatchdogMessage[]): void {
  const pid = messages[0]?.pid;
  if (pid === undefined || messages.some((message) => 'code' in message)) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
