import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import { delayingTransport } from '../support/delayingTransport.js';
import { item } from '../support/scenarioItem.js';
import { tabletopTransport, type TabletopItems } from '../support/tabletopTransport.js';
import { createTestGateway, type Command, type TestGatewayOptions } from '../support/testGateway.js';
import { SHOP } from './fixtures/shop.js';

const OWN = `
  extend type Product { sellerName: String countryName: String reviewers: [String!] }
`;

const PRODUCTS = 50;
const at = <T>(count: number, make: (position: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** 50 products of 20 sellers of 4 countries, each with 3 reviews by 57 users. */
const items = {
  Products: at(PRODUCTS, (n) =>
    item({ productId: `p${n}`, name: `Product ${n}`, category: 'all', price: n, sellerId: `s${n % 20}` }),
  ),
  Sellers: at(20, (n) => item({ sellerId: `s${n}`, name: `Seller ${n}`, countryCode: `c${n % 4}` })),
  Countries: at(4, (n) => item({ code: `c${n}`, name: `Country ${n}` })),
  Reviews: at(PRODUCTS * 3, (n) =>
    item({ productId: `p${Math.floor(n / 3)}`, reviewId: `r${n}`, rating: 1, userId: `u${n % 57}` }),
  ),
  Users: at(57, (n) => item({ userId: `u${n}`, name: `User ${n}` })),
};

interface ProductParent {
  readonly productId: string;
  readonly sellerId: string;
}

async function sellerOf(parent: ProductParent, { repositories }: GatewayContext) {
  return repositories['seller']?.get({ sellerId: parent.sellerId });
}

const resolvers: UserResolvers = {
  Product: {
    sellerName: async (parent: ProductParent, _args: unknown, context: GatewayContext) =>
      (await sellerOf(parent, context))?.['name'],
    countryName: async (parent: ProductParent, _args: unknown, context: GatewayContext) => {
      const seller = await sellerOf(parent, context);
      return (await context.repositories['country']?.get({ code: seller?.['countryCode'] }))?.['name'];
    },
    reviewers: async ({ productId }: ProductParent, _args: unknown, { repositories }: GatewayContext) => {
      const reviews = await repositories['review']?.query({ partition: { productId }, limit: 2 });
      const users = await Promise.all((reviews ?? []).map(async ({ userId }) => repositories['user']?.get({ userId })));
      return users.map((user) => user?.['name']);
    },
  },
};

/** Keys of a BatchGetItem or GetItem, by table. */
function keyCounts(commands: readonly Command[]): Readonly<Record<string, number>>[] {
  return commands.flatMap((command) => {
    if (command.action === 'GetItem') return [{ [String(command['TableName'])]: 1 }];
    if (command.action !== 'BatchGetItem') return [];
    const requests = command['RequestItems'] as Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
    return [Object.fromEntries(Object.entries(requests).map(([table, { Keys }]) => [table, Keys.length]))];
  });
}

interface Reads {
  readonly queries: number;
  /** In the order they are sent, the number of keys by table. */
  readonly batches: readonly Readonly<Record<string, number>>[];
}

type World = Pick<TestGatewayOptions, 'schema' | 'resolvers'> & { readonly items: TabletopItems };
const shop: World = { schema: SHOP + OWN, resolvers, items };

/** In whatever order the answers come, the reads are these. */
async function expectReads(operation: string, expected: Reads, world = shop): Promise<void> {
  const inner = tabletopTransport(world.items);
  let transport = inner;
  const gateway = createTestGateway({
    ...world,
    transport: { send: (action, input, options) => transport.send(action, input, options), close: () => inner.close() },
  });
  const inOrder = await gateway.run(operation);
  expect(inOrder.errors).toBeUndefined();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { minLength: 1, maxLength: 60 }), async (delays) => {
      transport = delayingTransport(inner, delays);
      const { data, errors, commands } = await gateway.run(operation);
      expect(errors).toBeUndefined();
      expect(data).toEqual(inOrder.data);
      expect({
        queries: commands.filter(({ action }) => action === 'Query').length,
        batches: keyCounts(commands),
      }).toEqual(expected);
    }),
    { numRuns: 25 },
  );
}

describe('in whatever order answers come', () => {
  test('50 Queries lead to the least number of batch reads', async () => {
    await expectReads(
      `{ productsByCategory(category: "all", first: 50) { nodes { reviews(first: 5) { nodes { user { name } } } } } }`,
      { queries: 51, batches: [{ Users: 57 }] },
    );
  });

  test('belongsTo of belongsTo is one batch a step', async () => {
    await expectReads(`{ productsByCategory(category: "all", first: 50) { nodes { seller { country { name } } } } }`, {
      queries: 1,
      batches: [{ Sellers: 20 }, { Countries: 4 }],
    });
  });

  test('127 keys of three tables that are asked for at once are two BatchGetItems, and their followers one', async () => {
    await expectReads(
      `{ productsByCategory(category: "all", first: 50) {
        nodes { seller { name } reviews(first: 3) { nodes { user { name } product { name seller { country { name } } } } } }
      } }`,
      { queries: 51, batches: [{ Sellers: 20, Users: 57, Products: 23 }, { Products: 27 }, { Countries: 4 }] },
    );
  });

  test('a lookup by key waits for a list that asks for more of its table', async () => {
    await expectReads(
      `{ user(userId: "u50") { name } reviewsByProductId(productId: "p1") { nodes { user { name } } } }`,
      { queries: 1, batches: [{ Users: 4 }] },
    );
  });

  test('lists in lists end in one batch', async () => {
    await expectReads(
      `{ productsByCategory(category: "all", first: 5) {
        nodes { seller { products(first: 2) { nodes { reviews(first: 1) { nodes { user { name } } } } } } }
      } }`,
      // 1 category, 5 sellers' products, 10 products' reviews, by 6 users.
      { queries: 16, batches: [{ Sellers: 5 }, { Users: 6 }] },
    );
  });

  test("users' resolvers share the batches of the generated fields", async () => {
    await expectReads(`{ productsByCategory(category: "all", first: 50) { nodes { sellerName seller { name } } } }`, {
      queries: 1,
      batches: [{ Sellers: 20 }],
    });
  });

  test("a user's resolver that loads one thing after the other is one batch a step", async () => {
    await expectReads(
      `{ productsByCategory(category: "all", first: 50) { nodes { countryName seller { country { name } } } } }`,
      { queries: 1, batches: [{ Sellers: 20 }, { Countries: 4 }] },
    );
  });

  test("a user's resolver that queries leads to one batch with the generated fields", async () => {
    await expectReads(
      `{ productsByCategory(category: "all", first: 20) { nodes { reviewers reviews(first: 3) { nodes { user { name } } } } } }`,
      { queries: 41, batches: [{ Users: 57 }] },
    );
  });
});

/** 20 agents with 3 tickets each, in an index that holds their keys alone; a ticket is about one of 5 rooms or 5 devices. */
const desk: World = {
  schema: `
    type Agent @table(name: "Agents", partition: "agentId") @index(name: "TeamIndex", partition: "team", sort: "agentId") {
      agentId: ID!
      team: String!
      tickets: [Ticket!]! @hasMany(index: "AgentIndex")
    }
    type Ticket implements Node
      @table(name: "Tickets", partition: "PK = TICKET#{ticketId}")
      @index(name: "AgentIndex", partition: "agentId", sort: "openedAt", projection: []) {
      ticketId: ID!
      agentId: ID!
      openedAt: Int!
      body: String!
      about: ID!
      subject: Subject @belongsTo(with: ["roomId = about", "deviceId = about"])
    }
    union Subject = Room | Device
    type Room @table(name: "Rooms", partition: "roomId") { roomId: ID! name: String! }
    type Device @table(name: "Devices", partition: "deviceId") { deviceId: ID! name: String! }
  `,
  items: {
    Agents: at(20, (n) => item({ agentId: `a${n}`, team: 't' })),
    Tickets: at(60, (n) =>
      item({
        PK: `TICKET#${n}`,
        ticketId: `${n}`,
        agentId: `a${Math.floor(n / 3)}`,
        openedAt: n,
        body: n % 3 === 1 ? 'short' : 'long',
        about: `x${n % 10}`,
      }),
    ),
    Rooms: at(5, (n) => item({ roomId: `x${n}`, name: `Room ${n}` })),
    Devices: at(5, (n) => item({ deviceId: `x${n + 5}`, name: `Device ${n}` })),
  },
};

describe('in whatever order answers come, with narrow indexes and several types', () => {
  test('20 lists of a narrow index are hydrated in one batch', async () => {
    await expectReads(
      `{ agentsByTeam(team: "t", first: 20) { nodes { tickets(first: 3) { nodes { body } } } } }`,
      { queries: 21, batches: [{ Tickets: 60 }] },
      desk,
    );
  });

  test('20 lists that filter by what the index lacks read their rows in one batch', async () => {
    await expectReads(
      `{ agentsByTeam(team: "t", first: 20) { nodes { tickets(first: 1, filter: { body: { eq: "short" } }) { nodes { ticketId } } } } }`,
      { queries: 21, batches: [{ Tickets: 60 }] },
      desk,
    );
  });

  test('relations of hydrated items to several types are one batch more', async () => {
    await expectReads(
      `{ agentsByTeam(team: "t", first: 20) {
        nodes { tickets(first: 3) { nodes { subject { ... on Room { name } ... on Device { name } } } } }
      } }`,
      // Each of the ten subjects may be a room or a device.
      { queries: 21, batches: [{ Tickets: 60 }, { Rooms: 10, Devices: 10 }] },
      desk,
    );
  });

  test('node waits for lists that are hydrated', async () => {
    await expectReads(
      `{
        node(id: "${Buffer.from('["Ticket","59"]').toString('base64url')}") { ... on Ticket { body } }
        agentsByTeam(team: "t", first: 5) { nodes { tickets(first: 3) { nodes { body } } } }
      }`,
      { queries: 6, batches: [{ Tickets: 16 }] },
      desk,
    );
  });
});

test('a read that fails holds no wave back', async () => {
  const inner = tabletopTransport(items);
  const gateway = createTestGateway({
    schema: SHOP,
    transport: {
      send: (action, input, options) =>
        action === 'Query' && JSON.stringify(input).includes('p3')
          ? Promise.reject(new Error('broken'))
          : inner.send(action, input, options),
      close: () => inner.close(),
    },
  });
  const { data, errors, commands } = await gateway.run(
    `{ a: reviewsByProductId(productId: "p2") { nodes { user { name } } } b: reviewsByProductId(productId: "p3") { nodes { user { name } } } }`,
  );
  expect(errors?.map(({ path }) => path)).toEqual([['b']]);
  expect(data).toEqual({ a: { nodes: at(3, (n) => ({ user: { name: `User ${6 + n}` } })) }, b: null });
  expect(keyCounts(commands)).toEqual([{ Users: 3 }]);
});
