import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseValue, type GraphQLScalarType } from 'graphql';
import { isScalarText } from '../../../src/model/isScalarText.js';
import { exactNumber } from '../../../src/schema/scalars/exactNumber.js';
import { libraryScalars } from '../../../src/schema/scalars/libraryScalars.js';

function scalarNamed(name: string): GraphQLScalarType {
  const scalar = libraryScalars.find((one) => one.name === name);
  if (scalar === undefined) throw new Error(`There is no scalar ${name}.`);
  return scalar;
}

const fromVariable = (name: string, value: unknown) => scalarNamed(name).parseValue(value);
const fromLiteral = (name: string, literal: string, variables = {}) =>
  scalarNamed(name).parseLiteral(parseValue(literal), variables);
const served = (name: string, value: unknown) => scalarNamed(name).serialize(value);

test('the library has eight scalars, each with a description', () => {
  expect(libraryScalars.map(({ name }) => name)).toEqual([
    'DateTime',
    'LocalDateTime',
    'Date',
    'JSON',
    'Bytes',
    'BigInt',
    'Decimal',
    'Duration',
  ]);
  expect(libraryScalars.filter(({ description }) => !description)).toEqual([]);
});

describe('dates keep the text they came as', () => {
  test.each([
    ['DateTime', '2025-03-01T09:30:00Z'],
    ['DateTime', '2025-03-01T09:30:00.120000+05:30'],
    ['DateTime', '2024-02-29T23:59:59-00:00'],
    ['LocalDateTime', '2025-03-01T09:30:00.5'],
    ['Date', '2000-02-29'],
    ['Duration', 'P30D'],
    ['Duration', 'P1Y2M3W4DT5H6M7.5S'],
    ['Duration', '-PT1H'],
  ])('%s %s', (name, text) => {
    expect(fromVariable(name, text)).toBe(text);
    expect(fromLiteral(name, `"${text}"`)).toBe(text);
    expect(served(name, text)).toBe(text);
  });

  test.each([
    ['DateTime', ['2025-03-01', '2025-03-01T09:30Z', '2025-03-01 09:30:00Z', '2025-03-01t09:30:00z']],
    ['DateTime', ['2025-03-01T09:30:00', '2025-02-29T00:00:00Z', '2025-13-01T00:00:00Z', '2025-03-01T24:00:00Z']],
    [
      'DateTime',
      ['2025-03-01T09:60:00Z', '2025-03-01T09:30:60Z', '2025-03-01T09:30:00+24:00', '2025-03-01T09:30:00.Z'],
    ],
    ['LocalDateTime', ['2025-03-01T09:30:00Z', '2025-04-31T09:30:00']],
    ['Date', ['2025-3-1', '1900-02-29', '2025-00-10', '2025-01-00', '2025-01-01T00:00:00Z']],
    ['Duration', ['', 'P', 'PT', 'P1', '30 days', 'P1H', 'PT1D', 'P1DT']],
  ])('%s is none of %j', (name, texts) => {
    expect(texts.filter((text) => isScalarText(name, text))).toEqual([]);
  });

  test('any text is a value of the other scalars', () => {
    expect(isScalarText('String', 'anything')).toBe(true);
    expect(isScalarText('Color', '')).toBe(true);
  });

  test("a resolver's Date is served as text", () => {
    const moment = new Date(Date.UTC(2025, 2, 1, 9, 30));
    expect(served('DateTime', moment)).toBe('2025-03-01T09:30:00.000Z');
    expect(served('Date', moment)).toBe('2025-03-01');
  });
});

describe('exact numbers', () => {
  test.each([
    ['BigInt', '007', '7'],
    ['BigInt', '-0', '0'],
    ['BigInt', '12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['BigInt', `1${'0'.repeat(125)}`, `1${'0'.repeat(125)}`],
    ['Decimal', '19.90', '19.9'],
    ['Decimal', '-0.00', '0'],
    ['Decimal', '1E+3', '1000'],
    ['Decimal', '12.5e-3', '0.0125'],
    ['Decimal', '0.1234567890123456789012345678901234567800', '0.12345678901234567890123456789012345678'],
    ['Decimal', '1E-130', `0.${'0'.repeat(129)}1`],
  ])('%s "%s" is %s', (name, text, canonical) => {
    expect(fromVariable(name, text)).toBe(canonical);
    expect(fromLiteral(name, `"${text}"`)).toBe(canonical);
  });

  test('an integer literal keeps all its digits, a JSON integer is taken while it is safe', () => {
    expect(fromLiteral('BigInt', '12345678901234567890')).toBe('12345678901234567890');
    expect(fromLiteral('Decimal', '-12345678901234567890')).toBe('-12345678901234567890');
    expect(fromVariable('BigInt', Number.MAX_SAFE_INTEGER)).toBe('9007199254740991');
    expect(fromVariable('Decimal', -3)).toBe('-3');
  });

  test('what a resolver has is served as text', () => {
    expect(served('BigInt', 12345678901234567890n)).toBe('12345678901234567890');
    expect(served('BigInt', 5)).toBe('5');
    expect(served('Decimal', 12.5)).toBe('12.5');
    expect(served('Decimal', '1.50')).toBe('1.5');
  });

  test('have one text a value, and no value is changed', () => {
    const digits = fc.stringMatching(/^-?\d{1,30}(\.\d{1,8})?$/);
    fc.assert(
      fc.property(digits, fc.nat(5), (text, zeros) => {
        const canonical = exactNumber(text) ?? '';
        expect(canonical).toMatch(/^(0|-?([1-9]\d*|0)(\.\d*[1-9])?)$/);
        const padded = `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(zeros + 1)}`;
        expect(exactNumber(padded)).toBe(canonical);
        expect(exactNumber(canonical)).toBe(canonical);
        expect(Number(canonical) + 0).toBe(Number(text) + 0);
      }),
    );
  });
});

describe('Bytes', () => {
  test.each(['', 'aGVsbG8=', '/+8='])('"%s" stays as it is', (text) => {
    expect(fromVariable('Bytes', text)).toBe(text);
    expect(served('Bytes', text)).toBe(text);
  });
  test("a resolver's bytes are served as base64", () =>
    expect(served('Bytes', new TextEncoder().encode('hello'))).toBe('aGVsbG8='));
});

describe('JSON', () => {
  test('is any value', () => {
    const value = { a: [1, 2.5, 'x', true, null, { b: {} }] };
    expect(fromVariable('JSON', value)).toEqual(value);
    expect(served('JSON', value)).toEqual(value);
    expect(fromLiteral('JSON', '{ a: [1, 2.5, "x", true, null, { b: {} }] }')).toEqual(value);
  });
  test('has variables inside a literal', () => {
    expect(fromLiteral('JSON', '{ a: $given, b: $missing }', { given: [1] })).toEqual({ a: [1], b: null });
  });
});

describe('what is no value is refused with the way out', () => {
  const dateTime = 'DateTime needs RFC 3339 text like "2025-03-01T09:30:00Z"';
  const bigInt = 'BigInt needs a whole number of up to 38 digits as text like "12345678901234567890"';
  const decimal = 'Decimal needs a number of up to 38 digits as text like "19.90"';

  test.each([
    ['DateTime', 'yesterday', `${dateTime}, not "yesterday".`],
    ['DateTime', 1700000000, `${dateTime}, not 1700000000.`],
    [
      'LocalDateTime',
      '2025-03-01T09:30:00Z',
      'LocalDateTime needs a day and a time without a time zone like "2025-03-01T09:30:00", not "2025-03-01T09:30:00Z".',
    ],
    ['Date', '2025-02-30', 'Date needs a day of the calendar like "2025-03-01", not "2025-02-30".'],
    ['Duration', '30 days', 'Duration needs ISO 8601 text like "P30D" or "PT1H30M", not "30 days".'],
    ['Bytes', 'hello', 'Bytes needs base64 text like "aGVsbG8=", not "hello".'],
    ['Bytes', 'aGVsbG9=', 'Bytes needs base64 text like "aGVsbG8=", not "aGVsbG9=".'],
    ['BigInt', '1.5', `${bigInt}, not "1.5".`],
    ['BigInt', 2 ** 53, `${bigInt}, not 9007199254740992.`],
    ['BigInt', true, `${bigInt}, not true.`],
    ['BigInt', '1'.repeat(70), `${bigInt}, not "${'1'.repeat(59)}....`],
    ['Decimal', 12.5, `${decimal}, not 12.5.`],
    ['Decimal', '1,5', `${decimal}, not "1,5".`],
    ['Decimal', '1E126', `${decimal}, not "1E126".`],
    ['Decimal', '1E-131', `${decimal}, not "1E-131".`],
    ['Decimal', { a: 1 }, `${decimal}, not {"a":1}.`],
  ])('%s: %j', (name, value, message) => expect(() => fromVariable(name, value)).toThrow(new Error(message)));

  test.each([
    ['DateTime', '2025', `${dateTime}, not 2025.`],
    ['Decimal', '12.5', `${decimal}, not 12.5.`],
    ['BigInt', '[1]', `${bigInt}, not [1].`],
    ['JSON', '{ a: RED }', 'JSON needs quotes around "RED".'],
    [
      'JSON',
      '[9007199254740993]',
      'JSON cannot hold the number 9007199254740993 exactly; write it as a text, in quotes.',
    ],
    ['JSON', '1e400', 'JSON cannot hold the number 1e400 exactly; write it as a text, in quotes.'],
  ])('%s literal: %s', (name, literal, message) =>
    expect(() => fromLiteral(name, literal)).toThrow(new Error(message)),
  );

  test('also where a resolver returns it', () => {
    expect(() => served('DateTime', 'yesterday')).toThrow(new Error(`${dateTime}, not "yesterday".`));
    expect(() => served('BigInt', Number.NaN)).toThrow(new Error(`${bigInt}, not NaN.`));
    expect(() => served('Date', new Date(Number.NaN))).toThrow(
      new Error('Date needs a day of the calendar like "2025-03-01", not Invalid Date.'),
    );
  });
});
