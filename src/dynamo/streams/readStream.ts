import { setTimeout as sleep } from 'node:timers/promises';

import { fullJitterMs } from '../execute/fullJitter.js';
import { describeStream, type StreamDescription } from './describeStream.js';
import { MAX_FIRST_FAILURES, readShard, type ShardContext, type ShardToRead, STREAM_RETRY } from './readShard.js';
import { hasChild, newestShards, readableShards } from './shardLineage.js';
import { isExpected, isTransient, nameOf } from './streamErrors.js';

/** DynamoDB lists a new stream's shards, and a shard's children, a moment late. */
const SHARD_POLL_MS = 250;

/**
 * Reads a whole stream: each shard by itself, its children once it is read to its end.
 *
 * @param stream.from  `LATEST`: what is written from now on; `TRIM_HORIZON`: everything the stream still has.
 * @param onPositioned  Called once, when every later write to the table will be seen. Someone who waits for
 *   that is told what makes it impossible; without it, reading is tried for ever.
 * @returns When the stream was switched off and is read to its end.
 * @throws The signal's reason when aborted, or after `context.fail`.
 */
export async function readStream(
  stream: Omit<ShardToRead, 'shardId'>,
  context: ShardContext,
  onPositioned?: () => void,
): Promise<void> {
  const { signal, streamsClient, onError, random } = context;
  /** Shards taken up, or passed over because their records are older than `from`. */
  const known = new Set<string>();
  const reading = new Set<string>();

  function claim(shardIds: readonly string[]): void {
    for (const shardId of shardIds) {
      known.add(shardId);
      reading.add(shardId);
    }
  }

  async function follow(shardId: string, from: ShardToRead['from'], onShardPositioned?: () => void): Promise<void> {
    try {
      await readShard({ ...stream, shardId, from }, context, onShardPositioned);
    } catch (error) {
      context.fail(error);
      throw error;
    }
    reading.delete(shardId);
    const children = await claimChildren(shardId);
    await settle(children.map((child) => follow(child, 'TRIM_HORIZON')));
  }

  /** Children that nobody has claimed; none where the stream ended. */
  async function claimChildren(parentId: string): Promise<readonly string[]> {
    for (;;) {
      const { status, shards } = await describe(Infinity);
      const children = readableShards(shards, known, reading).map(({ shardId }) => shardId);
      claim(children);
      if (children.length > 0 || hasChild(shards, parentId) || status === 'DISABLED') return children;
      await sleep(SHARD_POLL_MS, undefined, { signal });
    }
  }

  async function claimFirst(): Promise<readonly string[]> {
    for (;;) {
      const { status, shards } = await describe(onPositioned === undefined ? Infinity : MAX_FIRST_FAILURES);
      const first = stream.from === 'LATEST' ? newestShards(shards) : readableShards(shards, known, reading);
      if (first.length > 0 || status === 'DISABLED') {
        if (stream.from === 'LATEST') for (const { shardId } of shards) known.add(shardId);
        const shardIds = first.map(({ shardId }) => shardId);
        claim(shardIds);
        return shardIds;
      }
      await sleep(SHARD_POLL_MS, undefined, { signal });
    }
  }

  async function describe(maxFailures: number): Promise<StreamDescription> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await describeStream(streamsClient, stream.streamArn, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (nameOf(error) === 'ResourceNotFoundException') return { status: 'DISABLED', shards: [] };
        if (failures >= maxFailures || (maxFailures < Infinity && !isTransient(error))) throw error;
        if (failures === 1 && !isExpected(error)) onError(error);
        await sleep(fullJitterMs(failures, STREAM_RETRY, random), undefined, { signal });
      }
    }
  }

  const first = await claimFirst();
  let waitedFor = first.length;
  const onShardPositioned =
    onPositioned &&
    (() => {
      waitedFor -= 1;
      if (waitedFor === 0) onPositioned();
    });
  if (waitedFor === 0) onPositioned?.();
  await settle(first.map((shardId) => follow(shardId, stream.from, onShardPositioned)));
}

/** Promise.all that waits for the others too, so that nothing runs on after it. */
async function settle(tasks: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
