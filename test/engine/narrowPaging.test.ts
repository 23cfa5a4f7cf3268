import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPagingGateway, ONE_CALL, type PagingGateway } from '../support/pagingGateway.js';
import { expectHonestBudget, expectRelayPages, expectWholeWalks } from '../support/pagingProperties.js';
import { NARROW_SCHEMA, NARROW_SHAPES } from '../support/pagingNarrow.js';

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway(NARROW_SCHEMA);
  frugal = await createPagingGateway(NARROW_SCHEMA, { readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

const shapes = NARROW_SHAPES.map((shape) => [shape.name, shape] as const);

describe('paging through a narrow index', () => {
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
    // Where rows are passed over, a budget of one call does end pages early.
    const passedOver = NARROW_SHAPES.filter(({ expires, hasForeign }) => expires || hasForeign);
    const { ended, surelyFalse } = await expectHonestBudget(frugal, passedOver, 60);
    expect(ended).toBeGreaterThan(0);
    expect(surelyFalse).toBeGreaterThan(0);
  }, 60_000);
});
