import { expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

test('the one attribute name that the client for JavaScript loses', () => {
  expect(
    problemsOf(`type Order @table(partition: "__proto__ = P#{id}") {
  id: ID!
}
type Product @table(partition: "id") {
  id: ID!
  name: String @attribute(name: "__proto__")
  size: Size
}
type Size {
  width: Int @attribute(name: "__proto__")
}`),
  ).toEqual([
    '1:30 This key cannot be stored in "__proto__", a name that JavaScript\'s objects keep for themselves. Give it another name.',
    '6:33 Product.name cannot be stored in "__proto__", a name that JavaScript\'s objects keep for themselves. Leave "name" out.',
    '10:31 Size.width cannot be stored in "__proto__", a name that JavaScript\'s objects keep for themselves. Leave "name" out.',
  ]);
});

test('other names that objects inherit are names like any other', () => {
  expect(
    problemsOf(`type Product @table(partition: "constructor = P#{id}") {
  id: ID!
  name: String @attribute(name: "toString")
}`),
  ).toEqual([]);
});
