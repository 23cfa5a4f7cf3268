import { NOBODY, principalOf, type Claims, type Principal } from '../model/principal.js';

/** Somebody with these claims; nobody known without any. */
export function principalWith(claims: Claims | undefined): Principal {
  if (claims === undefined) return NOBODY;
  const { sub } = claims;
  return principalOf(typeof sub === 'string' && sub !== '' ? sub : 'somebody', claims);
}
