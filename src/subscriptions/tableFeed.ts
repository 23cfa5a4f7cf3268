import { setTimeout as sleep } from 'node:timers/promises';
import type { ShardLink } from '../dynamo/streams/shardLineage.js';
import type { ShardPages } from '../dynamo/streams/shardPages.js';
import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../model/changeBatch.js';
import type { ChangeRecord } from '../model/changeRecord.js';
import { beforeFirst, isNewsBehind } from './batchPositions.js';
import type { BrokerListening } from './broker.js';
import type { ChangeEvent } from './changeTopic.js';
import { gapAt } from './entityChange.js';
import { createRecentChanges, type RecentChanges, type RecentLimits } from './recentChanges.js';
import { ancestorsOf, type Lineage, positionIn, type StreamPosition } from './streamPosition.js';
import { isOfStream, type StreamSource } from './streamSource.js';
import { createTopicIndex, type Following } from './topicIndex.js';

/** The changes of one table as this process hears of them: in order for each item, each once. */
export interface TableFeed {
  /** How far it is: everything up to here was given to all who follow, nothing behind it to anybody. */
  position(): StreamPosition;
  readonly lineage: Lineage;
  readonly recent: RecentChanges;
  /** Tells of parents that were found by listing the stream's shards. */
  learn(links: Iterable<ShardLink>): void;
  /** What the broker says, one batch after another. Resolves when all followers have taken it and can take more. Does not reject. */
  take(batch: ChangeBatch): Promise<void>;
  follow(following: Following): () => void;
  /** How often the broker has told of a shard. */
  toldOf(shardId: string): number;
  /**
   * A shard in which nothing has come since listening began was read to its tip by somebody else: it stands there.
   */
  settle(shardId: string, position: ShardPosition): void;
  /** Resolves when `take` has done something, or the feed is closed. */
  moved(): Promise<void>;
  /** Aborted when the feed is closed, with the reason. */
  readonly signal: AbortSignal;
  /** The text of a cursor, and when it is made, is the business of whoever made the feed. */
  readonly cursorAt: (position: StreamPosition) => string;
  /** Ends all followers. */
  close(error: unknown): void;
}

export interface TableFeedOptions {
  readonly table: string;
  readonly streamArn: string;
  readonly listening: Pick<BrokerListening, 'positions' | 'recent'>;
  /** When listening began, in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly source: StreamSource;
  readonly recentLimits: RecentLimits;
  readonly cursorOf: (position: StreamPosition, lineage: Lineage) => string;
  readonly now: () => number;
  /** Told of what goes wrong while the feed goes on. Must not throw. */
  readonly onError: (error: unknown) => void;
}

/** A shard that is done is kept for its children's sake, and for cursors that name it: a day and an hour. */
const ENDED_KEPT_MS = 25 * 60 * 60 * 1000;
/** What a broker says it has published is in the stream; so long it may take to come. */
const MEND_TIMEOUT_MS = 30_000;
const MEND_POLL_MS = 100;

export function createTableFeed(options: TableFeedOptions): TableFeed {
  const { table, source, now, onError, sinceMs } = options;
  const index = createTopicIndex();
  const recent = createRecentChanges(options.recentLimits);
  const lineage = new Map<string, string | undefined>();
  const told = new Map<string, number>();
  /** When they ended, oldest first. */
  const ended = new Map<string, number>();
  const life = new AbortController();
  let streamArn = options.streamArn;
  let shards = new Map<string, ShardPosition>();
  let wake: (() => void) | undefined;
  let moving: Promise<void> | undefined;

  begin();

  /** Where listening begins, with what the broker remembers of the time before. */
  function begin(): void {
    const { positions, recent: before } = options.listening;
    const begun = new Set<string>();
    for (const batch of before) {
      if (batch.streamArn !== streamArn) continue;
      lineage.set(batch.shardId, batch.parentShardId);
      if (!begun.has(batch.shardId)) recent.begin(batch.shardId, batch.after);
      begun.add(batch.shardId);
      recent.append(batch);
      setPosition(batch.shardId, batch.through);
    }
    for (const [shardId, position] of positions) {
      if (!begun.has(shardId)) recent.begin(shardId, position);
      setPosition(shardId, position);
    }
  }

  function setPosition(shardId: string, position: ShardPosition): void {
    shards.set(shardId, position);
    if (position !== 'END' || ended.has(shardId)) return;
    ended.set(shardId, now());
    for (const [oldest, endedAtMs] of ended) {
      if (now() - endedAtMs < ENDED_KEPT_MS) return;
      forget(oldest);
    }
  }

  function forget(shardId: string): void {
    for (const ancestor of ancestorsOf(shardId, lineage)) lineage.delete(ancestor);
    ended.delete(shardId);
    shards.delete(shardId);
    lineage.delete(shardId);
    told.delete(shardId);
    recent.forget(shardId);
  }

  const snapshot = (): StreamPosition => ({ streamArn, sinceMs, shards });

  /** Positions are handed out: whoever has them does not see them move. */
  function move(shardId: string, position: ShardPosition): void {
    shards = new Map(shards);
    setPosition(shardId, position);
  }

  async function take(batch: ChangeBatch): Promise<void> {
    try {
      if (batch.streamArn !== streamArn) beginStream(batch);
      told.set(batch.shardId, (told.get(batch.shardId) ?? 0) + 1);
      // Where Lambda reads, another shard means that the Redis has forgotten the one before, and nothing else has it.
      const hasGap = batch.hasGap || (!isOfStream(batch.shardId) && shards.size > 0 && !shards.has(batch.shardId));
      await takeBehind(await positionBefore(batch), { ...batch, hasGap });
    } catch (error) {
      if (!life.signal.aborted) onError(error);
    } finally {
      const woken = wake;
      moving = wake = undefined;
      woken?.();
    }
  }

  /** The stream was switched off and on, or the table made anew: nothing of the former one is of use. */
  function beginStream(batch: ChangeBatch): void {
    const isFirst = streamArn === '';
    streamArn = batch.streamArn;
    // Where Lambda reads, the first record tells of which stream it is: listening began before.
    if (isFirst) return;
    shards = new Map();
    ended.clear();
    recent.clear();
    // Its cursor names the shard: where Lambda reads, a moment would say nothing of what comes behind it.
    if (!batch.hasGap) tellGap(batch.shardId, batch.after);
  }

  /**
   * How far the batch's shard is read. A shard begins when its parent is done: what of its ancestors has not come by then
   * was lost on the way. One with no ancestor that is known begins where its first batch does.
   */
  async function positionBefore({ shardId, parentShardId, after }: ChangeBatch): Promise<ShardPosition> {
    const known = shards.get(shardId);
    if (known !== undefined) return known;
    lineage.set(shardId, parentShardId);
    if (parentShardId !== undefined && !shards.has(parentShardId) && shards.size > 0) await learnLineage();
    const line = [shardId, ...ancestorsOf(shardId, lineage)];
    const nearest = line.findIndex((ancestor) => shards.has(ancestor));
    for (const ancestor of line.slice(1, nearest + 1).reverse()) {
      const position = shards.get(ancestor) ?? beginShard(ancestor, 'START');
      if (position !== 'END') await mend(ancestor, position, 'END');
    }
    return beginShard(shardId, nearest === -1 ? after : 'START');
  }

  function beginShard(shardId: string, position: ShardPosition): ShardPosition {
    recent.begin(shardId, position);
    move(shardId, position);
    return position;
  }

  async function learnLineage(): Promise<void> {
    try {
      learn(await source.shardsOf(streamArn, life.signal));
    } catch (error) {
      life.signal.throwIfAborted();
      onError(error);
    }
  }

  function learn(links: Iterable<ShardLink>): void {
    for (const { shardId, parentId } of links) if (!lineage.has(shardId)) lineage.set(shardId, parentId);
  }

  async function takeBehind(position: ShardPosition, batch: ChangeBatch): Promise<void> {
    let from = position;
    if (comparePositions(batch.after, from) > 0 && !batch.hasGap) {
      await mend(batch.shardId, from, batch.after);
      from = shards.get(batch.shardId) ?? from;
    }
    if (isNewsBehind(from, batch)) await give(from, batch);
  }

  /** Reads from the stream what the broker has lost. What the stream has lost as well is a gap. */
  async function mend(shardId: string, from: ShardPosition, until: ShardPosition): Promise<void> {
    if (!isOfStream(shardId)) return passOver(shardId, until);
    const signal = AbortSignal.any([life.signal, AbortSignal.timeout(MEND_TIMEOUT_MS)]);
    const shard = { table, streamArn, shardId, parentShardId: lineage.get(shardId), from };
    try {
      const giveBack = await source.slotOf(shard, signal);
      try {
        await readUntil(source.pagesOf(shard, signal), until);
      } finally {
        await giveBack();
      }
    } catch (error) {
      life.signal.throwIfAborted();
      onError(error);
      await passOver(shardId, until);
    }
  }

  /** To those who are abreast it is a gap. Whoever resumes before it has to ask the stream for himself: it may be there by then. */
  async function passOver(shardId: string, until: ShardPosition): Promise<void> {
    const after = shards.get(shardId) ?? 'START';
    const shard = { table, streamArn, shardId, parentShardId: lineage.get(shardId) };
    await give(after, { ...shard, after, through: until, records: [], hasGap: true });
    recent.begin(shardId, until);
  }

  async function readUntil(pages: ShardPages, until: ShardPosition): Promise<void> {
    for (let isTrimmed = false; ;) {
      const { batch, isTip } = await pages.next();
      const { shardId } = batch;
      const from = shards.get(shardId) ?? batch.after;
      isTrimmed ||= batch.hasGap;
      if (comparePositions(batch.through, from) > 0) await give(from, batch);
      if (comparePositions(shards.get(shardId) ?? 'START', until) >= 0) return;
      if (isTip && isTrimmed) return passOver(shardId, until);
      if (isTip) await sleep(MEND_POLL_MS, undefined, { signal: life.signal });
      life.signal.throwIfAborted();
    }
  }

  /**
   * Gives what is behind `from`. Followers, the memory and the position move in one turn, so that whoever looks at them
   * in between sees one state; where a follower cannot take more, that is between two records.
   */
  async function give(from: ShardPosition, batch: ChangeBatch): Promise<void> {
    const { shardId } = batch;
    const records = batch.records.filter((record) => comparePositions(positionAfter(record), from) > 0);
    let { hasGap } = batch;
    if (hasGap) tellGap(shardId, beforeFirst(records) ?? batch.through);
    let start = 0;
    const commit = (after: ShardPosition, through: ShardPosition, end: number) => {
      recent.append({ ...batch, after, through, records: records.slice(start, end), hasGap });
      move(shardId, through);
      hasGap = false;
      start = end;
    };
    let after = from;
    for (const [at, record] of records.entries()) {
      const waits = tell(record, shardId);
      if (waits.length === 0) continue;
      const through = positionAfter(record);
      commit(after, through, at + 1);
      after = through;
      await Promise.all(waits);
      life.signal.throwIfAborted();
    }
    if (comparePositions(batch.through, after) > 0 || start < records.length || hasGap)
      commit(after, batch.through, records.length);
  }

  /** @returns What to wait for before the next record. */
  function tell(record: ChangeRecord, shardId: string): readonly Promise<void>[] {
    const waits: Promise<void>[] = [];
    if (index.size === 0) return waits;
    const before = snapshot();
    let made: string | undefined;
    const cursor = () =>
      (made ??= cursorAt({ ...before, shards: new Map(before.shards).set(shardId, positionAfter(record)) }));
    for (const { topic, follower } of index.candidates(record)) {
      try {
        const change = topic.want(record);
        if (change === undefined) continue;
        follower.push({ change, cursor });
        const wait = follower.ready();
        if (wait !== undefined) waits.push(wait);
      } catch (error) {
        onError(error);
      }
    }
    return waits;
  }

  /** To everybody, whatever they follow. @param behind  Where it ends, in the shard that has it. */
  function tellGap(shardId: string, behind: ShardPosition): void {
    const before = snapshot();
    const at = { ...before, shards: new Map(before.shards).set(shardId, behind) };
    const event: ChangeEvent = { change: gapAt(new Date(now())), cursor: () => cursorAt(at) };
    for (const { follower } of index.all()) follower.push(event);
  }

  const cursorAt = (position: StreamPosition) => options.cursorOf(position, lineage);

  return {
    position: snapshot,
    lineage,
    recent,
    learn,
    take,
    follow(following) {
      index.add(following);
      return () => index.delete(following);
    },
    toldOf: (shardId) => told.get(shardId) ?? 0,
    settle(shardId, position) {
      const current = positionIn(snapshot(), shardId, lineage);
      if (momentOf(current) === undefined && current !== 'START') return;
      recent.begin(shardId, position);
      move(shardId, position);
    },
    moved() {
      return (moving ??= new Promise((resolve) => (wake = resolve)));
    },
    signal: life.signal,
    cursorAt,
    close(error) {
      life.abort(error);
      for (const { follower } of [...index.all()]) follower.end(error);
      wake?.();
    },
  };
}
