import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { GatewayError } from '../../errors/gatewayError.js';
import type { ChangeBatch } from '../../model/changeBatch.js';
import type { Broker, BrokerListener, BrokerListening } from '../broker.js';
import { type ChangeLog, type ChangeLogState, createChangeLog, type ReadEntry } from './changeLog.js';
import { toEntries } from './changeLogEntry.js';
import {
  BEGIN_LAMBDA_SHARD,
  type ChangeLogBounds,
  changeLogKeys,
  MAX_LOG_BYTES,
  PUBLISH_BATCH,
} from './changeLogScripts.js';
import { BLOCK_MS, listenToLog } from './logListener.js';
import { connectRedis, reasonOf, type RedisConnection } from './redisConnection.js';

export interface RedisBrokerOptions {
  readonly url: string;
  /** Gateways with the same Redis and prefix share logs: give those of another AWS account or region another prefix. */
  readonly tablePrefix: string;
  /** Who publishes: gateways, or the handler of `createStreamHandler`. */
  readonly streamReader: 'gateway' | 'lambda';
  readonly bounds: Omit<ChangeLogBounds, 'maxBytes'> & Partial<ChangeLogBounds>;
  /** Called once each time that the Redis cannot be used any more, and when it can again. */
  readonly onLost: (reason: string) => void;
  readonly onBack: () => void;
  /** Something in the Redis that cannot be read, and is passed over. */
  readonly onProblem: (problem: string) => void;
  /** How often at the most the position of a quiet shard is told again (default 5 s). */
  readonly quietShardMs?: number;
  /** How long `listen` waits for somebody to read the stream (default 5 s). */
  readonly readerWaitMs?: number;
}

/** The reader of a stream that waits for an answer does not read on. */
const COMMAND_TIMEOUT_MS = 2_000;
const SILENCE_MS = 3_000;
const POLL_READER_MS = 50;
/** What a new listener is told of the time before: so much at the most. */
const MAX_RECENT_RECORDS = 10_000;
const MAX_RECENT_BYTES = 8 * 1024 * 1024;

export interface RedisBroker extends Broker {
  /**
   * Hands a batch on to all who listen. Resolves once it is kept. Rejects where it cannot be: then the reader gives the
   * same batch again, and its checkpoint stays.
   */
  publish(batch: ChangeBatch): Promise<void>;
}

/**
 * Changes by way of Redis Streams, one log for each table: every process hears of them, and one that was away goes on
 * where it was, as far as the log reaches back.
 */
export async function createRedisBroker(options: RedisBrokerOptions): Promise<RedisBroker> {
  const { url, tablePrefix, streamReader, onProblem, quietShardMs = 5_000, readerWaitMs = 5_000 } = options;
  const bounds: ChangeLogBounds = { maxBytes: MAX_LOG_BYTES, ...options.bounds };
  const reach = createReach(options);
  const life = new AbortController();
  /** When a shard's position was last seen to be in the Redis, on this process's clock. */
  const told = new Map<string, number>();
  const writer = await connectRedis({
    url,
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    silenceMs: SILENCE_MS,
    onLost: (reason) => reach.lost(writer, reason),
    onReady() {
      // It may be another Redis, or have forgotten.
      told.clear();
      reach.back(writer);
    },
  });

  async function publish(batch: ChangeBatch): Promise<void> {
    const { table, shardId, after, through } = batch;
    const shard = `${table} ${shardId}`;
    const isQuiet = after === through && batch.records.length === 0;
    if (isQuiet && performance.now() - (told.get(shard) ?? -Infinity) < quietShardMs) return;
    const keys = changeLogKeys(tablePrefix, table);
    try {
      await writer.ready();
      for (const entry of toEntries(batch)) {
        const place = [batch.streamArn, shardId, batch.parentShardId ?? '-', entry.after, entry.through];
        const limits = [bounds.maxEntries, bounds.maxAgeMs, bounds.maxBytes];
        await writer.client.eval(PUBLISH_BATCH, 2, keys.log, keys.state, ...place, entry.text, ...limits);
      }
    } catch (error) {
      const reason = reasonOf(error);
      reach.lost(writer, reason);
      throw new Error(`Changes of table "${table}" cannot be published: ${reason} (keys ${keys.log}, ${keys.state})`, {
        cause: error,
      });
    }
    reach.back(writer);
    if (through === 'END') told.delete(shard);
    else told.set(shard, performance.now());
  }

  async function listen(table: string, listener: BrokerListener): Promise<BrokerListening> {
    const keys = changeLogKeys(tablePrefix, table);
    const connection = await connectRedis({
      url,
      commandTimeoutMs: BLOCK_MS + SILENCE_MS,
      silenceMs: BLOCK_MS + COMMAND_TIMEOUT_MS,
      onLost: (reason) => reach.lost(connection, reason),
      onReady: () => reach.back(connection),
    });
    const { client } = connection;
    const log = createChangeLog(client, table, keys);
    const listening = new AbortController();
    const close = () => {
      life.signal.removeEventListener('abort', close);
      listening.abort();
      connection.close();
      // The others know whether the Redis is there.
      if (!life.signal.aborted) reach.back(connection);
    };
    life.signal.addEventListener('abort', close);

    async function readState(): Promise<ChangeLogState> {
      if (streamReader === 'lambda') await client.eval(BEGIN_LAMBDA_SHARD, 2, keys.log, keys.state, randomUUID());
      return log.state();
    }

    try {
      life.signal.throwIfAborted();
      const begin = await firstState(connection, readState);
      const recent = await recentBatches(log, begin);
      void listenToLog({
        table,
        log,
        begin,
        readState,
        onBatch: listener.onBatch,
        onLost: (reason) => reach.lost(connection, reason),
        onBack: () => reach.back(connection),
        onProblem: (problem) => onProblem(`Passed over in ${keys.log}, ${problem}`),
        signal: listening.signal,
      });
      const positions = new Map([...begin.shards].map(([shardId, { position }]) => [shardId, position]));
      return { positions, streamArn: begin.streamArn, recent, close: async () => close() };
    } catch (error) {
      close();
      if (error instanceof GatewayError) throw error;
      throw notReady(
        `Changes of table "${table}" cannot be listened to: ${reasonOf(error)}. Is the Redis of REDIS_URL up? Try again.`,
      );
    }

    async function firstState(
      { ready }: Pick<RedisConnection, 'ready'>,
      read: () => Promise<ChangeLogState>,
    ): Promise<ChangeLogState> {
      await ready();
      const deadline = performance.now() + readerWaitMs;
      for (;;) {
        const state = await read();
        if (state.shards.size > 0) return state;
        if (performance.now() > deadline) {
          throw notReady(
            `Nobody has read the stream of table "${table}" yet, so its changes cannot be listened to: start a gateway ` +
              'with this REDIS_URL and TABLE_PREFIX that reads it, and try again.',
          );
        }
        await delay(POLL_READER_MS, undefined, { signal: listening.signal });
      }
    }
  }

  /** On a connection of its own: it may be long, and must not hold up who publishes. */
  async function* readLog(table: string, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
    const connection = await connectRedis({
      url,
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      silenceMs: SILENCE_MS,
      onLost: () => undefined,
      onReady: () => undefined,
    });
    const stop = () => connection.close();
    const signals = [signal, life.signal];
    for (const one of signals) one.addEventListener('abort', stop);
    try {
      for (const one of signals) one.throwIfAborted();
      await connection.ready().catch((error: unknown) => {
        throw notReady(
          `What was missed of table "${table}" cannot be read: ${reasonOf(error)}. Is the Redis of REDIS_URL up? Try again.`,
        );
      });
      const log = createChangeLog(connection.client, table, changeLogKeys(tablePrefix, table));
      const { last } = await log.end();
      for (let first = '-', entries: readonly ReadEntry[]; ;) {
        entries = await log.range(first, last, 'OLDEST_FIRST');
        for (const { batch } of entries) if (batch !== undefined) yield batch;
        const newest = entries.at(-1);
        if (newest === undefined) return;
        first = `(${newest.id}`;
      }
    } finally {
      for (const one of signals) one.removeEventListener('abort', stop);
      stop();
    }
  }

  return {
    publish,
    listen,
    log: readLog,
    async close() {
      life.abort();
      writer.close();
    },
  };
}

/** The newest batches that a log has, oldest first: those with something in them. */
async function recentBatches(log: ChangeLog, { last }: ChangeLogState): Promise<readonly ChangeBatch[]> {
  const batches: ChangeBatch[] = [];
  let [records, bytes] = [0, 0];
  for (let newest = last; ;) {
    const entries = await log.range('-', newest, 'NEWEST_FIRST');
    for (const { id, batch, bytes: more } of entries) {
      newest = `(${id}`;
      records += batch?.records.length ?? 0;
      bytes += more;
      if (records > MAX_RECENT_RECORDS || bytes > MAX_RECENT_BYTES) return batches.reverse();
      if (batch !== undefined && batch.after !== batch.through) batches.push(batch);
    }
    if (entries.length === 0) return batches.reverse();
  }
}

/** Several connections to one Redis: it is lost with the first of them, and back with the last. */
function createReach({ onLost, onBack }: Pick<RedisBrokerOptions, 'onLost' | 'onBack'>) {
  const lost = new Set<object>();
  return {
    lost(connection: object, reason: string) {
      if (lost.size === 0) onLost(reason);
      lost.add(connection);
    },
    back(connection: object) {
      if (lost.delete(connection) && lost.size === 0) onBack();
    },
  };
}

function notReady(message: string): GatewayError {
  return new GatewayError('TABLE_NOT_READY', message);
}
