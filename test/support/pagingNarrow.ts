import { N, optional, padded, S, type Draw, type PagingShape } from './pagingShape.js';

/** Indexes that lack what is asked of them: of the items, of a filter, of their expiry. */
export const NARROW_SCHEMA = /* GraphQL */ `
  type Bare
    @table(name: "Bares", partition: "p", sort: "s")
    @index(name: "KeysOnly", partition: "g", sort: "v", projection: [], query: "baresKeysOnly")
    @index(
      name: "Noted"
      partition: "NotedPK = G#{g}#{shard(3)}"
      sort: "room"
      projection: ["note"]
      query: "baresNoted"
    ) {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
    room: String
    note: String
  }
  type Brief
    @table(name: "Briefs", partition: "p", sort: "s")
    @index(name: "KeysOnly", partition: "g", sort: "v", projection: [], query: "briefsKeysOnly") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }

  union Entry @collection(table: "Entries", index: "Thin", partition: "PK1 = E#{g}", query: "entries") = Memo | Bill
  type Memo
    @table(name: "Entries", partition: "PK = MEMO#{s}")
    @index(name: "Thin", partition: "PK1 = E#{g}", sort: "SK1 = M#{v:03}", projection: [], query: "memos") {
    s: ID!
    g: ID
    v: Int
    w: Int
  }
  type Bill
    @table(name: "Entries", partition: "PK = BILL#{s}")
    @index(name: "Thin", partition: "PK1 = E#{g}", sort: "SK1 = B#{room}", projection: [], query: "bills") {
    s: ID!
    g: ID
    room: String
    w: Int
  }
`;

const BARE: PagingShape = {
  name: 'a global index of keys only',
  entity: 'Bare',
  index: 'KeysOnly',
  list: 'baresKeysOnly',
  partitionArgument: 'g',
  item: (caseId, draw) => ({
    p: S(caseId),
    s: S(draw.s),
    g: S(caseId),
    w: N(draw.w),
    room: S(draw.room),
    note: S(`${draw.u}`),
    NotedPK: S(`G#${caseId}#${draw.u % 3}`),
    ...optional('v', draw.v),
    ...optional('expires', draw.expires),
  }),
  identity: 's',
  fields: {
    s: (_caseId, draw) => draw.s,
    v: (_caseId, draw) => draw.v,
    w: (_caseId, draw) => draw.w,
    room: (_caseId, draw) => draw.room,
    note: (_caseId, draw) => `${draw.u}`,
  },
  filterable: ['s', 'v', 'w'],
  hasForeign: false,
  expires: false,
  also: { selection: 's w', shown: (_caseId, draw) => ({ w: draw.w }) },
  lacks: ['w'],
};

const entryOf = ({ u }: Draw) => (u % 3 === 0 ? 'Bill' : 'Memo');

export const NARROW_SHAPES: readonly PagingShape[] = [
  BARE,
  {
    ...BARE,
    name: 'a sharded index of some attributes',
    index: 'Noted',
    list: 'baresNoted',
    filterable: ['s', 'note', 'w'],
    shards: (caseId) => [0, 1, 2].map((shard) => S(`G#${caseId}#${shard}`)),
  },
  {
    ...BARE,
    name: 'an index that does not hold when items expire',
    entity: 'Brief',
    list: 'briefsKeysOnly',
    expires: true,
    lacks: ['w', 'expires'],
  },
  {
    name: 'a collection over an index of keys only',
    entity: 'Memo',
    index: 'Thin',
    list: 'entries',
    partitionArgument: 'g',
    item: (caseId, draw) => {
      const isMemo = entryOf(draw) === 'Memo';
      const key = isMemo ? `M#${padded(draw.v)}` : `B#${draw.room}`;
      return {
        PK: S(`${draw.foreign ? 'FAX' : entryOf(draw).toUpperCase()}#${caseId}/${draw.s}`),
        s: S(`${caseId}/${draw.s}`),
        g: S(caseId),
        w: N(draw.w),
        ...(isMemo && draw.v === undefined ? {} : { PK1: S(`E#${caseId}`), SK1: S(key) }),
      };
    },
    identity: 's',
    fields: { s: (caseId, draw) => `${caseId}/${draw.s}`, w: (_caseId, draw) => draw.w },
    filterable: ['w'],
    hasForeign: true,
    expires: false,
    also: {
      selection: '__typename ... on Memo { s w } ... on Bill { s w }',
      shown: (_caseId, draw) => ({ __typename: entryOf(draw), w: draw.w }),
    },
    collection: {
      types: ['Memo', 'Bill'],
      typeOf: entryOf,
      sortKey: 'String',
      stored: (draw) => (entryOf(draw) === 'Memo' ? `M#${padded(draw.v)}` : `B#${draw.room}`),
    },
    lacks: ['w'],
  },
];
