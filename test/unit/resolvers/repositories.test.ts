import { describe, expect, test } from '@jest/globals';
import type { GatewayContext } from '../../../src/resolvers/gatewayContext.js';
import { tabletopTransport } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';

const SCHEMA = `
  type Review @table(name: "Reviews", partition: "productId", sort: "reviewId") {
    productId: ID!
    reviewId: ID!
    rating: Int
  }
  extend type Query { best(productId: ID!, limit: Int!): [ID!] }
`;

function start(limits: { readBudgetUnits: number }) {
  return createTestGateway({
    schema: SCHEMA,
    limits,
    resolvers: {
      Query: {
        best: async (
          _parent: unknown,
          { productId, limit }: { productId: string; limit: number },
          context: GatewayContext,
        ) => {
          const reviews = await context.repositories['review']?.query({
            partition: { productId },
            filter: { rating: { eq: 5 } },
            limit,
          });
          return reviews?.map((review) => review['reviewId']);
        },
      },
    },
    transport: {
      ...tabletopTransport({}),
      // Every page of this partition holds nothing that matches, and there is always more.
      send: () =>
        Promise.resolve({
          Items: [],
          ScannedCount: 100,
          LastEvaluatedKey: { productId: { S: 'p' }, reviewId: { S: 'r' } },
          ConsumedCapacity: { CapacityUnits: 10 },
        }),
    },
  });
}

describe('repositories', () => {
  test('a query that spends its read budget says so, and is not taken for the whole answer', async () => {
    const { errors, commands } = await start({ readBudgetUnits: 25 }).run('{ best(productId: "p", limit: 3) }');
    expect(commands).toHaveLength(3);
    expect(errors?.[0]?.message).toBe(
      'This query of reviews consumed its read budget of 25 read units (--read-budget-units) before it was done. Narrow it by the sort key, or filter less.',
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { name: 'readBudgetUnits', max: 25 },
    });
  });

  test('a limit that is no count is refused', async () => {
    const { errors, commands } = await start({ readBudgetUnits: 25 }).run('{ best(productId: "p", limit: 0) }');
    expect(commands).toEqual([]);
    expect(errors?.[0]?.message).toBe('"limit" must be a whole number from 1; it is 0.');
  });
});
