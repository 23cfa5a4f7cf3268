import { describe, expect, test } from '@jest/globals';
import type { GatewayContext } from '../../../src/resolvers/gatewayContext.js';
import type { UserResolvers } from '../../../src/resolvers/userResolvers.js';
import { item } from '../../support/scenarioItem.js';
import { tabletopTransport, type TabletopItems } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';

const SCHEMA = `
  type Order @table(name: "Orders", partition: "orderId") {
    orderId: ID!
    customerId: ID
    amount: Int
    size: Size
    customer: Customer @belongsTo
    receipt: Receipt @belongsTo
    lines: [Line!]! @hasMany
  }
  type Size { width: Int }
  type Receipt @table(name: "Receipts", partition: "orderId") {
    orderId: ID!
    order: Order @belongsTo
  }
  type Customer @table(name: "Customers", partition: "customerId") { customerId: ID! name: String }
  type Line @table(name: "Lines", partition: "orderId", sort: "number") { orderId: ID! number: Int! }
  extend type Order { summary: String owner: Customer again: Query copy: Order }
  extend type Query { greeting: String latestAmount: Int! }
`;

const items = {
  Orders: [item({ orderId: 'o1', customerId: 'c1', amount: 7, size: { width: 3 } })],
  Receipts: [item({ orderId: 'o1' })],
  Customers: [item({ customerId: 'c1', name: 'Ada' })],
};

type Order = Readonly<Record<string, unknown>>;

const resolvers: UserResolvers = {
  Order: {
    summary: ({ orderId, amount }: Order) => `${String(orderId)}: ${String(amount)}`,
    owner: ({ customerId }: Order, _args: unknown, { repositories }: GatewayContext) =>
      repositories['customer']?.get({ customerId }),
    again: () => ({}),
    copy: (order: Order) => ({ ...order, __typename: 'Order' }),
  },
  Size: { width: ({ width }: { readonly width: number }) => width * 10 },
  Query: {
    greeting: () => 'Hello',
    latestAmount: async (_parent: unknown, _args: unknown, { repositories }: GatewayContext) =>
      (await repositories['order']?.get({ orderId: 'o1' }))?.['amount'],
  },
};

function start(more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}, stored: TabletopItems = items) {
  const own = { ...resolvers, ...more };
  return createTestGateway({ schema: SCHEMA, resolvers: own, transport: tabletopTransport(stored) });
}

const orderGet = { Get: { TableName: 'Orders', Key: { orderId: { S: 'o1' } } } };
const customerGet = { Get: { TableName: 'Customers', Key: { customerId: { S: 'c1' } } } };

describe("resolvers of the user's own in a query @transaction", () => {
  test('run, and see whole items', async () => {
    const { data, commands } = await start().run('query @transaction { order(orderId: "o1") { summary } greeting }');
    expect(data).toEqual({ order: { summary: 'o1: 7' }, greeting: 'Hello' });
    expect(commands).toEqual([
      { action: 'GetItem', TableName: 'Orders', Key: { orderId: { S: 'o1' } }, ConsistentRead: true },
    ]);
  });

  test('read items of the snapshot, which are then whole, also those of other fields', async () => {
    const { data, commands } = await start().run(
      'query @transaction { latestAmount order(orderId: "o1") { owner { name } } customer(customerId: "c1") { name } }',
    );
    expect(data).toEqual({ latestAmount: 7, order: { owner: { name: 'Ada' } }, customer: { name: 'Ada' } });
    expect(commands).toEqual([{ action: 'TransactGetItems', TransactItems: [orderGet, customerGet] }]);
  });

  test('cannot read an item that the document does not select by its key', async () => {
    const { data, errors, commands } = await start().run(
      'query @transaction { order(orderId: "o1") { owner { name } } }',
    );
    expect(data).toEqual({ order: { owner: null } });
    expect(errors).toMatchObject([
      {
        path: ['order', 'owner'],
        message:
          "This Customer is not in the snapshot of this query with @transaction, which holds the items whose keys follow from the document's arguments, as they were before any write. Select it in the document by its key, or read it in a query without @transaction.",
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(commands.map(({ action }) => action)).toEqual(['GetItem']);
  });

  test('send nothing where there is nothing to read', async () => {
    const { errors, commands } = await start().run('query @transaction { greeting latestAmount }');
    expect(errors).toMatchObject([{ path: ['latestAmount'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(commands).toEqual([]);
  });

  test('cannot query', async () => {
    const summary = async (order: Order, _args: unknown, { repositories }: GatewayContext) => {
      const lines = await repositories['line']?.query({ partition: { orderId: order['orderId'] }, limit: 5 });
      return `${lines?.length} lines`;
    };
    const gateway = start({ Order: { ...(resolvers['Order'] as object), summary } });
    const { data, errors, commands } = await gateway.run(
      'query @transaction { order(orderId: "o1") { amount summary } }',
    );
    expect(data).toEqual({ order: { amount: 7, summary: null } });
    expect(errors).toMatchObject([
      {
        path: ['order', 'summary'],
        message:
          'repositories.line.query cannot be read in a query with @transaction: a snapshot is of items by their keys, and not of lists. Ask for this field in a query without @transaction.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(commands.map(({ action }) => action)).toEqual(['GetItem']);
  });

  test('may look at everything where one stands on a field inside a map', async () => {
    const { data, commands } = await start().run('query @transaction { order(orderId: "o1") { size { width } } }');
    expect(data).toEqual({ order: { size: { width: 30 } } });
    expect(commands).toEqual([
      { action: 'GetItem', TableName: 'Orders', Key: { orderId: { S: 'o1' } }, ConsistentRead: true },
    ]);
  });

  test('that give an item lead to no relation of it: its key is not known beforehand', async () => {
    const { data, errors, commands } = await start().run(
      'query @transaction { greeting order(orderId: "o1") { copy { receipt { orderId } } } }',
    );
    expect(data).toEqual({ greeting: null, order: null });
    expect(errors?.map(({ message }) => message)).toEqual(
      Array(2).fill(
        '"order.copy.receipt" cannot be read in a query with @transaction: its key is in "orderId" of the Order, which is not known before that is read. Give the key yourself in a field of its own, or ask for this one in a query without @transaction.',
      ),
    );
    expect(commands).toEqual([]);
  });

  test('that give the root again lead to its fields by key', async () => {
    const { data, commands } = await start().run(
      'query @transaction { order(orderId: "o1") { again { customer(customerId: "c1") { name } } } }',
    );
    expect(data).toEqual({ order: { again: { customer: { name: 'Ada' } } } });
    expect(commands).toEqual([{ action: 'TransactGetItems', TransactItems: [orderGet, customerGet] }]);
  });

  test('that write do not read what they wrote: it is of another moment', async () => {
    const summary = async ({ orderId }: Order, _args: unknown, { repositories }: GatewayContext) => {
      await repositories['order']?.update({ orderId }, { set: { amount: 8 } });
      return String((await repositories['order']?.get({ orderId }))?.['amount']);
    };
    const gateway = start({ Order: { ...(resolvers['Order'] as object), summary } });
    const { errors, commands } = await gateway.run('query @transaction { order(orderId: "o1") { summary } }');
    expect(errors).toMatchObject([{ path: ['order', 'summary'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(commands.map(({ action }) => action)).toEqual(['GetItem', 'UpdateItem']);
  });
});

test('a key that the stored item tells otherwise than its own key is refused, and not read at another moment', async () => {
  const schema = `
    type Receipt @table(name: "Receipts", partition: "PK = {orderId}") { orderId: ID! order: Order @belongsTo }
    type Order @table(name: "Orders", partition: "orderId") { orderId: ID! amount: Int }
  `;
  const Receipts = [item({ PK: 'o1', orderId: 'o2' })];
  const gateway = createTestGateway({ schema, transport: tabletopTransport({ Receipts }) });
  const { data, errors, commands } = await gateway.run(
    'query @transaction { receipt(orderId: "o1") { orderId order { amount } } }',
  );
  expect(data).toEqual({ receipt: { orderId: 'o2', order: null } });
  expect(errors).toMatchObject([{ path: ['receipt', 'order'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(commands.map(({ action }) => action)).toEqual(['TransactGetItems']);
});

test('a document whose fragments lead to one place on ever more ways is planned in little time', async () => {
  const levels = 30;
  const fragments = Array.from(
    { length: levels },
    (_none, at) => `fragment F${at} on Order { a: receipt { ...G${at} } b: receipt { ...G${at} } }
      fragment G${at} on Receipt { order { ...F${at + 1} } }`,
  );
  const document = `query @transaction { order(orderId: "none") { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Order { amount }`;
  const { data, commands } = await start().run(document);
  expect(data).toEqual({ order: null });
  expect(commands.map(({ action }) => action)).toEqual(['TransactGetItems']);
});
