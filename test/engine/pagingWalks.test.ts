import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPagingGateway, ONE_CALL, type PagingGateway } from '../support/pagingGateway.js';
import { expectHonestBudget, expectWholeWalks, shownBy, walkPages } from '../support/pagingProperties.js';
import type { Draw } from '../support/pagingShape.js';
import { PAGING_SCHEMA, PAGING_SHAPES } from '../support/pagingShapes.js';

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway(PAGING_SCHEMA);
  frugal = await createPagingGateway(PAGING_SCHEMA, { readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

const shapes = PAGING_SHAPES.map((shape) => [shape.name, shape] as const);

describe('walking a connection', () => {
  test.each(shapes)(
    '%s: forward and backward, every row comes once and the walk ends, whatever a page may cost',
    async (_name, shape) => {
      const partialPages = await expectWholeWalks({ generous, frugal }, shape, { numRuns: 15 });
      // Where rows are passed over, a budget of one call does end pages early.
      if (shape.expires || shape.hasForeign) expect(partialPages).toBeGreaterThan(0);
    },
    60_000,
  );

  test('a page that the budget ends holds the next rows, and a flag is false only when that is sure', async () => {
    const sorted = PAGING_SHAPES.filter(({ index }) => index !== 'Unsorted');
    const { ended, surelyFalse } = await expectHonestBudget(frugal, sorted, 200);
    expect(ended).toBeGreaterThan(0);
    expect(surelyFalse).toBeGreaterThan(0);
  }, 60_000);

  test('a filter that few rows of many meet is found out over as many partial pages as it takes', async () => {
    const shape = PAGING_SHAPES[0];
    if (shape === undefined) throw new Error('There is no shape to page through.');
    const rows = Array.from({ length: 350 }, (_none, u): Draw => ({
      s: String(u).padStart(4, '0'),
      u,
      v: undefined,
      w: u % 160 === 30 ? 1 : 0,
      room: 'x'.repeat(100),
      expires: undefined,
      foreign: false,
    }));
    const drawn = await frugal.store(shape, rows);
    const itinerary = {
      paging: frugal,
      drawn,
      conditions: [{ args: { filter: { w: { eq: 1 } } }, holds: ({ w }: Draw) => w === 1 }],
      asked: {},
      size: 2,
    };
    for (const forward of [true, false]) {
      const pages = await walkPages(itinerary, forward);
      expect(pages.flatMap((page) => shownBy(drawn, page))).toEqual(['0030', '0190']);
      expect(pages.some(({ edges, pageInfo }) => pageInfo.partial && edges.length === 0)).toBe(true);
    }
  });
});
