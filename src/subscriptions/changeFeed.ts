import { createCatchUp, type ReadingCatchUp } from './catchUp.js';
import type { ChangeFollower, ChangeStream, ChangeTopic, MissedChanges } from './changeTopic.js';
import { type MissedPage, readMissedPage } from './missedPage.js';
import { openTableFeed, type TableFeedParts } from './openTableFeed.js';
import type { RecentLimits } from './recentChanges.js';
import { decodePosition } from './streamPosition.js';
import { createTableFeeds } from './tableFeeds.js';

/** Changes of tables, as their streams tell them, for any number of subscribers. */
export interface ChangeFeed {
  /** Nothing is read before it is followed. */
  open(topic: ChangeTopic): ChangeStream;
  /**
   * Changes since a cursor, at most `first`; without a cursor none, and where "now" is.
   *
   * @throws {GatewayError} `CURSOR_INVALID`, `TABLE_NOT_READY`.
   */
  missed(topic: ChangeTopic, page: MissedPage): Promise<MissedChanges>;
  /** Ends all subscriptions and readers. */
  close(): Promise<void>;
}

export interface ChangeFeedOptions extends Omit<TableFeedParts, 'recentLimits' | 'now'> {
  /** Default `RECENT_LIMITS`. */
  readonly recentLimits?: RecentLimits;
  /** How long a table nobody follows any more is listened to, for those who come back. Default 30,000. */
  readonly lingerMs?: number;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** About ten megabytes of memory a table. */
export const RECENT_LIMITS: RecentLimits = { maxRecords: 2_000, maxBytes: 2 * 1024 * 1024 };
const LINGER_MS = 30_000;

export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { broker, cursors, onError, recentLimits = RECENT_LIMITS, lingerMs = LINGER_MS, now = Date.now } = options;
  const parts: TableFeedParts = { ...options, recentLimits, now };
  const tables = createTableFeeds({
    open: (table, signal) => openTableFeed(table, parts, signal),
    lingerMs,
    onError,
  });

  async function follow(topic: ChangeTopic, follower: ChangeFollower): Promise<() => void> {
    const { feed, leave } = await tables.use(topic.entity.table);
    const unfollow = feed.follow({ topic, follower });
    return () => {
      unfollow();
      leave();
    };
  }

  async function catchUp(topic: ChangeTopic, cursor: string, argument: string): Promise<ReadingCatchUp> {
    const { table } = topic.entity;
    const since = decodePosition(cursors, table, cursor, argument);
    const { feed, replays, leave } = await tables.use(table);
    return createCatchUp({ feed, replays, topic, since, now, onEnd: leave });
  }

  async function cursorOfNow(table: string): Promise<string> {
    const { feed, leave } = await tables.use(table);
    leave();
    return feed.cursorAt(feed.position());
  }

  return {
    open: (topic) => ({
      kind: 'ChangeStream',
      follow: (follower) => follow(topic, follower),
      catchUp: (cursor, name = 'after') => catchUp(topic, cursor, name),
      [Symbol.asyncIterator]() {
        throw new Error('A stream of changes is followed, not iterated: its subscribers share it.');
      },
    }),
    async missed(topic, { since, ...page }) {
      if (since === undefined) {
        return { events: [], endCursor: await cursorOfNow(topic.entity.table), hasMore: false };
      }
      return readMissedPage(await catchUp(topic, since, 'since'), { since, ...page }, now);
    },
    async close() {
      await tables.close();
      await broker.close();
    },
  };
}
