import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('GraphQL refuses the document', () => {
  test('text that is no GraphQL', () => {
    expect(
      problemsOf(`type Product {
  id ID!
}`),
    ).toEqual(['2:6 Syntax Error: Expected ":", found Name "ID".']);
  });

  test('an unknown directive', () => {
    expect(
      problemsOf(`type Product @tabel(partition: "id") {
  id: ID!
}`),
    ).toEqual(['1:14 Unknown directive "@tabel". Did you mean "@table"?']);
  });

  test('an unknown argument of a directive', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sortt: "name") {
  id: ID!
  name: String!
}`),
    ).toEqual(['1:38 Unknown argument "sortt" on directive "@table". Did you mean "sort"?']);
  });

  test('a missing argument', () => {
    expect(
      problemsOf(`type Product @table(name: "Products") {
  id: ID!
}`),
    ).toEqual([
      '1:14 Directive "@table" argument "partition" of type "[String!]!" is required, but it was not provided. Name a field, partition: "id", or an attribute and its template, partition: "PK = ORDER#{id}".',
    ]);
  });

  test('an argument of another type', () => {
    expect(
      problemsOf(`type Product @table(partition: 5, attributes: SNAKE) {
  id: ID!
}`),
    ).toEqual([
      '1:32 String cannot represent a non string value: 5',
      '1:47 Value "SNAKE" does not exist in "NameCase" enum. Write AS_IS, CAMEL_CASE, PASCAL_CASE, SNAKE_CASE, UPPER_SNAKE_CASE or KEBAB_CASE.',
    ]);
  });

  test('a directive in another place', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID! @table(partition: "id")
}`),
    ).toEqual(['2:11 Directive "@table" may not be used on FIELD_DEFINITION. It belongs on an object type.']);
  });

  test('an unknown type', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  seller: Seler
}
type Seller @table(partition: "id") {
  id: ID!
}`),
    ).toEqual(['3:11 Unknown type "Seler". Did you mean "Seller"?']);
  });

  test('a field that is there twice', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  id: String
}`),
    ).toEqual(['2:3 Field "Product.id" can only be defined once.']);
  });

  test('a type that is there twice', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
type Product {
  id: ID!
}`),
    ).toEqual(['1:6 There can be only one type named "Product".', '2:3 Field "Product.id" can only be defined once.']);
  });

  test("a name that is GraphQL's own", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  __name: String
}`),
    ).toEqual(['3:3 Name "__name" must not begin with "__", which is reserved by GraphQL introspection.']);
  });

  test('an interface that is not fulfilled', () => {
    expect(
      problemsOf(`interface Named {
  name: String!
}
type Product implements Named @table(partition: "id") {
  id: ID!
}`),
    ).toEqual(['2:3 Interface field Named.name expected but Product does not provide it.']);
  });

  test("an operation's directive on a type", () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @consistent {
  id: ID!
}`),
    ).toEqual([
      '1:38 Directive "@consistent" may not be used on OBJECT. It belongs on a query that a client sends or a field of an operation.',
    ]);
  });

  test('a directive of Sortkey defined once more', () => {
    expect(
      problemsOf(`directive @version on FIELD_DEFINITION
type Product @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:12 "@version" is a directive of Sortkey, known without a definition. Take this one out, or give it another name.',
    ]);
  });

  test('an unknown operation', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", operations: [GET, SCAN]) {
  id: ID!
}`),
    ).toEqual([
      '1:56 Value "SCAN" does not exist in "ApiOperation" enum. Write GET, BATCH_GET, QUERY, CREATE, PUT, UPDATE, DELETE, CHECK, BATCH_WRITE or SUBSCRIBE.',
    ]);
  });

  test('@table twice', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @table(partition: "name") {
  id: ID!
  name: String!
}`),
    ).toEqual(['1:14 The directive "@table" can only be used once at this location.']);
  });

  test('an operation', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
}
query Products { product(id: 1) { ...Parts } }
fragment Parts on Product { id }`),
    ).toEqual([
      '4:1 A query is what a client sends, and no part of a schema: take it out.',
      '5:1 A fragment is what a client sends, and no part of a schema: take it out.',
    ]);
  });

  test('a misspelt library scalar', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  at: Datetime @immutable
}`),
    ).toEqual(['3:7 Unknown type "Datetime". Did you mean "DateTime"?']);
  });

  test('a format that does not exist is reported once', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID! @attribute(as: TEXT)
}`),
    ).toEqual([
      '2:26 Value "TEXT" does not exist in "AttributeFormat" enum. Write SET, EPOCH_SECONDS, EPOCH_MILLISECONDS, STRING or JSON.',
    ]);
  });
});
