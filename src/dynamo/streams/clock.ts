import { setTimeout as delay } from 'node:timers/promises';

/** Time, as a stream's consumer knows it. */
export interface Clock {
  /** Milliseconds since 1970, to be compared with the times of records, roughly. */
  wallMs(): number;
  /** Milliseconds of a clock that nobody sets: for how long something has lasted. */
  monotonicMs(): number;
  /** @throws The signal's reason, wrapped as an AbortError, when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  wallMs: Date.now,
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
