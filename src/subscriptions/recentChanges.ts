import { itemSizeBytes } from '../dynamo/values/itemSize.js';
import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../model/changeBatch.js';

/**
 * The last changes of a table, in the order in which they were given to subscribers: whoever was away for a moment gets
 * them from here. The oldest go when there are too many.
 */
export interface RecentChanges {
  /** The number of the oldest batch that is kept; batches have consecutive numbers. */
  first(): number;
  /** The number that the next batch will have. */
  next(): number;
  /** @param number  From `first()` to below `next()`. */
  at(number: number): ChangeBatch;
  /** Behind all others. Its shard must have been begun. */
  append(batch: ChangeBatch): void;
  /** A shard of which everything behind `position` will be appended. */
  begin(shardId: string, position: ShardPosition): void;
  /** Shards that were begun. */
  shards(): Iterable<string>;
  has(shardId: string): boolean;
  /**
   * Whether everything behind a position is kept.
   *
   * @param isReadSince  The position was reached by reading the shard to its tip after `begin`.
   */
  covers(shardId: string, position: ShardPosition, isReadSince: boolean): boolean;
  /** Of a shard that is done, and of which nobody asks any more. */
  forget(shardId: string): void;
  /** Forgets all batches and shards. */
  clear(): void;
}

/** Where what is kept of a shard begins. */
interface Floor {
  /** Behind this record; undefined where the shard was begun at a moment, and all since then is kept. */
  readonly exact: ShardPosition | undefined;
  readonly momentMs: number;
  /** The first record since the moment. */
  first: ShardPosition | undefined;
}

export interface RecentLimits {
  readonly maxRecords: number;
  /** Of the items' bytes as DynamoDB counts them; objects take several times as much. */
  readonly maxBytes: number;
}

export function createRecentChanges({ maxRecords, maxBytes }: RecentLimits): RecentChanges {
  let kept: ({ readonly batch: ChangeBatch; readonly bytes: number } | undefined)[] = [];
  let firstNumber = 0;
  let dropped = 0;
  let records = 0;
  let bytes = 0;
  const floors = new Map<string, Floor>();

  function floorAt(position: ShardPosition): Floor {
    const momentMs = momentOf(position);
    return { exact: momentMs === undefined ? position : undefined, momentMs: momentMs ?? Infinity, first: undefined };
  }

  function dropOldest(): void {
    const oldest = kept[dropped];
    if (oldest === undefined) return;
    kept[dropped] = undefined;
    dropped += 1;
    records -= oldest.batch.records.length;
    bytes -= oldest.bytes;
    floors.set(oldest.batch.shardId, floorAt(oldest.batch.through));
    // Their places are shifted in blocks: one by one would be the square of their number.
    if (dropped > 1000 || dropped === kept.length) {
      kept = kept.slice(dropped);
      firstNumber += dropped;
      dropped = 0;
    }
  }

  return {
    first: () => firstNumber + dropped,
    next: () => firstNumber + kept.length,
    at(number) {
      const entry = kept[number - firstNumber];
      if (entry === undefined) throw new Error(`Changes number ${number} are not kept.`);
      return entry.batch;
    },
    append(batch) {
      const [firstRecord] = batch.records;
      const floor = floors.get(batch.shardId);
      if (floor !== undefined && firstRecord !== undefined) floor.first ??= positionAfter(firstRecord);
      const entry = { batch, bytes: bytesOf(batch) };
      kept.push(entry);
      records += batch.records.length;
      bytes += entry.bytes;
      while (records > maxRecords || bytes > maxBytes || kept.length - dropped > maxRecords) dropOldest();
    },
    begin(shardId, position) {
      floors.set(shardId, floorAt(position));
    },
    shards: () => floors.keys(),
    has: (shardId) => floors.has(shardId),
    forget: (shardId) => void floors.delete(shardId),
    covers(shardId, position, isReadSince) {
      const floor = floors.get(shardId);
      if (floor === undefined) return false;
      if (position === 'END') return true;
      if (floor.exact !== undefined) return comparePositions(position, floor.exact) >= 0;
      if (isReadSince) return true;
      const momentMs = momentOf(position);
      if (momentMs !== undefined) return momentMs >= floor.momentMs;
      return floor.first !== undefined && comparePositions(position, floor.first) >= 0;
    },
    clear() {
      firstNumber += kept.length;
      kept = [];
      dropped = 0;
      records = 0;
      bytes = 0;
      floors.clear();
    },
  };
}

function bytesOf({ records }: ChangeBatch): number {
  return records.reduce(
    (sum, { oldImage, newImage }) =>
      sum +
      (oldImage === undefined ? 0 : itemSizeBytes(oldImage)) +
      (newImage === undefined ? 0 : itemSizeBytes(newImage)),
    0,
  );
}
