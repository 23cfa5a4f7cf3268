import { describe, expect, test } from '@jest/globals';
import { unitsOfEntry, unitsOfGet, unitsOfRows, unitsOfWrite } from '../../../src/resolvers/explain/pricing.js';

describe('the price of an item that is read by its key', () => {
  test('is half a unit for each 4 KB that it begins', () => {
    expect([0, 1, 4096, 4097, 400 * 1024].map((bytes) => unitsOfGet(bytes, 'EVENTUAL'))).toEqual([
      0.5, 0.5, 0.5, 1, 50,
    ]);
  });

  test('is twice as much for a consistent read, and twice that in a transaction', () => {
    expect([unitsOfGet(5000, 'CONSISTENT'), unitsOfGet(5000, 'TRANSACTION')]).toEqual([2, 4]);
  });
});

describe('the price of the rows of a Query', () => {
  test('is that of all of them together, and not of each', () => {
    expect(unitsOfRows(40, 100, 'EVENTUAL')).toBe(0.5);
    expect(unitsOfRows(41, 100, 'EVENTUAL')).toBe(1);
  });

  test('is that of one block where there are none', () => {
    expect(unitsOfRows(0, 100, 'CONSISTENT')).toBe(1);
  });

  test('is rounded up in each shard by itself', () => {
    expect(unitsOfRows(4, 100, 'EVENTUAL', 4)).toBe(2);
  });
});

describe('the price of a write', () => {
  test('is a unit for each KB that the item begins, and twice that in a transaction', () => {
    expect([0, 1024, 1025].map((bytes) => unitsOfWrite(bytes, 'ALONE'))).toEqual([1, 1, 2]);
    expect(unitsOfWrite(1025, 'TRANSACTION')).toBe(4);
  });

  test('is two more where an index key changes, one where an entry does, none where it stays', () => {
    expect(([0, 1, 2] as const).map((entries) => unitsOfEntry(500, entries))).toEqual([0, 1, 2]);
  });
});
