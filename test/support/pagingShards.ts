import { createHash } from 'node:crypto';
import { N, optional, padded, S, type Draw, type PagingShape } from './pagingShape.js';

/** Sharded indexes with sort keys of every type, and a sharded collection. */
export const SHARDS_SCHEMA = /* GraphQL */ `
  type Spread
    @table(name: "Spreads", partition: "p", sort: "s")
    @index(name: "ByRank", partition: "RankPK = G#{g}#{shard(4)}", sort: "v", query: "spreadsByRank")
    @index(name: "ByRoom", partition: "RoomPK = {g}#{shard(3)}", sort: "room", query: "spreadsByRoom")
    @index(
      name: "ByLabel"
      partition: "LabelPK = G#{g}#{shard(7)}"
      sort: "LabelSK = L#{room}#{v:03}"
      query: "spreadsByLabel"
    )
    @index(name: "ByBytes", partition: "BytesPK = G#{g}#{shard(10)}", sort: "b", query: "spreadsByBytes") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
    room: String
    b: Bytes
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }

  union Tree @collection(table: "Trees", index: "Forest", partition: "PK1 = F#{g}#{shard(5)}", query: "trees") =
    | Oak
    | Elm
  type Oak
    @table(name: "Trees", partition: "PK = OAK#{s}")
    @index(name: "Forest", partition: "PK1 = F#{g}#{shard(5)}", sort: "SK1 = O#{v:03}", query: "oaks") {
    s: ID!
    g: ID
    v: Int
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Elm
    @table(name: "Trees", partition: "PK = ELM#{s}")
    @index(name: "Forest", partition: "PK1 = F#{g}#{shard(5)}", sort: "SK1 = E#{room}", query: "elms") {
    s: ID!
    g: ID
    room: String
    w: Int
  }
`;

/** As docs say it of writes. */
export function shardOfKey(texts: readonly string[], count: number): number {
  return createHash('sha256').update(texts.join('\0')).digest().readUInt32BE(0) % count;
}

/** Of every third row the shard of its hash; the others were put by another program, which knows of two shards. */
function shardOfRow(key: readonly string[], { u }: Draw, count: number): string {
  return String(u % 3 === 0 ? shardOfKey(key, count) : Math.floor(u / 3) % 2);
}

function shardKeys(prefix: string, count: number): NonNullable<PagingShape['shards']> {
  return (caseId) => Array.from({ length: count }, (_, shard) => S(`${prefix}${caseId}#${shard}`));
}

/** Few values, so that rows share them in one shard and across shards. */
const bytesOf = ({ room, v = 0 }: Draw) => Buffer.concat([Buffer.from(room), Buffer.of(253 + v)]).toString('base64');

const SPREAD: PagingShape = {
  name: '4 shards sorted by numbers',
  entity: 'Spread',
  index: 'ByRank',
  list: 'spreadsByRank',
  partitionArgument: 'g',
  item: (caseId, draw) => {
    const key = [caseId, draw.s];
    return {
      p: S(caseId),
      s: S(draw.s),
      g: S(caseId),
      w: N(draw.w),
      room: S(draw.room),
      b: { B: bytesOf(draw) },
      ...optional('v', draw.v),
      ...optional('expires', draw.expires),
      RankPK: S(`G#${caseId}#${shardOfRow(key, draw, 4)}`),
      RoomPK: S(`${caseId}#${shardOfRow(key, draw, 3)}`),
      BytesPK: S(`G#${caseId}#${shardOfRow(key, draw, 10)}`),
      ...(draw.v === undefined
        ? {}
        : { LabelPK: S(`G#${caseId}#${shardOfRow(key, draw, 7)}`), LabelSK: S(`L#${draw.room}#${padded(draw.v)}`) }),
    };
  },
  identity: 's',
  fields: {
    s: (_caseId, draw) => draw.s,
    v: (_caseId, draw) => draw.v,
    w: (_caseId, draw) => draw.w,
    room: (_caseId, draw) => draw.room,
    b: (_caseId, draw) => bytesOf(draw),
  },
  filterable: ['s', 'v', 'w'],
  hasForeign: false,
  expires: true,
  shards: shardKeys('G#', 4),
};

const treeOf = ({ u }: Draw) => (u % 4 === 0 ? 'Elm' : 'Oak');

function treeSortKey(draw: Draw): string {
  if (draw.foreign) return `K#${draw.room}`;
  return treeOf(draw) === 'Oak' ? `O#${padded(draw.v)}` : `E#${draw.room}`;
}

export const SHARD_SHAPES: readonly PagingShape[] = [
  SPREAD,
  {
    ...SPREAD,
    name: '3 shards sorted by text',
    index: 'ByRoom',
    list: 'spreadsByRoom',
    shards: shardKeys('', 3),
  },
  {
    ...SPREAD,
    name: '7 shards sorted by a template',
    index: 'ByLabel',
    list: 'spreadsByLabel',
    shards: shardKeys('G#', 7),
  },
  {
    ...SPREAD,
    name: '10 shards sorted by bytes',
    index: 'ByBytes',
    list: 'spreadsByBytes',
    filterable: ['v', 'w'],
    shards: shardKeys('G#', 10),
  },
  {
    name: 'a collection over 5 shards',
    entity: 'Oak',
    index: 'Forest',
    list: 'trees',
    partitionArgument: 'g',
    item: (caseId, draw) => {
      const key = `${draw.foreign ? 'ASH' : treeOf(draw).toUpperCase()}#${caseId}/${draw.s}`;
      const isIndexed = draw.foreign || treeOf(draw) === 'Elm' || draw.v !== undefined;
      return {
        PK: S(key),
        s: S(`${caseId}/${draw.s}`),
        g: S(caseId),
        w: N(draw.w),
        ...optional('v', draw.v),
        ...optional('expires', draw.expires),
        ...(isIndexed ? { PK1: S(`F#${caseId}#${shardOfRow([key], draw, 5)}`), SK1: S(treeSortKey(draw)) } : {}),
      };
    },
    identity: 's',
    fields: { s: (caseId, draw) => `${caseId}/${draw.s}`, w: (_caseId, draw) => draw.w },
    filterable: ['s', 'w'],
    hasForeign: true,
    expires: (draw) => treeOf(draw) === 'Oak',
    also: {
      selection: '__typename ... on Oak { s } ... on Elm { s }',
      shown: (_caseId, draw) => ({ __typename: treeOf(draw) }),
    },
    collection: { types: ['Oak', 'Elm'], typeOf: treeOf, sortKey: 'String', stored: treeSortKey },
    shards: shardKeys('F#', 5),
  },
];
