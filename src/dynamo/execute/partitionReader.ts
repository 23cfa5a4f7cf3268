import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { pickKey } from '../keys/itemKey.js';
import { listCommand, type ListPlan } from '../plan/listPlan.js';
import type { SortRange } from '../plan/keyRange.js';
import { boundsOfRange, intersected, rangeOfBounds } from '../plan/sortBounds.js';
import { readRows, type ListReader, type ReadRow } from './listReader.js';
import { compareRows, shardOf } from './rows.js';
import type { QueryInput, ScanInput } from './transport.js';

/** One partition (or a scan) read in one direction, a stretch at a time. */
export interface PartitionReader {
  /** Rows that were read and not taken yet, in reading order. */
  readonly rows: ReadRow[];
  /** Where DynamoDB stopped; undefined before the first stretch, and at the end of the range. */
  readonly position: AttributeMap | undefined;
  /** Nothing is left to be read. */
  readonly isDone: boolean;
  readonly hasBegun: boolean;
  /** Reads on. @param missing  Rows that the page still lacks. */
  readOn(missing: number): Promise<void>;
  /** Whatever follows is no business of this page. */
  end(): void;
}

/**
 * A filtered read starts with this many items (or the page's size, where that is more): a page of
 * 20 is then one call for filters that keep at least a fifth, at the cost of at most 50 KB read too much
 * of 500-byte items.
 */
export const FILTERED_LIMIT_ITEMS = 100;

/**
 * One reader for each partition of the plan, all behind one position of the merged order.
 *
 * In the position's own shard DynamoDB starts behind it. In the others the range is narrowed to the sort keys that
 * follow; of rows with an equal sort key those of later shards follow, those of earlier ones do not.
 */
export function partitionReaders(
  reader: ListReader,
  forward: boolean,
  from: AttributeMap | undefined,
): readonly PartitionReader[] {
  const { plan } = reader;
  if (plan.action === 'Scan') return [createReader(reader, listCommand(plan, undefined), forward, from, [])];
  return plan.partitions.map((partition, shard) => {
    const own = from === undefined || shardOf(plan, from) === shard;
    const range = own ? { sort: plan.sort, dropped: [] } : narrowed(plan, forward, from, { ...from, ...partition });
    const command = range && listCommand(plan, { partition, sort: range.sort });
    return createReader(reader, command, forward, own ? from : undefined, range?.dropped ?? []);
  });
}

/** @param here  The position as it would be in the other shard. @returns undefined where nothing is left there. */
function narrowed(
  plan: ListPlan,
  forward: boolean,
  from: AttributeMap,
  here: AttributeMap,
): { readonly sort: readonly SortRange[]; readonly dropped: readonly Filter[] } | undefined {
  const [attribute] = plan.sortAttributes;
  const value = attribute === undefined ? undefined : from[attribute];
  if (attribute === undefined || value === undefined) return { sort: plan.sort, dropped: [] };
  const tiesFollow = forward === compareRows(plan, here, from) > 0;
  const upwards = forward === plan.ascending;
  const bound = { value, inclusive: tiesFollow };
  const bounds = intersected(boundsOfRange(plan.sort[0]), {
    low: upwards ? bound : undefined,
    high: upwards ? undefined : bound,
  });
  if (bounds === undefined) return undefined;
  const { sort, dropped } = rangeOfBounds(attribute, bounds);
  return { sort: sort === undefined ? [] : [sort], dropped };
}

/**
 * @param command  Undefined: there is nothing to read.
 * @param dropped  True of rows that the narrowed range reads in excess.
 */
function createReader(
  reader: ListReader,
  command: QueryInput | ScanInput | undefined,
  forward: boolean,
  from: AttributeMap | undefined,
  dropped: readonly Filter[],
): PartitionReader {
  const { plan } = reader;
  const rows: ReadRow[] = [];
  let position = from;
  let isDone = command === undefined;
  let hasBegun = false;
  let limitItems = 0;
  let readItems = 0;
  let listedItems = 0;

  return {
    rows,
    get position() {
      return position;
    },
    get isDone() {
      return isDone;
    },
    get hasBegun() {
      return hasBegun;
    },
    end() {
      isDone = true;
      rows.length = 0;
    },
    async readOn(missing) {
      if (command === undefined) return;
      limitItems = hasBegun
        ? nextLimit(limitItems, listedItems / Math.max(readItems, 1), missing)
        : firstLimit(plan, missing);
      hasBegun = true;
      const direction = plan.action === 'Query' ? { ScanIndexForward: forward === plan.ascending } : {};
      const start = position === undefined ? {} : { ExclusiveStartKey: pickKey(position, plan.position) ?? position };
      const { rows: read, output } = await readRows(reader, { ...command, ...direction, Limit: limitItems, ...start });
      position = output.LastEvaluatedKey;
      isDone = position === undefined;
      readItems += output.ScannedCount ?? read.length;
      const kept = read.filter(({ item }) => !dropped.some((filter) => evaluateFilter(filter, item)));
      listedItems += kept.filter(({ entity }) => entity !== undefined).length;
      rows.push(...kept);
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
