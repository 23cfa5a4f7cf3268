import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('types of one table that cannot be told apart', () => {
  test('the same constants', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
}
type Invoice @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
}`),
    ).toEqual([
      '5:14 Invoice and Order cannot be told apart in table "Shop": Invoice\'s "PK = CUSTOMER#{customerId}", "SK = ORDER#{orderId}" can be the key of Order\'s "PK = CUSTOMER#{customerId}", "SK = ORDER#{orderId}" too. Give their keys different constants, or mark the items: type: "entity = Order" on Order and type: "entity = Invoice" on Invoice.',
    ]);
  });

  test("one key that another type's field can spell out", () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}") {
  customerId: ID!
  orderId: ID!
}
type OrderLine @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}#LINE#{line:03}") {
  customerId: ID!
  orderId: ID!
  line: Int!
}`),
    ).toEqual([
      '5:16 OrderLine and Order cannot be told apart in table "Shop": OrderLine\'s "PK = CUSTOMER#{customerId}", "SK = ORDER#{orderId}#LINE#{line:03}" can be the key of Order\'s "PK = CUSTOMER#{customerId}", "SK = ORDER#{orderId}" too. Give their keys different constants, or mark the items: type: "entity = Order" on Order and type: "entity = OrderLine" on OrderLine.',
    ]);
  });

  test('plain keys', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id") {
  id: ID!
}
type Dog @table(name: "Pets", partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '4:10 Dog and Cat cannot be told apart in table "Pets": Dog\'s "id" can be the key of Cat\'s "id" too. Give their keys different constants, or mark the items: type: "entity = Cat" on Cat and type: "entity = Dog" on Dog.',
    ]);
  });

  test('a marker on one only', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id", type: "kind = Cat") {
  id: ID!
}
type Dog @table(name: "Pets", partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '4:10 Dog and Cat cannot be told apart in table "Pets": Dog\'s "id" can be the key of Cat\'s "id" too. Give their keys different constants, or mark the items: type: "kind = Dog" on Dog.',
    ]);
  });

  test('the same marker', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id", type: "kind = Pet") {
  id: ID!
}
type Dog @table(name: "Pets", partition: "id", type: "kind = Pet") {
  id: ID!
}`),
    ).toEqual([
      '4:54 Dog and Cat cannot be told apart in table "Pets": Dog\'s "id" can be the key of Cat\'s "id" too. Both are marked "kind = Pet": give each a value of its own.',
    ]);
  });

  test('markers in different attributes', () => {
    expect(
      problemsOf(`type Cat @table(name: "Pets", partition: "id", type: "kind = Cat") {
  id: ID!
}
type Dog @table(name: "Pets", partition: "id", type: "species = Dog") {
  id: ID!
}`),
    ).toEqual([
      '4:54 Dog and Cat cannot be told apart in table "Pets": Dog\'s "id" can be the key of Cat\'s "id" too. Their markers are different attributes, "kind" and "species": use one for both.',
    ]);
  });

  test('a constant that a field can hold', () => {
    expect(
      problemsOf(`type Profile @table(name: "Users", partition: "PK = USER#{id}", sort: "SK = PROFILE") {
  id: ID!
}
type Note @table(name: "Users", partition: "PK = USER#{id}", sort: "SK = {title}") {
  id: ID!
  title: String!
}`),
    ).toEqual([
      '4:11 Note and Profile cannot be told apart in table "Users": Note\'s "PK = USER#{id}", "SK = {title}" can be the key of Profile\'s "PK = USER#{id}", "SK = PROFILE" too. Give their keys different constants, or mark the items: type: "entity = Profile" on Profile and type: "entity = Note" on Note.',
    ]);
  });

  test('a marker that is no marker', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", type: "Order") {
  customerId: ID!
  orderId: ID!
}`),
    ).toEqual(['1:110 type: "Order" is no marker: write the attribute and its value, type: "entity = Order".']);
  });

  test('a marker in a key attribute', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", type: "SK = Order") {
  customerId: ID!
  orderId: ID!
}`),
    ).toEqual([
      '1:110 "SK" is a key attribute of Order with a template of its own, so it cannot hold the marker "Order" too: take another attribute, type: "entity = Order".',
    ]);
  });

  test('a marker in a field that cannot hold it', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", type: "kind = Order") {
  customerId: ID!
  orderId: ID!
  kind: Int
}`),
    ).toEqual(['1:110 Order.kind shows the marker "Order", and an Int cannot hold it: make it a String or an enum.']);
  });

  test('a marker that is no value of its enum', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", type: "kind = Order") {
  customerId: ID!
  orderId: ID!
  kind: Kind
}
enum Kind {
  ORDER
  INVOICE
}`),
    ).toEqual([
      '1:110 The marker "Order" is no value of Kind, the type of Order.kind: add it to the enum, or mark with one of ORDER, INVOICE.',
    ]);
  });

  test('a marker with a default', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", type: "kind = Order") {
  customerId: ID!
  orderId: ID!
  kind: String @default(value: "x")
}`),
    ).toEqual([
      '4:3 Order.kind shows the type marker "kind = Order", which the gateway writes: leave out the directives that give it another value.',
    ]);
  });
});
