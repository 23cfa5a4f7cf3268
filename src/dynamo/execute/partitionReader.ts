import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { pickKey } from '../keys/itemKey.js';
import { listCommand, type ListPlan } from '../plan/listPlan.js';
import { boundsOfRange, intersected, rangeOfBounds, type SortRange } from '../plan/sortBounds.js';
import { isListed, readRows, type ListReader, type ReadRow } from './listReader.js';
import { createReadLimits } from './readLimits.js';
import { compareRows, shardOfRow } from './rows.js';
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
  if (plan.action === 'Scan') return [createReader(reader, listCommand(plan, undefined), forward, from, NONE_DROPPED)];
  return plan.partitions.map((partition, shard) => {
    if (from === undefined || shardOfRow(plan, from) === shard) {
      return createReader(reader, listCommand(plan, { partition, sort: plan.sort }), forward, from, NONE_DROPPED);
    }
    const range = narrowed(plan, forward, from, { ...from, ...partition });
    const command = range && listCommand(plan, { partition, sort: range.sort });
    // Between several sort attributes one key condition cannot begin exactly where the position lies.
    const isDropped = (row: AttributeMap): boolean =>
      range?.dropped.some((filter) => evaluateFilter(filter, row)) === true ||
      forward !== compareRows(plan, row, from) > 0;
    return createReader(reader, command, forward, undefined, isDropped);
  });
}

const NONE_DROPPED = (): boolean => false;

/** @param here  The position as it would be in the other shard. @returns undefined where nothing is left there. */
function narrowed(
  plan: ListPlan,
  forward: boolean,
  from: AttributeMap,
  here: AttributeMap,
): { readonly sort: readonly SortRange[]; readonly dropped: readonly Filter[] } | undefined {
  const { sortAttributes, ascending } = plan;
  const equal = plan.sort.filter(({ op }) => op === '=').slice(0, sortAttributes.length - 1);
  const attribute = sortAttributes[equal.length];
  const value = attribute === undefined ? undefined : from[attribute];
  if (attribute === undefined || value === undefined) return { sort: plan.sort, dropped: [] };
  const isLast = equal.length === sortAttributes.length - 1;
  const tiesFollow = forward === compareRows(plan, here, from) > 0;
  const upwards = forward === ascending;
  const bound = { value, inclusive: !isLast || tiesFollow };
  const bounds = intersected(boundsOfRange(plan.sort[equal.length]), {
    low: upwards ? bound : undefined,
    high: upwards ? undefined : bound,
  });
  if (bounds === undefined) return undefined;
  const range = rangeOfBounds(attribute, bounds);
  return range && { sort: [...equal, range.sort], dropped: range.dropped };
}

/**
 * @param command  Undefined: there is nothing to read.
 * @param isDropped  True of rows that the narrowed range reads in excess.
 */
function createReader(
  reader: ListReader,
  command: QueryInput | ScanInput | undefined,
  forward: boolean,
  from: AttributeMap | undefined,
  isDropped: (row: AttributeMap) => boolean,
): PartitionReader {
  const { plan } = reader;
  const rows: ReadRow[] = [];
  const limits = createReadLimits(plan);
  let position = from;
  let isDone = command === undefined;
  let hasBegun = false;

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
      const limitItems = limits.next(missing);
      hasBegun = true;
      const direction = plan.action === 'Query' ? { ScanIndexForward: forward === plan.ascending } : {};
      const start = position === undefined ? {} : { ExclusiveStartKey: pickKey(position, plan.position) ?? position };
      const { rows: read, output } = await readRows(reader, { ...command, ...direction, Limit: limitItems, ...start });
      position = output.LastEvaluatedKey;
      isDone = position === undefined;
      const kept = read.filter(({ item }) => !isDropped(item));
      limits.learn(output.ScannedCount ?? read.length, kept.filter(isListed).length);
      rows.push(...kept);
    },
  };
}
