import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { TEST_NOW } from '../support/moments.js';
import type { TestGateway } from '../support/testGateway.js';

const schema = /* GraphQL */ `
  type Order @table(name: "Orders", partition: "orderId") {
    orderId: ID! @generated(by: ULID)
    receipt: ID! @generated(by: UUID)
    createdAt: DateTime! @generated(by: CREATED_AT)
    total: Int
    slug: String @unique
    version: Int! @version
  }
  type Account @table(name: "Accounts", partition: "accountId") {
    accountId: ID!
    points: Int
    updatedAt: DateTime @generated(by: UPDATED_AT)
    version: Int! @version
  }
`;

const HOUR_MS = 60 * 60 * 1000;

/** Each request of any gateway has an id and a moment of its own: what is the same in two answers was not made twice. */
let made = 0;
let laterMs = 0;
const own = {
  now: () => new Date(TEST_NOW.getTime() + laterMs + (made += 1)),
  newId: (kind: string) => `${kind}-${(made += 1)}`,
};

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema, ...own });
});
afterAll(() => gateway.close());

const ORDER = 'order { orderId receipt createdAt total version } conflict { reason }';
const ACCOUNT = 'account { points updatedAt version } conflict { reason }';

/** One order, paid with points, by either way to say it. */
const ways = [
  [
    'mutation @transaction',
    `mutation ($token: String, $account: ID!, $total: Int!, $min: Int!) @transaction(token: $token) {
      order: createOrder(input: { total: $total }) { ${ORDER} }
      account: updateAccount(accountId: $account, add: { points: -1 }, if: { points: { ge: $min } }) { ${ACCOUNT} } }`,
  ],
  [
    'transactWrite',
    `mutation ($token: String, $account: ID!, $total: Int!, $min: Int!) {
      transactWrite(token: $token, items: [
        { order: { create: { input: { total: $total } } } }
        { account: { update: { accountId: $account, add: { points: -1 }, if: { points: { ge: $min } } } } }
      ]) { results { order { ${ORDER} } account { ${ACCOUNT} } } } }`,
  ],
] as const;

interface Answer {
  readonly order: { readonly order: Readonly<Record<string, unknown>> | null; readonly conflict: unknown };
  readonly account: { readonly account: Readonly<Record<string, unknown>> | null; readonly conflict: unknown };
}

interface Payment {
  readonly token?: string;
  readonly account: string;
  readonly total?: number;
  readonly min?: number;
}

async function pay(operation: string, payment: Payment, by: TestGateway = gateway, identity = '') {
  const { data, errors } = await by.run(operation, { total: 5, min: 0, ...payment }, { identity });
  const results = (data as { transactWrite?: { results: readonly object[] } | null } | null)?.transactWrite?.results;
  // Of each result the one member that is its own.
  const members = results?.flatMap((result) => Object.entries(result).filter(([, payload]) => payload !== null));
  const answer = (members === undefined ? data : Object.fromEntries(members)) as Answer;
  return { answer, codes: errors?.map(({ extensions }) => extensions['code']) };
}

/** A token and an account with ten points of a test's own. */
async function newAccount(): Promise<{ readonly token: string; readonly account: string }> {
  const account = `account-${(made += 1)}`;
  const { errors } = await gateway.run(
    'mutation ($id: ID!) { createAccount(input: { accountId: $id, points: 10 }) { conflict { reason } } }',
    { id: account },
  );
  expect(errors).toBeUndefined();
  return { token: `token of ${account}`, account };
}

/** How many orders there are, and the points of the account. */
async function effect(account: string): Promise<{ readonly orders: number; readonly points: unknown }> {
  const orders = await gateway.itemsOf('Orders');
  const { data } = await gateway.run('query ($id: ID!) @consistent { account(accountId: $id) { points } }', {
    id: account,
  });
  return { orders: orders.length, points: (data as { account: { points: number } }).account.points };
}

describe.each(ways)('a transaction with a token, by %s,', (_way, operation) => {
  test('sent 20 times at once to two gateways is done once, and has one answer', async () => {
    const payment = await newAccount();
    const { orders } = await effect(payment.account);
    const other = gateway.another(own);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => pay(operation, payment, at % 2 === 0 ? gateway : other)),
    );
    const [first] = answers;
    expect(first?.answer.order.order).toMatchObject({ total: 5, version: 1 });
    expect(answers).toEqual(answers.map(() => first));
    expect(await effect(payment.account)).toEqual({ orders: orders + 1, points: 9 });
  });

  test('sent again later, also to a gateway made anew, has no effect and the same answer', async () => {
    const payment = await newAccount();
    const { orders } = await effect(payment.account);
    const first = await pay(operation, payment);
    expect(first).toMatchObject({ answer: { account: { account: { points: 9, version: 2 }, conflict: null } } });
    for (let times = 1; times <= 3; times += 1) expect(await pay(operation, payment)).toEqual(first);
    expect(await pay(operation, payment, gateway.another(own))).toEqual(first);
    expect(await effect(payment.account)).toEqual({ orders: orders + 1, points: 9 });
  });

  test('is another one for another identity', async () => {
    const payment = await newAccount();
    const [ann, ben, nobody] = await Promise.all([
      pay(operation, payment, gateway, 'ann'),
      pay(operation, payment, gateway, 'ben'),
      pay(operation, payment),
    ]);
    const ids = [ann, ben, nobody].map(({ answer }) => answer.order.order?.['orderId']);
    expect(new Set(ids).size).toBe(3);
    expect((await effect(payment.account)).points).toBe(7);
    const again = await pay(operation, payment, gateway, 'ben');
    expect(again.answer.order).toEqual(ben.answer.order);
  });

  test('is TOKEN_REUSED with other variables, and nothing is done', async () => {
    const payment = await newAccount();
    await pay(operation, payment);
    const before = await effect(payment.account);
    const { codes } = await pay(operation, { ...payment, total: 6 });
    expect(new Set(codes)).toEqual(new Set(['TOKEN_REUSED']));
    expect(await effect(payment.account)).toEqual(before);
  });

  test('is TOKEN_REUSED with another operation', async () => {
    const payment = await newAccount();
    await pay(operation, payment);
    const { codes } = await pay(operation.replace('points: -1', 'points: -2'), payment);
    expect(new Set(codes)).toEqual(new Set(['TOKEN_REUSED']));
    expect((await effect(payment.account)).points).toBe(9);
  });

  test('shows on a replay what has changed since as it is now, and what was generated as it was then', async () => {
    const payment = await newAccount();
    const first = await pay(operation, payment);
    const order = first.answer.order.order;
    await gateway.run(
      `mutation ($order: ID!, $account: ID!) {
        updateOrder(orderId: $order, set: { total: 50 }) { conflict { reason } }
        updateAccount(accountId: $account, set: { points: 100 }) { conflict { reason } } }`,
      { order: order?.['orderId'], account: payment.account },
    );
    expect((await pay(operation, payment)).answer).toEqual({
      order: { order: { ...order, total: 50, version: 2 }, conflict: null },
      account: { account: { ...first.answer.account.account, points: 100, version: 3 }, conflict: null },
    });
  });

  test('shows on a replay an item that was deleted since as null, and does not make it again', async () => {
    const payment = await newAccount();
    const first = await pay(operation, payment);
    await gateway.run('mutation ($id: ID!) { deleteOrder(orderId: $id) { conflict { reason } } }', {
      id: first.answer.order.order?.['orderId'],
    });
    const before = await effect(payment.account);
    const again = await pay(operation, payment);
    expect(again).toEqual({
      answer: { ...first.answer, order: { order: null, conflict: null } },
      codes: undefined,
    });
    expect(await effect(payment.account)).toEqual(before);
  });

  test('that was refused is not spent: it is done when nothing stands in its way', async () => {
    const payment = { ...(await newAccount()), min: 11 };
    const refused = await pay(operation, payment);
    expect(refused.answer.account.conflict).toEqual({ reason: 'CONDITION_FAILED' });
    expect(refused.answer.order.conflict).toEqual({ reason: 'TRANSACTION_CANCELLED' });
    await gateway.run(
      'mutation ($id: ID!) { updateAccount(accountId: $id, add: { points: 1 }) { account { points } } }',
      {
        id: payment.account,
      },
    );
    const done = await pay(operation, payment);
    expect(done.answer.account).toMatchObject({ account: { points: 10 }, conflict: null });
    // Now its condition would not hold any more, and still the answer is that it was done.
    expect(await pay(operation, payment)).toEqual(done);
  });

  test('is forgotten after 24 hours, not before', async () => {
    const payment = await newAccount();
    const first = await pay(operation, payment);
    laterMs += 23 * HOUR_MS;
    expect(await pay(operation, payment)).toEqual(first);
    laterMs += HOUR_MS;
    const again = await pay(operation, payment);
    expect(again.answer.order.order?.['orderId']).not.toBe(first.answer.order.order?.['orderId']);
    expect((await effect(payment.account)).points).toBe(8);
  });
});

test('a token goes by what is asked, not by how the document is laid out or the variables are ordered', async () => {
  const [[, operation]] = ways;
  const payment = await newAccount();
  const first = await pay(operation, payment);
  const { account, token } = payment;
  expect(await pay(operation.replace(/\s+/g, '\n  '), { account, total: 5, token })).toEqual(first);
});

test('a replay of a create over a unique value finds its own value taken, and says that it was done', async () => {
  const operation = `mutation ($token: String) @transaction(token: $token) {
    createOrder(input: { slug: "first" }) { order { orderId slug } conflict { reason fields } } }`;
  const first = await gateway.run(operation, { token: 'slug' });
  expect(first.data).toMatchObject({ createOrder: { order: { slug: 'first' }, conflict: null } });
  const answers = await Promise.all([1, 2, 3].map(() => gateway.run(operation, { token: 'slug' })));
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => first.data));
  const fresh = await gateway.run(operation, { token: 'another' });
  expect(fresh.data).toMatchObject({ createOrder: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['slug'] } } });
});
