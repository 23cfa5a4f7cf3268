import { fieldsOfParts, leadingField } from '../model/keyTemplate.js';
import type { IndexProjection, KeyAttribute, Table, TableIndex } from '../model/model.js';
import { fieldsAskedToRead } from '../model/readRules.js';
import { fieldRulesOf, rulesOf } from './authPlaces.js';
import { isStored, sourceOf } from './compileFields.js';
import { partsOf, storedField, storedFields, type EntityDraft, type IndexDraft, type PartDraft } from './drafts.js';

/** The tables of the schema, each the union of what its types need. */
export function compileTables(entities: Iterable<EntityDraft>): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  for (const [name, members] of membersOfTables(entities)) {
    const key = members[0]?.key;
    const [partition] = key?.partition ?? [];
    const [sort] = key?.sort ?? [];
    if (partition === undefined) continue;
    const ttl = members.flatMap(storedFields).find((field) => field.ttl !== undefined);
    tables.set(name, {
      name,
      partition: attributeOf(partition),
      sort: sort && attributeOf(sort),
      indexes: compileTableIndexes(members),
      entities: members.map((member) => member.name),
      ttlAttribute: ttl?.attribute,
    });
  }
  return tables;
}

export function membersOfTables(entities: Iterable<EntityDraft>): ReadonlyMap<string, readonly EntityDraft[]> {
  const members = new Map<string, EntityDraft[]>();
  for (const entity of entities) {
    const known = members.get(entity.tableName);
    if (known === undefined) members.set(entity.tableName, [entity]);
    else known.push(entity);
  }
  return members;
}

function compileTableIndexes(members: readonly EntityDraft[]): ReadonlyMap<string, TableIndex> {
  const all = members.flatMap((entity) => entity.indexes.map((index) => ({ entity, index })));
  return new Map(
    [...new Set(all.map(({ index }) => index.name))].flatMap((name) => {
      const same = all.filter(({ index }) => index.name === name);
      const index = same[0]?.index;
      if (index === undefined || index.key.partition.length === 0) return [];
      const table: TableIndex = {
        name,
        local: index.local,
        partition: index.key.partition.map(attributeOf),
        sort: index.key.sort.map(attributeOf),
        projection: addedUp(same.map((member) => projectionOf(member.entity, member.index))),
      };
      return [[name, table] as const];
    }),
  );
}

/**
 * What a type asks of an index, less the keys, which every index has. What rules ask of an item before it is read is
 * there too: a hidden row is passed over without fetching its item.
 */
function projectionOf(entity: EntityDraft, { projectedFields, key }: IndexDraft): IndexProjection {
  if (projectedFields === undefined) return { kind: 'ALL' };
  const parts = [...partsOf(entity.key), ...partsOf(key)].map(({ part }) => part);
  const keys = new Set(parts.map(({ attribute }) => attribute));
  const shown = [...fieldsOfParts(parts), ...projectedFields];
  const rules = fieldRulesOf(entity);
  const asked = [rulesOf(entity), ...shown.map((name) => rules.get(name) ?? [])].flatMap(fieldsAskedToRead);
  // A field that leads a key of the table is asked of the key.
  const leading = new Set(partsOf(entity.key).map(({ part }) => leadingField(part.template)));
  const attributes = [...new Set([...projectedFields, ...asked.filter((name) => !leading.has(name))])]
    .flatMap((name) => attributeHolding(entity, name) ?? [])
    .filter((attribute) => !keys.has(attribute));
  return attributes.length === 0 ? { kind: 'KEYS_ONLY' } : { kind: 'INCLUDE', attributes };
}

/** A field that is not stored itself is read back from a key attribute, which the index then carries. */
function attributeHolding(entity: EntityDraft, name: string): string | undefined {
  const field = storedField(entity, name);
  if (field === undefined || isStored(entity, field)) return field?.attribute;
  return sourceOf(entity, name)?.attribute;
}

function addedUp(projections: readonly IndexProjection[]): IndexProjection {
  if (projections.some(({ kind }) => kind === 'ALL')) return { kind: 'ALL' };
  const attributes = projections.flatMap((projection) => (projection.kind === 'INCLUDE' ? projection.attributes : []));
  return attributes.length === 0 ? { kind: 'KEYS_ONLY' } : { kind: 'INCLUDE', attributes: [...new Set(attributes)] };
}

/** Whether an index carries an attribute. */
export function isProjected(table: Table, index: TableIndex, attribute: string): boolean {
  if (index.projection.kind === 'ALL') return true;
  const keys = [table.partition, table.sort, ...index.partition, ...index.sort];
  if (keys.some((key) => key?.name === attribute)) return true;
  return index.projection.kind === 'INCLUDE' && index.projection.attributes.includes(attribute);
}

export function attributeOf({ part }: PartDraft): KeyAttribute {
  return { name: part.attribute, type: part.type };
}
