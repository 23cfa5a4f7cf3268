import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { pickKey } from '../keys/itemKey.js';
import { listCommand, type ListPlan } from '../plan/listPlan.js';
import { createBoundary } from './boundary.js';
import { readRows, shownItems, type ListedRow, type ListIo, type ListReader, type ReadRow } from './listReader.js';
import { FILTERED_LIMIT_ITEMS } from './readLimits.js';
import { shardOfRow } from './rows.js';
import { createWalk, type Walk } from './walk.js';

/** Which part of a connection to read, after Relay's cursor arguments. */
export interface PageRequest {
  /** `first` reads forward, `last` backward. */
  readonly direction: 'first' | 'last';
  /** How many items at most; 0 or more. */
  readonly count: number;
  /** Positions: the values of `ListPlan.position`, exclusive. */
  readonly after: AttributeMap | undefined;
  readonly before: AttributeMap | undefined;
  /** Each flag costs a look-ahead or look-behind, so it is read only when asked for. */
  readonly wantsNext: boolean;
  readonly wantsPrevious: boolean;
  /** Read units after which a page ends early. At least one call is made all the same, so that paging gets on. */
  readonly budgetReadUnits: number;
}

export interface PageEdge {
  /** The type whose item it is. */
  readonly entity: Entity;
  readonly item: AttributeMap;
  /** The values of `ListPlan.position`, as the table or index had them. */
  readonly position: AttributeMap;
}

export interface Page {
  /** In the order of the connection. */
  readonly edges: readonly PageEdge[];
  /** Exact where asked for; where the budget ended the look, true. */
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The budget ended this page, or the look for one of its flags, early. */
  readonly partial: boolean;
  /** Where a cursor to go on from lies: the first and last item, or the position read to when the budget ended the page. */
  readonly start: AttributeMap | undefined;
  readonly end: AttributeMap | undefined;
}

export const EMPTY_PAGE: Page = {
  edges: [],
  hasNextPage: false,
  hasPreviousPage: false,
  partial: false,
  start: undefined,
  end: undefined,
};

/**
 * Reads one page of a connection, asking on until it is full, the range ends, or the budget is
 * spent: filters, expired items, other types' items and items deleted meanwhile never shorten it.
 *
 * @throws What `Caller.call` throws.
 */
export async function readPage(io: ListIo, plan: ListPlan, page: PageRequest): Promise<Page> {
  if (plan.matchesNothing) return EMPTY_PAGE;
  const reader: ListReader = { io, plan, budget: { leftUnits: page.budgetReadUnits } };
  const forward = page.direction === 'first';
  const [from, until] = forward ? [page.after, page.before] : [page.before, page.after];
  const [looksOn, looksBack] = forward ? [page.wantsNext, page.wantsPrevious] : [page.wantsPrevious, page.wantsNext];
  const walk = createWalk(reader, {
    forward,
    from,
    until: until && createBoundary(plan, until, forward, (request) => groupBefore(reader, request, !forward)),
  });
  // A page without items has to know its next item for a look back too: that starts there.
  const lookAhead = looksOn || (looksBack && page.count === 0) ? 1 : 0;
  const { edges, first, goesOn } = await takeEdges(reader, walk, page.count, lookAhead);
  const back = looksBack ? await lookBack(reader, forward, from, first ?? walk.seenTo) : NOTHING_BEHIND;
  const inOrder = forward ? edges : [...edges].reverse();
  return {
    edges: inOrder,
    hasNextPage: forward ? goesOn : back.found,
    hasPreviousPage: forward ? back.found : goesOn,
    partial: walk.endedEarlyAt !== undefined || back.endedEarly,
    start: (forward ? undefined : walk.endedEarlyAt) ?? inOrder[0]?.position,
    end: (forward ? walk.endedEarlyAt : undefined) ?? inOrder.at(-1)?.position,
  };
}

interface Taken {
  /** In reading order. */
  readonly edges: readonly PageEdge[];
  /** The first row that was listed, whether its item was still there or not. */
  readonly first: AttributeMap | undefined;
  /** More rows follow, or may follow where the budget ended the walk. */
  readonly goesOn: boolean;
}

/** Takes rows until so many items are there to show. The items of a page are hydrated together, the look-ahead's is not. */
async function takeEdges(reader: ListReader, walk: Walk, count: number, lookAhead: number): Promise<Taken> {
  const { plan } = reader;
  const edges: PageEdge[] = [];
  let waiting: readonly (ReadRow & ListedRow)[] = [];
  let first: AttributeMap | undefined;
  do {
    waiting = [...waiting, ...(await walk.take(count - edges.length + lookAhead - waiting.length))];
    first ??= waiting[0]?.item;
    const next = waiting.slice(0, count - edges.length);
    waiting = waiting.slice(next.length);
    const items = await shownItems(reader, next);
    for (const [at, { entity, item: row }] of next.entries()) {
      const item = items[at] ?? null;
      if (item !== null) edges.push({ entity, item, position: pickKey(row, plan.position) ?? row });
    }
  } while (edges.length < count && !(walk.hasEnded && waiting.length === 0));
  return { edges, first, goesOn: waiting.length > 0 || walk.endedEarlyAt !== undefined };
}

interface Look {
  readonly found: boolean;
  readonly endedEarly: boolean;
}

const NOTHING_BEHIND: Look = { found: false, endedEarly: false };

/**
 * The flag against the reading direction: is there an item at or before the position the page started from?
 *
 * DynamoDB starts behind a key, and the item at `startedFrom` counts. So the look starts from where the walk found
 * its first row, or stopped without one: no item of the connection lies between.
 */
async function lookBack(
  reader: ListReader,
  forward: boolean,
  startedFrom: AttributeMap | undefined,
  from: AttributeMap | undefined,
): Promise<Look> {
  const { plan } = reader;
  if (startedFrom === undefined || plan.sortAttributes.length === 0) return NOTHING_BEHIND;
  const start = from && (pickKey(from, plan.position) ?? from);
  const walk = createWalk(reader, { forward: !forward, from: start, until: undefined });
  const [behind] = await walk.take(1);
  const endedEarly = walk.endedEarlyAt !== undefined;
  return { found: behind !== undefined || endedEarly, endedEarly };
}

/**
 * Reads on from a position while `goesOn`; for the boundary, which has to know a group of equal sort keys in one
 * partition. It counts against the budget and is not cut by it: the next page would stand before the same group and
 * get no further.
 */
async function groupBefore(
  reader: ListReader,
  request: { readonly from: AttributeMap; readonly goesOn: (item: AttributeMap) => boolean },
  forward: boolean,
): Promise<readonly AttributeMap[]> {
  const { plan } = reader;
  const partition = plan.partitions[shardOfRow(plan, request.from)];
  const command = listCommand(plan, partition && { partition, sort: plan.sort });
  const items: AttributeMap[] = [];
  let position: AttributeMap | undefined = request.from;
  while (position !== undefined) {
    const { output } = await readRows(reader, {
      ...command,
      ScanIndexForward: forward === plan.ascending,
      Limit: FILTERED_LIMIT_ITEMS,
      ExclusiveStartKey: position,
    });
    for (const item of output.Items ?? []) {
      if (!request.goesOn(item)) return items;
      items.push(item);
    }
    position = output.LastEvaluatedKey;
    // A filter may hide every item from here on; what lies beyond the group is no business of its reader.
    if (position !== undefined && !request.goesOn(position)) return items;
  }
  return items;
}
