import { describe, expect, test } from '@jest/globals';

import { createLeaseStore } from '../../../src/dynamo/streams/leases/leaseStore.js';
import { createConsumerTown } from '../consumerTown.js';

const NEW = {
  streamArn: 'arn',
  shardId: 's1',
  parentShardId: 's0',
  owner: 'a',
  checkpoint: '@5',
  hasGap: true,
} as const;

function setup() {
  const { stream, leaseTable, clock } = createConsumerTown();
  const store = createLeaseStore({
    dynamoClient: stream.dynamoClient,
    leaseTable: 'leases',
    name: 'test',
    timeoutMs: 1000,
    wallMs: () => clock.wallMs(),
  });
  return { store, leaseTable, stream, clock };
}

describe('of two who change a lease one is refused', () => {
  test('where both make it', async () => {
    const { store } = setup();
    expect(await store.create(NEW)).toMatchObject({ owner: 'a', counter: 1 });
    expect(await store.create({ ...NEW, owner: 'b' })).toBeUndefined();
  });

  test('where both replace it', async () => {
    const { store } = setup();
    const old = await store.create(NEW);
    expect(await store.create({ ...NEW, owner: 'b' }, old)).toMatchObject({ owner: 'b', counter: 2 });
    expect(await store.create({ ...NEW, owner: 'c' }, old)).toBeUndefined();
  });

  test('where one renews what the other takes', async () => {
    const { store } = setup();
    const lease = (await store.create(NEW))!;
    await store.change(lease, { owner: 'a', checkpoint: '7' });
    expect(await store.change(lease, { owner: 'b' })).toBeUndefined();
    expect(await store.list('arn')).toMatchObject([{ owner: 'a', checkpoint: '7', counter: 2 }]);
  });

  test('where it was deleted meanwhile', async () => {
    const { store } = setup();
    expect(await store.change({ ...NEW, counter: 4, writtenAtMs: 0 }, { owner: 'b' })).toBeUndefined();
  });
});

test('a lease keeps what is not changed, and DynamoDB may delete it three days after it was written', async () => {
  const { store, leaseTable, clock } = setup();
  const lease = (await store.create(NEW))!;
  expect(await store.list('arn')).toEqual([lease]);
  const changed = await store.change(lease, { owner: undefined, hasGap: false });
  expect(changed).toEqual({ ...NEW, owner: undefined, hasGap: false, counter: 2, writtenAtMs: clock.wallMs() });
  expect(await store.list('arn')).toEqual([changed]);
  const [item] = [...leaseTable.items.values()];
  expect(item).toMatchObject({ pk: { S: 'LEASE#test#arn' }, sk: { S: 's1' } });
  expect(Number(item?.['expiresAt']?.N) * 1000 - clock.wallMs()).toBe(3 * 24 * 60 * 60 * 1000);
});

test('a change whose answer was lost is known when it is tried again', async () => {
  const { store, stream } = setup();
  const lease = (await store.create(NEW))!;
  stream.loseAnswer('UpdateItem', new Error('lost'));
  await expect(store.change(lease, { owner: 'b' })).rejects.toThrow('lost');
  expect(await store.change(lease, { owner: 'b' })).toMatchObject({ owner: 'b', counter: 2 });
});

test('the stream that is followed is known by table', async () => {
  const { store } = setup();
  await store.follow('T', 'arn-1');
  expect([await store.followedStream('T'), await store.followedStream('U')]).toEqual(['arn-1', undefined]);
});

test('a lease table with other keys is named, with the keys it needs', async () => {
  const { store, stream } = setup();
  stream.failNext('Query', Object.assign(new Error('not the schema'), { name: 'ValidationException' }));
  await expect(store.list('arn')).rejects.toMatchObject({
    code: 'TABLE_NOT_READY',
    message: expect.stringMatching(
      /^The lease table "leases" has other keys: .* partition key "pk" and a sort key "sk"/,
    ),
  });
});
