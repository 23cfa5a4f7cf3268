/** A shard as DescribeStream lists it. Its sequence numbers are left out: a local engine gives open shards an ending one. */
export interface ShardLink {
  readonly shardId: string;
  readonly parentId: string | undefined;
}

/** The shards no listed shard descends from: every record to come is in one of them or in a descendant. */
export function newestShards(shards: readonly ShardLink[]): readonly ShardLink[] {
  const parents = new Set(shards.map(({ parentId }) => parentId));
  return shards.filter(({ shardId }) => !parents.has(shardId));
}

export function hasChild(shards: readonly ShardLink[], shardId: string): boolean {
  return shards.some(({ parentId }) => parentId === shardId);
}
