import { STREAM_KEEPS_MS } from '../dynamo/streams/leases/lease.js';
import { CLOCK_MARGIN_MS } from '../dynamo/streams/shardPages.js';
import { GatewayError } from '../errors/gatewayError.js';
import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../model/changeBatch.js';
import { beforeFirst, isNewsBehind } from './batchPositions.js';
import type { CatchUp, ChangeEvent, ChangeTopic } from './changeTopic.js';
import { gapAt } from './entityChange.js';
import { isCovered, type Replays, type Resumer } from './replays.js';
import { type DecodedPosition, positionIn, type StreamPosition } from './streamPosition.js';
import type { TableFeed } from './tableFeed.js';

export interface CatchUpOptions {
  readonly feed: TableFeed;
  readonly replays: Replays;
  readonly topic: ChangeTopic;
  readonly since: DecodedPosition;
  readonly now: () => number;
  /** When it is no longer wanted, whatever the reason. */
  readonly onEnd: () => void;
}

/** A `CatchUp` whose position can be looked at, and that can end where the missed changes do. */
export interface ReadingCatchUp extends CatchUp {
  /** The cursor of how far it has read: all up to there is given, or waits. */
  cursor(): string;
  hasWaiting(): boolean;
  /** Without going live: undefined when all was given that was there. */
  nextMissed(): Promise<ChangeEvent | undefined>;
}

/** Changes that may wait for a subscriber before the reading waits for it. */
const MAX_WAITING = 500;
/** Between the tip of a shard as it was seen here and the feed's word that it has polled it since. */
const POLLS_BEHIND_TIP = 2;
/** Readings of the stream before it is given up: each reaches what was the tip, so a second or third is rare. */
const MAX_READINGS = 20;

export function createCatchUp({ feed, replays, topic, since, now, onEnd }: CatchUpOptions): ReadingCatchUp {
  let shards = new Map(since.shards);
  let { sinceMs } = since;
  let { streamArn } = feed.position();
  const waiting: ChangeEvent[] = [];
  let makeRoom: (() => void) | undefined;
  let room: Promise<void> | undefined;
  let arrived: (() => void) | undefined;
  let failure: Error | undefined;
  let isEnded = false;
  /** The feed's next batch to look at; undefined before it is known that its memory has all. */
  let nextRecent: number | undefined;
  let reading: Promise<void> | undefined;
  let readings = 0;
  /** Shards that were read to their tip, and how often the feed had been told of them then. */
  const reached = new Map<string, number>();

  if (!since.isOf(streamArn) || since.atMs < now() - STREAM_KEEPS_MS) lose();

  const position = (): StreamPosition => ({ streamArn, sinceMs, shards });
  const positionOf = (shardId: string) => positionIn({ shards, sinceMs }, shardId, feed.lineage);

  function move(shardId: string, to: ShardPosition): void {
    shards = new Map(shards).set(shardId, to);
  }

  function put(event: ChangeEvent): void {
    waiting.push(event);
    arrived?.();
  }

  function absorb(batch: ChangeBatch): void {
    if (isEnded) return;
    const { shardId, through } = batch;
    const from = positionOf(shardId);
    if (!isNewsBehind(from, batch)) return;
    const fromMs = momentOf(from);
    const behind = batch.records.filter((record) =>
      fromMs === undefined
        ? comparePositions(positionAfter(record), from) > 0
        : record.at.getTime() >= fromMs - CLOCK_MARGIN_MS,
    );
    if (batch.hasGap && isBeforeGap(from, batch)) {
      move(shardId, beforeFirst(behind) ?? through);
      putGap();
    }
    for (const record of behind) {
      move(shardId, positionAfter(record));
      const change = topic.want(record);
      if (change === undefined) continue;
      const at = position();
      put({ change, cursor: () => feed.cursorAt(at) });
    }
    move(shardId, through);
  }

  function putGap(): void {
    const at = position();
    put({ change: gapAt(new Date(now())), cursor: () => feed.cursorAt(at) });
  }

  /** What was missed is gone: says so, and goes on from where the feed is. */
  function lose(): void {
    const current = feed.position();
    ({ streamArn, sinceMs } = current);
    shards = new Map(current.shards);
    nextRecent = feed.recent.next();
    reached.clear();
    const at = { streamArn, sinceMs, shards };
    put({ change: gapAt(new Date(now())), cursor: () => feed.cursorAt(at) });
  }

  const resumer: Resumer & { hasReached(shardId: string): boolean } = {
    positionOf,
    named: () => shards.keys(),
    absorb,
    reached: (shardId, told) => void reached.set(shardId, told),
    hasReached: (shardId) => reached.has(shardId),
    room() {
      if (waiting.length < MAX_WAITING || isEnded) return undefined;
      return (room ??= new Promise((resolve) => (makeRoom = resolve)));
    },
    lose,
    fail(error) {
      failure ??= error;
      arrived?.();
      end();
    },
    isDone: () => isEnded || nextRecent !== undefined,
  };

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    makeRoom?.();
    arrived?.();
    onEnd();
  }

  /** True once everything that the feed has given to others is in `waiting`, in this very turn. */
  function isAbreast(): boolean {
    // The feed knows no stream before the first record that Lambda was given.
    if (streamArn === '') ({ streamArn } = feed.position());
    if (streamArn !== feed.position().streamArn) {
      lose();
      return false;
    }
    if (nextRecent === undefined || nextRecent < feed.recent.first()) {
      nextRecent = isCovered(feed, resumer) ? feed.recent.first() : undefined;
    }
    if (nextRecent === undefined) return false;
    while (nextRecent < feed.recent.next() && waiting.length === 0) absorb(feed.recent.at(nextRecent++));
    return waiting.length === 0;
  }

  /**
   * Whether the feed stands where this stands. It may be behind, where the stream was read just now: then what it gives
   * next is known here already.
   */
  function isFeedAbreast(): boolean {
    const feedShards = feed.position().shards;
    for (const [shardId, here] of shards) {
      const there = feedShards.get(shardId);
      if (there === undefined ? here === 'END' : comparePositions(there, here) >= 0) continue;
      const told = reached.get(shardId);
      const isQuiet = there !== undefined && (momentOf(there) !== undefined || there === 'START');
      if (!isQuiet || told === undefined || feed.toldOf(shardId) < told + POLLS_BEHIND_TIP) return false;
      // It was polled since, and has nothing: what was read here is from before the feed began.
      feed.settle(shardId, here);
    }
    return true;
  }

  function read(): Promise<void> {
    readings += 1;
    return replays
      .join(resumer)
      .catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        reading = undefined;
      });
  }

  function take(): ChangeEvent | undefined {
    const event = waiting.shift();
    if (waiting.length < MAX_WAITING / 2) {
      makeRoom?.();
      room = makeRoom = undefined;
    }
    return event;
  }

  /** Waits for something to give, too, or for the end. */
  async function orArrived(other: Promise<void>): Promise<void> {
    await Promise.race([other, new Promise<void>((resolve) => (arrived = resolve))]);
    arrived = undefined;
  }

  async function step(isEnough: () => boolean): Promise<ChangeEvent | undefined> {
    for (;;) {
      const event = take();
      if (event !== undefined) return event;
      // A reading that was aborted has failed, too: this says why.
      feed.signal.throwIfAborted();
      if (failure !== undefined) {
        end();
        throw failure;
      }
      if (isEnded) throw new GatewayError('DEADLINE_EXCEEDED', 'The subscriber is gone.');
      if (reading === undefined && isAbreast()) {
        if (isEnough()) return undefined;
        await orArrived(feed.moved());
      } else if (readings >= MAX_READINGS) {
        lose();
      } else if (waiting.length === 0) {
        // Not only for the reading's end: what it finds goes out while it reads on.
        await orArrived((reading ??= read()));
      }
    }
  }

  return {
    cursor: () => feed.cursorAt(position()),
    hasWaiting: () => waiting.length > 0,
    async next(goLive) {
      return step(() => {
        if (!isFeedAbreast()) return false;
        goLive();
        end();
        return true;
      });
    },
    nextMissed: () => step(() => true),
    return: end,
  };
}

/** Whether what is lost is behind a position: a reading that others share may have begun before. */
function isBeforeGap(position: ShardPosition, { records }: ChangeBatch): boolean {
  const first = beforeFirst(records);
  return first === undefined || comparePositions(position, first) < 0;
}
