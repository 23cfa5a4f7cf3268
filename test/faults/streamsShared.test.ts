import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import { type CaseConsumer, type ConsumerCase, startConsumerCase } from '../support/consumerCase.js';
import { testEngine } from '../support/engine.js';
import { forwarded, held } from '../support/scriptedAnswer.js';
import { waitUntil } from '../support/waitUntil.js';

const SHARDS = 6;
let scene: ConsumerCase;
beforeEach(async () => {
  scene = await startConsumerCase({ shardCount: SHARDS, isAtEngine: true });
});
afterEach(() => scene.close());

/** Each reads so many of the open shards, in any order. */
const balanced = (consumers: readonly CaseConsumer[], ...counts: readonly number[]) =>
  waitUntil(`the shards are shared ${counts.join(', ')}`, () => {
    const shares = consumers.map(({ shards }) => shards);
    const isWhole = new Set(shares.flat()).size === scene.table.openShards.length;
    return (
      isWhole &&
      shares
        .map(({ length }) => length)
        .toSorted()
        .join() === counts.toSorted().join()
    );
  });

function expectTwoReadersAtMost(): void {
  const shardIds = [...scene.table.stream.shards.keys()];
  for (const shardId of shardIds) expect(scene.streams.service.readersAtOnce(shardId)).toBeLessThanOrEqual(2);
}

test('consumers that come share the shards, and nothing is lost while they change hands', async () => {
  const one = await scene.start('one');
  scene.write(200, 50);
  const two = await scene.start('two');
  scene.write(200, 50);
  await balanced([one, two], 3, 3);
  const three = await scene.start('three');
  scene.write(200, 50);
  await balanced([one, two, three], 2, 2, 2);
  scene.write(200, 50);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  expectTwoReadersAtMost();
});

test('a consumer that closes leaves its shards to the others, which go on behind it without a repeat', async () => {
  const one = await scene.start('one');
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  scene.write(100, 50);
  await scene.caughtUp();
  await one.consumer.close();
  scene.write(100, 50);
  await balanced([two], 6);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  const given = scene.ledger.batches.flatMap(({ batch }) => batch.records);
  expect(given).toHaveLength(scene.table.records.length);
  expectTwoReadersAtMost();
});

test('a killed consumer loses its shards after the duration of a lease; what it had not yet noted comes again', async () => {
  const one = await scene.start('one');
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  scene.write(200, 50);
  await scene.caughtUp();
  one.kill();
  scene.write(200, 50);
  await balanced([two], 6);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  expectTwoReadersAtMost();
});

test('a consumer that stood still for longer than its lease and goes on does no harm', async () => {
  const one = await scene.start('one');
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  scene.write(100, 50);
  await scene.caughtUp();
  one.pause();
  scene.write(100, 50);
  await waitUntil('two reads all shards', () => two.shards.length === SHARDS);
  scene.write(100, 50);
  await scene.caughtUp();
  one.resume();
  await balanced([one, two], 3, 3);
  scene.write(100, 50);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  expectTwoReadersAtMost();
});

test('shards roll over and split while consumers come, go and are killed', async () => {
  const one = await scene.start('one');
  const two = await scene.start('two');
  scene.write(500, 50);
  scene.table.rollOver();
  const three = await scene.start('three');
  scene.write(500, 50);
  for (const shardId of scene.table.openShards.slice(0, 2)) scene.table.split(shardId);
  one.kill();
  scene.write(500, 50);
  scene.streams.service.expireIterators();
  scene.table.rollOver();
  const four = await scene.start('four');
  scene.write(500, 50);
  await two.consumer.close();
  scene.table.rollOver();
  scene.write(500, 50);
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  await balanced([three, four], 4, 4);
  expectTwoReadersAtMost();
});

test('a shard whose parent has no lease yet is left alone, also by a consumer that has not seen the parent', async () => {
  const one = await scene.start('one');
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  // Only the first one sees a shard of its own end, and looks for what comes next.
  const parents = new Set(scene.table.rollOver({ shardId: one.shards[0]! }));
  scene.write(200, 200);
  for (const shardId of parents) scene.table.split(shardId);
  scene.write(200, 200);
  const { answer, release } = held(forwarded());
  const { dynamo } = scene.streams;
  dynamo.always('PutItem', ({ input }) => {
    const { Item } = input as { readonly Item: { readonly sk: { readonly S: string } } };
    return parents.has(Item.sk.S) ? answer : forwarded();
  });
  // Leases of the children can be made, those of their parents not yet.
  await dynamo.received(1, 'PutItem');
  await dynamo.received(dynamo.inputsOf('Query').length + 6, 'Query');
  release();
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
});

test('consumers of different names read everything, each by itself', async () => {
  await scene.start('one', { name: 'first' });
  await scene.start('two', { name: 'second' });
  scene.write(100, 50);
  const givenTo = (name: string) =>
    scene.ledger.batches.filter(({ by }) => by === name).flatMap(({ batch }) => batch.records).length;
  await waitUntil('both have all', () => givenTo('one') >= 100 && givenTo('two') >= 100);
  expect([givenTo('one'), givenTo('two')]).toEqual([100, 100]);
});

test('a consumer whose pages stand still for longer than its lease gives nothing that another has gone on behind', async () => {
  const one = await scene.start('one');
  scene.write(50, 50);
  await scene.caughtUp();
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  scene.streams.service.limits.getRecordsASecond = 0;
  scene.write(50, 50);
  await waitUntil(
    'both were refused',
    () => scene.streams.service.calls.filter(({ outcome }) => outcome === 'LimitExceededException').length > 12,
  );
  scene.streams.service.limits.getRecordsASecond = Infinity;
  await scene.caughtUp();
  scene.ledger.expectAll(scene.table.records);
  expectTwoReadersAtMost();
});

test('writes of any program are seen once and in order while shards roll over and a consumer is killed', async () => {
  const { streams, table, ledger } = scene;
  const one = await scene.start('one');
  const two = await scene.start('two');
  await balanced([one, two], 3, 3);
  const program = createDynamoClient({ ...testEngine(), endpoint: streams.endpoint });
  const keyOf = (at: number) => ({ id: { S: `item ${at % 50}` } });
  const count = (at: number) =>
    program.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(at),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let at = 0; at < 75; at += 1) {
      if (writer < 2) await count(writer * 25 + at);
      else await streams.put(table, { ...keyOf(writer * 25 + at), n: { N: String(1000 * at) } });
      if (writer === 0 && at % 25 === 10) table.rollOver();
      if (writer === 1 && at === 40) one.kill();
    }
  });
  await Promise.all(writers);
  await scene.caughtUp();
  ledger.expectAll(table.records);
  const lastImages = new Map(ledger.records.map(({ keys, newImage }) => [JSON.stringify(keys['id']), newImage]));
  const { Items = [] } = await program.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  expect(Items).toHaveLength(50);
  for (const item of Items) expect(lastImages.get(JSON.stringify(item['id']))).toEqual(item);
  program.destroy();
});
