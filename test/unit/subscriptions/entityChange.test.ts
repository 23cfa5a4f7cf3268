import { describe, expect, test } from '@jest/globals';
import { evaluateFilter } from '../../../src/dynamo/expressions/evaluateFilter.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import { entityOf } from '../../../src/model/model.js';
import { principalOf } from '../../../src/model/principal.js';
import { unrestricted } from '../../../src/model/viewer.js';
import { createViewer } from '../../../src/resolvers/viewer.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { changeReader, gapAt, type WantedChanges } from '../../../src/subscriptions/entityChange.js';

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
const ALL: WantedChanges = { matches: undefined, kinds: undefined };
const OPEN: WantedChanges = {
  matches: (image) => evaluateFilter({ kind: 'compare', path: ['status'], op: '=', value: { S: 'OPEN' } }, image),
  kinds: undefined,
};
const NOW = new Date(0);

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
    at: NOW,
    expired: false,
  };
}

function changeOf(before: AttributeMap | undefined, after: AttributeMap | undefined, wanted: WantedChanges = ALL) {
  return changeReader(order, unrestricted(NOW), wanted)(record(before, after));
}

describe('what a record is to who hears of it', () => {
  test.each([
    ['CREATED', undefined, image('OPEN'), ALL],
    ['UPDATED', image('OPEN'), image('PAID'), ALL],
    ['DELETED', image('OPEN'), undefined, ALL],
    ['CREATED', undefined, image('OPEN'), OPEN],
    ['UPDATED', image('OPEN'), image('OPEN', ['c']), OPEN],
    ['DELETED', image('OPEN'), undefined, OPEN],
    ['ENTERED', image('PAID'), image('OPEN'), OPEN],
    ['LEFT', image('OPEN'), image('PAID'), OPEN],
  ])('%s', (kind, before, after, wanted) => {
    expect(changeOf(before, after, wanted)?.kind).toBe(kind);
  });

  test.each([
    ['changed', image('PAID'), image('SENT')],
    ['created', undefined, image('PAID')],
    ['deleted', image('PAID'), undefined],
  ])('an item that is %s outside is nothing', (_what, before, after) => {
    expect(changeOf(before, after, OPEN)).toBeUndefined();
  });

  test('kinds that are not asked for are left out', () => {
    const kinds = new Set(['LEFT', 'DELETED'] as const);
    expect(changeOf(image('PAID'), image('OPEN'), { ...OPEN, kinds })).toBeUndefined();
    expect(changeOf(image('OPEN'), image('PAID'), { ...OPEN, kinds })?.kind).toBe('LEFT');
  });

  test("another type's item in the same table is nothing", () => {
    expect(changeOf(undefined, { PK: { S: 'CUSTOMER#1' }, SK: { S: 'PROFILE' }, name: { S: 'Ada' } })).toBeUndefined();
  });

  test('a gap is of no item', () => {
    expect(gapAt(NOW)).toEqual({
      kind: 'GAP',
      item: undefined,
      previous: undefined,
      changedFields: [],
      at: NOW,
      expired: false,
    });
  });
});

describe('what rules hide', () => {
  const { model: guarded } = compileSchema([
    {
      name: 'schema.graphql',
      body: `
        type Doc @table(name: "Docs", partition: "docId") @auth(rules: [{ allow: OWNER, field: "owner" }, { allow: GROUP, groups: ["all"] }]) {
          docId: ID!
          owner: String
          title: String
          salary: Int @auth(rules: [{ allow: GROUP, groups: ["all"] }])
        }`,
    },
  ]);
  const doc = entityOf(guarded, 'Doc');
  const ann = createViewer(guarded, principalOf('ann', { sub: 'ann' }), NOW);
  const boss = createViewer(guarded, principalOf('boss', { groups: ['all'] }), NOW);
  const docOf = (owner: string, salary: string): AttributeMap => ({
    docId: { S: 'd' },
    owner: { S: owner },
    title: { S: 't' },
    salary: { N: salary },
  });

  test('an item that comes into sight is CREATED, and one that goes out of it DELETED', () => {
    const read = changeReader(doc, ann, ALL);
    const [theirs, own] = [docOf('bob', '1'), docOf('ann', '1')];
    expect(read(record(theirs, own))).toMatchObject({ kind: 'CREATED', previous: undefined, item: own });
    expect(read(record(own, theirs))).toMatchObject({ kind: 'DELETED', previous: own, item: undefined });
    expect(read(record(theirs, docOf('bob', '2')))).toBeUndefined();
  });

  test('a change of a hidden field alone is none, and it is not named beside others', () => {
    const before = docOf('ann', '1');
    expect(changeReader(doc, ann, ALL)(record(before, docOf('ann', '2')))).toBeUndefined();
    const retitled = { ...docOf('ann', '2'), title: { S: 'new' } };
    expect(changeReader(doc, ann, ALL)(record(before, retitled))?.changedFields).toEqual(['title']);
    expect(changeReader(doc, boss, ALL)(record(before, retitled))?.changedFields).toEqual(['title', 'salary']);
  });
});
