import { expect, test } from '@jest/globals';
import { principalOf } from '../../../src/model/principal.js';
import { explainOperation } from '../../../src/resolvers/explain/explainOperation.js';
import { createViewer } from '../../../src/resolvers/viewer.js';
import { TEST_NOW } from '../../support/moments.js';
import { explainRequests } from './explainSchema.js';

const requestOf = explainRequests(`
  type User @table(partition: "userId") @auth(rules: [{ allow: OWNER, field: "userId" }]) {
    userId: ID!
    posts: [Post!]! @hasMany(index: "ByAuthor", with: "authorId = userId")
  }
  type Post @table(partition: "postId") @index(name: "ByAuthor", partition: "authorId", sort: "postId")
    @auth(rules: [{ allow: OWNER, field: "authorId" }]) {
    postId: ID!
    authorId: ID!
    author: User @belongsTo(with: "userId = authorId")
  }
`);

function totalsOf(operation: string) {
  const request = requestOf(operation);
  const principal = principalOf('me', { sub: 'me' });
  return explainOperation({ ...request, principal, viewer: createViewer(request.model, principal, TEST_NOW) }).totals;
}

const NEST = 'posts(first: 100) { nodes { author { posts(first: 100) { nodes { postId } } } } }';

test('a rule decides nothing by a key that only an item will tell', () => {
  const byKey = totalsOf(`{ user(userId: "me") { ${NEST} } }`);
  expect(byKey.items.atMost).toBeGreaterThan(10_000);
  // Whose post it is, nobody knows before it is read: it may be one's own.
  const byItem = totalsOf(`{ post(postId: "1") { author { ${NEST} } } }`);
  expect(byItem.items.atMost).toBeGreaterThan(10_000);
  expect(byItem.readUnits.atMost).toBeGreaterThanOrEqual(byKey.readUnits.atMost);
});

test('a key that is given decides: what is forbidden costs nothing', () => {
  const { items, readUnits } = totalsOf(`{ user(userId: "you") { ${NEST} } }`);
  expect([items.atMost, readUnits.atMost]).toEqual([0, 0]);
});
