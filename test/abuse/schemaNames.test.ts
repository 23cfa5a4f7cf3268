import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('names that collide', () => {
  test('two lists of one name', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "ByName", partition: "name") @index(name: "NameIndex", partition: "GSI1PK = {name}") {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:80 "productsByName" would be both the list of Product\'s index "ByName" and the list of Product\'s index "NameIndex". Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test('two types with one plural', () => {
    expect(
      problemsOf(`type Person @table(partition: "id", scan: true, operations: [BATCH_GET], plural: "people") {
  id: ID!
}
type Human @table(partition: "id", name: "Humans", scan: true, operations: [BATCH_GET], plural: "people") {
  id: ID!
}`),
    ).toEqual([
      '4:97 "peopleByKeys" would be both the Person of several keys and the Human of several keys. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '4:97 "scanPeople" would be both the scan of Person and the scan of Human. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test("a field of one's own and a generated one", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
extend type Query {
  product(id: ID!): Product
}
type Mutation {
  createProduct: Product
}
extend type Subscription {
  productChanged: Product
}`),
    ).toEqual([
      '5:3 "product" would be both the Product of a key and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '8:3 "createProduct" would be both the create of Product and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '11:3 "productChanged" would be both the changes of Product and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test("the changes of a type, of an index's partition, and those that were missed", () => {
    const wayOut =
      'Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.';
    expect(
      problemsOf(`type Product @table(partition: "id")
  @index(name: "ByShelf", partition: "shelf") {
  id: ID!
  shelf: ID
}
extend type Query {
  productChanges: Product
}
extend type Subscription {
  productChangedByShelf: Product
}`),
    ).toEqual([
      `7:3 "productChanges" would be both the missed changes of Product and a field of your own. ${wayOut}`,
      `10:3 "productChangedByShelf" would be both the changes in Product's index "ByShelf" and a field of your own. ${wayOut}`,
    ]);
  });

  test('indexes with the same partition fields, of which one has changes to subscribe to', () => {
    expect(
      problemsOf(`type Product @table(partition: "id")
  @index(name: "ByShelf", partition: "shelf", sort: "price")
  @index(name: "ByShelfName", partition: "shelf", sort: "name", query: "productsByName") {
  id: ID!
  shelf: ID
  price: Float
  name: String
}`),
    ).toEqual([]);
  });

  test('a type that has the name of the page of changes', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") { id: ID! }
type ProductChangeConnection { size: Int }`),
    ).toEqual([
      '2:6 "ProductChangeConnection" is a type that the gateway makes for Product. Name your type otherwise.',
    ]);
  });

  test('a field of the primary key that is called as where missed changes begin', () => {
    const schema = (operations: string, key: string) =>
      problemsOf(`type Stay @table(partition: "room", sort: "${key}"${operations})
  @index(name: "Since", partition: "guest", sort: "since") {
  room: ID!
  since: Int!
  day: Int!
  guest: ID!
}`);
    expect(schema('', 'since')).toEqual([
      '1:43 "since" is in a key of Stay, so it would be an argument of its lists, where "since" has another meaning. Rename the field and keep its attribute: staySince @attribute(name: "since").',
      '2:51 "since" is in a key of Stay, so it would be an argument of its lists, where "since" has another meaning. Rename the field and keep its attribute: staySince @attribute(name: "since").',
    ]);
    expect(schema(', operations: [GET, QUERY]', 'since')).toEqual([]);
    expect(schema('', 'day')).toEqual([]);
  });

  test("the gateway's writes and mutations of one's own", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
type Mutation {
  checkProduct: Product
  batchWriteProducts: Product
  transactWrite: Product
}`),
    ).toEqual([
      '5:3 "checkProduct" would be both the check of Product and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '6:3 "batchWriteProducts" would be both the batch write of Product and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '7:3 "transactWrite" would be both the transaction of several writes and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test("a transactWrite of one's own is free where no type takes part", () => {
    const mutation = 'type Mutation { transactWrite: Product }';
    expect(
      problemsOf(`type Product @table(partition: "id", operations: [GET, BATCH_WRITE]) { id: ID! } ${mutation}`),
    ).toEqual([]);
  });

  test('a lookup by a unique value and a list', () => {
    expect(
      problemsOf(`type Customer @table(partition: "id") @index(name: "EmailIndex", partition: "email", one: true) {
  id: ID!
  email: String! @unique
}`),
    ).toEqual([
      '3:18 "customerByEmail" would be both the one item of Customer\'s index "EmailIndex" and the Customer of a unique "email". Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test('a lookup by a unique value is no field where items are not served by key', () => {
    expect(
      problemsOf(`type Customer @table(partition: "id", operations: [QUERY, CREATE]) @index(name: "EmailIndex", partition: "email", one: true) {
  id: ID!
  email: String! @unique
}`),
    ).toEqual([]);
  });

  test("a key field with an argument's name", () => {
    expect(
      problemsOf(`type Page @table(partition: "book", sort: "order") {
  book: ID!
  order: Int!
}`),
    ).toEqual([
      '1:43 "order" is in a key of Page, so it would be an argument of its lists, where "order" has another meaning. Rename the field and keep its attribute: pageOrder @attribute(name: "order").',
    ]);
  });

  test('a key field with the name of an argument that stands beside no key', () => {
    expect(
      problemsOf(`type Page @table(partition: "token", sort: "items") @index(name: "PutIndex", partition: "put", sort: "delete") {
  token: ID!
  items: ID!
  put: ID
  delete: ID
}`),
    ).toEqual([]);
  });

  test("a field with the name of a filter's", () => {
    expect(
      problemsOf(`type Gate @table(partition: "id") {
  id: ID!
  not: Boolean
}`),
    ).toEqual([
      '3:3 Gate.not would be in GateFilter, where "not" joins conditions. Rename the field and keep its attribute: notValue @attribute(name: "not").',
    ]);
  });

  test('a type with a generated name', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  page: PageInfo
}
type PageInfo {
  number: Int
}
input ProductFilter {
  name: String
}`),
    ).toEqual([
      '5:6 "PageInfo" is a type that the gateway makes for every schema. Name your type otherwise.',
      '8:7 "ProductFilter" is a type that the gateway makes for Product. Name your type otherwise.',
    ]);
  });

  test.each(['BatchError', 'TransactWritePayload', 'TransactWriteResult'])('a type called %s', (name) => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
type ${name} {
  code: Int
}`),
    ).toEqual([`4:6 "${name}" is a type that the gateway makes for every schema. Name your type otherwise.`]);
  });

  test.each([
    'BatchPayload',
    'BatchResult',
    'TransactWrite',
    'TransactCreate',
    'TransactPut',
    'TransactUpdate',
    'TransactDelete',
    'TransactCheck',
  ])("a type with the name of a type's %s", (suffix) => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
type Product${suffix} {
  code: Int
}`),
    ).toEqual([`4:6 "Product${suffix}" is a type that the gateway makes for Product. Name your type otherwise.`]);
  });

  test('a type for which a name of every schema would be made', () => {
    expect(
      problemsOf(`type TransactWrite @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:6 The gateway would make the type "TransactWritePayload" both for TransactWrite and for every schema. Name one of them otherwise.',
    ]);
  });

  test("a type with a scalar's name", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
type Date {
  day: Int
}`),
    ).toEqual(['4:6 "Date" is a scalar that every schema has. Name your type otherwise.']);
  });

  test('a type with the name of a field beside its item', () => {
    expect(
      problemsOf(`type Cursor @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:6 A type named Cursor would be the field "cursor" of CursorChange, which has another one of that name. Name the type otherwise; its items stay as they are.',
    ]);
  });

  test.each(['Status', 'Error'])('a type %s, with the name of a field beside an item of a batch', (name) => {
    expect(
      problemsOf(`type ${name} @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      `1:6 A type named ${name} would be the field "${name.toLowerCase()}" of ${name}BatchResult, which has another one of that name. Name the type otherwise (its items stay as they are), or leave BATCH_WRITE out of its "operations".`,
    ]);
  });

  test.each([
    ['is in no batch', 'type Status @table(partition: "id", operations: [GET, PUT]) { id: ID! }'],
    ['has one item only', 'type Status @table(partition: "PK = STATUS") { text: String }'],
  ])('a type Status is no trouble where it %s', (_, body) => {
    expect(problemsOf(body)).toEqual([]);
  });

  test('two types with one name in a transaction', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", operations: [PUT]) {
  id: ID!
}
type product @table(name: "Others", partition: "id", operations: [DELETE]) {
  id: ID!
}`),
    ).toEqual([
      '4:6 Product and product would both be the field "product" of TransactWriteItem. Name one of them otherwise; its items stay as they are.',
    ]);
  });
});

test('two types for which one name would be made', () => {
  expect(
    problemsOf(`type Crate @table(partition: "id") {
  id: ID!
  parts: [Part!]
  list: PartList
}
type Part {
  name: String
}
type PartList {
  name: String
}`),
  ).toEqual([
    '9:6 The gateway would make the type "PartListFilter" both for PartList and for Part. Name one of them otherwise.',
  ]);
});

test('a map called Size is no trouble, though every schema tests sizes', () => {
  expect(
    problemsOf(`type Crate @table(partition: "id") {
  id: ID!
  label: String
  size: Size
}
type Size {
  width: Int
}`),
  ).toEqual([]);
});
