import type { AttributeValue } from '../../model/attributeValue.js';
import { canonicalNumber } from './canonicalNumber.js';

/** Digits a double holds for certain. */
const SAFE_DIGITS = 15;

/**
 * Any stored value as JSON: sets are arrays, binaries base64 text. A whole
 * number that a double cannot hold exactly (an id of 20 digits) stays text, so
 * that no digit is lost; fractions are rounded as JSON numbers are everywhere.
 */
export function decodeDocument(stored: AttributeValue): unknown {
  if ('S' in stored) return stored.S;
  if ('N' in stored) return decodeNumber(stored.N);
  if ('BOOL' in stored) return stored.BOOL;
  if ('NULL' in stored) return null;
  if ('L' in stored) return stored.L.map(decodeDocument);
  if ('B' in stored) return stored.B;
  if ('SS' in stored) return stored.SS;
  if ('NS' in stored) return stored.NS.map(decodeNumber);
  if ('BS' in stored) return stored.BS;
  // fromEntries defines properties; an assignment to `__proto__` would lose that member.
  return Object.fromEntries(Object.entries(stored.M).map(([name, value]) => [name, decodeDocument(value)]));
}

function decodeNumber(text: string): number | string {
  const value = Number(text);
  if (text.length <= SAFE_DIGITS || !Number.isInteger(value)) return value;
  const canonical = canonicalNumber(text);
  return canonical.includes('.') || canonicalNumber(String(value)) === canonical ? value : canonical;
}
