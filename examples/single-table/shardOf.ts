import { createHash } from 'node:crypto';

/** The number that `{shard(count)}` stands for when Sortkey writes an item with this key; see docs/directives.md. */
export function shardOf({ PK, SK }: { readonly PK: string; readonly SK: string }, count: number): number {
  return createHash('sha256').update(`${PK}\0${SK}`).digest().readUInt32BE(0) % count;
}
