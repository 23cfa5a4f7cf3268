import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { unrestricted } from '../../model/viewer.js';
import type { Filter } from '../../model/filter.js';
import { allOf } from '../../model/filter.js';
import type { Entity, Field, Table } from '../../model/model.js';
import type { Caller, CallOptions } from '../execute/caller.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import type { ItemRead } from '../execute/transactGetItems.js';
import { pickKey, primaryKeyAttributes } from '../keys/itemKey.js';
import { itemProjection } from '../loaders/itemProjection.js';
import { isThere } from '../loaders/isThere.js';
import { present } from '../plan/presence.js';
import { expiryOf, valueIn } from '../plan/uniqueMarkers.js';
import { equalValues } from '../values/equalValues.js';
import { ownAttribute } from '../values/ownAttribute.js';

/** One `@unique` field, all of whose values are looked at. */
export interface UniqueSubject {
  readonly entity: Entity;
  readonly field: Field;
  readonly ownTable: Table;
}

/** How its items and markers are reached. */
export interface UniqueIo {
  readonly caller: Caller;
  /** For one call: going through a table takes longer than any deadline. */
  readonly callOptions: () => CallOptions;
  readonly now: () => Date;
}

/** An item as far as its marker is concerned. */
export interface SeenItem {
  readonly key: AttributeMap;
  /** As stored; null where there is none of the type. */
  readonly item: AttributeMap | null;
}

/** The value, where the item is one of the type that has not expired. */
export function valueOf({ field }: UniqueSubject, { item }: SeenItem): AttributeValue | undefined {
  return item === null ? undefined : valueIn(item, field.attribute);
}

export function seen({ entity }: UniqueSubject, key: AttributeMap, item: AttributeMap | null, now: Date): SeenItem {
  return { key, item: item !== null && isThere(entity, item, unrestricted(now)) ? item : null };
}

export function keyOfItem({ entity }: UniqueSubject, item: AttributeMap): AttributeMap {
  return pickKey(item, primaryKeyAttributes(entity)) ?? {};
}

export function isSameKey(a: AttributeMap, b: AttributeMap): boolean {
  return keyIdentity(a) === keyIdentity(b);
}

/** Everything of an item that its marker depends on. */
export function readOf({ entity, field }: UniqueSubject, key: AttributeMap): ItemRead {
  return {
    table: entity.table,
    key,
    projection: itemProjection(new Map([[entity, new Set([field.name])]]), unrestricted(new Date(0))),
  };
}

export function readOfMarker({ ownTable }: UniqueSubject, key: AttributeMap): ItemRead {
  return { table: ownTable.name, key, projection: undefined };
}

/** Whether a marker expires with its item. */
export function expiresWith({ entity, ownTable }: UniqueSubject, marker: AttributeMap, item: AttributeMap): boolean {
  const wanted = expiryOf(entity, item);
  const has = ownAttribute(marker, ownTable.ttlAttribute ?? '');
  return wanted === undefined || has === undefined ? wanted === has : equalValues(wanted, has);
}

/** True as long as nothing has changed that the marker depends on. */
export function asSeen({ entity, field }: UniqueSubject, { item }: SeenItem, now: Date): Filter {
  const there = present(entity, now, undefined);
  if (item === null) return { kind: 'not', filter: there };
  const attributes = [field.attribute, ...(entity.ttl === undefined ? [] : [entity.ttl.attribute])];
  return allOf([there, ...attributes.map((attribute) => sameAttribute(attribute, item))]) ?? there;
}

function sameAttribute(attribute: string, item: AttributeMap): Filter {
  const value = ownAttribute(item, attribute);
  return value === undefined
    ? { kind: 'exists', path: [attribute], exists: false }
    : { kind: 'compare', path: [attribute], op: '=', value };
}
