import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import type { ChangeBatch } from '../../src/model/changeBatch.js';
import type { Broker } from '../../src/subscriptions/broker.js';
import { MAX_LOG_BYTES } from '../../src/subscriptions/brokers/changeLogScripts.js';
import { createRedisBroker } from '../../src/subscriptions/brokers/redisBroker.js';
import {
  createStreamHandler,
  handleEvent,
  type StreamHandler,
} from '../../src/subscriptions/lambda/createStreamHandler.js';
import { createLambdaPublisher } from '../../src/subscriptions/lambda/lambdaPublisher.js';
import { lambdaRecord } from '../support/lambdaEvents.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';
import { waitUntil } from '../support/waitUntil.js';

let redis: TestRedis;
const closing: { close(): Promise<unknown> }[] = [];
const logged: unknown[] = [];
const logger = { error: (line: unknown) => logged.push(line) } as never;

function startHandler(): StreamHandler {
  const handler = createStreamHandler({ redisUrl: redis.url, logger });
  closing.push(handler);
  return handler;
}

async function startBroker(): Promise<Broker> {
  const broker = await createRedisBroker({
    url: redis.url,
    tablePrefix: '',
    streamReader: 'lambda',
    bounds: { maxEntries: 10_000, maxAgeMs: 3_600_000 },
    onLost: () => undefined,
    onBack: () => undefined,
    onProblem: (problem) => logged.push(problem),
  });
  closing.push(broker);
  return broker;
}

async function hear(table: string): Promise<readonly ChangeBatch[]> {
  const batches: ChangeBatch[] = [];
  const broker = await startBroker();
  await broker.listen(table, { onBatch: async (batch) => void batches.push(batch) });
  return batches;
}

/** The items whose changes came, in order. */
const itemsOf = (batches: readonly ChangeBatch[]) =>
  batches.flatMap(({ records }) => records.map(({ keys }) => Number((keys['id'] as { S: string }).S)));

let tables = 0;
const newTable = () => `Table${(tables += 1)}`;
const eventOf = (table: string, numbers: readonly number[], size = 1) => ({
  Records: numbers.map((number) => lambdaRecord({ table, number, size })),
});
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const NONE_FAILED = { batchItemFailures: [] };

describe("Lambda's handler and the Redis", () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((one) => one.close()));
    logged.length = 0;
  });
  afterAll(() => redis.stop());

  test('gateways hear what it publishes, as one shard whose records are numbered without a hole', async () => {
    const table = newTable();
    const batches = await hear(table);
    const [one, other] = [startHandler(), startHandler()];
    expect(await one(eventOf(table, upTo(10), 150_000))).toEqual(NONE_FAILED);
    expect(await other(eventOf(table, [11, 12]))).toEqual(NONE_FAILED);
    await waitUntil('all to have come', () => itemsOf(batches).length === 12);
    expect(itemsOf(batches)).toEqual(upTo(12));
    const [first] = batches;
    expect(first).toMatchObject({ table, streamArn: lambdaRecord({ table, number: 1 }).eventSourceARN, after: '0' });
    expect(new Set(batches.map(({ shardId }) => shardId)).size).toBe(1);
    expect(first?.shardId).toMatch(/^lambda-/);
    const numbers = batches.flatMap(({ records }) => records.map(({ sequenceNumber }) => sequenceNumber));
    expect(numbers).toEqual(upTo(12).map(String));
    expect(batches.map(({ after }) => after)).toEqual(['0', ...batches.slice(0, -1).map(({ through }) => through)]);
    expect(first?.records[0]?.newImage).toEqual(eventOf(table, [1], 150_000).Records[0]?.dynamodb.NewImage);
  });

  test('what is handed over again is published once, also where only a part of it was', async () => {
    const table = newTable();
    const batches = await hear(table);
    const handler = startHandler();
    await handler(eventOf(table, [1, 2, 3]));
    await handler(eventOf(table, [1, 2, 3]));
    await handler(eventOf(table, [2, 3, 4, 4]));
    await waitUntil('the last', () => itemsOf(batches).at(-1) === 4);
    expect(itemsOf(batches)).toEqual([1, 2, 3, 4]);
  });

  test('whatever call fails, before it was done or after, every change comes once and in order', async () => {
    const publisher = createLambdaPublisher({
      url: redis.url,
      tablePrefix: '',
      bounds: { maxEntries: 10_000, maxAgeMs: 3_600_000, maxBytes: MAX_LOG_BYTES },
    });
    closing.push(publisher);
    const faults = fc.array(fc.constantFrom('NONE', 'BEFORE', 'AFTER'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }), faults, async (sizes, plan) => {
        const table = newTable();
        const batches = await hear(table);
        const left = [...plan];
        const faulty = {
          async publish(records: Parameters<typeof publisher.publish>[0]) {
            const fault = left.shift();
            if (fault === 'BEFORE') throw new Error('it was not sent');
            await publisher.publish(records);
            if (fault === 'AFTER') throw new Error('its answer was lost');
          },
        };
        let sent = 0;
        for (const size of sizes) {
          let { Records } = eventOf(
            table,
            upTo(size).map((number) => sent + number),
            150_000,
          );
          sent += size;
          // As Lambda does: from the record that it was told, again and again.
          while (Records.length > 0) {
            const { batchItemFailures } = await handleEvent({ Records }, faulty, logger);
            const [failure] = batchItemFailures;
            const at = Records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failure?.itemIdentifier);
            expect(at >= 0).toBe(failure !== undefined);
            Records = failure === undefined ? [] : Records.slice(at);
          }
        }
        await waitUntil('all to have come', () => itemsOf(batches).length >= sent);
        expect(itemsOf(batches)).toEqual(upTo(sent));
        await Promise.all(closing.splice(1).map((one) => one.close()));
      }),
      { numRuns: 25 },
    );
  });

  test('a Redis that is gone fails the first record; one that comes back empty begins another shard', async () => {
    const table = newTable();
    const batches = await hear(table);
    const handler = startHandler();
    await handler(eventOf(table, [1]));
    await waitUntil('the first', () => batches.length === 1);
    await redis.stop();
    expect(await handler(eventOf(table, [2, 3]))).toEqual({ batchItemFailures: [{ itemIdentifier: '100002' }] });
    expect(logged).toEqual([{ table, sequenceNumber: '100002', reason: expect.stringContaining('Redis') }]);
    await redis.start();
    await waitUntil(
      'it to be taken',
      async () => (await handler(eventOf(table, [2, 3]))).batchItemFailures.length === 0,
    );
    await waitUntil('it to come', () => itemsOf(batches).length === 3);
    expect(itemsOf(batches)).toEqual([1, 2, 3]);
    const shards = [...new Set(batches.map(({ shardId }) => shardId))];
    expect(shards).toEqual([batches[0]?.shardId, expect.stringMatching(/^lambda-/)]);
  });

  test('a connection that died while the container was frozen is made again, and nobody hears of it', async () => {
    const table = newTable();
    const batches = await hear(table);
    const handler = startHandler();
    await handler(eventOf(table, [1]));
    const raw = new Redis(redis.url);
    // Longer than the handler waits for an answer.
    await raw.client('PAUSE', 1_300, 'ALL');
    raw.disconnect();
    const handling = handler(eventOf(table, [2]));
    expect(await handling).toEqual(NONE_FAILED);
    await waitUntil('it to come', () => itemsOf(batches).length === 2);
    expect(itemsOf(batches)).toEqual([1, 2]);
  });
});
