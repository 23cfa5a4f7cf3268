import { fieldsOfParts } from '../../model/keyTemplate.js';
import { parseAuth, type WrittenRule } from '../directives/auth.js';
import { quoted } from '../didYouMean.js';
import { storedField, type EntityDraft, type Rule } from '../drafts.js';

/** A fence is in the key: the first fields of the table's partition, each tied to one claim, which gives it. */
export const authTenants: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const claims = new Map<string, string>();
    const rules = (parseAuth(entity.shape.directives)?.rules ?? []).filter(({ allow }) => allow === 'TENANT');
    for (const { field, claim } of rules) {
      if (field === undefined || storedField(entity, field.value) === undefined) continue;
      const misplaced = misplacedFence(entity, field.value, rules) ?? givenOtherwise(entity, field.value);
      if (misplaced !== undefined) problems.report(field.node, misplaced);
      if (claim === undefined) continue;
      const other = claims.get(field.value);
      if (other === undefined) claims.set(field.value, claim.value);
      else if (other !== claim.value) {
        problems.report(
          claim.node,
          `TENANT ties ${entity.name}.${field.value} to the claim "${other}" already, and a key has one value: write claim: "${other}", or leave the rule out.`,
        );
      }
    }
  }
};

function misplacedFence(
  { name: type, key }: EntityDraft,
  name: string,
  rules: readonly WrittenRule[],
): string | undefined {
  if (!key.sound) return undefined;
  const partition = fieldsOfParts(key.partition.map(({ part }) => part));
  const before = partition.slice(0, Math.max(0, partition.indexOf(name)));
  const open = before.filter((field) => rules.every((rule) => rule.field?.value !== field));
  const isThere = partition.includes(name);
  if (isThere && open.length === 0) return undefined;
  const place = isThere ? `comes after ${quoted(open)} in` : 'is not in';
  return `${type}.${name} ${place} the partition key of ${type}, and TENANT is a fence of the table: keys of different tenants differ from the start, so that no key can reach into another's. Put it first, partition: "PK = TENANT#{${name}}#...", or write allow: OWNER, which asks the item.`;
}

function givenOtherwise(entity: EntityDraft, name: string): string | undefined {
  const field = storedField(entity, name);
  const directive =
    field?.generated !== undefined ? '@generated' : field?.defaultValue !== undefined ? '@default' : undefined;
  return (
    directive &&
    `${entity.name}.${name} is given by a claim, as TENANT says, and ${directive} would give it too: leave ${directive} out.`
  );
}
