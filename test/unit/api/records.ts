import type { ApiOperation, Relation } from '../../../src/model/model.js';
import { collection, entity, field, index, key, listOf, model, part, scalar } from './makeModel.js';

/** Several types read together: collections of every kind, relations to unions and interfaces, and `Node`. */

export const recordsSdl = `
"Whoever can write."
union Actor = Customer | Seller

interface Authored { author: Actor! notes: [Note!]! shipment: Shipment }

"What stands under one order."
union OrderRecord
  @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "orderRecords")
  @collection(table: "Shop", index: "Recent", partition: "Recent = {region}#{day}#{shard(4)}", query: "recentRecords")
  @collection(table: "Shop", index: "Board", partition: ["region", "status"], query: "board")
  @collection(table: "Shop", index: "Depot", partition: "region", query: "depotRecords")
  @collection(table: "Shop", query: "scanOrderRecords", scan: true)
  = Order | Shipment

interface Setting @collection(table: "Settings", partition: "settingId", query: "setting") { settingId: ID! }

type Customer implements Node
  @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = PROFILE", operations: [GET]) {
  "Known to everyone."
  id: ID!
  customerId: ID!
}

type Seller @table(name: "Shop", partition: "PK = SELLER#{sellerId}", sort: "SK = PROFILE", operations: [GET]) {
  sellerId: ID!
}

type Order implements Authored & Node
  @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER", operations: [GET])
  @index(name: "Recent", partition: "Recent = {region}#{day}#{shard(4)}", sort: "placedAt")
  @index(name: "Board", partition: ["region", "status"], sort: ["day", "placedAt"])
  @index(name: "Depot", partition: "region") {
  orderId: ID!
  region: String!
  day: Date!
  status: Status!
  placedAt: DateTime! @attribute(as: EPOCH_SECONDS)
  authorId: ID!
  author: Customer! @belongsTo(with: "customerId = authorId")
  notes: [Note!]! @hasMany(with: "placeId = orderId")
  shipment: Shipment! @hasOne(with: "orderNo = orderId")
  "All of it."
  records: [OrderRecord!]! @hasMany
  neighbours: [OrderRecord!]! @hasMany(index: "Depot")
}

enum Status { NEW SENT }

type Shipment implements Authored
  @table(name: "Shop", partition: "PK = ORDER#{orderNo}", sort: "SK = SHIPMENT#{shipmentId}", operations: [GET, QUERY])
  @index(name: "Recent", partition: "Recent = {region}#{day}#{shard(4)}", sort: "placedAt")
  @index(name: "Board", partition: ["region", "status"], sort: ["day", "placedAt"])
  @index(name: "Depot", partition: "region") {
  orderNo: ID!
  shipmentId: ID!
  region: String!
  day: Date!
  status: Status!
  placedAt: DateTime! @attribute(as: EPOCH_SECONDS)
  authorId: ID!
  author: Actor! @belongsTo(with: ["customerId = authorId", "sellerId = authorId"])
  notes: [Note!]! @hasMany(with: "placeId = shipmentId")
  shipment: Shipment
}

type Note @table(name: "Notes", partition: "placeId", sort: "at", operations: [GET]) {
  placeId: ID!
  at: DateTime!
}

type TextSetting implements Setting
  @table(name: "Settings", partition: "settingId", type: "kind = TEXT", operations: [GET]) {
  settingId: ID!
  text: String!
}

type NumberSetting implements Setting
  @table(name: "Settings", partition: "settingId", type: "kind = NUMBER", operations: [GET]) {
  settingId: ID!
  number: Float!
}
`;

const inPrimaryKey = { inPrimaryKey: true };
const GET: { readonly operations: ReadonlySet<ApiOperation> } = { operations: new Set(['GET']) };

const shared = [
  field('region', 'String!'),
  field('day', 'Date!'),
  field('status', { kind: 'enum', enum: 'Status', values: ['NEW', 'SENT'] }, { required: true }),
  field('placedAt', scalar('DateTime', 'EPOCH_SECONDS'), { required: true }),
  field('authorId', 'ID!'),
];

const placedAt = part('placedAt', 'N');
const indexes = (plural: string) => [
  index('Recent', key('Recent = {region}#{day}#{shard(4)}', placedAt), { listField: `${plural}ByRegionAndDay` }),
  index('Board', key(['region', 'status'], ['day', placedAt]), { listField: `${plural}ByRegionAndStatus` }),
  index('Depot', key('region'), { listField: `${plural}ByRegion` }),
];

const relations = (...given: readonly Relation[]) => new Map(given.map((one) => [one.field, one]));
const author = (field: string) =>
  ['Customer', 'Seller'].map((name) => ({ entity: name, with: pair(keyOf(name), field) }));
const keyOf = (name: string) => `${name.toLowerCase()}Id`;
const pair = (theirs: string, mine: string) => new Map([[theirs, mine]]);
const records = {
  name: 'OrderRecord',
  description: 'What stands under one order.',
  members: ['Order', 'Shipment'],
  fields: shared,
};
const region = field('region', 'String!');

export const recordsModel = model(
  [
    entity('Customer', {
      ...GET,
      key: key('PK = CUSTOMER#{customerId}', 'SK = PROFILE'),
      fields: [field('customerId', 'ID!', inPrimaryKey)],
      isNode: true,
    }),
    entity('Seller', {
      ...GET,
      key: key('PK = SELLER#{sellerId}', 'SK = PROFILE'),
      fields: [field('sellerId', 'ID!', inPrimaryKey)],
    }),
    entity('Order', {
      ...GET,
      key: key('PK = ORDER#{orderId}', 'SK = ORDER'),
      fields: [field('orderId', 'ID!', inPrimaryKey), ...shared],
      indexes: indexes('orders'),
      relations: relations(
        { kind: 'belongsTo', field: 'author', target: 'Customer', keys: author('authorId').slice(0, 1) },
        { kind: 'hasMany', field: 'notes', reads: listOf('Note'), with: pair('placeId', 'orderId') },
        { kind: 'hasOne', field: 'shipment', reads: listOf('Shipment'), with: pair('orderNo', 'orderId') },
        {
          kind: 'hasMany',
          field: 'records',
          reads: { kind: 'collection', collection: 'orderRecords' },
          with: pair('orderId', 'orderId'),
        },
        {
          kind: 'hasMany',
          field: 'neighbours',
          reads: { kind: 'collection', collection: 'depotRecords' },
          with: pair('region', 'region'),
        },
      ),
      isNode: true,
    }),
    entity('Shipment', {
      operations: new Set(['GET', 'QUERY']),
      key: key('PK = ORDER#{orderNo}', 'SK = SHIPMENT#{shipmentId}'),
      listField: 'shipmentsByOrderNo',
      fields: [field('orderNo', 'ID!', inPrimaryKey), field('shipmentId', 'ID!', inPrimaryKey), ...shared],
      indexes: indexes('shipments'),
      relations: relations(
        { kind: 'belongsTo', field: 'author', target: 'Actor', keys: author('authorId') },
        { kind: 'hasMany', field: 'notes', reads: listOf('Note'), with: pair('placeId', 'shipmentId') },
      ),
      ownFields: new Set(['shipment']),
    }),
    entity('Note', {
      ...GET,
      key: key('placeId', 'at'),
      listField: 'notesByPlaceId',
      fields: [field('placeId', 'ID!', inPrimaryKey), field('at', 'DateTime!', inPrimaryKey)],
    }),
    entity('TextSetting', {
      ...GET,
      key: key('settingId'),
      fields: [field('settingId', 'ID!', inPrimaryKey), field('text', 'String!')],
    }),
    entity('NumberSetting', {
      ...GET,
      key: key('settingId'),
      fields: [field('settingId', 'ID!', inPrimaryKey), field('number', 'Float!')],
    }),
  ],
  [],
  [
    collection({
      ...records,
      query: 'orderRecords',
      partition: 'PK = ORDER#{orderId}',
      partitionFields: [field('orderId', 'ID!', inPrimaryKey)],
      sort: [{ name: 'SK', type: 'S' }],
    }),
    collection({
      ...records,
      query: 'recentRecords',
      index: 'Recent',
      partition: 'Recent = {region}#{day}#{shard(4)}',
      partitionFields: [region, field('day', 'Date!')],
      sort: [{ name: 'placedAt', type: 'N' }],
    }),
    collection({
      ...records,
      query: 'board',
      index: 'Board',
      partition: ['region', 'status'],
      partitionFields: shared.filter(({ name }) => name === 'region' || name === 'status'),
      sort: [
        { name: 'day', type: 'S' },
        { name: 'placedAt', type: 'N' },
      ],
    }),
    collection({
      ...records,
      query: 'depotRecords',
      index: 'Depot',
      partition: 'region',
      partitionFields: [region],
    }),
    collection({ ...records, query: 'scanOrderRecords', reads: 'ALL' }),
    collection({
      name: 'Setting',
      query: 'setting',
      table: 'Settings',
      members: ['TextSetting', 'NumberSetting'],
      reads: 'ITEM',
      partition: 'settingId',
      partitionFields: [field('settingId', 'ID!', inPrimaryKey)],
      fields: [field('settingId', 'ID!', inPrimaryKey)],
    }),
  ],
);
