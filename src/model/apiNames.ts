import type { KeyOperator } from './listArguments.js';
import type { Entity } from './model.js';
import { TEXT_SCALARS } from './valueType.js';

/** The names of the served API, each made in one place: SDL, resolvers and generated types agree because they ask here. */

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Root field names of an entity. Lists carry their own names in the model (`listField`, `oneField`). */
export const rootFieldNames = {
  get: (entity: Pick<Entity, 'name' | 'plural'>) => uncapitalised(entity.name),
  byKeys: (entity: Pick<Entity, 'name' | 'plural'>) => `${entity.plural}ByKeys`,
  scan: (entity: Pick<Entity, 'name' | 'plural'>) => `scan${capitalised(entity.plural)}`,
  create: (entity: Pick<Entity, 'name' | 'plural'>) => `create${entity.name}`,
  put: (entity: Pick<Entity, 'name' | 'plural'>) => `put${entity.name}`,
  update: (entity: Pick<Entity, 'name' | 'plural'>) => `update${entity.name}`,
  delete: (entity: Pick<Entity, 'name' | 'plural'>) => `delete${entity.name}`,
  check: (entity: Pick<Entity, 'name' | 'plural'>) => `check${entity.name}`,
  batchWrite: (entity: Pick<Entity, 'name' | 'plural'>) => `batchWrite${capitalised(entity.plural)}`,
  changed: (entity: Pick<Entity, 'name' | 'plural'>) => `${uncapitalised(entity.name)}Changed`,
  changes: (entity: Pick<Entity, 'name' | 'plural'>) => `${uncapitalised(entity.name)}Changes`,
} as const;

/** The root field for writes of any types in one transaction. */
export const transactWriteField = 'transactWrite';

/**
 * Type names derived from an object type's name; `filter`, `setInput` and `createInput` exist for maps too, and
 * `filter`, `connection`, `edge` and `typeEnum` for unions and interfaces with `@collection`.
 */
export const typeNames = {
  key: (name: string) => `${name}Key`,
  filter: (name: string) => `${name}Filter`,
  connection: (name: string) => `${name}Connection`,
  edge: (name: string) => `${name}Edge`,
  createInput: (name: string) => `${name}CreateInput`,
  setInput: (name: string) => `${name}SetInput`,
  addInput: (name: string) => `${name}AddInput`,
  removeInput: (name: string) => `${name}RemoveInput`,
  appendInput: (name: string) => `${name}AppendInput`,
  payload: (name: string) => `${name}Payload`,
  conflict: (name: string) => `${name}Conflict`,
  batchPayload: (name: string) => `${name}BatchPayload`,
  batchResult: (name: string) => `${name}BatchResult`,
  transactWrite: (name: string) => `${name}TransactWrite`,
  transactCreate: (name: string) => `${name}TransactCreate`,
  transactPut: (name: string) => `${name}TransactPut`,
  transactUpdate: (name: string) => `${name}TransactUpdate`,
  transactDelete: (name: string) => `${name}TransactDelete`,
  transactCheck: (name: string) => `${name}TransactCheck`,
  change: (name: string) => `${name}Change`,
  changeConnection: (name: string) => `${name}ChangeConnection`,
  changeEdge: (name: string) => `${name}ChangeEdge`,
  indexEnum: (name: string) => `${name}Index`,
  /** Of a union or interface with `@collection`: the names of the types it may hold. */
  typeEnum: (name: string) => `${name}Type`,
  /** Of a scalar or enum: `StringKeyCondition`, and the narrower ones that `keyConditionName` chooses from. */
  keyCondition: (scalar: string) => `${scalar}KeyCondition`,
  rangeCondition: (scalar: string) => `${scalar}RangeCondition`,
  prefixCondition: (scalar: string) => `${scalar}PrefixCondition`,
  equalityCondition: (scalar: string) => `${scalar}EqualityCondition`,
  /** Of a scalar that a field stores in another form than usual: a DateTime as a number, an Int as text. */
  rangeFilter: (scalar: string) => `${scalar}RangeFilter`,
  equalityFilter: (scalar: string) => `${scalar}EqualityFilter`,
  /** Of a list of scalars, enums or maps: `StringListFilter`. */
  listFilter: (element: string) => `${element}ListFilter`,
} as const;

/** Types that every API has where it needs them. */
export const sharedTypeNames = {
  pageInfo: 'PageInfo',
  sortOrder: 'SortOrder',
  conflict: 'Conflict',
  conflictReason: 'ConflictReason',
  batchStatus: 'BatchStatus',
  batchError: 'BatchError',
  transactWriteItem: 'TransactWriteItem',
  transactWritePayload: 'TransactWritePayload',
  transactWriteResult: 'TransactWriteResult',
  changeKind: 'ChangeKind',
  /** Ends as no made name does: a map of the user's called Size has a SizeFilter. */
  sizeTest: 'SizeTest',
} as const;

/** Relay's global identification: the interface and its field, and the root fields that read by it. */
export const nodeNames = { type: 'Node', id: 'id', one: 'node', many: 'nodes' } as const;

/** The property that holds an item or is about one, of a payload, a change or an action of a transaction: `product`. */
export function itemFieldName(entity: Entity): string {
  return uncapitalised(entity.name);
}

/**
 * Of a scalar or enum, by what the key can be asked: `StringKeyCondition` takes all that the
 * scalar can, `StringPrefixCondition` eq and beginsWith, `StatusEqualityCondition` eq alone, and
 * `DateTimeRangeCondition` is of a text scalar that is stored as a number and so has no beginsWith.
 */
export function keyConditionName(scalar: string, operators: readonly KeyOperator[]): string {
  const ranges = operators.includes('between');
  const starts = operators.includes('beginsWith');
  if (!ranges) return starts ? typeNames.prefixCondition(scalar) : typeNames.equalityCondition(scalar);
  return TEXT_SCALARS.has(scalar) && !starts ? typeNames.rangeCondition(scalar) : typeNames.keyCondition(scalar);
}

/** `ordersByCustomerIdAndDay` from the plural and the partition's fields. */
export function listFieldName(plural: string, partitionFields: readonly string[]): string {
  return `${plural}By${partitionFields.map(capitalised).join('And')}`;
}

/** `orderChangedByStatus`, from the fields of an index's partition. */
export function changedByFieldName(type: string, partitionFields: readonly string[]): string {
  return listFieldName(`${uncapitalised(type)}Changed`, partitionFields);
}

/** `customerByEmail`: the root field that serves the item which has a `@unique` value. */
export function uniqueFieldName(type: string, field: string): string {
  return `${uncapitalised(type)}By${capitalised(field)}`;
}

/** A DynamoDB name as a GraphQL enum value: characters and words that GraphQL refuses get a `_`. */
export function enumValueName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^__+/, '_');
  return /^(?:[0-9].*|true|false|null)$/.test(plain) ? `_${plain}` : plain;
}
