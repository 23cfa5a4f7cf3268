import type { AttributeMap } from '../../model/attributeValue.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { pickKey } from '../keys/itemKey.js';
import type { ListPlan } from '../plan/planList.js';
import { createBoundary, type Boundary } from './boundary.js';
import type { Caller, CallOptions } from './caller.js';
import type { ActionInput, PageOutput } from './transport.js';

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

export interface Page {
  /** In the order of the connection. */
  readonly items: readonly AttributeMap[];
  /** Exact where asked for; where the budget ended the look, true. */
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The budget ended this page, or the look for one of its flags, early. */
  readonly partial: boolean;
  /** Where a cursor to go on from lies: the first and last item, or the position read to when the budget ended the page. */
  readonly start: AttributeMap | undefined;
  readonly end: AttributeMap | undefined;
}

const EMPTY_PAGE: Page = {
  items: [],
  hasNextPage: false,
  hasPreviousPage: false,
  partial: false,
  start: undefined,
  end: undefined,
};

/**
 * A filtered read starts with this many items (or the page's size, where that is more): a page of
 * 20 is then one call for filters that keep at least a fifth, at the cost of at most 50 KB read too much
 * of 500-byte items.
 */
const FILTERED_LIMIT_ITEMS = 100;

/**
 * Reads one page of a connection, asking on until it is full, the range ends, or the budget is
 * spent: filters, expired items and other types' items never shorten it.
 *
 * @throws What `Caller.call` throws.
 */
export async function readPage(caller: Caller, plan: ListPlan, page: PageRequest, options: CallOptions): Promise<Page> {
  if (plan.matchesNothing) return EMPTY_PAGE;
  const budget = { leftUnits: page.budgetReadUnits };
  const forward = page.direction === 'first';
  const walker: Walker = { caller, plan, budget, options };
  const [from, until] = forward ? [page.after, page.before] : [page.before, page.after];
  const [looksOn, looksBack] = forward ? [page.wantsNext, page.wantsPrevious] : [page.wantsPrevious, page.wantsNext];
  const walk = await walkOn(walker, {
    forward,
    from,
    until: until && createBoundary(plan, until, forward, (request) => groupBefore(walker, request, !forward)),
    // A page without items has to know its next item for a look back too: that starts there.
    want: looksOn || (looksBack && page.count === 0) ? page.count + 1 : page.count,
  });

  const kept = walk.items.slice(0, page.count);
  const on = walk.items.length > page.count || walk.endedEarly;
  const back = looksBack ? await lookBack(walker, forward, from, walk) : NOTHING_BEHIND;
  const inOrder = forward ? kept : [...kept].reverse();
  const edge = (item: AttributeMap | undefined) => item && pickKey(item, plan.position);
  const readTo = walk.endedEarly ? walk.position : undefined;
  return {
    items: inOrder,
    hasNextPage: forward ? on : back.found,
    hasPreviousPage: forward ? back.found : on,
    partial: walk.endedEarly || back.endedEarly,
    start: (forward ? undefined : readTo) ?? edge(inOrder[0]),
    end: (forward ? readTo : undefined) ?? edge(inOrder.at(-1)),
  };
}

interface Look {
  readonly found: boolean;
  readonly endedEarly: boolean;
}

const NOTHING_BEHIND: Look = { found: false, endedEarly: false };

/** The flag against the reading direction: is there an item at or before the position the page started from? */
async function lookBack(
  walker: Walker,
  forward: boolean,
  startedFrom: AttributeMap | undefined,
  walk: Walk,
): Promise<Look> {
  if (startedFrom === undefined || walker.plan.sortAttribute === undefined) return NOTHING_BEHIND;
  // DynamoDB starts behind a key, and the item at `startedFrom` counts. No item of the connection lies between it
  // and the first one found, or the place where a walk that found none stopped: so the look starts there.
  const from = walk.items[0] ?? walk.position;
  const behind = await walkOn(walker, {
    forward: !forward,
    from: from && pickKey(from, walker.plan.position),
    until: undefined,
    want: 1,
  });
  return { found: behind.items.length > 0 || behind.endedEarly, endedEarly: behind.endedEarly };
}

interface Walker {
  readonly caller: Caller;
  readonly plan: ListPlan;
  readonly budget: { leftUnits: number };
  readonly options: CallOptions;
}

interface WalkRequest {
  /** In the order of the connection, or against it. */
  readonly forward: boolean;
  readonly from: AttributeMap | undefined;
  readonly until: Boundary | undefined;
  readonly want: number;
}

interface Walk {
  /** In reading order, at most `want`. */
  readonly items: readonly AttributeMap[];
  /** The budget was spent before `want` items were found or the range ended. */
  readonly endedEarly: boolean;
  /** Where the walk stopped: every item it passed before lies on this side. Undefined at the end of the range. */
  readonly position: AttributeMap | undefined;
}

async function walkOn(walker: Walker, request: WalkRequest): Promise<Walk> {
  const { plan, budget } = walker;
  const items: AttributeMap[] = [];
  let position = request.from;
  let limitItems = plan.selective ? Math.max(request.want, FILTERED_LIMIT_ITEMS) : request.want + plan.dropped;
  let readItems = 0;
  while (items.length < request.want) {
    const output = await readOnce(walker, request.forward, position, limitItems);
    position = output.LastEvaluatedKey;
    readItems += output.ScannedCount ?? output.Items?.length ?? 0;
    for (const item of output.Items ?? []) {
      if (request.until !== undefined && (await request.until.isReachedBy(item))) {
        return { items, endedEarly: false, position: item };
      }
      if (isListed(plan, item)) items.push(item);
      if (items.length === request.want) break;
    }
    if (position === undefined || items.length === request.want) break;
    if (request.until?.isPassedBy(position) === true) break;
    if (budget.leftUnits <= 0) return { items, endedEarly: true, position };
    limitItems = nextLimit(limitItems, items.length / Math.max(readItems, 1), request.want - items.length);
  }
  return { items, endedEarly: false, position };
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

/** Whether an item that was read belongs to the connection. */
function isListed(plan: ListPlan, item: AttributeMap): boolean {
  return (
    isItemOf(plan.entity, item, plan.markerIsRead) && (plan.local === undefined || evaluateFilter(plan.local, item))
  );
}

async function readOnce(
  walker: Walker,
  forward: boolean,
  from: AttributeMap | undefined,
  limitItems: number,
): Promise<PageOutput> {
  const { caller, plan, budget, options } = walker;
  const paging = { Limit: limitItems, ...(from === undefined ? {} : { ExclusiveStartKey: from }) };
  const output =
    plan.action === 'Scan'
      ? await caller.call('Scan', { ...plan.command, ...paging }, options)
      : await caller.call(
          'Query',
          { ...(plan.command as ActionInput<'Query'>), ScanIndexForward: forward === plan.ascending, ...paging },
          options,
        );
  // An endpoint that reports no capacity is charged half a unit an item, as for items of up to 4 KB read eventually.
  budget.leftUnits -= output.ConsumedCapacity?.CapacityUnits ?? (output.ScannedCount ?? output.Items?.length ?? 1) / 2;
  return output;
}

/**
 * Reads on from a position while `goesOn`; for the boundary, which has to know a group of equal sort keys. It counts
 * against the budget and is not cut by it: the next page would stand before the same group and get no further.
 */
async function groupBefore(
  walker: Walker,
  request: { readonly from: AttributeMap; readonly goesOn: (item: AttributeMap) => boolean },
  forward: boolean,
): Promise<readonly AttributeMap[]> {
  const items: AttributeMap[] = [];
  let position: AttributeMap | undefined = request.from;
  while (position !== undefined) {
    const output: PageOutput = await readOnce(walker, forward, position, FILTERED_LIMIT_ITEMS);
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
