import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/dynamo/streams/clock.js';
import { type ConsumerCase, startConsumerCase } from '../support/consumerCase.js';
import { answerLost, connectionReset, serviceFault, throttled, truncated } from '../support/scriptedAnswer.js';
import { waitUntil } from '../support/waitUntil.js';

let scene: ConsumerCase;
beforeEach(async () => {
  scene = await startConsumerCase();
});
afterEach(() => scene.close());

const callsOf = (action: string) => scene.streams.service.calls.filter((call) => call.action === action);
const pages = () => callsOf('GetRecords');

async function expectNothingLost(): Promise<void> {
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
}

describe('nothing is lost or out of order', () => {
  test('when iterators expire while records come', async () => {
    await scene.start();
    for (let round = 0; round < 10; round += 1) {
      scene.write(100);
      const read = pages().length;
      scene.streams.service.expireIterators();
      await waitUntil('another page is read', () => pages().length > read + 1);
    }
    await expectNothingLost();
    expect(scene.errors).toEqual([]);
  });

  test('when the first iterator of a fresh consumer expires before a record came', async () => {
    scene.write(20);
    scene.advance(60_000);
    await scene.start('one', { startFrom: 'LATEST' });
    scene.streams.service.expireIterators();
    scene.write(20);
    await waitUntil('the later ones come', () => scene.ledger.records.length >= 20);
    scene.ledger.expectAll(scene.table.records.slice(20));
    expect(scene.ledger.records).toHaveLength(20);
    expect(callsOf('GetShardIterator').map(({ outcome }) => outcome)).toEqual(['LATEST', 'TRIM_HORIZON']);
  });

  test('when 15 minutes pass with nothing to read', async () => {
    await scene.start();
    scene.write(1);
    await scene.caughtUp();
    scene.streams.advance(16 * 60_000);
    scene.write(10);
    await expectNothingLost();
  });

  test('when every call of a kind is throttled again and again', async () => {
    scene.streams.throttleNext('DescribeStream', 2);
    scene.streams.throttleNext('GetShardIterator', 2, 'ThrottlingException');
    scene.streams.throttleNext('GetRecords', 3);
    scene.write(10);
    await scene.start();
    scene.streams.throttleNext('GetRecords', 3, 'ProvisionedThroughputExceededException');
    scene.streams.throttleNext('DescribeStream', 1);
    scene.table.rollOver();
    scene.write(10);
    await expectNothingLost();
    expect(scene.errors).toEqual([]);
  });

  test('when answers are lost, cut short or refused by a failing service', async () => {
    await scene.start();
    const faults = [connectionReset('before'), connectionReset('after'), truncated({ Records: [] }), serviceFault()];
    scene.streams.dynamo.on('GetRecords', ...faults);
    scene.write(10);
    await scene.caughtUp();
    scene.streams.dynamo.on('DescribeStream', ...faults);
    scene.streams.dynamo.on('GetShardIterator', ...faults);
    scene.table.rollOver();
    scene.write(10);
    await expectNothingLost();
  });

  test('when the table of leases is throttled, fails, or loses its answers', async () => {
    const faults = [throttled(), answerLost(), serviceFault(), connectionReset('before'), answerLost()];
    // A start gives up after eight failures.
    scene.streams.dynamo.on('Query', throttled(), answerLost());
    scene.streams.dynamo.on('PutItem', answerLost(), serviceFault());
    scene.streams.dynamo.on('UpdateItem', ...faults);
    await scene.start();
    for (let round = 0; round < 3; round += 1) {
      for (const action of ['Query', 'PutItem', 'UpdateItem'])
        scene.streams.dynamo.on(action, ...faults.slice(round, 3));
      scene.write(50);
      scene.table.rollOver();
    }
    await expectNothingLost();
  });

  test('when pages come empty though records follow', async () => {
    scene.write(10);
    scene.table.giveEmptyPages(scene.table.openShards[0]!, 4);
    await scene.start();
    await scene.caughtUp();
    const [shardId] = scene.table.openShards;
    scene.table.giveEmptyPages(shardId!, 4);
    scene.write(10);
    scene.table.rollOver();
    scene.write(10);
    await expectNothingLost();
  });

  test('when the handler fails: it is given the same batch again, and nothing behind it before', async () => {
    let failures = 0;
    await scene.start('one', {
      beforeBatch: () => {
        failures += 1;
        if (failures % 3 !== 0) throw new Error('Not now.');
      },
    });
    scene.write(20);
    await waitUntil('some come', () => scene.ledger.records.length > 0);
    scene.table.rollOver();
    scene.write(20);
    await expectNothingLost();
    expect(scene.errors.map(String)).toContain('Error: Not now.');
  });
});

describe('what is no change', () => {
  test('records of writes that change nothing are dropped, and reading goes on behind them', async () => {
    await scene.start();
    const key = { id: { S: 'a' } };
    scene.table.write(key, {});
    for (let at = 0; at < 20; at += 1) scene.table.write(key, {}, { evenIfUnchanged: true });
    const last = scene.table.write(key, undefined, { expired: true })!;
    await waitUntil('the last comes', () => scene.ledger.has(last));
    expect(scene.ledger.records.map(({ kind, expired }) => [kind, expired])).toEqual([
      ['INSERT', false],
      ['REMOVE', true],
    ]);
    scene.streams.service.expireIterators();
    scene.write(1);
    await waitUntil('one more comes', () => scene.ledger.records.length === 3);
    expect(scene.ledger.faults).toEqual([]);
  });
});

describe('how often it asks', () => {
  test('a shard with nothing new is asked less and less often', async () => {
    await scene.start('one', { idleDelayMs: 400 });
    scene.write(1);
    await scene.caughtUp();
    const since = pages().length;
    await waitUntil('five more pages are read', () => pages().length >= since + 5);
    const times = pages()
      .slice(since - 1, since + 5)
      .map(({ atMs }) => atMs);
    const waits = times.slice(1).map((atMs, at) => atMs - times[at]!);
    // Each is twice the last, up to 400 ms; a busy machine makes them longer only.
    for (const [at, leastMs] of [45, 45, 90, 190, 390].entries()) expect(waits[at]).toBeGreaterThan(leastMs);
  });

  test('a full page is followed at once: a backlog takes no more pages than it fills', async () => {
    scene.write(5_000, 500);
    const waits: number[] = [];
    const clock = {
      ...systemClock,
      sleep: (ms: number, signal: AbortSignal) => {
        waits.push(ms);
        return systemClock.sleep(ms, signal);
      },
    };
    await scene.start('one', { clock, leaseDurationMs: 10_000 });
    await waitUntil('an empty page is read', () => pages().at(-1)?.outcome === 0);
    expect(pages().map(({ outcome }) => outcome)).toEqual([1000, 1000, 1000, 1000, 1000, 0]);
    // Those of a second and more are the rounds of the leases.
    expect(waits.filter((ms) => ms < 1_000).slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    scene.ledger.expectAll(scene.table.records);
  });

  test('pages that end at 1 MB are followed as well', async () => {
    const text = { S: 'x'.repeat(150_000) };
    for (let at = 0; at < 40; at += 1) scene.table.write({ id: { S: `large ${at}` } }, { text });
    await scene.start('one', { idleDelayMs: 5_000, leaseDurationMs: 10_000 });
    await scene.caughtUp();
    expect(
      pages()
        .filter(({ outcome }) => Number(outcome) > 0)
        .map(({ outcome }) => outcome),
    ).toEqual([6, 6, 6, 6, 6, 6, 4]);
    scene.ledger.expectAll(scene.table.records);
  });

  test('a shard that may be read five times a second is read to its end all the same', async () => {
    scene.streams.service.limits.getRecordsASecond = 5;
    await scene.start();
    const refused = () => pages().filter(({ outcome }) => outcome === 'LimitExceededException').length;
    while (refused() < 5) {
      scene.write(20);
      await scene.caughtUp();
    }
    await expectNothingLost();
    expect(scene.errors).toEqual([]);
  });
});
