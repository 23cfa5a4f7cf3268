export interface RetryOptions {
  /** The wait before the second attempt is random in 0 to this; it doubles with each attempt. */
  readonly baseDelayMs: number;
  /** No wait is longer than this. */
  readonly maxDelayMs: number;
}

/**
 * The wait after attempt n (from 1): random in 0..base·2^(n-1) ms, at most the cap.
 * The whole range is random, so that clients refused together do not come back together.
 *
 * @param random  In 0 to 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitterMs(attempt: number, { baseDelayMs, maxDelayMs }: RetryOptions, random: () => number): number {
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}
