import { describe, expect, test } from '@jest/globals';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';

const SCHEMA = `
  type Product
    @table(name: "Products", partition: "productId")
    @index(name: "CategoryPriceIndex", partition: "category", sort: "price") {
    productId: ID! @generated(by: ULID)
    name: String!
    category: String!
    price: Float!
    sellerId: ID
    seller: Seller @belongsTo
    version: Int! @version
  }
  type Seller @table(name: "Sellers", partition: "sellerId") { sellerId: ID! name: String! }
  type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
    customerId: ID!
    orderId: ID!
    total: Float
  }
  type Customer @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = PROFILE") {
    customerId: ID!
    name: String!
    orders: [Order!]! @hasMany
  }
`;

describe('first slice', () => {
  test('get', async () => {
    const gateway = createTestGateway({
      schema: SCHEMA,
      transport: tabletopTransport({
        Products: [{ productId: { S: 'p1' }, name: { S: 'Chair' }, price: { N: '12.5' }, category: { S: 'c' }, sellerId: { S: 's1' } }],
        Sellers: [{ sellerId: { S: 's1' }, name: { S: 'Sam' } }],
      }),
    });
    const ops = [
      '{ product(productId: "p1") { name price seller { name } } }',
      '{ productsByCategory(category: "c", first: 5, price: { lt: 100 }) { edges { cursor node { name seller { name } } } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
      'mutation { createProduct(input: { name: "x", category: "c", price: 1 }) { product { productId name version } conflict { reason } } }',
      'mutation { updateProduct(productId: "p1", set: { price: 2 }, expectedVersion: 3) { product { productId name version } conflict { reason } } }',
      '{ ordersByCustomerId(customerId: "7", orderId: { beginsWith: "2024" }) { nodes { orderId total } } customer(customerId: "7") { name orders(last: 3) { nodes { orderId } } } }',
    ];
    for (const op of ops) {
      const r = await gateway.run(op);
      console.log(op, JSON.stringify(r, null, 1));
    }
    expect(1).toBe(1);
  });
});
