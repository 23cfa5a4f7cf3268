import type { AttributeMap } from '../../src/model/attributeValue.js';
import { N, optional, padded, S, type Draw, type PagingShape } from './pagingShape.js';

/**
 * What the paging tests list: every kind of table and index, each as a way to lay out the same drawn
 * rows. A case has a partition of its own, so that all cases live in the same few tables.
 */
export const PAGING_SCHEMA = /* GraphQL */ `
  type Plain
    @table(name: "Plains", partition: "p", sort: "s")
    @index(name: "ByRank", partition: "p", sort: "v", local: true, query: "plainsRanked")
    @index(name: "ByGroup", partition: "g", sort: "v", query: "plainsByGroup")
    @index(name: "Included", partition: "g", sort: "v", projection: ["w", "expires"], query: "plainsIncluded")
    @index(name: "Unsorted", partition: "g", query: "plainsUnsorted")
    @index(name: "Inverted", partition: "s", sort: "p", query: "plainsInverted") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Bare
    @table(name: "Bares", partition: "p", sort: "s")
    @index(name: "KeysOnly", partition: "g", sort: "v", projection: [], query: "baresKeysOnly") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
  }
  type Numbered @table(name: "Numbereds", partition: "p", sort: "n") {
    p: ID!
    n: Float!
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Binary @table(name: "Binaries", partition: "p", sort: "b") {
    p: ID!
    b: Bytes!
    w: Int
  }
  type Line @table(name: "Lines", partition: "PK = CASE#{p}", sort: "SK = LINE#{room}#{n:03}", storeKeyFields: false) {
    p: ID!
    room: String!
    n: Int!
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Head @table(name: "Lines", partition: "PK = CASE#{p}", sort: "SK = HEAD#{s}") {
    p: ID!
    s: String!
  }
  type Red
    @table(name: "Marked", partition: "p", sort: "s", type: "kind = Red")
    @index(name: "Overloaded", partition: "GSI1PK = G#{g}", sort: "GSI1SK = {v:03}", query: "redsOverloaded") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
  }
  type Blue
    @table(name: "Marked", partition: "p", sort: "s", type: "kind = Blue")
    @index(name: "Overloaded", partition: "GSI1PK = G#{g}", sort: "GSI1SK = {s}", query: "bluesOverloaded") {
    p: ID!
    s: String!
    g: ID
  }
  type Cat
    @table(name: "Keyed", partition: "PK = CAT#{s}")
    @index(name: "ByRoom", partition: "GSI1PK = {g}", sort: "GSI1SK = {room}", query: "catsByRoom") {
    s: ID!
    g: ID
    room: String
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Dog
    @table(name: "Keyed", partition: "PK = DOG#{s}")
    @index(name: "ByRoom", partition: "GSI1PK = {g}", sort: "GSI1SK = {room}", query: "dogsByRoom") {
    s: ID!
    g: ID
    room: String
  }
`;

const number = ({ u }: Draw) => ((u * 7) % 32) / 2 - 5;
const bytes = ({ s }: Draw) => Buffer.from(s).toString('base64');

const plain = (p: string, s: string, g: string, draw: Draw): AttributeMap => ({
  p: S(p),
  s: S(s),
  g: S(g),
  w: N(draw.w),
  ...optional('v', draw.v),
  ...optional('expires', draw.expires),
});

const PLAIN = {
  entity: 'Plain',
  partitionArgument: 'g',
  item: (caseId: string, draw: Draw) => plain(caseId, draw.s, caseId, draw),
  identity: 's',
  fields: {
    s: (_caseId: string, draw: Draw) => draw.s,
    v: (_caseId: string, draw: Draw) => draw.v,
    w: (_caseId: string, draw: Draw) => draw.w,
  },
  filterable: ['s', 'v', 'w'],
  hasForeign: false,
  expires: true,
} as const;

export const PAGING_SHAPES: readonly PagingShape[] = [
  { ...PLAIN, name: 'a table sorted by text', index: undefined, list: 'plainsByP', partitionArgument: 'p' },
  { ...PLAIN, name: 'a local index', index: 'ByRank', list: 'plainsRanked', partitionArgument: 'p' },
  { ...PLAIN, name: 'a sparse global index with equal sort keys', index: 'ByGroup', list: 'plainsByGroup' },
  { ...PLAIN, name: 'a global index of some attributes', index: 'Included', list: 'plainsIncluded' },
  { ...PLAIN, name: 'a global index without a sort key', index: 'Unsorted', list: 'plainsUnsorted' },
  {
    ...PLAIN,
    name: 'an inverted index',
    index: 'Inverted',
    list: 'plainsInverted',
    partitionArgument: 's',
    item: (caseId, draw) => plain(`${caseId}/${draw.s}`, caseId, caseId, draw),
    identity: 'p',
    fields: { ...PLAIN.fields, p: (caseId, draw) => `${caseId}/${draw.s}`, s: (caseId) => caseId },
    filterable: ['p', 'v', 'w'],
  },
  {
    ...PLAIN,
    name: 'a global index of keys only',
    entity: 'Bare',
    index: 'KeysOnly',
    list: 'baresKeysOnly',
    item: (caseId, draw) => plain(caseId, draw.s, caseId, { ...draw, expires: undefined }),
    filterable: ['s', 'v'],
    expires: false,
  },
  {
    ...PLAIN,
    name: 'a table sorted by numbers',
    entity: 'Numbered',
    index: undefined,
    list: 'numberedsByP',
    partitionArgument: 'p',
    item: (caseId, draw) => ({
      p: S(caseId),
      n: N(number(draw)),
      w: N(draw.w),
      ...optional('expires', draw.expires),
    }),
    identity: 'n',
    fields: { n: (_caseId, draw) => number(draw), w: (_caseId, draw) => draw.w },
    filterable: ['n', 'w'],
  },
  {
    ...PLAIN,
    name: 'a table sorted by bytes',
    entity: 'Binary',
    index: undefined,
    list: 'binariesByP',
    partitionArgument: 'p',
    item: (caseId, draw) => ({ p: S(caseId), b: { B: bytes(draw) }, w: N(draw.w) }),
    identity: 'b',
    fields: { b: (_caseId, draw) => bytes(draw), w: (_caseId, draw) => draw.w },
    filterable: ['w'],
    expires: false,
  },
  {
    ...PLAIN,
    name: 'a template with constants, text and a padded number',
    entity: 'Line',
    index: undefined,
    list: 'linesByP',
    partitionArgument: 'p',
    item: (caseId, draw) => ({
      PK: S(`CASE#${caseId}`),
      SK: S(draw.foreign ? `HEAD#${draw.s}` : `LINE#${draw.room}#${padded(draw.u)}`),
      w: N(draw.w),
      ...optional('expires', draw.expires),
    }),
    identity: 'n',
    fields: {
      room: (_caseId, draw) => draw.room,
      n: (_caseId, draw) => draw.u,
      w: (_caseId, draw) => draw.w,
    },
    filterable: ['w'],
    hasForeign: true,
  },
  ...([undefined, 'Overloaded'] as const).map((index): PagingShape => ({
    ...PLAIN,
    name: index === undefined ? 'a table whose types a marker tells apart' : 'an overloaded index with a marker',
    entity: 'Red',
    index,
    list: index === undefined ? 'redsByP' : 'redsOverloaded',
    partitionArgument: index === undefined ? 'p' : 'g',
    item: (caseId, draw) => {
      const key = draw.foreign ? `00${draw.v ?? 'x'}` : padded(draw.v);
      const indexed = draw.foreign || draw.v !== undefined;
      return {
        ...plain(caseId, draw.s, caseId, { ...draw, expires: undefined }),
        kind: S(draw.foreign ? 'Blue' : 'Red'),
        ...(indexed ? { GSI1PK: S(`G#${caseId}`), GSI1SK: S(key) } : {}),
      };
    },
    hasForeign: true,
    expires: false,
  })),
  {
    ...PLAIN,
    name: 'an overloaded index whose types only the table key tells apart',
    entity: 'Cat',
    index: 'ByRoom',
    list: 'catsByRoom',
    item: (caseId, draw) => ({
      PK: S(`${draw.foreign ? 'DOG' : 'CAT'}#${caseId}/${draw.s}`),
      GSI1PK: S(caseId),
      GSI1SK: S(draw.room),
      s: S(`${caseId}/${draw.s}`),
      g: S(caseId),
      room: S(draw.room),
      w: N(draw.w),
      ...optional('expires', draw.expires),
    }),
    fields: {
      s: (caseId, draw) => `${caseId}/${draw.s}`,
      room: (_caseId, draw) => draw.room,
      w: (_caseId, draw) => draw.w,
    },
    filterable: ['room', 'w'],
    hasForeign: true,
  },
];
