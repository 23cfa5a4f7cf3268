import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareKeyValues, haveOrder } from '../../../src/dynamo/values/compareKeyValues.js';

describe('compareKeyValues', () => {
  test('orders strings by their UTF-8 bytes, also above U+FFFF', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Z', 'é', '\uE000', '\uFFFD', '😀', '\u{10FFFF}', '') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
        expect(Math.sign(compareKeyValues({ S: a }, { S: b }))).toBe(bytes);
      }),
    );
  });

  test('orders binaries by unsigned bytes, a prefix first', () => {
    const bytes = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const left = Buffer.from(a);
        const right = Buffer.from(b);
        const order = compareKeyValues({ B: left.toString('base64') }, { B: right.toString('base64') });
        expect(Math.sign(order)).toBe(Buffer.compare(left, right));
      }),
    );
  });

  test('orders numbers by size and not as text', () => {
    const sorted = ['10', '9', '-3', '0.5', '-20'].map((N) => ({ N })).sort(compareKeyValues);
    expect(sorted.map(({ N }) => N)).toEqual(['-20', '-3', '0.5', '9', '10']);
  });

  test('says that two types have no order', () => {
    expect(() => compareKeyValues({ S: '1' }, { N: '1' })).toThrow('There is no order between S and N.');
    expect(haveOrder({ S: '1' }, { N: '1' })).toBe(false);
    expect(haveOrder({ BOOL: true }, { BOOL: false })).toBe(false);
    expect(haveOrder({ B: 'AA==' }, { B: 'AQ==' })).toBe(true);
  });
});
