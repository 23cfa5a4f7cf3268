import type { AttributeMap } from '../../model/attributeValue.js';
import { pickKey } from '../keys/itemKey.js';
import type { Boundary } from './boundary.js';
import { isListed, type ListedRow, type ListReader, type ReadRow } from './listReader.js';
import { partitionReaders, type PartitionReader } from './partitionReader.js';
import { compareRows } from './rows.js';

/** A connection read from a position on, in one direction, as far as somebody takes rows of it. */
export interface Walk {
  /** The next listed rows in reading order; fewer than wanted where the walk has ended. */
  take(want: number): Promise<readonly (ReadRow & ListedRow)[]>;
  /** The range, the boundary or the budget ended it: `take` gives nothing more. */
  readonly hasEnded: boolean;
  /** Where the budget ended it: every row it passed lies on this side. */
  readonly endedEarlyAt: AttributeMap | undefined;
  /** A place up to which every row was seen, where the budget or the boundary ended it; undefined at the end of the range. */
  readonly seenTo: AttributeMap | undefined;
}

export interface WalkRequest {
  /** In the order of the connection, or against it. */
  readonly forward: boolean;
  readonly from: AttributeMap | undefined;
  readonly until: Boundary | undefined;
}

/** Whether one place comes before another in reading order. */
type Before = (a: AttributeMap, b: AttributeMap) => boolean;

/**
 * Reads all partitions of a plan side by side and merges their rows. The first stretches go out together; after
 * them only a partition whose rows are used up is read on.
 */
export function createWalk(reader: ListReader, { forward, from, until }: WalkRequest): Walk {
  const { plan, budget } = reader;
  const partitions = partitionReaders(reader, forward, from);
  const before: Before = (a, b) => {
    const order = compareRows(plan, a, b);
    return forward ? order < 0 : order > 0;
  };
  let hasEnded = false;
  let endedEarlyAt: AttributeMap | undefined;
  let seenTo: AttributeMap | undefined;

  function stopAt(place: AttributeMap): void {
    if (seenTo === undefined || before(place, seenTo)) seenTo = place;
  }

  function end(): void {
    hasEnded = true;
    for (const partition of partitions) partition.end();
  }

  /**
   * Each page asks every partition, and reads on in one whose narrowed range began before the page's start until it is
   * past it, whatever the budget and the boundary say: a page that ended there would send the next one back.
   */
  function isOwed({ hasBegun, position }: PartitionReader): boolean {
    return !hasBegun || (from !== undefined && position !== undefined && before(position, from));
  }

  /** Has rows of every partition at hand that may hold the next one. @returns false where the budget forbids it. */
  async function readOn(missing: number): Promise<boolean> {
    for (;;) {
      const starved = partitions.filter(({ rows, isDone }) => rows.length === 0 && !isDone);
      for (const partition of starved) {
        const { position } = partition;
        if (position === undefined || isOwed(partition) || until?.isPassedBy(position) !== true) continue;
        stopAt(position);
        partition.end();
      }
      const unread = starved.filter(({ isDone }) => !isDone);
      if (unread.length === 0) return true;
      const due = budget.leftUnits > 0 ? unread : unread.filter(isOwed);
      if (due.length === 0) return false;
      await Promise.all(due.map((partition) => partition.readOn(missing)));
    }
  }

  return {
    get hasEnded() {
      return hasEnded;
    },
    get endedEarlyAt() {
      return endedEarlyAt;
    },
    get seenTo() {
      return seenTo;
    },
    async take(want) {
      const taken: (ReadRow & ListedRow)[] = [];
      while (taken.length < want && !hasEnded) {
        const isStarved = partitions.some(({ rows, isDone }) => rows.length === 0 && !isDone);
        const unread = !isStarved || (await readOn(want - taken.length)) ? undefined : firstUnread(partitions, before);
        const partition = leading(partitions, before);
        const row = partition?.rows[0];
        if (partition === undefined || row === undefined || (unread !== undefined && !before(row.item, unread))) {
          endedEarlyAt = unread && (pickKey(unread, plan.position) ?? unread);
          if (unread !== undefined) stopAt(unread);
          end();
        } else if (until !== undefined && (await until.isReachedBy(row.item))) {
          stopAt(row.item);
          end();
        } else {
          partition.rows.shift();
          if (isListed(row)) taken.push(row);
        }
      }
      return taken;
    },
  };
}

/** The partition whose next row comes first; undefined where none has one. */
function leading(partitions: readonly PartitionReader[], before: Before): PartitionReader | undefined {
  let first: PartitionReader | undefined;
  for (const partition of partitions) {
    const [row] = partition.rows;
    const [leader] = first?.rows ?? [];
    if (row !== undefined && (leader === undefined || before(row.item, leader.item))) first = partition;
  }
  return first;
}

/** The first place behind which a partition was not read: what lies before it counts, also where the budget is spent. */
function firstUnread(partitions: readonly PartitionReader[], before: Before): AttributeMap | undefined {
  const places = partitions.flatMap(({ rows, isDone, position }) =>
    rows.length === 0 && !isDone && position !== undefined ? [position] : [],
  );
  return places.reduce<AttributeMap | undefined>(
    (first, place) => (first === undefined || before(place, first) ? place : first),
    undefined,
  );
}
