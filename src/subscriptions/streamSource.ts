import type { ShardLink } from '../dynamo/streams/shardLineage.js';
import type { ShardPages, ShardToRead } from '../dynamo/streams/shardPages.js';

/** The streams themselves, for what brokers have lost and for subscribers who were away. */
export interface StreamSource {
  /** @throws {GatewayError} `TABLE_NOT_READY` where the table has no stream of both images. */
  streamOf(table: string, signal: AbortSignal): Promise<string>;
  shardsOf(streamArn: string, signal: AbortSignal): Promise<readonly ShardLink[]>;
  pagesOf(shard: ShardToRead, signal: AbortSignal): ShardPages;
  /** Waits for the turn to read a shard beside its steady reader: DynamoDB allows two readers. @returns What gives it back. */
  slotOf(shard: Pick<ShardToRead, 'streamArn' | 'shardId'>, signal: AbortSignal): Promise<() => Promise<void>>;
}

/** Shards that a broker makes up where it is not told which shard a record is of: no stream has them. */
export const FED_SHARD_PREFIX = 'lambda-';

export function isOfStream(shardId: string): boolean {
  return !shardId.startsWith(FED_SHARD_PREFIX);
}
