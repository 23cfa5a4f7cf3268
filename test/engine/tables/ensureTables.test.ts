import {
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type EmbeddedEngine, startEmbeddedEngine } from '../../../src/dynamo/embedded/startEmbeddedEngine.js';
import { createDynamoClient } from '../../../src/dynamo/execute/sdkClients.js';
import { enableStreams, ensureTables } from '../../../src/dynamo/tables/ensureTables.js';
import { verifyTables } from '../../../src/dynamo/tables/verifyTables.js';
import type { Model, Table } from '../../../src/model/model.js';
import { testEngine, uniqueTablePrefix } from '../../support/engine.js';
import { index, modelOf, table } from '../../support/tableModel.js';
import { entity } from '../../unit/values/valueTypes.js';

const client = createDynamoClient(testEngine());
afterAll(() => client.destroy());

const describeTable = async (name: string) =>
  (await client.send(new DescribeTableCommand({ TableName: name }))).Table ?? {};

/** A table of every shape, of its own for each test. */
function shapes(prefix = uniqueTablePrefix()) {
  return modelOf(
    table(`${prefix}products`, ['productId'], {
      indexes: [
        index('ByPrice', 'category', 'price:N'),
        index('BySku', 'sku', undefined, { projection: { kind: 'KEYS_ONLY' } }),
      ],
    }),
    table(`${prefix}shop`, ['PK', 'SK'], {
      ttlAttribute: 'expiresAt',
      indexes: [
        index('Inverted', 'SK', 'PK', { projection: { kind: 'INCLUDE', attributes: ['total', 'placed at'] } }),
        index('ByHash', 'PK', 'hash:B', { local: true }),
      ],
    }),
  );
}

const changed = (one: Table, changes: Partial<Table>): Table => ({ ...one, ...changes });

test('makes what is missing: keys, indexes, TTL and streams', async () => {
  const model = shapes();
  expect((await verifyTables({ client, model })).map(({ kind }) => kind)).toEqual([
    'TABLE_MISSING',
    'TABLE_MISSING',
    'OWN_TABLE_UNFIT',
  ]);
  await ensureTables({ client, model });
  expect(await verifyTables({ client, model })).toEqual([]);
});

test('changes nothing the second time', async () => {
  const model = shapes();
  const [name = ''] = model.tables.keys();
  await ensureTables({ client, model });
  await client.send(new PutItemCommand({ TableName: name, Item: { productId: { S: 'p1' } } }));
  const before = await describeTable(name);
  await ensureTables({ client, model });
  const { CreationDateTime, LatestStreamArn } = await describeTable(name);
  expect({ CreationDateTime, LatestStreamArn }).toEqual({
    CreationDateTime: before.CreationDateTime,
    LatestStreamArn: before.LatestStreamArn,
  });
});

test('streams can wait until the data is loaded', async () => {
  const model = shapes();
  await ensureTables({ client, model, streams: false });
  const kinds = (await verifyTables({ client, model })).map(({ kind }) => kind);
  expect(kinds).toEqual(['STREAM_OFF', 'STREAM_OFF']);
  expect(await verifyTables({ client, model, streams: false })).toEqual([]);
  await enableStreams({ client, model });
  expect(await verifyTables({ client, model })).toEqual([]);
  const [name = ''] = model.tables.keys();
  const { LatestStreamArn } = await describeTable(name);
  await enableStreams({ client, model });
  expect((await describeTable(name)).LatestStreamArn).toBe(LatestStreamArn);
});

test('streams of a table that does not exist cannot be switched on', async () => {
  const model = shapes();
  await expect(enableStreams({ client, model })).rejects.toThrow(/^Table ".*" does not exist: create it first\.$/);
});

// One index at a time, as AWS wants; DynamoDB Local takes several seconds for each.
test('adds several missing global indexes to a table with items, and these are found by them', async () => {
  // On an engine of its own: DynamoDB Local builds no more indexes once about eight of its tables have TTL, and those of
  // other tests have.
  const engine = await startEmbeddedEngine({ kind: testEngine().kind });
  const { client, close } = clientOf(engine);
  try {
    await addMissingIndexes(client);
  } finally {
    await close();
  }
}, 90_000);

function clientOf(engine: EmbeddedEngine) {
  const client = createDynamoClient({ ...testEngine(), endpoint: engine.endpoint });
  return {
    client,
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
}

async function addMissingIndexes(client: DynamoDBClient): Promise<void> {
  const full = shapes();
  const [products] = full.tables.values();
  if (products === undefined) throw new Error('no table');
  await ensureTables({ client, model: modelOf(changed(products, { indexes: new Map() })) });
  const item = { productId: { S: 'p1' }, category: { S: 'tea' }, price: { N: '3' }, sku: { S: 'T-1' } };
  await client.send(new PutItemCommand({ TableName: products.name, Item: item }));
  await ensureTables({ client, model: modelOf(products) });
  const found = await client.send(
    new QueryCommand({
      TableName: products.name,
      IndexName: 'ByPrice',
      KeyConditionExpression: 'category = :c AND price = :p',
      ExpressionAttributeValues: { ':c': { S: 'tea' }, ':p': { N: '3' } },
    }),
  );
  expect(found.Items).toEqual([item]);
  expect(await verifyTables({ client, model: modelOf(products) })).toEqual([]);
}

test.each([
  [
    'another key',
    { sort: { name: 'version', type: 'N' } },
    'and sort key "version" (N): a table\'s key cannot be changed',
  ],
  ['another index key', { indexes: new Map([['BySku', index('BySku', 'serial')]]) }, 'Index "BySku" of table'],
  [
    'a local index',
    { indexes: new Map([['ByRank', index('ByRank', 'productId', 'rank:N', { local: true })]]) },
    'a local index comes only with a new table',
  ],
] as const)('refuses a model with %s before it makes anything', async (_what, changes, said) => {
  const model = shapes();
  const [products] = model.tables.values();
  if (products === undefined) throw new Error('no table');
  await ensureTables({ client, model: modelOf(products) });
  const other = table(`${products.name}-new`, ['id']);
  const refused = ensureTables({ client, model: modelOf(changed(products, changes), other) });
  await expect(refused).rejects.toMatchObject({ code: 'TABLE_NOT_READY', message: expect.stringContaining(said) });
  await expect(refused).rejects.toThrow(/delete its data folder \(--data-dir, by default \.sortkey\)\.$/);
  expect(await verifyTables({ client, model: modelOf(products) })).toEqual([]);
  await expect(describeTable(other.name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('verifying tells of TTL on another attribute, and of none', async () => {
  const model = shapes();
  const shop = [...model.tables.values()].at(-1);
  if (shop === undefined) throw new Error('no table');
  await ensureTables({ client, model: modelOf(changed(shop, { ttlAttribute: undefined })) });
  expect(await verifyTables({ client, model: modelOf(shop) })).toMatchObject([
    {
      kind: 'TTL_OFF',
      message: `Table "${shop.name}" has no TTL: switch TTL on for "expiresAt", without it expired items are never deleted.`,
    },
  ]);
  await ensureTables({ client, model: modelOf(shop) });
  expect(await verifyTables({ client, model: modelOf(changed(shop, { ttlAttribute: 'other' })) })).toMatchObject([
    { message: expect.stringContaining('has TTL on "expiresAt": switch TTL on for "other"') },
  ]);
});

describe("the gateway's own table", () => {
  const missing = (name: string, use: string, orByItself = '') =>
    `Table "${name}" does not exist, where the gateway keeps ${use}: create it with partition key "pk" (S) and sort key "sk" (S), and switch TTL on for "expiresAt"${orByItself}.`;
  const withUnique = (model: Model): Model => ({
    ...model,
    entities: new Map([['User', entity('User', [], { uniqueFields: [{ field: 'email', lookupField: undefined }] })]]),
  });
  /** The user's tables without the gateway's. */
  async function withoutOwnTable() {
    const model = shapes();
    await ensureTables({ client, model });
    await client.send(new DeleteTableCommand({ TableName: model.ownTable.name }));
    return model;
  }

  test('is made with the others, without a stream', async () => {
    const model = shapes();
    await ensureTables({ client, model });
    expect((await describeTable(model.ownTable.name)).StreamSpecification?.StreamEnabled ?? false).toBe(false);
    expect(await verifyTables({ client, model: withUnique(model) })).toEqual([]);
  });

  test('is missed where a type has a unique field', async () => {
    const model = await withoutOwnTable();
    const { name } = model.ownTable;
    expect(await verifyTables({ client, model: withUnique(model) })).toEqual([
      {
        kind: 'TABLE_MISSING',
        table: name,
        index: undefined,
        message: missing(name, 'the markers of @unique values'),
      },
    ]);
  });

  test('is a warning of its own kind where only tokens and leases need it', async () => {
    const model = await withoutOwnTable();
    const { name } = model.ownTable;
    expect(await verifyTables({ client, model })).toEqual([
      {
        kind: 'OWN_TABLE_UNFIT',
        table: name,
        index: undefined,
        message: missing(
          name,
          'the tokens of transactions and the leases of streams',
          ', or start the gateway with --tables create (SORTKEY_TABLES=create), which makes it',
        ),
      },
    ]);
  });

  test("of another key, another program's perhaps, is refused or warned of as well", async () => {
    const model = shapes();
    const [products] = model.tables.values();
    const foreign = { ...model, ownTable: { ...model.ownTable, name: products?.name ?? '' } };
    await ensureTables({ client, model });
    const kindsOf = async (verified: Model) =>
      new Set((await verifyTables({ client, model: verified })).map(({ kind }) => kind));
    expect(await kindsOf(foreign)).toEqual(new Set(['OWN_TABLE_UNFIT']));
    expect(await kindsOf(withUnique(foreign))).toEqual(new Set(['KEY_DIFFERS', 'TTL_OFF']));
  });
});

test('a stream without old images is refused', async () => {
  const model = modelOf(table(`${uniqueTablePrefix()}t`, ['id']));
  const [name = ''] = model.tables.keys();
  await ensureTables({ client, model, streams: false });
  const keysOnly = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification: keysOnly }));
  await expect(enableStreams({ client, model })).rejects.toThrow(
    `The stream of table "${name}" has KEYS_ONLY only: switch it off and on again with NEW_AND_OLD_IMAGES.`,
  );
});
