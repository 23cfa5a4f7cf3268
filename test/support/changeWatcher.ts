import { setTimeout as delay } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A client that stays: where its gateway goes, it goes to another one, and asks there for what it has missed. */
export interface ChangeWatcher {
  /** The counts that it was told of each counter, in order. */
  readonly counts: ReadonlyMap<string, readonly number[]>;
  /** How many changes came. */
  readonly total: number;
  /** How many of them were a GAP. */
  readonly gaps: number;
  /** Of the last change, or that it began with. */
  readonly cursor: string | undefined;
  /** What ended the subscription; a lost connection does not. */
  readonly failure: unknown;
  close(): void;
}

export interface WatchOptions {
  readonly counterId?: string;
  readonly after?: string | undefined;
}

const WATCH = /* GraphQL */ `
  subscription ($after: String, $counterId: ID) {
    counterChanged(counterId: $counterId, after: $after) {
      kind
      cursor
      counter {
        counterId
        count
      }
    }
  }
`;

interface Change {
  readonly kind: string;
  readonly cursor: string;
  readonly counter: { readonly counterId: string; readonly count: number } | null;
}

const RECONNECT_MS = 50;

/** A socket for any number of watchers. @param urlOf  Asked each time that it connects. */
export function openWatchSocket(urlOf: () => string): Client {
  return createClient({
    url: () => `${urlOf().replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => delay(RECONNECT_MS),
  });
}

export function watchChanges(socket: Client, { counterId, after }: WatchOptions = {}): ChangeWatcher {
  const counts = new Map<string, number[]>();
  // Sent anew with each connection: as it is then.
  const variables = { counterId, after };
  let [total, gaps] = [0, 0];
  let failure: unknown;
  const close = socket.subscribe<{ readonly counterChanged: Change }>(
    { query: WATCH, variables },
    {
      next({ data, errors }) {
        if (data == null) {
          failure = errors;
          return;
        }
        const { kind, cursor, counter } = data.counterChanged;
        variables.after = cursor;
        total += 1;
        if (kind === 'GAP') gaps += 1;
        if (counter === null) return;
        const ofCounter = counts.get(counter.counterId) ?? [];
        counts.set(counter.counterId, ofCounter);
        ofCounter.push(counter.count);
      },
      error: (error) => (failure = error),
      complete: () => {},
    },
  );
  return {
    counts,
    get total() {
      return total;
    },
    get gaps() {
      return gaps;
    },
    get cursor() {
      return variables.after;
    },
    get failure() {
      return failure;
    },
    close,
  };
}
