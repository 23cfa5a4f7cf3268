import { compileTables, isProjected, membersOfTables } from '../compileTables.js';
import type { CollectionDraft, EntityDraft, IndexDraft, KeyDraft, Rule, SchemaDraft } from '../drafts.js';
import { isIn, isToldOnlyByMarker, meets, meetsInPartition } from '../itemOwnership.js';
import type { Located, Problems } from '../problems.js';

/** An index carries what every item of it is asked for before anything else: whose it is. Other things can be fetched. */
export const projections: Rule = (draft, problems) => {
  const lacks = lackingMarker(draft);
  for (const entity of draft.entities.values()) {
    for (const index of entity.indexes) {
      const isRead = (other: EntityDraft): boolean =>
        entity.table.scan ? isIn(index.key, other) : meets(entity, index.key, other);
      if (!index.key.sound || !lacks(entity, index.name, index.key, isRead)) continue;
      report(index.directive.projection?.[0]?.node ?? index.directive.node, index, entity, 'it', problems);
    }
  }
  for (const collection of draft.collections) {
    for (const { entity, key } of collection.members) {
      const index = entity.indexes.find(({ name }) => name === collection.index);
      if (index === undefined || !lacks(entity, index.name, key, (other) => isReadBy(collection, entity, key, other))) {
        continue;
      }
      const what = `the collection "${collection.query}"`;
      report(collection.directive.index?.node ?? collection.directive.node, index, entity, what, problems);
    }
  }
};

type LacksMarker = (
  entity: EntityDraft,
  index: string,
  key: KeyDraft,
  isRead: (other: EntityDraft) => boolean,
) => boolean;

function lackingMarker({ entities }: SchemaDraft): LacksMarker {
  const tables = compileTables(entities.values());
  const members = membersOfTables(entities.values());
  return (entity, name, key, isRead) => {
    const table = tables.get(entity.tableName);
    const index = table?.indexes.get(name);
    if (table === undefined || index === undefined || entity.marker === undefined) return false;
    if (isProjected(table, index, entity.marker.attribute)) return false;
    const others = (members.get(entity.tableName) ?? []).filter((other) => other !== entity);
    return isToldOnlyByMarker(entity, key, others, isRead);
  };
}

/** A collection reads whole partitions, or the whole index, where a type's own list keeps to its range. */
function isReadBy({ reads }: CollectionDraft, entity: EntityDraft, key: KeyDraft, other: EntityDraft): boolean {
  return reads === 'ALL' ? isIn(key, other) : meetsInPartition(entity, key, other);
}

function report(at: Located, index: IndexDraft, entity: EntityDraft, where: string, problems: Problems): void {
  const { marker, name } = entity;
  if (marker === undefined) return;
  const field = marker.field ?? marker.attribute.replace(/\W/g, '_');
  const declare = marker.field === undefined ? `Declare it, ${field}: String, and add` : 'Add';
  problems.report(
    at,
    `The index "${index.name}" lacks the marker "${marker.attribute}", by which alone items of ${name} are told from others in ${where}. ${declare} "${field}" to its projection.`,
  );
}
