import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { notExpired } from '../plan/presence.js';

/** Whether an item that was read is one of the type for whoever asks now: an expired one, or another type's, is not. */
export function isThere(entity: Entity, item: AttributeMap, now: Date): boolean {
  const live = notExpired(entity, now);
  return isItemOf(entity, item) && (live === undefined || evaluateFilter(live, item));
}
