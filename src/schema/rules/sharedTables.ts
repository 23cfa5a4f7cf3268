import { membersOfTables } from '../compileTables.js';
import { storedFields, type EntityDraft, type Rule } from '../drafts.js';
import { compareKeys } from './compareKeys.js';

/** Types that share a table agree on its key and on the attribute it expires by. */
export const sharedTables: Rule = ({ entities }, problems) => {
  for (const [table, members] of membersOfTables(entities.values())) {
    const [first, ...others] = members;
    if (first === undefined) continue;
    for (const entity of others) {
      compareKeys(
        sharedKeyOf(first),
        sharedKeyOf(entity),
        { of: `the table "${table}"`, kind: 'table', rule: 'Types of one table have its key attributes in common' },
        problems,
      );
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

function sharedKeyOf({ name, key, table }: EntityDraft): Parameters<typeof compareKeys>[0] {
  return { entity: name, key, node: table.node };
}
