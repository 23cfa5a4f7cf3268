import { membersOfTables } from '../compileTables.js';
import { partsOf, type EntityDraft, type PartDraft, type Rule } from '../drafts.js';
import { areToldApartByKey, areToldApartByMarker } from '../itemOwnership.js';

/** Every item of a table belongs to one type: by the constants in its key, or by its marker. */
export const toldApart: Rule = ({ entities }, problems) => {
  for (const [table, members] of membersOfTables(entities.values())) {
    for (const [at, entity] of members.entries()) {
      for (const other of members.slice(0, at)) {
        if (!entity.key.sound || !other.key.sound || !haveOneKey(entity, other)) continue;
        if (areToldApartByKey(entity, other) || areToldApartByMarker(entity.marker, other.marker)) continue;
        problems.report(
          entity.table.type?.node ?? entity.table.node,
          `${entity.name} and ${other.name} cannot be told apart in table "${table}": ${keyText(entity)} can be the key of ${keyText(other)} too. ${wayOut(entity, other)}`,
        );
      }
    }
  }
};

function haveOneKey(a: EntityDraft, b: EntityDraft): boolean {
  return isSame(a.key.partition, b.key.partition) && isSame(a.key.sort, b.key.sort);
}

function isSame([a]: readonly PartDraft[], [b]: readonly PartDraft[]): boolean {
  return a?.part.attribute === b?.part.attribute && a?.part.type === b?.part.type;
}

function keyText(entity: EntityDraft): string {
  const parts = partsOf(entity.key).map(({ part: { attribute, template } }) =>
    template.kind === 'field' ? `"${attribute}"` : `"${attribute} = ${template.source}"`,
  );
  return `${entity.name}'s ${parts.join(', ')}`;
}

function wayOut({ marker, name }: EntityDraft, other: EntityDraft): string {
  if (marker !== undefined && other.marker !== undefined) {
    return marker.attribute === other.marker.attribute
      ? `Both are marked "${marker.attribute} = ${marker.value}": give each a value of its own.`
      : `Their markers are different attributes, "${other.marker.attribute}" and "${marker.attribute}": use one for both.`;
  }
  const attribute = (marker ?? other.marker)?.attribute ?? 'entity';
  const needed = [
    ...(other.marker === undefined ? [`type: "${attribute} = ${other.name}" on ${other.name}`] : []),
    ...(marker === undefined ? [`type: "${attribute} = ${name}" on ${name}`] : []),
  ];
  return `Give their keys different constants, or mark the items: ${needed.join(' and ')}.`;
}
