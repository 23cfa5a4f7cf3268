/** What GetRecords gives at most; so many mean that more are waiting. (A page may also end at 1 MB, with fewer.) */
const FULL_PAGE_RECORDS = 1000;
const FIRST_IDLE_DELAY_MS = 50;

/**
 * How long to wait before a shard's next page: not at all after a full one, 50 ms after one with records, and while
 * nothing comes twice as long each time, up to `idleDelayMs`.
 *
 * @returns Told how many records the last page had, the wait in milliseconds.
 */
export function createIdlePace(idleDelayMs: number): (recordCount: number) => number {
  let waitMs = 0;
  return (recordCount) => {
    const isEmpty = recordCount === 0;
    waitMs = Math.min(idleDelayMs, isEmpty ? Math.max(FIRST_IDLE_DELAY_MS, waitMs * 2) : FIRST_IDLE_DELAY_MS);
    return recordCount >= FULL_PAGE_RECORDS ? 0 : waitMs;
  };
}
