import { N, optional, padded, S, type Draw, type PagedCollection, type PagingShape } from './pagingShape.js';

/** Collections over a table and over indexes, their types told apart by keys and by a marker. */
export const COLLECTIONS_SCHEMA = /* GraphQL */ `
  union CaseRecord @collection(table: "Cases", partition: "PK = CASE#{caseId}", query: "caseRecords") =
    | Line
    | Head
    | Cover
  type Line @table(name: "Cases", partition: "PK = CASE#{p}", sort: "SK = LINE#{room}#{s}") {
    p: ID!
    room: String!
    s: String!
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Head @table(name: "Cases", partition: "PK = CASE#{id}", sort: "SK = HEAD#{s}") {
    id: ID!
    s: String!
    w: Int
  }
  type Cover @table(name: "Cases", partition: "PK = CASE#{p}", sort: "SK = COVER") {
    p: ID!
    s: String!
    w: Int
  }

  union Paint
    @collection(table: "Paints", partition: "p", query: "paints")
    @collection(table: "Paints", index: "Overloaded", partition: "GSI1PK = G#{g}", query: "overloadedPaints") =
    | Red
    | Blue
  type Red
    @table(name: "Paints", partition: "p", sort: "s", type: "kind = Red")
    @index(name: "Overloaded", partition: "GSI1PK = G#{g}", sort: "GSI1SK = R#{v:03}") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
  }
  type Blue
    @table(name: "Paints", partition: "p", sort: "s", type: "kind = Blue")
    @index(name: "Overloaded", partition: "GSI1PK = G#{g}", sort: "GSI1SK = B#{room}") {
    p: ID!
    s: String!
    g: ID
    room: String
    w: Int
  }
  type Green @table(name: "Paints", partition: "p", sort: "s", type: "kind = Green") {
    p: ID!
    s: String!
  }

  interface Pet
    @collection(table: "Pets", index: "ByRoom", partition: "GSI1PK = {g}", query: "petsByRoom")
    @collection(table: "Pets", index: "ByWeight", partition: "g", query: "petsByWeight") {
    s: ID!
    g: ID
    w: Int
  }
  type Cat implements Pet
    @table(name: "Pets", partition: "PK = CAT#{s}")
    @index(name: "ByRoom", partition: "GSI1PK = {g}", sort: "GSI1SK = {room}", query: "catsByRoom")
    @index(name: "ByWeight", partition: "g", sort: "w", query: "catsByWeight") {
    s: ID!
    g: ID
    room: String
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Dog implements Pet
    @table(name: "Pets", partition: "PK = DOG#{s}")
    @index(name: "ByRoom", partition: "GSI1PK = {g}", sort: "GSI1SK = {room}", query: "dogsByRoom")
    @index(name: "ByWeight", partition: "g", sort: "w", query: "dogsByWeight") {
    s: ID!
    g: ID
    room: String
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
`;

const CASE_TYPES: PagedCollection['types'] = ['Line', 'Head', 'Cover'];
const caseTypeOf = ({ u, v }: Draw) => (u === 0 ? 'Cover' : v === 1 ? 'Head' : 'Line');
const paintOf = ({ u }: Draw) => (u % 3 === 0 ? 'Blue' : 'Red');
const petOf = ({ u }: Draw) => (u % 3 === 0 ? 'Dog' : 'Cat');

/** Rows of no type stand before, among and behind those of the collection. */
function caseSortKey(draw: Draw): string {
  if (draw.foreign) return `${['ASIDE', 'KEEP', 'TAIL'][draw.u % 3] ?? ''}#${draw.s}`;
  const keys = { Line: `LINE#${draw.room}#${draw.s}`, Head: `HEAD#${draw.s}`, Cover: 'COVER' };
  return keys[caseTypeOf(draw)];
}

function paintSortKey(draw: Draw): string {
  if (draw.foreign) return `${draw.u % 2 === 0 ? 'M' : 'Z'}#${draw.room}`;
  return paintOf(draw) === 'Red' ? `R#${padded(draw.v)}` : `B#${draw.room}`;
}

const typename = (typeOf: PagedCollection['typeOf']) => (_caseId: string, draw: Draw) => ({
  __typename: typeOf(draw),
});

const CASES: PagingShape = {
  name: 'a collection over a table whose types the sort key tells apart',
  entity: 'Line',
  index: undefined,
  list: 'caseRecords',
  partitionArgument: 'caseId',
  item: (caseId, draw) => ({
    PK: S(`CASE#${caseId}`),
    SK: S(caseSortKey(draw)),
    s: S(draw.s),
    w: N(draw.w),
    ...optional('expires', draw.expires),
  }),
  identity: 's',
  fields: { s: (_caseId, draw) => draw.s, w: (_caseId, draw) => draw.w },
  filterable: ['w'],
  hasForeign: true,
  expires: (draw) => caseTypeOf(draw) === 'Line',
  also: {
    selection: '__typename ... on Line { s expires } ... on Head { s } ... on Cover { s }',
    shown: (_caseId, draw) => ({
      __typename: caseTypeOf(draw),
      ...(caseTypeOf(draw) === 'Line' ? { expires: instant(draw.expires) } : {}),
    }),
  },
  collection: { types: CASE_TYPES, typeOf: caseTypeOf, sortKey: 'String', stored: caseSortKey },
};

function instant(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

const PAINTS: PagingShape = {
  name: 'a collection over a table whose types a marker tells apart',
  entity: 'Red',
  index: undefined,
  list: 'paints',
  partitionArgument: 'p',
  item: (caseId, draw) => {
    const isIndexed = draw.foreign || paintOf(draw) === 'Blue' || draw.v !== undefined;
    return {
      p: S(caseId),
      s: S(draw.s),
      g: S(caseId),
      w: N(draw.w),
      kind: S(draw.foreign ? 'Green' : paintOf(draw)),
      ...(isIndexed ? { GSI1PK: S(`G#${caseId}`), GSI1SK: S(paintSortKey(draw)) } : {}),
    };
  },
  identity: 's',
  fields: { s: (_caseId, draw) => draw.s, w: (_caseId, draw) => draw.w },
  filterable: ['s', 'w'],
  hasForeign: true,
  expires: false,
  also: { selection: '__typename ... on Red { s } ... on Blue { s }', shown: typename(paintOf) },
  collection: { types: ['Red', 'Blue'], typeOf: paintOf, sortKey: 'String', stored: ({ s }) => s },
};

const PETS: PagingShape = {
  name: 'a collection over an index whose types only the table key tells apart',
  entity: 'Cat',
  index: 'ByRoom',
  list: 'petsByRoom',
  partitionArgument: 'g',
  item: (caseId, draw) => ({
    PK: S(`${draw.foreign ? 'OWL' : petOf(draw).toUpperCase()}#${caseId}/${draw.s}`),
    GSI1PK: S(caseId),
    GSI1SK: S(draw.room),
    s: S(`${caseId}/${draw.s}`),
    g: S(caseId),
    room: S(draw.room),
    w: N(draw.w),
    ...optional('expires', draw.expires),
  }),
  identity: 's',
  fields: { s: (caseId, draw) => `${caseId}/${draw.s}`, w: (_caseId, draw) => draw.w },
  filterable: ['w'],
  hasForeign: true,
  expires: true,
  also: { selection: '__typename s', shown: typename(petOf) },
  collection: { types: ['Cat', 'Dog'], typeOf: petOf, sortKey: 'String', stored: ({ room }) => room },
};

export const COLLECTION_SHAPES: readonly PagingShape[] = [
  CASES,
  PAINTS,
  {
    ...PAINTS,
    name: 'a collection over an overloaded index with a marker',
    index: 'Overloaded',
    list: 'overloadedPaints',
    partitionArgument: 'g',
    collection: { types: ['Red', 'Blue'], typeOf: paintOf, sortKey: 'String', stored: paintSortKey },
  },
  PETS,
  {
    ...PETS,
    name: 'a collection over an index sorted by numbers',
    index: 'ByWeight',
    list: 'petsByWeight',
    collection: { types: ['Cat', 'Dog'], typeOf: petOf, sortKey: 'Decimal', stored: ({ w }) => String(w) },
  },
];
