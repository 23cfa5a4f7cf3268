import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createPagingGateway,
  identityOf,
  listRequest,
  ONE_CALL,
  type PagingGateway,
} from '../support/pagingGateway.js';
import {
  expectHonestBudget,
  expectRelayPages,
  expectWholeWalks,
  shownBy,
  walkPages,
} from '../support/pagingProperties.js';
import { S, type Draw, type PagingShape } from '../support/pagingShape.js';
import { SHARDS_SCHEMA, SHARD_SHAPES } from '../support/pagingShards.js';

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway(SHARDS_SCHEMA);
  frugal = await createPagingGateway(SHARDS_SCHEMA, { readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

const shapes = SHARD_SHAPES.map((shape) => [shape.name, shape] as const);

/** The shards of the index ByRank. */
const SPREAD_OVER = 4;

const byRank = shapeOf('ByRank');

/** What another program left: even rows in the first shard, odd ones in the last. */
const inTwoShards: PagingShape = {
  ...byRank,
  item: (caseId, draw) => ({
    ...byRank.item(caseId, draw),
    RankPK: S(`G#${caseId}#${draw.u % 2 === 0 ? 0 : SPREAD_OVER - 1}`),
  }),
};

function shapeOf(index: string): PagingShape {
  const shape = SHARD_SHAPES.find((other) => other.index === index);
  if (shape === undefined) throw new Error(`No sharded shape has the index ${index}.`);
  return shape;
}

function rowOf(u: number, v: number): Draw {
  return { s: `s${u}`, u, v, w: 0, room: 'a', expires: undefined, foreign: false };
}

interface AnsweredNodes {
  readonly nodes: readonly { readonly v: number }[];
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
}

describe('paging through a sharded index', () => {
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
    const { ended, surelyFalse } = await expectHonestBudget(frugal, SHARD_SHAPES, 60);
    expect(ended).toBeGreaterThan(0);
    expect(surelyFalse).toBeGreaterThan(0);
  }, 60_000);

  test('a shard that holds more than its share of a page is read on', async () => {
    let partialPages = 0;
    for (const shape of [shapeOf('ByBytes'), shapeOf('Forest')]) {
      const sizes = { numRuns: 5, rows: { min: 50, max: 80 }, page: { min: 15, max: 40 } };
      partialPages += await expectWholeWalks({ generous, frugal }, shape, sizes);
    }
    // A budget that all shards together have spent ends a page where the fullest one is read to.
    expect(partialPages).toBeGreaterThan(0);
  }, 60_000);

  test('rows that a narrowed range reads in excess never send a page back that the budget ends', async () => {
    const rows = Array.from({ length: 12 }, (_none, u) => rowOf(u, u < 11 ? 1 : 2));
    const drawn = await frugal.store(inTwoShards, rows);
    const listed = (await frugal.ranked(drawn, 'ASC')).map(({ item }) => identityOf(drawn, item));
    // Behind the first rows of shard 3, those of shard 0 with the same sort key are between the bounds, and read already.
    const conditions = [{ args: { v: { between: [1, 9] } }, holds: () => true }];
    for (const forward of [true, false]) {
      const pages = await walkPages({ paging: frugal, drawn, conditions, asked: {}, size: 1 }, forward);
      expect(pages.flatMap((page) => shownBy(drawn, page))).toEqual(listed);
    }
  });

  test('a page between cursors in the wrong order knows what lies behind it, though it reads rows in excess', async () => {
    const drawn = await generous.store(inTwoShards, [rowOf(0, 1), rowOf(1, 1)]);
    const conditions = [{ args: { v: { between: [1, 9] } }, holds: () => true }];
    const [whole] = await generous.lists([listRequest(drawn, conditions, {})]);
    const [before, after] = whole?.edges.map(({ cursor }) => cursor) ?? [];
    const [page] = await generous.lists([listRequest(drawn, conditions, { first: 0, after, before })]);
    expect(page?.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  test('a page whose items the hash has spread is one Query a shard, and a look back one more', async () => {
    const total = 200;
    const rows = Array.from({ length: total }, (_none, at) => rowOf(at * 3, at));
    await generous.store({ ...byRank, item: (_caseId, draw) => byRank.item('even', draw) }, rows);
    const ask = async (args: string, flags: string) => {
      const page = `spreadsByRank(g: "even", ${args}) { nodes { v } pageInfo { ${flags} startCursor endCursor } }`;
      const { data, commands } = await generous.gateway.run(`{ ${page} }`);
      const { nodes, pageInfo } = (data as { spreadsByRank: AnsweredNodes }).spreadsByRank;
      return { values: nodes.map(({ v }) => v), pageInfo, calls: commands.length };
    };

    let from = '';
    for (let at = 0; at < total; at += 20) {
      const page = await ask(`first: 20${from}`, 'hasNextPage');
      expect(page.values).toEqual(rows.slice(at, at + 20).map(({ v }) => v));
      expect(page.calls).toBe(SPREAD_OVER);
      from = `, after: "${page.pageInfo.endCursor}"`;
    }
    const back = await ask(`last: 20, before: "${(await ask('last: 20', '')).pageInfo.startCursor}"`, 'hasNextPage');
    expect(back.values).toEqual(rows.slice(160, 180).map(({ v }) => v));
    expect(back.calls).toBe(2 * SPREAD_OVER);
  });
});
