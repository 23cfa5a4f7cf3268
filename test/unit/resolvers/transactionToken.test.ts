import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../src/resolvers/transactionToken.js';

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => [inner], 'core');

describe('the hash of what a transaction asks for', () => {
  test('is the same in whatever order the members of an object come', () => {
    expect(sha256({ a: 1, b: { c: [1, 2], d: null } })).toBe(sha256({ b: { d: null, c: [1, 2] }, a: 1 }));
  });

  test.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['a number and its text', 1, '1'],
    ['null and nothing', { a: null }, {}],
    ['the values of a scalar that makes bigints', 1n, 2n],
    ['a bigint and a number', 1n, 1],
    ['maps', new Map([['a', 1]]), new Map([['a', 2]])],
    ['sets', new Set(['a']), new Set(['b'])],
    ['dates', new Date(0), new Date(1)],
    ['bytes', Buffer.from('a'), Buffer.from('b')],
  ])('differs by %s', (_what, one, other) => {
    expect(sha256({ value: one })).not.toBe(sha256({ value: other }));
  });

  test('is refused of what is nested beyond all use, and not a fault', () => {
    expect(() => sha256(nested(100_000))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
