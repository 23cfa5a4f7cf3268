import { N, optional, S, type Draw, type PagedCollection, type PagingShape } from './pagingShape.js';

/** Index keys of several attributes: plain fields and templates, texts, numbers and binaries, up to four and four. */
export const MULTI_ATTRIBUTE_SCHEMA = /* GraphQL */ `
  type Job
    @table(name: "Jobs", partition: "p", sort: "s")
    @index(name: "Unique", partition: ["g", "state"], sort: ["room", "v", "s"], query: "jobsInOrder")
    @index(name: "Equal", partition: ["g", "state"], sort: ["v", "room"], query: "jobsByRank")
    @index(
      name: "Templates"
      partition: ["state", "GroupPK = G#{g}"]
      sort: ["v", "RoomSK = R#{room}#{w:02}", "s"]
      query: "jobsByRoom"
    )
    @index(name: "Most", partition: ["g", "state", "tier", "kind"], sort: ["b", "w", "room", "v"], query: "jobsOfTier")
    @index(name: "Narrow", partition: ["g", "state"], sort: ["room", "w"], projection: ["expires"], query: "jobsNarrow")
    @index(
      name: "Shards"
      partition: ["state", "ShardPK = G#{g}#{shard(3)}"]
      sort: ["room", "v"]
      query: "jobsOfShards"
    )
    @index(name: "Unsorted", partition: ["g", "state"], query: "jobsUnsorted") {
    p: ID!
    s: String!
    g: ID
    state: String
    tier: String
    kind: Int
    v: Int
    w: Int
    room: String
    b: Bytes
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }

  union Errand
    @collection(table: "Errands", index: "Board", partition: ["state", "BoardPK = B#{g}"], query: "errands") =
    | Ride
    | Walk
  type Ride
    @table(name: "Errands", partition: "PK = RIDE#{s}")
    @index(name: "Board", partition: ["state", "BoardPK = B#{g}"], sort: ["BoardSK = {room}", "w"], query: "rides") {
    s: ID!
    g: ID
    state: String
    room: String
    w: Int
  }
  type Walk
    @table(name: "Errands", partition: "PK = WALK#{s}")
    @index(name: "Board", partition: ["state", "BoardPK = B#{g}"], sort: ["BoardSK = {room}", "w"], query: "walks") {
    s: ID!
    g: ID
    state: String
    room: String
    w: Int
  }
`;

/** Foreign rows stand in the same index, with another value of one attribute of the partition. */
const stateOf = ({ foreign }: Draw) => (foreign ? 'DONE' : 'OPEN');
const bytesOf = ({ room, v = 0 }: Draw) => Buffer.concat([Buffer.from(room), Buffer.of(253 + v)]).toString('base64');

const SHARDS = [0, 1, 2];
const OPEN = { state: 'OPEN' };

const JOB: PagingShape = {
  name: 'texts and a number, the last one different in every row',
  entity: 'Job',
  index: 'Unique',
  list: 'jobsInOrder',
  partitionArgument: 'g',
  partitionAlso: OPEN,
  item: (caseId, draw) => ({
    p: S(caseId),
    s: S(draw.s),
    g: S(caseId),
    state: S(stateOf(draw)),
    tier: S('gold'),
    kind: N(1),
    w: N(draw.w),
    room: S(draw.room),
    b: { B: bytesOf(draw) },
    ...optional('v', draw.v),
    ...optional('expires', draw.expires),
    GroupPK: S(`G#${caseId}`),
    RoomSK: S(`R#${draw.room}#0${draw.w}`),
    ShardPK: S(`G#${caseId}#${draw.u % SHARDS.length}`),
  }),
  identity: 's',
  fields: {
    s: (_caseId, draw) => draw.s,
    v: (_caseId, draw) => draw.v,
    w: (_caseId, draw) => draw.w,
    room: (_caseId, draw) => draw.room,
    b: (_caseId, draw) => bytesOf(draw),
  },
  filterable: ['s', 'v', 'w', 'room'],
  hasForeign: true,
  expires: true,
};

const errandOf: PagedCollection['typeOf'] = ({ u }) => (u % 3 === 0 ? 'Walk' : 'Ride');

export const MULTI_ATTRIBUTE_SHAPES: readonly PagingShape[] = [
  JOB,
  { ...JOB, name: 'a number and a text that rows share', index: 'Equal', list: 'jobsByRank' },
  { ...JOB, name: 'templates beside plain fields', index: 'Templates', list: 'jobsByRoom' },
  {
    ...JOB,
    name: 'four and four attributes of every type',
    index: 'Most',
    list: 'jobsOfTier',
    partitionAlso: { ...OPEN, tier: 'gold', kind: 1 },
  },
  {
    ...JOB,
    name: 'a narrow index',
    index: 'Narrow',
    list: 'jobsNarrow',
    also: { selection: 's v', shown: (_caseId, draw) => ({ v: draw.v ?? null }) },
    lacks: ['v'],
  },
  {
    ...JOB,
    name: 'shards sorted by two attributes',
    index: 'Shards',
    list: 'jobsOfShards',
    shards: (caseId) => SHARDS.map((shard) => S(`G#${caseId}#${shard}`)),
  },
  { ...JOB, name: 'no sort key', index: 'Unsorted', list: 'jobsUnsorted' },
  {
    name: 'a collection',
    entity: 'Ride',
    index: 'Board',
    list: 'errands',
    partitionArgument: 'g',
    partitionAlso: OPEN,
    item: (caseId, draw) => ({
      PK: S(`${draw.foreign ? 'SAIL' : errandOf(draw).toUpperCase()}#${caseId}/${draw.s}`),
      s: S(`${caseId}/${draw.s}`),
      g: S(caseId),
      state: S('OPEN'),
      room: S(draw.room),
      w: N(draw.w),
      BoardPK: S(`B#${caseId}`),
      BoardSK: S(draw.room),
    }),
    identity: 's',
    fields: { s: (caseId, draw) => `${caseId}/${draw.s}`, w: (_caseId, draw) => draw.w },
    filterable: ['w'],
    hasForeign: true,
    expires: false,
    also: {
      selection: '__typename ... on Ride { s } ... on Walk { s }',
      shown: (_caseId, draw) => ({ __typename: errandOf(draw) }),
    },
    collection: { types: ['Ride', 'Walk'], typeOf: errandOf, sortKey: undefined, stored: () => undefined },
  },
];
