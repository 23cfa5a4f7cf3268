import { setTimeout as sleep } from 'node:timers/promises';
import type { CursorCodec } from '../dynamo/keys/cursor.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { ChangeBatch } from '../model/changeBatch.js';
import type { Broker, BrokerListening } from './broker.js';
import { createCatchUp, type ReadingCatchUp } from './catchUp.js';
import type { ChangeEvent, ChangeFollower, ChangeStream, ChangeTopic, MissedChanges } from './changeTopic.js';
import { followedEvents } from './followedEvents.js';
import type { RecentLimits } from './recentChanges.js';
import { createReplays, type Replays } from './replays.js';
import { decodePosition, encodePosition } from './streamPosition.js';
import type { StreamSource } from './streamSource.js';
import { createTableFeed, type TableFeed } from './tableFeed.js';

/** Changes of tables, as their streams tell them, for any number of subscribers. */
export interface ChangeFeed {
  /** Nothing is read before it is followed. */
  open(topic: ChangeTopic, options?: { readonly after?: string | undefined }): ChangeStream;
  /**
   * Changes since a cursor, at most `first`; without a cursor none, and where "now" is.
   *
   * @throws {GatewayError} `CURSOR_INVALID`, `TABLE_NOT_READY`.
   */
  missed(topic: ChangeTopic, page: MissedPage): Promise<MissedChanges>;
  /** Ends all subscriptions and readers. */
  close(): Promise<void>;
}

export interface MissedPage {
  readonly since: string | undefined;
  readonly first: number;
  /** On the clock of `Date.now`. What is found until shortly before is given. */
  readonly deadlineAtMs: number;
}

export interface ChangeFeedOptions {
  readonly broker: Broker;
  readonly source: StreamSource;
  readonly cursors: CursorCodec;
  /** Whether the tables' own streams are looked at before listening: not where somebody else reads them. */
  readonly readsStreams: boolean;
  readonly recentLimits?: RecentLimits;
  /** How long a table nobody follows any more is listened to, for those who come back. Default 30,000. */
  readonly lingerMs?: number;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Told of what goes wrong while subscriptions go on. Must not throw. */
  readonly onError: (error: unknown) => void;
}

/** About ten megabytes of memory a table. */
export const RECENT_LIMITS: RecentLimits = { maxRecords: 2_000, maxBytes: 2 * 1024 * 1024 };
const LINGER_MS = 30_000;
/** An answer has to be put together, too. */
const MARGIN_OF_DEADLINE_MS = 500;

interface OpenTable {
  readonly feed: TableFeed;
  readonly replays: Replays;
}

interface TableLife {
  readonly opening: Promise<OpenTable>;
  /** Followers, and those who catch up. */
  users: number;
  lingering: NodeJS.Timeout | undefined;
  close(error: unknown): Promise<void>;
}

export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { broker, source, cursors, onError, lingerMs = LINGER_MS, now = Date.now } = options;
  const tables = new Map<string, TableLife>();
  const closing = new Set<Promise<void>>();
  let isClosed = false;

  function openTable(table: string): TableLife {
    if (isClosed) throw closed();
    const known = tables.get(table);
    if (known !== undefined) return known;
    const life = new AbortController();
    let listening: BrokerListening | undefined;
    let feed: TableFeed | undefined;
    /** What came before there was a feed to take it. */
    const early: ChangeBatch[] = [];

    async function listen(): Promise<OpenTable> {
      const described = options.readsStreams ? await source.streamOf(table, life.signal) : undefined;
      const sinceMs = now();
      listening = await broker.listen(table, {
        async onBatch(batch) {
          if (feed === undefined) early.push(batch);
          else await feed.take(batch);
        },
        onEnd: (error) => void end(error),
      });
      const created = createTableFeed({
        table,
        streamArn: listening.streamArn ?? described ?? '',
        listening,
        sinceMs,
        source,
        recentLimits: options.recentLimits ?? RECENT_LIMITS,
        cursorOf: (position, lineage) => encodePosition(cursors, table, position, lineage, now()),
        now,
        onError,
      });
      for (let batch = early.shift(); batch !== undefined; batch = early.shift()) await created.take(batch);
      feed = created;
      const log = broker.log && (() => broker.log?.(table, life.signal) ?? none());
      return { feed: created, replays: createReplays({ table, feed: created, source, log, signal: life.signal }) };
    }

    async function end(error: unknown): Promise<void> {
      if (tables.get(table) === opened) tables.delete(table);
      clearTimeout(opened.lingering);
      life.abort(error);
      feed?.close(error);
      await listening?.close();
    }

    const opening = listen();
    const opened: TableLife = { opening, users: 0, lingering: undefined, close: end };
    tables.set(table, opened);
    opening.catch((error: unknown) => end(error).catch(onError));
    return opened;
  }

  /** @returns The table, and what says that it is no longer used by this one. */
  async function use(table: string): Promise<OpenTable & { readonly leave: () => void }> {
    const life = openTable(table);
    clearTimeout(life.lingering);
    life.users += 1;
    let isLeft = false;
    const leave = () => {
      if (isLeft) return;
      isLeft = true;
      life.users -= 1;
      if (life.users > 0 || tables.get(table) !== life) return;
      life.lingering = setTimeout(() => {
        const ended = life.close(closed()).catch(onError);
        closing.add(ended);
        void ended.then(() => closing.delete(ended));
      }, lingerMs);
      life.lingering.unref();
    };
    try {
      return { ...(await life.opening), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  async function follow(topic: ChangeTopic, follower: ChangeFollower): Promise<() => void> {
    const { feed, leave } = await use(topic.entity.table);
    const unfollow = feed.follow({ topic, follower });
    return () => {
      unfollow();
      leave();
    };
  }

  async function catchUp(topic: ChangeTopic, after: string, argument: string): Promise<ReadingCatchUp> {
    const { table } = topic.entity;
    const since = decodePosition(cursors, table, after, argument);
    const { feed, replays, leave } = await use(table);
    return createCatchUp({ feed, replays, topic, since, now, onEnd: leave });
  }

  return {
    open(topic, { after } = {}) {
      const stream: ChangeStream = {
        kind: 'ChangeStream',
        follow: (follower) => follow(topic, follower),
        catchUp: (cursor) => catchUp(topic, cursor, 'after'),
        [Symbol.asyncIterator]: () => followedEvents(stream, after),
      };
      return stream;
    },
    async missed(topic, { since, first, deadlineAtMs }) {
      const { table } = topic.entity;
      if (since === undefined) {
        const { feed, leave } = await use(table);
        const endCursor = feed.cursorAt(feed.position());
        leave();
        return { events: [], endCursor, hasMore: false };
      }
      const reading = await catchUp(topic, since, 'since');
      const { feed, leave } = await use(table);
      try {
        const untilMs = deadlineAtMs - MARGIN_OF_DEADLINE_MS;
        const events: ChangeEvent[] = [];
        for (;;) {
          const next = await orOverdue(reading.nextMissed(), untilMs - now());
          const isEnough = next === undefined || next === 'OVERDUE' || events.length === first;
          if (!isEnough) {
            events.push(next);
            continue;
          }
          // What is read and not given comes with the next page.
          const isAtEvent = next !== undefined && (next !== 'OVERDUE' || reading.hasWaiting());
          const endCursor = isAtEvent ? (events.at(-1)?.cursor() ?? since) : feed.cursorAt(reading.position());
          return { events, endCursor, hasMore: next !== undefined };
        }
      } finally {
        reading.return();
        leave();
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...tables.values()].map((life) => life.close(closed())));
      await Promise.all(closing);
      await broker.close();
    },
  };
}

async function orOverdue<T>(found: Promise<T>, leftMs: number): Promise<T | 'OVERDUE'> {
  const timer = new AbortController();
  const overdue = sleep(Math.max(0, leftMs), 'OVERDUE' as const, { signal: timer.signal });
  overdue.catch(() => {});
  found.catch(() => {});
  try {
    return await Promise.race([found, overdue]);
  } finally {
    timer.abort();
  }
}

function closed(): GatewayError {
  return new GatewayError('OVERLOADED', 'The gateway is shutting down: subscribe again, with the last cursor.');
}

async function* none(): AsyncGenerator<never> {}
