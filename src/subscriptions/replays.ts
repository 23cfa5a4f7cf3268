import { setTimeout as sleep } from 'node:timers/promises';
import { eachAtMost } from '../dynamo/execute/eachAtMost.js';
import type { ShardLink } from '../dynamo/streams/shardLineage.js';
import type { ShardToRead } from '../dynamo/streams/shardPages.js';
import { GatewayError } from '../errors/gatewayError.js';
import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../model/changeBatch.js';
import { ancestorsOf } from './streamPosition.js';
import { isOfStream, type StreamSource } from './streamSource.js';
import type { TableFeed } from './tableFeed.js';

/** Somebody who wants what was written since some position. */
export interface Resumer {
  positionOf(shardId: string): ShardPosition;
  /** Shards that the position names. */
  named(): Iterable<string>;
  /** What was read of a shard, in order; may begin before its position. */
  absorb(batch: ChangeBatch): void;
  /** The shard was read until there was nothing more; `told` is how often the feed had been told of it then. */
  reached(shardId: string, told: number): void;
  /** Undefined where it can take more. */
  room(): Promise<void> | undefined;
  /** What it wants is no longer there. */
  lose(): void;
  fail(error: GatewayError): void;
  /** Wants nothing more. */
  isDone(): boolean;
}

/**
 * Reads again what was written before, from the broker's log and from the stream. Those who come while a reading is under
 * way wait for the next one and then share it: however many resume, a shard has one reader beside its steady one.
 */
export interface Replays {
  /** Resolves when everything that was there has been given. */
  join(resumer: Resumer): Promise<void>;
}

export interface ReplaysOptions {
  readonly table: string;
  readonly feed: TableFeed;
  readonly source: StreamSource;
  /** Everything that the broker still has, oldest first; undefined where it keeps nothing. */
  readonly log: (() => AsyncIterable<ChangeBatch>) | undefined;
  readonly signal: AbortSignal;
}

const SHARDS_AT_A_TIME = 8;
/** A resumer that takes nothing for so long holds up others. */
const STALL_MS = 10_000;
const EMPTY_PAGE_WAIT_MS = 100;

export function createReplays(options: ReplaysOptions): Replays {
  const { table, feed, source, log, signal } = options;
  let waiting: { readonly resumer: Resumer; readonly done: () => void; readonly failed: (error: unknown) => void }[] =
    [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (waiting.length > 0) {
        // Whoever comes in the same turn, as all sockets do after a restart, takes part.
        await new Promise((resolve) => setImmediate(resolve));
        const all = waiting;
        waiting = [];
        try {
          await replay(all.map(({ resumer }) => resumer));
          for (const { done } of all) done();
        } catch (error) {
          for (const { failed } of all) failed(error);
        }
      }
    } finally {
      isRunning = false;
    }
  }

  async function replay(all: readonly Resumer[]): Promise<void> {
    const { streamArn, shards } = feed.position();
    const isFed = [...shards.keys()].some((shardId) => !isOfStream(shardId));
    if (all.some((resumer) => !knowsLineage(feed, resumer))) await learnLineage(streamArn, all);
    await readLog(all, isFed);
    const behind = remaining(all).filter((resumer) => !isCovered(feed, resumer));
    if (behind.length === 0) return;
    if (isFed) for (const resumer of behind) resumer.lose();
    else await readStream(streamArn, behind);
  }

  /**
   * By its descendants that a position names, a shard is known to be done. The log may have all of it: of who read the
   * stream and was further than the steady readers.
   */
  async function learnLineage(streamArn: string, all: readonly Resumer[]): Promise<void> {
    feed.learn(await source.shardsOf(streamArn, signal));
    // What is not listed has no parent that anybody could still ask for.
    const isAlone = (shardId: string) => ({ shardId, parentId: undefined });
    for (const resumer of all) feed.learn(shardsOfBoth(feed, resumer).map(isAlone));
  }

  async function readLog(all: readonly Resumer[], isOnlySource: boolean): Promise<void> {
    if (log === undefined) return;
    try {
      for await (const batch of log()) {
        const those = remaining(all).filter((resumer) => isNext(batch, resumer));
        await giveTo(those, batch);
      }
    } catch (error) {
      signal.throwIfAborted();
      // All of it is in the stream, too.
      if (isOnlySource) throw error;
    }
  }

  async function readStream(streamArn: string, all: readonly Resumer[]): Promise<void> {
    const shards = await source.shardsOf(streamArn, signal);
    feed.learn(shards);
    const listed = new Set(shards.map(({ shardId }) => shardId));
    for (const resumer of all) {
      const isGone = (shardId: string) => !listed.has(shardId) && resumer.positionOf(shardId) !== 'END';
      if ([...resumer.named()].some(isGone)) resumer.lose();
      // A parent that is gone, of shards that it does not name either, nobody can read any more.
      for (const shardId of feed.lineage.values()) {
        if (shardId !== undefined && !listed.has(shardId)) resumer.reached(shardId, feed.toldOf(shardId));
      }
    }
    for (const generation of generations(shards)) {
      await eachSettled(generation, (shard) => readShard(streamArn, shard, all));
    }
  }

  async function readShard(
    streamArn: string,
    { shardId, parentId }: ShardLink,
    all: readonly Resumer[],
  ): Promise<void> {
    const isWanting = (resumer: Resumer) => resumer.positionOf(shardId) !== 'END';
    const wanting = remaining(all).filter(isWanting);
    // Nothing says which records a moment covers, and only behind a record DynamoDB tells what is trimmed: two readings.
    const behindRecords = wanting.filter((resumer) => isRecord(resumer.positionOf(shardId)));
    const others = wanting.filter((resumer) => !behindRecords.includes(resumer));
    for (const those of [behindRecords, others]) {
      if (those.length === 0) continue;
      const from = earliest(those.map((resumer) => resumer.positionOf(shardId)));
      const shard = { table, streamArn, shardId, parentShardId: parentId, from };
      const giveBack = await source.slotOf(shard, signal);
      try {
        await readPages(shard, () => remaining(those).filter(isWanting));
      } finally {
        await giveBack();
      }
    }
  }

  async function readPages(shard: ShardToRead, wanting: () => readonly Resumer[]): Promise<void> {
    const { shardId } = shard;
    const pages = source.pagesOf(shard, signal);
    let isTrimmed = false;
    for (let those = wanting(); those.length > 0; those = wanting()) {
      const told = feed.toldOf(shardId);
      const { batch, isTip } = await pages.next();
      await giveTo(those, batch);
      const target = feed.position().shards.get(shardId);
      // Where the feed's last record is trimmed, the stream never comes so far.
      isTrimmed ||= batch.hasGap;
      const isBehindFeed = !isTrimmed && target !== undefined && comparePositions(batch.through, target) < 0;
      if (batch.through === 'END' || (isTip && !isBehindFeed)) {
        for (const resumer of those) resumer.reached(shardId, told);
        return;
      }
      if (batch.records.length === 0) await sleep(EMPTY_PAGE_WAIT_MS, undefined, { signal });
    }
  }

  async function giveTo(those: readonly Resumer[], batch: ChangeBatch): Promise<void> {
    for (const resumer of those) resumer.absorb(batch);
    const full = those.flatMap((resumer) => {
      const room = resumer.room();
      return room === undefined ? [] : [orStalled(resumer, room)];
    });
    if (full.length > 0) await Promise.all(full);
    signal.throwIfAborted();
  }

  return {
    join(resumer) {
      return new Promise((done, failed) => {
        waiting.push({ resumer, done, failed });
        if (!isRunning) void run();
      });
    },
  };
}

function knowsLineage(feed: TableFeed, resumer: Resumer): boolean {
  return shardsOfBoth(feed, resumer).every((shardId) => !isOfStream(shardId) || feed.lineage.has(shardId));
}

function shardsOfBoth({ recent }: TableFeed, resumer: Resumer): readonly string[] {
  return [...resumer.named(), ...recent.shards()];
}

/** Whether everything behind a resumer's position is in the feed's memory. */
export function isCovered(feed: TableFeed, resumer: Resumer & { hasReached?(shardId: string): boolean }): boolean {
  const { recent, lineage } = feed;
  if (!knowsLineage(feed, resumer)) return false;
  const hasReached = (shardId: string) => resumer.hasReached?.(shardId) ?? false;
  const isDone = (shardId: string) => resumer.positionOf(shardId) === 'END' || hasReached(shardId);
  for (const shardId of recent.shards()) {
    if (!recent.covers(shardId, resumer.positionOf(shardId), hasReached(shardId))) return false;
    // The broker may know a shard and have forgotten the one before it.
    const parentId = lineage.get(shardId);
    if (parentId !== undefined && !recent.has(parentId) && !isDone(parentId)) return false;
  }
  for (const shardId of resumer.named()) {
    if (!recent.has(shardId) && !isDone(shardId)) return false;
  }
  return true;
}

/** A batch of the log that goes on where a resumer stands, or begins before it; not one behind a hole. */
function isNext({ shardId, parentShardId, after, records }: ChangeBatch, resumer: Resumer): boolean {
  const position = resumer.positionOf(shardId);
  // The log may have lost what came before this shard.
  if (after === 'START') return parentShardId === undefined || resumer.positionOf(parentShardId) === 'END';
  const [afterMs, positionMs] = [momentOf(after), momentOf(position)];
  if (afterMs === undefined) return isRecord(position) && comparePositions(after, position) <= 0;
  if (positionMs !== undefined) return positionMs >= afterMs;
  // Reading began here, at the tip: whoever stands before the first record may lack some that came before it.
  const [first] = records;
  return first !== undefined && comparePositions(position, positionAfter(first)) >= 0;
}

function isRecord(position: ShardPosition): boolean {
  return position !== 'START' && momentOf(position) === undefined;
}

/** All are records, or none is: START is before any moment. */
function earliest(positions: readonly ShardPosition[]): ShardPosition {
  const moments = positions.map(momentOf).filter((moment) => moment !== undefined);
  if (moments.length === positions.length) return `@${Math.min(...moments)}`;
  return positions.toSorted(comparePositions).find((position) => momentOf(position) === undefined) ?? 'START';
}

function remaining(all: readonly Resumer[]): readonly Resumer[] {
  return all.filter((resumer) => !resumer.isDone());
}

/** Parents before children; what does not descend from each other together. */
function generations(shards: readonly ShardLink[]): readonly (readonly ShardLink[])[] {
  const parents = new Map(shards.map(({ shardId, parentId }) => [shardId, parentId] as const));
  const byDepth: ShardLink[][] = [];
  for (const shard of shards) (byDepth[ancestorsOf(shard.shardId, parents).length] ??= []).push(shard);
  return byDepth.filter((generation) => generation !== undefined);
}

/** Waits for all, and then throws what failed first: nothing goes on behind the caller's back. */
async function eachSettled<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  await eachAtMost(SHARDS_AT_A_TIME, all, (one) => work(one).catch((error: unknown) => void errors.push(error)));
  if (errors.length > 0) throw errors[0];
}

async function orStalled(resumer: Resumer, room: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const stalled = sleep(STALL_MS, 'STALLED', { signal: timer.signal }).catch(() => undefined);
  const first = await Promise.race([room, stalled]);
  timer.abort();
  if (first !== 'STALLED') return;
  resumer.fail(
    new GatewayError(
      'SLOW_CONSUMER',
      `This subscriber has read nothing for ${STALL_MS / 1000} s while changes it had missed were waiting. Read faster or ask for less (a filter, fewer events), and subscribe again with the last cursor.`,
    ),
  );
}
