import { describe, expect, test } from '@jest/globals';
import { firstEntity, modelOf } from './compile.js';

describe('a type that implements Node', () => {
  test.each([
    ['declares its id', 'type Product implements Node @table(partition: "sku") { id: ID!, sku: ID! }'],
    ['leaves it to the gateway', 'type Product implements Node @table(partition: "sku") { sku: ID! }'],
    [
      'declares it in an extension',
      'type Product implements Node @table(partition: "sku") { sku: ID! } extend type Product { id: ID! }',
    ],
    [
      'says so in an extension',
      'type Product @table(partition: "sku") { sku: ID! } extend type Product implements Node { note: String }',
    ],
    [
      'implements the schema’s own Node',
      'interface Node { id: ID! } type Product implements Node @table(partition: "sku") { sku: ID! }',
    ],
  ])('%s', (_, body) => {
    const entity = firstEntity(body);
    expect(entity.isNode).toBe(true);
    expect([...entity.fields.keys()]).toEqual(['sku']);
    expect(entity.ownFields.has('id')).toBe(false);
  });

  test('keeps a stored field in the attribute "id" under another name', () => {
    const entity = firstEntity(
      'type Product implements Node @table(partition: "productId") { id: ID!, productId: ID! @attribute(name: "id") }',
    );
    expect(entity.key.partition).toEqual([
      { attribute: 'id', type: 'S', template: { kind: 'field', field: 'productId' } },
    ]);
  });
});

test('a type that does not implement Node keeps its id as a stored field', () => {
  const { entities } = modelOf(`
    type Product implements Node @table(partition: "sku") { sku: ID! }
    type Seller @table(partition: "id") { id: ID! }
  `);
  expect(entities.get('Seller')?.isNode).toBe(false);
  expect([...(entities.get('Seller')?.fields.keys() ?? [])]).toEqual(['id']);
});

test('a type may be called Node where none implements it', () => {
  expect(firstEntity('type Node @table(partition: "id") { id: ID! }').isNode).toBe(false);
});
