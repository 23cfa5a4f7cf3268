import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { notExpired } from '../plan/presence.js';
import { seenByKey } from '../plan/accessChecks.js';
import type { Viewer } from '../../model/viewer.js';
import { allOf } from '../../model/filter.js';

/** Whether an item that was read is one of the type for whoever asks now: an expired or hidden one, or another type's, is not. */
export function isThere(entity: Entity, item: AttributeMap, viewer: Viewer): boolean {
  const live = allOf([notExpired(entity, viewer.now), seenByKey(entity, viewer)]);
  return isItemOf(entity, item) && (live === undefined || evaluateFilter(live, item));
}
