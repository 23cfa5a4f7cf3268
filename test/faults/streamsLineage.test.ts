import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConsumerCase, startConsumerCase } from '../support/consumerCase.js';
import { waitUntil } from '../support/waitUntil.js';

let scene: ConsumerCase;
beforeEach(async () => {
  scene = await startConsumerCase();
});
afterEach(() => scene.close());

const describes = () => scene.streams.service.calls.filter(({ action }) => action === 'DescribeStream').length;
const readThrough = (...shardIds: readonly string[]) =>
  waitUntil(`${shardIds.length} shards are read to their end`, () =>
    shardIds.every((shardId) => scene.ledger.positionOf(shardId) === 'END'),
  );

test('a shard that rolls over again and again is followed to its newest child', async () => {
  await scene.start();
  const rounds = 8;
  for (let round = 0; round < rounds; round += 1) {
    scene.write(200);
    if (round % 2 === 0) await scene.caughtUp();
    scene.table.rollOver();
  }
  scene.write(200);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  // One for the start, and one or two for each end.
  expect(describes()).toBeLessThanOrEqual(2 + 2 * rounds);
});

test('shards that split and split again are read in the order of their lineage', async () => {
  scene.write(50);
  await scene.start();
  for (let level = 0; level < 3; level += 1) {
    for (const shardId of scene.table.openShards) scene.table.split(shardId);
    scene.write(300, 40);
  }
  await scene.caughtUp();
  expect(scene.table.openShards).toHaveLength(8);
  scene.ledger.expectAll(scene.table.records);
});

test('a lineage that was there before the start is read from its oldest shard', async () => {
  scene.streams.service.limits.shardsAPage = 2;
  for (let round = 0; round < 6; round += 1) {
    scene.write(20);
    scene.table.rollOver();
  }
  scene.table.split(scene.table.openShards[0]!);
  scene.write(40);
  await scene.start();
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});

test('children without a record of their own are passed through', async () => {
  scene.write(10);
  await scene.start();
  for (let round = 0; round < 5; round += 1) scene.table.rollOver();
  scene.write(10);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});

test('a child that is listed late is found, and nothing of it is lost', async () => {
  await scene.start();
  scene.write(10);
  await scene.caughtUp();
  const [parent] = scene.table.openShards;
  scene.table.rollOver({ listed: false });
  scene.write(10);
  await readThrough(parent!);
  const asked = describes();
  await waitUntil('the stream is described again', () => describes() > asked + 1);
  scene.table.list();
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});

test('of a pair of children one may be listed long before the other', async () => {
  await scene.start();
  const [parent] = scene.table.openShards;
  const [first, second] = scene.table.split(parent!, { listed: false });
  scene.write(40, 40);
  await readThrough(parent!);
  scene.table.list(first);
  await waitUntil('the first child is read', () => scene.ledger.positionOf(first!) !== undefined);
  scene.table.list(second);
  // Streams are looked at every 30 s anyway.
  scene.advance(30_000);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});

test('a child whose parent was trimmed away before the start is read', async () => {
  const [parent] = scene.table.openShards;
  scene.write(5);
  scene.table.rollOver();
  scene.table.dropShard(parent!);
  scene.write(5);
  await scene.start();
  await waitUntil('the child is read', () => scene.ledger.records.length === 5);
  scene.ledger.expectAll(scene.table.records.slice(5));
});

test('of what a fresh consumer finds, it gives what is written after its start', async () => {
  scene.write(10);
  scene.table.rollOver();
  scene.write(10);
  await scene.start('one', { startFrom: 'LATEST' });
  scene.write(10);
  scene.table.rollOver();
  scene.write(10);
  await waitUntil('the later ones come', () => scene.ledger.records.length >= 20);
  scene.ledger.expectAll(scene.table.records.slice(20));
  expect(scene.ledger.records).toHaveLength(20);
});

test('a shard that rolls over between start and first record is no reason to lose one', async () => {
  await scene.start('one', { startFrom: 'LATEST' });
  scene.write(1);
  scene.table.rollOver();
  scene.write(1);
  scene.table.split(scene.table.openShards[0]!);
  scene.write(20, 20);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});
