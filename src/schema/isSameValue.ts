import type { ValueType } from '../model/valueType.js';

/**
 * Whether a value of one type, as it is stored, is a value of the other: for keys of several types.
 * An ID and a String hold the same text; anything else is of one type, stored in one form.
 */
export function isSameValue(a: ValueType, b: ValueType): boolean {
  return isComparable(a, b) && (a.kind !== 'scalar' || b.kind !== 'scalar' || a.storage === b.storage);
}

/** The same, whatever the form it is stored in. */
export function isComparable(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'enum' && b.kind === 'enum') return a.enum === b.enum;
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return false;
  return plain(a.scalar) === plain(b.scalar);
}

function plain(scalar: string): string {
  return scalar === 'ID' ? 'String' : scalar;
}
