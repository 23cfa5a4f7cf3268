import { expect, test } from '@jest/globals';
import { canonicalJson } from '../../../src/server/subscriptions/canonicalJson.js';

test('the order of members does not matter, that of lists does', () => {
  expect(canonicalJson({ a: 1, b: { c: [1, null], d: 'x' } })).toBe(
    canonicalJson({ b: { d: 'x', c: [1, null] }, a: 1 }),
  );
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('values that differ have other texts', () => {
  const values = [null, 0, '0', '', false, [], {}, [[]], { a: null }, { a: [] }, [['a', null]], { of: [] }, ['a', 'b']];
  expect(new Set(values.map(canonicalJson)).size).toBe(values.length);
});

test('a member without a value is none', () => {
  expect(canonicalJson({ a: undefined })).toBe(canonicalJson({}));
});

test('what JSON does not hold has no text, wherever it stands', () => {
  const circle: unknown[] = [];
  circle.push({ circle });
  for (const value of [undefined, NaN, 1n, new Date(0), new Map(), () => 1, Symbol('x'), circle]) {
    expect(canonicalJson(value)).toBeUndefined();
    expect(canonicalJson([value])).toBeUndefined();
    if (value !== undefined) expect(canonicalJson({ a: { b: value } })).toBeUndefined();
  }
});

test('a value that stands in two places is no circle', () => {
  const shared = { a: 1 };
  expect(canonicalJson([shared, shared])).toBe(canonicalJson([{ a: 1 }, { a: 1 }]));
});
