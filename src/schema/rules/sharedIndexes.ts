import { membersOfTables } from '../compileTables.js';
import type { EntityDraft, IndexDraft, Rule } from '../drafts.js';
import type { Problems } from '../problems.js';
import { compareKeys } from './compareKeys.js';

interface Member {
  readonly entity: EntityDraft;
  readonly index: IndexDraft;
}

/** An index of one name in one table is one index: its types agree on its key attributes and on being local. Projections add up. */
export const sharedIndexes: Rule = ({ entities }, problems) => {
  for (const [table, members] of membersOfTables(entities.values())) {
    const first = new Map<string, Member>();
    for (const entity of members) {
      for (const index of entity.indexes) {
        const known = first.get(index.name);
        if (known === undefined) first.set(index.name, { entity, index });
        else if (known.entity !== entity) compare(table, known, { entity, index }, problems);
      }
    }
  }
};

function compare(table: string, theirs: Member, mine: Member, problems: Problems): void {
  const { index, entity } = mine;
  const other = theirs.entity.name;
  if (theirs.index.local !== index.local) {
    problems.report(
      index.directive.local?.node ?? index.directive.node,
      `The index "${index.name}" of table "${table}" is ${theirs.index.local ? 'local' : 'global'} for ${other} and ${index.local ? 'local' : 'global'} for ${entity.name}: write local: ${theirs.index.local} here, or name another index.`,
    );
  }
  compareKeys(
    sharedKeyOf(theirs),
    sharedKeyOf(mine),
    {
      of: `the index "${index.name}"`,
      kind: 'index',
      rule: 'Types that share an index have its key attributes in common',
    },
    problems,
  );
}

function sharedKeyOf({ entity, index }: Member): Parameters<typeof compareKeys>[0] {
  return { entity: entity.name, key: index.key, node: index.directive.node };
}
