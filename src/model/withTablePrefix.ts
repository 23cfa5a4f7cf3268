import type { Model } from './model.js';

/** The same model with `prefix` put before every table name: what TABLE_PREFIX says. */
export function withTablePrefix(model: Model, prefix: string): Model {
  if (prefix === '') return model;
  const tables = [...model.tables.values()].map((table) => ({ ...table, name: prefix + table.name }));
  const entities = [...model.entities.values()].map((entity) => ({ ...entity, table: prefix + entity.table }));
  const collections = [...model.collections].map(
    ([query, collection]) => [query, { ...collection, table: prefix + collection.table }] as const,
  );
  return {
    ...model,
    tables: new Map(tables.map((table) => [table.name, table])),
    entities: new Map(entities.map((entity) => [entity.name, entity])),
    collections: new Map(collections),
    ownTable: { ...model.ownTable, name: prefix + model.ownTable.name },
  };
}
