import { itemFieldName } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import type { ChangeEvent } from '../subscriptions/changeTopic.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper } from './shapeItem.js';

/** A change as `XChange` shows it; its cursor is made only where that is selected. */
export function changePayload(
  entity: Entity,
  { change, cursor }: ChangeEvent,
  { runtime, viewer }: Pick<RequestInternals, 'runtime' | 'viewer'>,
): Readonly<Record<string, unknown>> {
  const shape = itemShaper(runtime.model, entity, 'ALL', viewer);
  return {
    kind: change.kind,
    [itemFieldName(entity)]: change.item === undefined ? null : shape(change.item),
    previous: change.previous === undefined ? null : shape(change.previous),
    changedFields: change.changedFields,
    cursor: () => cursor(),
    at: change.at.toISOString(),
    expired: change.expired,
  };
}
