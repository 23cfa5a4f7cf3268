import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('the schema as a whole', () => {
  test('a schema without a table', () => {
    expect(
      problemsOf(`type Size {
  width: Int
}`),
    ).toEqual([
      '1:1 No type of the schema has @table, so there is nothing to serve. Write one: type Product @table(partition: "productId") { productId: ID! }',
    ]);
  });

  test('an empty schema', () => {
    expect(
      problemsOf(`# Nothing yet.
`),
    ).toEqual([
      '1:1 No type of the schema has @table, so there is nothing to serve. Write one: type Product @table(partition: "productId") { productId: ID! }',
    ]);
  });

  test('everything that is wrong is reported, in the order of the text', () => {
    expect(
      problemsOf(`type Product @tabel(partition: "id") {
  id: ID!
}
type Seller @table(partition: "sellerID", attributes: SNAKE) {
  sellerId: ID!
  version: Int @version
  products: [Product!]! @hasMany(index: "X")
}`),
    ).toEqual([
      '1:14 Unknown directive "@tabel". Did you mean "@table"?',
      '4:31 Seller has no field "sellerID" for its partition key. Did you mean "sellerId"?',
      '4:55 Value "SNAKE" does not exist in "NameCase" enum. Write AS_IS, CAMEL_CASE, PASCAL_CASE, SNAKE_CASE, UPPER_SNAKE_CASE or KEBAB_CASE.',
      '6:12 Seller.version is a @version, a number that counts up: write Int!, not Int.',
      '7:13 Seller.products is a relation to Product, which is no type with @table. Relate to one, or leave @hasMany out.',
    ]);
  });
});
