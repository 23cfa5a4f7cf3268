import { expect, test } from '@jest/globals';
import { GraphQLScalarType, Kind } from 'graphql';
import { tabletopTransport } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';

const SCHEMA = `
  scalar Moment
  scalar Count
  type Note @table(name: "Notes", partition: "owner", sort: "noteId") {
    owner: ID!
    noteId: ID!
    moment: Moment
    count: Count
  }
`;

/** Scalars whose values JSON shows otherwise, or not at all. */
const resolvers = {
  Moment: new GraphQLScalarType({
    name: 'Moment',
    parseValue: (value) => new Date(String(value)),
    parseLiteral: (node) => new Date(node.kind === Kind.STRING ? node.value : NaN),
  }),
  Count: new GraphQLScalarType({
    name: 'Count',
    parseValue: (value) => BigInt(String(value)),
    parseLiteral: (node) => BigInt(node.kind === Kind.INT ? node.value : 0),
  }),
};

test.each([
  ['a Date', 'moment: { eq: "2026-01-01" }', 'moment: { eq: "2026-01-02" }'],
  ['a bigint', 'count: { eq: 1 }', 'count: { eq: 2 }'],
])(
  "a cursor belongs to the filter it was made with, also where a scalar of the user's own gives %s",
  async (_, own, other) => {
    const items = ['1', '2'].map((noteId) => ({ owner: { S: 'a' }, noteId: { S: noteId } }));
    const gateway = createTestGateway({ schema: SCHEMA, resolvers, transport: tabletopTransport({ Notes: items }) });
    const list = (filter: string, after = '') =>
      gateway.run(`{ notesByOwner(owner: "a", filter: { ${filter} }, first: 1${after}) { edges { cursor } } }`);
    const { data, errors } = await list(own);
    expect(errors).toBeUndefined();
    const cursor = (data as { notesByOwner: { edges: { cursor: string }[] } }).notesByOwner.edges[0]?.cursor ?? '';
    expect((await list(own, `, after: "${cursor}"`)).errors).toBeUndefined();
    const foreign = await list(other, `, after: "${cursor}"`);
    expect(foreign.errors?.[0]?.extensions['code']).toBe('CURSOR_INVALID');
    expect(foreign.commands).toEqual([]);
  },
);
