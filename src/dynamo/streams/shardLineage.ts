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

/**
 * The shards that may be read now: not taken up before, and their parent read to
 * its end or gone from the stream (a parent's records come before its children's).
 *
 * @param known  Shards taken up or passed over before.
 * @param reading  Those of `known` that are not read to their end.
 */
export function readableShards(
  shards: readonly ShardLink[],
  known: ReadonlySet<string>,
  reading: ReadonlySet<string>,
): readonly ShardLink[] {
  const listed = new Set(shards.map(({ shardId }) => shardId));
  const isDone = (id: string) => (known.has(id) ? !reading.has(id) : !listed.has(id));
  return shards.filter(({ shardId, parentId }) => !known.has(shardId) && (parentId === undefined || isDone(parentId)));
}
