import { createHash } from 'node:crypto';

/**
 * What `{shard(count)}` stands for in the index key of an item with this primary key of one string, as Sortkey
 * computes it and any other program may: docs/directives.md.
 */
export function shardOf(partitionKey: string, count: number): number {
  return createHash('sha256').update(partitionKey).digest().readUInt32BE(0) % count;
}
