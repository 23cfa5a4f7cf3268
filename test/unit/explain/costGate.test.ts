import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import { DEFAULT_SETTINGS } from '../../../src/config/gatewaySettings.js';
import { createCostGate } from '../../../src/resolvers/explain/costGate.js';
import { explainRequests } from './explainSchema.js';

const requestOf = explainRequests(`
  type Author @table(name: "Authors", partition: "authorId") {
    authorId: ID!
    name: String!
    posts: [Post!]! @hasMany
  }
  type Post @table(name: "Posts", partition: "authorId", sort: "postId") {
    authorId: ID!
    postId: ID!
    text: String
    comments: [Comment!]! @hasMany
  }
  type Comment @table(name: "Comments", partition: "postId", sort: "commentId") @cost(itemsPerPartition: 50) {
    postId: ID!
    commentId: ID!
    text: String
    author: Author @belongsTo(with: "authorId = commentId")
  }
`);

const { maxItems, maxReadUnits, maxWriteUnits } = DEFAULT_SETTINGS;
const refuse = createCostGate({ maxItems, maxReadUnits, maxWriteUnits });

function refusalOf(operation: string, variables?: object): GatewayError | undefined {
  try {
    refuse(requestOf(operation, variables));
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

describe('an operation that may read too much', () => {
  const NESTED = `query Nested($first: Int) {
    author(authorId: "a") {
      posts(first: $first) { nodes { comments(first: $first) { nodes { author { posts(first: $first) { nodes { text } } } } } } }
    }
  }`;

  test('is refused before its first call, by the name of the field with the greatest share', () => {
    const refusal = refusalOf(NESTED, { first: 50 });
    expect(refusal?.code).toBe('LIMIT_EXCEEDED');
    expect(refusal?.details.limit).toEqual({ name: 'maxItems', max: 10_000, actual: 130_051 });
    expect(refusal?.message).toContain('"author.posts.nodes.comments.nodes.author.posts"');
    expect(refusal?.message).toContain('--max-items');
  });

  test('passes with smaller pages, of the same document', () => {
    expect(refusalOf(NESTED, { first: 5 })).toBeUndefined();
    expect(refusalOf(NESTED, { first: 50 })?.details.limit).toMatchObject({ name: 'maxItems', max: 10_000 });
  });

  test('passes where what is dear is skipped, and does not where it is not', () => {
    const operation = `query ($dear: Boolean!) {
      author(authorId: "a") { posts(first: 100) { nodes { comments(first: 100) { nodes { author { name } } } @include(if: $dear) } } }
    }`.replace(
      'comments(first: 100) { nodes { author { name } } } @include(if: $dear)',
      'comments(first: 100) @include(if: $dear) { nodes { author { name } } }',
    );
    expect(refusalOf(operation, { dear: false })).toBeUndefined();
    expect(refusalOf(operation, { dear: true })?.details.limit?.name).toBe('maxItems');
    expect(refusalOf(operation, { dear: false })).toBeUndefined();
  });

  test('is refused for its read units where filters may read on, each list to its budget', () => {
    const filtered = `{ author(authorId: "a") { posts(first: 20) { nodes { comments(filter: { text: { eq: "x" } }) { nodes { text } } } } } }`;
    // What @cost declares of the comments bounds each list.
    expect(refusalOf(filtered)).toBeUndefined();
    const aliased = Array.from(
      { length: 10 },
      (_, at) => `a${at}: postsByAuthorId(authorId: "${at}", filter: { text: { eq: "x" } }) { nodes { text } }`,
    );
    expect(refusalOf(`{ ${aliased.join('\n')} }`)?.details.limit).toMatchObject({
      name: 'maxReadUnits',
      max: 5000,
      actual: 5120,
    });
  });

  test('whose variables do not fit is left to whoever says so', () => {
    expect(refusalOf(NESTED, { first: 'many' })).toBeUndefined();
  });
});

describe('an operation that has passed', () => {
  const few = createCostGate({ maxItems: 3, maxReadUnits, maxWriteUnits });
  const BY_KEYS = 'query ($keys: [AuthorKey!]!) { authorsByKeys(keys: $keys) { name } }';
  const keysOf = (...ids: readonly string[]) => ({ keys: ids.map((authorId) => ({ authorId })) });

  test('is looked at again with more in a list, or with other keys in place of equal ones', () => {
    const units = createCostGate({ maxItems, maxReadUnits: 1, maxWriteUnits });
    expect(() => few(requestOf(BY_KEYS, keysOf('a', 'b', 'c')))).not.toThrow();
    expect(() => few(requestOf(BY_KEYS, keysOf('d', 'e', 'f', 'g')))).toThrow(/up to 4 items/);
    expect(() => units(requestOf(BY_KEYS, keysOf('a', 'a', 'a')))).not.toThrow();
    expect(() => units(requestOf(BY_KEYS, keysOf('a', 'b', 'c')))).toThrow(/up to 2 read units/);
  });

  test('is looked at again after one that was refused for its key', () => {
    const none = createCostGate({ maxItems: 3, maxReadUnits: 1, maxWriteUnits });
    expect(() => none(requestOf(BY_KEYS, keysOf('', 'b', 'c')))).not.toThrow();
    expect(() => none(requestOf(BY_KEYS, keysOf('a', 'b', 'c')))).toThrow(/read units/);
  });
});

describe('an operation that may write too much', () => {
  test('is refused for its write units', () => {
    const put = Array.from({ length: 2001 }, (_, at) => ({ authorId: String(at), name: 'Ann' }));
    const operation = 'mutation ($put: [AuthorCreateInput!]) { batchWriteAuthors(put: $put) { put { status } } }';
    expect(refusalOf(operation, { put })?.details.limit).toEqual({ name: 'maxWriteUnits', max: 2000, actual: 2001 });
    expect(refusalOf(operation, { put: put.slice(1) })).toBeUndefined();
  });
});

test('fragments that double with each level end quickly', () => {
  const levels = Array.from(
    { length: 40 },
    (_, at) =>
      `fragment F${at} on Author { a: posts { nodes { comments { nodes { author { ...F${at + 1} } } } } } b: posts { nodes { comments { nodes { author { ...F${at + 1} } } } } } }`,
  );
  const refusal = refusalOf(`{ author(authorId: "a") { ...F0 } } ${levels.join(' ')} fragment F40 on Author { name }`);
  expect(refusal?.details.limit?.name).toBe('plannedFields');
});
