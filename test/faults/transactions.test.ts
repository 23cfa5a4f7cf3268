import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../src/server/createGateway.js';
import { startGateway } from '../e2e/startGateway.js';
import { callDynamo } from '../support/callDynamo.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import {
  answerLost,
  connectionReset,
  failure,
  forwarded,
  held,
  type ScriptedAnswer,
  serviceFault,
  success,
  throttled,
  transactionCancelled,
} from '../support/scriptedAnswer.js';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const schema = /* GraphQL */ `
  type Account
    @table(name: "Accounts", partition: "accountId")
    @index(name: "ByTier", partition: "TPK = {tier}#{region}", query: "accountsByTier") {
    accountId: ID!
    points: Int
    tier: String
    region: String
    version: Int! @version
  }
  type User @table(name: "Users", partition: "userId") {
    userId: ID!
    email: String @unique
    name: String
  }
`;

const tablePrefix = uniqueTablePrefix();
let dynamo: ScriptedEndpoint;
let gateway: Gateway;
/** Gives up soon. */
let hasty: Gateway;
/** Another writer, at the engine itself. */
let other: Gateway;

beforeAll(async () => {
  // Made on the engine itself; the gateway under test sees it through the scripted endpoint.
  other = await startGateway({ schema, tablePrefix });
  dynamo = await startScriptedEndpoint({ engine: testEngine().endpoint });
  const through = { schema, tablePrefix, tables: 'none', endpoint: dynamo.endpoint } as const;
  gateway = await startGateway(through);
  hasty = await startGateway({ ...through, requestTimeoutMs: 600 });
});
afterEach(() => {
  expect(dynamo.leftOver).toEqual({});
  dynamo.reset();
});
afterAll(async () => {
  await gateway.close();
  await hasty.close();
  await other.close();
  await dynamo.close();
});

interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[] | undefined;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly codes: readonly unknown[];
}

async function run(query: string, by: Gateway = gateway): Promise<Answer> {
  const { data, errors = [] } = await by.execute({ query });
  return { data, errors, codes: [...new Set(errors.map(({ extensions }) => extensions?.['code']))] };
}

/**
 * The answer to what is refused to the deadline. Where the deadline happens to pass while a write is under way, its
 * outcome is unknown, as another test shows: then it is asked again.
 */
async function runHastily(query: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await run(query, hasty);
    if (!answer.codes.includes('OUTCOME_UNKNOWN') || attempt === 10) return answer;
  }
}

async function stored(table: string, key: Readonly<Record<string, string>>): Promise<unknown> {
  const Key = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }]));
  const input = { TableName: tablePrefix + table, Key, ConsistentRead: true };
  return (await callDynamo(testEngine().endpoint, 'GetItem', input)).body['Item'];
}

const account = (accountId: string) => stored('Accounts', { accountId });
const user = (userId: string) => stored('Users', { userId });
const ownerOf = (email: string) => stored('sortkey', { pk: `UNIQUE#User.email#${email}`, sk: 'UNIQUE' });

let made = 0;
/** Two accounts of a test's own with ten points each. */
async function twoAccounts(): Promise<readonly [string, string]> {
  const ids = [`a${(made += 1)}`, `a${(made += 1)}`] as const;
  const put = ids.map((accountId) => `{ accountId: "${accountId}", points: 10, tier: "gold", region: "north" }`);
  await run(`mutation { batchWriteAccounts(put: [${put.join(', ')}]) { put { status } } }`);
  dynamo.reset();
  return ids;
}

const transfer = ([from, to]: readonly [string, string]) => `mutation @transaction {
  from: updateAccount(accountId: "${from}", add: { points: -1 }, if: { points: { ge: 1 } }) {
    account { points } conflict { reason current { points } } }
  to: updateAccount(accountId: "${to}", add: { points: 1 }) { account { points } conflict { reason } }
}`;
const DONE = {
  from: { account: { points: 9 }, conflict: null },
  to: { account: { points: 11 }, conflict: null },
};
const UNTOUCHED = { points: { N: '10' }, version: { N: '1' } };

const none = { Code: 'None' };
const conflict = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
const throttling = { Code: 'ThrottlingError', Message: 'Throughput exceeds the current capacity of your table' };
const overProvisioned = { Code: 'ProvisionedThroughputExceeded', Message: 'Slower.' };
const failed = (Item?: unknown) => ({
  Code: 'ConditionalCheckFailed',
  Message: 'The conditional request failed',
  Item,
});
const invalid = (Message: string) => ({ Code: 'ValidationError', Message });

const transactions = () => dynamo.inputsOf('TransactWriteItems') as readonly { readonly ClientRequestToken: string }[];

describe('a transaction that another one is in the way of', () => {
  test('is sent again until it is done, once', async () => {
    const accounts = await twoAccounts();
    dynamo.on(
      'TransactWriteItems',
      transactionCancelled([conflict, none]),
      transactionCancelled([none, conflict]),
      transactionCancelled([conflict, conflict]),
    );
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(transactions()).toHaveLength(4);
  });

  test('to the deadline is TRANSACTION_CONFLICT of each field, says when to come again, and nothing was done', async () => {
    const accounts = await twoAccounts();
    dynamo.always('TransactWriteItems', transactionCancelled([conflict, none]));
    const { errors } = await runHastily(transfer(accounts));
    expect(errors.map(({ path }) => path)).toEqual([['from'], ['to']]);
    for (const { extensions } of errors) {
      expect(extensions).toMatchObject({ code: 'TRANSACTION_CONFLICT', retryable: true });
      expect(extensions?.['retryAfterMs']).toBeGreaterThan(0);
    }
    expect(transactions().length).toBeGreaterThan(1);
    expect(await account(accounts[0])).toMatchObject(UNTOUCHED);
  });

  test.each([
    ['another transaction', conflict],
    ['a throttle', throttling],
    ['used-up capacity', overProvisioned],
  ])('is refused where a condition failed beside %s', async (_title, passing) => {
    const [from, to] = await twoAccounts();
    const item = { accountId: { S: from }, points: { N: '0' } };
    dynamo.on('TransactWriteItems', transactionCancelled([failed(item), passing]));
    expect(await run(transfer([from, to]))).toEqual({
      data: {
        from: { account: null, conflict: { reason: 'CONDITION_FAILED', current: { points: 0 } } },
        to: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
      },
      errors: [],
      codes: [],
    });
    expect(transactions()).toHaveLength(1);
  });
});

describe('a transaction that is throttled', () => {
  test.each([
    ['in the reason of one item', transactionCancelled([none, throttling])],
    ['in the reasons of all', transactionCancelled([throttling, overProvisioned])],
    ['beside a conflict', transactionCancelled([conflict, throttling])],
    ['as a whole', throttled()],
    ['as a whole, by rate', throttled('ThrottlingException')],
  ])('%s, is done once when there is capacity again', async (_title, answer) => {
    const accounts = await twoAccounts();
    dynamo.on('TransactWriteItems', answer, answer);
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(transactions()).toHaveLength(3);
  });

  test('to the deadline is THROTTLED, and nothing was done', async () => {
    const accounts = await twoAccounts();
    dynamo.always('TransactWriteItems', transactionCancelled([none, throttling]));
    const { codes, errors } = await runHastily(transfer(accounts));
    expect(codes).toEqual(['THROTTLED']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: true, retryAfterMs: expect.any(Number) });
    expect(await account(accounts[0])).toMatchObject(UNTOUCHED);
  });
});

describe('a transaction whose answer is lost', () => {
  test.each([
    ['after it was done', answerLost()],
    ['with a fault of the service', serviceFault()],
    ['with a service that is unavailable', serviceFault('ServiceUnavailable')],
    ['with the connection', connectionReset('after')],
    ['half way', { kind: 'truncate', body: { ConsumedCapacity: [] } } as const],
  ])('%s, is sent again with the same ClientRequestToken and has one effect', async (_title, answer) => {
    const accounts = await twoAccounts();
    dynamo.on('TransactWriteItems', answer);
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    const [first, second] = transactions();
    expect(transactions()).toHaveLength(2);
    expect(second).toEqual(first);
    expect(first?.ClientRequestToken).toMatch(/^[\w-]{36}$/);
    expect(await account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('and that is still at work when it is sent again, is waited for', async () => {
    const accounts = await twoAccounts();
    const inProgress = failure('TransactionInProgressException');
    dynamo.on('TransactWriteItems', answerLost(), inProgress, inProgress);
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(new Set(transactions().map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(1);
    expect(await account(accounts[1])).toMatchObject({ points: { N: '11' }, version: { N: '2' } });
  });

  test('and that was never done, is refused where its condition does not hold the second time', async () => {
    const [from, to] = await twoAccounts();
    dynamo.on('TransactWriteItems', connectionReset('after'), transactionCancelled([failed(), none]));
    expect(await run(transfer([from, to]))).toMatchObject({
      data: { from: { conflict: { reason: 'NOT_FOUND', current: null } } },
      errors: [],
    });
  });

  test('of one create with a unique value, is done once', async () => {
    const email = `lost-${(made += 1)}@x`;
    dynamo.on('TransactWriteItems', answerLost());
    expect(
      await run(
        `mutation { createUser(input: { userId: "${email}", email: "${email}" }) { user { email } conflict { reason } } }`,
      ),
    ).toMatchObject({ data: { createUser: { user: { email }, conflict: null } }, errors: [] });
    expect(await ownerOf(email)).toMatchObject({ owner: { M: { userId: { S: email } } } });
  });

  test('each time, is OUTCOME_UNKNOWN at the deadline', async () => {
    const accounts = await twoAccounts();
    dynamo.always('TransactWriteItems', answerLost());
    const { codes, errors } = await run(transfer(accounts), hasty);
    expect(codes).toEqual(['OUTCOME_UNKNOWN']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: false });
    expect(await account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('and is then refused a place to the deadline, is OUTCOME_UNKNOWN', async () => {
    const accounts = await twoAccounts();
    dynamo.on('TransactWriteItems', answerLost());
    dynamo.always('TransactWriteItems', failure('TransactionInProgressException'));
    expect((await run(transfer(accounts), hasty)).codes).toEqual(['OUTCOME_UNKNOWN']);
  });

  test('because the deadline passes while it is under way, is OUTCOME_UNKNOWN', async () => {
    const accounts = await twoAccounts();
    const late = held(success({}));
    dynamo.on('TransactWriteItems', late.answer);
    expect((await run(transfer(accounts), hasty)).codes).toEqual(['OUTCOME_UNKNOWN']);
    late.release();
  });
});

describe('an outcome that is known is never called unknown:', () => {
  test('a transaction that was not sent', async () => {
    const [from] = await twoAccounts();
    const late = held(success({}));
    dynamo.on('GetItem', late.answer);
    const { codes } = await run(
      `mutation @transaction { updateAccount(accountId: "${from}", set: { tier: "blue" }) { account { tier } } }`,
      hasty,
    );
    late.release();
    expect(codes).toEqual(['DEADLINE_EXCEEDED']);
    expect(dynamo.actions).toEqual(['GetItem']);
  });

  test('a condition that did not hold, whatever was lost before', async () => {
    const [from, to] = await twoAccounts();
    dynamo.on('TransactWriteItems', connectionReset('after'), serviceFault(), transactionCancelled([failed(), none]));
    expect((await run(transfer([from, to]))).codes).toEqual([]);
  });
});

describe('the items of a transaction are read after it', () => {
  test.each([
    ['throttled', throttled(), 'THROTTLED'],
    ['refused', failure('AccessDeniedException', { message: 'Secret words' }), 'INTERNAL_SERVER_ERROR'],
    ['not answered', connectionReset('after'), 'DEADLINE_EXCEEDED'],
  ])('and where that is %s, the item is an error and the write is done', async (_title, answer, code) => {
    const accounts = await twoAccounts();
    dynamo.always('BatchGetItem', answer);
    const { data, errors } = await run(transfer(accounts), hasty);
    expect(data).toEqual({ from: { account: null, conflict: null }, to: { account: null, conflict: null } });
    expect(errors.map(({ path }) => path)).toEqual([
      ['from', 'account'],
      ['to', 'account'],
    ]);
    expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set([code]));
    for (const { message } of errors) expect(message).not.toContain('Secret');
    expect(await account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('through faults that pass', async () => {
    const accounts = await twoAccounts();
    dynamo.on('BatchGetItem', throttled(), serviceFault(), connectionReset('after'));
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
  });

  test('and not where none is selected', async () => {
    const accounts = await twoAccounts();
    await run(transfer(accounts).replaceAll('account { points } conflict', 'conflict'));
    expect(dynamo.actions).toEqual(['TransactWriteItems']);
  });
});

/** The engine is asked once other writers have done something. */
function after(changes: () => Promise<unknown>): () => ScriptedAnswer {
  return () => ({ kind: 'hold', until: changes().then(() => undefined), answer: { kind: 'forward' } });
}

const byAnother = (action: string, input: object) => after(() => callDynamo(testEngine().endpoint, action, input));

describe('an item that another writer changes between the read and the transaction', () => {
  const setting = (accountId: string, region: string) => ({
    TableName: `${tablePrefix}Accounts`,
    Key: { accountId: { S: accountId } },
    UpdateExpression: 'SET #region = :region, TPK = :tpk, points = :p ADD version :one',
    ExpressionAttributeNames: { '#region': 'region' },
    ExpressionAttributeValues: {
      ':region': { S: region },
      ':tpk': { S: `gold#${region}` },
      ':p': { N: '77' },
      ':one': { N: '1' },
    },
  });
  const upgrade = ([one, other]: readonly [string, string]) => `mutation @transaction {
    one: updateAccount(accountId: "${one}", set: { tier: "blue" }) { account { tier region points } conflict { reason } }
    other: updateAccount(accountId: "${other}", add: { points: 1 }) { account { points } conflict { reason } }
  }`;

  test('is read again, and no change is lost', async () => {
    const [one, other] = await twoAccounts();
    dynamo.on('TransactWriteItems', byAnother('UpdateItem', setting(one, 'south')));
    expect(await run(upgrade([one, other]))).toMatchObject({
      data: {
        one: { account: { tier: 'blue', region: 'south', points: 77 }, conflict: null },
        other: { account: { points: 11 }, conflict: null },
      },
      errors: [],
    });
    expect(await account(one)).toMatchObject({ TPK: { S: 'blue#south' }, version: { N: '3' } });
    expect(await account(other)).toMatchObject({ version: { N: '2' } });
    expect(transactions()).toHaveLength(2);
  });

  test('each of ten times is OVERLOADED, and nothing was done', async () => {
    const [one, other] = await twoAccounts();
    const regions = Array.from({ length: 10 }, (_, at) => `region-${at}`);
    dynamo.on('TransactWriteItems', ...regions.map((region) => byAnother('UpdateItem', setting(one, region))));
    const { codes, errors } = await run(upgrade([one, other]));
    expect(codes).toEqual(['OVERLOADED']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
    expect(errors[0]?.message).toContain('each of the 10 times');
    expect(await account(one)).toMatchObject({ tier: { S: 'gold' }, region: { S: 'region-9' }, version: { N: '11' } });
    expect(await account(other)).toMatchObject(UNTOUCHED);
  });

  test('and that is deleted is NOT_FOUND', async () => {
    const [one, other] = await twoAccounts();
    const key = { TableName: `${tablePrefix}Accounts`, Key: { accountId: { S: one } } };
    dynamo.on('TransactWriteItems', byAnother('DeleteItem', key));
    expect(await run(upgrade([one, other]))).toMatchObject({
      data: { one: { conflict: { reason: 'NOT_FOUND' } }, other: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    });
  });

  async function newUser(userId: string, email: string | null): Promise<void> {
    const input = `{ userId: "${userId}", email: ${JSON.stringify(email)} }`;
    const query = `mutation { createUser(input: ${input}) { conflict { reason } } }`;
    expect(await other.execute({ query })).toEqual({ data: { createUser: { conflict: null } } });
  }

  const setEmail = (userId: string, email: string | null) =>
    `mutation { updateUser(userId: "${userId}", set: { email: ${JSON.stringify(email)} }) { conflict { reason } } }`;

  async function otherSets(userId: string, email: string | null): Promise<void> {
    expect(await other.execute({ query: setEmail(userId, email) })).toEqual({
      data: { updateUser: { conflict: null } },
    });
  }

  test('gives up the unique value that it has by then, and no other', async () => {
    const userId = `u${(made += 1)}`;
    const [a, b, c] = [`a-${userId}@x`, `b-${userId}@x`, `c-${userId}@x`];
    await newUser(userId, a);
    dynamo.on(
      'TransactWriteItems',
      after(() => otherSets(userId, b)),
    );
    expect(await run(setEmail(userId, c))).toMatchObject({ data: { updateUser: { conflict: null } } });
    expect(await user(userId)).toMatchObject({ email: { S: c } });
    expect(await Promise.all([a, b, c].map(ownerOf))).toEqual([
      undefined,
      undefined,
      expect.objectContaining({ owner: { M: { userId: { S: userId } } } }),
    ]);
  });

  test('and back, as another item takes and leaves its unique value, leaves no marker behind', async () => {
    const [first, second] = [`u${(made += 1)}`, `u${(made += 1)}`];
    const [a, b] = [`a-${first}@x`, `b-${first}@x`];
    await newUser(first, a);
    await newUser(second, null);
    dynamo.on(
      'TransactWriteItems',
      after(async () => {
        await otherSets(first, null);
        await otherSets(second, a);
      }),
    );
    // When it is read again, it has its value again.
    dynamo.on(
      'GetItem',
      forwarded(),
      after(async () => {
        await otherSets(second, null);
        await otherSets(first, a);
      }),
    );
    expect(await run(setEmail(first, b))).toMatchObject({ data: { updateUser: { conflict: null } } });
    expect(await ownerOf(a)).toBeUndefined();
    expect(await ownerOf(b)).toMatchObject({ owner: { M: { userId: { S: first } } } });
    expect(await user(second)).toEqual({ userId: { S: second } });
  });
});

describe('an action that DynamoDB takes for wrong', () => {
  test.each([
    ['an item too large', 'Item size to update has exceeded the maximum allowed size', 'ITEM_TOO_LARGE'],
    [
      'a sum too great',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
      'BAD_USER_INPUT',
    ],
  ])('for %s is the error of its own field', async (_title, message, code) => {
    const accounts = await twoAccounts();
    const answer = transactionCancelled([none, invalid(message)]);
    // The item is looked at first: a stored value may be the reason.
    dynamo.on('TransactWriteItems', answer, answer);
    const { data, errors } = await run(transfer(accounts));
    expect(errors).toMatchObject([{ path: ['to'], extensions: { code, retryable: false } }]);
    expect(data).toMatchObject({ from: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } }, to: null });
    expect(await account(accounts[0])).toMatchObject(UNTOUCHED);
  });

  test('because a stored value has another type is ITEM_INVALID of its own field', async () => {
    const [from, to] = await twoAccounts();
    await callDynamo(testEngine().endpoint, 'PutItem', {
      TableName: `${tablePrefix}Accounts`,
      Item: { accountId: { S: to }, points: { S: 'many' }, version: { N: '1' } },
    });
    const { data, errors } = await run(transfer([from, to]));
    expect(errors).toMatchObject([{ path: ['to'], extensions: { code: 'ITEM_INVALID' } }]);
    expect(data).toMatchObject({ from: { conflict: { reason: 'TRANSACTION_CANCELLED' } } });
    expect(await account(from)).toMatchObject(UNTOUCHED);
  });

  test.each([
    ['a conflict', conflict],
    ['a throttle', throttling],
  ])('beside %s is looked at, and done when that has passed', async (_title, passing) => {
    const accounts = await twoAccounts();
    const wrong = invalid('An operand in the update expression has an incorrect data type');
    dynamo.on('TransactWriteItems', transactionCancelled([passing, wrong]));
    expect(await run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(dynamo.actions.slice(0, 3)).toEqual(['TransactWriteItems', 'GetItem', 'TransactWriteItems']);
  });

  test('for no reason in the item is a fault, masked', async () => {
    const accounts = await twoAccounts();
    dynamo.always('TransactWriteItems', transactionCancelled([none, invalid('Secret words')]));
    const { errors } = await run(transfer(accounts));
    expect(errors.map(({ extensions }) => extensions?.['code'])).toContain('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toContain('Secret');
    expect(transactions()).toHaveLength(2);
  });
});

test('a transaction whose key cannot be is refused at its own field, and the others are cancelled', async () => {
  const [one] = await twoAccounts();
  const { data, errors } = await run(`mutation @transaction {
    one: updateAccount(accountId: "${one}", add: { points: 1 }) { conflict { reason } }
    other: createAccount(input: { accountId: "" }) { conflict { reason } }
  }`);
  expect(errors).toMatchObject([
    { path: ['other'], extensions: { code: 'BAD_USER_INPUT', argument: ['input', 'accountId'] } },
  ]);
  expect(data).toEqual({ one: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, other: null });
  expect(dynamo.actions).toEqual([]);
  const { errors: placed } = await run(`mutation { transactWrite(items: [
    { account: { update: { accountId: "${one}", add: { points: 1 } } } }
    { account: { create: { input: { accountId: "" } } } }
  ]) { results { account { conflict { reason } } } } }`);
  expect(placed).toMatchObject([
    { path: ['transactWrite'], extensions: { argument: ['items', 1, 'account', 'create', 'input', 'accountId'] } },
  ]);
});
