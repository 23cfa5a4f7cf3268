import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateFilter } from '../../src/dynamo/expressions/evaluateFilter.js';
import { createExpressionBuilder } from '../../src/dynamo/expressions/expressionBuilder.js';
import { filterExpression } from '../../src/dynamo/expressions/filterExpression.js';
import { simplifyFilter } from '../../src/dynamo/expressions/simplifyFilter.js';
import { updateExpression, type UpdateChanges } from '../../src/dynamo/expressions/updateExpression.js';
import { canonicalNumber, isDynamoNumber } from '../../src/dynamo/values/canonicalNumber.js';
import { compareKeyValues } from '../../src/dynamo/values/compareKeyValues.js';
import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';
import type { Filter } from '../../src/model/filter.js';
import { callDynamo } from '../support/callDynamo.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { filters, items } from '../unit/expressions/filterArbitraries.js';

const { endpoint } = testEngine();
const TableName = `${uniqueTablePrefix()}filters`;
let partitions = 0;
const newPartition = (): AttributeValue => ({ S: String((partitions += 1)) });

async function send(
  action: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await callDynamo(endpoint, action, { TableName, ...input });
  if (status !== 200) throw new Error(`${action} ${JSON.stringify(input)}: ${JSON.stringify(body)}`);
  return body;
}

beforeAll(async () => {
  await send('CreateTable', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
  });
});

afterAll(async () => {
  await send('DeleteTable', {});
});

async function write(pk: AttributeValue, rows: readonly AttributeMap[]): Promise<void> {
  const requests = rows.map((row, at) => ({ PutRequest: { Item: { ...row, pk, sk: { S: String(at) } } } }));
  const { status, body } = await callDynamo(endpoint, 'BatchWriteItem', { RequestItems: { [TableName]: requests } });
  expect([status, body['UnprocessedItems'] ?? {}]).toEqual([200, {}]);
}

/** Positions of the rows that DynamoDB finds. */
async function found(pk: AttributeValue, filter: Filter): Promise<readonly number[]> {
  const builder = createExpressionBuilder();
  const condition = `${builder.name('pk')} = ${builder.value(pk)}`;
  const body = await send('Query', {
    KeyConditionExpression: condition,
    FilterExpression: filterExpression(filter, builder),
    ExpressionAttributeNames: builder.names(),
    ExpressionAttributeValues: builder.values(),
  });
  return (body['Items'] as { sk: { S: string } }[]).map(({ sk }) => Number(sk.S)).sort((a, b) => a - b);
}

describe('filters', () => {
  test('DynamoDB answers every filter as evaluateFilter does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(items, { minLength: 1, maxLength: 10 }),
        fc.array(filters, { minLength: 4, maxLength: 4 }),
        async (rows, conditions) => {
          const pk = newPartition();
          await write(pk, rows);
          for (const condition of conditions) {
            const simple = simplifyFilter(condition);
            if (typeof simple === 'boolean') continue;
            const expected = rows.flatMap((row, at) => (evaluateFilter(condition, row) ? [at] : []));
            expect(await found(pk, simple)).toEqual(expected);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test('an IN of 250 values is taken', async () => {
    const pk = newPartition();
    await write(
      pk,
      [5, 120, 249, 250].map((n) => ({ a: { N: String(n) } })),
    );
    const values = Array.from({ length: 250 }, (_, at) => ({ N: String(at) }));
    expect(await found(pk, { kind: 'in', path: ['a'], values })).toEqual([0, 1, 2]);
  });

  test('the size of a text counts UTF-16 units, that of a binary bytes', async () => {
    const pk = newPartition();
    const rows: readonly AttributeMap[] = [
      { a: { S: '😀é' } },
      { a: { S: 'éé' } },
      { a: { B: 'AAEC' } },
      { a: { N: '123' } },
    ];
    await write(pk, rows);
    const three: Filter = { kind: 'size', path: ['a'], op: '=', value: 3 };
    expect(await found(pk, three)).toEqual([0, 2]);
    expect(rows.map((row) => evaluateFilter(three, row))).toEqual([true, false, true, false]);
  });

  test('any attribute name is taken', async () => {
    const pk = newPartition();
    const names = ['size', 'a b', 'a.b', '#', ':x', 'ä', '1', 'a'.repeat(300)];
    await write(pk, [Object.fromEntries(names.map((name) => [name, { S: 'x' }]))]);
    const all: Filter = {
      kind: 'and',
      filters: names.map((name) => ({ kind: 'compare', path: [name], op: '=', value: { S: 'x' } })),
    };
    expect(await found(pk, all)).toEqual([0]);
  });
});

describe('updates', () => {
  async function updated(before: AttributeMap, changes: UpdateChanges): Promise<unknown> {
    const pk = newPartition();
    await write(pk, [before]);
    const builder = createExpressionBuilder();
    const UpdateExpression = updateExpression(changes, builder);
    const body = await send('UpdateItem', {
      Key: { pk, sk: { S: '0' } },
      UpdateExpression,
      ExpressionAttributeNames: builder.names(),
      ExpressionAttributeValues: builder.values(),
      ReturnValues: 'ALL_NEW',
    });
    return { ...(body['Attributes'] as AttributeMap), pk: undefined, sk: undefined };
  }

  test('one expression of every kind of change does what each says', async () => {
    const before: AttributeMap = {
      kept: { S: 'old' },
      gone: { S: 'old' },
      map: { M: { n: { N: '1' }, x: { S: 'old' } } },
      set: { SS: ['a', 'b'] },
      list: { L: [{ S: 'a' }] },
      count: { N: '1' },
    };
    const after = await updated(before, {
      set: [
        { path: ['new'], value: { S: 'x' } },
        { path: ['map', 'x'], value: { S: 'new' } },
      ],
      setIfAbsent: [
        { path: ['kept'], value: { S: 'new' } },
        { path: ['filled'], value: { S: 'new' } },
      ],
      append: [
        { path: ['list'], values: { L: [{ S: 'b' }] } },
        { path: ['newList'], values: { L: [{ S: 'b' }] } },
      ],
      increment: [
        { path: ['count'], by: { N: '-3' } },
        { path: ['newCount'], by: { N: '2' } },
        { path: ['map', 'n'], by: { N: '2' } },
        { path: ['map', 'm'], by: { N: '5' } },
      ],
      addToSet: [{ path: ['newSet'], value: { SS: ['c'] } }],
      removeFromSet: [{ path: ['set'], value: { SS: ['a'] } }],
      remove: [['gone'], ['never']],
    });
    expect(after).toEqual({
      new: { S: 'x' },
      kept: { S: 'old' },
      filled: { S: 'new' },
      map: { M: { n: { N: '3' }, m: { N: '5' }, x: { S: 'new' } } },
      set: { SS: ['b'] },
      newSet: { SS: ['c'] },
      list: { L: [{ S: 'a' }, { S: 'b' }] },
      newList: { L: [{ S: 'b' }] },
      count: { N: '-2' },
      newCount: { N: '2' },
    });
  });
});

describe('numbers and order', () => {
  const numbers = fc
    .tuple(fc.bigInt({ min: -(10n ** 39n), max: 10n ** 39n }), fc.integer({ min: -170, max: 130 }))
    .map(([digits, power]) => `${digits}E${power}`);

  test('DynamoDB takes what isDynamoNumber takes and returns it as canonicalNumber writes it', async () => {
    const Key = { pk: newPartition(), sk: { S: 'number' } };
    await fc.assert(
      fc.asyncProperty(numbers, async (text) => {
        const { status } = await callDynamo(endpoint, 'PutItem', { TableName, Item: { ...Key, n: { N: text } } });
        expect(status === 200).toBe(isDynamoNumber(text));
        if (status !== 200) return;
        const { Item } = (await send('GetItem', { Key })) as { Item: { n: { N: string } } };
        expect(Item.n.N).toBe(canonicalNumber(text));
      }),
      { numRuns: 100 },
    );
  });

  test('a partition is in the order of compareKeyValues', async () => {
    const pk = newPartition();
    const sortKeys = ['Z', 'a', 'é', '\uE000', '\uFFFD', '😀', '\u{10FFFF}', 'a!', 'aa', ' '].map((S) => ({ S }));
    for (const sk of sortKeys) await send('PutItem', { Item: { pk, sk } });
    const { Items } = (await send('Query', {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    })) as { Items: { sk: { S: string } }[] };
    expect(Items.map(({ sk }) => sk)).toEqual([...sortKeys].sort(compareKeyValues));
  });
});
