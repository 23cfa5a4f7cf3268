import { describe, expect, test } from '@jest/globals';
import { tabletopTransport } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';
import type { UserResolvers } from '../../../src/resolvers/userResolvers.js';

const SCHEMA = `
  type Product @table(name: "Products", partition: "productId") {
    productId: ID!
    name: String!
  }
  extend type Product { shout: String }
  extend type Query { greeting(name: String!): String }
`;

function start(resolvers: UserResolvers) {
  return createTestGateway({
    schema: SCHEMA,
    resolvers,
    transport: tabletopTransport({ Products: [{ productId: { S: 'p1' }, name: { S: 'Lamp' } }] }),
  });
}

describe("resolvers of the user's own", () => {
  test('a field that is neither stored nor a relation without one stops the start, each by name', () => {
    expect(() => start({})).toThrow(
      [
        '"Product.shout" needs a resolver: it is a field of your own, neither stored nor a relation. Write one and start with --resolvers FILE.',
        '"Query.greeting" needs a resolver: it is a field of your own, neither stored nor a relation. Write one and start with --resolvers FILE.',
      ].join('\n'),
    );
  });

  test('unknown types and fields, and fields that the gateway serves, are refused', () => {
    const resolvers = {
      Product: { shout: () => '', whisper: () => '' },
      Query: { greeting: () => '', product: () => null },
      Nobody: {},
    };
    expect(() => start(resolvers)).toThrow(
      [
        'The resolvers name "Product.whisper", which the schema does not have.',
        '"Query.product" is served by the gateway; a resolver of your own cannot replace it. Give it another name.',
        'The resolvers name the type "Nobody", which the schema does not have.',
      ].join('\n'),
    );
  });

  test('a resolver sees the whole item, whatever the document selects beside it', async () => {
    const gateway = start({
      Product: { shout: (product: { name: string }) => product.name.toUpperCase() },
      Query: { greeting: (_parent: unknown, { name }: { name: string }) => `Hello ${name}` },
    });
    const { data, commands } = await gateway.run('{ product(productId: "p1") { shout } greeting(name: "Ada") }');
    expect(data).toEqual({ product: { shout: 'LAMP' }, greeting: 'Hello Ada' });
    expect(commands).toEqual([{ action: 'GetItem', TableName: 'Products', Key: { productId: { S: 'p1' } } }]);
  });
});

test('a relation whose directive was forgotten is told from a field that wants a resolver', () => {
  const schema = `
    type Product @table(name: "Products", partition: "productId") { productId: ID! sellerId: ID seller: Seller }
    type Seller @table(name: "Sellers", partition: "sellerId") { sellerId: ID! }
  `;
  expect(() => createTestGateway({ schema, transport: tabletopTransport({}) })).toThrow(
    'Where Seller is related by its key, write @belongsTo on the field, or @hasMany on a list of Seller.',
  );
});

test('a filter that nests without end is refused before it is planned', async () => {
  const schema = `type Note @table(name: "Notes", partition: "owner", sort: "noteId") { owner: ID! noteId: ID! text: String }`;
  const notes = createTestGateway({ schema, transport: tabletopTransport({}) });
  let filter: object = { text: { eq: 'x' } };
  for (let depth = 0; depth < 200; depth += 1) filter = { not: filter };
  const { errors, commands } = await notes.run(
    'query Notes($filter: NoteFilter) { notesByOwner(owner: "a", filter: $filter) { nodes { text } } }',
    { filter },
  );
  expect(commands).toEqual([]);
  expect(errors?.[0]?.message).toBe('The filter is nested too deep: at most 64 levels of and, or, not and fields.');
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});
