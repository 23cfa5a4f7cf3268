import type { Redis } from 'ioredis';

/** A Redis in which all processes count together. */
export interface SharedCounters {
  readonly client: Redis;
  close(): void;
}

export interface SharedCountersOptions {
  readonly url: string;
  /** Called once each time the Redis cannot be reached any more. */
  readonly onLost: (reason: string) => void;
  /** Called when it can be reached again. */
  readonly onBack: () => void;
}

/** A request does not wait longer than this for a count. */
const COMMAND_TIMEOUT_MS = 250;
/** A Redis that says nothing for so long is gone. */
const SILENCE_MS = 1_000;
/** Between attempts to connect, at most. */
const MAX_RECONNECT_WAIT_MS = 5_000;

/** Connects in the background: a Redis that is not there yet holds nobody up. */
export async function connectSharedCounters({ url, onLost, onBack }: SharedCountersOptions): Promise<SharedCounters> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    // A count that waits for a connection is worth nothing to the request that waits for it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // Else every request would wait for a Redis that has stopped but holds its connections.
    socketTimeout: SILENCE_MS,
    connectTimeout: SILENCE_MS,
    // Counts that are under way when the gateway stops are nobody's any more.
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, MAX_RECONNECT_WAIT_MS),
  });
  let isLost = false;
  const lost = (reason: string) => {
    if (!isLost) onLost(reason);
    isLost = true;
  };
  // Unheard, the error would end the process.
  client.on('error', (error: Error) => lost(error.message));
  client.on('close', () => lost('the connection was closed'));
  client.on('ready', () => {
    if (isLost) onBack();
    isLost = false;
  });
  return {
    client,
    close() {
      client.removeAllListeners('close');
      client.disconnect();
    },
  };
}
