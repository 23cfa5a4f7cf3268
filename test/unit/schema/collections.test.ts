import { describe, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/model/model.js';
import { collectionOf } from '../../../src/model/model.js';
import { withTablePrefix } from '../../../src/model/withTablePrefix.js';
import { modelOf } from './compile.js';

const SHOP = `
  "What belongs to one order."
  union OrderRecord
    @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "orderRecords")
    @collection(table: "Shop", index: "GSI1", partition: "GSI1PK = DAY#{day}#{shard(10)}", query: "recordsOfDay")
    @collection(table: "Shop", scan: true, query: "everyRecord") = Order | Line

  type Order
    @table(name: "Shop", partition: "PK = ORDER#{number}", sort: "SK = ORDER")
    @index(name: "GSI1", partition: "GSI1PK = DAY#{placedOn}#{shard(10)}", sort: "GSI1SK = {number}") {
    "As it is printed on the invoice."
    number: ID!
    placedOn: Date!
    note: String!
    status: String
    total: Float
    labels: [String!]
    weight: Int
  }

  type Line
    @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = LINE#{line:03}")
    @index(name: "GSI1", partition: "GSI1PK = DAY#{day}#{shard(10)}", sort: "GSI1SK = {orderId}") {
    orderId: ID!
    line: Int!
    day: Date!
    note: String
    status: Int
    total: Float @attribute(name: "sum")
    labels: [String!] @attribute(as: SET)
    weight: Int
  }
`;

const collection = (query: string, body = SHOP): Collection => collectionOf(modelOf(body), query);

describe('a collection', () => {
  test('is one for each directive, by its root field', () => {
    const { collections } = modelOf(SHOP);
    expect([...collections.values()].map(({ name, query, index, reads }) => [name, query, index, reads])).toEqual([
      ['OrderRecord', 'orderRecords', undefined, 'PARTITION'],
      ['OrderRecord', 'recordsOfDay', 'GSI1', 'PARTITION'],
      ['OrderRecord', 'everyRecord', undefined, 'ALL'],
    ]);
    expect(collections.get('orderRecords')).toMatchObject({
      description: 'What belongs to one order.',
      table: 'Shop',
      members: ['Order', 'Line'],
    });
  });

  test('names the partition’s fields in its own way, with the types that the members give them', () => {
    const { partition, partitionFields, sort } = collection('orderRecords');
    expect(partition).toEqual([
      {
        attribute: 'PK',
        type: 'S',
        template: {
          kind: 'text',
          source: 'ORDER#{orderId}',
          segments: [
            { kind: 'literal', text: 'ORDER#' },
            { kind: 'field', field: 'orderId' },
          ],
        },
      },
    ]);
    expect([...partitionFields.keys()]).toEqual(['orderId']);
    expect(partitionFields.get('orderId')).toMatchObject({
      name: 'orderId',
      description: 'As it is printed on the invoice.',
      type: { kind: 'scalar', scalar: 'ID', storage: 'S' },
      required: true,
    });
    expect(sort).toEqual([{ name: 'SK', type: 'S' }]);
  });

  test('of an index has its keys, shards included', () => {
    const { partition, sort, partitionFields } = collection('recordsOfDay');
    expect(partition.map(({ attribute }) => attribute)).toEqual(['GSI1PK']);
    expect(partition[0]?.template).toMatchObject({
      segments: [
        { kind: 'literal', text: 'DAY#' },
        { kind: 'field', field: 'day' },
        { kind: 'literal', text: '#' },
        { kind: 'shard', count: 10 },
      ],
    });
    expect([...partitionFields.keys()]).toEqual(['day']);
    expect(sort).toEqual([{ name: 'GSI1SK', type: 'S' }]);
  });

  test('of everything has no partition and no order', () => {
    expect(collection('everyRecord')).toMatchObject({ partition: [], partitionFields: new Map(), sort: [] });
  });

  test('has the fields that every member stores in one attribute and form', () => {
    const { fields } = collection('orderRecords');
    expect([...fields.keys()]).toEqual(['note', 'weight']);
    expect(fields.get('note')?.required).toBe(false);
  });

  test('whose partition is the whole key reads one item', () => {
    const body = `
      union Holder @collection(table: "Holders", partition: "id", query: "holder") = Person | Company
      type Person @table(name: "Holders", partition: "id", type: "kind = Person") { id: ID! }
      type Company @table(name: "Holders", partition: "id", type: "kind = Company") { id: ID! }
    `;
    expect(collection('holder', body)).toMatchObject({
      reads: 'ITEM',
      members: ['Person', 'Company'],
      partition: [{ attribute: 'id', type: 'S', template: { kind: 'field', field: 'id' } }],
    });
  });

  test('of an index without a sort key is still a list', () => {
    const body = `
      union Holder @collection(table: "Holders", index: "ByEmail", partition: "address", query: "byAddress") = Person
      type Person @table(name: "Holders", partition: "id") @index(name: "ByEmail", partition: "email") { id: ID!, email: String }
    `;
    expect(collection('byAddress', body)).toMatchObject({
      reads: 'PARTITION',
      partition: [{ attribute: 'email', template: { kind: 'field', field: 'address' } }],
      sort: [],
    });
  });

  test('of an index of several attributes gives each in its place', () => {
    const body = `
      union Job
        @collection(table: "Jobs", index: "ByTenant", partition: ["tenant", "S = STATE#{state}"], query: "jobs") = Print | Scan
      type Print @table(name: "Jobs", partition: "PK = P#{id}")
        @index(name: "ByTenant", partition: ["tenantId", "S = STATE#{state}"], sort: ["day", "id"], query: "prints") {
        id: ID!, tenantId: ID!, state: String!, day: Date!
      }
      type Scan @table(name: "Jobs", partition: "PK = S#{id}")
        @index(name: "ByTenant", partition: ["tenantId", "S = STATE#{status}"], sort: ["day", "id"], query: "scans") {
        id: ID!, tenantId: ID!, status: String!, day: Date!
      }
    `;
    const { partition, partitionFields, sort } = collection('jobs', body);
    expect(partition.map(({ attribute }) => attribute)).toEqual(['tenantId', 'S']);
    expect([...partitionFields.keys()]).toEqual(['tenant', 'state']);
    expect(sort.map(({ name }) => name)).toEqual(['day', 'id']);
  });

  test('of an interface holds the types that implement it, in the order of the schema', () => {
    const body = `
      type Line implements Record @table(name: "Shop", partition: "PK = {orderId}", sort: "SK = LINE") { orderId: ID!, note: String }
      interface Record { note: String }
      type Order @table(name: "Shop", partition: "PK = {orderId}", sort: "SK = ORDER") { orderId: ID! }
      extend interface Record @collection(table: "Shop", partition: "PK = {orderId}", query: "records")
      extend type Order implements Record { note: String @attribute(stored: true) }
    `;
    const { members, fields } = collection('records', body);
    expect(members).toEqual(['Line', 'Order']);
    expect([...fields.keys()]).toEqual(['orderId', 'note']);
  });

  test('of a union counts the types that an extension adds', () => {
    const body = `${SHOP}
      extend union OrderRecord = Invoice
      type Invoice @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = INVOICE")
        @index(name: "GSI1", partition: "GSI1PK = DAY#{day}#{shard(10)}", sort: "GSI1SK = {orderId}") { orderId: ID!, day: Date! }
    `;
    expect(collection('orderRecords', body).members).toEqual(['Order', 'Line', 'Invoice']);
    expect([...collection('orderRecords', body).fields.keys()]).toEqual([]);
  });

  test('may lack the marker in its index where the table’s keys tell its types apart', () => {
    const body = `
      union Pet @collection(table: "Pets", index: "ByName", partition: "name", query: "pets") = Cat | Dog
      type Cat @table(name: "Pets", partition: "PK = CAT#{id}", type: "kind = Cat")
        @index(name: "ByName", partition: "name", projection: []) { id: ID!, name: String }
      type Dog @table(name: "Pets", partition: "PK = DOG#{id}", type: "kind = Dog")
        @index(name: "ByName", partition: "name", projection: []) { id: ID!, name: String }
    `;
    expect(collection('pets', body).members).toEqual(['Cat', 'Dog']);
  });
});

test('a table prefix is that of collections too', () => {
  const { tables, collections } = withTablePrefix(modelOf(SHOP), 'test-');
  expect(collections.get('orderRecords')?.table).toBe('test-Shop');
  expect(tables.has(collections.get('recordsOfDay')?.table ?? '')).toBe(true);
});
