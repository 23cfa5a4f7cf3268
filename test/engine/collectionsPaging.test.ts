import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPagingGateway, ONE_CALL, type PagingGateway } from '../support/pagingGateway.js';
import { expectHonestBudget, expectRelayPages, expectWholeWalks } from '../support/pagingProperties.js';
import { COLLECTIONS_SCHEMA, COLLECTION_SHAPES } from '../support/pagingCollections.js';

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway(COLLECTIONS_SCHEMA);
  frugal = await createPagingGateway(COLLECTIONS_SCHEMA, { readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

const shapes = COLLECTION_SHAPES.map((shape) => [shape.name, shape] as const);

describe('paging through a collection', () => {
  test.each(shapes)(
    '%s: pages are those of the Relay specification, from every cursor in both directions',
    (_name, shape) => expectRelayPages(generous, shape, 12),
    60_000,
  );

  test.each(shapes)(
    '%s: every row comes once, forward and backward, whatever a page may cost',
    async (_name, shape) => {
      await expectWholeWalks({ generous, frugal }, shape, { numRuns: 8 });
    },
    60_000,
  );

  test('a page that the budget ends holds the next rows, and a flag is false only when that is sure', async () => {
    const { ended, surelyFalse } = await expectHonestBudget(frugal, COLLECTION_SHAPES, 60);
    expect(ended).toBeGreaterThan(0);
    expect(surelyFalse).toBeGreaterThan(0);
  }, 60_000);
});
