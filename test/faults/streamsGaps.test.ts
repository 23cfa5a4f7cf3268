import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ConsumerCase, startConsumerCase } from '../support/consumerCase.js';
import { waitUntil } from '../support/waitUntil.js';

const HOUR_MS = 60 * 60 * 1000;
let scene: ConsumerCase;
beforeEach(async () => {
  scene = await startConsumerCase();
});
afterEach(() => scene.close());

/** A consumer that read all that was written so far, and is away while something happens. */
async function away(happens: () => void): Promise<void> {
  const { consumer } = await scene.start();
  scene.write(10);
  await scene.caughtUp();
  await consumer.close();
  happens();
}

/** The last record that was written comes. */
const lastCame = () => waitUntil('the last record comes', () => scene.ledger.has(scene.table.records.at(-1)!));
/** The batches that told of a gap, by the number of records before which they came. */
const gapsBeforeItems = () =>
  scene.ledger.batches.filter(({ batch }) => batch.hasGap).map(({ batch }) => [batch.shardId, batch.after]);

describe('what was trimmed is told as a gap', () => {
  test('with the first batch behind it alone', async () => {
    const [shardId] = scene.table.openShards;
    await away(() => {
      scene.write(20);
      scene.table.trim(shardId!, 20);
    });
    const stoodAt = scene.table.records[9]!.sequenceNumber;
    await scene.start('two');
    await lastCame();
    scene.write(5);
    await lastCame();
    const came = [...scene.table.records.slice(0, 10), ...scene.table.records.slice(20)];
    scene.ledger.expectAll(came, { gaps: [shardId!] });
    expect(gapsBeforeItems()).toEqual([[shardId, stoodAt]]);
    expect(scene.ledger.records).toHaveLength(came.length);
  });

  test('also where nothing is left behind it', async () => {
    const [shardId] = scene.table.openShards;
    await away(() => {
      scene.write(20);
      scene.table.trim(shardId!);
    });
    await scene.start('two');
    await waitUntil('the gap is told', () => scene.ledger.gaps.length > 0);
    scene.write(5);
    await lastCame();
    scene.ledger.expectAll([...scene.table.records.slice(0, 10), ...scene.table.records.slice(30)], {
      gaps: [shardId!],
    });
    expect(gapsBeforeItems()).toHaveLength(1);
  });

  test('while reading, where the reader was too slow', async () => {
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    const [shardId] = scene.table.openShards;
    scene.streams.service.limits.recordsAPage = 10;
    scene.write(40);
    await scene.start('one', { beforeBatch: () => until });
    scene.table.trim(shardId!, 30);
    release();
    await lastCame();
    scene.ledger.expectAll([...scene.table.records.slice(0, 10), ...scene.table.records.slice(30)], {
      gaps: [shardId!],
    });
  });

  test('where the shard is gone that was not read to its end, and its child is read', async () => {
    const [shardId] = scene.table.openShards;
    await away(() => {
      scene.write(10);
      scene.table.rollOver();
      scene.table.dropShard(shardId!);
      scene.write(10);
    });
    await scene.start('two');
    await lastCame();
    scene.ledger.expectAll([...scene.table.records.slice(0, 10), ...scene.table.records.slice(20)], {
      gaps: [shardId!],
    });
    expect(scene.ledger.positionOf(shardId!)).toBe('END');
  });

  test('where everybody was away for more than a day', async () => {
    const first = scene.table.openShards;
    await away(() => {
      scene.write(10);
      scene.table.rollOver();
      scene.write(10);
      scene.advance(26 * HOUR_MS);
      scene.table.rollOver();
      scene.write(10);
    });
    await scene.start('two');
    await lastCame();
    expect(scene.ledger.faults).toEqual([]);
    expect(scene.ledger.gaps).toContain(first[0]);
    expect(scene.ledger.records).toHaveLength(20);
  });

  test.each([
    ['had a lease', true],
    ['was not yet known', false],
  ])('where a child that %s was not begun for more than a day', async (_, isKnown) => {
    const parent = scene.table.openShards[0]!;
    const one = await scene.start();
    scene.write(10);
    await scene.caughtUp();
    const [child] = scene.table.rollOver({ listed: isKnown });
    await waitUntil('the parent is read to its end', () => {
      const leases = one.consumer.leases();
      return leases.some(({ shardId, owner, position }) => shardId === parent && owner !== 'US' && position === 'END');
    });
    if (isKnown) await waitUntil('the child has a lease', () => one.consumer.leases().length === 2);
    await one.consumer.close();
    scene.write(10);
    scene.advance(25 * HOUR_MS);
    scene.table.list();
    scene.write(10);
    await scene.start('two');
    await lastCame();
    scene.ledger.expectAll([...scene.table.records.slice(0, 10), ...scene.table.records.slice(20)], { gaps: [child!] });
  });

  test('never where nothing is lost: who was away for less than a day goes on behind what was read', async () => {
    await away(() => {
      scene.advance(12 * HOUR_MS);
      scene.table.rollOver();
      scene.write(10);
      scene.advance(11 * HOUR_MS);
      scene.write(10);
    });
    await scene.start('two');
    await lastCame();
    scene.ledger.expectAll(scene.table.records);
  });
});

describe('a stream that is switched off and on', () => {
  test('is read to its end, and its successor from its start, with a gap between', async () => {
    await scene.start();
    scene.write(10);
    scene.table.switchOff();
    await scene.caughtUp();
    scene.write(10);
    scene.table.switchOn();
    const roots = scene.table.openShards;
    scene.write(10);
    await lastCame();
    expect(scene.table.records).toHaveLength(20);
    scene.ledger.expectAll(scene.table.records, { gaps: roots });
  });

  test('while nobody was there: what is left in the old one comes first, then the new one with a gap', async () => {
    await away(() => {
      scene.write(10);
      scene.table.switchOff();
      scene.table.switchOn();
      scene.write(10);
    });
    const roots = scene.table.openShards;
    await scene.start('two');
    await lastCame();
    scene.ledger.expectAll(scene.table.records.slice(-10), { gaps: roots });
    expect(scene.ledger.faults).toEqual([]);
  });

  test('twice, and rolls over in between', async () => {
    await scene.start();
    for (let round = 0; round < 2; round += 1) {
      scene.write(10);
      scene.table.rollOver();
      scene.write(10);
      await scene.caughtUp();
      scene.table.switchOff();
      scene.table.switchOn();
    }
    scene.write(10);
    await lastCame();
    expect(scene.ledger.faults).toEqual([]);
    expect(scene.ledger.records).toHaveLength(50);
    expect(new Set(scene.ledger.gaps).size).toBe(2);
  });

  test('with other images is read on', async () => {
    await scene.start();
    scene.table.switchOff();
    scene.table.switchOn('KEYS_ONLY');
    scene.write(3);
    await lastCame();
    expect(scene.ledger.records.map(({ newImage, oldImage }) => [newImage, oldImage])).toEqual(
      Array.from({ length: 3 }, () => [undefined, undefined]),
    );
  });
});

test('a table that is deleted and made anew is followed, with a gap', async () => {
  await scene.start();
  scene.write(10);
  await scene.caughtUp();
  scene.table.deleteTable();
  await waitUntil(
    'the table is looked for',
    () => scene.streams.dynamo.actions.filter((one) => one === 'DescribeTable').length > 1,
  );
  scene.table.createAnew();
  const roots = scene.table.openShards;
  scene.write(10);
  await lastCame();
  scene.ledger.expectAll(scene.table.records, { gaps: roots });
});

test('a table without a stream is refused with the way out', async () => {
  scene.table.switchOff();
  await expect(scene.start()).rejects.toThrow(/aws dynamodb update-table/);
});
