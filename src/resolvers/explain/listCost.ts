import { createReadLimits } from '../../dynamo/execute/readLimits.js';
import type { ListPlan } from '../../dynamo/plan/listPlan.js';
import { indexOf, type CostHint } from '../../model/model.js';
import { costOf, FREE, sumOfCosts } from './amount.js';
import type { Amount, Cost } from './operationPlan.js';
import { PAGE_BYTES, readMode, unitsOfGet, unitsOfRows, type ReadMode } from './pricing.js';
import type { Sizes } from './sizes.js';

/** What of a list is read. */
export interface ListReading {
  readonly plan: ListPlan;
  /** Items of the page. */
  readonly count: number;
  /** The page looks one row ahead. */
  readonly looksOn: boolean;
  /** It looks behind its start, too. */
  readonly looksBack: boolean;
  readonly segments: number;
  /** Read units after which it ends early. */
  readonly budget: number;
  /** It is read for each of several items. */
  readonly isRelated: boolean;
  /** What the schema says of this very list. */
  readonly hint: CostHint | undefined;
}

/** What a list costs and gives, for one item above it. */
export interface ListCost {
  readonly page: Cost;
  /** Of counting it all, where that is asked for. */
  readonly total: Cost;
  readonly items: Amount;
  /** Rows that are read from the table, where the index lacks something. */
  readonly hydrated: Amount;
  /** Rows that counting looks at. */
  readonly counted: Amount;
}

/**
 * What is likely takes pages to be full, save where the partition is known to hold less. At most a page reads until its
 * budget is spent where rows may be dropped; else what it asks for.
 */
export function listCost(reading: ListReading, sizes: Sizes): ListCost {
  const { plan, count, budget } = reading;
  if (plan.matchesNothing) {
    return { page: FREE, total: FREE, items: FREE.items, hydrated: FREE.items, counted: FREE.items };
  }
  const mode = readMode(plan.consistent);
  const partitionReads = partitionReadsOf(reading);
  const rowBytes = rowBytesOf(plan, sizes);
  const length = lengthOf(reading, sizes);
  const want = count + (reading.looksOn ? 1 : 0);
  const bound = boundUnits(reading, length, rowBytes, mode);

  const rows = want === 0 ? 0 : limitOf(plan, want, reading.segments) * partitionReads;
  const likelyRows = Math.min(rows, length.likely ?? rows);
  const forward = want === 0 ? FREE : readCost({ rows, likelyRows, partitionReads, rowBytes, mode });
  const back = reading.looksBack
    ? readCost({
        rows: limitOf(plan, 1, 1) * partitionReads,
        likelyRows: partitionReads,
        partitionReads,
        rowBytes,
        mode,
      })
    : FREE;
  const asked = sumOfCosts([forward, back]);
  const page = !mayReadOn(plan) || asked.calls.atMost === 0 ? asked : upTo(asked, bound, budget);

  const counted = Math.min(length.likely ?? Math.max(count, 1), (PAGE_BYTES * partitionReads) / rowBytes);
  const all = readCost({ rows: counted, likelyRows: counted, partitionReads, rowBytes, mode });
  const items = { likely: Math.min(count, length.likely ?? count), atMost: count };
  return {
    page,
    total: upTo(all, bound, budget),
    items,
    hydrated: hydratedOf(plan, items, { likelyRows, rows }, sizes),
    counted: { likely: counted, atMost: counted },
  };
}

/** Whether rows that are read may be left out, so that a page reads on for others. */
function mayReadOn(plan: ListPlan): boolean {
  const { members, index } = plan;
  return (
    plan.filter !== undefined ||
    plan.local !== undefined ||
    plan.localByType.size > 0 ||
    plan.hydration?.when === 'LISTED' ||
    (index !== undefined && members.some((member) => indexOf(member, index).foreign !== 'none'))
  );
}

/** The Limit of the first command of each partition read. */
export function limitOf(plan: ListPlan, want: number, segments: number): number {
  return Math.ceil(createReadLimits(plan).next(want) / segments);
}

/** Commands that go out together: one for each shard or segment. */
function partitionReadsOf({ plan, segments }: ListReading): number {
  return plan.action === 'Scan' ? segments : plan.partitions.length;
}

/** How many items the whole list has: what was declared bounds it, what was sampled makes it likely. */
interface Length {
  readonly likely: number | undefined;
  readonly declared: number | undefined;
}

function lengthOf({ plan, hint }: ListReading, sizes: Sizes): Length {
  if (plan.action === 'Scan') {
    const all = plan.members.map((member) => sizes.itemsInAll(member));
    return { likely: sumIfKnown(all), declared: undefined };
  }
  const shards = plan.partitions.length;
  const declaredOf = plan.members.map((member) => hint?.itemsPerPartition ?? member.cost?.item?.itemsPerPartition);
  const likelyOf = plan.members.map((member) => sizes.itemsPerPartition(member, plan.index, hint));
  // A hint on the field is about all of its items, whatever their types.
  const once = hint?.itemsPerPartition;
  const [likely, declared] = [once ?? sumIfKnown(likelyOf), once ?? sumIfKnown(declaredOf)];
  return { likely: likely && likely * shards, declared: declared && declared * shards };
}

function sumIfKnown(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce((sum, number) => (sum === undefined || number === undefined ? undefined : sum + number), 0);
}

function rowBytesOf({ members, index }: ListPlan, sizes: Sizes): number {
  return members.reduce((sum, member) => sum + sizes.rowBytes(member, index) * sizes.shareOf(member, members), 0);
}

interface Reading {
  readonly rows: number;
  readonly likelyRows: number;
  readonly partitionReads: number;
  readonly rowBytes: number;
  readonly mode: ReadMode;
}

function readCost({ rows, likelyRows, partitionReads, rowBytes, mode }: Reading): Cost {
  const units = (read: number) =>
    unitsOfRows(read, rowBytes, mode, Math.max(partitionReads, Math.ceil((read * rowBytes) / PAGE_BYTES)));
  const calls = (read: number) => Math.max(partitionReads, Math.ceil((read * rowBytes) / PAGE_BYTES));
  return costOf({
    calls: { likely: calls(likelyRows), atMost: calls(rows) },
    readUnits: { likely: units(likelyRows), atMost: units(rows) },
  });
}

/**
 * What to expect of a related list of which the schema says nothing: that each of a hundred reads its whole budget would
 * refuse what never happens. A request that does read more is held to its limit while it runs.
 */
const RELATED_ITEMS = 200;

/** The most that one page reads: the budget, or all there is where that is known. */
function boundUnits(
  { plan, budget, isRelated }: ListReading,
  { declared: known }: Length,
  rowBytes: number,
  mode: ReadMode,
): number {
  const declared = known ?? (isRelated ? RELATED_ITEMS : undefined);
  if (declared === undefined) return budget;
  return Math.min(budget, unitsOfRows(declared, rowBytes, mode, Math.max(1, plan.partitions.length)));
}

function upTo(asked: Cost, boundUnitsOfPage: number, budget: number): Cost {
  const { calls, readUnits } = asked;
  const atMost = Math.max(readUnits.atMost, boundUnitsOfPage);
  // Each call asks for four times as many rows as the one before.
  const more =
    atMost <= readUnits.atMost ? 0 : Math.ceil(Math.log(budget / Math.max(readUnits.atMost, 0.5)) / Math.log(4));
  return {
    ...asked,
    calls: { ...calls, atMost: calls.atMost + Math.max(0, more) },
    readUnits: { ...readUnits, atMost },
  };
}

function hydratedOf(
  { hydration, members }: ListPlan,
  items: Amount,
  { likelyRows, rows }: { readonly likelyRows: number; readonly rows: number },
  sizes: Sizes,
): Amount {
  if (hydration === undefined) return FREE.items;
  if (hydration.when === 'LISTED') return { likely: likelyRows, atMost: rows };
  const types = members.filter((member) => hydration.types.has(member));
  const share = types.reduce((sum, member) => sum + sizes.shareOf(member, members), 0);
  return { likely: items.likely * share, atMost: items.atMost };
}

/** Read units of one item of these types. */
export function unitsOfItem(
  members: readonly Parameters<Sizes['itemBytes']>[0][],
  sizes: Sizes,
  mode: ReadMode,
): Amount {
  const units = members.map((member) => unitsOfGet(sizes.itemBytes(member), mode));
  return {
    likely: members.reduce((sum, member, at) => sum + (units[at] ?? 0) * sizes.shareOf(member, members), 0),
    atMost: Math.max(0, ...units),
  };
}
