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
  extend type Query {
    open: Int @auth(rules: [{ allow: PUBLIC }])
    closed: Int @auth(rules: [{ allow: GROUP, groups: ["staff"] }])
    ruleless: Int
  }
`);

function planOf(operation: string) {
  const request = requestOf(operation);
  const principal = principalOf('me', { sub: 'me' });
  return explainOperation({ ...request, principal, viewer: createViewer(request.model, principal, TEST_NOW) });
}

const totalsOf = (operation: string) => planOf(operation).totals;

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

test("a root field of the user's own is refused as its guard would refuse it", () => {
  const { fields } = planOf('{ open closed ruleless }');
  expect(fields.map(({ path, refused }) => [path.join('.'), refused?.message])).toEqual([
    ['open', undefined],
    ['closed', 'No rule of "Query.closed" lets you run it.'],
    ['ruleless', '"Query.ruleless" has no @auth rule, and in a schema that has rules what has none is denied.'],
  ]);
});
