import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamConsumer } from '../dynamo/streams/streamConsumer.js';

export interface KeptReading {
  /** Resolves when reading has begun, or could not at the first attempt. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

export interface KeepReadingOptions {
  readonly open: () => StreamConsumer;
  /** Told once in a row why reading cannot begin. Must not throw. */
  readonly onFailure: (error: unknown) => void;
}

/** Between two attempts to begin: a stream may be switched on, or a right be given, at any time. */
const RETRY_MS = 10_000;

/** Reads a table's stream from now on, also where that is possible only later. */
export function keepReading({ open, onFailure }: KeepReadingOptions): KeptReading {
  const life = new AbortController();
  let consumer: StreamConsumer | undefined;
  let haveTried = () => {};
  const tried = new Promise<void>((resolve) => (haveTried = resolve));

  async function begin(): Promise<void> {
    for (let failures = 0; !life.signal.aborted; failures += 1) {
      consumer = open();
      try {
        await consumer.start();
        return;
      } catch (error) {
        if (life.signal.aborted) return;
        if (failures === 0) onFailure(error);
        haveTried();
        await sleep(RETRY_MS, undefined, { signal: life.signal }).catch(() => undefined);
      }
    }
  }

  const begun = begin().finally(haveTried);
  return {
    tried,
    async close() {
      life.abort();
      await consumer?.close();
      await begun;
    },
  };
}
