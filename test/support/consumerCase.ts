import { createDynamoClient, createStreamsClient, withoutRetries } from '../../src/dynamo/execute/sdkClients.js';
import { systemClock } from '../../src/dynamo/streams/clock.js';
import type { StreamConsumerOptions } from '../../src/dynamo/streams/consumerOptions.js';
import { createStreamConsumer, type StreamConsumer } from '../../src/dynamo/streams/streamConsumer.js';
import type { ChangeBatch } from '../../src/model/changeBatch.js';
import { createBatchLedger, type BatchLedger } from './batchLedger.js';
import { callDynamo } from './callDynamo.js';
import { testEngine, uniqueTablePrefix } from './engine.js';
import { startScriptedStreams, type ScriptedStreams } from './scriptedStreams.js';
import type { ScriptedTable } from './scriptedTable.js';
import { waitUntil } from './waitUntil.js';

/** Consumers of one table's scripted stream, each as a process of its own would be, with leases at the engine of the run. */
export interface ConsumerCase {
  readonly streams: ScriptedStreams;
  readonly table: ScriptedTable;
  readonly ledger: BatchLedger;
  /** What consumers reported. */
  readonly errors: readonly unknown[];
  /** Starts a consumer and waits until it stands. */
  start(name?: string, options?: ConsumerCaseOptions): Promise<CaseConsumer>;
  /** Writes of items 0 to `items - 1`, in turn; each write differs from the last. */
  write(count: number, items?: number): void;
  /** All that was written has come. */
  caughtUp(): Promise<void>;
  /** So much time passes at once, for DynamoDB and for all consumers: those that live had no time to renew their leases. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export interface ConsumerCaseOptions extends Partial<StreamConsumerOptions> {
  /** Called before a batch is taken: what it rejects with is what `onBatch` does. */
  readonly beforeBatch?: (batch: ChangeBatch) => Promise<void> | void;
}

export interface CaseConsumer {
  readonly consumer: StreamConsumer;
  /** The ids of the shards that it reads. */
  readonly shards: readonly string[];
  /** As SIGKILL does: no call of it is answered from now on, and what it gives is not heard. */
  kill(): void;
  /** As SIGSTOP does to its calls: they wait. `resume` lets them go on as if nothing had happened. */
  pause(): void;
  resume(): void;
}

/** Short, for tests, but longer than a busy machine stands still: rounds come three times in it. */
const LEASE_MS = 1_000;

/**
 * @param options.isAtEngine  The table is one of the engine's, so that others may write to it through the endpoint.
 *   Default: it is in its stream only.
 */
export async function startConsumerCase({ shardCount = 1, isAtEngine = false } = {}): Promise<ConsumerCase> {
  const prefix = uniqueTablePrefix();
  const engine = testEngine();
  const leaseTable = `${prefix}sortkey`;
  const name = `${prefix}things`;
  await createTable(leaseTable, ['pk', 'sk']);
  if (isAtEngine) await createTable(name, ['id']);
  const streams = await startScriptedStreams({ engine: engine.endpoint });
  const table = await streams.watch(name, { ...(!isAtEngine && { keyAttributes: ['id'] }), shardCount });
  const ledger = createBatchLedger();
  const errors: unknown[] = [];
  const ends: (() => Promise<void>)[] = [];
  let writes = 0;
  let aheadMs = 0;
  const clock = {
    ...systemClock,
    wallMs: () => systemClock.wallMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
  };

  return {
    streams,
    table,
    ledger,
    errors,
    async start(by = 'one', { beforeBatch, ...options } = {}) {
      const process = createMortal();
      const settings = { ...engine, endpoint: streams.endpoint };
      // Without the SDK's own retries, every fault is the consumer's to survive.
      const clients = [withoutRetries(createDynamoClient(settings)), createStreamsClient(settings)] as const;
      const consumer = createStreamConsumer({
        tables: [table.name],
        name: 'test',
        dynamoClient: process.mortal(clients[0]),
        streamsClient: process.mortal(clients[1]),
        leaseTable,
        startFrom: 'TRIM_HORIZON',
        leaseDurationMs: LEASE_MS,
        idleDelayMs: 20,
        clock,
        onError: (error) => void errors.push(error),
        onBatch: async (batch) => {
          await beforeBatch?.(batch);
          if (process.isAlive) ledger.take(by, batch);
        },
        ...options,
      });
      ends.push(async () => {
        process.bury();
        await consumer.close().catch(() => undefined);
        for (const client of clients) client.destroy();
      });
      await consumer.start();
      return {
        consumer,
        get shards() {
          const own = consumer.leases().filter(({ owner, position }) => owner === 'US' && position !== 'END');
          return own.map(({ shardId }) => shardId);
        },
        kill: process.kill,
        pause: process.pause,
        resume: process.resume,
      };
    },
    write(count, items = 10) {
      for (let at = 0; at < count; at += 1) {
        writes += 1;
        table.write({ id: { S: `item ${writes % items}` } }, { n: { N: String(writes) } });
      }
    },
    caughtUp: () => {
      const isDone = () => table.records.every((record) => ledger.has(record));
      return waitUntil('all that was written comes', isDone, 15_000);
    },
    advance(milliseconds) {
      streams.advance(milliseconds);
      aheadMs += milliseconds;
    },
    async close() {
      for (const end of ends) await end();
      await streams.close();
    },
  };
}

async function createTable(TableName: string, keyAttributes: readonly string[]): Promise<void> {
  const { status, body } = await callDynamo(testEngine().endpoint, 'CreateTable', {
    TableName,
    KeySchema: keyAttributes.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
    AttributeDefinitions: keyAttributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    BillingMode: 'PAY_PER_REQUEST',
  });
  if (status !== 200) throw new Error(`Table "${TableName}" cannot be made: ${JSON.stringify(body)}`);
}

/** Clients that stop answering when their process is killed or paused. */
function createMortal() {
  let isAlive = true;
  let wake: () => void = () => undefined;
  let awake = Promise.resolve();
  let end: (error: Error) => void = () => undefined;
  const buried = new Promise<never>((_, reject) => (end = reject));
  buried.catch(() => undefined);

  async function whileAlive<R>(call: () => Promise<R>): Promise<R> {
    await awake;
    if (!isAlive) return buried;
    const [settled] = await Promise.allSettled([call()]);
    await awake;
    if (!isAlive) return buried;
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  return {
    get isAlive() {
      return isAlive;
    },
    kill() {
      isAlive = false;
    },
    pause() {
      awake = new Promise((resolve) => (wake = resolve));
    },
    resume: () => wake(),
    /** Lets a killed one's calls end, so that it can be closed. */
    bury() {
      wake();
      end(new Error('This process was killed.'));
    },
    mortal<C extends { readonly send: unknown }>(client: C): C {
      const call = client.send as (...args: readonly unknown[]) => Promise<unknown>;
      const send = (...args: readonly unknown[]) => whileAlive(() => call.apply(client, args as unknown[]));
      return { send } as unknown as C;
    },
  };
}
