import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { ChangeBatch } from '../../src/model/changeBatch.js';
import type { BrokerListening } from '../../src/subscriptions/broker.js';
import { changeLogKeys } from '../../src/subscriptions/brokers/changeLogScripts.js';
import {
  createRedisBroker,
  type RedisBroker,
  type RedisBrokerOptions,
} from '../../src/subscriptions/brokers/redisBroker.js';
import { type SampleBatch, sampleBatch, streamArnOf } from '../support/changeBatches.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';
import { waitUntil } from '../support/waitUntil.js';

let redis: TestRedis;
let raw: Redis;
const brokers: RedisBroker[] = [];
const said: string[] = [];

async function startBroker(options: Partial<RedisBrokerOptions> = {}): Promise<RedisBroker> {
  const broker = await createRedisBroker({
    url: redis.url,
    tablePrefix: 'test-',
    streamReader: 'gateway',
    bounds: { maxEntries: 10_000, maxAgeMs: 3_600_000 },
    onLost: () => said.push('lost'),
    onBack: () => said.push('back'),
    onProblem: (problem) => said.push(problem),
    quietShardMs: 0,
    ...options,
  });
  brokers.push(broker);
  return broker;
}

interface Heard {
  readonly batches: ChangeBatch[];
  readonly listening: BrokerListening;
}

async function hear(
  broker: RedisBroker,
  table: string,
  onBatch?: (batch: ChangeBatch) => Promise<void>,
): Promise<Heard> {
  const batches: ChangeBatch[] = [];
  const listening = await broker.listen(table, {
    async onBatch(batch) {
      batches.push(batch);
      await onBatch?.(batch);
    },
  });
  return { batches, listening };
}

/** From where to where, and which records. */
const waysOf = (batches: readonly ChangeBatch[]) =>
  batches.map(({ shardId, after, through, records }) => [
    shardId,
    after,
    through,
    ...records.map(({ sequenceNumber }) => sequenceNumber),
  ]);

let tables = 0;
const newTable = () => `Table${(tables += 1)}`;

/** Tries again as whoever reads the stream does. */
async function publishAtLast(broker: RedisBroker, batch: ChangeBatch): Promise<void> {
  await waitUntil('a batch to be taken', () =>
    broker.publish(batch).then(
      () => true,
      () => false,
    ),
  );
}

/** Publishes batches of one shard that follow each other, each with one record. */
async function publishChain(
  broker: RedisBroker,
  table: string,
  from: number,
  to: number,
  more: Partial<SampleBatch> = {},
) {
  for (let at = from; at <= to; at += 1) {
    await publishAtLast(broker, sampleBatch({ table, after: `${BigInt(at - 1)}`, sequenceNumbers: [at], ...more }));
  }
}

/** A log that somebody has begun to fill. */
async function begun(broker: RedisBroker): Promise<string> {
  const table = newTable();
  await broker.publish(sampleBatch({ table, after: '0' }));
  return table;
}

describe('the Redis broker', () => {
  beforeAll(async () => {
    redis = await startRedis();
    raw = new Redis(redis.url, { retryStrategy: () => 20 });
    raw.on('error', () => undefined);
  });
  afterEach(async () => {
    await Promise.all(brokers.splice(0).map((broker) => broker.close()));
    said.length = 0;
  });
  afterAll(async () => {
    raw.disconnect();
    await redis.stop();
  });

  test('gives a batch to every listener as it was published, and the place where listening began', async () => {
    const [one, other] = [await startBroker(), await startBroker()];
    const table = newTable();
    const parent = sampleBatch({ table, after: 'START', through: 'END', sequenceNumbers: [7n, 10n ** 39n] });
    const child = { table, shardId: 'shardId-2', parentShardId: 'shardId-1' };
    await one.publish(parent);
    await one.publish(sampleBatch({ ...child, after: 'START', through: '@1700000000000' }));
    const heard = [await hear(one, table), await hear(other, table)];
    const next = { ...sampleBatch({ ...child, after: '@1700000000000', sequenceNumbers: [1, 2] }), hasGap: true };
    await one.publish(next);
    for (const { batches, listening } of heard) {
      await waitUntil('the batch', () => batches.length > 0);
      expect(batches).toEqual([next]);
      expect([...listening.positions]).toEqual([
        ['shardId-1', 'END'],
        ['shardId-2', '@1700000000000'],
      ]);
      expect(listening.recent[0]).toEqual(parent);
      expect(waysOf(listening.recent)[1]).toEqual(['shardId-2', 'START', '@1700000000000']);
    }
  });

  test('keeps the order of a shard, and waits for a listener that is not done', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { batches } = await hear(broker, table, () => gate);
    const quick = await hear(await startBroker(), table);
    await publishChain(broker, table, 1, 40);
    await waitUntil('the other listener to have all', () => quick.batches.length === 40);
    expect(batches.length).toBe(1);
    release();
    await waitUntil('all batches', () => batches.length === 40);
    expect(waysOf(batches)).toEqual(waysOf(quick.batches));
    expect(batches.map(({ through }) => through)).toEqual(Array.from({ length: 40 }, (_, at) => String(at + 1)));
  });

  test('a batch of more than half a megabyte comes in parts that follow each other', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { batches } = await hear(broker, table);
    const numbers = Array.from({ length: 9 }, (_, at) => at + 1);
    const large = sampleBatch({ table, after: '0', through: '12', sequenceNumbers: numbers, size: 150_000 });
    await broker.publish(large);
    await waitUntil('the last part', () => batches.at(-1)?.through === '12');
    expect(batches.length).toBeGreaterThan(2);
    expect(batches.map(({ after }) => after)).toEqual(['0', ...batches.slice(0, -1).map(({ through }) => through)]);
    expect(batches.flatMap(({ records }) => records)).toEqual(large.records);
  });

  test('a batch that the log had is not put into it again, one that goes further is; positions never go back', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { batches } = await hear(broker, table);
    await publishChain(broker, table, 9, 10);
    await broker.publish(sampleBatch({ table, after: '8', sequenceNumbers: [9] }));
    await broker.publish(sampleBatch({ table, after: '@5' }));
    await broker.publish(sampleBatch({ table, after: '8', sequenceNumbers: [9, 11] }));
    await waitUntil('the batch that goes further', () => batches.at(-1)?.through === '11');
    expect(waysOf(batches)).toEqual([
      ['shardId-1', '8', '9', '9'],
      ['shardId-1', '9', '10', '10'],
      ['shardId-1', '8', '11', '9', '11'],
    ]);
    expect([...(await hear(broker, table)).listening.positions]).toEqual([['shardId-1', '11']]);
  });

  test('of a table made anew, whose shards have the names of the former ones, nothing is taken for known', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    await publishChain(broker, table, 1, 3);
    const { batches, listening } = await hear(broker, table);
    expect(listening.streamArn).toBe(streamArnOf(table));
    await publishChain(broker, table, 1, 1, { streamArn: 'arn:anew/stream/2' });
    await waitUntil('the record of the new stream', () => batches.length > 0);
    expect(batches[0]).toMatchObject({ streamArn: 'arn:anew/stream/2', through: '1' });
    expect([...(await hear(broker, table)).listening.positions]).toEqual([['shardId-1', '1']]);
  });

  test('where a quiet shard stands is told at most every so often', async () => {
    const broker = await startBroker({ quietShardMs: 3_600_000 });
    const table = newTable();
    const quiet = sampleBatch({ table, after: '5' });
    await broker.publish(quiet);
    const { state } = changeLogKeys('test-', table);
    await raw.del(state);
    await broker.publish(quiet);
    expect(await raw.exists(state)).toBe(0);
    await broker.publish(sampleBatch({ table, after: '5', sequenceNumbers: [6] }));
    expect(await raw.hget(state, 'shardId-1')).toMatch(/^6 /);
  });

  test('the log is bounded by entries, by age and by bytes, and what was there before is said to be missing', async () => {
    const table = newTable();
    const { log, state } = changeLogKeys('test-', table);
    const bounded = (bounds: Partial<RedisBrokerOptions['bounds']>) =>
      startBroker({ bounds: { maxEntries: 10_000, maxAgeMs: 3_600_000, ...bounds } });
    const slow = await bounded({});
    await publishChain(slow, table, 1, 1);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { batches } = await hear(slow, table, () => gate);
    await publishChain(slow, table, 2, 2, { shardId: 'shardId-2' });
    await waitUntil('it to be held up', () => batches.length === 1);

    // Redis drops whole nodes of a hundred entries, or of four kilobytes.
    await publishChain(await bounded({ maxEntries: 100 }), table, 3, 400);
    expect(await raw.xlen(log)).toBeLessThan(250);
    await publishChain(await bounded({ maxBytes: 100_000 }), table, 401, 410, { size: 30_000 });
    expect(await raw.xlen(log)).toBe(3);
    await publishChain(await bounded({ maxBytes: 1_000 }), table, 411, 411, { size: 30_000 });
    expect(await raw.xlen(log)).toBe(1);
    await publishChain(slow, table, 412, 415, { size: 5_000 });
    expect(await raw.xlen(log)).toBe(5);
    const before = Number((await raw.hget(state, '#last'))?.split('-')[0]);
    await waitUntil('a millisecond to pass', async () => Number((await raw.time())[0]) * 1000 > before + 1000);
    await publishChain(await bounded({ maxAgeMs: 1 }), table, 416, 416);
    expect(await raw.xlen(log)).toBe(1);

    release();
    await waitUntil('the listener to be told', () =>
      batches.some(({ shardId, after }) => shardId === 'shardId-2' && after === '2'),
    );
    expect(waysOf(batches).slice(1)).toEqual([
      ['shardId-1', '415', '416', '416'],
      ['shardId-1', '416', '416'],
      ['shardId-2', '2', '2'],
    ]);
  });

  test('what is recent is bounded too, and comes oldest first', async () => {
    const broker = await startBroker();
    const table = newTable();
    await publishChain(broker, table, 1, 30, { size: 400_000 });
    const { listening } = await hear(broker, table);
    const { recent } = listening;
    expect(waysOf(recent)).toEqual(
      Array.from({ length: recent.length }, (_, at) => 30 - recent.length + at + 1).map((number) => [
        'shardId-1',
        String(number - 1),
        String(number),
        String(number),
      ]),
    );
    expect(recent.length).toBe(20);
  });

  test('the whole log can be read, as far as it goes at that moment', async () => {
    const broker = await startBroker();
    const table = newTable();
    await publishChain(broker, table, 1, 50);
    const read: ChangeBatch[] = [];
    for await (const batch of broker.log?.(table, new AbortController().signal) ?? []) {
      if (read.length === 0) await publishChain(broker, table, 51, 51);
      read.push(batch);
    }
    expect(read.map(({ through }) => through)).toEqual(Array.from({ length: 50 }, (_, at) => String(at + 1)));
    const stopped = broker.log?.(table, AbortSignal.abort());
    await expect(stopped?.[Symbol.asyncIterator]().next()).rejects.toThrow('aborted');
  });

  test('a table whose stream nobody has read cannot be listened to; one that is read meanwhile can', async () => {
    const broker = await startBroker({ readerWaitMs: 0 });
    await expect(hear(broker, 'Nobodys')).rejects.toMatchObject({
      code: 'TABLE_NOT_READY',
      message: expect.stringContaining('Nobody has read the stream of table "Nobodys" yet'),
    });
    const table = newTable();
    const waiting = hear(await startBroker({ readerWaitMs: 60_000 }), table);
    await broker.publish(sampleBatch({ table, after: '4' }));
    expect([...(await waiting).listening.positions]).toEqual([['shardId-1', '4']]);
  });

  test('where Lambda reads the stream there is a place to listen from before the first record', async () => {
    const listenings = [];
    const table = newTable();
    for (const broker of [
      await startBroker({ streamReader: 'lambda' }),
      await startBroker({ streamReader: 'lambda' }),
    ]) {
      listenings.push([...(await hear(broker, table)).listening.positions]);
    }
    expect(listenings[0]).toEqual([[expect.stringMatching(/^lambda-./), '0']]);
    expect(listenings[1]).toEqual(listenings[0]);
  });

  test('positions of shards that nobody has spoken of for two days go', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { state } = changeLogKeys('test-', table);
    const now = Number((await raw.time())[0]) * 1000;
    const daysAgo = (days: number) => now - days * 86_400_000;
    await raw.hset(state, { 'shardId-8': `END ${daysAgo(3)} -`, 'shardId-9': `END ${daysAgo(1)} -` });
    await broker.publish(sampleBatch({ table, shardId: 'shardId-2', after: 'START' }));
    const { listening } = await hear(broker, table);
    expect(new Map(listening.positions)).toEqual(
      new Map([
        ['shardId-1', '0'],
        ['shardId-9', 'END'],
        ['shardId-2', 'START'],
      ]),
    );
  });

  test('what another program has put under its keys is said, and passed over', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { log } = changeLogKeys('test-', table);
    const { batches } = await hear(broker, table);
    await raw.xadd(log, '*', 'shard', 'shardId-1', 'batch', '{');
    await publishChain(broker, table, 1, 1);
    await waitUntil('where shards stand to be told', () => batches.length === 2);
    expect(waysOf(batches)).toEqual([
      ['shardId-1', '0', '1', '1'],
      ['shardId-1', '1', '1'],
    ]);
    expect(said.filter((line) => line.startsWith(`Passed over in ${log}, entry `))).toHaveLength(1);
  });

  test('a key of another type is nobody’s loss: it is named, left alone, and all goes on once it is gone', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { log } = changeLogKeys('test-', table);
    const { batches } = await hear(broker, table);
    await raw.multi().del(log).set(log, 'mine').exec();
    const batch = sampleBatch({ table, after: '0', sequenceNumbers: [1] });
    await expect(broker.publish(batch)).rejects.toThrow(
      new RegExp(`Changes of table "${table}" cannot be published: .*WRONGTYPE.*${log.replaceAll(/[{}]/g, '.')}`),
    );
    expect(await raw.get(log)).toBe('mine');
    await waitUntil('it to be said', () => said.includes('lost'));
    await raw.del(log);
    await broker.publish(batch);
    await waitUntil('the batch', () => batches.length > 0);
    await waitUntil('it to be back', () => said.at(-1) === 'back');
    expect(waysOf(batches)).toEqual([['shardId-1', '0', '1', '1']]);
    expect(said).toEqual(['lost', 'back']);
  });

  test('a Redis that is full takes nothing, and what is published again later is there once', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { batches } = await hear(broker, table);
    const batch = sampleBatch({ table, after: '0', sequenceNumbers: [1] });
    await raw.config('SET', 'maxmemory', '1');
    await expect(broker.publish(batch)).rejects.toThrow(/cannot be published: .*OOM/);
    await raw.config('SET', 'maxmemory', '0');
    await broker.publish(batch);
    await publishChain(broker, table, 2, 2);
    await waitUntil('both', () => batches.at(-1)?.through === '2');
    expect(waysOf(batches)).toEqual([
      ['shardId-1', '0', '1', '1'],
      ['shardId-1', '1', '2', '2'],
    ]);
    expect(said).toEqual(['lost', 'back']);
  });

  test('a log that was lost, and whose clock is behind now: what is new is heard although its ids are older', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { log, state } = changeLogKeys('test-', table);
    await publishChain(broker, table, 1, 1);
    const { batches } = await hear(broker, table);
    await raw.del(log, state);
    await raw.xadd(log, '5-1', 'from', '0', 'to', '0');
    await raw.xdel(log, '5-1');
    await raw.hset(state, { '#last': '5-2', '#offset': '40', 'shardId-1': '9 1 -' });
    const text = JSON.stringify([sampleBatch({ table, after: '0' }).streamArn, null, 0, []]);
    await raw.xadd(
      log,
      '5-2',
      'from',
      '0',
      'to',
      '40',
      'shard',
      'shardId-1',
      'after',
      '8',
      'through',
      '9',
      'batch',
      text,
    );
    await waitUntil('what is new', () => batches.length > 0);
    expect(waysOf(batches)[0]).toEqual(['shardId-1', '8', '9']);
  });

  test('close ends a listener at once, also one that is not done with a batch', async () => {
    const broker = await startBroker();
    const table = await begun(broker);
    const { batches, listening } = await hear(broker, table, () => new Promise<void>(() => undefined));
    const other = await hear(broker, table);
    await publishChain(broker, table, 1, 2);
    await waitUntil('both to have heard', () => batches.length + other.batches.length === 3);
    await listening.close();
    await broker.close();
    await expect(broker.publish(sampleBatch({ table, after: '2' }))).rejects.toThrow('cannot be published');
    await expect(hear(broker, table)).rejects.toMatchObject({ code: 'TABLE_NOT_READY' });
    await waitUntil('its connections to end', async () => !String(await raw.client('LIST')).includes('cmd=xread'));
    expect(batches).toHaveLength(1);
  });
});

describe('the Redis broker, when the Redis is gone', () => {
  const folders: string[] = [];
  const ends: (() => Promise<unknown>)[] = [];

  async function startOwn(isDurable: boolean): Promise<TestRedis> {
    const folder = isDurable ? mkdtempSync(join(tmpdir(), 'sortkey-redis-')) : undefined;
    if (folder !== undefined) folders.push(folder);
    const own = await startRedis(folder === undefined ? {} : { folder });
    ends.push(() => own.stop());
    return own;
  }

  afterEach(async () => {
    await Promise.all(brokers.splice(0).map((broker) => broker.close()));
    for (const end of ends.splice(0)) await end();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    said.length = 0;
  });

  test('one that keeps what it has: all comes in order once it is back, and it is said once each', async () => {
    const own = await startOwn(true);
    const [reader, listener] = [await startBroker({ url: own.url }), await startBroker({ url: own.url })];
    const table = await begun(reader);
    const { batches } = await hear(listener, table);
    await publishChain(reader, table, 1, 5);
    await own.stop();
    await expect(reader.publish(sampleBatch({ table, after: '5', sequenceNumbers: [6] }))).rejects.toThrow(
      'cannot be published: ',
    );
    await own.start();
    await publishChain(reader, table, 6, 9);
    await waitUntil('all to have come', () => batches.at(-1)?.through === '9');
    expect(batches.map(({ through }) => through)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    await waitUntil('both to be back', () => said.length === 4);
    expect(said.toSorted()).toEqual(['back', 'back', 'lost', 'lost']);
  });

  test('one that comes back empty: listeners go on, and hear where every shard stands, so that holes are seen', async () => {
    const own = await startOwn(false);
    const [reader, listener] = [await startBroker({ url: own.url }), await startBroker({ url: own.url })];
    const table = newTable();
    await publishChain(reader, table, 1, 3);
    await publishChain(reader, table, 1, 2, { shardId: 'shardId-2' });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { batches } = await hear(listener, table, () => gate);
    await publishChain(reader, table, 4, 5);
    await publishChain(reader, table, 3, 4, { shardId: 'shardId-2' });
    await waitUntil('it to be held up', () => batches.length === 1);
    await own.stop();
    await own.start();
    // As a reader tells of shards in which nothing comes.
    const quiet = [
      sampleBatch({ table, after: '5' }),
      sampleBatch({ table, shardId: 'shardId-2', parentShardId: 'shardId-0', after: '4' }),
    ];
    for (const batch of quiet) await publishAtLast(reader, batch);
    release();
    await waitUntil('both places to be told', () =>
      quiet.every((batch) =>
        batches.some(
          ({ shardId, after, through }) => shardId === batch.shardId && after === batch.after && through === after,
        ),
      ),
    );
    expect(batches.find(({ shardId, records }) => shardId === 'shardId-2' && records.length === 0)).toEqual(quiet[1]);
    await publishChain(reader, table, 6, 6);
    await waitUntil('the next change', () => batches.at(-1)?.through === '6');
  });

  test('one that is lost again and again: a listener has each record, or sees that it was left out', async () => {
    const own = await startOwn(false);
    const [reader, listener] = [await startBroker({ url: own.url }), await startBroker({ url: own.url })];
    const table = newTable();
    const shards = ['shardId-1', 'shardId-2', 'shardId-3'];
    for (const shardId of shards) await reader.publish(sampleBatch({ table, shardId, after: '0' }));
    const stands = new Map<string, bigint>(shards.map((shardId) => [shardId, 0n]));
    const known = new Set<string>();
    await hear(listener, table, async ({ shardId, after, through, records }) => {
      // What a hole leaves out is read from the stream.
      for (let at = (stands.get(shardId) ?? 0n) + 1n; at <= BigInt(after); at += 1n) known.add(`${shardId} ${at}`);
      for (const { sequenceNumber } of records) known.add(`${shardId} ${sequenceNumber}`);
      const [before, now] = [stands.get(shardId) ?? 0n, BigInt(through)];
      stands.set(shardId, now > before ? now : before);
    });
    const publishing = Promise.all(shards.map((shardId) => publishChain(reader, table, 1, 300, { shardId })));
    for (const progress of [20n, 100n, 200n]) {
      await waitUntil('some to have come', () => [...stands.values()].some((at) => at >= progress));
      await own.stop();
      await own.start();
    }
    await publishing;
    for (const shardId of shards) await publishAtLast(reader, sampleBatch({ table, shardId, after: '300' }));
    await waitUntil('it to stand at the end', () => [...stands.values()].every((at) => at === 300n));
    expect(known.size).toBe(900);
  });

  test('one that hangs: publishing gives up soon, listeners stay, and all goes on when it wakes', async () => {
    const own = await startOwn(false);
    const [reader, listener] = [await startBroker({ url: own.url }), await startBroker({ url: own.url })];
    const table = await begun(reader);
    const { batches } = await hear(listener, table);
    await publishChain(reader, table, 1, 1);
    await waitUntil('the first', () => batches.length === 1);
    own.hang();
    const before = performance.now();
    await expect(reader.publish(sampleBatch({ table, after: '1', sequenceNumbers: [2] }))).rejects.toThrow();
    expect(performance.now() - before).toBeLessThan(5_000);
    await expect(hear(listener, newTable())).rejects.toMatchObject({ code: 'TABLE_NOT_READY' });
    own.wake();
    await publishChain(reader, table, 2, 4);
    await waitUntil('the rest', () => batches.at(-1)?.through === '4');
    expect(batches.map(({ through }) => through)).toEqual(['1', '2', '3', '4']);
  });
});
