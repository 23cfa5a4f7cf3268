import type { ListPlan } from '../plan/listPlan.js';

/**
 * A filtered read starts with this many items (or the page's size, where that is more): a page of
 * 20 is then one call for filters that keep at least a fifth, at the cost of at most 50 KB read too much
 * of 500-byte items.
 */
export const FILTERED_LIMIT_ITEMS = 100;

/** How many items to ask for, learnt from what came before. */
export interface ReadLimits {
  /** @param missing  Items that the page still lacks; 1 or more. */
  next(missing: number): number;
  /** @param listed  Of the items that were read, those that belong to the connection. */
  learn(read: number, listed: number): void;
}

export function createReadLimits(plan: ListPlan): ReadLimits {
  let limitItems: number | undefined;
  let readItems = 0;
  let listedItems = 0;
  return {
    next(missing) {
      limitItems =
        limitItems === undefined
          ? firstLimit(plan, missing)
          : nextLimit(limitItems, listedItems / Math.max(readItems, 1), missing);
      return limitItems;
    },
    learn(read, listed) {
      readItems += read;
      listedItems += listed;
    },
  };
}

function firstLimit(plan: ListPlan, missing: number): number {
  const wanted = plan.selective ? Math.max(missing, FILTERED_LIMIT_ITEMS) : missing + plan.dropped;
  return shareOf(plan, wanted);
}

/**
 * Items that are spread evenly over N shards stand in each about an N-th of a page; twice that and four more is
 * enough for every shard in all but one page of some hundred, and one that has more is read on.
 */
function shareOf({ partitions }: ListPlan, wanted: number): number {
  return partitions.length < 2 ? wanted : Math.min(wanted, Math.ceil((2 * wanted) / partitions.length) + 4);
}

/**
 * Where few of the items read belong to the page, more are read at once: as many as the share kept so far
 * suggests and a quarter more, at most four times as many as before.
 *
 * @param kept  Share of the items read so far that belong to the connection, 0 to 1.
 * @param missing  Items that the page still lacks.
 */
function nextLimit(limitItems: number, kept: number, missing: number): number {
  if (kept === 1) return missing;
  const likely = kept === 0 ? limitItems * 4 : Math.ceil((missing / kept) * 1.25);
  return Math.max(missing, Math.min(likely, limitItems * 4));
}
