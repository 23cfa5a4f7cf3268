import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_ATTEMPTS } from '../../src/dynamo/execute/runWrites.js';
import { type FaultyBank, newId, startFaultyBank, UNTOUCHED } from '../support/faultyBank.js';
import { forwarded, type ScriptedAnswer } from '../support/scriptedAnswer.js';

let bank: FaultyBank;
beforeAll(async () => {
  bank = await startFaultyBank();
});
afterEach(() => bank.nextTest());
afterAll(() => bank.close());

/** The engine is asked once other writers have done something. */
function after(changes: () => Promise<unknown>): () => ScriptedAnswer {
  return () => ({ kind: 'hold', until: changes().then(() => undefined), answer: { kind: 'forward' } });
}

const byAnother = (action: string, input: object) => after(() => bank.call(action, input));

describe('an item that another writer changes between the read and the transaction', () => {
  const setting = (accountId: string, region: string) => ({
    TableName: `${bank.tablePrefix}Accounts`,
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
    const [one, other] = await bank.twoAccounts();
    bank.dynamo.on('TransactWriteItems', byAnother('UpdateItem', setting(one, 'south')));
    expect(await bank.run(upgrade([one, other]))).toMatchObject({
      data: {
        one: { account: { tier: 'blue', region: 'south', points: 77 }, conflict: null },
        other: { account: { points: 11 }, conflict: null },
      },
      errors: [],
    });
    expect(await bank.account(one)).toMatchObject({ TPK: { S: 'blue#south' }, version: { N: '3' } });
    expect(await bank.account(other)).toMatchObject({ version: { N: '2' } });
    expect(bank.transactions()).toHaveLength(2);
  });

  test('each time is OVERLOADED in the end, and nothing was done', async () => {
    const [one, other] = await bank.twoAccounts();
    const regions = Array.from({ length: MAX_ATTEMPTS }, (_, at) => `region-${at}`);
    bank.dynamo.on('TransactWriteItems', ...regions.map((region) => byAnother('UpdateItem', setting(one, region))));
    const { codes, errors } = await bank.run(upgrade([one, other]));
    expect(codes).toEqual(['OVERLOADED']);
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
    expect(errors[0]?.message).toContain(`each of the ${MAX_ATTEMPTS} times`);
    expect(await bank.account(one)).toMatchObject({
      tier: { S: 'gold' },
      region: { S: `region-${MAX_ATTEMPTS - 1}` },
      version: { N: String(1 + MAX_ATTEMPTS) },
    });
    expect(await bank.account(other)).toMatchObject(UNTOUCHED);
  });

  test('and that is deleted is NOT_FOUND', async () => {
    const [one, other] = await bank.twoAccounts();
    const key = { TableName: `${bank.tablePrefix}Accounts`, Key: { accountId: { S: one } } };
    bank.dynamo.on('TransactWriteItems', byAnother('DeleteItem', key));
    expect(await bank.run(upgrade([one, other]))).toMatchObject({
      data: { one: { conflict: { reason: 'NOT_FOUND' } }, other: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    });
  });

  async function newUser(userId: string, email: string | null): Promise<void> {
    const input = `{ userId: "${userId}", email: ${JSON.stringify(email)} }`;
    const query = `mutation { createUser(input: ${input}) { conflict { reason } } }`;
    expect(await bank.other.execute({ query })).toEqual({ data: { createUser: { conflict: null } } });
  }

  const setEmail = (userId: string, email: string | null) =>
    `mutation { updateUser(userId: "${userId}", set: { email: ${JSON.stringify(email)} }) { conflict { reason } } }`;

  async function otherSets(userId: string, email: string | null): Promise<void> {
    expect(await bank.other.execute({ query: setEmail(userId, email) })).toEqual({
      data: { updateUser: { conflict: null } },
    });
  }

  test('gives up the unique value that it has by then, and no other', async () => {
    const userId = newId('u');
    const [a, b, c] = [`a-${userId}@x`, `b-${userId}@x`, `c-${userId}@x`];
    await newUser(userId, a);
    bank.dynamo.on(
      'TransactWriteItems',
      after(() => otherSets(userId, b)),
    );
    expect(await bank.run(setEmail(userId, c))).toMatchObject({ data: { updateUser: { conflict: null } } });
    expect(await bank.user(userId)).toMatchObject({ email: { S: c } });
    expect(await Promise.all([a, b, c].map(bank.ownerOf))).toEqual([
      undefined,
      undefined,
      expect.objectContaining({ owner: { M: { userId: { S: userId } } } }),
    ]);
  });

  test('and back, as another item takes and leaves its unique value, leaves no marker behind', async () => {
    const [first, second] = [newId('u'), newId('u')];
    const [a, b] = [`a-${first}@x`, `b-${first}@x`];
    await newUser(first, a);
    await newUser(second, null);
    bank.dynamo.on(
      'TransactWriteItems',
      after(async () => {
        await otherSets(first, null);
        await otherSets(second, a);
      }),
    );
    // When it is read again, it has its value again.
    bank.dynamo.on(
      'GetItem',
      forwarded(),
      after(async () => {
        await otherSets(second, null);
        await otherSets(first, a);
      }),
    );
    expect(await bank.run(setEmail(first, b))).toMatchObject({ data: { updateUser: { conflict: null } } });
    expect(await bank.ownerOf(a)).toBeUndefined();
    expect(await bank.ownerOf(b)).toMatchObject({ owner: { M: { userId: { S: first } } } });
    expect(await bank.user(second)).toEqual({ userId: { S: second } });
  });
});
