import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listArguments } from '../../src/model/listArguments.js';
import { entityOf } from '../../src/model/model.js';
import { conditionSeeds, filterCondition, rangeCondition, type PagingCondition } from '../support/pagingConditions.js';
import {
  createPagingGateway,
  draws,
  identityOf,
  isVisible,
  listRequest,
  rowsOf,
  type AnsweredConnection,
  type PagingCase,
  type PagingGateway,
} from '../support/pagingGateway.js';
import { PAGING_SHAPES, type Draw } from '../support/pagingShapes.js';
import { relayPage } from '../support/relayOracle.js';

/** The least that DynamoDB charges for an eventually consistent read: one call spends it. */
const ONE_CALL = 0.5;

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway();
  frugal = await createPagingGateway({ readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

interface Walk {
  readonly paging: PagingGateway;
  readonly drawn: PagingCase;
  readonly conditions: readonly PagingCondition[];
  readonly asked: Readonly<Record<string, unknown>>;
  readonly size: number;
  /** What happens to a page's rows once it is read. */
  readonly afterPage?: (shown: readonly unknown[]) => Promise<void>;
}

/** Pages on from one end until the flag says that there is no more. */
async function walk({ paging, drawn, conditions, asked, size, afterPage }: Walk, forward: boolean) {
  const pages: AnsweredConnection[] = [];
  let cursor: string | null = null;
  for (;;) {
    const position = cursor === null ? {} : { [forward ? 'after' : 'before']: cursor };
    const flag = forward ? 'hasNextPage' : 'hasPreviousPage';
    const request = { ...asked, [forward ? 'first' : 'last']: size, ...position };
    const [page] = await paging.lists([listRequest(drawn, conditions, request, [flag])]);
    if (page === undefined) throw new Error('The list was not answered.');
    pages.push(page);
    await afterPage?.(shownBy(drawn, page));
    if (!page.pageInfo[flag]) break;
    cursor = forward ? page.pageInfo.endCursor : page.pageInfo.startCursor;
    // Each page reads at least one row, and one more may be needed to see the end.
    if (cursor === null || pages.length > drawn.rows.length + 2) throw new Error('Paging does not get on.');
    if (!page.pageInfo.partial) expect(page.edges).toHaveLength(size);
  }
  return forward ? pages : pages.toReversed();
}

function shownBy({ shape }: PagingCase, { edges }: AnsweredConnection): readonly unknown[] {
  return edges.map(({ node }) => node[shape.identity]);
}

const walks = fc.record({
  rows: rowsOf(30),
  order: fc.constantFrom('ASC' as const, 'DESC' as const),
  range: fc.option(conditionSeeds(draws), { freq: 1 }),
  filter: fc.option(fc.tuple(conditionSeeds(draws), conditionSeeds(draws)), { freq: 1 }),
  size: fc.integer({ min: 1, max: 7 }),
  deletes: fc.boolean(),
});

const shapes = PAGING_SHAPES.map((shape) => [shape.name, shape] as const);

describe('walking a connection', () => {
  test.each(shapes)(
    '%s: forward and backward, every row comes once and the walk ends, whatever a page may cost',
    async (_name, shape) => {
      let partialPages = 0;
      await fc.assert(
        fc.asyncProperty(walks, async ({ rows, order, range, filter, size, deletes }) => {
          for (const paging of [generous, frugal]) {
            const { model } = paging.gateway;
            const { bothDirections } = listArguments(entityOf(model, shape.entity), shape.index);
            const drawn = await paging.store(shape, rows);
            const conditions = [
              ...(range === null ? [] : [rangeCondition(model, shape, drawn.id, range)]),
              ...(filter === null ? [] : [filterCondition(model, shape, drawn.id, filter)]),
            ];
            const isListed = (row: Draw) => isVisible(shape, row) && conditions.every(({ holds }) => holds(row));
            const asked = bothDirections ? { order } : {};
            const listed = (await paging.ranked(drawn, bothDirections ? order : 'ASC'))
              .map(({ item }) => item)
              .filter(isListed)
              .map((row) => identityOf(drawn, row));
            const itinerary = { paging, drawn, conditions, asked, size };

            if (bothDirections) {
              const backward = await walk(itinerary, false);
              expect(backward.flatMap((page) => shownBy(drawn, page))).toEqual(listed);
            }
            // The row at the cursor goes before the cursor is used.
            const afterPage = (shown: readonly unknown[]) =>
              paging.remove(
                drawn,
                deletes ? rows.filter((row) => isListed(row) && identityOf(drawn, row) === shown.at(-1)) : [],
              );
            const forward = await walk({ ...itinerary, afterPage }, true);
            expect(forward.flatMap((page) => shownBy(drawn, page))).toEqual(listed);

            const partial = forward.filter(({ pageInfo }) => pageInfo.partial);
            partialPages += partial.length;
            if (paging === generous) expect(partial).toEqual([]);
          }
        }),
        { numRuns: 15 },
      );
      // Where rows are passed over, a budget of one call does end pages early.
      if (shape.expires || shape.hasForeign) expect(partialPages).toBeGreaterThan(0);
    },
    60_000,
  );

  test('a page that the budget ends holds the next rows, and a flag is false only when that is sure', async () => {
    let surelyFalse = 0;
    let ended = 0;
    const requests = fc.record({
      shape: fc.constantFrom(...PAGING_SHAPES.filter(({ index }) => index !== 'Unsorted')),
      rows: rowsOf(16),
      size: fc.nat(5),
      backward: fc.boolean(),
      from: fc.option(fc.nat(99)),
      until: fc.option(fc.nat(99)),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ shape, rows, size, backward, from, until }) => {
        const drawn = await frugal.store(shape, rows);
        const listed = (await frugal.ranked(drawn, 'ASC')).filter(({ item }) => isVisible(shape, item));
        const cursors = (await walk({ paging: frugal, drawn, conditions: [], asked: {}, size: 7 }, true)).flatMap(
          ({ edges }) => edges.map(({ cursor }) => cursor),
        );
        expect(cursors.length).toBe(listed.length);
        const at = (seed: number | null) => (seed === null || listed.length === 0 ? -1 : seed % listed.length);
        const direction = backward ? 'last' : 'first';
        const given = (name: 'after' | 'before', seed: number | null) => {
          const place = listed[at(seed)];
          return place === undefined ? [{}, {}] : [{ [name]: cursors[at(seed)] }, { [name]: place.rank }];
        };
        const [[after, afterRank], [before, beforeRank]] = [given('after', from), given('before', until)];
        const wanted = relayPage(listed, { [direction]: size, ...afterRank, ...beforeRank });
        const [page] = await frugal.lists([listRequest(drawn, [], { [direction]: size, ...after, ...before })]);
        const { partial, hasNextPage, hasPreviousPage } = page?.pageInfo ?? {};
        const items = wanted.items.map((row) => identityOf(drawn, row));
        const shown = page === undefined ? [] : shownBy(drawn, page);
        expect(shown).toEqual(backward ? items.slice(items.length - shown.length) : items.slice(0, shown.length));
        if (partial === true) {
          ended += 1;
          expect([hasNextPage, hasPreviousPage]).toEqual([
            hasNextPage === true || wanted.hasNextPage,
            hasPreviousPage === true || wanted.hasPreviousPage,
          ]);
        } else {
          surelyFalse += hasNextPage === false || hasPreviousPage === false ? 1 : 0;
          expect([shown, hasNextPage, hasPreviousPage]).toEqual([items, wanted.hasNextPage, wanted.hasPreviousPage]);
        }
      }),
      { numRuns: 200 },
    );
    expect(ended).toBeGreaterThan(10);
    expect(surelyFalse).toBeGreaterThan(10);
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
      const pages = await walk(itinerary, forward);
      expect(pages.flatMap((page) => shownBy(drawn, page))).toEqual(['0030', '0190']);
      expect(pages.some(({ edges, pageInfo }) => pageInfo.partial && edges.length === 0)).toBe(true);
    }
  });
});
