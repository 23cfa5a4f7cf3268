import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('a Node whose id cannot be global', () => {
  test('an id that is the key', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "id") {
  id: ID!
  name: String
}`),
    ).toEqual([
      '1:48 "id" of Product is the global id of a Node, made of the type\'s name and the item\'s key, and cannot be in a key too. Name the stored field otherwise and keep its attribute: productId: ID! @attribute(name: "id") with partition: "productId"; and leave id: ID! as the global one.',
    ]);
  });

  test('an id in a template, also where the type does not declare it', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "PK = PRODUCT#{id}") {
  name: String
}`),
    ).toEqual([
      '1:48 "id" of Product is the global id of a Node, made of the type\'s name and the item\'s key, and cannot be in a key too. Name the stored field otherwise and keep its attribute: productId: ID! @attribute(name: "id") with partition: "PK = PRODUCT#{productId}"; and leave id: ID! as the global one.',
    ]);
  });

  test('an id in the key of an index', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku") @index(name: "ByName", partition: "name", sort: "id") {
  id: ID!
  sku: ID!
  name: String
}`),
    ).toEqual([
      '1:103 "id" of Product is the global id of a Node, made of the type\'s name and the item\'s key, and cannot be in a key too. Name the stored field otherwise and keep its attribute: productId: ID! @attribute(name: "id") with sort: "productId"; and leave id: ID! as the global one.',
    ]);
  });

  test('an id that is stored', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku", attributes: PASCAL_CASE) {
  id: ID! @generated(by: ULID)
  sku: ID!
}`),
    ).toEqual([
      '2:11 "id" of Product is the global id of a Node, made of the type\'s name and the item\'s key, and cannot be a stored field too. Name the stored field otherwise and keep its attribute: productId: ID! @attribute(name: "Id") @generated(by: ULID); and leave id: ID! as the global one.',
    ]);
  });

  test('an id under another attribute name, in a key', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "PK = PRODUCT#{id}") {
  id: ID! @attribute(name: "ID") @generated(by: ULID)
}`),
    ).toEqual([
      '1:48 "id" of Product is the global id of a Node, made of the type\'s name and the item\'s key, and cannot be in a key too. Name the stored field otherwise and keep its attribute: productId: ID! @attribute(name: "ID") @generated(by: ULID) with partition: "PK = PRODUCT#{productId}"; and leave id: ID! as the global one.',
    ]);
  });

  test('an id where a stored field is needed', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku") @index(name: "ByName", partition: "name", projection: ["id"]) {
  id: ID!
  sku: ID!
  name: String
  label: String @attribute(template: "P-{id}")
}`),
    ).toEqual([
      '1:110 "id" is the global id of Product, a Node, and holds no value for the projection of index "ByName": name the fields of its key.',
      '5:38 "id" is the global id of Product, a Node, and holds no value for the template "P-{id}": name the fields of its key.',
    ]);
  });

  test('an id of another type', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku") {
  id: String
  sku: ID!
}`),
    ).toEqual(['2:7 Interface field Node.id expects type ID! but Product.id is type String.']);
  });
});

describe("a Node that is not the gateway's", () => {
  test('an interface without an id', () => {
    expect(
      problemsOf(`interface Node {
  parent: Node
}
type Product implements Node @table(partition: "sku") {
  sku: ID!
  parent: Node
}`),
    ).toEqual([
      '1:11 Node is the interface of types with a global id, and has none: write id: ID! in it, or leave it out for the one that the gateway adds. An interface that means something else needs another name.',
    ]);
  });

  test('an interface whose id may be null', () => {
    expect(
      problemsOf(`interface Node {
  id: ID
}
type Product implements Node @table(partition: "sku") {
  sku: ID!
}`),
    ).toEqual([
      '2:7 Node is the interface of types with a global id, and its "id" is of another type: write id: ID! in it, or leave it out for the one that the gateway adds. An interface that means something else needs another name.',
    ]);
  });

  test('an interface with more fields, which a type lacks', () => {
    expect(
      problemsOf(`interface Node {
  id: ID!
  name: String
}
type Product implements Node @table(partition: "sku") {
  sku: ID!
}`),
    ).toEqual(['3:3 Interface field Node.name expected but Product does not provide it.']);
  });

  test('no interface at all', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku") {
  sku: ID!
}
type Node {
  name: String
}`),
    ).toEqual(['1:25 Type Product must only implement Interface types, it cannot implement Node.']);
  });

  test('a map, which has no key and so no id of its own making', () => {
    expect(
      problemsOf(`type Product @table(partition: "sku") {
  sku: ID!
  size: Size
}
type Size implements Node {
  width: Int
}`),
    ).toEqual([
      '5:22 Unknown type "Node". The gateway defines it where a type with @table implements it: type Product implements Node @table(...).',
    ]);
  });

  test('root fields of its names', () => {
    expect(
      problemsOf(`type Product implements Node @table(partition: "sku") {
  sku: ID!
}
type Nodes @table(partition: "id") {
  id: ID!
}
extend type Query {
  node(id: ID!): Product
}`),
    ).toEqual([
      '4:6 "nodes" would be both the Nodes of several global ids and the Nodes of a key. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
      '8:3 "node" would be both the Node of a global id and a field of your own. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.',
    ]);
  });

  test('no type that implements it', () => {
    expect(
      problemsOf(`type Product @table(partition: "sku") {
  sku: ID!
}
extend type Query {
  favourite: Node
}`),
    ).toEqual([
      '5:14 Unknown type "Node". The gateway defines it where a type with @table implements it: type Product implements Node @table(...).',
    ]);
  });
});
