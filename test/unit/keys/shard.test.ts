import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shardOf } from '../../../src/dynamo/keys/shardOf.js';
import type { AttributeMap, AttributeValue } from '../../../src/model/attributeValue.js';
import type { KeyPart } from '../../../src/model/keyTemplate.js';

function shardOfKey(values: readonly AttributeValue[], count: number): number {
  const [partition = [], ...sort] = values.map((_value, at): readonly KeyPart[] => [
    { attribute: `k${at}`, type: 'S', template: { kind: 'field', field: `k${at}` } },
  ]);
  const key: AttributeMap = Object.fromEntries(values.map((value, at) => [`k${at}`, value]));
  return shardOf({ key: { partition, sort: sort.flat() } }, key, count);
}

describe('the shard of a primary key', () => {
  // Computed with another implementation of SHA-256; whoever writes the same tables may check himself against them.
  test.each([
    [[{ S: 'o-1' }], { 2: 0, 10: 0, 100: 60 }],
    [[{ S: 'ORDER#2025-0001' }, { S: 'ORDER' }], { 2: 0, 10: 2, 100: 22 }],
    [[{ S: 'CUSTOMER#7' }, { S: 'ORDER#2025-0001' }], { 2: 0, 10: 4, 100: 54 }],
    [[{ S: 'Zürich #1 \u{1F600}' }], { 2: 0, 10: 8, 100: 88 }],
    [[{ N: '42' }], { 2: 0, 10: 8, 100: 28 }],
    [[{ N: '-0.5' }], { 2: 1, 10: 7, 100: 47 }],
    [[{ N: '1000' }], { 2: 1, 10: 3, 100: 13 }],
    [[{ S: 'sensor-1' }, { N: '1735689600' }], { 2: 1, 10: 5, 100: 15 }],
    [[{ B: 'AAEC/w==' }], { 2: 1, 10: 9, 100: 69 }],
    [[{ B: 'AAEC/w==' }, { S: 'x' }], { 2: 0, 10: 8, 100: 38 }],
  ] as const)('of %j is the documented one, by the number of shards: %j', (values, expected) => {
    const shards = Object.keys(expected).map((count) => [count, shardOfKey(values, Number(count))]);
    expect(Object.fromEntries(shards)).toEqual(expected);
  });

  test.each([
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['-0', '0'],
    ['007', '7'],
  ])('does not depend on how a number is spelled: %s is %s', (written, canonical) => {
    expect(shardOfKey([{ N: written }], 100)).toBe(shardOfKey([{ N: canonical }], 100));
  });

  test('tells where the partition key ends', () => {
    expect(shardOfKey([{ S: 'a' }, { S: 'b' }], 100)).toBe(34);
    expect(shardOfKey([{ S: 'ab' }], 100)).not.toBe(34);
  });

  test('is one of the shards, and keys are spread over all of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.string(), (count, id) => {
        const shard = shardOfKey([{ S: id }], count);
        expect(Number.isInteger(shard) && shard >= 0 && shard < count).toBe(true);
      }),
    );
    const found = Array.from({ length: 1000 }, (_, at) => shardOfKey([{ S: `order-${at}` }], 10));
    const sizes = Array.from({ length: 10 }, (_, shard) => found.filter((one) => one === shard).length);
    expect(Math.min(...sizes)).toBeGreaterThan(60);
    expect(Math.max(...sizes)).toBeLessThan(140);
  });
});
