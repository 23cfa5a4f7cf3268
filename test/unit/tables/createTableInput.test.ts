import { describe, expect, test } from '@jest/globals';
import { createTableInput } from '../../../src/dynamo/tables/createTableInput.js';
import { attribute, index, table } from '../../support/tableModel.js';

describe('the CreateTable request', () => {
  test('of a table with one key is on demand and has neither indexes nor other attributes', () => {
    expect(createTableInput(table('Products', ['productId']), { stream: false })).toEqual({
      TableName: 'Products',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'productId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'productId', KeyType: 'HASH' }],
    });
  });

  test('switches a stream of both images on', () => {
    expect(createTableInput(table('Products', ['productId']), { stream: true })).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('has global and local indexes with their projections, and each key attribute once', () => {
    const shop = table('Shop', ['PK', 'SK'], {
      indexes: [
        index('Inverted', 'SK', 'PK', { projection: { kind: 'KEYS_ONLY' } }),
        index('ByPrice', 'category', 'price:N', { projection: { kind: 'INCLUDE', attributes: ['name', 'in stock'] } }),
        index('ByHash', 'PK', 'hash:B', { local: true }),
      ],
    });
    expect(createTableInput(shop, { stream: false })).toEqual({
      TableName: 'Shop',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
        { AttributeName: 'category', AttributeType: 'S' },
        { AttributeName: 'price', AttributeType: 'N' },
        { AttributeName: 'hash', AttributeType: 'B' },
      ],
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'Inverted',
          KeySchema: [
            { AttributeName: 'SK', KeyType: 'HASH' },
            { AttributeName: 'PK', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'ByPrice',
          KeySchema: [
            { AttributeName: 'category', KeyType: 'HASH' },
            { AttributeName: 'price', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name', 'in stock'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'ByHash',
          KeySchema: [
            { AttributeName: 'PK', KeyType: 'HASH' },
            { AttributeName: 'hash', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
  });

  test('names several attributes of one index key in order', () => {
    const byTenant = index('ByTenant', 'tenant', undefined, {
      partition: [attribute('tenant'), attribute('status')],
      sort: [attribute('day'), attribute('rank:N')],
    });
    const input = createTableInput(table('Tasks', ['id'], { indexes: [byTenant] }), { stream: false });
    expect(input.GlobalSecondaryIndexes?.[0]?.KeySchema).toEqual([
      { AttributeName: 'tenant', KeyType: 'HASH' },
      { AttributeName: 'status', KeyType: 'HASH' },
      { AttributeName: 'day', KeyType: 'RANGE' },
      { AttributeName: 'rank', KeyType: 'RANGE' },
    ]);
  });
});
