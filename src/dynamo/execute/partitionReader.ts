import type { AttributeMap } from '../../model/attributeValue.js';
import { pickKey } from '../keys/itemKey.js';
import { listCommand, type ListPlan } from '../plan/listPlan.js';
import { boundsOfRange, intersected, rangeOfBounds, type SortBound, type SortRange } from '../plan/sortBounds.js';
import { compareKeyValues } from '../values/compareKeyValues.js';
import { isListed, readRows, type ListReader, type ReadRow } from './listReader.js';
import { createReadLimits } from './readLimits.js';
import { compareRows, shardOfRow } from './rows.js';
import type { QueryInput, ScanInput } from '../actions.js';

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
  if (plan.action === 'Scan') return [createReader(reader, listCommand(plan, undefined), forward, from, WHOLE_RANGE)];
  return plan.partitions.map((partition, shard) => {
    if (from === undefined || shardOfRow(plan, from) === shard) {
      const command = isAtEnd(plan, forward, from) ? undefined : listCommand(plan, { partition, sort: plan.sort });
      return createReader(reader, command, forward, from, WHOLE_RANGE);
    }
    const range = narrowed(plan, forward, from, { ...from, ...partition });
    const command = range && listCommand(plan, { partition, sort: range.sort });
    return createReader(reader, command, forward, undefined, {
      // Between several sort attributes one key condition cannot begin exactly where the position lies.
      isDropped: (row) => forward !== compareRows(plan, row, from) > 0,
      isBeyond: (row) => range?.far !== undefined && liesBeyond(range.far, row),
    });
  });
}

/**
 * Whether the position is the last that the range can hold. Only in a table: in an index rows with an equal sort key
 * may follow. There is nothing to ask then, and not every engine takes a start at the end of its range.
 */
function isAtEnd(
  { index, ascending, sort, sortAttributes }: ListPlan,
  forward: boolean,
  from: AttributeMap | undefined,
): boolean {
  const value = from?.[sortAttributes[0] ?? ''];
  if (index !== undefined || value === undefined) return false;
  const { low, high } = boundsOfRange(sort[0]);
  const far = forward === ascending ? high : low;
  return far !== undefined && compareKeyValues(value, far.value) === 0;
}

/** What a key condition reads in excess. */
interface Excess {
  /** Rows that lie before the page's start. */
  readonly isDropped: (row: AttributeMap) => boolean;
  /** Rows that lie behind the range, and so does all that follows. */
  readonly isBeyond: (row: AttributeMap) => boolean;
}

const WHOLE_RANGE: Excess = { isDropped: () => false, isBeyond: () => false };

interface NarrowedRange {
  readonly sort: readonly SortRange[];
  /** Where reading has to end by itself. */
  readonly far: FarBound | undefined;
}

interface FarBound extends SortBound {
  readonly attribute: string;
  readonly side: 'low' | 'high';
}

/** @param here  The position as it would be in the other shard. @returns undefined where nothing is left there. */
function narrowed(plan: ListPlan, forward: boolean, from: AttributeMap, here: AttributeMap): NarrowedRange | undefined {
  const { sortAttributes, ascending } = plan;
  const equal = plan.sort.filter(({ op }) => op === '=').slice(0, sortAttributes.length - 1);
  const attribute = sortAttributes[equal.length];
  const value = attribute === undefined ? undefined : from[attribute];
  if (attribute === undefined || value === undefined) return { sort: plan.sort, far: undefined };
  const isLast = equal.length === sortAttributes.length - 1;
  const tiesFollow = forward === compareRows(plan, here, from) > 0;
  const bound = { value, inclusive: !isLast || tiesFollow };
  const [near, side] = forward === ascending ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const bounds = intersected(boundsOfRange(plan.sort[equal.length]), {
    low: undefined,
    high: undefined,
    [near]: bound,
  });
  if (bounds === undefined) return undefined;
  const { [near]: start, [side]: far } = bounds;
  // BETWEEN would read all rows that are equal to the position again on each page; so the other end is watched here.
  const watched = start?.inclusive === false ? far : undefined;
  const range = rangeOfBounds(attribute, watched === undefined ? bounds : { ...bounds, [side]: undefined });
  return range && { sort: [...equal, range.sort], far: watched && { ...watched, attribute, side } };
}

function liesBeyond({ attribute, value, inclusive, side }: FarBound, row: AttributeMap): boolean {
  const stored = row[attribute];
  if (stored === undefined) return false;
  const order = compareKeyValues(stored, value) * (side === 'high' ? 1 : -1);
  return inclusive ? order > 0 : order >= 0;
}

/**
 * @param command  Undefined: there is nothing to read.
 */
function createReader(
  reader: ListReader,
  command: QueryInput | ScanInput | undefined,
  forward: boolean,
  from: AttributeMap | undefined,
  { isDropped, isBeyond }: Excess,
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
      const end = read.findIndex(({ item }) => isBeyond(item));
      const hasEnded = end >= 0 || (output.LastEvaluatedKey !== undefined && isBeyond(output.LastEvaluatedKey));
      position = hasEnded ? undefined : output.LastEvaluatedKey;
      isDone = position === undefined || isAtEnd(plan, forward, position);
      const kept = (end < 0 ? read : read.slice(0, end)).filter(({ item }) => !isDropped(item));
      limits.learn(output.ScannedCount ?? read.length, kept.filter(isListed).length);
      rows.push(...kept);
    },
  };
}
