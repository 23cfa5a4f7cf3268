import { OWN_TABLE } from '../../../src/model/ownTable.js';
import type { EntityIndex, Field, MapType } from '../../../src/model/model.js';
import type { Entity, Model } from '../../../src/model/model.js';
import type { ListValueType, ScalarStorage, ScalarType, ValueType } from '../../../src/model/valueType.js';

const NATURAL_STORAGE: Readonly<Record<string, ScalarStorage>> = {
  Int: 'N',
  Float: 'N',
  BigInt: 'N',
  Decimal: 'N',
  Boolean: 'BOOL',
  Bytes: 'B',
  JSON: 'DOCUMENT',
};

export function scalar(name: string, storage: ScalarStorage = NATURAL_STORAGE[name] ?? 'S'): ScalarType {
  return { kind: 'scalar', scalar: name, storage };
}

export function listOf(of: ValueType, facts: Partial<ListValueType> = {}): ListValueType {
  return { kind: 'list', of, ofRequired: true, storage: 'L', ...facts };
}

export function field(name: string, type: ValueType, facts: Partial<Field> = {}): Field {
  return {
    name,
    description: undefined,
    attribute: name,
    stored: true,
    type,
    required: false,
    source: undefined,
    inPrimaryKey: false,
    generated: undefined,
    defaultValue: undefined,
    immutable: false,
    readOnly: false,
    template: undefined,
    ...facts,
  };
}

export function mapOf(name: string, fields: readonly Field[]): MapType {
  return { name, fields: byName(fields) };
}

/** An entity of a table whose partition key is the attribute `pk`, holding the field `id`. */
export function entity(name: string, fields: readonly Field[], facts: Partial<Entity> = {}): Entity {
  return {
    name,
    plural: `${name.toLowerCase()}s`,
    description: undefined,
    table: 'Table',
    fields: byName(fields),
    key: { partition: [{ attribute: 'pk', type: 'S', template: { kind: 'field', field: 'id' } }], sort: [] },
    listField: undefined,
    indexes: new Map<string, EntityIndex>(),
    relations: new Map(),
    ownFields: new Set(),
    marker: undefined,
    toldApartBy: 'nothing',
    version: undefined,
    ttl: undefined,
    uniqueFields: [],
    operations: new Set(),
    scan: false,
    isNode: false,
    rules: [],
    fieldRules: new Map(),
    ...facts,
  };
}

export function model(entities: readonly Entity[], maps: readonly MapType[] = []): Model {
  return {
    tables: new Map(),
    entities: byName(entities),
    maps: byName(maps),
    collections: new Map(),
    isRestricted: false,
    rootRules: new Map(),
    ownTable: OWN_TABLE,
  };
}

function byName<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}
