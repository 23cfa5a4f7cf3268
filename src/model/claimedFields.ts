import type { Entity } from './model.js';

/**
 * Fields of the primary key that a TENANT rule ties to a claim: arguments and inputs may leave them out, for who asks
 * brings them along.
 */
export function tenantFields(entity: Pick<Entity, 'rules'>): ReadonlyMap<string, string> {
  return new Map(entity.rules.flatMap((rule) => (rule.allow === 'TENANT' ? [[rule.field, rule.claim] as const] : [])));
}

/**
 * Fields that a new item takes from a claim where its input leaves them out, with the claim: those of TENANT rules, and
 * those of OWNER rules that hold one value. Where a field has several rules, the first decides.
 */
export function claimedFields(entity: Pick<Entity, 'rules' | 'fields'>): ReadonlyMap<string, string> {
  const claimed = new Map(tenantFields(entity));
  for (const rule of entity.rules) {
    if (rule.allow !== 'OWNER' || claimed.has(rule.field)) continue;
    const kind = entity.fields.get(rule.field)?.type.kind;
    if (kind === 'scalar' || kind === 'enum') claimed.set(rule.field, rule.claim);
  }
  return claimed;
}
