import type { AttributeValue } from '../../model/attributeValue.js';
import type { ScalarType } from '../../model/valueType.js';
import { fitsScalar } from '../keys/fitsScalar.js';
import { canonicalNumber, isDynamoNumber } from './canonicalNumber.js';
import { decodeDocument } from './decodeDocument.js';
import { InvalidStoredValue } from './invalidStoredValue.js';

/** Digits a double holds for certain. */
const SAFE_DIGITS = 15;

/** The decoder of one scalar type; it throws InvalidStoredValue for what does not fit. */
export function scalarDecoder(type: ScalarType): (stored: AttributeValue) => unknown {
  switch (type.storage) {
    case 'S':
      return numberParsers.has(type.scalar) ? numberUnder('S', type.scalar) : textDecoder(type);
    case 'N':
      return numberUnder('N', type.scalar);
    case 'B':
      return (stored) => {
        if ('B' in stored) return stored.B;
        throw new InvalidStoredValue('binary', stored);
      };
    case 'BOOL':
      return (stored) => {
        if ('BOOL' in stored) return stored.BOOL;
        throw new InvalidStoredValue('true or false', stored);
      };
    case 'EPOCH_SECONDS':
      return epochDecoder(1000, (text) => text.replace('.000Z', 'Z'));
    case 'EPOCH_MILLISECONDS':
      return epochDecoder(1, (text) => text);
    case 'DOCUMENT':
      return decodeDocument;
    case 'JSON_TEXT':
      return decodeJsonText;
  }
}

/**
 * The value of a field parsed back from a key, from its text there.
 *
 * @throws {InvalidStoredValue} when the text is no value of the scalar.
 */
export function fromKeyText(type: ScalarType, text: string): unknown {
  if (!fitsScalar(type, text)) throw new InvalidStoredValue(`a key that holds a ${type.scalar}`, { S: text });
  if (type.scalar === 'Boolean') return text === 'true';
  return numberParsers.has(type.scalar) ? numberUnder('S', type.scalar)({ S: text }) : text;
}

function textDecoder(type: ScalarType): (stored: AttributeValue) => string {
  const { scalar } = type;
  // Other programs keep numeric ids in N; an ID is text for GraphQL either way.
  const isId = scalar === 'ID';
  const isDate = scalar === 'Date' || scalar === 'DateTime';
  return (stored) => {
    if ('S' in stored && (!isDate || fitsScalar(type, stored.S))) return stored.S;
    if (isId && 'N' in stored) return canonicalNumber(stored.N);
    throw new InvalidStoredValue(isDate ? `text that is a ${scalar}` : 'text', stored);
  };
}

interface NumberParser {
  readonly expected: string;
  /** Undefined when the number does not fit the scalar. */
  readonly parse: (text: string) => number | string | undefined;
}

const numberParsers: ReadonlyMap<string, NumberParser> = new Map([
  ['Int', { expected: 'a whole number of 32 bits', parse: parseInt32 }],
  ['Float', { expected: 'a number', parse: (text: string) => Number(text) }],
  ['BigInt', { expected: 'a whole number', parse: parseWhole }],
  ['Decimal', { expected: 'a number', parse: canonicalNumber }],
]);

function numberUnder(member: 'N' | 'S', scalar: string): (stored: AttributeValue) => number | string {
  const { expected, parse } = numberParsers.get(scalar) ?? { expected: 'a number', parse: Number };
  const wanted = member === 'S' ? `${expected}, kept as text` : expected;
  return (stored) => {
    const text = member === 'N' ? ('N' in stored ? stored.N : undefined) : numberText(stored);
    const value = text === undefined ? undefined : parse(text);
    if (value === undefined) throw new InvalidStoredValue(wanted, stored);
    return value;
  };
}

function numberText(stored: AttributeValue): string | undefined {
  return 'S' in stored && isDynamoNumber(stored.S) ? stored.S : undefined;
}

function parseInt32(text: string): number | undefined {
  const value = Number(text);
  if ((value | 0) !== value) return undefined;
  // 1.00000000000000000001 is 1 as a double, and no whole number.
  return text.length <= SAFE_DIGITS || canonicalNumber(text) === String(value) ? value | 0 : undefined;
}

function parseWhole(text: string): string | undefined {
  const canonical = canonicalNumber(text);
  return canonical.includes('.') ? undefined : canonical;
}

function epochDecoder(unitMs: number, finish: (text: string) => string): (stored: AttributeValue) => string {
  return (stored) => {
    const count = 'N' in stored ? Number(stored.N) : NaN;
    const date = new Date(count * unitMs);
    const year = date.getUTCFullYear();
    // RFC 3339 has years of four digits.
    if (Number.isInteger(count) && year >= 0 && year <= 9999) return finish(date.toISOString());
    throw new InvalidStoredValue(`a time in whole ${unitMs === 1 ? 'milliseconds' : 'seconds'} since 1970`, stored);
  };
}

function decodeJsonText(stored: AttributeValue): unknown {
  if ('S' in stored) {
    try {
      return JSON.parse(stored.S) as unknown;
    } catch {
      throw new InvalidStoredValue('JSON text', stored);
    }
  }
  throw new InvalidStoredValue('JSON text', stored);
}
