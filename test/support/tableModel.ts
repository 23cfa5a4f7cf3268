import { OWN_TABLE } from '../../src/model/ownTable.js';
import type { KeyAttribute, Model, Table, TableIndex } from '../../src/model/model.js';

/** `'productId'` or `'price:N'` as a key attribute. */
export function attribute(text: string): KeyAttribute {
  const [name = '', type = 'S'] = text.split(':');
  return { name, type: type as KeyAttribute['type'] };
}

export function index(name: string, partition: string, sort?: string, more: Partial<TableIndex> = {}): TableIndex {
  return {
    name,
    local: false,
    partition: [attribute(partition)],
    sort: sort === undefined ? [] : [attribute(sort)],
    projection: { kind: 'ALL' },
    ...more,
  };
}

export function table(
  name: string,
  [partition, sort]: readonly [string, string?],
  { indexes = [], ttlAttribute }: { indexes?: readonly TableIndex[]; ttlAttribute?: string } = {},
): Table {
  return {
    name,
    partition: attribute(partition),
    sort: sort === undefined ? undefined : attribute(sort),
    indexes: new Map(indexes.map((one) => [one.name, one])),
    entities: [],
    ttlAttribute,
  };
}

/** Its own table is beside the first: tests that run side by side share none. */
export function modelOf(...tables: readonly Table[]): Model {
  return {
    tables: new Map(tables.map((one) => [one.name, one])),
    entities: new Map(),
    maps: new Map(),
    collections: new Map(),
    isRestricted: false,
    rootRules: new Map(),
    ownTable: { ...OWN_TABLE, name: `${tables[0]?.name ?? ''}-own` },
  };
}
