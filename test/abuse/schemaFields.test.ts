import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('fields that cannot be', () => {
  test('a cost that is none', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @cost(itemBytes: 0) {
  id: ID!
  name: String @cost(itemsPerPartition: -1)
}`),
    ).toEqual([
      '1:55 "itemBytes" of @cost is 0: give what is usual, 1 or more, or leave it out.',
      '3:41 "itemsPerPartition" of @cost is -1: give what is usual, 1 or more, or leave it out.',
    ]);
  });

  test('two fields in one attribute', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String
  title: String @attribute(name: "name")
}`),
    ).toEqual([
      '4:34 Product.title and Product.name are both stored in "name". Give one of them another attribute: @attribute(name: "...").',
    ]);
  });

  test('two fields of a map in one attribute', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  size: Size
}
type Size {
  width: Int
  w: Int @attribute(name: "width")
}`),
    ).toEqual([
      '7:27 Size.w and Size.width are both stored in "width". Give one of them another attribute: @attribute(name: "...").',
    ]);
  });

  test('an empty attribute name', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String @attribute(name: "")
}`),
    ).toEqual([
      '3:33 The attribute name of Product.name has 0 bytes; DynamoDB allows 1 to 65535. Leave "name" out to store it as "name".',
    ]);
  });

  test('a set of a type that has no sets', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String @attribute(as: SET)
  flags: [Boolean!] @attribute(as: SET)
  tags: [String] @attribute(as: SET)
}`),
    ).toEqual([
      '3:31 Product.name: as: SET is for a list; this field is String.',
      '4:36 Product.flags: as: SET is for a list of strings, numbers, enum values or Bytes; this field is [Boolean!].',
      '5:33 Product.tags: A set holds no null: write [String!].',
    ]);
  });

  test('seconds of what is no time', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  day: Date @attribute(as: EPOCH_SECONDS)
}`),
    ).toEqual(['3:28 Product.day: as: EPOCH_SECONDS is for a DateTime; this field is Date.']);
  });

  test('milliseconds of what is no time', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  count: Int @attribute(as: EPOCH_MILLISECONDS)
}`),
    ).toEqual(['3:29 Product.count: as: EPOCH_MILLISECONDS is for a DateTime; this field is Int.']);
  });

  test('text of what is no number', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  ready: Boolean @attribute(as: STRING)
}`),
    ).toEqual([
      '3:33 Product.ready: as: STRING is for Int, Float, BigInt, Decimal and scalars of your own; this field is Boolean.',
    ]);
  });

  test('JSON text of what is no JSON', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String @attribute(as: JSON)
}`),
    ).toEqual(['3:31 Product.name: as: JSON is for JSON and scalars of your own; this field is String.']);
  });

  test('a field that is nowhere', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String @attribute(stored: false)
}`),
    ).toEqual([
      '3:35 Product.name is not stored and in no key template, so its value would be lost: leave out "stored: false", or put {name} into a template.',
    ]);
  });

  test('a key attribute that is not stored', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID! @attribute(stored: false)
}`),
    ).toEqual([
      '2:30 Product.id is a key attribute itself, so it is stored: leave out "stored: false", or put the field into a template, "PK = {id}".',
    ]);
  });

  test('a version that is not stored', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  version: Int! @version @attribute(stored: false)
}`),
    ).toEqual(['3:45 Product.version is the @version, so it has an attribute of its own: leave out "stored: false".']);
  });

  test('a field that could be lost with another', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = {id}", storeKeyFields: false) @index(name: "GSI1", partition: "GSI1PK = {category}", sort: "GSI1SK = {rank:05}") {
  id: ID!
  category: String!
  rank: Int
}`),
    ).toEqual([
      '3:3 Product.category is not stored and only in an index key together with "rank": an item without "rank" is not in the index, and "category" would be lost. Make "rank" required, or store it: @attribute(stored: true).',
    ]);
  });

  test('a template of a field that is not there', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  month: String @attribute(template: "{yaer}-{month}")
  year: Int
}`),
    ).toEqual([
      '3:38 Product has no field "yaer" for the template "{yaer}-{month}".',
      '3:38 "month" is computed from a template itself: name the fields it is made of in "{yaer}-{month}".',
    ]);
  });

  test('a template on a number', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  label: Int @attribute(template: "P-{id}")
}`),
    ).toEqual(['3:10 Product.label is computed from a template, which makes text: its type is String, not Int.']);
  });

  test('a required template of a field that may be null', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  name: String
  label: String! @attribute(template: "{id}/{name}")
}`),
    ).toEqual([
      '4:10 Product.label is required, and computed from "name", which may be null. Leave out its "!", or make "name" required.',
    ]);
  });

  test('a template and a default', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  label: String @attribute(template: "P-{id}") @default(value: "x")
}`),
    ).toEqual([
      '3:38 Product.label is computed from a template, so @default cannot fill it: leave one of the two out.',
    ]);
  });

  test('a template with a brace too many', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  label: String @attribute(template: "P-{id}}")
}`),
    ).toEqual([
      '3:38 The template "P-{id}}" has a "}" without its partner. A field is written {field}; a brace itself is written twice, "}}".',
    ]);
  });

  test('a generated id that is a number', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: Int! @generated(by: ULID)
}`),
    ).toEqual([
      '2:12 @generated(by: ULID) makes an ID or a String, and Product.id is Int. Change its type, or leave the directive out.',
    ]);
  });

  test('a generated time that is no DateTime', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  createdAt: String @generated(by: CREATED_AT)
}`),
    ).toEqual([
      '3:21 @generated(by: CREATED_AT) makes a DateTime, and Product.createdAt is String. Change its type, or leave the directive out.',
    ]);
  });

  test('a generated value and a default', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID! @generated(by: UUID) @default(value: "x")
}`),
    ).toEqual([
      '2:11 Product.id has both @generated and @default: one of the two gives a new item its value. Leave the other out.',
    ]);
  });

  test('a default of another type', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  count: Int @default(value: "many")
  big: Int @default(value: 3000000000)
  status: Status @default(value: GONE)
  size: Size @default(value: {width: 1})
  box: Size @default(value: {width: 1, depth: 2})
  tags: [String!] @default(value: ["a", 5])
  day: Date @default(value: "2025-02-30")
  none: String @default(value: null)
}
enum Status {
  HERE
  AWAY
}
type Size {
  width: Int!
  height: Int!
}`),
    ).toEqual([
      '3:30 The default of Product.count does not fit: "many" is not an Int.',
      '4:28 The default of Product.big does not fit: 3000000000 is not an Int.',
      '5:34 The default of Product.status does not fit: GONE is no value of Status: write one of HERE, AWAY.',
      '6:30 The default of Product.size does not fit: Size needs its field "height", Int!.',
      '7:29 The default of Product.box does not fit: Size has no field "depth".',
      '8:35 The default of Product.tags does not fit: 5 is not a String.',
      '9:29 The default of Product.day does not fit: "2025-02-30" is not a Date.',
      '10:32 Expected value of type "Literal!", found null.',
    ]);
  });

  test('a default of a version', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  version: Int! @version @default(value: 3)
}`),
    ).toEqual(['3:42 Product.version is the @version, which starts at 1: leave out @default.']);
  });

  test('a version that may be null', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  version: Int @version
}`),
    ).toEqual(['3:12 Product.version is a @version, a number that counts up: write Int!, not Int.']);
  });

  test('a version that is text', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  version: String! @version
}`),
    ).toEqual(['3:12 Product.version is a @version, a number that counts up: write Int!, not String!.']);
  });

  test('two versions', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  version: Int! @version
  revision: Int! @version
}`),
    ).toEqual(['4:18 Product has two versions, "version" and "revision": leave one @version out.']);
  });

  test('an expiry that is no time', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  endsAt: String @ttl
}`),
    ).toEqual([
      '3:11 Product.endsAt is the @ttl field, a moment in time: write DateTime (stored as seconds since 1970) or Int (the seconds themselves), not String.',
    ]);
  });

  test('an expiry in milliseconds', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  endsAt: DateTime @ttl @attribute(as: EPOCH_MILLISECONDS)
}`),
    ).toEqual([
      '3:40 Product.endsAt is the @ttl field, which DynamoDB reads as a number of seconds since 1970: leave out "as: EPOCH_MILLISECONDS".',
    ]);
  });

  test('two expiries', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  endsAt: Int @ttl
  expiresAt: Int @ttl
}`),
    ).toEqual(['4:18 Product expires by "endsAt" and by "expiresAt": leave one @ttl out.']);
  });

  test('a required field that nobody can give', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  sold: Int! @readOnly
}`),
    ).toEqual([
      '3:3 Product.sold is required and @readOnly, so no Product could be created. Leave out its "!", give it a @default, or leave CREATE, PUT and BATCH_WRITE out of "operations".',
    ]);
  });

  test('a required field that nobody can give, where items come in batches', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", operations: [BATCH_WRITE]) {
  id: ID!
  sold: Int! @readOnly
}`),
    ).toEqual([
      '3:3 Product.sold is required and @readOnly, so no Product could be created. Leave out its "!", give it a @default, or leave CREATE, PUT and BATCH_WRITE out of "operations".',
    ]);
  });

  test("a stored field of another item's type", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  parent: Product @immutable
}`),
    ).toEqual([
      '3:19 Product.parent cannot be stored, and @immutable is for stored fields: Product is no scalar, enum or plain object type. Make it a relation with @belongsTo, @hasOne or @hasMany, or leave the directive out and give the field a resolver.',
    ]);
  });

  test('a stored field with arguments', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  price(currency: String): Float @attribute(name: "p")
}`),
    ).toEqual([
      '3:34 Product.price takes arguments, so it needs a resolver and is not stored: leave out @attribute, or the arguments.',
    ]);
  });

  test('a directive on a field of a map', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  size: Size
}
type Size {
  width: Int @immutable
  height: Int @attribute(stored: false)
}`),
    ).toEqual([
      '6:14 @immutable belongs on a field of a type with @table; Size is stored inside other items, where only @attribute works.',
      '7:26 Size.height is stored inside other items, where @attribute takes only "name" and "as": leave out "stored".',
    ]);
  });

  test('a directive on a type that nobody stores', () => {
    expect(
      problemsOf(`type Size {
  width: Int @attribute(name: "w")
}
type Product @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '2:14 @attribute on Size.width has no effect: no type with @table stores Size. Add @table(partition: ...) to it, or leave the directive out.',
    ]);
  });

  test("a directive on an interface's field", () => {
    expect(
      problemsOf(`interface Counted {
  version: Int! @version
}
type Product implements Counted @table(partition: "id") {
  id: ID!
  version: Int! @version
}`),
    ).toEqual([
      '2:17 @version on Counted has no effect: an interface is not stored. Write it on the types that implement it.',
    ]);
  });

  test('an index without a table', () => {
    expect(
      problemsOf(`type Product @index(name: "ByName", partition: "name") {
  name: String!
}`),
    ).toEqual(['1:14 @index needs a table: add @table(partition: ...) to Product.']);
  });

  test('a root type with a table', () => {
    expect(
      problemsOf(`type Query @table(partition: "id") {
  id: ID!
}`),
    ).toEqual(['1:6 Query is a root type and is not stored: leave out @table.']);
  });
});
