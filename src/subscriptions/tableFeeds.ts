import { GatewayError } from '../errors/gatewayError.js';
import type { OpenTableFeed } from './openTableFeed.js';

/** The feeds of tables: each is open while somebody uses it, and a while longer for those who come back. */
export interface TableFeeds {
  /** @throws what opening throws; `OVERLOADED` once they are closed. */
  use(table: string): Promise<UsedTableFeed>;
  /** Ends all who follow. */
  close(): Promise<void>;
}

export type UsedTableFeed = Pick<OpenTableFeed, 'feed' | 'replays'> & {
  /** It is not used any more by this one. */
  readonly leave: () => void;
};

export interface TableFeedsOptions {
  readonly open: (table: string, signal: AbortSignal) => Promise<OpenTableFeed>;
  readonly lingerMs: number;
  /** Told of a feed that does not close. Must not throw. */
  readonly onError: (error: unknown) => void;
}

interface TableLife {
  readonly opening: Promise<OpenTableFeed>;
  /** Followers, and those who catch up. */
  users: number;
  lingering: NodeJS.Timeout | undefined;
  end(error: unknown): void;
}

export function createTableFeeds({ open, lingerMs, onError }: TableFeedsOptions): TableFeeds {
  const lives = new Map<string, TableLife>();
  /** A table is not listened to anew before the former listening has ended. */
  const closing = new Map<string, Promise<void>>();
  let isClosed = false;

  function begin(table: string): TableLife {
    const abort = new AbortController();
    const end = (error: unknown) => {
      if (lives.get(table) !== life) return;
      lives.delete(table);
      clearTimeout(life.lingering);
      abort.abort(error);
      const ended = life.opening
        .then(
          (opened) => opened.close(error),
          () => undefined,
        )
        .catch(onError)
        .finally(() => {
          if (closing.get(table) === ended) closing.delete(table);
        });
      closing.set(table, ended);
    };
    const opening = Promise.resolve(closing.get(table)).then(() => open(table, abort.signal));
    const life: TableLife = { opening, users: 0, lingering: undefined, end };
    lives.set(table, life);
    opening.catch(end);
    return life;
  }

  return {
    async use(table) {
      if (isClosed) throw closed();
      const life = lives.get(table) ?? begin(table);
      clearTimeout(life.lingering);
      life.users += 1;
      let hasLeft = false;
      const leave = () => {
        if (hasLeft) return;
        hasLeft = true;
        life.users -= 1;
        if (life.users > 0 || lives.get(table) !== life) return;
        life.lingering = setTimeout(() => life.end(closed()), lingerMs);
        life.lingering.unref();
      };
      try {
        const { feed, replays } = await life.opening;
        return { feed, replays, leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
    async close() {
      isClosed = true;
      for (const life of [...lives.values()]) life.end(closed());
      await Promise.all(closing.values());
    },
  };
}

function closed(): GatewayError {
  return new GatewayError('OVERLOADED', 'The gateway is shutting down: subscribe again, with the last cursor.');
}
