import type { Clock } from '../../src/dynamo/streams/clock.js';

/** A clock that stands still until somebody moves it: who sleeps is woken in order, and each does all it can before the next. */
export interface VirtualClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Moves on from one sleeper to the next until the condition holds. @throws {Error} when it does not within this time. */
  until(what: string, condition: () => boolean, withinMs?: number): Promise<void>;
  readonly sleepers: number;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

const BEGINNING_MS = 1_000_000_000_000;

export function createVirtualClock(): VirtualClock {
  let nowMs = 0;
  const sleeping = new Set<Sleeper>();

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
      const sleeper = { atMs: nowMs + ms, wake };
      function wake(): void {
        signal?.removeEventListener('abort', stop);
        sleeping.delete(sleeper);
        resolve();
      }
      function stop(): void {
        sleeping.delete(sleeper);
        reject(new DOMException('aborted', 'AbortError'));
      }
      signal?.addEventListener('abort', stop, { once: true });
      sleeping.add(sleeper);
    });
  }

  /** @returns False where nobody sleeps that long. */
  async function wakeNext(untilMs: number): Promise<boolean> {
    await settled();
    const next = [...sleeping].reduce<Sleeper | undefined>((a, b) => (a && a.atMs <= b.atMs ? a : b), undefined);
    if (next === undefined || next.atMs > untilMs) return false;
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    await settled();
    return true;
  }

  return {
    wallMs: () => BEGINNING_MS + nowMs,
    monotonicMs: () => nowMs,
    sleep,
    async advance(ms) {
      const untilMs = nowMs + ms;
      while (await wakeNext(untilMs));
      nowMs = untilMs;
    },
    async until(what, condition, withinMs = 600_000) {
      const untilMs = nowMs + withinMs;
      await settled();
      while (!condition()) {
        if (!(await wakeNext(untilMs))) throw new Error(`Waited ${withinMs} ms in vain: ${what}.`);
      }
    },
    get sleepers() {
      return sleeping.size;
    },
  };
}

/** Everything that waits for promises only has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
