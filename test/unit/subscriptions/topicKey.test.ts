import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import { entityOf, indexOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { partitionTopicKey, primaryTopicKey } from '../../../src/subscriptions/topicKey.js';
import { item } from '../../support/scenarioItem.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Line
        @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = {day}#{number:03}", storeKeyFields: false)
        @index(name: "ByState", partition: "StatePK = STATE#{state}#{shard(10)}", sort: "rank")
        @index(name: "ByBoth", partition: ["state", "amount"], sort: ["rank"]) {
        orderId: ID!
        day: Date!
        number: Int!
        state: String
        amount: Decimal
        rank: Int
      }
      type Price @table(name: "Prices", partition: "amount", sort: "bytes") {
        amount: Decimal!
        bytes: Bytes!
      }`,
  },
]);
const line = entityOf(model, 'Line');
const price = entityOf(model, 'Price');

describe('a topic of key fields', () => {
  test('is found by items that hold the fields in their key alone', () => {
    const key = primaryTopicKey(line, { orderId: '1', number: 7 });
    expect(key).toMatchObject({ fields: 'orderId,number', value: '["1","7"]' });
    expect(key?.valueOf(item({ PK: 'ORDER#1', SK: '2026-01-01#007' }))).toBe(key?.value);
    expect(key?.valueOf(item({ PK: 'ORDER#1', SK: '2026-01-01#070' }))).not.toBe(key?.value);
    expect(key?.valueOf(item({ PK: 'ORDER#1' }))).toBeUndefined();
  });

  test('has one text for all forms of a number, and of bytes', () => {
    const key = primaryTopicKey(price, { amount: '1.50', bytes: 'AQI=' });
    expect(key?.valueOf({ amount: { N: '1.5' }, bytes: { B: 'AQI=' } })).toBe(key?.value);
    expect(key?.valueOf({ amount: { N: '1.500' }, bytes: { B: 'AQI=' } })).toBe(key?.value);
    expect(key?.valueOf({ amount: { N: '15' }, bytes: { B: 'AQI=' } })).not.toBe(key?.value);
    expect(key?.valueOf({ amount: { S: '1.5' }, bytes: { B: 'AQI=' } })).toBeUndefined();
  });

  test('tells values apart, whatever they hold', () => {
    const values = [
      ['a', 'b'],
      ['a","b', ''],
      ['a,b', 'c'],
    ].map(([orderId]) => primaryTopicKey(line, { orderId })?.value);
    expect(new Set(values).size).toBe(values.length);
  });

  test('is none where no field is given', () => {
    expect(primaryTopicKey(line, { orderId: null })).toBeUndefined();
  });

  test('is refused for a value that can stand in no key', () => {
    expect(() => primaryTopicKey(line, { day: '2026-01-01#' })).toThrow(GatewayError);
    expect(() => primaryTopicKey(line, { orderId: '' })).toThrow('"orderId" must not be empty');
  });
});

describe('a topic of a partition of an index', () => {
  const ofState = partitionTopicKey(line, indexOf(line, 'ByState'), { state: 'OPEN' });

  test('is found by items of all of its shards', () => {
    for (const shard of ['0', '7']) {
      expect(ofState.valueOf(item({ StatePK: `STATE#OPEN#${shard}`, rank: 1 }))).toBe(ofState.value);
    }
    expect(ofState.valueOf(item({ StatePK: 'STATE#PAID#7', rank: 1 }))).not.toBe(ofState.value);
  });

  test('is not found by items that lack an attribute of the index', () => {
    expect(ofState.valueOf(item({ StatePK: 'STATE#OPEN#7' }))).toBeUndefined();
    expect(ofState.valueOf(item({ rank: 1, state: 'OPEN' }))).toBeUndefined();
  });

  test('is not found by what another program has put there', () => {
    expect(ofState.valueOf(item({ StatePK: 'something else', rank: 1 }))).toBeUndefined();
    expect(ofState.valueOf(item({ StatePK: 'STATE#OPEN#7', rank: 'high' }))).toBeUndefined();
  });

  test('takes all attributes of a partition together, numbers by value', () => {
    const key = partitionTopicKey(line, indexOf(line, 'ByBoth'), { state: 'OPEN', amount: '1.0' });
    expect(key.valueOf({ state: { S: 'OPEN' }, amount: { N: '1' }, rank: { N: '1' } })).toBe(key.value);
    expect(key.valueOf({ state: { S: 'OPEN' }, amount: { N: '2' }, rank: { N: '1' } })).not.toBe(key.value);
  });

  test('is not taken for one of a key field of the same name', () => {
    expect(ofState.fields).toBe('index ByState');
  });

  test('is refused for a value that can stand in no key', () => {
    expect(() => partitionTopicKey(line, indexOf(line, 'ByBoth'), { state: '', amount: '1' })).toThrow(
      '"state" must not be empty',
    );
  });
});
