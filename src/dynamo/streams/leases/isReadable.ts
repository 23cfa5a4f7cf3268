import type { Lease } from './lease.js';

/**
 * Whether a shard may be read now: it is not read to its end, and its parent is, for an item's records go on from
 * parent to child.
 *
 * @param leases  All of the stream, by shard.
 * @param listed  The shards that the stream has. A parent that is in neither is gone for good.
 */
export function isReadable(
  { checkpoint, parentShardId }: Lease,
  leases: ReadonlyMap<string, Lease>,
  listed: ReadonlySet<string>,
): boolean {
  if (checkpoint === 'END') return false;
  if (parentShardId === undefined) return true;
  const parent = leases.get(parentShardId);
  return parent === undefined ? !listed.has(parentShardId) : parent.checkpoint === 'END';
}
