import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { fieldsOfParts, fieldsOfTemplate, partsOfKey, shardCountOf } from '../../model/keyTemplate.js';
import type { Entity, Field, Model } from '../../model/model.js';
import { byFieldName } from './byFieldName.js';
import { assertIndexKeysFit } from '../keys/assertIndexKeysFit.js';
import { keyValue, primaryKey } from '../keys/itemKey.js';
import { renderTemplate } from '../keys/keyText.js';
import { shardOf } from '../keys/shardOf.js';
import { encodeArgument } from '../values/encodeValue.js';

type Values = Readonly<Record<string, unknown>>;
type ArgumentPath = readonly (string | number)[];

/** Where the values that nobody gives come from; injected, so that plans are pure. */
export interface Generators {
  /** The moment of the request. */
  readonly now: Date;
  readonly newId: (kind: 'ULID' | 'UUID') => string;
}

/**
 * The values of a new item: the input, completed with defaults and generated values.
 *
 * @param input  Coerced create input, by field name.
 * @param argument  Path of the argument that is the input, for errors.
 * @throws {GatewayError} `BAD_USER_INPUT` for null in a required field.
 */
export function completeValues(
  entity: Entity,
  input: Values,
  generators: Generators,
  argument: ArgumentPath = ['input'],
): Values {
  const values = byFieldName({});
  for (const field of entity.fields.values()) {
    const given = Object.hasOwn(input, field.name) ? input[field.name] : undefined;
    const value = given === undefined ? initialValue(entity, field, generators) : given;
    if (value === null && field.required) {
      throw badInput(`${entity.name}.${field.name} is required; it cannot be null.`, [...argument, field.name]);
    }
    if (value !== undefined && value !== null) values[field.name] = value;
  }
  return values;
}

function initialValue(entity: Entity, field: Field, generators: Generators): unknown {
  if (field.name === entity.version) return 1;
  if (field.name === entity.marker?.field) return entity.marker.value;
  if (field.name === entity.ttl?.field && entity.ttl.afterSeconds !== undefined) {
    return expiryAfter(entity.ttl.afterSeconds, field, generators.now);
  }
  switch (field.generated) {
    case 'ULID':
    case 'UUID':
      return generators.newId(field.generated);
    case 'CREATED_AT':
    case 'UPDATED_AT':
      return generators.now.toISOString();
    case undefined:
      return field.defaultValue;
  }
}

/** As a client would give it. */
function expiryAfter(seconds: number, field: Field, now: Date): string | number {
  const at = Math.floor(now.getTime() / 1000) + seconds;
  if (field.type.kind === 'scalar' && field.type.scalar === 'DateTime') return new Date(at * 1000).toISOString();
  if (at <= MAX_INT) return at;
  throw badInput(
    `"${field.name}" would be after January 2038, the last second that an Int can tell. Give it a time, or make it a DateTime in the schema.`,
    ['input', field.name],
  );
}

const MAX_INT = 2 ** 31 - 1;

/**
 * An item as it is stored: its fields, the keys of the table and of every index it belongs to,
 * computed attributes and the type marker.
 *
 * @param values  Complete, without nulls.
 * @param argument  Path of the argument they came from, for errors.
 */
export function itemToStore(entity: Entity, model: Model, values: Values, argument: ArgumentPath): AttributeMap {
  const item: Record<string, AttributeValue> = {};
  for (const field of entity.fields.values()) {
    if (!field.stored || values[field.name] === undefined) continue;
    const value = encodeArgument(field.type, values[field.name], model.maps, [...argument, field.name]);
    if (value !== undefined) item[field.attribute] = value;
  }
  if (entity.marker !== undefined) item[entity.marker.attribute] = { S: entity.marker.value };
  const key = primaryKey(entity, values, argument);
  Object.assign(item, computedAttributes(entity, values, argument), indexAttributes(entity, key, values, argument));
  const whole = { ...item, ...key };
  assertIndexKeysFit(entity, whole, argument);
  return whole;
}

/** `@attribute(template:)` attributes; one whose fields are not all there is left out. */
function computedAttributes(entity: Entity, values: Values, argument: ArgumentPath): AttributeMap {
  const attributes: Record<string, AttributeValue> = {};
  for (const field of entity.fields.values()) {
    if (field.template?.kind !== 'text' || !hasAll(values, fieldsOfTemplate(field.template))) continue;
    attributes[field.attribute] = { S: renderTemplate(field.template, values, argument) };
  }
  return attributes;
}

/**
 * The template attributes of every index: all of an index or none, since an item without one of
 * the fields is not in it. Attributes of the table's own key are not among them.
 *
 * @param primary  The item's primary key, which says in which shard of a spread partition it stands.
 */
function indexAttributes(entity: Entity, primary: AttributeMap, values: Values, argument: ArgumentPath): AttributeMap {
  const attributes: Record<string, AttributeValue> = {};
  for (const { key } of entity.indexes.values()) {
    const complete = hasAll(values, fieldsOfParts(partsOfKey(key)));
    const shard = shardOf(entity, primary, shardCountOf(key));
    for (const role of ['partition', 'sort'] as const) {
      for (const part of key[role]) {
        const { template } = part;
        if (template.kind === 'text' && complete)
          attributes[part.attribute] = keyValue(entity, part, values, argument, role, shard);
        // DynamoDB refuses an item whose index key is empty or too long, so a plain field is checked as well.
        if (template.kind === 'field' && hasAll(values, [template.field]))
          keyValue(entity, part, values, argument, role);
      }
    }
  }
  const own = new Set(partsOfKey(entity.key).map((part) => part.attribute));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.has(name)));
}

function hasAll(values: Values, fields: readonly string[]): boolean {
  return fields.every((field) => values[field] !== undefined && values[field] !== null);
}
