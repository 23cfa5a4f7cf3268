import { describe, expect, test } from '@jest/globals';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { changedFields } from '../../../src/subscriptions/changedFields.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Address { street: String city: String }
      type Visit
        @table(name: "Visits", partition: "PK = GUEST#{guestId}", sort: "SK = VISIT#{number:04}", attributes: SNAKE_CASE)
        @index(name: "ByDay", partition: "DayPK = DAY#{day}", sort: "DaySK = {hour:02}#{table}") {
        guestId: ID!
        number: Int!
        day: Date! @attribute(stored: false)
        hour: Int! @attribute(stored: false)
        table: String! @attribute(stored: false)
        tags: [String!] @attribute(as: SET)
        priceNet: Float
        homeAddress: Address
        label: String @attribute(template: "{guestId} at {day}")
      }`,
  },
]);
const visit = entityOf(model, 'Visit');

const KEY: AttributeMap = { PK: { S: 'GUEST#g' }, SK: { S: 'VISIT#0007' } };
const PLACED: AttributeMap = { ...KEY, DayPK: { S: 'DAY#2026-01-01' }, DaySK: { S: '19#window' } };

describe('changedFields', () => {
  test.each<[string, AttributeMap | undefined, AttributeMap | undefined, readonly string[]]>([
    ['a value', { ...KEY, price_net: { N: '1' } }, { ...KEY, price_net: { N: '2' } }, ['priceNet']],
    ['a value that is new', KEY, { ...KEY, price_net: { N: '2' } }, ['priceNet']],
    ['a number in another form', { ...KEY, price_net: { N: '1' } }, { ...KEY, price_net: { N: '1.0' } }, []],
    ['the order of a set', { ...KEY, tags: { SS: ['a', 'b'] } }, { ...KEY, tags: { SS: ['b', 'a'] } }, []],
    ['a NULL', { ...KEY, price_net: { NULL: true } }, KEY, []],
    [
      'a value inside a map',
      { ...KEY, home_address: { M: { street: { S: 'a' }, city: { S: 'c' } } } },
      { ...KEY, home_address: { M: { city: { S: 'c' }, street: { S: 'b' } } } },
      ['homeAddress'],
    ],
    ['one of the fields of a key', PLACED, { ...PLACED, DaySK: { S: '20#window' } }, ['hour']],
    ['all fields of an index that it leaves', PLACED, KEY, ['day', 'hour', 'table']],
    ['a computed field', { ...KEY, label: { S: 'a' } }, { ...KEY, label: { S: 'b' } }, ['label']],
    ['a new item', undefined, PLACED, ['guestId', 'number', 'day', 'hour', 'table']],
    ['a deleted item', { ...KEY, price_net: { N: '1' } }, undefined, ['guestId', 'number', 'priceNet']],
    ['a key field that is written beside its key', KEY, { ...KEY, number: { N: '7' } }, []],
    ['an attribute of no field', KEY, { ...KEY, other: { S: 'x' } }, []],
  ])('%s', (_title, before, after, expected) => {
    expect(changedFields(visit, before, after)).toEqual(expected);
  });
});
