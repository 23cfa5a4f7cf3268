import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('a collection that cannot be', () => {
  test('a table that no type is stored in', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Shp", partition: "PK = ORDER#{orderId}", query: "records")
  @collection(table: "Warehouse", scan: true, query: "allRecords") = Order
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
}`),
    ).toEqual([
      '2:22 No type is stored in the table "Shp". Did you mean "Shop"?',
      '3:22 No type is stored in the table "Warehouse". The schema has "Shop".',
    ]);
  });

  test('an index that no type of the table has', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Shop", index: "GSI2", partition: "GSI1PK = {day}", query: "records")
  @collection(table: "Archive", index: "GSI1", scan: true, query: "archive") = Order
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER")
  @index(name: "GSI1", partition: "GSI1PK = {day}", sort: "orderId") {
  orderId: ID!
  day: Date!
}
type OldOrder @table(name: "Archive", partition: "orderId") {
  orderId: ID!
}`),
    ).toEqual([
      '2:37 No type of the table "Shop" has the index "GSI2". Did you mean "GSI1"?',
      '3:40 No type of the table "Archive" has the index "GSI1". It has none.',
    ]);
  });

  test('members that are elsewhere', () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", index: "GSI1", partition: "GSI1PK = {day}", query: "records") =
  | Order
  | Line
  | Product
  | Address
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER")
  @index(name: "GSI1", partition: "GSI1PK = {day}", sort: "orderId") {
  orderId: ID!
  day: Date!
  to: Address
}
type Line @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = LINE#{number:03}") {
  orderId: ID!
  number: Int!
}
type Product @table(partition: "productId") {
  productId: ID!
}
type Address {
  street: String
}`),
    ).toEqual([
      '3:5 Record is a collection of the index "GSI1", and Line is not in it: give it @index(name: "GSI1", ...), or take Line out of the union.',
      '4:5 Record is a collection of the table "Shop", and Product is stored in "Products": one Query reads one table. Take Product out of the union.',
      '5:5 Record is a collection of the table "Shop", and Address has no @table: take Address out of the union, or store it there, @table(name: "Shop", ...).',
    ]);
  });

  test('types that implement an interface and are elsewhere', () => {
    expect(
      problemsOf(`interface Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "records") {
  note: String
}
type Order implements Record @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
  note: String
}
type Product implements Record @table(partition: "productId") {
  productId: ID!
  note: String
}
type Address implements Record {
  note: String
}`),
    ).toEqual([
      '8:25 Record is a collection of the table "Shop", and Product is stored in "Products": one Query reads one table. Leave out "implements Record" on Product.',
      '12:25 Record is a collection of the table "Shop", and Address has no @table: leave out "implements Record" on Address, or store it there, @table(name: "Shop", ...).',
    ]);
  });

  test('nothing to hold', () => {
    expect(
      problemsOf(`interface Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "records") {
  note: String
}
union Other @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "others")
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
}`),
    ).toEqual([
      '1:18 No type implements Record, so its collection has nothing to hold: write "implements Record" on types of the table "Shop".',
      '4:1 Union type Other must define one or more member types.',
    ]);
  });

  test('members that cannot share the partition', () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "records") =
  | Order
  | Line
  | Invoice
  | Job
type Order @table(name: "Shop", partition: "PK = ORDER#{id}", sort: "SK = ORDER") {
  id: ID!
}
type Line @table(name: "Shop", partition: "PK = ORDER#{orderId}#{number}", sort: "SK = LINE") {
  orderId: ID!
  number: Int!
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{orderId}", sort: "SK = INVOICE") {
  orderId: ID!
}
type Job @table(name: "Shop", partition: "PK = ORDER#{number:05}", sort: "SK = JOB") {
  number: Int!
}`),
    ).toEqual([
      '1:52 Line cannot share the partition "PK = ORDER#{orderId}" of Record: its own "PK = ORDER#{orderId}#{number}" goes on with "#". Write that, or leave out the types that stand in another partition.',
      '1:52 Invoice cannot share the partition "PK = ORDER#{orderId}" of Record: its own "PK = INVOICE#{orderId}" has "INVOICE#" for "ORDER#". Write that, or leave out the types that stand in another partition.',
      '1:52 Job cannot share the partition "PK = ORDER#{orderId}" of Record: its own "PK = ORDER#{number:05}" has {number:05} for {orderId}. Write that, or leave out the types that stand in another partition.',
    ]);
  });

  test("a partition that ends before the members' own", () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}#", query: "records") = Order
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
}`),
    ).toEqual([
      '1:52 Order cannot share the partition "PK = ORDER#{orderId}#" of Record: its own "PK = ORDER#{orderId}" ends before "#". Write that, or leave out the types that stand in another partition.',
    ]);
  });

  test('members that spread it over different numbers of shards', () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", index: "GSI1", partition: "GSI1PK = {day}#{shard(10)}", query: "records") = Order | Line
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER")
  @index(name: "GSI1", partition: "GSI1PK = {day}#{shard(10)}", sort: "orderId") {
  orderId: ID!
  day: Date!
}
type Line @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = LINE")
  @index(name: "GSI1", partition: "GSI1PK = {day}#{shard(5)}", sort: "orderId") {
  orderId: ID!
  day: Date!
}`),
    ).toEqual([
      '1:67 Line cannot share the partition "GSI1PK = {day}#{shard(10)}" of Record: its own "GSI1PK = {day}#{shard(5)}" has {shard(5)} for {shard(10)}. Write that, or leave out the types that stand in another partition.',
    ]);
  });

  test('a partition of names that nobody knows', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Shop", partition: "PX = ORDER#{orderId}", query: "a")
  @collection(table: "Shop", partition: "orderId", query: "b")
  @collection(table: "Shop", partition: "ORDER#{orderId}", query: "c") = Order | Line
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
}
type Line @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = LINE") {
  orderId: ID!
}`),
    ).toEqual([
      '2:41 Order and Line cannot share the partition "PX = ORDER#{orderId}" of Record: their own "PK = ORDER#{orderId}" fills "PK". Write that, or leave out the types that stand in another partition.',
      '3:41 Order and Line cannot share the partition "orderId" of Record: their own "PK = ORDER#{orderId}" is a template. Write that, or leave out the types that stand in another partition.',
      '4:41 The key "ORDER#{orderId}" is a template without an attribute to store it in. Write "PK = ORDER#{orderId}" with the name of the attribute.',
    ]);
  });

  test('a template for a field alone', () => {
    expect(
      problemsOf(`union Record @collection(table: "Orders", partition: "orderId = ORDER#{orderId}", query: "records") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") {
  orderId: ID!
}`),
    ).toEqual([
      '1:54 Order cannot share the partition "orderId = ORDER#{orderId}" of Record: its own "orderId" is a field alone. Write that, or leave out the types that stand in another partition.',
    ]);
  });

  test('too many attributes, too few, and none', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", partition: ["orderId", "SK = ORDER"], query: "a")
  @collection(table: "Orders", partition: [], query: "b")
  @collection(table: "Orders", index: "ByTenant", partition: "tenantId", query: "c") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER")
  @index(name: "ByTenant", partition: ["tenantId", "STATE = {status}"]) {
  orderId: ID!
  tenantId: ID!
  status: String!
}`),
    ).toEqual([
      '2:55 Record gives the partition key 2 attributes, and that of Order has 1: write partition: "orderId".',
      '3:3 Record gives the partition key 0 attributes, and that of Order has 1: write partition: "orderId".',
      '4:62 Record gives the partition key 1 attribute, and that of Order has 2: write partition: ["tenantId", "STATE = {status}"].',
    ]);
  });

  test('neither a partition nor a scan, and both', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", query: "a")
  @collection(table: "Orders", index: "ByDay", scan: false, query: "b")
  @collection(table: "Orders", partition: "orderId", scan: true, query: "c") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") @index(name: "ByDay", partition: "day") {
  orderId: ID!
  day: Date!
}`),
    ).toEqual([
      '2:3 Record names no partition: write the one that its types share, partition: "PK = ORDER#{orderId}", or scan: true for all of the table "Orders".',
      '3:3 Record names no partition: write the one that its types share, partition: "PK = ORDER#{orderId}", or scan: true for all of the index "ByDay".',
      '4:60 Record is either one partition or all of the table "Orders": leave out "scan" or "partition". It may have a @collection for each.',
    ]);
  });

  test('an argument of several types', () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "records") = Order | Line
type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
  orderId: ID!
}
type Line @table(name: "Shop", partition: "PK = ORDER#{number}", sort: "SK = LINE") {
  number: Int!
}`),
    ).toEqual([
      '1:52 The argument "orderId" of Record is ID as Order.orderId and Int as Line.number: give the two one type, stored in one form.',
    ]);
  });

  test('an argument with the name of another, or of none', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", partition: "sortKey", query: "a")
  @collection(table: "Orders", partition: "type", query: "b")
  @collection(table: "Orders", index: "ByDay", partition: "DAY = {__day}", query: "c") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") @index(name: "ByDay", partition: "DAY = {day}") {
  orderId: ID!
  day: Date!
}`),
    ).toEqual([
      '2:43 "sortKey" would be an argument of the collection of Record, where "sortKey" has another meaning. Call it otherwise here, such as "recordSortKey": the types keep their fields.',
      '3:43 "type" would be an argument of the collection of Record, where "type" has another meaning. Call it otherwise here, such as "recordType": the types keep their fields.',
      '4:59 "__day" is no name for an argument in GraphQL: call it otherwise here, without "__" in front. The types keep their fields.',
    ]);
  });

  test('a name that GraphQL refuses, and what else is wrong', () => {
    expect(
      problemsOf(`union Record @collection(table: "Orders", partition: "PK = {orderId}", query: "all-records") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") {
  orderId: ID!
}`),
    ).toEqual([
      '1:54 Order cannot share the partition "PK = {orderId}" of Record: its own "orderId" is a field alone. Write that, or leave out the types that stand in another partition.',
      '1:79 "all-records" is no name in GraphQL: use letters, digits and _, no digit first and no "__", as in query: "orderRecords".',
    ]);
  });

  test('root fields of one name', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", partition: "orderId", query: "order")
  @collection(table: "Orders", scan: true, query: "mine") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") {
  orderId: ID!
}
extend type Query {
  mine: Int
}`),
    ).toEqual([
      '2:61 "order" would be both the Order of a key and a collection of Record. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '8:3 "mine" would be both a collection of Record and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test('types that the gateway makes for it', () => {
    expect(
      problemsOf(`union Record @collection(table: "Orders", partition: "orderId", query: "records") = Order
type Order @table(partition: "orderId", sort: "SK = ORDER") {
  orderId: ID!
}
enum RecordType {
  OLD
}
type RecordConnection {
  total: Int
}`),
    ).toEqual([
      '5:6 "RecordType" is a type that the gateway makes for Record. Name your type otherwise.',
      '8:6 "RecordConnection" is a type that the gateway makes for Record. Name your type otherwise.',
    ]);
  });

  test('an index that lacks the marker, by which alone its types are told apart', () => {
    expect(
      problemsOf(`union Pet @collection(table: "Pets", index: "ByName", partition: "name", query: "pets") = Cat | Dog
type Cat @table(name: "Pets", partition: "id", type: "kind = Cat")
  @index(name: "ByName", partition: "name", sort: "GSI1SK = CAT#{id}", projection: []) {
  id: ID!
  name: String
}
type Dog @table(name: "Pets", partition: "id", type: "kind = Dog")
  @index(name: "ByName", partition: "name", sort: "GSI1SK = DOG#{id}", projection: []) {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:45 The index "ByName" lacks the marker "kind", by which alone items of Cat are told from others in the collection "pets". Declare it, kind: String, and add "kind" to its projection.',
      '1:45 The index "ByName" lacks the marker "kind", by which alone items of Dog are told from others in the collection "pets". Declare it, kind: String, and add "kind" to its projection.',
    ]);
  });

  test('arguments that are missing, and another place', () => {
    expect(
      problemsOf(`union Record @collection(partition: "orderId") = Order
type Order @table(partition: "orderId") @collection(table: "Orders", query: "orders", scan: true) {
  orderId: ID!
}`),
    ).toEqual([
      '1:14 Directive "@collection" argument "table" of type "String!" is required, but it was not provided.',
      '1:14 Directive "@collection" argument "query" of type "String!" is required, but it was not provided.',
      '2:41 Directive "@collection" may not be used on OBJECT. It belongs on a union or an interface.',
    ]);
  });

  test('a member whose own table is wrong is not reported once more', () => {
    expect(
      problemsOf(`union Record @collection(table: "Shop", partition: "PK = ORDER#{orderId}", query: "records") = Order | Line
type Order @table(name: "Shop", partition: "PK = ORDER#{order}", sort: "SK = ORDER") {
  orderId: ID!
}
type Line @table(name: "Shop") {
  orderId: ID!
}`),
    ).toEqual([
      '2:44 Order has no field "order" for the template "ORDER#{order}". Did you mean "orderId"?',
      '5:11 Directive "@table" argument "partition" of type "[String!]!" is required, but it was not provided. Name a field, partition: "id", or an attribute and its template, partition: "PK = ORDER#{id}".',
    ]);
  });
});
