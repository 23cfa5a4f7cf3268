import type { AttributeValue } from '../../model/attributeValue.js';
import { canonicalNumber, compareNumbers } from './canonicalNumber.js';

/** Whether DynamoDB takes two values for equal: same type, numbers by value, sets in any order, lists and maps by what they hold. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && compareNumbers(a.N, b.N) === 0;
  if ('B' in a) return 'B' in b && canonicalBinary(a.B) === canonicalBinary(b.B);
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('SS' in a) return 'SS' in b && sameElements(a.SS, b.SS, (text) => text);
  if ('NS' in a) return 'NS' in b && sameElements(a.NS, b.NS, canonicalNumber);
  if ('BS' in a) return 'BS' in b && sameElements(a.BS, b.BS, canonicalBinary);
  if ('L' in a) {
    if (!('L' in b) || a.L.length !== b.L.length) return false;
    const others = b.L;
    return a.L.every((element, position) => isEqual(element, others[position]));
  }
  if (!('M' in b)) return false;
  const others = b.M;
  const members = Object.entries(a.M);
  if (members.length !== Object.keys(others).length) return false;
  return members.every(([name, value]) => Object.hasOwn(others, name) && isEqual(value, others[name]));
}

function isEqual(a: AttributeValue, b: AttributeValue | undefined): boolean {
  return b !== undefined && equalValues(a, b);
}

function sameElements(a: readonly string[], b: readonly string[], canonical: (text: string) => string): boolean {
  const left = new Set(a.map(canonical));
  const right = new Set(b.map(canonical));
  return left.size === right.size && [...left].every((element) => right.has(element));
}

function canonicalBinary(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64');
}
