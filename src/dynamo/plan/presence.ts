import type { AttributeMap } from '../../model/attributeValue.js';
import { allOf, type Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import { OWN_EXPIRY } from '../../model/ownTable.js';
import type { Viewer } from '../../model/viewer.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { seenAfterWrite } from './accessChecks.js';

/** True of an item that has not expired, also of one without a time. Undefined where the type has no `@ttl`, or shows expired items. */
export function notExpired(entity: Entity, now: Date): Filter | undefined {
  const gone = expired(entity, now);
  return gone && { kind: 'not', filter: gone };
}

/** True of an item that has expired, though DynamoDB may not have deleted it yet. Like DynamoDB it looks at numbers only. */
export function expired(entity: Entity, now: Date): Filter | undefined {
  if (entity.ttl === undefined || entity.ttl.showExpired) return undefined;
  return { kind: 'compare', path: [entity.ttl.attribute], op: '<=', value: { N: epochSeconds(now) } };
}

/** True of items that bear the type's marker; undefined where it has none. */
export function marked(entity: Entity): Filter | undefined {
  if (entity.marker === undefined) return undefined;
  return { kind: 'compare', path: [entity.marker.attribute], op: '=', value: { S: entity.marker.value } };
}

/**
 * True where an item of this type is stored under the key, has not expired, and passes what rules ask.
 *
 * @param access  Of `accessChecks`.
 */
export function present(entity: Entity, now: Date, access: Filter | undefined): Filter {
  const filter = allOf([stored(entity, true), marked(entity), notExpired(entity, now), access]);
  const simple = filter === undefined ? true : simplifyFilter(filter);
  return typeof simple === 'boolean' ? never(entity) : simple;
}

/** True of an item that whoever writes may be shown: as it is now, or as it stood in the way. */
export function presentAfterWrite(entity: Entity, viewer: Viewer): Filter {
  return present(entity, viewer.now, seenAfterWrite(entity, viewer));
}

/** DynamoDB has no words for a condition that nothing meets; this is one, and its refusal still brings the item. */
export function never(entity: Entity): Filter {
  return { kind: 'and', filters: [stored(entity, true), stored(entity, false)] };
}

/** Whether anything is stored under the key. */
export function stored(entity: Entity, isStored: boolean): Filter {
  const [partition] = entity.key.partition;
  return { kind: 'stored', path: [partition?.attribute ?? ''], stored: isStored };
}

export function epochSeconds(now: Date): string {
  return String(Math.floor(now.getTime() / 1000));
}

/** Whether one of the gateway's own items has expired. */
export function hasExpired(ownItem: AttributeMap, now: Date): boolean {
  const expiry = ownItem[OWN_EXPIRY];
  return expiry !== undefined && 'N' in expiry && Number(expiry.N) <= Number(epochSeconds(now));
}
