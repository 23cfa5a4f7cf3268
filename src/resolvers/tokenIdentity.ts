import { claimOf } from '../auth/claimOf.js';
import { tenantFields } from '../model/claimedFields.js';
import type { Model } from '../model/model.js';
import type { Principal } from '../model/principal.js';

/**
 * To whom a transaction's token belongs: who asks, and in which tenant, for the same document writes other items under
 * another claim.
 */
export function tokenIdentity(principal: Principal, model: Pick<Model, 'entities'>): string {
  const entities = [...model.entities.values()];
  const claims = new Set(entities.flatMap((entity) => [...tenantFields(entity).values()]));
  if (claims.size === 0) return principal.identity;
  return JSON.stringify([principal.identity, ...[...claims].map((claim) => claimOf(principal.claims, claim) ?? null)]);
}
