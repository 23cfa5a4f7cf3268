import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';
import type { Question } from './gatewayChild.js';

/** A gateway in a process of its own. Ask it one question at a time, and close it in the end. */
export interface GatewayProcess {
  /** `ws://...` */
  readonly socketUrl: string;
  /** Bytes in use on the heap and beside it, after a collection. Needs `exposeGc`. */
  usedBytes(): Promise<number>;
  /** The most resident memory that it had since it was last asked. */
  peakBytes(): Promise<number>;
  /** How many subscriptions stand, or were refused. */
  subscriptions(): Promise<number>;
  close(): Promise<void>;
}

/**
 * @param options  Those that can be written as JSON.
 * @param exposeGc  Default: it runs with the flags that `sortkey serve` does.
 */
export async function startGatewayProcess(options: GatewayOptions, exposeGc = false): Promise<GatewayProcess> {
  const register = fileURLToPath(new URL('../support/registerTypeScript.mjs', import.meta.url));
  const entry = fileURLToPath(new URL('./gatewayChild.ts', import.meta.url));
  const child = fork(entry, [JSON.stringify(options)], {
    execArgv: ['--no-warnings', ...(exposeGc ? ['--expose-gc'] : []), '--import', register],
    env: { PATH: process.env['PATH'] },
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`The gateway's process ended (${code ?? signal}).`)));
  });
  ended.catch(() => undefined);
  const answer = () => Promise.race([new Promise<unknown>((resolve) => child.once('message', resolve)), ended]);
  const { url } = (await answer()) as { readonly url: string };

  async function ask(question: Question): Promise<number> {
    const answered = answer();
    child.send(question);
    return Number(await answered);
  }

  return {
    socketUrl: `${url.replace('http', 'ws')}/graphql`,
    usedBytes: () => ask('usedBytes'),
    peakBytes: () => ask('peakBytes'),
    subscriptions: () => ask('subscriptions'),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.send('close');
      await ended.catch(() => undefined);
    },
  };
}
