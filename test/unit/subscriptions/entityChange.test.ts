import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import type { Filter } from '../../../src/model/filter.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { toEntityChange } from '../../../src/subscriptions/entityChange.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Order @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}", storeKeyFields: false) {
        customerId: ID!
        orderId: ID!
        status: String
        tags: [String!] @attribute(as: SET)
      }
      type Customer @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = PROFILE") {
        customerId: ID!
        name: String
      }`,
  },
]);
const order = entityOf(model, 'Order');
const OPEN: Filter = { kind: 'compare', path: ['status'], op: '=', value: { S: 'OPEN' } };

function image(status: string, tags: readonly string[] = ['a', 'b']): AttributeMap {
  return { PK: { S: 'CUSTOMER#1' }, SK: { S: 'ORDER#2' }, status: { S: status }, tags: { SS: tags } };
}

function record(oldImage: AttributeMap | undefined, newImage: AttributeMap | undefined): ChangeRecord {
  const kind = oldImage === undefined ? 'INSERT' : newImage === undefined ? 'REMOVE' : 'MODIFY';
  return {
    table: 'Shop',
    kind,
    keys: {},
    oldImage,
    newImage,
    shardId: 's',
    sequenceNumber: '1',
    at: new Date(0),
    expired: false,
  };
}

describe('toEntityChange', () => {
  test.each([
    ['CREATED', undefined, image('OPEN'), undefined],
    ['UPDATED', image('OPEN'), image('PAID'), undefined],
    ['DELETED', image('OPEN'), undefined, undefined],
    ['CREATED', undefined, image('OPEN'), OPEN],
    ['UPDATED', image('OPEN'), image('OPEN', ['c']), OPEN],
    ['DELETED', image('OPEN'), undefined, OPEN],
    ['ENTERED', image('PAID'), image('OPEN'), OPEN],
    ['LEFT', image('OPEN'), image('PAID'), OPEN],
  ])('%s', (kind, before, after, filter) => {
    expect(toEntityChange(order, record(before, after), filter, unrestricted(new Date(0)))?.kind).toBe(kind);
  });

  test('a change that matches neither before nor after is none', () => {
    expect(
      toEntityChange(order, record(image('PAID'), image('SENT')), OPEN, unrestricted(new Date(0))),
    ).toBeUndefined();
  });

  test("a change of another type's item in the same table is none", () => {
    const customer = { PK: { S: 'CUSTOMER#1' }, SK: { S: 'PROFILE' }, name: { S: 'Ada' } };
    expect(toEntityChange(order, record(undefined, customer), undefined, unrestricted(new Date(0)))).toBeUndefined();
  });

  test('changedFields names GraphQL fields whose values differ; the order of a set is no difference', () => {
    const change = toEntityChange(
      order,
      record(image('OPEN', ['a', 'b']), image('PAID', ['b', 'a'])),
      undefined,
      unrestricted(new Date(0)),
    );
    expect(change?.changedFields).toEqual(['status']);
  });

  test('of a new item every field it has is changed, also those that stand in the key only', () => {
    const change = toEntityChange(order, record(undefined, image('OPEN')), undefined, unrestricted(new Date(0)));
    expect(change?.changedFields).toEqual(['customerId', 'orderId', 'status', 'tags']);
  });
});
