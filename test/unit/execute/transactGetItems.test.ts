import { expect, test } from '@jest/globals';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import { transactGetItems, type ItemRead } from '../../../src/dynamo/execute/transactGetItems.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { answersInTurn, createClock, createFakeTransport } from './fakeTransport.js';

const projection = { expression: '#id', names: { '#id': 'id' } };
const read = (id: string, more: Partial<ItemRead> = {}): ItemRead => ({
  table: 'A',
  key: { id: { S: id } },
  projection: undefined,
  ...more,
});

function setup(...answers: readonly unknown[]) {
  const transport = createFakeTransport(answersInTurn(...answers));
  const caller = createCaller({ transport, random: () => 0 });
  const { options } = createClock(1000);
  return { transport, run: (...reads: readonly ItemRead[]) => transactGetItems(caller, reads, options) };
}

test('nothing to read is no call', async () => {
  const { run, transport } = setup({});
  expect(await run()).toEqual([]);
  expect(transport.sent).toEqual([]);
});

test('one item is a consistent GetItem, with its projection', async () => {
  const { run, transport } = setup({ Item: { id: { S: '1' } } });
  expect(await run(read('1', { projection }))).toEqual([{ id: { S: '1' } }]);
  expect(transport.sent).toEqual([
    {
      action: 'GetItem',
      input: {
        TableName: 'A',
        Key: { id: { S: '1' } },
        ProjectionExpression: '#id',
        ExpressionAttributeNames: { '#id': 'id' },
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      },
    },
  ]);
});

test('several are one call, each with a projection of its own, and their answers in its order', async () => {
  const { run, transport } = setup({ Responses: [{ Item: { id: { S: '1' } } }, {}, { Item: { id: { S: '3' } } }] });
  const found = await run(read('1', { projection }), read('2'), read('3', { table: 'B' }));
  expect(found).toEqual([{ id: { S: '1' } }, null, { id: { S: '3' } }]);
  expect(transport.sent).toEqual([
    {
      action: 'TransactGetItems',
      input: {
        TransactItems: [
          {
            Get: {
              TableName: 'A',
              Key: { id: { S: '1' } },
              ProjectionExpression: '#id',
              ExpressionAttributeNames: { '#id': 'id' },
            },
          },
          { Get: { TableName: 'A', Key: { id: { S: '2' } } } },
          { Get: { TableName: 'B', Key: { id: { S: '3' } } } },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      },
    },
  ]);
});

const NONE = { code: 'None', message: undefined, item: undefined };

test.each([
  ['refused', new DynamoError('ValidationException', 'Aggregate size of the items exceeds 4 MB', { status: 400 })],
  [
    'cancelled',
    new DynamoError('TransactionCanceledException', 'Transaction cancelled', {
      status: 400,
      reasons: [NONE, { ...NONE, code: 'ValidationError', message: 'Collective size of items is over the limit' }],
    }),
  ],
])('items that are too large together (%s) are a limit, and not sent again', async (_how, answer) => {
  const { run, transport } = setup(answer);
  await expect(run(read('1'), read('2'))).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
    details: { limit: { name: 'snapshotBytes', max: 4_194_304 } },
  });
  expect(transport.sent).toHaveLength(1);
});

test('any other refusal stays what it is', async () => {
  const refusal = new DynamoError('ValidationException', 'The provided key element does not match', { status: 400 });
  await expect(setup(refusal).run(read('1'), read('2'))).rejects.toBe(refusal);
});
