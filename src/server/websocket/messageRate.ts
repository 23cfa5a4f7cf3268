/** A client that opens as many operations as it may at once, twice over, is far below. */
export const MAX_MESSAGES_AT_ONCE = 500;
export const MAX_MESSAGES_PER_SECOND = 100;

/**
 * What one socket may send.
 *
 * @param nowMs  A clock that does not go back.
 * @returns Counts a message; false where it is one too many.
 */
export function createMessageRate(nowMs: () => number = () => performance.now()): () => boolean {
  let left = MAX_MESSAGES_AT_ONCE;
  let countedAtMs = nowMs();
  return () => {
    const atMs = nowMs();
    left = Math.min(MAX_MESSAGES_AT_ONCE, left + ((atMs - countedAtMs) / 1000) * MAX_MESSAGES_PER_SECOND);
    countedAtMs = atMs;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
