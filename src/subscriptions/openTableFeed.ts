import type { CursorCodec } from '../dynamo/keys/cursor.js';
import type { ChangeBatch } from '../model/changeBatch.js';
import type { Broker } from './broker.js';
import type { RecentLimits } from './recentChanges.js';
import { createReplays, type Replays } from './replays.js';
import { encodePosition } from './streamPosition.js';
import type { StreamSource } from './streamSource.js';
import { createTableFeed, type TableFeed } from './tableFeed.js';

export interface TableFeedParts {
  readonly broker: Broker;
  readonly source: StreamSource;
  readonly cursors: CursorCodec;
  /** Whether the tables' own streams are looked at before listening: not where somebody else reads them. */
  readonly readsStreams: boolean;
  readonly recentLimits: RecentLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what goes wrong while subscriptions go on. Must not throw. */
  readonly onError: (error: unknown) => void;
}

export interface OpenTableFeed {
  readonly feed: TableFeed;
  readonly replays: Replays;
  /** Ends all followers, and the listening. */
  close(error: unknown): Promise<void>;
}

/**
 * Listens to a table: what the broker says goes to its feed.
 *
 * @param signal  Aborted where it is no longer wanted, also while it opens.
 * @throws {GatewayError} `TABLE_NOT_READY` where changes cannot be read.
 */
export async function openTableFeed(
  table: string,
  { broker, source, cursors, readsStreams, recentLimits, now, onError }: TableFeedParts,
  signal: AbortSignal,
): Promise<OpenTableFeed> {
  const described = readsStreams ? await source.streamOf(table, signal) : undefined;
  const sinceMs = now();
  /** What came before there was a feed to take it. */
  const early: ChangeBatch[] = [];
  const opened: { feed?: TableFeed } = {};
  const listening = await broker.listen(table, {
    async onBatch(batch) {
      if (opened.feed === undefined) early.push(batch);
      else await opened.feed.take(batch);
    },
  });
  const feed = createTableFeed({
    table,
    streamArn: listening.streamArn ?? described ?? '',
    listening,
    sinceMs,
    source,
    recentLimits,
    cursorOf: (position, lineage) => encodePosition(cursors, table, position, lineage, now()),
    now,
    onError,
  });
  for (let batch = early.shift(); batch !== undefined; batch = early.shift()) await feed.take(batch);
  opened.feed = feed;
  const { log } = broker;
  return {
    feed,
    replays: createReplays({ table, feed, source, log: log && (() => log(table, signal)), signal }),
    async close(error) {
      feed.close(error);
      await listening.close();
    },
  };
}
