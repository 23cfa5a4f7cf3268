import type { ClaimValue } from '../model/access.js';
import { isRecord } from '../model/isRecord.js';
import type { Claims } from '../model/principal.js';

/**
 * What a claim says, under its whole name (`https://shop.example/tenant`) or else by going inwards at its dots
 * (`app_metadata.tenant`). Only what the claims hold themselves is seen, never what all objects inherit.
 *
 * @returns undefined where there is no such claim, or nobody is known.
 */
export function claimOf(claims: Claims | undefined, name: string): unknown {
  if (claims === undefined) return undefined;
  if (Object.hasOwn(claims, name)) return claims[name];
  let inner: unknown = claims;
  for (const step of name.split('.')) {
    if (!isRecord(inner) || !Object.hasOwn(inner, step)) return undefined;
    inner = inner[step];
  }
  return inner;
}

/** The one value of a claim; undefined where it has none, or several. */
export function claimValueOf(claims: Claims | undefined, name: string): ClaimValue | undefined {
  const claim = claimOf(claims, name);
  return isClaimValue(claim) ? claim : undefined;
}

/** The values of a claim that holds one or a list of them, each once; what is no value in the list is passed over. */
export function claimValuesOf(claims: Claims | undefined, name: string): readonly ClaimValue[] {
  const claim = claimOf(claims, name);
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return [...new Set(values.filter(isClaimValue))];
}

/** An empty text says nothing: it must not open the items whose field is empty. */
function isClaimValue(value: unknown): value is ClaimValue {
  if (typeof value === 'number') return Number.isFinite(value) && !isRounded(value);
  return (typeof value === 'string' && value !== '') || typeof value === 'boolean';
}

/** JSON is read with rounding beyond 2^53: there two people, or two tenants, would be one. */
function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}
