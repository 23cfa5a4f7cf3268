import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('a key that cannot be', () => {
  test('a field that is not there', () => {
    expect(
      problemsOf(`type Product @table(partition: "prodctId") {
  productId: ID!
}`),
    ).toEqual(['1:32 Product has no field "prodctId" for its partition key. Did you mean "productId"?']);
  });

  test('a field of a template that is not there', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = PRODUCT#{id}") {
  productId: ID!
}`),
    ).toEqual(['1:32 Product has no field "id" for the template "PRODUCT#{id}".']);
  });

  test('a template without an attribute', () => {
    expect(
      problemsOf(`type Product @table(partition: "PRODUCT#{id}") {
  id: ID!
}`),
    ).toEqual([
      '1:32 The key "PRODUCT#{id}" is a template without an attribute to store it in. Write "PK = PRODUCT#{id}" with the name of the attribute.',
    ]);
  });

  test('an attribute without blanks around the equals sign', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK=PRODUCT#{id}") {
  id: ID!
}`),
    ).toEqual(['1:32 The key "PK=PRODUCT#{id}" needs a blank on each side of "=": "PK = PRODUCT#{id}".']);
  });

  test('no attribute name', () => {
    expect(
      problemsOf(`type Product @table(partition: " = PRODUCT#{id}") {
  id: ID!
}`),
    ).toEqual(['1:32 The key " = PRODUCT#{id}" has no attribute name before " = ". Write "PK = ORDER#{id}".']);
  });

  test('an empty template', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = ") {
  id: ID!
}`),
    ).toEqual(['1:32 A template must not be empty: DynamoDB refuses an empty key. Write a constant or a {field}.']);
  });

  test('a name that no field can have', () => {
    expect(
      problemsOf(`type Product @table(partition: "product id") {
  id: ID!
}`),
    ).toEqual([
      '1:32 The key "product id" is neither the name of a field nor an attribute with a template, such as "PK = ORDER#{id}".',
    ]);
  });

  test('an empty list', () => {
    expect(
      problemsOf(`type Product @table(partition: []) {
  id: ID!
}`),
    ).toEqual(['1:32 partition: [] names no key. Write a field, or an attribute and its template.']);
  });

  test('a brace without a partner', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = {id") {
  id: ID!
}`),
    ).toEqual([
      '1:32 The template "{id" has a "{" without its partner. A field is written {field}; a brace itself is written twice, "{{".',
    ]);
  });

  test('a closing brace without a partner', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = id}") {
  id: ID!
}`),
    ).toEqual([
      '1:32 The template "id}" has a "}" without its partner. A field is written {field}; a brace itself is written twice, "}}".',
    ]);
  });

  test('braces around no name', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = {address.city}") {
  id: ID!
}`),
    ).toEqual([
      '1:32 {address.city} in the template "{address.city}" does not name a field. Write {field}, or {field:05} to pad a number; a brace itself is written twice.',
    ]);
  });

  test('padding that does not start with a zero', () => {
    expect(
      problemsOf(`type Score @table(partition: "game", sort: "SK = {score:12}") {
  game: ID!
  score: Int!
}`),
    ).toEqual([
      '1:44 ":12" in the template "{score:12}" is no padding. Write a zero and the number of digits, 1 to 38: {score:012}.',
    ]);
  });

  test('padding wider than a number can be', () => {
    expect(
      problemsOf(`type Score @table(partition: "game", sort: "SK = {score:039}") {
  game: ID!
  score: Int!
}`),
    ).toEqual([
      '1:44 ":039" in the template "{score:039}" is no padding. Write a zero and the number of digits, 1 to 38: {score:012}.',
    ]);
  });

  test('padding of text', () => {
    expect(
      problemsOf(`type Score @table(partition: "game", sort: "SK = {player:012}") {
  game: ID!
  player: String!
}`),
    ).toEqual(['1:44 {player:012} pads whole numbers, and "player" is a String. Write {player}.']);
  });

  test('two fields with nothing between them', () => {
    expect(
      problemsOf(`type Score @table(partition: "PK = {game}{player}") {
  game: ID!
  player: ID!
}`),
    ).toEqual([
      '1:30 Nothing separates {game} from {player} in "{game}{player}", so the two cannot be told apart. Write a delimiter between them, {game}#{player}, or pad a number before the other: {game:012}.',
    ]);
  });

  test('a delimiter that every value of a field holds', () => {
    expect(
      problemsOf(`type Score @table(partition: "PK = {game}-{day}") {
  game: ID!
  day: Date!
}`),
    ).toEqual([
      '1:30 "day" cannot be in "{game}-{day}": 2025-03-01 holds the delimiter "-", and the fields could not be told apart. Take another delimiter, such as "#".',
    ]);
  });

  test('a delimiter that a value of an enum holds', () => {
    expect(
      problemsOf(`type Parcel @table(partition: "PK = {state}_{id}") {
  id: ID!
  state: State!
}
enum State {
  READY
  ON_ITS_WAY
}`),
    ).toEqual([
      '1:31 "state" cannot be in "{state}_{id}": ON_ITS_WAY holds the delimiter "_", and the fields could not be told apart. Take another delimiter, such as "#".',
    ]);
  });

  test('a Boolean', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "inStock") {
  id: ID!
  inStock: Boolean!
}`),
    ).toEqual([
      '1:44 "inStock" is a Boolean, and a key is a string, a number or binary. Use a String, ID, enum, Date, DateTime, Int, Float, BigInt, Decimal or Bytes field.',
    ]);
  });

  test('a list', () => {
    expect(
      problemsOf(`type Product @table(partition: "tags") {
  tags: [String!]!
}`),
    ).toEqual([
      '1:32 "tags" is a [String!], and a key is a string, a number or binary. Use a String, ID, enum, Date, DateTime, Int, Float, BigInt, Decimal or Bytes field.',
    ]);
  });

  test('a map', () => {
    expect(
      problemsOf(`type Product @table(partition: "size") {
  size: Size!
}
type Size {
  widthCm: Int
}`),
    ).toEqual([
      '1:32 "size" is a Size, and a key is a string, a number or binary. Use a String, ID, enum, Date, DateTime, Int, Float, BigInt, Decimal or Bytes field.',
    ]);
  });

  test('JSON', () => {
    expect(
      problemsOf(`type Product @table(partition: "data") {
  data: JSON!
}`),
    ).toEqual([
      '1:32 "data" is a JSON, and a key is a string, a number or binary. Use a String, ID, enum, Date, DateTime, Int, Float, BigInt, Decimal or Bytes field.',
    ]);
  });

  test("a scalar of one's own", () => {
    expect(
      problemsOf(`scalar Sku
type Product @table(partition: "sku") {
  sku: Sku!
}`),
    ).toEqual([
      '2:32 "sku" is Sku, a scalar of your own that may be any JSON value; a key is a string. Store it as one: sku: Sku! @attribute(as: STRING).',
    ]);
  });

  test('a Float in a template', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "SK = {price}") {
  id: ID!
  price: Float!
}`),
    ).toEqual([
      '1:44 "price" is a Float, which has no one text to stand in the template "{price}": use the field alone as the key, "price", or a String, ID, enum, Date, DateTime, Int or BigInt.',
    ]);
  });

  test('a Boolean in a template', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "SK = {inStock}") {
  id: ID!
  inStock: Boolean!
}`),
    ).toEqual([
      '1:44 "inStock" is a Boolean, which has no one text to stand in the template "{inStock}": use a String, ID, enum, Date, DateTime, Int or BigInt.',
    ]);
  });

  test('a DateTime in seconds in a template', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "SK = {at}") {
  id: ID!
  at: DateTime! @attribute(as: EPOCH_SECONDS)
}`),
    ).toEqual([
      '1:44 "at" is stored as a number (EPOCH_SECONDS), and a template takes a DateTime as text: leave out "as: EPOCH_SECONDS", or use the field alone as the key, "at".',
    ]);
  });

  test('a version in a template', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "ByVersion", partition: "GSI1PK = {version:05}") {
  id: ID!
  version: Int! @version
}`),
    ).toEqual([
      '1:75 "version" is the @version, which DynamoDB counts up itself: it cannot be in the template "{version:05}".',
    ]);
  });

  test('a field that may be null in a primary key', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = {id}", sort: "name") {
  id: ID
  name: String
}`),
    ).toEqual([
      '1:32 "id" is part of Product\'s primary key, so every item has it: write id: ID! in the type.',
      '1:51 "name" is part of Product\'s primary key, so every item has it: write name: String! in the type.',
    ]);
  });

  test('a relation', () => {
    expect(
      problemsOf(`type Product @table(partition: "seller") {
  id: ID!
  seller: Product @belongsTo
}`),
    ).toEqual([
      '1:32 "seller" is a relation and holds no value for its partition key: name the field that holds the other\'s key.',
    ]);
  });

  test('a field with a resolver', () => {
    expect(
      problemsOf(`type Product @table(partition: "label") {
  id: ID!
}
extend type Product {
  label: String!
}`),
    ).toEqual([
      '1:32 "label" is a field of your own with a resolver and holds no value for its partition key. To store it, add @attribute(stored: true).',
    ]);
  });

  test('a field that changes with every write', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "updatedAt") {
  id: ID!
  updatedAt: DateTime! @generated(by: UPDATED_AT)
}`),
    ).toEqual([
      '3:3 Product.updatedAt is part of the primary key, which never changes, and @generated(by: UPDATED_AT) changes with every write. Use another field in the key.',
    ]);
  });

  test('one attribute as both keys', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "id") {
  id: ID!
}`),
    ).toEqual(['1:44 "id" cannot be the partition key and the sort key at once: name another sort key, or none.']);
  });

  test('two templates for one attribute', () => {
    expect(
      problemsOf(`type Product @table(partition: "PK = PRODUCT#{id}") @index(name: "GSI1", partition: "PK = {name}") {
  id: ID!
  name: String!
}`),
    ).toEqual([
      '1:85 "PK" holds "PRODUCT#{id}" in another key of Product, and "{name}" here: an attribute has one value. Write the same template, or take another attribute.',
    ]);
  });

  test('a template in the attribute of a field', () => {
    expect(
      problemsOf(`type Product @table(partition: "name = PRODUCT#{id}") {
  id: ID!
  name: String!
}`),
    ).toEqual([
      '1:32 "name" holds "PRODUCT#{id}", and the field Product.name is stored in the same attribute. Give the field another one: @attribute(name: "...").',
    ]);
  });

  test('an attribute name that is too long', () => {
    expect(
      problemsOf(`type Product @table(partition: "${'K'.repeat(256)} = PRODUCT#{id}") {
  id: ID!
}`),
    ).toEqual([
      '1:32 The name of the key attribute "KKKKKKKKKKKKKKKKKKKK..." has 256 bytes; DynamoDB allows 255 in a key.',
    ]);
  });

  test('constants longer than a key', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "SK = ${'C'.repeat(1025)}") {
  id: ID!
}`),
    ).toEqual(['1:44 The constants of this sort key have 1025 bytes; DynamoDB allows 1024 for the whole.']);
  });
});
