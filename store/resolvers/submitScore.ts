import { GatewayError } from '../../src/index.js';
import type { OwnResolvers } from '../generated/resolvers.js';
import { badInput } from './badInput.js';

/**
 * `Mutation.submitScore`: a result is written only over a lower one, and DynamoDB compares them in the moment of
 * writing, so of results that arrive together the highest stays. Mostly that is one call. A player's first result is
 * created; if another one was faster with that, it is there to be raised.
 */
export const submitScore: OwnResolvers['Mutation']['submitScore'] = async (
  _parent,
  { game, playerId, nickname, score },
  { repositories: { highScore } },
) => {
  if (score < 0) throw badInput(`A score is 0 or more; this one is ${score}.`, 'score');
  const key = { game, playerId };
  const result = { nickname, score, achievedAt: new Date().toISOString() };
  const raise = () => highScore.update(key, { set: result }, { if: { score: { lt: score } } });
  const enter = () => highScore.create({ ...key, ...result });

  for (const write of [raise, enter, raise]) {
    try {
      return { highScore: await write(), isNewBest: true };
    } catch (error) {
      switch (refusalReason(error)) {
        case 'CONDITION_FAILED':
          return { highScore: await highScore.get(key, { consistent: true }), isNewBest: false };
        case 'NOT_FOUND':
        case 'ALREADY_EXISTS':
          continue;
        default:
          throw error;
      }
    }
  }
  throw new GatewayError('OVERLOADED', `The result of "${playerId}" was deleted while it was written. Send it again.`);
};

/** Why a repository refused a write; undefined where the error is another one. */
function refusalReason(error: unknown): string | undefined {
  return error instanceof GatewayError ? error.details.conflict?.reason : undefined;
}
