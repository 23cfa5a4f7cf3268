import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { conflict, failed, invalid, none, overProvisioned, throttling } from '../support/cancellationReasons.js';
import { DONE, type FaultyBank, startFaultyBank, transfer, UNTOUCHED } from '../support/faultyBank.js';
import { throttled, transactionCancelled } from '../support/scriptedAnswer.js';

let bank: FaultyBank;
beforeAll(async () => {
  bank = await startFaultyBank();
});
afterEach(() => bank.nextTest());
afterAll(() => bank.close());

describe('a transaction that another one is in the way of', () => {
  test('is sent again until it is done, once', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.on(
      'TransactWriteItems',
      transactionCancelled([conflict, none]),
      transactionCancelled([none, conflict]),
      transactionCancelled([conflict, conflict]),
    );
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(bank.transactions()).toHaveLength(4);
  });

  test('to the deadline is TRANSACTION_CONFLICT of each field, says when to come again, and nothing was done', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.always('TransactWriteItems', transactionCancelled([conflict, none]));
    const { errors } = await bank.runHastily(transfer(accounts));
    expect(errors.map(({ path }) => path)).toEqual([['from'], ['to']]);
    for (const { extensions } of errors) {
      expect(extensions).toMatchObject({ code: 'TRANSACTION_CONFLICT', retryable: true });
      expect(extensions?.['retryAfterMs']).toBeGreaterThan(0);
    }
    expect(bank.transactions().length).toBeGreaterThan(1);
    expect(await bank.account(accounts[0])).toMatchObject(UNTOUCHED);
  });

  test.each([
    ['another transaction', conflict],
    ['a throttle', throttling],
    ['used-up capacity', overProvisioned],
  ])('is refused where a condition failed beside %s', async (_title, passing) => {
    const [from, to] = await bank.twoAccounts();
    const item = { accountId: { S: from }, points: { N: '0' } };
    bank.dynamo.on('TransactWriteItems', transactionCancelled([failed(item), passing]));
    expect(await bank.run(transfer([from, to]))).toEqual({
      data: {
        from: { account: null, conflict: { reason: 'CONDITION_FAILED', current: { points: 0 } } },
        to: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
      },
      errors: [],
      codes: [],
    });
    expect(bank.transactions()).toHaveLength(1);
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
    const accounts = await bank.twoAccounts();
    bank.dynamo.on('TransactWriteItems', answer, answer);
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(bank.transactions()).toHaveLength(3);
  });

  test('to the deadline is THROTTLED, and nothing was done', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.always('TransactWriteItems', transactionCancelled([none, throttling]));
    const { codes, errors } = await bank.runHastily(transfer(accounts));
    expect(codes).toEqual(['THROTTLED']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: true, retryAfterMs: expect.any(Number) });
    expect(await bank.account(accounts[0])).toMatchObject(UNTOUCHED);
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
    const accounts = await bank.twoAccounts();
    const answer = transactionCancelled([none, invalid(message)]);
    // The item is looked at first: a stored value may be the reason.
    bank.dynamo.on('TransactWriteItems', answer, answer);
    const { data, errors } = await bank.run(transfer(accounts));
    expect(errors).toMatchObject([{ path: ['to'], extensions: { code, retryable: false } }]);
    expect(data).toMatchObject({ from: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } }, to: null });
    expect(await bank.account(accounts[0])).toMatchObject(UNTOUCHED);
  });

  test('because a stored value has another type is ITEM_INVALID of its own field', async () => {
    const [from, to] = await bank.twoAccounts();
    await bank.call('PutItem', {
      TableName: `${bank.tablePrefix}Accounts`,
      Item: { accountId: { S: to }, points: { S: 'many' }, version: { N: '1' } },
    });
    const { data, errors } = await bank.run(transfer([from, to]));
    expect(errors).toMatchObject([{ path: ['to'], extensions: { code: 'ITEM_INVALID' } }]);
    expect(data).toMatchObject({ from: { conflict: { reason: 'TRANSACTION_CANCELLED' } } });
    expect(await bank.account(from)).toMatchObject(UNTOUCHED);
  });

  test.each([
    ['a conflict', conflict],
    ['a throttle', throttling],
  ])('beside %s is looked at, and done when that has passed', async (_title, passing) => {
    const accounts = await bank.twoAccounts();
    const wrong = invalid('An operand in the update expression has an incorrect data type');
    bank.dynamo.on('TransactWriteItems', transactionCancelled([passing, wrong]));
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(bank.dynamo.actions.slice(0, 3)).toEqual(['TransactWriteItems', 'GetItem', 'TransactWriteItems']);
  });

  test('for no reason in the item is a fault, masked', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.always('TransactWriteItems', transactionCancelled([none, invalid('Secret words')]));
    const { errors } = await bank.run(transfer(accounts));
    expect(errors.map(({ extensions }) => extensions?.['code'])).toContain('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toContain('Secret');
    expect(bank.transactions()).toHaveLength(2);
  });
});

test('a transaction whose key cannot be is refused at its own field, and the others are cancelled', async () => {
  const [one] = await bank.twoAccounts();
  const { data, errors } = await bank.run(`mutation @transaction {
    one: updateAccount(accountId: "${one}", add: { points: 1 }) { conflict { reason } }
    other: createAccount(input: { accountId: "" }) { conflict { reason } }
  }`);
  expect(errors).toMatchObject([
    { path: ['other'], extensions: { code: 'BAD_USER_INPUT', argument: ['input', 'accountId'] } },
  ]);
  expect(data).toEqual({ one: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, other: null });
  expect(bank.dynamo.actions).toEqual([]);
  const { errors: placed } = await bank.run(`mutation { transactWrite(items: [
    { account: { update: { accountId: "${one}", add: { points: 1 } } } }
    { account: { create: { input: { accountId: "" } } } }
  ]) { results { account { conflict { reason } } } } }`);
  expect(placed).toMatchObject([
    { path: ['transactWrite'], extensions: { argument: ['items', 1, 'account', 'create', 'input', 'accountId'] } },
  ]);
});
