import { describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import type { Principal } from '../../../src/model/principal.js';
import { createExecutableSchema } from '../../../src/resolvers/createExecutableSchema.js';
import type { UserResolvers } from '../../../src/resolvers/userResolvers.js';
import { libraryScalars } from '../../../src/schema/scalars/libraryScalars.js';
import { compileServedSchema } from '../../../src/server/servedSchema.js';
import { createRightsOf, rightsKey, rightsThatMatter } from '../../../src/server/subscriptions/subscriberRights.js';

const PLAIN = `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    text: String
    greeting: String
    secret: Secret
  }
  union Thing = Note | Other
  type Other @table(name: "Others", partition: "otherId") { otherId: ID! greeting: String }
  type Secret { code: String }
  extend type Note { thing: Thing }
`;
const OWN = {
  Note: { greeting: () => 'hello', thing: () => null },
  Other: { greeting: () => 'hello' },
  Thing: { __resolveType: () => 'Note' },
};

const RULED = `
  type Order @table(name: "Orders", partition: "orderId") @auth(rules: [
    { allow: OWNER, field: "customerId", claim: "customer" }
    { allow: GROUP, groups: ["staff"], claim: "roles" }
  ]) {
    orderId: ID!
    customerId: ID!
    productId: ID!
    margin: Float @auth(rules: [{ allow: GROUP, groups: ["finance"], claim: "teams" }])
    product: Product @belongsTo
    reviews: [Review!]! @hasMany
  }
  type Product @table(name: "Products", partition: "productId") @auth(rules: [{ allow: PUBLIC }]) {
    productId: ID!
    name: String
  }
  type Review @table(name: "Reviews", partition: "orderId", sort: "at") @auth(rules: [{ allow: TENANT, field: "orderId", claim: "tenant" }]) {
    orderId: ID!
    at: String!
  }
`;

function rightsIn(sdl: string, userResolvers: UserResolvers = {}) {
  const { model, api } = compileServedSchema('schema', sdl);
  const schema = createExecutableSchema({ model, api, userResolvers, scalars: libraryScalars });
  const documentOf = (query: string) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    return document;
  };
  return {
    matter: (query: string) => rightsThatMatter(model, schema, documentOf(query)),
    key: (query: string, principal: Principal) => createRightsOf(model, schema)(documentOf(query), principal),
  };
}

describe('what of who asks matters to a document', () => {
  test("nothing where there are no rules and nobody's own resolvers", () => {
    const { matter } = rightsIn(PLAIN, OWN);
    expect(matter('subscription { noteChanged { note { text secret { code } } } }')).toEqual({ kind: 'NOTHING' });
  });

  test("all of it where a resolver of the user's own is met, in a fragment, too", () => {
    const { matter } = rightsIn(PLAIN, OWN);
    expect(matter('subscription { noteChanged { note { ...N } } } fragment N on Note { greeting }')).toEqual({
      kind: 'PRINCIPAL',
    });
  });

  test('of rules the claims that they read, of the types whose items may be met', () => {
    const { matter } = rightsIn(RULED);
    expect(matter('subscription { productChanged { kind } }')).toEqual({ kind: 'CLAIMS', claims: [] });
    const ofOrder = ['customer', 'roles', 'teams'];
    expect(matter('subscription { orderChanged { kind } }')).toEqual({ kind: 'CLAIMS', claims: ofOrder });
    expect(matter('subscription { orderChanged { order { product { name } } } }')).toEqual({
      kind: 'CLAIMS',
      claims: ofOrder,
    });
    expect(matter('subscription { orderChanged { order { reviews { totalCount } } } }')).toEqual({
      kind: 'CLAIMS',
      claims: [...ofOrder, 'tenant'],
    });
  });
});

describe('the text of rights', () => {
  const principal = (identity: string, claims?: Principal['claims']): Principal => ({ identity, claims });

  test('is one for all where nothing matters', () => {
    expect(rightsKey({ kind: 'NOTHING' }, principal('ada', {}))).toBe(rightsKey({ kind: 'NOTHING' }, principal('')));
  });

  test('parts those whose claims have other values, and those who are not known', () => {
    const { key } = rightsIn(RULED);
    const query = 'subscription { orderChanged { kind } }';
    const keys = [
      principal('ada', { customer: 'c1' }),
      principal('bob', { customer: 'c1', exp: 7, name: 'Bob' }),
      principal('eve', { customer: 'c2' }),
      principal('may', { customer: 'c1', roles: ['staff'] }),
      principal('ned', {}),
      principal(''),
    ].map((one) => key(query, one));
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(5);
  });

  test('parts a claim that is a text from a list of it, which is none to a fence', () => {
    const { key } = rightsIn(RULED);
    const query = 'subscription { reviewChanged { kind } }';
    const [text, list] = ['t1', ['t1']].map((tenant) => key(query, principal('ada', { tenant })));
    expect(text).not.toBe(list);
  });

  test('is of all that is known, save what a token says of itself', () => {
    const keyOf = (identity: string, claims?: Principal['claims']) =>
      rightsKey({ kind: 'PRINCIPAL' }, principal(identity, claims));
    expect(keyOf('ada', { a: 1, b: [2], iat: 1, exp: 2, nbf: 3, jti: 'x' })).toBe(keyOf('ada', { b: [2], a: 1 }));
    expect(keyOf('ada', { a: 1 })).not.toBe(keyOf('bob', { a: 1 }));
    expect(keyOf('ada', { a: 1 })).not.toBe(keyOf('ada', { a: '1' }));
    expect(keyOf('', undefined)).not.toBe(keyOf('', {}));
  });

  test('is none where a claim is something that has no text', () => {
    expect(rightsKey({ kind: 'PRINCIPAL' }, principal('ada', { since: new Date(0) }))).toBeUndefined();
  });
});
