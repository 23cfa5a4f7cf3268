import { describe, expect, test } from '@jest/globals';
import { entityOf } from '../../../src/model/model.js';
import { createClaimedValues } from '../../../src/resolvers/claimedValues.js';
import { modelOf } from '../schema/compile.js';

const model = modelOf(`
  type Note
    @table(partition: "noteId")
    @auth(rules: [{ allow: OWNER, field: "number", claim: "n" }, { allow: OWNER, field: "owner" }]) {
    noteId: ID!
    number: Int
    owner: ID
  }`);
const note = entityOf(model, 'Note');
const filled = (claims: Record<string, unknown>) =>
  createClaimedValues({ identity: 'ann', claims }).inInput(note, { noteId: '1' }).input;

describe('a new item takes from a claim', () => {
  test.each([7, '7', -7, 2 ** 31 - 1])('the whole number %p', (n) => {
    expect(filled({ n })).toEqual({ noteId: '1', number: Number(n) });
  });

  test.each(['0x1f', ' 7', '007', '1e1', 2 ** 31, 1e21, 0.5, true, [7]])(
    'nothing of %p, which no rule reads as a whole number of 32 bits',
    (n) => {
      expect(filled({ n })).toEqual({ noteId: '1' });
    },
  );

  test('no long number for an id: it was rounded, and may be that of somebody else', () => {
    expect(filled({ sub: 2 ** 53 })).toEqual({ noteId: '1' });
    expect(filled({ sub: String(2n ** 53n) })).toEqual({ noteId: '1', owner: '9007199254740992' });
  });
});
