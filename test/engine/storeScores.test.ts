import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actionsOf, createStoreGateway, errorsOf, manyAtOnce, type StoreGateway } from '../support/storeGateway.js';

let gateway: StoreGateway;
beforeAll(async () => {
  gateway = await createStoreGateway();
}, 30_000);
afterAll(() => gateway.close());

const SUBMIT = /* GraphQL */ `
  mutation Submit($playerId: ID!, $score: Int!, $nickname: String = "Ann") {
    submitScore(game: "shelf-tetris", playerId: $playerId, nickname: $nickname, score: $score) {
      isNewBest
      highScore {
        score
        nickname
      }
    }
  }
`;

describe('submitScore', () => {
  test('keeps the highest of 100 results that arrive together, the first of a player among them', async () => {
    const scores = Array.from({ length: 100 }, (_none, at) => (at * 37) % 101);
    const payloads = await manyAtOnce(100, async (at) => {
      const { submitScore } = await gateway.answer(SUBMIT, { playerId: 'many', score: scores[at] });
      return { ...submitScore, submitted: scores[at] };
    });
    for (const { isNewBest, highScore, submitted } of payloads) {
      if (isNewBest) expect(highScore.score).toBe(submitted);
      else expect(highScore.score).toBeGreaterThanOrEqual(submitted);
    }
    const best = Math.max(...scores);
    expect(payloads.filter(({ submitted }) => submitted === best)).toMatchObject([{ isNewBest: true }]);
    const { leaderboard } = await gateway.answer('{ leaderboard(game: "shelf-tetris") { nodes { playerId score } } }');
    expect(leaderboard.nodes).toEqual([{ playerId: 'many', score: best }]);
  });

  test('raises a result in one call, and enters a first one in two', async () => {
    const first = await gateway.run(SUBMIT, { playerId: 'new', score: 10 });
    expect(first.data).toEqual({ submitScore: { isNewBest: true, highScore: { score: 10, nickname: 'Ann' } } });
    expect(actionsOf(first)).toEqual(['UpdateItem', 'PutItem']);
    const higher = await gateway.run(SUBMIT, { playerId: 'new', score: 11, nickname: 'Annie' });
    expect(higher.data).toEqual({ submitScore: { isNewBest: true, highScore: { score: 11, nickname: 'Annie' } } });
    expect(actionsOf(higher)).toEqual(['UpdateItem']);
  });

  test.each([5, 10])('answers a result of %i with the better one that stands', async (score) => {
    await gateway.answer(SUBMIT, { playerId: 'low', score: 10 });
    const { submitScore } = await gateway.answer(SUBMIT, { playerId: 'low', score, nickname: 'Bob' });
    expect(submitScore).toEqual({ isNewBest: false, highScore: { score: 10, nickname: 'Ann' } });
  });

  test('refuses a score below 0', async () => {
    const result = await gateway.run(SUBMIT, { playerId: 'none', score: -1 });
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', argument: ['score'] }]);
    expect(result.commands).toEqual([]);
  });

  test('is refused in a mutation with @transaction, where it could not try again', async () => {
    const result = await gateway.run(SUBMIT.replace('= "Ann")', '= "Ann") @transaction'), {
      playerId: 'joint',
      score: 1,
    });
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['submitScore'] }]);
    expect(actionsOf(result)).toEqual([]);
  });
});
