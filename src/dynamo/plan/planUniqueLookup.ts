import type { AttributeMap } from '../../model/attributeValue.js';
import { fieldOf, type Entity, type Model } from '../../model/model.js';
import { ownItemOf } from '../../model/ownItem.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { pickKey, primaryKeyAttributes } from '../keys/itemKey.js';
import { MARKER_OWNER, markerKey } from '../keys/uniqueMarker.js';
import { encodeArgument } from '../values/encodeValue.js';
import { equalValues } from '../values/equalValues.js';
import type { GetPlan } from './planGet.js';

/** The item that has a value of a `@unique` field: the marker of the value is read, then the item it names. */
export interface UniqueLookupPlan {
  readonly marker: GetPlan;
  /** The item's attribute that holds the value; to be read with the item. */
  readonly attribute: string;
  /** @param marker  As stored. @returns undefined for one that names no item of the type. */
  itemOf(marker: AttributeMap): GetPlan | undefined;
  /** False of an item that no longer has the value: another program wrote it, and left the marker behind. */
  holdsValue(item: AttributeMap): boolean;
}

/**
 * @param name  The `@unique` field, and the argument that has the value.
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that cannot be stored, or is too long to be a marker's key.
 */
export function planUniqueLookup(
  model: Model,
  entity: Entity,
  name: string,
  given: unknown,
  { consistent }: { readonly consistent: boolean },
): UniqueLookupPlan {
  const field = fieldOf(entity, name);
  const value = encodeArgument(field.type, given, model.maps, [name]);
  if (value === undefined) throw new Error(`The argument "${name}" of a lookup is required.`);
  const { ownTable } = model;
  const key = markerKey(entity, field, value, [name]);
  return {
    marker: { entity: ownItemOf(ownTable), table: ownTable.name, key, consistent },
    attribute: field.attribute,
    itemOf(marker) {
      const owner = ownerOf(entity, marker);
      return owner && { entity, table: entity.table, key: owner, consistent };
    },
    holdsValue(item) {
      const stored = item[field.attribute];
      return stored !== undefined && equalValues(stored, value);
    },
  };
}

/** The primary key of the item that a marker names; undefined where it names none of the type. */
export function ownerOf(entity: Entity, marker: AttributeMap): AttributeMap | undefined {
  const owner = marker[MARKER_OWNER];
  const key = owner !== undefined && 'M' in owner ? pickKey(owner.M, primaryKeyAttributes(entity)) : undefined;
  return key !== undefined && isItemOf(entity, key, false) ? key : undefined;
}
