import type { Redis } from 'ioredis';
import { fullJitterMs } from '../../dynamo/execute/fullJitter.js';

/** One connection, made in the background and again whenever it is lost. */
export interface RedisConnection {
  readonly client: Redis;
  /** @throws {Error} where there is no connection within a bounded time: says why. */
  ready(): Promise<void>;
  /** Ends the connection, if it stands, and begins another. */
  renew(): Promise<void>;
  /** Ends it at once; what is under way is rejected. */
  close(): void;
}

export interface RedisConnectionOptions {
  readonly url: string;
  /** A command without an answer for so long is rejected. It may be done all the same. */
  readonly commandTimeoutMs: number;
  /** A Redis that owes an answer and says nothing for so long is gone. */
  readonly silenceMs: number;
  readonly onLost: (reason: string) => void;
  readonly onReady: () => void;
}

/** A connection that stands is there much sooner. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Between attempts to connect. */
const RECONNECT = { baseDelayMs: 100, maxDelayMs: 2_000 };

export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { url, commandTimeoutMs, silenceMs, onLost, onReady } = options;
  const { Redis } = await import('ioredis');
  let reason = 'no connection was made yet';
  const client = new Redis(url, {
    // The shapes of answers below are those of this version, with any server.
    protocol: 2,
    // Whoever calls repeats by itself, and knows better what is still worth it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    socketTimeout: silenceMs,
    connectTimeout: CONNECT_TIMEOUT_MS,
    disconnectTimeout: 100,
    retryStrategy: (attempt) => 20 + fullJitterMs(attempt, RECONNECT, Math.random),
  });
  // While it is away each table waits by itself; Node would take more than ten for a leak.
  client.setMaxListeners(0);
  const lost = (why: string) => onLost((reason = why));
  // Unheard, the error would end the process.
  client.on('error', (error: Error) => lost(error.message));
  client.on('close', () => onLost(reason));
  client.on('ready', () => {
    reason = 'the connection was closed';
    onReady();
  });
  return {
    client,
    ready: () =>
      new Promise((resolve, reject) => {
        if (client.status === 'ready') return resolve();
        const settle = (error?: Error) => {
          clearTimeout(timer);
          client.off('ready', settled).off('end', ended);
          if (error === undefined) resolve();
          else reject(error);
        };
        const settled = () => settle();
        const ended = () => settle(new Error('the connection to Redis was ended'));
        const timer = setTimeout(() => settle(new Error(`Redis cannot be reached: ${reason}`)), CONNECT_TIMEOUT_MS);
        client.once('ready', settled).once('end', ended);
        if (client.status === 'end') ended();
      }),
    renew: () =>
      new Promise((resolve) => {
        // It is being made already.
        if (client.status !== 'ready') return resolve();
        client.once('close', () => resolve());
        client.disconnect(true);
      }),
    close() {
      client.removeAllListeners('close');
      client.disconnect();
    },
  };
}

/** Why a command failed, for a log line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What ioredis says here is of its own options.
  const isOfClient = error.name === 'MaxRetriesPerRequestError' || error.message.includes('enableOfflineQueue');
  return isOfClient ? 'the connection to Redis was lost' : error.message;
}
