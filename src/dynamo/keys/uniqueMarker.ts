import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { MAX_KEY_BYTES } from '../../model/keyTemplate.js';
import type { Entity, Field } from '../../model/model.js';
import { OWN_EXPIRY, ownKey } from '../../model/ownTable.js';
import { canonicalNumber } from '../values/canonicalNumber.js';

/** The attribute of a marker that holds the primary key of the item which has the value. */
export const MARKER_OWNER = 'owner';

const KIND = 'UNIQUE';

/**
 * The key, in the gateway's own table, of the marker that stands for one value of a `@unique` field:
 * `UNIQUE#Customer.email#ann@example.com`.
 *
 * @param value  As it is stored.
 * @param argument  Path of the argument it came from, for errors.
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that makes no key: with the name of its field at most 2,048 bytes.
 */
export function markerKey(
  entity: Pick<Entity, 'name'>,
  field: Pick<Field, 'name'>,
  value: AttributeValue,
  argument: readonly (string | number)[] = [],
): AttributeMap {
  const prefix = markerKeyPrefix(entity, field);
  const bytes = Buffer.byteLength(prefix + textOf(value));
  if (bytes > MAX_KEY_BYTES.partition) {
    throw badInput(
      `"${field.name}" is too long to be unique: with "${prefix}" before it, it would have ${bytes} bytes, and a key may have ${MAX_KEY_BYTES.partition}.`,
      argument,
    );
  }
  return ownKey(KIND, `${nameOf(entity, field)}${textOf(value)}`);
}

/** Whether a value makes a key: one that another program has stored may be too long. */
export function canBeMarked(entity: Pick<Entity, 'name'>, field: Pick<Field, 'name'>, value: AttributeValue): boolean {
  return Buffer.byteLength(markerKeyPrefix(entity, field) + textOf(value)) <= MAX_KEY_BYTES.partition;
}

/** What the `pk` of every marker of a field begins with. */
export function markerKeyPrefix(entity: Pick<Entity, 'name'>, field: Pick<Field, 'name'>): string {
  return `${KIND}#${nameOf(entity, field)}`;
}

/**
 * The marker as it is stored.
 *
 * @param owner  The primary key of the item that has the value.
 * @param expiry  When that item expires, in seconds since 1970; the marker does so with it.
 */
export function markerItem(key: AttributeMap, owner: AttributeMap, expiry: AttributeValue | undefined): AttributeMap {
  return { ...key, [MARKER_OWNER]: { M: owner }, ...(expiry !== undefined && { [OWN_EXPIRY]: expiry }) };
}

/** Names of types and fields have neither `.` nor `#`. */
function nameOf(entity: Pick<Entity, 'name'>, field: Pick<Field, 'name'>): string {
  return `${entity.name}.${field.name}#`;
}

/** One text a value; a field's values are all stored in one way. */
function textOf(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return canonicalNumber(value.N);
  if ('B' in value) return Buffer.from(value.B, 'base64').toString('base64');
  throw new Error('Only texts, numbers and binary values are unique.');
}
