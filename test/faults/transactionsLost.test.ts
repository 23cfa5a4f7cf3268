import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { failed, none } from '../support/cancellationReasons.js';
import { DONE, type FaultyBank, newId, startFaultyBank, transfer } from '../support/faultyBank.js';
import {
  answerLost,
  connectionReset,
  failure,
  held,
  serviceFault,
  success,
  throttled,
  transactionCancelled,
} from '../support/scriptedAnswer.js';

let bank: FaultyBank;
beforeAll(async () => {
  bank = await startFaultyBank();
});
afterEach(() => bank.nextTest());
afterAll(() => bank.close());

describe('a transaction whose answer is lost', () => {
  test.each([
    ['after it was done', answerLost()],
    ['with a fault of the service', serviceFault()],
    ['with a service that is unavailable', serviceFault('ServiceUnavailable')],
    ['with the connection', connectionReset('after')],
    ['half way', { kind: 'truncate', body: { ConsumedCapacity: [] } } as const],
  ])('%s, is sent again with the same ClientRequestToken and has one effect', async (_title, answer) => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.on('TransactWriteItems', answer);
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    const [first, second] = bank.transactions();
    expect(bank.transactions()).toHaveLength(2);
    expect(second).toEqual(first);
    expect(first?.ClientRequestToken).toMatch(/^[\w-]{36}$/);
    expect(await bank.account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('and that is still at work when it is sent again, is waited for', async () => {
    const accounts = await bank.twoAccounts();
    const inProgress = failure('TransactionInProgressException');
    bank.dynamo.on('TransactWriteItems', answerLost(), inProgress, inProgress);
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
    expect(new Set(bank.transactions().map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(1);
    expect(await bank.account(accounts[1])).toMatchObject({ points: { N: '11' }, version: { N: '2' } });
  });

  test('and that was never done, is refused where its condition does not hold the second time', async () => {
    const [from, to] = await bank.twoAccounts();
    bank.dynamo.on('TransactWriteItems', connectionReset('after'), transactionCancelled([failed(), none]));
    expect(await bank.run(transfer([from, to]))).toMatchObject({
      data: { from: { conflict: { reason: 'NOT_FOUND', current: null } } },
      errors: [],
    });
  });

  test('of one create with a unique value, is done once', async () => {
    const email = `${newId('lost-')}@x`;
    bank.dynamo.on('TransactWriteItems', answerLost());
    expect(
      await bank.run(
        `mutation { createUser(input: { userId: "${email}", email: "${email}" }) { user { email } conflict { reason } } }`,
      ),
    ).toMatchObject({ data: { createUser: { user: { email }, conflict: null } }, errors: [] });
    expect(await bank.ownerOf(email)).toMatchObject({ owner: { M: { userId: { S: email } } } });
  });

  test('each time, is OUTCOME_UNKNOWN at the deadline', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.always('TransactWriteItems', answerLost());
    const { codes, errors } = await bank.run(transfer(accounts), bank.hasty);
    expect(codes).toEqual(['OUTCOME_UNKNOWN']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: false });
    expect(await bank.account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('and is then refused a place to the deadline, is OUTCOME_UNKNOWN', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.on('TransactWriteItems', answerLost());
    bank.dynamo.always('TransactWriteItems', failure('TransactionInProgressException'));
    expect((await bank.run(transfer(accounts), bank.hasty)).codes).toEqual(['OUTCOME_UNKNOWN']);
  });

  test('because the deadline passes while it is under way, is OUTCOME_UNKNOWN', async () => {
    const accounts = await bank.twoAccounts();
    const late = held(success({}));
    bank.dynamo.on('TransactWriteItems', late.answer);
    expect((await bank.run(transfer(accounts), bank.hasty)).codes).toEqual(['OUTCOME_UNKNOWN']);
    late.release();
  });
});

describe('an outcome that is known is never called unknown:', () => {
  test('a transaction that was not sent', async () => {
    const [from] = await bank.twoAccounts();
    const late = held(success({}));
    bank.dynamo.on('GetItem', late.answer);
    const { codes } = await bank.run(
      `mutation @transaction { updateAccount(accountId: "${from}", set: { tier: "blue" }) { account { tier } } }`,
      bank.hasty,
    );
    late.release();
    expect(codes).toEqual(['DEADLINE_EXCEEDED']);
    expect(bank.dynamo.actions).toEqual(['GetItem']);
  });

  test('a condition that did not hold, whatever was lost before', async () => {
    const [from, to] = await bank.twoAccounts();
    bank.dynamo.on(
      'TransactWriteItems',
      connectionReset('after'),
      serviceFault(),
      transactionCancelled([failed(), none]),
    );
    expect((await bank.run(transfer([from, to]))).codes).toEqual([]);
  });
});

describe('the items of a transaction are read after it', () => {
  test.each([
    ['throttled', throttled(), 'THROTTLED'],
    ['refused', failure('AccessDeniedException', { message: 'Secret words' }), 'INTERNAL_SERVER_ERROR'],
    ['not answered', connectionReset('after'), 'DEADLINE_EXCEEDED'],
  ])('and where that is %s, the item is an error and the write is done', async (_title, answer, code) => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.always('BatchGetItem', answer);
    const { data, errors } = await bank.run(transfer(accounts), bank.hasty);
    expect(data).toEqual({ from: { account: null, conflict: null }, to: { account: null, conflict: null } });
    expect(errors.map(({ path }) => path)).toEqual([
      ['from', 'account'],
      ['to', 'account'],
    ]);
    expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set([code]));
    for (const { message } of errors) expect(message).not.toContain('Secret');
    expect(await bank.account(accounts[0])).toMatchObject({ points: { N: '9' }, version: { N: '2' } });
  });

  test('through faults that pass', async () => {
    const accounts = await bank.twoAccounts();
    bank.dynamo.on('BatchGetItem', throttled(), serviceFault(), connectionReset('after'));
    expect(await bank.run(transfer(accounts))).toMatchObject({ data: DONE, errors: [] });
  });

  test('and not where none is selected', async () => {
    const accounts = await bank.twoAccounts();
    await bank.run(transfer(accounts).replaceAll('account { points } conflict', 'conflict'));
    expect(bank.dynamo.actions).toEqual(['TransactWriteItems']);
  });
});
