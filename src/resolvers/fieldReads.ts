import { nodeNames, rootFieldNames } from '../model/apiNames.js';
import { collectionOf, entityOf, typeOfSource, type Entity, type ListSource, type Model } from '../model/model.js';

/** What a field reads: items by key, or a list. */
export interface FieldRead {
  /** The types its items may have. */
  readonly entities: readonly Entity[];
  /** The indexes it may read; empty: items by key. The table itself is none. */
  readonly indexes: readonly string[];
  /** It gives a connection, of nodes of this type. */
  readonly connectionOf: string | undefined;
}

const rootReadsOfModel = new WeakMap<Model, ReadonlyMap<string, FieldRead>>();

/** The root fields that read by key or by an index, by name. Lists of a table are not among them: they have it all. */
export function rootReads(model: Model): ReadonlyMap<string, FieldRead> {
  let fields = rootReadsOfModel.get(model);
  if (fields === undefined) {
    fields = collectRootReads(model);
    rootReadsOfModel.set(model, fields);
  }
  return fields;
}

function collectRootReads(model: Model): ReadonlyMap<string, FieldRead> {
  const fields = new Map<string, FieldRead>();
  const entities = [...model.entities.values()];
  const nodes = entities.filter(({ isNode }) => isNode);
  fields.set(nodeNames.one, { entities: nodes, indexes: [], connectionOf: undefined });
  fields.set(nodeNames.many, { entities: nodes, indexes: [], connectionOf: undefined });
  for (const entity of entities) {
    const byKey: FieldRead = { entities: [entity], indexes: [], connectionOf: undefined };
    fields.set(rootFieldNames.get(entity), byKey);
    fields.set(rootFieldNames.byKeys(entity), byKey);
    for (const { lookupField } of entity.uniqueFields) if (lookupField !== undefined) fields.set(lookupField, byKey);
    const indexes = [...entity.indexes.keys()];
    if (indexes.length > 0) {
      fields.set(rootFieldNames.scan(entity), { entities: [entity], indexes, connectionOf: entity.name });
    }
    for (const { name, listField, oneField } of entity.indexes.values()) {
      if (listField !== undefined) {
        fields.set(listField, { entities: [entity], indexes: [name], connectionOf: entity.name });
      }
      if (oneField !== undefined)
        fields.set(oneField, { entities: [entity], indexes: [name], connectionOf: undefined });
    }
  }
  for (const collection of model.collections.values()) {
    const members = collection.members.map((name) => entityOf(model, name));
    if (collection.reads === 'ITEM') {
      fields.set(collection.query, { entities: members, indexes: [], connectionOf: undefined });
    } else if (collection.index !== undefined) {
      fields.set(collection.query, { entities: members, indexes: [collection.index], connectionOf: collection.name });
    }
  }
  return fields;
}

/** The same of a relation; undefined for any other field, and for a list of a table. */
export function relationRead(model: Model, typeName: string, field: string): FieldRead | undefined {
  const relation = model.entities.get(typeName)?.relations.get(field);
  if (relation === undefined) return undefined;
  if (relation.kind === 'belongsTo') {
    const entities = relation.keys.map(({ entity }) => entityOf(model, entity));
    return { entities, indexes: [], connectionOf: undefined };
  }
  const { entities, index } = readBySource(model, relation.reads);
  if (index === undefined) return undefined;
  const connectionOf = relation.kind === 'hasMany' ? typeOfSource(model, relation.reads) : undefined;
  return { entities, indexes: [index], connectionOf };
}

function readBySource(
  model: Model,
  source: ListSource,
): { readonly entities: readonly Entity[]; readonly index: string | undefined } {
  if (source.kind === 'entity') return { entities: [entityOf(model, source.entity)], index: source.index };
  const { members, index } = collectionOf(model, source.collection);
  return { entities: members.map((name) => entityOf(model, name)), index };
}
