import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { createTableInput } from '../../../src/dynamo/tables/createTableInput.js';
import { tableDrift } from '../../../src/dynamo/tables/tableDrift.js';
import type { Table } from '../../../src/model/model.js';
import { attribute, index, table } from '../../support/tableModel.js';

const INCLUDE = { projection: { kind: 'INCLUDE', attributes: ['name', 'image'] } } as const;
const products = table('Products', ['productId', 'sku'], {
  indexes: [index('ByPrice', 'category', 'price:N', INCLUDE), index('ByRank', 'productId', 'rank:N', { local: true })],
});

/** The description DynamoDB would give of a table that was made as the model says. */
function liveOf(one: Table, changes: Partial<TableDescription> = {}): TableDescription {
  const input = createTableInput(one, { stream: true });
  return {
    ...input,
    TableStatus: 'ACTIVE',
    GlobalSecondaryIndexes: input.GlobalSecondaryIndexes?.map((live) => ({ ...live, IndexStatus: 'ACTIVE' as const })),
    ...changes,
  };
}

const messagesOf = (live: TableDescription | undefined, one = products) =>
  tableDrift(one, live, { stream: true }).map(({ message }) => message);

test('a table made from the model has no drift', () => {
  expect(messagesOf(liveOf(products))).toEqual([]);
});

test('what a live table has beyond the model is no drift', () => {
  const without = { ...products, indexes: new Map() };
  expect(messagesOf(liveOf(products), without)).toEqual([]);
});

describe('is told, with the way out', () => {
  test('that a table is missing', () => {
    expect(tableDrift(products, undefined, { stream: true })).toEqual([
      {
        kind: 'TABLE_MISSING',
        table: 'Products',
        index: undefined,
        message: 'Table "Products" does not exist: create it, or correct its name in @table or TABLE_PREFIX.',
      },
    ]);
  });

  test('that a table is being made', () => {
    expect(messagesOf(liveOf(products, { TableStatus: 'CREATING' }))).toEqual([
      'Table "Products" is CREATING: wait until it is ACTIVE.',
    ]);
  });

  test.each([
    [
      'another key attribute',
      ['id', 'sku'],
      'Table "Products" has partition key "id" (S) and sort key "sku" (S), and schema.graphql says partition key "productId" (S) and sort key "sku" (S): a table\'s key cannot be changed, so correct @table or use a table of another name.',
    ],
    [
      'another type',
      ['productId', 'sku:N'],
      'Table "Products" has partition key "productId" (S) and sort key "sku" (N), and schema.graphql says partition key "productId" (S) and sort key "sku" (S): a table\'s key cannot be changed, so correct @table or use a table of another name.',
    ],
    [
      'no sort key',
      ['productId'],
      'Table "Products" has partition key "productId" (S) and no sort key, and schema.graphql says partition key "productId" (S) and sort key "sku" (S): a table\'s key cannot be changed, so correct @table or use a table of another name.',
    ],
  ] as const)('that the key has %s', (_what, key, message) => {
    const [partition, sort] = key;
    const live = liveOf({ ...table('Products', sort ? [partition, sort] : [partition]), indexes: products.indexes });
    expect(messagesOf(live)).toEqual([message]);
  });

  test('that indexes are missing, global and local', () => {
    expect(messagesOf(liveOf({ ...products, indexes: new Map() }))).toEqual([
      'Index "ByPrice" of table "Products" does not exist as a global index: add it to the table, or remove its @index.',
      'Index "ByRank" of table "Products" does not exist as a local index: a local index comes only with a new table, so use a global one or a new table.',
    ]);
  });

  test('that an index is being filled', () => {
    const live = liveOf(products);
    const filling = live.GlobalSecondaryIndexes?.map((one) => ({ ...one, IndexStatus: 'CREATING' as const }));
    expect(messagesOf({ ...live, GlobalSecondaryIndexes: filling ?? [] })).toEqual([
      'Index "ByPrice" of table "Products" is CREATING: wait until it is ACTIVE.',
    ]);
  });

  test('that an index has another key', () => {
    const other = table('Products', ['productId', 'sku'], {
      indexes: [
        index('ByPrice', 'category', 'price', INCLUDE),
        index('ByRank', 'productId', 'rank:N', { local: true }),
      ],
    });
    expect(messagesOf(liveOf(other))).toEqual([
      'Index "ByPrice" of table "Products" has partition key "category" (S) and sort key "price" (S), projection INCLUDE of "image", "name", and schema.graphql says partition key "category" (S) and sort key "price" (N), projection INCLUDE of "image", "name": an index cannot be changed, so correct its @index or make an index of another name.',
    ]);
  });

  test.each([
    ['fewer attributes', ['tenant'], ['day'], 'partition key "tenant" (S) and sort key "day" (S)'],
    [
      'them in another order',
      ['status', 'tenant'],
      ['rank:N', 'day'],
      'partition key "status" (S), "tenant" (S) and sort key "rank" (N), "day" (S)',
    ],
    [
      'one of another type',
      ['tenant', 'status:N'],
      ['day', 'rank:N'],
      'partition key "tenant" (S), "status" (N) and sort key "day" (S), "rank" (N)',
    ],
  ] as const)('that an index key of several attributes has %s', (_what, partition, sort, text) => {
    const tasks = (names: { readonly partition: readonly string[]; readonly sort: readonly string[] }) => {
      const key = { partition: names.partition.map(attribute), sort: names.sort.map(attribute) };
      return table('Tasks', ['id'], { indexes: [index('ByTenant', 'tenant', undefined, key)] });
    };
    const wanted = tasks({ partition: ['tenant', 'status'], sort: ['day', 'rank:N'] });
    expect(messagesOf(liveOf(wanted), wanted)).toEqual([]);
    expect(messagesOf(liveOf(tasks({ partition, sort })), wanted)).toEqual([
      `Index "ByTenant" of table "Tasks" has ${text}, projection ALL, and schema.graphql says partition key "tenant" (S), "status" (S) and sort key "day" (S), "rank" (N), projection ALL: an index cannot be changed, so correct its @index or make an index of another name.`,
    ]);
  });

  test.each([
    ['KEYS_ONLY', { kind: 'KEYS_ONLY' }, 'projection KEYS_ONLY'],
    ['too little', { kind: 'INCLUDE', attributes: ['name'] }, 'projection INCLUDE of "name"'],
  ] as const)('that an index projects %s', (_what, projection, text) => {
    const wanted = table('Products', ['productId'], { indexes: [index('ByName', 'name', undefined, INCLUDE)] });
    const live = table('Products', ['productId'], { indexes: [index('ByName', 'name', undefined, { projection })] });
    expect(messagesOf(liveOf(live), wanted)).toEqual([
      `Index "ByName" of table "Products" has partition key "name" (S) and no sort key, ${text}, and schema.graphql says partition key "name" (S) and no sort key, projection INCLUDE of "image", "name": an index cannot be changed, so correct its @index or make an index of another name.`,
    ]);
  });

  test.each([
    ['has no stream', undefined, 'Table "Products" has no stream: '],
    [
      'has a stream of keys only',
      { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      'Table "Products" has a stream of KEYS_ONLY: ',
    ],
  ] as const)('that it %s', (_what, stream, start) => {
    const live = { ...liveOf(products), StreamSpecification: stream };
    expect(messagesOf(live as TableDescription)).toEqual([
      `${start}switch on a stream of NEW_AND_OLD_IMAGES, without it subscriptions see no change.`,
    ]);
  });
});

test.each([
  ['ALL', { kind: 'ALL' }],
  ['more attributes', { kind: 'INCLUDE', attributes: ['image', 'name', 'price'] }],
] as const)('an index that projects %s than the model needs is no drift', (_what, projection) => {
  const wanted = table('Products', ['productId'], { indexes: [index('ByName', 'name', undefined, INCLUDE)] });
  const live = table('Products', ['productId'], { indexes: [index('ByName', 'name', undefined, { projection })] });
  expect(messagesOf(liveOf(live), wanted)).toEqual([]);
});

test('a missing stream is no drift where none is needed', () => {
  const { StreamSpecification: _stream, ...live } = liveOf(products);
  expect(tableDrift(products, live, { stream: false })).toEqual([]);
});
