import type { Entity, KeyAttribute, Table } from './model.js';

const known = new WeakMap<Table, Entity>();

/**
 * The items of the gateway's own table as if the schema had a type for them, so that they can be read by key in one
 * batch with the user's. Its fields are not described: such items are read whole.
 */
export function ownItemOf(ownTable: Table): Entity {
  let entity = known.get(ownTable);
  if (entity === undefined) {
    entity = describe(ownTable);
    known.set(ownTable, entity);
  }
  return entity;
}

function describe({ name, partition, sort, ttlAttribute }: Table): Entity {
  return {
    name,
    plural: name,
    description: undefined,
    table: name,
    fields: new Map(),
    key: { partition: [part(partition)], sort: sort === undefined ? [] : [part(sort)] },
    listField: undefined,
    indexes: new Map(),
    relations: new Map(),
    ownFields: new Set(),
    marker: undefined,
    toldApartBy: 'nothing',
    version: undefined,
    ttl:
      ttlAttribute === undefined
        ? undefined
        : { field: ttlAttribute, attribute: ttlAttribute, showExpired: false, afterSeconds: undefined },
    uniqueFields: [],
    operations: new Set(),
    scan: false,
    isNode: false,
    rules: [],
    fieldRules: new Map(),
  };
}

function part({ name, type }: KeyAttribute) {
  return { attribute: name, type, template: { kind: 'field', field: name } } as const;
}
