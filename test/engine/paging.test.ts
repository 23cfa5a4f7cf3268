import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listArguments } from '../../src/model/listArguments.js';
import { entityOf } from '../../src/model/model.js';
import { conditionSeeds, filterCondition, rangeCondition } from '../support/pagingConditions.js';
import {
  createPagingGateway,
  draws,
  identityOf,
  isVisible,
  listRequest,
  rowsOf,
  type PagingCase,
  type PagingGateway,
} from '../support/pagingGateway.js';
import { PAGING_SHAPES, type Draw } from '../support/pagingShapes.js';
import { relayPage, type OracleRequest, type RankedEdge } from '../support/relayOracle.js';

let paging: PagingGateway;
beforeAll(async () => {
  paging = await createPagingGateway();
});
afterAll(() => paging.close());

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

const drawnCases = fc.record({
  rows: rowsOf(16),
  gone: fc.array(fc.nat(99), { maxLength: 5 }),
  order: fc.constantFrom('ASC' as const, 'DESC' as const),
  range: fc.option(conditionSeeds(draws), { freq: 1 }),
  filter: fc.option(fc.tuple(conditionSeeds(draws), conditionSeeds(draws)), { freq: 1 }),
  pages: fc.array(pageSeeds, { minLength: 8, maxLength: 12 }),
});

const RUNS = 25;
const withRank = (edge: RankedEdge<Draw> | undefined) => edge?.rank;

describe('pages are those of the Relay specification', () => {
  test.each(PAGING_SHAPES.map((shape) => [shape.name, shape] as const))(
    '%s: every cursor works in both directions, whatever is filtered, expired, foreign or deleted',
    async (_name, shape) => {
      const { model } = paging.gateway;
      const { bothDirections } = listArguments(entityOf(model, shape.entity), shape.index);
      await fc.assert(
        fc.asyncProperty(drawnCases, async ({ rows, gone, order, range, filter, pages }) => {
          const drawn = await paging.store(shape, rows);
          const conditions = [
            ...(range === null ? [] : [rangeCondition(model, shape, drawn.id, range)]),
            ...(filter === null ? [] : [filterCondition(model, shape, drawn.id, filter)]),
          ];
          const asked = bothDirections ? { order } : {};
          const all = await paging.ranked(drawn, bothDirections ? order : 'ASC');
          const listed = all.filter(
            ({ item }) => isVisible(shape, item) && conditions.every(({ holds }) => holds(item)),
          );
          const [whole] = await paging.lists([listRequest(drawn, conditions, { ...asked, first: 100 })]);
          expect(shownBy(whole?.edges, shape.identity)).toEqual(shownOf(drawn, listed));
          const cursors = whole?.edges.map(({ cursor }) => cursor) ?? [];

          const removed = new Set(gone.flatMap((at) => listed[at % Math.max(1, listed.length)]?.item ?? []));
          await paging.remove(drawn, [...removed]);
          const left = listed.filter(({ item }) => !removed.has(item));

          // Every cursor at once as `after` and as `before`, and pages between any two.
          const everyCursor = cursors.flatMap((_cursor, at) => [
            { size: at % 4, backward: false, after: at, before: null, flags: ['hasNextPage', 'hasPreviousPage'] },
            { size: (at + 1) % 4, backward: true, after: null, before: at, flags: ['hasNextPage', 'hasPreviousPage'] },
          ]);
          const requests = [...pages, ...everyCursor]
            .map((page) => (bothDirections ? page : { ...page, backward: false, before: null }))
            .filter((page, at) => at < pages.length || bothDirections || page.after !== null);
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
            const wanted = relayPage(left, request, !bothDirections);
            const answer = answers[at];
            const cursorOf = (row: Draw | undefined) =>
              row === undefined ? undefined : cursors[listed.findIndex(({ item }) => item === row)];
            expect({ request, ...answer }).toEqual({
              request,
              edges: wanted.items.map((row) => ({
                cursor: cursorOf(row),
                node: { [shape.identity]: identityOf(drawn, row) },
              })),
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
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});

function shownBy(edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] | undefined, identity: string) {
  return edges?.map(({ node }) => node[identity]);
}

function shownOf(drawn: PagingCase, listed: readonly RankedEdge<Draw>[]) {
  return listed.map(({ item }) => identityOf(drawn, item));
}
