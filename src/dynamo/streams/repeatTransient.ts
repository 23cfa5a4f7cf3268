import { fullJitterMs } from '../execute/fullJitter.js';
import type { Clock } from './clock.js';
import { STREAM_RETRY } from './shardPages.js';
import { isTransient } from './streamErrors.js';

export interface RepeatContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * Repeats what may succeed later, with full jitter.
 *
 * @throws What will not get better, what failed for the `maxFailures`th time, or the signal's reason.
 */
export async function repeatTransient<T>(
  run: () => Promise<T>,
  maxFailures: number,
  { clock, random, signal }: RepeatContext,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (failures >= maxFailures || !isTransient(error)) throw error;
      await clock.sleep(fullJitterMs(failures, STREAM_RETRY, random), signal);
    }
  }
}
