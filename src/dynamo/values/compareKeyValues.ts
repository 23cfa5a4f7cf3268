import type { AttributeValue } from '../../model/attributeValue.js';
import { compareNumbers } from './canonicalNumber.js';

/**
 * DynamoDB's order of two values that can be keys: strings by their UTF-8
 * bytes, numbers by size, binaries by unsigned bytes. Negative, 0 or positive.
 *
 * @throws {TypeError} when the two have different types, or one that has no order: see `haveOrder`.
 */
export function compareKeyValues(a: AttributeValue, b: AttributeValue): number {
  if ('S' in a && 'S' in b) return compareText(a.S, b.S);
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('B' in a && 'B' in b) return compareBinary(a.B, b.B);
  throw new TypeError(`There is no order between ${Object.keys(a).join()} and ${Object.keys(b).join()}.`);
}

/** Whether the two have the same type, and it is S, N or B. */
export function haveOrder(a: AttributeValue, b: AttributeValue): boolean {
  return ('S' in a && 'S' in b) || ('N' in a && 'N' in b) || ('B' in a && 'B' in b);
}

/**
 * UTF-8 bytes sort like code points. UTF-16 units do too, but for surrogates:
 * they are smaller than U+E000 to U+FFFF and stand for what is greater.
 */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return aboveSurrogates(left) - aboveSurrogates(right);
  }
  return a.length - b.length;
}

function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

function compareBinary(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, 'base64'), Buffer.from(b, 'base64'));
}
