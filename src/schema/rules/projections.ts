import { compileTables, isProjected, membersOfTables } from '../compileTables.js';
import { storedFields, type EntityDraft, type IndexDraft, type Rule } from '../drafts.js';
import { areToldApartByKey, foreignIn } from '../itemOwnership.js';

/** An index carries what every read of it must look at: when an item expires, and whose it is. */
export const projections: Rule = ({ entities }, problems) => {
  const tables = compileTables(entities.values());
  for (const [tableName, members] of membersOfTables(entities.values())) {
    const table = tables.get(tableName);
    for (const entity of members) {
      for (const index of entity.indexes) {
        const live = table?.indexes.get(index.name);
        if (table === undefined || live === undefined || !index.key.sound) continue;
        const has = (attribute: string): boolean => isProjected(table, live, attribute);
        checkExpiry(entity, index, has);
        checkMarker(entity, index, has, members);
      }
    }
  }

  function checkExpiry(entity: EntityDraft, index: IndexDraft, has: (attribute: string) => boolean): void {
    const expiry = storedFields(entity).find(({ ttl }) => ttl !== undefined && !ttl.showExpired);
    if (expiry === undefined || has(expiry.attribute)) return;
    problems.report(
      index.directive.projection?.[0]?.node ?? index.directive.node,
      `The index "${index.name}" lacks the @ttl field "${expiry.name}", so it would show expired items of ${entity.name}. Add "${expiry.name}" to its projection, or allow it: @ttl(showExpired: true).`,
    );
  }

  function checkMarker(
    entity: EntityDraft,
    index: IndexDraft,
    has: (attribute: string) => boolean,
    members: readonly EntityDraft[],
  ): void {
    const { marker } = entity;
    if (marker === undefined || has(marker.attribute)) return;
    const others = members.filter((other) => other !== entity);
    const byKey = others.length > 0 && others.every((other) => areToldApartByKey(entity, other));
    if (byKey || foreignIn(entity, index, has, others) === 'none') return;
    const field = marker.field ?? marker.attribute.replace(/\W/g, '_');
    const declare = marker.field === undefined ? `Declare it, ${field}: String, and add` : 'Add';
    problems.report(
      index.directive.projection?.[0]?.node ?? index.directive.node,
      `The index "${index.name}" lacks the marker "${marker.attribute}", by which alone items of ${entity.name} are told from others in it. ${declare} "${field}" to its projection.`,
    );
  }
};
