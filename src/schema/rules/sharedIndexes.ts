import { membersOfTables } from '../compileTables.js';
import type { EntityDraft, IndexDraft, PartDraft, Rule } from '../drafts.js';
import type { Problems } from '../problems.js';

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
  if (!theirs.index.key.sound || !index.key.sound) return;
  for (const role of ['partition', 'sort'] as const) {
    const [before, here] = [theirs.index.key[role], index.key[role]];
    if (before?.part.attribute === here?.part.attribute) continue;
    problems.report(
      here?.node ?? index.directive.node,
      `${entity.name} gives the index "${index.name}" ${keyText(role, here)}, and ${other} gives it ${keyText(role, before)}. Types that share an index have its key attributes in common${advice(role, before)}.`,
    );
  }
}

function keyText(role: string, part: PartDraft | undefined): string {
  return part === undefined ? `no ${role} key` : `the ${role} key "${part.part.attribute}"`;
}

function advice(role: string, before: PartDraft | undefined): string {
  if (before === undefined) return `: leave out "${role}", or name another index`;
  const { attribute, template } = before.part;
  return template.kind === 'field'
    ? `: store a field in "${attribute}", or name another index`
    : `: write ${role}: "${attribute} = ...", or name another index`;
}
