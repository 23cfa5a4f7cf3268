import { type GatewaySettings, STREAM_POLL_MS } from '../config/gatewaySettings.js';
import type { createDynamoClient, createStreamsClient } from '../dynamo/execute/sdkClients.js';
import { systemClock } from '../dynamo/streams/clock.js';
import { newWorkerName } from '../dynamo/streams/consumerOptions.js';
import { describeStream, streamOfTable } from '../dynamo/streams/describeStream.js';
import { createLeaseStore } from '../dynamo/streams/leases/leaseStore.js';
import { MAX_FIRST_FAILURES } from '../dynamo/streams/leases/readLease.js';
import { acquireReplaySlot } from '../dynamo/streams/leases/replaySlot.js';
import { repeatTransient } from '../dynamo/streams/repeatTransient.js';
import { createShardPages } from '../dynamo/streams/shardPages.js';
import { createStreamConsumer, type StreamConsumerOptions } from '../dynamo/streams/streamConsumer.js';
import type { CursorCodec } from '../dynamo/keys/cursor.js';
import type { Model } from '../model/model.js';
import type { Logger } from '../observability/createLogger.js';
import { describeFault } from '../observability/logFault.js';
import type { Broker } from '../subscriptions/broker.js';
import { createMemoryBroker } from '../subscriptions/brokers/memoryBroker.js';
import { createRedisBroker } from '../subscriptions/brokers/redisBroker.js';
import { type ChangeFeed, createChangeFeed } from '../subscriptions/changeFeed.js';
import type { StreamSource } from '../subscriptions/streamSource.js';
import type { Closers } from './closers.js';

export interface ChangeFeedParts {
  readonly settings: GatewaySettings;
  /** With physical table names. */
  readonly model: Model;
  readonly dynamoClient: ReturnType<typeof createDynamoClient>;
  readonly streamsClient: ReturnType<typeof createStreamsClient>;
  readonly cursors: CursorCodec;
  /** Whether the engine is this process's own, so that no other reads its streams. */
  readonly embedded: boolean;
  readonly logger: Logger;
  readonly closers: Closers;
}

/** Gateways share shards and checkpoints under this name. */
const CONSUMER_NAME = 'gateway';
const MIN_LEASE_MS = 1_000;

/**
 * Changes for subscribers: from this process's own reading of the streams, or, with a Redis, from whichever process
 * reads. Without one, nothing is read before somebody subscribes.
 */
export async function openChangeFeed(parts: ChangeFeedParts): Promise<ChangeFeed> {
  const { settings, cursors, logger } = parts;
  const onError = (error: unknown) => logger.warn({ fault: describeFault(error) }, 'reading changes');
  const consumerOptions = consumerOptionsOf(parts, onError);
  const broker: Broker =
    settings.redisUrl === undefined
      ? createMemoryBroker({
          openConsumer: (table, onBatch) =>
            createStreamConsumer({
              ...consumerOptions,
              tables: [table],
              onBatch,
              sharing: parts.embedded ? 'ALONE' : 'EXCLUSIVE',
              // A process that was killed holds its leases for so long, and a first subscription waits for them.
              leaseDurationMs: Math.min(
                settings.leaseDurationMs,
                Math.max(MIN_LEASE_MS, settings.requestTimeoutMs / 2),
              ),
              checkpoints: 'IGNORE',
            }),
        })
      : await openRedisBroker(settings.redisUrl, parts, consumerOptions);
  return createChangeFeed({
    broker,
    source: streamSourceOf(parts, consumerOptions, onError),
    cursors,
    readsStreams: settings.streamReader === 'gateway',
    onError,
  });
}

type ConsumerOptions = Omit<StreamConsumerOptions, 'tables' | 'onBatch'>;

function consumerOptionsOf(parts: ChangeFeedParts, onError: (error: unknown) => void): ConsumerOptions {
  const { settings, model, dynamoClient, streamsClient, embedded } = parts;
  return {
    name: CONSUMER_NAME,
    dynamoClient,
    streamsClient,
    leaseTable: model.ownTable.name,
    onEmptyPages: true,
    needsImages: true,
    onError,
    leaseDurationMs: settings.leaseDurationMs,
    idleDelayMs: settings.streamPollMs ?? (embedded ? STREAM_POLL_MS.embedded : STREAM_POLL_MS.elsewhere),
  };
}

async function openRedisBroker(
  url: string,
  { settings, model, logger, closers }: ChangeFeedParts,
  consumerOptions: ConsumerOptions,
): Promise<Broker> {
  const broker = await createRedisBroker({
    url,
    tablePrefix: settings.tablePrefix,
    streamReader: settings.streamReader,
    bounds: { maxEntries: settings.changeLogMaxEntries, maxAgeMs: settings.changeLogMaxAgeMs },
    onLost: (reason) => logger.error({ reason }, 'Redis cannot be reached: changes wait in the streams until it can'),
    onBack: () => logger.info('Redis is back: changes go to subscribers again'),
    onProblem: (problem) => logger.warn(problem),
  });
  if (settings.streamReader === 'lambda') return broker;
  const tables = subscribedTables(model);
  if (tables.length === 0) return broker;
  // One for all tables: a consumer balances what it reads, and a table may have one shard only.
  const consumer = createStreamConsumer({
    ...consumerOptions,
    tables,
    onBatch: (batch) => broker.publish(batch),
    unreadableTables: 'RETRY',
  });
  closers.add('the reader of streams', () => consumer.close());
  const started = consumer.start().catch(consumerOptions.onError);
  return {
    ...broker,
    async listen(table, listener) {
      // Shards that nobody has begun yet would begin after the listening.
      await started;
      return broker.listen(table, listener);
    },
  };
}

function subscribedTables(model: Model): readonly string[] {
  const entities = [...model.entities.values()].filter(({ operations }) => operations.has('SUBSCRIBE'));
  return [...new Set(entities.map(({ table }) => table))];
}

function streamSourceOf(
  { dynamoClient, streamsClient, settings, model }: ChangeFeedParts,
  { name }: ConsumerOptions,
  onError: (error: unknown) => void,
): StreamSource {
  const { leaseDurationMs } = settings;
  const leaseTable = model.ownTable.name;
  const store = createLeaseStore({ dynamoClient, leaseTable, name, kind: 'REPLAY', timeoutMs: leaseDurationMs });
  const me = newWorkerName();
  const slot = { clock: systemClock, random: Math.random };
  /** Who resumes waits for it: what may pass is no reason to end a subscription. */
  const patiently = <T>(call: () => Promise<T>, signal: AbortSignal) =>
    repeatTransient(call, MAX_FIRST_FAILURES, { ...slot, signal });
  return {
    streamOf: (table, signal) => streamOfTable(dynamoClient, table, signal),
    shardsOf: async (streamArn, signal) =>
      (await patiently(() => describeStream(streamsClient, streamArn, signal), signal)).shards,
    pagesOf: (shard, signal) => createShardPages(shard, { streamsClient, signal, onError, random: Math.random }),
    slotOf: (shard, signal) =>
      patiently(() => acquireReplaySlot(shard, signal, { ...slot, store, me, leaseDurationMs, onError }), signal),
  };
}
