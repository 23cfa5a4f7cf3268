import { describe, expect, test } from '@jest/globals';
import { numbered, problemsOf } from './schemaProblems.js';

describe('tables and indexes that cannot be', () => {
  test('a name that DynamoDB refuses', () => {
    expect(
      problemsOf(`type Product @table(name: "My Products", partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:27 "My Products" is no name for a table in DynamoDB: use 3 to 255 of a-z, A-Z, 0-9, "_", "." and "-".',
    ]);
  });

  test('tables that differ only in case', () => {
    expect(
      problemsOf(`type User @table(name: "Users", partition: "id") {
  id: ID!
}
type Person @table(name: "users", partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '4:26 The tables "users" of Person and "Users" of User differ only in case. If they are one, write one name: name: "Users".',
    ]);
  });

  test("the gateway's own table", () => {
    expect(
      problemsOf(`type Key @table(name: "SortKey", partition: "id") {
  id: ID!
}
type Marker @table(name: "sortkey", partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:23 The table "sortkey" is the gateway\'s own, for the markers of unique values and the tokens of transactions: give Key a table of another name.',
      '4:26 The table "sortkey" is the gateway\'s own, for the markers of unique values and the tokens of transactions: give Marker a table of another name.',
    ]);
  });

  test('a list without a name', () => {
    expect(
      problemsOf(`type Setting @table(partition: "PK = SETTINGS", sort: "SK = {name}") {
  name: ID!
}`),
    ).toEqual(['1:14 The partition of Setting has no field to name its list by: write query: "allSettings".']);
  });

  test('a list where nothing is left to list', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", query: "everyProduct") {
  id: ID!
}`),
    ).toEqual([
      '1:45 query: "everyProduct" names a list that Product does not have: its partition and sort key together are one item. Leave it out.',
    ]);
  });

  test('a list whose name GraphQL refuses', () => {
    expect(
      problemsOf(`type Product @table(partition: "id", sort: "name", query: "all-products", plural: "pro ducts") {
  id: ID!
  name: ID!
}`),
    ).toEqual([
      '1:59 "all-products" is no name in GraphQL: use letters, digits and _, no digit first and no "__", as in query: "allOrders".',
      '1:83 "pro ducts" is no name in GraphQL: use letters, digits and _, no digit first and no "__", as in plural: "sheep".',
    ]);
  });

  test('an index name that DynamoDB refuses', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "By name", partition: "name") {
  id: ID!
  name: String
}`),
    ).toEqual(['1:51 "By name" is no name for an index in DynamoDB: use 3 to 255 of a-z, A-Z, 0-9, "_", "." and "-".']);
  });

  test('an index that is there twice', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "ByName", partition: "name") @index(name: "ByName", partition: "id", query: "others") {
  id: ID!
  name: String
}`),
    ).toEqual(['1:93 Product has the index "ByName" twice: leave one out, or name it otherwise.']);
  });

  test('two indexes that are one name in GraphQL', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "By-Name", partition: "name") @index(name: "By.Name", partition: "sku") {
  id: ID!
  name: String
  sku: String
}`),
    ).toEqual([
      '1:94 The indexes "By-Name" and "By.Name" of Product are both By_Name in GraphQL: name one of them otherwise.',
    ]);
  });

  test('an index whose partition has no field', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "Newest", partition: "shelf = ALL", sort: "name") {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:38 The partition of index "Newest" has no field to name the list of Product by: write query: "allProducts".',
    ]);
  });

  test('an index without fields that serves one item', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "Newest", partition: "shelf = ALL", one: true) {
  id: ID!
}`),
    ).toEqual(['1:38 The key of index "Newest" has no field to name its one Product by: write query: "firstProduct".']);
  });

  test('an index list whose name GraphQL refuses', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "Newest", partition: "name", query: "2nd") {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:87 "2nd" is no name in GraphQL: use letters, digits and _, no digit first and no "__", as in query: "newestOrders".',
    ]);
  });

  test('a projection of an unknown field', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") @index(name: "Newest", partition: "name", projection: ["prise"]) {
  id: ID!
  name: String
  price: Float
}`),
    ).toEqual(['1:93 Product has no field "prise" for the projection of index "Newest". Did you mean "price"?']);
  });

  test('a local index without a name for its list', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId", sort: "reviewId") @index(name: "RatingIndex", local: true, partition: "productId", sort: "rating") {
  productId: ID!
  reviewId: ID!
  rating: Int!
}`),
    ).toEqual([
      '1:62 The local index "RatingIndex" has the table\'s partition, so its list cannot be named after that: write query: "reviewsByRating".',
    ]);
  });

  test('a local index with another partition', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId", sort: "reviewId") @index(name: "RatingIndex", local: true, partition: "reviewId", sort: "rating", query: "reviewsByRating") {
  productId: ID!
  reviewId: ID!
  rating: Int!
}`),
    ).toEqual([
      '1:114 The local index "RatingIndex" has the partition key "reviewId", and the table of Review "productId": a local index has its table\'s. Write that one, or leave out "local".',
    ]);
  });

  test('a local index without a sort key, on a table without one', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId") @index(name: "RatingIndex", local: true, partition: "productId", query: "reviewsByRating") {
  productId: ID!
}`),
    ).toEqual([
      '1:44 The local index "RatingIndex" has no sort key, which is all that a local index adds. Write sort: "<field>".',
      '1:79 Review\'s table has no sort key, so it cannot have the local index "RatingIndex". Leave out "local" for a global one.',
    ]);
  });

  test("a local index with the table's sort key", () => {
    expect(
      problemsOf(`type Review @table(partition: "productId", sort: "reviewId") @index(name: "RatingIndex", local: true, partition: "productId", sort: "reviewId", query: "reviewsById") {
  productId: ID!
  reviewId: ID!
}`),
    ).toEqual([
      '1:133 The local index "RatingIndex" has the sort key of the table, "reviewId": it would be the table again. Name another sort key.',
    ]);
  });

  test('six local indexes', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId", sort: "reviewId")
${numbered(6, (n) => `  @index(name: "Local${n}", local: true, partition: "productId", sort: "rating${n}", query: "reviews${n}")`)} {
  productId: ID!
  reviewId: ID!
${numbered(6, (n) => `  rating${n}: Int`)}
}`),
    ).toEqual([
      '7:3 "Local6" is local index number 6 of table "Reviews"; DynamoDB allows 5. Let types share indexes: the same name, with a template each.',
    ]);
  });

  test('twenty-one global indexes', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId")
${numbered(21, (n) => `  @index(name: "Global${n}", partition: "productId", query: "reviews${n}")`)} {
  productId: ID!
}`),
    ).toEqual([
      '22:3 "Global21" is global index number 21 of table "Reviews"; DynamoDB allows 20. Let types share indexes: the same name, with a template each.',
    ]);
  });

  test('more than a hundred projected attributes', () => {
    expect(
      problemsOf(`type Review @table(partition: "productId")
${numbered(2, (n) => `  @index(name: "Global${n}", partition: "productId", query: "reviews${n}", projection: [${numbered(51, (f) => `"f${f}"`)}])`)} {
  productId: ID!
${numbered(51, (f) => `  f${f}: Int`)}
}`),
    ).toEqual([
      '1:13 The indexes of table "Reviews" name 102 projected attributes together; DynamoDB allows 100. Leave out "projection" where an index needs most of them: all attributes count as none.',
    ]);
  });

  test("types that disagree on the table's partition key", () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
}
type Invoice @table(name: "Shop", partition: "id", sort: "SK = INVOICE") {
  id: ID!
}`),
    ).toEqual([
      '5:46 Invoice gives the table "Shop" the partition key "id", and Order gives it the partition key "PK". Types of one table have its key attributes in common: write partition: "PK = ...", or name another table.',
    ]);
  });

  test("types that disagree on the table's sort key", () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{id}") {
  id: ID!
}
type Shipment @table(name: "Shop", partition: "PK = SHIPMENT#{id}", sort: "sort = {id}") {
  id: ID!
}`),
    ).toEqual([
      '5:14 Invoice gives the table "Shop" no sort key, and Order gives it the sort key "SK". Types of one table have its key attributes in common: write sort: "SK = ...", or name another table.',
      '8:75 Shipment gives the table "Shop" the sort key "sort", and Order gives it the sort key "SK". Types of one table have its key attributes in common: write sort: "SK = ...", or name another table.',
    ]);
  });

  test("types that disagree on a key's type", () => {
    expect(
      problemsOf(`type Reading @table(name: "Values", partition: "id", sort: "at") {
  id: ID!
  at: DateTime!
}
type Counter @table(name: "Values", partition: "id", sort: "at") {
  id: ID!
  at: Int!
}`),
    ).toEqual([
      '5:60 The key attribute "at" of table "Values" is a string for Reading and a number for Counter: it has one type. Use a field of the same type, or another attribute.',
    ]);
  });

  test("a field where another type's key is of another type", () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") @index(name: "GSI1", partition: "status") {
  customerId: ID!
  orderId: ID!
  status: String
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{id}", sort: "SK = INVOICE") {
  id: ID!
  status: Int
}`),
    ).toEqual([
      '8:3 Invoice.status is stored in "status" as Int, and a key of Order in the same table "Shop" makes that attribute a string: DynamoDB would refuse the item. Store it elsewhere: @attribute(name: "...").',
    ]);
  });

  test('types that disagree on an index', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") @index(name: "GSI1", partition: "GSI1PK = ORDERS#{status}", sort: "GSI1SK = {orderId}") {
  customerId: ID!
  orderId: ID!
  status: String
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{id}", sort: "SK = INVOICE") @index(name: "GSI1", partition: "state", sort: "id") {
  id: ID!
  state: String
}
type Shipment @table(name: "Shop", partition: "PK = SHIPMENT#{id}", sort: "SK = SHIPMENT") @index(name: "GSI1", partition: "GSI1PK = SHIPMENTS#{state}") {
  id: ID!
  state: String
}`),
    ).toEqual([
      '6:121 Invoice gives the index "GSI1" the partition key "state", and Order gives it the partition key "GSI1PK". Types that share an index have its key attributes in common: write partition: "GSI1PK = ...", or name another index.',
      '6:136 Invoice gives the index "GSI1" the sort key "id", and Order gives it the sort key "GSI1SK". Types that share an index have its key attributes in common: write sort: "GSI1SK = ...", or name another index.',
      '10:92 Shipment gives the index "GSI1" no sort key, and Order gives it the sort key "GSI1SK". Types that share an index have its key attributes in common: write sort: "GSI1SK = ...", or name another index.',
    ]);
  });

  test('an index that is local for one type and global for another', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") @index(name: "ByStatus", local: true, partition: "PK = CUSTOMER#{customerId}", sort: "status", query: "ordersByStatus") {
  customerId: ID!
  orderId: ID!
  status: String
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{id}", sort: "SK = INVOICE") @index(name: "ByStatus", partition: "PK = INVOICE#{id}", sort: "status") {
  id: ID!
  status: String
}`),
    ).toEqual([
      '6:89 The index "ByStatus" of table "Shop" is local for Order and global for Invoice: write local: true here, or name another index.',
    ]);
  });

  test('two attributes to expire by', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
  endsAt: Int @ttl
}
type Invoice @table(name: "Shop", partition: "PK = INVOICE#{id}", sort: "SK = INVOICE") {
  id: ID!
  expiresAt: Int @ttl
}`),
    ).toEqual([
      '8:3 Invoice expires by "expiresAt" and Order by "endsAt": the table "Shop" has one such attribute. Write @attribute(name: "endsAt").',
    ]);
  });

  test('an index that cannot tell whose items it holds', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id", type: "kind = Cat") @index(name: "ByName", partition: "name", projection: []) {
  id: ID!
  name: String
}
type Dog @table(name: "Pets", partition: "id", type: "kind = Dog") @index(name: "ByName", partition: "name", projection: []) {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:68 The index "ByName" lacks the marker "kind", by which alone items of Cat are told from others in it. Declare it, kind: String, and add "kind" to its projection.',
      '5:68 The index "ByName" lacks the marker "kind", by which alone items of Dog are told from others in it. Declare it, kind: String, and add "kind" to its projection.',
    ]);
  });

  test('an index that cannot tell whose items it holds to a scan, though lists keep to their range', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id", type: "kind = Cat", scan: true) @index(name: "ByName", partition: "name", sort: "GSI1SK = CAT#{id}", projection: []) {
  id: ID!
  name: String
}
type Dog @table(name: "Pets", partition: "id", type: "kind = Dog") @index(name: "ByName", partition: "name", sort: "GSI1SK = DOG#{id}", projection: []) {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:80 The index "ByName" lacks the marker "kind", by which alone items of Cat are told from others in it. Declare it, kind: String, and add "kind" to its projection.',
    ]);
  });
});
