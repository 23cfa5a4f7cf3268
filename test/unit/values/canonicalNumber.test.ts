import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalNumber, compareNumbers, isDynamoNumber } from '../../../src/dynamo/values/canonicalNumber.js';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: length }).map((list) => list.join(''));

/** A number and the same number times 10^200 as a bigint, with which anything can be checked exactly. */
const numbers = fc
  .record({ minus: fc.boolean(), whole: digits(20), fraction: digits(18), power: fc.integer({ min: -60, max: 60 }) })
  .map(({ minus, whole, fraction, power }) => ({
    text: `${minus ? '-' : ''}${whole}.${fraction}e${power}`,
    scaled: BigInt(whole + fraction) * 10n ** BigInt(200 + power - fraction.length) * (minus ? -1n : 1n),
  }));

function scaledOf(plain: string): bigint {
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(200 - fraction.length) * (plain.startsWith('-') ? -1n : 1n);
}

describe('canonicalNumber', () => {
  test.each([
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0E+99', '0'],
    ['007', '7'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['0.000001', '0.000001'],
    ['-12.340E1', '-123.4'],
    ['1E-7', '0.0000001'],
    ['1.5e-3', '0.0015'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
  });

  test('writes the greatest and smallest magnitudes out, as DynamoDB does', () => {
    expect(canonicalNumber('9.9E+125')).toBe(`99${'0'.repeat(124)}`);
    expect(canonicalNumber('1E-130')).toBe(`0.${'0'.repeat(129)}1`);
  });

  test('keeps one short text for a number beyond those', () => {
    expect(canonicalNumber('1200E+999999')).toBe('1.2E+1000002');
    expect(canonicalNumber('-0.012E-300')).toBe('-1.2E-302');
  });

  test.each(['', '.', '-', '1e', '1.2.3', 'NaN', 'Infinity', '0x10', ' 1', '1_000', '1e9999999999'])(
    'refuses "%s" and shows how a number is written',
    (text) => {
      expect(() => canonicalNumber(text)).toThrow(`"${text}" is not a number; write it like -12.5 or 1E+20.`);
      expect(isDynamoNumber(text)).toBe(false);
    },
  );

  test('keeps every digit, and is its own canonical form', () => {
    fc.assert(
      fc.property(numbers, ({ text, scaled }) => {
        const canonical = canonicalNumber(text);
        expect(canonical).toMatch(/^(?:0|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/);
        expect(scaledOf(canonical)).toBe(scaled);
        expect(canonicalNumber(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('compareNumbers', () => {
  test('orders as exact arithmetic does', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const sign = a.scaled < b.scaled ? -1 : a.scaled > b.scaled ? 1 : 0;
        expect(Math.sign(compareNumbers(a.text, b.text))).toBe(sign);
      }),
    );
  });

  test.each([
    ['1.0', '1', 0],
    ['-0', '0', 0],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345679', -1],
    ['-12', '-2', -1],
    ['1E+125', '9E+124', 1],
    ['-1E-130', '0', -1],
    ['0.1', '0.09', 1],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareNumbers(a, b))).toBe(sign);
    expect(Math.sign(compareNumbers(b, a))).toBe(-sign + 0);
  });
});

describe('isDynamoNumber', () => {
  test.each(['0', '-0.0', '1E-130', `9.${'9'.repeat(37)}E+125`, `${'1'.repeat(38)}000`, `-0.000${'1'.repeat(38)}`])(
    'takes %s',
    (text) => {
      expect(isDynamoNumber(text)).toBe(true);
    },
  );

  test.each(['1'.repeat(39), '9E-131', '1E126', '-1E126', `1.${'0'.repeat(37)}1`])('refuses %s', (text) => {
    expect(isDynamoNumber(text)).toBe(false);
  });
});
