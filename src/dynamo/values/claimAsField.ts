import type { ClaimValue } from '../../model/access.js';
import type { ValueType } from '../../model/valueType.js';
import { fitsScalar } from '../keys/fitsScalar.js';

/**
 * A claim as GraphQL would have parsed it for a field, or for an element of its list: what is compared with stored items
 * and what is filled into new ones must be one value.
 *
 * A number may be given as text, in the one way that it is written: `"1e3"`, `"007"` and `" 7"` are none. For an ID, a
 * String and scalars of the user's own a whole number is its text.
 *
 * @param type  One that rules may ask: an ID, String, Int, BigInt, Boolean, enum, or a scalar of the user's own.
 * @returns undefined for a claim that no such field holds.
 */
export function claimAsField(type: ValueType, claim: ClaimValue): ClaimValue | undefined {
  if (type.kind !== 'scalar' && type.kind !== 'enum') return undefined;
  if (type.kind === 'scalar' && type.scalar === 'Boolean') return typeof claim === 'boolean' ? claim : undefined;
  if (typeof claim === 'boolean' || (typeof claim === 'number' && !Number.isInteger(claim))) return undefined;
  const text = String(claim);
  if (text === '' || !fitsScalar(type, text)) return undefined;
  return type.kind === 'scalar' && type.scalar === 'Int' ? Number(text) : text;
}
