import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ClientMessage, ClientReport, ClientTask } from './client.js';

/** Clients in a process of their own, so that their CPU and memory are not the server's. */
export interface BenchClient {
  /** Messages that have come. */
  received(): number;
  /** Of the message that came last. */
  lastBytes(): number;
  send(message: ClientMessage): void;
  close(): void;
}

/** Resolves when all of its sockets are open. */
export async function startBenchClient(task: ClientTask): Promise<BenchClient> {
  const register = fileURLToPath(new URL('../../test/support/registerTypeScript.mjs', import.meta.url));
  const child = fork(fileURLToPath(new URL('./client.ts', import.meta.url)), [JSON.stringify(task)], {
    execArgv: ['--no-warnings', '--import', register],
  });
  let report: ClientReport = { received: 0, lastBytes: 0 };
  child.on('message', (message) => (report = message as ClientReport));
  let isClosed = false;
  child.once('exit', (code, signal) => {
    // Nothing would come any more, and the benchmark would wait for it.
    if (!isClosed) throw new Error(`The clients' process ended (${code ?? signal}).`);
  });
  await once(child, 'message');
  return {
    received: () => report.received,
    lastBytes: () => report.lastBytes,
    send: (message) => void child.send(message),
    close() {
      isClosed = true;
      child.kill();
    },
  };
}
