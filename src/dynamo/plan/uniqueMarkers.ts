import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { fieldOf, type Entity } from '../../model/model.js';
import { canBeMarked, markerKey } from '../keys/uniqueMarker.js';
import { equalValues } from '../values/equalValues.js';
import { ownAttribute } from '../values/ownAttribute.js';

/** What a write does to one marker of a `@unique` field, in the transaction that writes the item. */
export interface MarkerAction {
  /** `take`: free, the item's own, or expired before; its own now. `release`: gone, where it is the item's own. */
  readonly kind: 'take' | 'release';
  readonly entity: Entity;
  readonly field: string;
  /** In the gateway's own table. */
  readonly key: AttributeMap;
  /** The primary key of the item that is written. */
  readonly owner: AttributeMap;
  /** Of the item, in seconds since 1970. */
  readonly expiry: AttributeValue | undefined;
}

export interface UniqueChange {
  /** The primary key. */
  readonly owner: AttributeMap;
  /** The item before the write: undefined where none is stored, or an expired one, whose markers have expired with it. */
  readonly before: AttributeMap | undefined;
  /** After it; undefined for a delete. */
  readonly after: AttributeMap | undefined;
  /** Names of the unique fields to look at; absent: all. */
  readonly fields?: readonly string[];
  /** Markers that stay are written all the same: their item may expire at another time now. */
  readonly refresh: boolean;
  /** Path of the argument that gives the values, for errors. */
  readonly argument: readonly (string | number)[];
}

/**
 * The markers to release and to take, releases first.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that is too long to be unique.
 */
export function markerActions(entity: Entity, change: UniqueChange): readonly MarkerAction[] {
  const { owner, before, after, fields, refresh, argument } = change;
  const expiry = after && expiryOf(entity, after);
  const actions = entity.uniqueFields
    .filter(({ field }) => fields === undefined || fields.includes(field))
    .flatMap(({ field: name }): readonly MarkerAction[] => {
      const field = fieldOf(entity, name);
      const stored = valueIn(before, field.attribute);
      const was = stored !== undefined && canBeMarked(entity, field, stored) ? stored : undefined;
      const is = valueIn(after, field.attribute);
      const stays = was !== undefined && is !== undefined && equalValues(was, is);
      const action = (kind: MarkerAction['kind'], value: AttributeValue): MarkerAction => {
        const key = markerKey(entity, field, value, [...argument, name]);
        return { kind, entity, field: name, key, owner, expiry: kind === 'take' ? expiry : undefined };
      };
      return [
        ...(was === undefined || stays ? [] : [action('release', was)]),
        ...(is === undefined || (stays && !refresh) ? [] : [action('take', is)]),
      ];
    });
  return actions.toSorted((a, b) => Number(a.kind === 'take') - Number(b.kind === 'take'));
}

/** When an item of the type expires, where it does. */
export function expiryOf(entity: Entity, item: AttributeMap): AttributeValue | undefined {
  const value = entity.ttl && valueIn(item, entity.ttl.attribute);
  return value !== undefined && 'N' in value ? value : undefined;
}

/** A stored NULL is no value; neither is one that is no text, number or binary, which only other programs write. */
export function valueIn(item: AttributeMap | undefined, attribute: string): AttributeValue | undefined {
  const value = item && ownAttribute(item, attribute);
  return value !== undefined && ('S' in value || 'N' in value || 'B' in value) ? value : undefined;
}
