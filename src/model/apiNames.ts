import type { Entity } from './model.js';

/** The names of the served API, each made in one place: SDL, resolvers and generated types agree because they ask here. */

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Root field names of an entity. Lists carry their own names in the model (`listField`, `oneField`). */
export const rootFieldNames = {
  get: (entity: Entity) => uncapitalised(entity.name),
  byKeys: (entity: Entity) => `${entity.plural}ByKeys`,
  scan: (entity: Entity) => `scan${capitalised(entity.plural)}`,
  create: (entity: Entity) => `create${entity.name}`,
  put: (entity: Entity) => `put${entity.name}`,
  update: (entity: Entity) => `update${entity.name}`,
  delete: (entity: Entity) => `delete${entity.name}`,
  changed: (entity: Entity) => `${uncapitalised(entity.name)}Changed`,
} as const;

/** Type names derived from an object type's name; `filter`, `setInput` and `createInput` exist for maps too. */
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
  change: (name: string) => `${name}Change`,
  indexEnum: (name: string) => `${name}Index`,
  /** Of a scalar or enum: `StringKeyCondition`. */
  keyCondition: (scalar: string) => `${scalar}KeyCondition`,
  /** Of a list of scalars, enums or maps: `StringListFilter`. */
  listFilter: (element: string) => `${element}ListFilter`,
} as const;

/** `ordersByCustomerIdAndDay` from the plural and the partition's fields. */
export function listFieldName(plural: string, partitionFields: readonly string[]): string {
  return `${plural}By${partitionFields.map(capitalised).join('And')}`;
}

/** A DynamoDB name as a GraphQL enum value: characters that GraphQL refuses become `_`. */
export function enumValueName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[0-9]/.test(plain) ? `_${plain}` : plain;
}
