import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_KEYS_PER_CALL, packKeys } from '../../../src/dynamo/execute/packKeys.js';

const lane = (table: string, count: number) => ({
  table,
  keys: Array.from({ length: count }, (_, at) => ({ id: { N: String(at) } })),
});
const lanes = fc.array(
  fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.integer({ min: 0, max: 250 })).map(([table, n]) => lane(table, n)),
  { maxLength: 8 },
);

test('every key is in exactly one call, and every call is one that DynamoDB takes', () => {
  fc.assert(
    fc.property(lanes, (given) => {
      const calls = packKeys(given);
      for (const call of calls) {
        expect(call.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThanOrEqual(MAX_KEYS_PER_CALL);
        expect(new Set(call.map((stretch) => stretch.lane.table)).size).toBe(call.length);
      }
      for (const one of given) {
        const stretches = calls.flat().filter((stretch) => stretch.lane === one);
        const covered = stretches.flatMap(({ start, end }) => one.keys.slice(start, end));
        expect(covered).toEqual(one.keys);
      }
    }),
  );
});

test('tables that are each read in one way take no more calls than their keys need', () => {
  const distinct = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 1, max: 250 })), {
    selector: ([name]) => name,
  });
  fc.assert(
    fc.property(distinct, (tables) => {
      const total = tables.reduce((sum, [, count]) => sum + count, 0);
      const calls = packKeys(tables.map(([table, count]) => lane(table, count)));
      expect(calls).toHaveLength(Math.ceil(total / MAX_KEYS_PER_CALL));
    }),
  );
});
