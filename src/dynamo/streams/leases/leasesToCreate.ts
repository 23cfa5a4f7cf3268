import { newestShards, type ShardLink } from '../shardLineage.js';
import { isBegunTooLate, type Lease } from './lease.js';

/**
 * Why there are no leases yet:
 *
 * - `LATEST`, `TRIM_HORIZON`: nobody of the consumer's name has read the stream.
 * - `AFTER_GAP`: they followed another stream of the table, or were away for longer than leases are kept.
 * - `GROWN`: the stream is followed; what has no lease is new.
 */
export type LeaseOrigin = 'LATEST' | 'TRIM_HORIZON' | 'AFTER_GAP' | 'GROWN';

export interface LeaseToCreate {
  readonly shard: ShardLink;
  /** `LATEST`: at the position that reading from the tip has. */
  readonly from: 'LATEST' | 'START' | 'END';
  readonly hasGap: boolean;
}

/**
 * The leases that a stream's shards need and do not have, those first that are not to be read at all: whoever finds a
 * shard's lease without that of its parent would believe the parent new.
 *
 * @param nowMs  Milliseconds since 1970.
 */
export function leasesToCreate(
  shards: readonly ShardLink[],
  leases: readonly Lease[],
  origin: LeaseOrigin,
  nowMs: number,
): readonly LeaseToCreate[] {
  const existing = new Map(leases.map((lease) => [lease.shardId, lease]));
  const listed = new Map(shards.map((shard) => [shard.shardId, shard]));
  const newest = new Set(newestShards(shards).map(({ shardId }) => shardId));

  /** Somebody reads an ancestor already: what comes after it belongs to what they promised to read. */
  function followsLive({ parentId }: ShardLink): boolean {
    const parent = parentId === undefined ? undefined : listed.get(parentId);
    if (parent === undefined) return false;
    const lease = existing.get(parent.shardId);
    return (lease !== undefined && lease.checkpoint !== 'END') || followsLive(parent);
  }

  function fromOf(shard: ShardLink): LeaseToCreate['from'] {
    if (origin !== 'LATEST' || followsLive(shard)) return 'START';
    return newest.has(shard.shardId) ? 'LATEST' : 'END';
  }

  const isRoot = ({ parentId }: ShardLink) => parentId === undefined || !listed.has(parentId);

  function hasGapBefore(shard: ShardLink): boolean {
    if (origin === 'AFTER_GAP') return isRoot(shard);
    const parent = existing.get(shard.parentId ?? '');
    return origin === 'GROWN' && parent?.checkpoint === 'END' && isBegunTooLate('START', parent.writtenAtMs, nowMs);
  }

  const wanted = shards
    .filter(({ shardId }) => !existing.has(shardId))
    .map((shard) => ({ shard, from: fromOf(shard), hasGap: hasGapBefore(shard) }));
  return [...wanted.filter(({ from }) => from === 'END'), ...wanted.filter(({ from }) => from !== 'END')];
}
