import { fieldPlaces } from './keyTemplate.js';
import { entityOf, keyOf, type Collection, type Entity, type Field, type Model } from './model.js';

/**
 * Fields of the primary key that a TENANT rule ties to a claim: arguments and inputs may leave them out, for who asks
 * brings them along.
 */
export function tenantFields(entity: Pick<Entity, 'rules'>): ReadonlyMap<string, string> {
  return new Map(entity.rules.flatMap((rule) => (rule.allow === 'TENANT' ? [[rule.field, rule.claim] as const] : [])));
}

/** The same of a collection's arguments: those that every member ties to the one claim, under the members' own names. */
export function tenantArguments(
  { entities }: Pick<Model, 'entities'>,
  { partition, members, index }: Collection,
): ReadonlyMap<string, string> {
  const places = fieldPlaces(partition);
  if (places.length === 0) return new Map();
  const claimed = members.map((name) => {
    const entity = entityOf({ entities }, name);
    const tenants = tenantFields(entity);
    const theirs = fieldPlaces(keyOf(entity, index).partition);
    return places.map((argument, at) => ({ argument, claim: tenants.get(theirs[at] ?? '') }));
  });
  return new Map(
    (claimed[0] ?? []).flatMap(({ argument, claim }) => {
      const isEverywhere = claimed.every((member) =>
        member.some((other) => other.argument === argument && other.claim === claim),
      );
      return claim === undefined || !isEverywhere ? [] : [[argument, claim] as const];
    }),
  );
}

interface Claiming {
  readonly rules: Entity['rules'];
  readonly fields: ReadonlyMap<string, Pick<Field, 'type' | 'generated' | 'defaultValue' | 'template'>>;
}

/**
 * Fields that a new item takes from a claim where its input leaves them out, with the claim: those of TENANT rules, and
 * those of OWNER rules for CREATE that hold one value which nothing else makes. Where a field has several such rules, the
 * first decides.
 */
export function claimedFields({ rules, fields }: Claiming): ReadonlyMap<string, string> {
  const claimed = new Map(tenantFields({ rules }));
  for (const rule of rules) {
    if (rule.allow !== 'OWNER' || !rule.operations.has('CREATE') || claimed.has(rule.field)) continue;
    const field = fields.get(rule.field);
    if (field === undefined) continue;
    const isMade = field.generated !== undefined || field.defaultValue !== undefined || field.template !== undefined;
    if (!isMade && (field.type.kind === 'scalar' || field.type.kind === 'enum')) claimed.set(rule.field, rule.claim);
  }
  return claimed;
}
