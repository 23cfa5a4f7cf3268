import { PutCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import type { TransactWrite } from '../../src/resolvers/transactBuilders.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { waitUntil } from '../support/waitUntil.js';

const schema = /* GraphQL */ `
  type Account @table(name: "Accounts", partition: "accountId") {
    accountId: ID!
    balance: Int!
    version: Int! @version
  }
  type Booking @table(name: "Bookings", partition: "bookingId") {
    bookingId: ID! @generated(by: ULID)
    amount: Int!
    bookedAt: DateTime! @generated(by: CREATED_AT)
  }
  type Moved {
    bookingId: ID!
    committed: Boolean!
    reasons: [String]!
  }
  extend type Account {
    spent: Int
  }
  extend type Mutation {
    move(from: ID!, to: ID!, amount: Int!): Moved
    forgetful: Int
    direct: Int
    client(write: Boolean!): Int
    twice: Int
    again: Int
    failing: Int
    nothing: Int
    counted: Int
    lazy: Moved
    late: Int!
    moody: Moved
  }
`;

type Args = Readonly<Record<string, unknown>>;
type Own = (parent: unknown, args: Args, context: GatewayContext) => unknown;

const account = (context: GatewayContext, accountId: string, amount: number): TransactWrite => {
  const conditions = amount < 0 ? { if: { balance: { ge: -amount } } } : {};
  const { account: accounts } = context.repositories;
  if (accounts === undefined) throw new Error('There is a repository for each type.');
  return accounts.transact.update({ accountId }, { add: { balance: amount } }, conditions);
};

const move: Own = async (_parent, args, context) => {
  const amount = Number(args['amount']);
  const booking = context.repositories['booking']?.transact.create({ amount });
  if (booking === undefined) throw new Error('There is a repository for each type.');
  const writes = [
    account(context, String(args['from']), -amount),
    account(context, String(args['to']), amount),
    booking,
  ];
  const { committed, conflicts } = await context.transact(writes);
  return {
    bookingId: booking.item['bookingId'],
    committed,
    reasons: conflicts.map((conflict) => conflict?.reason ?? null),
  };
};

/** How often resolvers have run that count. */
let runs = 0;

const resolvers: UserResolvers = {
  Account: {
    spent: (async (_parent, _args, context) => {
      await context.transact([account(context, 'a', 1)]);
      return 1;
    }) satisfies Own,
  },
  Mutation: {
    move,
    forgetful: (() => 1) satisfies Own,
    direct: (async (_parent, _args, context) => {
      await context.repositories['account']?.update({ accountId: 'a' }, { add: { balance: 1000 } });
      return 1;
    }) satisfies Own,
    client: (async (_parent, { write }, context) => {
      const TableName = context.tableName('Accounts');
      if (write === true) await context.documentClient.send(new PutCommand({ TableName, Item: { accountId: 'x' } }));
      else await context.documentClient.send(new GetCommand({ TableName, Key: { accountId: 'a' } }));
      return 1;
    }) satisfies Own,
    twice: (async (_parent, _args, context) => {
      await Promise.all([context.transact([account(context, 'a', 1)]), context.transact([account(context, 'b', 1)])]);
      return 1;
    }) satisfies Own,
    again: (async (_parent, _args, context) => {
      await context.transact([account(context, 'nobody', 1)]);
      await context.transact([account(context, 'a', 1)]);
      return 1;
    }) satisfies Own,
    failing: (() => {
      throw new GraphQLError('There is a reason.', { extensions: { code: 'REASON' } });
    }) satisfies Own,
    nothing: ((_parent, _args, context) => context.transact([])) satisfies Own,
    counted: (async (_parent, _args, context) => {
      runs += 1;
      const run = runs;
      await context.transact([account(context, 'a', 1)]);
      return run;
    }) satisfies Own,
    lazy: (async (_parent, _args, context) => {
      runs += 1;
      const { committed } = await context.transact([account(context, 'a', 1)]);
      return { bookingId: () => 'made when it is asked for', committed, reasons: [] };
    }) satisfies Own,
    moody: (async (_parent, _args, context) => {
      runs += 1;
      if (runs > 1) throw new GraphQLError('Not any more.', { extensions: { code: 'REASON' } });
      const { committed } = await context.transact([account(context, 'a', 1)]);
      return { bookingId: () => 'made when it is asked for', committed, reasons: [] };
    }) satisfies Own,
    late: (async (_parent, _args, context) => {
      await context.transact([account(context, 'b', 1)]);
      throw new GraphQLError('It is done, and the answer is lost.', { extensions: { code: 'REASON' } });
    }) satisfies Own,
  },
};

const opened: EngineGateway[] = [];
afterEach(async () => {
  for (const gateway of opened.splice(0)) await gateway.close();
});

async function open(): Promise<EngineGateway> {
  const stored = (accountId: string, balance: number) => ({
    accountId: { S: accountId },
    balance: { N: String(balance) },
    version: { N: '1' },
  });
  const items = { Accounts: [stored('a', 100), stored('b', 0)] };
  const gateway = await createEngineGateway({ schema, resolvers, items });
  opened.push(gateway);
  return gateway;
}

const BALANCES = '{ a: account(accountId: "a") { balance version } b: account(accountId: "b") { balance version } }';

async function balances(gateway: EngineGateway): Promise<unknown> {
  return (await gateway.run(BALANCES)).data;
}

const UNTOUCHED = { a: { balance: 100, version: 1 }, b: { balance: 0, version: 1 } };

const actions = ({ commands }: { readonly commands: readonly { readonly action: string }[] }) =>
  commands.map(({ action }) => action);

describe('context.transact of a mutation by itself', () => {
  test('does all of its writes in one call', async () => {
    const gateway = await open();
    const result = await gateway.run(
      'mutation { move(from: "a", to: "b", amount: 30) { bookingId committed reasons } }',
    );
    expect(result.errors).toBeUndefined();
    expect(result.data).toEqual({
      move: { bookingId: 'ULID-0001', committed: true, reasons: [null, null, null] },
    });
    expect(actions(result)).toEqual(['TransactWriteItems']);
    expect(await balances(gateway)).toEqual({ a: { balance: 70, version: 2 }, b: { balance: 30, version: 2 } });
    const { data } = await gateway.run('{ booking(bookingId: "ULID-0001") { amount } }');
    expect(data).toEqual({ booking: { amount: 30 } });
  });

  test('does none of them where one is refused, and says which', async () => {
    const gateway = await open();
    const { data } = await gateway.run('mutation { move(from: "a", to: "nobody", amount: 300) { committed reasons } }');
    expect(data).toEqual({ move: { committed: false, reasons: ['CONDITION_FAILED', 'NOT_FOUND', null] } });
    expect(await balances(gateway)).toEqual(UNTOUCHED);
  });

  test('refuses an empty one', async () => {
    const gateway = await open();
    const { errors } = await gateway.run('mutation { nothing }');
    expect(errors?.map(({ message }) => message)).toEqual([
      'A transaction without a write does nothing. Give at least one.',
    ]);
  });
});

describe('a resolver of the user’s own in mutation @transaction', () => {
  test('adds its writes to those of the other fields, in one call', async () => {
    const gateway = await open();
    const result = await gateway.run(`mutation @transaction {
      first: move(from: "a", to: "b", amount: 30) { bookingId committed reasons }
      createAccount(input: { accountId: "c", balance: 1 }) { account { accountId } }
    }`);
    expect(result.errors).toBeUndefined();
    expect(result.data).toEqual({
      first: { bookingId: 'ULID-0001', committed: true, reasons: [null, null, null] },
      createAccount: { account: { accountId: 'c' } },
    });
    expect(actions(result)).toEqual(['TransactWriteItems']);
    expect(await balances(gateway)).toEqual({ a: { balance: 70, version: 2 }, b: { balance: 30, version: 2 } });
  });

  test('is refused before anything is sent, where another field writes the same item in another way', async () => {
    const gateway = await open();
    const result = await gateway.run(`mutation @transaction {
      first: move(from: "a", to: "b", amount: 30) { committed reasons }
      createAccount(input: { accountId: "b", balance: 1 }) { account { balance } conflict { reason } }
    }`);
    expect(result.data).toEqual({ first: null, createAccount: null });
    expect(result.errors?.map(({ path, message }) => [path, message])).toEqual([
      [['first'], 'Another write of the same transaction could not be done, so nothing was written.'],
      [
        ['createAccount'],
        'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: "update" and "create" cannot be made one. Keep one of them.',
      ],
    ]);
    expect(result.commands).toEqual([]);
  });

  test('fails where another field is refused, and nothing stood against its own writes', async () => {
    const gateway = await open();
    const { data, errors } = await gateway.run(`mutation @transaction {
      first: move(from: "a", to: "b", amount: 30) { committed reasons }
      deleteAccount(accountId: "nobody") { conflict { reason } }
    }`);
    expect(data).toEqual({ first: null, deleteAccount: { conflict: { reason: 'NOT_FOUND' } } });
    expect(errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['conflict']])).toEqual([
      [['first'], 'CONFLICT', { reason: 'TRANSACTION_CANCELLED', fields: [], current: null }],
    ]);
    expect(await balances(gateway)).toEqual(UNTOUCHED);
  });

  test.each([
    ['forgetful', 'its resolver does not add its writes with context.transact'],
    ['direct', 'make the write with repositories.account.transact.update'],
    ['client(write: true)', 'PutCommand may write by itself'],
    ['twice', 'calls context.transact more than once'],
    ['again', 'send all of it again'],
  ])('%s is refused, and nothing is written', async (field, words) => {
    const gateway = await open();
    const result = await gateway.run(`mutation @transaction {
      own: ${field}
      updateAccount(accountId: "b", add: { balance: 5 }) { account { balance } conflict { reason } }
    }`);
    expect(result.errors?.map(({ message, path }) => [path, message])).toEqual([
      [['own'], expect.stringContaining(words) as unknown],
    ]);
    expect(result.data).toEqual({
      own: null,
      updateAccount: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
    });
    expect(await balances(gateway)).toEqual(UNTOUCHED);
  });

  test('may read with the document client', async () => {
    const gateway = await open();
    const { errors } = await gateway.run('mutation @transaction { client(write: false) }');
    // The test's client has nowhere to read from: the gateway itself let it pass.
    expect(errors?.map(({ message }) => message).join()).not.toContain('write by itself');
  });

  test('fails with its own error, and takes the others along', async () => {
    const gateway = await open();
    const { data, errors } = await gateway.run(`mutation @transaction {
      failing
      updateAccount(accountId: "b", add: { balance: 5 }) { conflict { reason } }
    }`);
    expect(errors?.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      ['There is a reason.', 'REASON'],
    ]);
    expect(data).toEqual({ failing: null, updateAccount: { conflict: { reason: 'TRANSACTION_CANCELLED' } } });
    expect(await balances(gateway)).toEqual(UNTOUCHED);
  });

  test('adds nothing from below a root field', async () => {
    const gateway = await open();
    const { data, errors } = await gateway.run(`mutation @transaction {
      updateAccount(accountId: "b", add: { balance: 5 }) { account { balance spent } }
    }`);
    expect(errors?.map(({ message }) => message)).toEqual([
      'A mutation with @transaction is one transaction: only resolvers of its root fields add to it, each with one context.transact before it is done.',
    ]);
    expect(data).toEqual({ updateAccount: { account: { balance: 5, spent: null } } });
  });

  test('says the same again for the same token, and does it once', async () => {
    const gateway = await open();
    const send = (amount: number) =>
      gateway.run(
        'mutation ($amount: Int!) @transaction(token: "t-1") { move(from: "a", to: "b", amount: $amount) { bookingId committed } }',
        { amount },
      );
    const first = await send(30);
    const again = await send(30);
    expect(first.data).toEqual({ move: { bookingId: 'ULID-0001', committed: true } });
    expect(again.data).toEqual(first.data);
    expect(actions(first)).toEqual(['GetItem', 'TransactWriteItems', 'UpdateItem']);
    expect(actions(again)).toEqual(['GetItem']);
    expect(await balances(gateway)).toEqual({ a: { balance: 70, version: 2 }, b: { balance: 30, version: 2 } });
    const other = await send(31);
    expect(other.errors?.map(({ extensions }) => extensions['code'])).toEqual(['TOKEN_REUSED']);
  });

  test('does it once when it is sent several times at once, and who is told to ask again finds what was done', async () => {
    const gateway = await open();
    const send = () =>
      gateway.run(
        'mutation @transaction(token: "t-2") { move(from: "a", to: "b", amount: 30) { bookingId committed } }',
      );
    const results = await Promise.all([send(), send(), send()]);
    const [booking, ...others] = await gateway.itemsOf('Bookings');
    expect(others).toEqual([]);
    const bookingId = booking?.['bookingId'];
    if (bookingId === undefined || !('S' in bookingId)) throw new Error('Nothing was booked.');
    const done = { move: { bookingId: bookingId.S, committed: true } };
    expect(results.some(({ errors }) => errors === undefined)).toBe(true);
    for (const { data, errors } of results) {
      if (errors === undefined) expect(data).toEqual(done);
      else expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['TRANSACTION_CONFLICT']);
      // Each of the callers, when it asks again.
      expect(await send()).toMatchObject({ data: done, errors: undefined });
    }
    expect(await gateway.itemsOf('Bookings')).toEqual([booking]);
    expect(await balances(gateway)).toEqual({ a: { balance: 70, version: 2 }, b: { balance: 30, version: 2 } });
  });

  test('does not run again for a token that was spent: its answer is kept', async () => {
    const gateway = await open();
    runs = 0;
    const send = () => gateway.run('mutation @transaction(token: "t-3") { counted }');
    const [first, again] = [await send(), await send()];
    expect([first.data, again.data]).toEqual([{ counted: 1 }, { counted: 1 }]);
    expect(runs).toBe(1);
    expect(actions(again)).toEqual(['GetItem']);
    expect(await balances(gateway)).toMatchObject({ a: { balance: 101 } });
  });

  test('runs again for a replay where its answer is no plain value, and writes nothing', async () => {
    const gateway = await open();
    runs = 0;
    const send = () => gateway.run('mutation @transaction(token: "t-4") { lazy { bookingId committed } }');
    const [first, again] = [await send(), await send()];
    expect(first.data).toEqual({ lazy: { bookingId: 'made when it is asked for', committed: true } });
    expect(again.data).toEqual(first.data);
    expect(runs).toBe(2);
    expect(await balances(gateway)).toMatchObject({ a: { balance: 101 } });
  });

  test('goes on after the transaction, also where an answer before it has failed', async () => {
    const gateway = await open();
    runs = 0;
    const { data, errors } = await gateway.run('mutation @transaction(token: "t-5") { late counted }');
    expect(data).toBeNull();
    expect(errors?.map(({ path }) => path)).toEqual([['late']]);
    expect(await balances(gateway)).toMatchObject({ a: { balance: 101 }, b: { balance: 1 } });
    // It is not waited for: GraphQL has given up on the document.
    await waitUntil('the other answer is kept', async () => {
      const kept = await gateway.itemsOf('sortkey');
      return JSON.stringify(kept.map(({ answers }) => answers)) === '[{"M":{"counted":{"S":"1"}}}]';
    });
  });

  test('that fails in a replay does not make the other fields say that nothing was written', async () => {
    const gateway = await open();
    runs = 0;
    const send = () =>
      gateway.run(`mutation @transaction(token: "t-6") {
        moody { committed }
        createAccount(input: { accountId: "c", balance: 1 }) { account { accountId balance } conflict { reason } }
      }`);
    const done = { account: { accountId: 'c', balance: 1 }, conflict: null };
    expect((await send()).data).toEqual({ moody: { committed: true }, createAccount: done });
    const again = await send();
    expect(again.data).toEqual({ moody: null, createAccount: done });
    expect(again.errors?.map(({ path, message }) => [path, message])).toEqual([[['moody'], 'Not any more.']]);
  });
});
