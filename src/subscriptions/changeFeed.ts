import { GatewayError } from '../errors/gatewayError.js';
import type { ChangeRecord } from '../model/changeRecord.js';

/** Changes of tables, as their streams tell them, for any number of subscribers. */
export interface ChangeFeed {
  /**
   * Changes of one table from now on. Once it resolves, every later write is seen.
   *
   * @throws {GatewayError} `TABLE_NOT_READY` where the table has no stream.
   */
  subscribe(table: string): Promise<ChangeSubscription>;
  /** Ends all subscriptions and readers. */
  close(): Promise<void>;
}

/** Ends with `return()`, with the feed, or with `SLOW_CONSUMER` when more than the bounded number of changes wait. */
export type ChangeSubscription = AsyncIterableIterator<ChangeRecord>;

/** Something that reads one table's stream until it is closed. */
export interface TableReader {
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly openReader: (table: string, onRecord: (record: ChangeRecord) => void) => TableReader;
  /** Changes that may wait for one subscriber. */
  readonly maxWaitingChanges: number;
}

/** For one process, in memory: one reader a table, as long as somebody listens. */
export function createChangeFeed({ openReader, maxWaitingChanges }: ChangeFeedOptions): ChangeFeed {
  const tables = new Map<string, TableFeed>();

  async function leave(table: string, feed: TableFeed, queue: ChangeQueue): Promise<void> {
    if (!feed.queues.delete(queue) || feed.queues.size > 0) return;
    tables.delete(table);
    await feed.reader.close();
  }

  return {
    async subscribe(table) {
      let feed = tables.get(table);
      if (feed === undefined) {
        const queues = new Set<ChangeQueue>();
        const reader = openReader(table, (record) => {
          for (const queue of queues) queue.push(record);
        });
        feed = { reader, queues, started: reader.start() };
        tables.set(table, feed);
      }
      const joined = feed;
      const queue = createChangeQueue(maxWaitingChanges, () => leave(table, joined, queue));
      joined.queues.add(queue);
      try {
        await joined.started;
      } catch (error) {
        await queue.changes.return?.();
        throw error;
      }
      return queue.changes;
    },
    async close() {
      const queues = [...tables.values()].flatMap((feed) => [...feed.queues]);
      await Promise.all(queues.map(async ({ changes }) => changes.return?.()));
    },
  };
}

interface TableFeed {
  readonly reader: TableReader;
  readonly queues: Set<ChangeQueue>;
  readonly started: Promise<void>;
}

interface ChangeQueue {
  push(record: ChangeRecord): void;
  readonly changes: ChangeSubscription;
}

/** A bounded queue read as an async iterator. `return()` ends a `next()` that is waiting, too. */
function createChangeQueue(maxWaiting: number, onEnd: () => Promise<void>): ChangeQueue {
  const waiting: ChangeRecord[] = [];
  let wanting:
    { resolve: (result: IteratorResult<ChangeRecord>) => void; reject: (error: unknown) => void } | undefined;
  let ended = false;
  let overflow: GatewayError | undefined;

  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    wanting?.resolve({ done: true, value: undefined });
    wanting = undefined;
    await onEnd();
  };

  const changes: ChangeSubscription = {
    async next() {
      const record = waiting.shift();
      if (record !== undefined) return { done: false, value: record };
      if (overflow !== undefined) {
        const error = overflow;
        overflow = undefined;
        throw error;
      }
      if (ended) return { done: true, value: undefined };
      return new Promise((resolve, reject) => {
        wanting = { resolve, reject };
      });
    },
    async return() {
      waiting.length = 0;
      await end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => changes,
  };

  return {
    changes,
    push(record) {
      if (ended) return;
      if (wanting !== undefined) {
        const { resolve } = wanting;
        wanting = undefined;
        resolve({ done: false, value: record });
      } else if (waiting.length < maxWaiting) waiting.push(record);
      else {
        overflow = new GatewayError(
          'SLOW_CONSUMER',
          `More than ${maxWaiting} changes were waiting for this subscriber. Read faster or ask for less (a filter, fewer events), and subscribe again.`,
        );
        void end();
      }
    },
  };
}
