import { membersOfTables } from '../compileTables.js';
import { storedFields, type EntityDraft, type PartDraft, type Rule } from '../drafts.js';

/** Types that share a table agree on its key and on the attribute it expires by. */
export const sharedTables: Rule = ({ entities }, problems) => {
  for (const [table, members] of membersOfTables(entities.values())) {
    const [first, ...others] = members;
    if (first === undefined) continue;
    for (const entity of others) {
      if (!first.key.sound || !entity.key.sound) continue;
      for (const role of ['partition', 'sort'] as const) {
        const [theirs, mine] = [first.key[role], entity.key[role]];
        if (theirs?.part.attribute === mine?.part.attribute) continue;
        problems.report(
          mine?.node ?? entity.table.node,
          `${entity.name} gives the table "${table}" ${keyText(role, mine)}, and ${first.name} gives it ${keyText(role, theirs)}. Types of one table have its key attributes in common${advice(role, theirs)}.`,
        );
      }
    }
    reportExpiry(table, members);
  }

  function reportExpiry(table: string, members: readonly EntityDraft[]): void {
    const expiring = members.flatMap((entity) =>
      storedFields(entity).flatMap((field) => (field.ttl === undefined ? [] : [{ entity, field }])),
    );
    const [first, ...others] = expiring;
    for (const { entity, field } of others) {
      if (first === undefined || entity === first.entity || field.attribute === first.field.attribute) continue;
      problems.report(
        field.node.name,
        `${entity.name} expires by "${field.attribute}" and ${first.entity.name} by "${first.field.attribute}": the table "${table}" has one such attribute. Write @attribute(name: "${first.field.attribute}").`,
      );
    }
  }
};

function keyText(role: string, part: PartDraft | undefined): string {
  return part === undefined ? `no ${role} key` : `the ${role} key "${part.part.attribute}"`;
}

function advice(role: string, theirs: PartDraft | undefined): string {
  if (theirs === undefined) return `: leave out "${role}", or name another table`;
  const { attribute, template } = theirs.part;
  return template.kind === 'field'
    ? `: store a field in "${attribute}", or name another table`
    : `: write ${role}: "${attribute} = ...", or name another table`;
}
