import type { OwnResolvers } from '../generated/resolvers.js';
import { badInput } from './badInput.js';

/**
 * `Mutation.transferPoints`: two updates in one transaction. Neither account is read first: DynamoDB looks at the
 * balance in the moment of writing, so two transfers at once cannot spend the same points. What comes back is read
 * behind the transaction, both accounts in one batch, and may show the next transfer as well.
 */
export const transferPoints: OwnResolvers['Mutation']['transferPoints'] = async (
  _parent,
  { from, to, amount },
  { repositories: { pointsAccount }, transact },
) => {
  if (amount < 1) throw badInput(`A transfer is of 1 point or more; this one is of ${amount}.`, 'amount');
  if (from === to) throw badInput(`"from" and "to" are both "${from}". Give two different accounts.`, 'to');

  const taken = pointsAccount.transact.update(
    { userId: from },
    { add: { balance: -amount } },
    { if: { balance: { ge: amount } } },
  );
  const given = pointsAccount.transact.update({ userId: to }, { add: { balance: amount } });
  const outcome = await transact([taken, given]);

  if (outcome.committed) {
    const [sender, recipient] = await Promise.all([
      pointsAccount.get({ userId: from }, { consistent: true }),
      pointsAccount.get({ userId: to }, { consistent: true }),
    ]);
    return { from: sender, to: recipient };
  }

  const ofSender = outcome.conflictOf(taken);
  const userId = ofSender === null ? to : from;
  const account = (ofSender ?? outcome.conflictOf(given))?.current ?? null;
  return {
    refusal: {
      userId,
      account,
      asked: amount,
      ...(account === null
        ? { reason: 'UNKNOWN_ACCOUNT', message: `"${userId}" has no points account.` }
        : { reason: 'OVERDRAFT', message: `"${userId}" has ${account.balance} points, not ${amount}.` }),
    },
  };
};
