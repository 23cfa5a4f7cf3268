import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  actionsOf,
  createStoreGateway,
  errorsOf,
  manyAtOnce,
  numberOf,
  pointsItem,
  type StoreGateway,
  sum,
} from '../support/storeGateway.js';

let gateway: StoreGateway;
beforeAll(async () => {
  gateway = await createStoreGateway();
}, 30_000);
afterAll(() => gateway.close());

describe('transferPoints', () => {
  const TRANSFER = /* GraphQL */ `
    mutation Transfer($from: ID!, $to: ID!, $amount: Int!) {
      transferPoints(from: $from, to: $to, amount: $amount) {
        from {
          balance
        }
        to {
          balance
        }
        refusal {
          reason
          message
          userId
          asked
          account {
            balance
          }
        }
      }
    }
  `;
  const balances = async (): Promise<Readonly<Record<string, number>>> => {
    const stored = await gateway.itemsOf('UserPoints');
    return Object.fromEntries(
      stored.map((account) => [(account['userId'] as { S: string }).S, numberOf(account, 'balance')]),
    );
  };

  test('1,000 among 20 accounts, 50 at a time, keep the sum: each balance is what the transfers that were done make of it', async () => {
    await gateway.empty('UserPoints');
    const accounts = Array.from({ length: 20 }, (_none, at) => `a${at}`);
    await gateway.store({ UserPoints: accounts.map((userId) => pointsItem(userId, 100)) });
    const expected = new Map(accounts.map((userId) => [userId, 100]));
    let refused = 0;
    await manyAtOnce(1000, async (index) => {
      const from = `a${(index * 7) % 20}`;
      const to = `a${(index * 7 + 1 + (index % 19)) % 20}`;
      const amount = 1 + ((index * 13) % 80);
      const { transferPoints } = await gateway.answer(TRANSFER, { from, to, amount });
      if (transferPoints.refusal === null) {
        expected.set(from, (expected.get(from) ?? 0) - amount);
        expected.set(to, (expected.get(to) ?? 0) + amount);
      } else {
        refused += 1;
        expect(transferPoints.refusal).toMatchObject({ reason: 'OVERDRAFT', userId: from, asked: amount });
        expect(transferPoints.refusal.account.balance).toBeLessThan(amount);
      }
    });
    const stored = await balances();
    expect(stored).toEqual(Object.fromEntries(expected));
    expect(sum(Object.values(stored))).toBe(2000);
    expect(Math.min(...Object.values(stored))).toBeGreaterThanOrEqual(0);
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(1000);
  }, 60_000);

  test('are one transaction, and one batch that reads both accounts', async () => {
    await gateway.store({ UserPoints: [pointsItem('ann', 50), pointsItem('bob', 0)] });
    const result = await gateway.run(TRANSFER, { from: 'ann', to: 'bob', amount: 20 });
    expect(result.data).toEqual({
      transferPoints: { from: { balance: 30 }, to: { balance: 20 }, refusal: null },
    });
    expect(actionsOf(result)).toEqual(['TransactWriteItems', 'BatchGetItem']);
  });

  test.each([
    ['an overdraft', { from: 'ann', to: 'bob', amount: 51 }, 'OVERDRAFT', 'ann', { balance: 50 }],
    ['an unknown sender', { from: 'nobody', to: 'bob', amount: 5 }, 'UNKNOWN_ACCOUNT', 'nobody', null],
    ['an unknown recipient', { from: 'ann', to: 'nobody', amount: 5 }, 'UNKNOWN_ACCOUNT', 'nobody', null],
  ])('%s is data, and nothing changes', async (_case, asked, reason, userId, account) => {
    await gateway.store({ UserPoints: [pointsItem('ann', 50), pointsItem('bob', 0)] });
    const { transferPoints } = await gateway.answer(TRANSFER, asked);
    expect(transferPoints).toMatchObject({
      from: null,
      to: null,
      refusal: { reason, userId, account, asked: asked.amount },
    });
    expect(transferPoints.refusal.message).toContain(`"${userId}"`);
    expect(await balances()).toMatchObject({ ann: 50, bob: 0 });
  });

  test.each([
    ['to the same account', { from: 'ann', to: 'ann', amount: 5 }, ['to']],
    ['of nothing', { from: 'ann', to: 'bob', amount: 0 }, ['amount']],
    ['of less than nothing', { from: 'ann', to: 'bob', amount: -5 }, ['amount']],
  ])('one %s is bad input, and nothing is sent', async (_case, asked, argument) => {
    const result = await gateway.run(TRANSFER, asked);
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', argument, path: ['transferPoints'] }]);
    expect(result.commands).toEqual([]);
  });

  const JOINT = /* GraphQL */ `
    mutation Joint($amount: Int!, $atLeast: Int!) @transaction {
      transferPoints(from: "ann", to: "bob", amount: $amount) {
        from {
          balance
        }
        refusal {
          reason
          account {
            balance
          }
        }
      }
      updatePointsAccount(userId: "cleo", add: { badges: ["patron"] }, if: { balance: { ge: $atLeast } }) {
        pointsAccount {
          badges
        }
        conflict {
          reason
        }
      }
    }
  `;

  test('take part in the transaction of a document', async () => {
    await gateway.store({ UserPoints: [pointsItem('ann', 50), pointsItem('bob', 0), pointsItem('cleo', 7)] });
    const result = await gateway.run(JOINT, { amount: 20, atLeast: 7 });
    expect(result.errors).toBeUndefined();
    expect(result.data).toEqual({
      transferPoints: { from: { balance: 30 }, refusal: null },
      updatePointsAccount: { pointsAccount: { badges: ['patron'] }, conflict: null },
    });
    expect(actionsOf(result).filter((action) => action === 'TransactWriteItems')).toHaveLength(1);
  });

  test('of more than there is keep the rest of the document from being written, and still say why', async () => {
    await gateway.store({ UserPoints: [pointsItem('ann', 50), pointsItem('bob', 0), pointsItem('cleo', 7)] });
    const { transferPoints, updatePointsAccount } = await gateway.answer(JOINT, { amount: 60, atLeast: 7 });
    expect(transferPoints).toEqual({ from: null, refusal: { reason: 'OVERDRAFT', account: { balance: 50 } } });
    expect(updatePointsAccount).toEqual({ pointsAccount: null, conflict: { reason: 'TRANSACTION_CANCELLED' } });
    expect(await balances()).toMatchObject({ ann: 50, bob: 0, cleo: 7 });
  });

  test('are not done where another field of the document is refused, and are no success then', async () => {
    await gateway.store({ UserPoints: [pointsItem('ann', 50), pointsItem('bob', 0), pointsItem('cleo', 7)] });
    const result = await gateway.run(JOINT, { amount: 20, atLeast: 8 });
    expect(result.data).toEqual({
      transferPoints: null,
      updatePointsAccount: { pointsAccount: null, conflict: { reason: 'CONDITION_FAILED' } },
    });
    expect(errorsOf(result)).toMatchObject([
      { code: 'CONFLICT', path: ['transferPoints'], conflict: { reason: 'TRANSACTION_CANCELLED' } },
    ]);
    expect(await balances()).toMatchObject({ ann: 50, bob: 0, cleo: 7 });
  });
});
