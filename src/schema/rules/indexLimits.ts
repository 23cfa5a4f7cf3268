import { compileTables, membersOfTables } from '../compileTables.js';
import type { Rule } from '../drafts.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX = { local: 5, global: 20, projectedAttributes: 100 } as const;

/** DynamoDB's limits of indexes a table. */
export const indexLimits: Rule = ({ entities }, problems) => {
  const tables = compileTables(entities.values());
  for (const [table, members] of membersOfTables(entities.values())) {
    const counted = { local: new Set<string>(), global: new Set<string>() };
    for (const { index } of members.flatMap((entity) => entity.indexes.map((each) => ({ entity, index: each })))) {
      const kind = index.local ? 'local' : 'global';
      if (counted[kind].has(index.name)) continue;
      counted[kind].add(index.name);
      if (counted[kind].size === MAX[kind] + 1) {
        problems.report(
          index.directive.node,
          `"${index.name}" is ${kind} index number ${MAX[kind] + 1} of table "${table}"; DynamoDB allows ${MAX[kind]}. Let types share indexes: the same name, with a template each.`,
        );
      }
    }
    const projected = [...(tables.get(table)?.indexes.values() ?? [])].reduce(
      (sum, { projection }) => sum + (projection.kind === 'INCLUDE' ? projection.attributes.length : 0),
      0,
    );
    const last = members.at(-1);
    if (projected > MAX.projectedAttributes && last !== undefined) {
      problems.report(
        last.table.node,
        `The indexes of table "${table}" name ${projected} projected attributes together; DynamoDB allows ${MAX.projectedAttributes}. Leave out "projection" where an index needs most of them: all attributes count as none.`,
      );
    }
  }
};
