import { OWN_TABLE } from '../../../src/model/ownTable.js';
import type { KeyAttributeType } from '../../../src/model/attributeValue.js';
import type { KeyPart, KeySchema, Segment } from '../../../src/model/keyTemplate.js';
import {
  API_OPERATIONS,
  type Collection,
  type Entity,
  type EntityIndex,
  type Field,
  type MapType,
  type ListSource,
  type Model,
} from '../../../src/model/model.js';
import type {
  ListValueType,
  MapValueType,
  ScalarStorage,
  ScalarType,
  ValueType,
} from '../../../src/model/valueType.js';

/** Hand-made models: a test of the API says exactly which model it is the API of. */

const STORAGE: Readonly<Record<string, ScalarStorage>> = {
  Int: 'N',
  Float: 'N',
  BigInt: 'N',
  Decimal: 'N',
  Boolean: 'BOOL',
  Bytes: 'B',
  JSON: 'DOCUMENT',
};

export function scalar(name: string, storage: ScalarStorage = STORAGE[name] ?? 'S'): ScalarType {
  return { kind: 'scalar', scalar: name, storage };
}

export function map(name: string): MapValueType {
  return { kind: 'map', map: name };
}

export function list(of: ValueType, storage: ListValueType['storage'] = 'L'): ListValueType {
  return { kind: 'list', of, ofRequired: true, storage };
}

/** `'String!'` is a required String; a ValueType is taken as it is and is optional. */
export function field(name: string, type: string | ValueType, more: Partial<Field> = {}): Field {
  const required = typeof type === 'string' && type.endsWith('!');
  return {
    name,
    description: undefined,
    attribute: name,
    stored: true,
    type: typeof type === 'string' ? scalar(type.replace('!', '')) : type,
    required,
    source: undefined,
    inPrimaryKey: false,
    generated: undefined,
    defaultValue: undefined,
    immutable: false,
    readOnly: false,
    template: undefined,
    ...more,
  };
}

/** `'price'` is a plain field, `'SK = DAY#{day}#{score:04}'` a template, `{shard(10)}` spreads. */
export function part(key: string, type: KeyAttributeType = 'S'): KeyPart {
  const [attribute, source] = key.split(' = ');
  if (attribute === undefined || source === undefined) {
    return { attribute: key, type, template: { kind: 'field', field: key } };
  }
  const segments = source
    .split(/(\{[^}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece): Segment => {
      const [, count] = /^\{shard\((\d+)\)\}$/.exec(piece) ?? [];
      if (count !== undefined) return { kind: 'shard', count: Number(count) };
      const [, name, width] = /^\{([^:}]*)(?::0(\d+))?\}$/.exec(piece) ?? [];
      if (name === undefined) return { kind: 'literal', text: piece };
      return width === undefined
        ? { kind: 'field', field: name }
        : { kind: 'field', field: name, width: Number(width) };
    });
  return { attribute, type, template: { kind: 'text', source, segments } };
}

type Parts = string | KeyPart | readonly (string | KeyPart)[];

/** A list is a key of several attributes. */
export function key(partition: Parts, sort: Parts = []): KeySchema {
  const all = (given: Parts) =>
    [given].flat().map((one: string | KeyPart) => (typeof one === 'string' ? part(one) : one));
  return { partition: all(partition), sort: all(sort) };
}

export function index(name: string, schema: KeySchema, more: Partial<EntityIndex> = {}): EntityIndex {
  return {
    name,
    local: false,
    key: schema,
    projection: { kind: 'ALL' },
    listField: undefined,
    oneField: undefined,
    foreign: 'none',
    ...more,
  };
}

type EntityParts = Partial<Omit<Entity, 'fields' | 'indexes'>> & {
  readonly key: KeySchema;
  readonly fields: readonly Field[];
  readonly indexes?: readonly EntityIndex[];
};

export function entity(name: string, parts: EntityParts): Entity {
  return {
    name,
    plural: `${name.charAt(0).toLowerCase()}${name.slice(1)}s`,
    description: undefined,
    table: `${name}s`,
    listField: undefined,
    relations: new Map(),
    ownFields: new Set(),
    marker: undefined,
    toldApartBy: 'nothing',
    uniqueFields: [],
    version: undefined,
    ttl: undefined,
    operations: new Set(API_OPERATIONS),
    scan: false,
    isNode: false,
    rules: [],
    fieldRules: new Map(),
    ...parts,
    fields: new Map(parts.fields.map((one) => [one.name, one])),
    indexes: new Map((parts.indexes ?? []).map((one) => [one.name, one])),
  };
}

/** What a relation reads: the list of an entity's table, or of its index. */
export function listOf(entity: string, index?: string): ListSource {
  return { kind: 'entity', entity, index };
}

type CollectionParts = Pick<Collection, 'name' | 'query' | 'members'> &
  Partial<Omit<Collection, 'fields' | 'partitionFields' | 'partition'>> & {
    readonly partition?: Parts;
    readonly partitionFields?: readonly Field[];
    readonly fields?: readonly Field[];
  };

/** Of the table `Shop`, one partition unless it `reads` otherwise. */
export function collection(parts: CollectionParts): Collection {
  const { partition, partitionFields = [], fields = [] } = parts;
  return {
    description: undefined,
    table: 'Shop',
    index: undefined,
    reads: 'PARTITION',
    sort: [],
    ...parts,
    partition: partition === undefined ? [] : key(partition).partition,
    partitionFields: new Map(partitionFields.map((one) => [one.name, one])),
    fields: new Map(fields.map((one) => [one.name, one])),
  };
}

export function model(
  entities: readonly Entity[],
  maps: readonly MapType[] = [],
  collections: readonly Collection[] = [],
): Model {
  return {
    tables: new Map(),
    entities: new Map(entities.map((one) => [one.name, one])),
    maps: new Map(maps.map((one) => [one.name, one])),
    collections: new Map(collections.map((one) => [one.query, one])),
    ownTable: OWN_TABLE,
    isRestricted: false,
    rootRules: new Map(),
  };
}
