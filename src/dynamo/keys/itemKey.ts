import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { MAX_KEY_BYTES, partsOfKey, type KeyPart, type KeySchema } from '../../model/keyTemplate.js';
import { fieldOf, type Entity, type Field } from '../../model/model.js';
import { encodeArgument } from '../values/encodeValue.js';
import { renderTemplate } from './keyText.js';

type Values = Readonly<Record<string, unknown>>;
type ArgumentPath = readonly (string | number)[];

/** Whose key it is: an entity, or a collection under the names of its arguments. */
export interface KeyOwner {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Pick<Field, 'type'>>;
}

/**
 * The primary key of an item.
 *
 * @param values  Field values by GraphQL name; every field of the key is there.
 * @param argument  Path of the argument that holds them, for errors.
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that cannot be a key.
 */
export function primaryKey(entity: Entity, values: Values, argument: ArgumentPath = []): AttributeMap {
  return keyAttributes(entity, entity.key, values, argument);
}

/** The key attributes of a table, or of an index without shards; every field they need is in `values`. */
export function keyAttributes(entity: Entity, key: KeySchema, values: Values, argument: ArgumentPath): AttributeMap {
  const attributes: Record<string, AttributeValue> = {};
  for (const part of key.partition) attributes[part.attribute] = keyValue(entity, part, values, argument, 'partition');
  for (const part of key.sort) attributes[part.attribute] = keyValue(entity, part, values, argument, 'sort');
  return attributes;
}

/**
 * One key attribute's value.
 *
 * @param shard  Which one, where the template spreads its partition with `{shard(N)}`: from `shardOf` for an item
 *   that is written, each from 0 to `shardCountOf(key) - 1` for a partition that is read.
 */
export function keyValue(
  owner: KeyOwner,
  part: KeyPart,
  values: Values,
  argument: ArgumentPath,
  role: 'partition' | 'sort',
  shard?: number,
): AttributeValue {
  const { template } = part;
  if (template.kind === 'text')
    return checkedSize({ S: renderTemplate(template, values, argument, shard) }, part, argument, role);
  const path = [...argument, template.field];
  const value = encodeArgument(fieldOf(owner, template.field).type, values[template.field], new Map(), path);
  if (value === undefined || ('S' in value && value.S === '') || ('B' in value && value.B === '')) {
    throw badInput(`"${template.field}" must not be empty: it is a key of ${owner.name}.`, path);
  }
  return checkedSize(value, part, path, role);
}

function checkedSize(
  value: AttributeValue,
  part: KeyPart,
  argument: ArgumentPath,
  role: 'partition' | 'sort',
): AttributeValue {
  const bytes = 'S' in value ? Buffer.byteLength(value.S) : 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
  if (bytes > MAX_KEY_BYTES[role]) {
    throw badInput(
      `The ${role} key "${part.attribute}" would be ${bytes} bytes long; DynamoDB allows ${MAX_KEY_BYTES[role]}.`,
      argument,
    );
  }
  return value;
}

/** The named attributes of an item that make its key, or undefined when one is missing. */
export function pickKey(item: AttributeMap, attributes: readonly string[]): AttributeMap | undefined {
  const key: Record<string, AttributeValue> = {};
  for (const attribute of attributes) {
    const value = item[attribute];
    if (value === undefined) return undefined;
    key[attribute] = value;
  }
  return key;
}

/** Names of the primary key's attributes, partition first. */
export function primaryKeyAttributes(entity: Entity): readonly string[] {
  return partsOfKey(entity.key).map((part) => part.attribute);
}
