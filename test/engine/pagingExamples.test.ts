import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { TEST_NOW } from '../support/moments.js';

const SDL = /* GraphQL */ `
  type Visit
    @table(name: "Visits", partition: "guest", sort: "day", scan: true)
    @index(name: "ByBadge", partition: "badge", sort: "day", query: "firstVisit", one: true) {
    guest: ID!
    day: String!
    badge: ID
    note: String
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Seat @table(name: "Seats", partition: "hall", sort: "SK = R#{row}##{number}", storeKeyFields: false) {
    hall: ID!
    row: String!
    number: String!
  }
`;

const DAYS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5'];
const EXPIRED = { N: String(TEST_NOW.getTime() / 1000 - 1) };

interface Shown {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly day: string } }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}

let gateway: EngineGateway;
let frugal: EngineGateway;
let cursors: Readonly<Record<string, string>>;

beforeAll(async () => {
  const visit = (guest: string, day: string) => ({ guest: { S: guest }, day: { S: day }, note: { S: `n-${day}` } });
  gateway = await createEngineGateway({
    schema: SDL,
    items: {
      Visits: [
        ...DAYS.map((day) => visit('g', day)),
        ...DAYS.map((day) => visit('h', day)),
        { ...visit('i', 'd0'), expires: EXPIRED },
      ],
      Seats: ['x##1', 'x#y##1', 'xy##1'].map((key) => ({ hall: { S: 'a' }, SK: { S: `R#${key}` } })),
    },
  });
  frugal = await createEngineGateway({
    schema: SDL,
    limits: { readBudgetUnits: 0.5 },
    items: {
      Visits: DAYS.map((day, at) => ({
        ...visit('g', day),
        badge: { S: 'b' },
        ...(at < 4 ? { expires: EXPIRED } : {}),
      })),
    },
  });
  const { data } = await gateway.run('{ visitsByGuest(guest: "g") { edges { cursor node { day } } } }');
  const { edges } = (data as { visitsByGuest: Shown }).visitsByGuest;
  cursors = Object.fromEntries(edges.map(({ cursor, node }) => [node.day, cursor]));
});
afterAll(() => Promise.all([gateway.close(), frugal.close()]));

/** One page of guest g, as days and flags. */
async function page(args: string): Promise<Readonly<Record<string, unknown>>> {
  const { data, errors } = await gateway.run(
    `{ visitsByGuest(guest: "g", ${args}) { edges { node { day } } pageInfo { hasPreviousPage hasNextPage partial } } }`,
  );
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = (data as { visitsByGuest: Shown }).visitsByGuest;
  return { days: edges.map(({ node }) => node.day), ...pageInfo };
}

async function refusalOf(operation: string, variables = {}) {
  const { errors } = await gateway.run(operation, variables);
  const [error] = errors ?? [];
  return [error?.extensions['code'], error?.message];
}

const nothing = { days: [], hasPreviousPage: false, hasNextPage: false, partial: false };

describe('pages at the edges of what can be asked', () => {
  test('a page of no items still tells what lies on both sides of its cursor', async () => {
    expect(await page(`first: 0, after: "${cursors['d0']}"`)).toEqual({
      ...nothing,
      hasPreviousPage: true,
      hasNextPage: true,
    });
    expect(await page(`first: 0, after: "${cursors['d5']}"`)).toEqual({ ...nothing, hasPreviousPage: true });
    expect(await page(`last: 0, before: "${cursors['d0']}"`)).toEqual({ ...nothing, hasNextPage: true });
    expect(await page('first: 0')).toEqual({ ...nothing, hasNextPage: true });
  });

  test('once the first items are deleted, an empty page behind them has no previous one', async () => {
    const other = await createEngineGateway({
      schema: SDL,
      items: { Visits: DAYS.slice(0, 2).map((day) => ({ guest: { S: 'g' }, day: { S: day } })) },
    });
    const list = (args: string) =>
      other.run(`{ visitsByGuest(guest: "g", ${args}) { pageInfo { hasPreviousPage endCursor } } }`);
    const { data } = await list('first: 1');
    const cursor = String((data as { visitsByGuest: Shown }).visitsByGuest.pageInfo['endCursor']);
    await other.run('mutation { deleteVisit(guest: "g", day: "d0") { visit { day } conflict { reason } } }');
    for (const count of [0, 1]) {
      const answer = await list(`first: ${count}, after: "${cursor}"`);
      expect((answer.data as { visitsByGuest: Shown }).visitsByGuest.pageInfo['hasPreviousPage']).toBe(false);
    }
    await other.close();
  });

  test('an "after" that lies behind "before" leaves nothing between, and what precedes it counts', async () => {
    expect(await page(`first: 2, after: "${cursors['d3']}", before: "${cursors['d0']}"`)).toEqual({
      ...nothing,
      hasPreviousPage: true,
    });
    expect(await page(`last: 2, after: "${cursors['d5']}", before: "${cursors['d2']}"`)).toEqual({
      ...nothing,
      hasNextPage: true,
    });
  });

  test('an argument that is null is one left out, also to a cursor', async () => {
    expect(await page(`first: 1, filter: null, day: null, before: null, after: "${cursors['d1']}"`)).toMatchObject({
      days: ['d2'],
    });
  });

  test('the first item of an index partition is found behind any number of expired ones', async () => {
    const { data, errors, commands } = await frugal.run('{ firstVisit(badge: "b") { day } }');
    expect([errors, data]).toEqual([undefined, { firstVisit: { day: 'd4' } }]);
    expect(commands.length).toBeGreaterThan(1);
  });

  test('a start that ends with a piece of the delimiter lists no key that has the delimiter there', async () => {
    const { data } = await gateway.run(
      '{ seatsByHall(hall: "a", row: { beginsWith: "x#" }) { nodes { row number } } }',
    );
    expect(data).toEqual({ seatsByHall: { nodes: [{ row: 'x#y', number: '1' }] } });
  });

  test('a row that would make a delimiter of its own is refused before it is stored', async () => {
    expect(
      await refusalOf('mutation { createSeat(input: { hall: "a", row: "x#", number: "1" }) { seat { row } } }'),
    ).toEqual([
      'BAD_USER_INPUT',
      '"row" must not end with "#": together with what follows it in the key "R#{row}##{number}" that reads as the delimiter "##".',
    ]);
  });

  test('a scan goes forward through every item of its type that has not expired', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const { data } = await gateway.run(
        'query ($after: String) { scanVisits(first: 5, after: $after) { nodes { guest day } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = (data as { scanVisits: Shown & { nodes: { guest: string; day: string }[] } })
        .scanVisits;
      seen.push(...nodes.map(({ guest, day }) => guest + day));
      expect(pageInfo['hasPreviousPage']).toBe(false);
      after = pageInfo['hasNextPage'] === true ? pageInfo['endCursor'] : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(['g', 'h'].flatMap((guest) => DAYS.map((day) => guest + day)));
  });
});

describe('what a list refuses', () => {
  const list = (args: string) => `{ visitsByGuest(${args}) { nodes { day } } }`;

  test.each([
    [
      'first with last',
      'guest: "g", first: 1, last: 1',
      '"first" and "last" cannot be given together: "first" pages forward, "last" backward.',
    ],
    [
      'a negative size',
      'guest: "g", last: -1',
      '"last" must be from 0 to 100; it is -1. Page on with a cursor for more.',
    ],
  ])('%s', async (_name, args, message) => {
    expect(await refusalOf(list(args))).toEqual(['BAD_USER_INPUT', message]);
  });

  test('a huge size', async () => {
    expect(await refusalOf(list('guest: "g", first: 101'))).toEqual([
      'LIMIT_EXCEEDED',
      '"first" is 101; at most 100 may be. Page on with a cursor for more, or raise the limit (--page-size-max).',
    ]);
  });

  test.each([
    ['of another partition', 'guest: "h"'],
    ['of another order', 'guest: "g", order: DESC'],
    ['of another range', 'guest: "g", day: { gt: "d0" }'],
    ['of another filter', 'guest: "g", filter: { note: { ne: "x" } }'],
  ])('a cursor %s', async (_name, args) => {
    for (const argument of ['after', 'before']) {
      const [code] = await refusalOf(list(`${args}, ${argument}: "${cursors['d1']}"`));
      expect([argument, code]).toEqual([argument, 'CURSOR_INVALID']);
    }
  });

  test('a cursor of another field, a forged one and an empty one', async () => {
    const cursor = cursors['d1'] ?? '';
    const forged = cursor.slice(0, -1) + (cursor.endsWith('A') ? 'B' : 'A');
    expect(await refusalOf(`{ scanVisits(after: "${cursor}") { nodes { day } } }`)).toEqual([
      'CURSOR_INVALID',
      expect.any(String),
    ]);
    expect(await refusalOf(list(`guest: "g", after: "${forged}"`))).toEqual(['CURSOR_INVALID', expect.any(String)]);
    expect(await refusalOf(list('guest: "g", after: ""'))).toEqual(['CURSOR_INVALID', expect.any(String)]);
  });
});
