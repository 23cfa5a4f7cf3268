import type { KeyAttributeType } from './attributeValue.js';
import type { AuthRule } from './auth.js';
import { fieldsOfParts, partsOfKey, type KeyPart, type KeySchema, type KeyTemplate } from './keyTemplate.js';
import type { ValueType } from './valueType.js';

/**
 * A compiled schema: what `schema.graphql` says about items and where they
 * live, with every inference made and every rule checked. Plain data; nothing
 * in it knows GraphQL's AST or DynamoDB's client.
 */
export interface Model {
  /** By the name the schema gives them, without TABLE_PREFIX. */
  readonly tables: ReadonlyMap<string, Table>;
  /** By type name, in the order of the schema. */
  readonly entities: ReadonlyMap<string, Entity>;
  /** Object types without `@table` that entities hold, by type name. */
  readonly maps: ReadonlyMap<string, MapType>;
  /** By the root field that serves each, in the order of the schema. */
  readonly collections: ReadonlyMap<string, Collection>;
  /** The table of the gateway's own items: unique markers and transaction tokens. */
  readonly ownTable: Table;
  /** The schema has `@auth` somewhere: then a type without a rule is denied. */
  readonly isRestricted: boolean;
  /** Of the user's own root fields, as `Query.topSellers`, with the root type's own name. In a restricted schema one without rules is denied. */
  readonly rootRules: ReadonlyMap<string, readonly AuthRule[]>;
}

/** A DynamoDB table: the union of what its entities need. */
export interface Table {
  readonly name: string;
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
  readonly indexes: ReadonlyMap<string, TableIndex>;
  /** Names of the entities that live here, in the order of the schema. */
  readonly entities: readonly string[];
  /** Attribute that DynamoDB's TTL deletes by. */
  readonly ttlAttribute: string | undefined;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyAttributeType;
}

export interface TableIndex {
  readonly name: string;
  readonly local: boolean;
  readonly partition: readonly KeyAttribute[];
  readonly sort: readonly KeyAttribute[];
  readonly projection: IndexProjection;
}

/** `INCLUDE` lists the non-key attributes; the keys of the table and of the index are always there. */
export type IndexProjection =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'KEYS_ONLY' }
  | { readonly kind: 'INCLUDE'; readonly attributes: readonly string[] };

/** An object type with `@table`. */
export interface Entity {
  readonly name: string;
  /** `products`: the plural with a small first letter. */
  readonly plural: string;
  readonly description: string | undefined;
  readonly table: string;
  /** What is stored or parsed back from keys, by GraphQL name, in the order of the schema. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly key: KeySchema;
  /** The primary key's list field (`ordersByCustomerId`), or undefined where nothing is left to range over. */
  readonly listField: string | undefined;
  readonly indexes: ReadonlyMap<string, EntityIndex>;
  readonly relations: ReadonlyMap<string, Relation>;
  /** Fields that are neither stored nor relations: the user's own, each needs a resolver. */
  readonly ownFields: ReadonlySet<string>;
  readonly marker: TypeMarker | undefined;
  /** How an item of this type is told from other types' items in its table. */
  readonly toldApartBy: 'nothing' | 'key' | 'marker';
  /** Name of the `@version` field. */
  readonly version: string | undefined;
  readonly ttl: Ttl | undefined;
  /** The `@unique` fields, in the order of the schema. */
  readonly uniqueFields: readonly UniqueField[];
  readonly operations: ReadonlySet<ApiOperation>;
  readonly scan: boolean;
  /** It implements `Node`: its `id` is made of its type and primary key, and is no stored field. */
  readonly isNode: boolean;
  /** `@auth` of the type; empty where it has none. */
  readonly rules: readonly AuthRule[];
  /** `@auth` of its fields by name: stored ones, relations and the user's own. They hold beside the type's. */
  readonly fieldRules: ReadonlyMap<string, readonly AuthRule[]>;
  /** `@cost` of the type, and of its fields by name; absent where the schema gives none. */
  readonly cost?: { readonly item: CostHint | undefined; readonly fields: ReadonlyMap<string, CostHint> };
}

/** What to expect, for estimates. */
export interface CostHint {
  readonly itemBytes?: number;
  readonly itemsPerPartition?: number;
}

/** `type: "entity = Order"`: the stored attribute that says which type an item has. */
export interface TypeMarker {
  readonly attribute: string;
  readonly value: string;
  /** The field that shows the marker, when the schema declares one. */
  readonly field: string | undefined;
}

/** The `@ttl` field. An item whose attribute lies in the past is absent unless `showExpired`. */
export interface Ttl {
  readonly field: string;
  readonly attribute: string;
  readonly showExpired: boolean;
  /** `after`: how long an item lives that is stored without a time of its own. */
  readonly afterSeconds: number | undefined;
}

/** A `@unique` field: a required or nullable scalar or enum, stored in an attribute of its own. */
export interface UniqueField {
  readonly field: string;
  /** Root field that serves the item which has a value (`customerByEmail`); undefined where `operations` leaves out `GET`. */
  readonly lookupField: string | undefined;
}

export interface EntityIndex {
  readonly name: string;
  readonly local: boolean;
  readonly key: KeySchema;
  readonly projection: IndexProjection;
  /** Root field that lists it as a connection. */
  readonly listField: string | undefined;
  /** Root field that serves its first item, where the index says `one: true`. */
  readonly oneField: string | undefined;
  /**
   * What may stand in the same partition and range beside this type's items:
   * `none`, items told apart by their `marker` (its equality is sent as the one
   * filter), or items told apart only by their table `key` (dropped by the gateway).
   */
  readonly foreign: 'none' | 'marker' | 'key';
}

export type Generator = 'ULID' | 'UUID' | 'CREATED_AT' | 'UPDATED_AT';

export type ApiOperation =
  'GET' | 'BATCH_GET' | 'QUERY' | 'CREATE' | 'PUT' | 'UPDATE' | 'DELETE' | 'CHECK' | 'BATCH_WRITE' | 'SUBSCRIBE';

export const API_OPERATIONS: readonly ApiOperation[] = [
  'GET',
  'BATCH_GET',
  'QUERY',
  'CREATE',
  'PUT',
  'UPDATE',
  'DELETE',
  'CHECK',
  'BATCH_WRITE',
  'SUBSCRIBE',
];

/** Those that may stand in a transaction: a type that serves one of them is in `transactWrite`. */
export const TRANSACTED_OPERATIONS: readonly ApiOperation[] = ['CREATE', 'PUT', 'UPDATE', 'DELETE', 'CHECK'];

/** A stored field of an entity or of a map. */
export interface Field {
  readonly name: string;
  readonly description: string | undefined;
  /** Attribute name it is stored under; for a field that is not stored, the name it would have. */
  readonly attribute: string;
  /** False: it exists only inside key attributes, and is parsed back from `source`. */
  readonly stored: boolean;
  readonly type: ValueType;
  /** `!` in the schema. */
  readonly required: boolean;
  /** A key attribute the field can be read back from when its own attribute is absent. */
  readonly source: FieldSource | undefined;
  /** Part of the primary key: never changes. */
  readonly inPrimaryKey: boolean;
  readonly generated: Generator | undefined;
  /** `@default(value:)` as a coerced GraphQL input value (an enum's name, a number, a list ...). */
  readonly defaultValue: unknown;
  readonly immutable: boolean;
  /** Not in any input: `@readOnly`, `@version`, `@attribute(template:)`, CREATED_AT, UPDATED_AT and marker fields. */
  readonly readOnly: boolean;
  /** `@attribute(template:)`: computed from other fields on every write. */
  readonly template: KeyTemplate | undefined;
}

/** A key attribute (of the table or an index) and the template it was rendered with. */
export interface FieldSource {
  readonly attribute: string;
  readonly template: KeyTemplate;
}

/** An object type without `@table`, stored as `M`. */
export interface MapType {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

/**
 * `@collection`: the items of several types that stand in one partition of a table or index (or in all of it), read
 * together. A union or interface may have several.
 */
export interface Collection {
  /** Name of the union or interface. */
  readonly name: string;
  /** Name of the root field. */
  readonly query: string;
  readonly description: string | undefined;
  readonly table: string;
  /** Undefined: the table. */
  readonly index: string | undefined;
  /** Names of the types it may hold, all of this table, in the order of the schema. */
  readonly members: readonly string[];
  /**
   * `ITEM`: the partition is the whole primary key, which serves one nullable item.
   * `PARTITION`: one partition as a connection. `ALL`: the whole table or index as a connection.
   */
  readonly reads: 'ITEM' | 'PARTITION' | 'ALL';
  /** The partition, in the names of its arguments; empty for `ALL`. */
  readonly partition: readonly KeyPart[];
  /** What the arguments are, as the members have them, by argument name. */
  readonly partitionFields: ReadonlyMap<string, Field>;
  /** The stored sort key: empty where there is none, and for `ALL`. */
  readonly sort: readonly KeyAttribute[];
  /** Fields that every member stores alike (name, type and attribute): what `filter` may name. */
  readonly fields: ReadonlyMap<string, Field>;
}

export type Relation = BelongsTo | HasOne | HasMany;

/** This item holds the other's whole primary key: one item, batched. */
export interface BelongsTo {
  readonly kind: 'belongsTo';
  readonly field: string;
  /** The field's type: an entity, or a union or interface of entities. */
  readonly target: string;
  /** The key of each type the target may be, in the order of the schema; the first that is stored is the one. */
  readonly keys: readonly RelatedKey[];
}

export interface RelatedKey {
  readonly entity: string;
  /** The entity's primary key fields -> fields of this type. */
  readonly with: ReadonlyMap<string, string>;
}

/** This item holds a partition of the target's table or index, whose first item is the one. */
export interface HasOne {
  readonly kind: 'hasOne';
  readonly field: string;
  readonly reads: ListSource;
  /** As `HasMany.with`. */
  readonly with: ReadonlyMap<string, string>;
}

/** This item holds a partition of the target's table or index: a connection. */
export interface HasMany {
  readonly kind: 'hasMany';
  readonly field: string;
  readonly reads: ListSource;
  /** The target's partition fields (and leading sort fields given here) -> fields of this type. */
  readonly with: ReadonlyMap<string, string>;
}

/** What a list reads: a type's table or index, or a collection. */
export type ListSource =
  | { readonly kind: 'entity'; readonly entity: string; readonly index: string | undefined }
  /** By its root field, as in `Model.collections`. */
  | { readonly kind: 'collection'; readonly collection: string };

/** The key schema that a list reads: the index's, or the table's own. */
export function keyOf(entity: Entity, index: string | undefined): KeySchema {
  return index === undefined ? entity.key : indexOf(entity, index).key;
}

/** The names of the primary key's fields, partition first. */
export function keyFieldsOf(entity: Pick<Entity, 'key'>): readonly string[] {
  return fieldsOfParts(partsOfKey(entity.key));
}

export function indexOf(entity: Entity, name: string): EntityIndex {
  const index = entity.indexes.get(name);
  if (index === undefined) throw new Error(`${entity.name} has no index "${name}".`);
  return index;
}

export function entityOf(model: Pick<Model, 'entities'>, name: string): Entity {
  const entity = model.entities.get(name);
  if (entity === undefined) throw new Error(`The model has no entity "${name}".`);
  return entity;
}

export function fieldOf<F extends Pick<Field, 'type'> = Field>(
  of: { readonly name: string; readonly fields: ReadonlyMap<string, F> },
  name: string,
): F {
  const field = of.fields.get(name);
  if (field === undefined) throw new Error(`${of.name} has no stored field "${name}".`);
  return field;
}

export function collectionOf(model: Model, query: string): Collection {
  const collection = model.collections.get(query);
  if (collection === undefined) throw new Error(`The model has no collection "${query}".`);
  return collection;
}

/** The type that a list's items have, as the schema calls it: an entity, union or interface. */
export function typeOfSource(model: Model, source: ListSource): string {
  return source.kind === 'entity' ? source.entity : collectionOf(model, source.collection).name;
}
