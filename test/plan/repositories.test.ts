import { describe, expect, test } from '@jest/globals';
import type { Repository } from '../../src/resolvers/repositories.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';

const SCHEMA = `
  type Product @table(name: "Products", partition: "productId") @index(name: "ByCategory", partition: "category", sort: "price") {
    productId: ID!
    category: String!
    price: Float!
    sellerId: ID!
    importerId: ID!
    seller: Seller @belongsTo
  }
  type Seller @table(name: "Sellers", partition: "sellerId") { sellerId: ID! name: String! }
  extend type Product { importerName: String, alike: Int! }
  extend type Query { twoSellers: [Seller!], cheapest(category: String!): [Product!] }
`;

interface Context {
  readonly repositories: Readonly<Record<'product' | 'seller', Repository>>;
}
type Parent = Readonly<Record<string, unknown>>;

/** As a user writes them, less the types that codegen would give. */
const resolvers = {
  Product: {
    importerName: async ({ importerId }: Parent, _args: object, { repositories }: Context) =>
      (await repositories.seller.get({ sellerId: importerId }))?.['name'] ?? null,
    alike: async ({ category }: Parent, _args: object, { repositories }: Context) =>
      (await repositories.product.query({ index: 'ByCategory', partition: { category }, limit: 10 })).length,
  },
  Query: {
    twoSellers: (_parent: unknown, _args: object, { repositories }: Context) =>
      Promise.all(['s1', 's2'].map((sellerId) => repositories.seller.get({ sellerId }))),
    cheapest: (_parent: unknown, { category }: { readonly category: string }, { repositories }: Context) =>
      repositories.product.query({
        index: 'ByCategory',
        partition: { category },
        sort: { price: { lt: 100 } },
        filter: { sellerId: { ne: 's9' } },
        limit: 2,
      }),
  },
};

const product = (id: string, sellerId: string, importerId: string, price: number) => ({
  productId: { S: id },
  category: { S: 'lamps' },
  price: { N: String(price) },
  sellerId: { S: sellerId },
  importerId: { S: importerId },
});
const seller = (id: string) => ({ sellerId: { S: id }, name: { S: `Seller ${id}` } });

function gateway() {
  return createTestGateway({
    schema: SCHEMA,
    transport: tabletopTransport({
      Products: [product('p1', 's1', 's2', 10), product('p2', 's1', 's3', 20)],
      Sellers: [seller('s1'), seller('s2'), seller('s3')],
    }),
    resolvers,
  });
}

const keysOf = (command: object | undefined): unknown =>
  (command as { RequestItems?: { Sellers?: { Keys: unknown } } } | undefined)?.RequestItems?.Sellers?.Keys;

describe("repositories in a user's resolvers", () => {
  test('share one BatchGetItem with a generated relation of the same items, each key once', async () => {
    const { data, errors, commands } = await gateway().run(
      '{ productsByCategory(category: "lamps") { nodes { seller { name } importerName } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      productsByCategory: {
        nodes: [
          { seller: { name: 'Seller s1' }, importerName: 'Seller s2' },
          { seller: { name: 'Seller s1' }, importerName: 'Seller s3' },
        ],
      },
    });
    expect(commands.map(({ action }) => action)).toEqual(['Query', 'BatchGetItem']);
    expect(keysOf(commands[1])).toEqual([
      { sellerId: { S: 's1' } },
      { sellerId: { S: 's2' } },
      { sellerId: { S: 's3' } },
    ]);
  });

  test('share one BatchGetItem with generated root fields', async () => {
    const { errors, commands } = await gateway().run('{ twoSellers { name } seller(sellerId: "s3") { name } }');
    expect(errors).toBeUndefined();
    expect(commands).toHaveLength(1);
    expect(keysOf(commands[0])).toEqual(
      expect.arrayContaining([{ sellerId: { S: 's1' } }, { sellerId: { S: 's2' } }, { sellerId: { S: 's3' } }]),
    );
  });

  test('ask the same item as a generated field: one key, which is read whole', async () => {
    const { data, commands } = await gateway().run('{ twoSellers { sellerId } seller(sellerId: "s1") { name } }');
    expect(data).toEqual({ twoSellers: [{ sellerId: 's1' }, { sellerId: 's2' }], seller: { name: 'Seller s1' } });
    expect(commands).toEqual([
      {
        action: 'BatchGetItem',
        RequestItems: { Sellers: { Keys: [{ sellerId: { S: 's1' } }, { sellerId: { S: 's2' } }] } },
      },
    ]);
  });

  test('query with the command that the generated list would send, and relations below wait for it', async () => {
    const { data, commands } = await gateway().run('{ cheapest(category: "lamps") { productId seller { name } } }');
    expect(data).toEqual({
      cheapest: [
        { productId: 'p1', seller: { name: 'Seller s1' } },
        { productId: 'p2', seller: { name: 'Seller s1' } },
      ],
    });
    expect(commands).toHaveLength(2);
    expect(commands[0]).toEqual({
      action: 'Query',
      TableName: 'Products',
      IndexName: 'ByCategory',
      ScanIndexForward: true,
      KeyConditionExpression: '#category = :v0 AND #price < :v1',
      FilterExpression: '#sellerId <> :v2',
      ExpressionAttributeNames: { '#category': 'category', '#price': 'price', '#sellerId': 'sellerId' },
      ExpressionAttributeValues: { ':v0': { S: 'lamps' }, ':v1': { N: '100' }, ':v2': { S: 's9' } },
      // A filter passes over items, so more than two are read at once.
      Limit: 100,
    });
    // One key is no batch.
    expect(commands[1]).toMatchObject({ action: 'GetItem', Key: { sellerId: { S: 's1' } } });
  });

  test('a query in each item goes out side by side, and the batch waits for all of them', async () => {
    const { data, commands } = await gateway().run(
      '{ productsByCategory(category: "lamps") { nodes { alike importerName } } }',
    );
    expect(data).toEqual({
      productsByCategory: {
        nodes: [
          { alike: 2, importerName: 'Seller s2' },
          { alike: 2, importerName: 'Seller s3' },
        ],
      },
    });
    expect(commands.map(({ action }) => action)).toEqual(['Query', 'Query', 'Query', 'BatchGetItem']);
  });
});
