import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadingCatchUp } from './catchUp.js';
import type { ChangeEvent, MissedChanges } from './changeTopic.js';

export interface MissedPage {
  readonly since: string | undefined;
  readonly first: number;
  /** On the clock of `Date.now`. What is found until shortly before is given. */
  readonly deadlineAtMs: number;
}

/** An answer has to be put together, too. */
const MARGIN_OF_DEADLINE_MS = 500;

/** Reads one page of what was missed since a cursor. The reading is at its end then. */
export async function readMissedPage(
  reading: ReadingCatchUp,
  { since, first, deadlineAtMs }: MissedPage & { readonly since: string },
  now: () => number,
): Promise<MissedChanges> {
  const untilMs = deadlineAtMs - MARGIN_OF_DEADLINE_MS;
  const events: ChangeEvent[] = [];
  try {
    for (;;) {
      const next = await orOverdue(reading.nextMissed(), untilMs - now());
      if (next !== undefined && next !== 'OVERDUE' && events.length < first) {
        events.push(next);
        continue;
      }
      // What is read and not given comes with the next page.
      const isAtEvent = next !== undefined && (next !== 'OVERDUE' || reading.hasWaiting());
      const endCursor = isAtEvent ? (events.at(-1)?.cursor() ?? since) : reading.cursor();
      return { events, endCursor, hasMore: next !== undefined };
    }
  } finally {
    reading.return();
  }
}

async function orOverdue<T>(found: Promise<T>, leftMs: number): Promise<T | 'OVERDUE'> {
  const timer = new AbortController();
  const overdue = sleep(Math.max(0, leftMs), 'OVERDUE' as const, { signal: timer.signal });
  overdue.catch(() => {});
  found.catch(() => {});
  try {
    return await Promise.race([found, overdue]);
  } finally {
    timer.abort();
  }
}
