import { expect } from '@jest/globals';
import fc from 'fast-check';
import { listArguments } from '../../src/model/listArguments.js';
import { entityOf, type Model } from '../../src/model/model.js';
import {
  conditionSeeds,
  filterCondition,
  rangeCondition,
  typeCondition,
  type ConditionSeed,
  type PagingCondition,
} from './pagingConditions.js';
import {
  draws,
  identityOf,
  isVisible,
  listRequest,
  nodeOf,
  rowsOf,
  type AnsweredConnection,
  type PagingCase,
  type PagingGateway,
} from './pagingGateway.js';
import type { Draw, PagingShape } from './pagingShape.js';
import { relayPage, type OracleRequest, type RankedEdge } from './relayOracle.js';

interface ConditionsSeed {
  readonly range: ConditionSeed | null;
  readonly filter: readonly [ConditionSeed, ConditionSeed] | null;
  readonly types: number | null;
}

const conditionsSeeds = {
  range: fc.option(conditionSeeds(draws), { freq: 1 }),
  filter: fc.option(fc.tuple(conditionSeeds(draws), conditionSeeds(draws)), { freq: 1 }),
  types: fc.option(fc.nat(7), { freq: 1 }),
};

/** Where a request starts and ends: numbers that stand for cursors once there are some. */
const pageSeeds = fc.record({
  size: fc.nat(7),
  backward: fc.boolean(),
  after: fc.option(fc.nat(99), { freq: 2 }),
  before: fc.option(fc.nat(99), { freq: 2 }),
  flags: fc.constantFrom<readonly string[]>(
    ['hasNextPage', 'hasPreviousPage'],
    ['hasNextPage', 'hasPreviousPage'],
    ['hasNextPage'],
    ['hasPreviousPage'],
    [],
  ),
});

const orders = fc.constantFrom('ASC' as const, 'DESC' as const);

const drawnCases = fc.record({
  rows: rowsOf(16),
  gone: fc.array(fc.nat(99), { maxLength: 5 }),
  order: orders,
  ...conditionsSeeds,
  pages: fc.array(pageSeeds, { minLength: 8, maxLength: 12 }),
});

function conditionsOf(model: Model, { shape, id }: PagingCase, seeds: ConditionsSeed): readonly PagingCondition[] {
  const { range, filter, types } = seeds;
  return [
    ...(range === null ? [] : [rangeCondition(model, shape, id, range)]),
    ...(filter === null ? [] : [filterCondition(model, shape, id, filter)]),
    ...(types === null || shape.collection === undefined ? [] : [typeCondition(shape.collection, types)]),
  ];
}

function isBothWays(model: Model, { entity, index }: PagingShape): boolean {
  return listArguments(entityOf(model, entity), index).bothDirections;
}

/** Whether DynamoDB's index does not tell which of its rows are listed, so that a row without an item is none. */
function isToldByItems({ lacks = [] }: PagingShape, conditions: readonly PagingCondition[]): boolean {
  const asked = JSON.stringify(conditions.map(({ args }) => args['filter'] ?? null));
  return lacks.includes('expires') || lacks.some((field) => asked.includes(`"${field}":`));
}

const withRank = (edge: RankedEdge<Draw> | undefined) => edge?.rank;

/**
 * Every page of a list is the one that the Relay specification gives, from every cursor in both directions, while
 * some of the rows are deleted, and some of the items that an index does not hold are gone behind its back.
 */
export async function expectRelayPages(paging: PagingGateway, shape: PagingShape, numRuns: number): Promise<void> {
  const { model } = paging.gateway;
  const bothWays = isBothWays(model, shape);
  await fc.assert(
    fc.asyncProperty(drawnCases, async ({ rows, gone, order, pages, ...seeds }) => {
      const drawn = await paging.store(shape, rows);
      const conditions = conditionsOf(model, drawn, seeds);
      const asked = bothWays ? { order } : {};
      const all = await paging.ranked(drawn, bothWays ? order : 'ASC');
      const listed = all.filter(({ item }) => isVisible(shape, item) && conditions.every(({ holds }) => holds(item)));
      const [whole] = await paging.lists([
        listRequest(drawn, conditions, { ...asked, first: 100 }, undefined, 'totalCount'),
      ]);
      expect(whole?.edges.map(({ node }) => node)).toEqual(listed.map(({ item }) => nodeOf(drawn, item)));
      expect(whole?.totalCount).toBe(listed.length);
      const cursors = whole?.edges.map(({ cursor }) => cursor) ?? [];

      const goneRows = gone.flatMap((at) => listed[at % Math.max(1, listed.length)]?.item ?? []);
      const hidden = new Set(shape.lacks === undefined ? [] : goneRows.filter(({ u }) => u % 2 === 0));
      const removed = new Set(goneRows.filter((row) => !hidden.has(row)));
      await paging.remove(drawn, [...removed]);
      paging.hide(drawn, [...hidden]);
      const toldByItems = isToldByItems(shape, conditions);
      const left = listed.filter(({ item }) => !removed.has(item) && !(toldByItems && hidden.has(item)));

      // Every cursor at once as `after` and as `before`, and pages between any two.
      const everyCursor = cursors.flatMap((_cursor, at) => [
        { size: at % 4, backward: false, after: at, before: null, flags: ['hasNextPage', 'hasPreviousPage'] },
        { size: (at + 1) % 4, backward: true, after: null, before: at, flags: ['hasNextPage', 'hasPreviousPage'] },
      ]);
      const requests = [...pages, ...everyCursor]
        .map((page) => (bothWays ? page : { ...page, backward: false, before: null }))
        .filter((page, at) => at < pages.length || bothWays || page.after !== null);
      const place = (seed: number | null) =>
        seed === null || cursors.length === 0 ? undefined : seed % cursors.length;
      const answers = await paging.lists(
        requests.map(({ size, backward, after, before, flags }) => {
          const [from, until] = [place(after), place(before)];
          return listRequest(
            drawn,
            conditions,
            {
              ...asked,
              [backward ? 'last' : 'first']: size,
              ...(from === undefined ? {} : { after: cursors[from] }),
              ...(until === undefined ? {} : { before: cursors[until] }),
            },
            flags,
          );
        }),
      );
      for (const [at, { size, backward, after, before, flags }] of requests.entries()) {
        const [from, until] = [withRank(listed[place(after) ?? -1]), withRank(listed[place(before) ?? -1])];
        const request: OracleRequest = {
          ...(backward ? { last: size } : { first: size }),
          ...(from === undefined ? {} : { after: from }),
          ...(until === undefined ? {} : { before: until }),
        };
        const wanted = relayPage(left, request, !bothWays, (row) => !hidden.has(row));
        const answer = answers[at];
        const cursorOf = (row: Draw | undefined) =>
          row === undefined ? undefined : cursors[listed.findIndex(({ item }) => item === row)];
        expect({ request, ...answer }).toEqual({
          request,
          edges: wanted.items.map((row) => ({ cursor: cursorOf(row), node: nodeOf(drawn, row) })),
          pageInfo: {
            ...(flags.includes('hasNextPage') ? { hasNextPage: wanted.hasNextPage } : {}),
            ...(flags.includes('hasPreviousPage') ? { hasPreviousPage: wanted.hasPreviousPage } : {}),
            startCursor: cursorOf(wanted.items[0]) ?? null,
            endCursor: cursorOf(wanted.items.at(-1)) ?? null,
            partial: false,
          },
        });
      }
    }),
    { numRuns },
  );
}

export interface Walk {
  readonly paging: PagingGateway;
  readonly drawn: PagingCase;
  readonly conditions: readonly PagingCondition[];
  readonly asked: Readonly<Record<string, unknown>>;
  readonly size: number;
  /** What happens to a page's rows once it is read. */
  readonly afterPage?: (shown: readonly unknown[]) => Promise<void>;
}

/** Pages on from one end until the flag says that there is no more. The pages come in the order of the connection. */
export async function walkPages(
  { paging, drawn, conditions, asked, size, afterPage }: Walk,
  forward: boolean,
): Promise<readonly AnsweredConnection[]> {
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

export function shownBy({ shape }: PagingCase, { edges }: AnsweredConnection): readonly unknown[] {
  return edges.map(({ node }) => node[shape.identity]);
}

export interface WalkSizes {
  readonly numRuns: number;
  readonly rows?: { readonly min: number; readonly max: number };
  readonly page?: { readonly min: number; readonly max: number };
}

function walksOf({ rows = { min: 0, max: 30 }, page = { min: 1, max: 7 } }: WalkSizes) {
  return fc.record({
    rows: rowsOf(rows.max, rows.min),
    order: orders,
    ...conditionsSeeds,
    size: fc.integer(page),
    deletes: fc.boolean(),
  });
}

/**
 * Forward and backward, every row comes once and the walk ends.
 *
 * @param gateways.generous  Its budget ends no page.
 * @param gateways.frugal  Its budget ends pages early.
 * @returns How many of the pages ended early.
 */
export async function expectWholeWalks(
  gateways: { readonly generous: PagingGateway; readonly frugal: PagingGateway },
  shape: PagingShape,
  sizes: WalkSizes,
): Promise<number> {
  const { generous, frugal } = gateways;
  let partialPages = 0;
  await fc.assert(
    fc.asyncProperty(walksOf(sizes), async ({ rows, order, size, deletes, ...seeds }) => {
      for (const paging of [generous, frugal]) {
        const { model } = paging.gateway;
        const bothWays = isBothWays(model, shape);
        const drawn = await paging.store(shape, rows);
        const conditions = conditionsOf(model, drawn, seeds);
        const isListed = (row: Draw) => isVisible(shape, row) && conditions.every(({ holds }) => holds(row));
        const asked = bothWays ? { order } : {};
        const listed = (await paging.ranked(drawn, bothWays ? order : 'ASC'))
          .map(({ item }) => item)
          .filter(isListed)
          .map((row) => identityOf(drawn, row));
        const itinerary = { paging, drawn, conditions, asked, size };

        if (bothWays) {
          const backward = await walkPages(itinerary, false);
          expect(backward.flatMap((page) => shownBy(drawn, page))).toEqual(listed);
        }
        // The row at the cursor goes before the cursor is used.
        const afterPage = (shown: readonly unknown[]) =>
          paging.remove(
            drawn,
            deletes ? rows.filter((row) => isListed(row) && identityOf(drawn, row) === shown.at(-1)) : [],
          );
        const forward = await walkPages({ ...itinerary, afterPage }, true);
        expect(forward.flatMap((page) => shownBy(drawn, page))).toEqual(listed);

        const partial = forward.filter(({ pageInfo }) => pageInfo.partial);
        partialPages += partial.length;
        if (paging === generous) expect(partial).toEqual([]);
      }
    }),
    { numRuns: sizes.numRuns },
  );
  return partialPages;
}

/**
 * A page that the budget ends holds the next rows and no others, and a flag is false only when that is sure.
 *
 * @returns How many pages the budget ended, and how many of the others had a false flag.
 */
export async function expectHonestBudget(
  frugal: PagingGateway,
  shapes: readonly PagingShape[],
  numRuns: number,
): Promise<{ readonly ended: number; readonly surelyFalse: number }> {
  let surelyFalse = 0;
  let ended = 0;
  const requests = fc.record({
    shape: fc.constantFrom(...shapes),
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
      const cursors = (await walkPages({ paging: frugal, drawn, conditions: [], asked: {}, size: 7 }, true)).flatMap(
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
    { numRuns },
  );
  return { ended, surelyFalse };
}
