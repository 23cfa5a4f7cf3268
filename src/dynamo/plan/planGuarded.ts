import { allOf, attributesOfFilter, conjuncts, type Filter } from '../../model/filter.js';
import { fieldOf, type Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { changeable, refuseForbidden } from './accessChecks.js';
import { conditionalInput, unchanged, versionIs, type WriteCondition } from './conditions.js';
import { placeholders } from './placeholders.js';
import { never, present, presentAfterWrite } from './presence.js';
import { markerActions } from './uniqueMarkers.js';
import type { CheckWrite, DeleteWrite, GuardedRequest } from './write.js';
import type { CheckPlan, DeletePlan, Known, NeedsItem } from './writePlan.js';

/** Deletes an item and refuses a missing one. Its unique values follow from what is stored. */
export function planDelete(
  { entity, key, request, returnsItem }: DeleteWrite,
  viewer: Viewer,
  known: Known | undefined,
): DeletePlan | NeedsItem {
  refuseForbidden(entity, ['DELETE'], viewer, key);
  const item = known?.item;
  if (entity.uniqueFields.length > 0 && item === undefined) return { action: 'NeedsItem', key };
  const asRead = entity.uniqueFields.flatMap(({ field }) => unchanged(fieldOf(entity, field), item ?? {}));
  const { conditions, ...input } = guarded(entity, 'DELETE', request, viewer, asRead);
  return {
    action: 'DeleteItem',
    entity,
    table: entity.table,
    key,
    conditions,
    live: presentAfterWrite(entity, viewer),
    markers: markerActions(entity, { owner: key, before: item, after: undefined, refresh: false, argument: [] }),
    input: {
      TableName: entity.table,
      Key: key,
      ...input,
      ...(returnsItem ? { ReturnValues: 'ALL_OLD' as const } : {}),
    },
  };
}

/** Refuses a missing item, and one that does not meet the conditions. */
export function planCheck({ entity, key, request }: CheckWrite, viewer: Viewer): CheckPlan {
  refuseForbidden(entity, ['READ'], viewer, key);
  const { conditions, ...input } = guarded(entity, 'READ', request, viewer, []);
  return {
    action: 'ConditionCheck',
    entity,
    table: entity.table,
    key,
    conditions,
    live: presentAfterWrite(entity, viewer),
    markers: [],
    input: { TableName: entity.table, Key: key, ...input },
  };
}

function guarded(
  entity: Entity,
  operation: GuardedOperation,
  request: GuardedRequest,
  viewer: Viewer,
  more: readonly WriteCondition[],
) {
  const conditions = [...guards(entity, operation, request, viewer), ...more];
  const builder = createExpressionBuilder();
  return { conditions, ...conditionalInput(conditions, builder), ...placeholders(builder) };
}

/** What a write does that asks something of the stored item; a check is a READ. */
export type GuardedOperation = 'READ' | 'UPDATE' | 'DELETE';

export function guardedOperation(kind: 'update' | 'delete' | 'check'): GuardedOperation {
  return kind === 'update' ? 'UPDATE' : kind === 'delete' ? 'DELETE' : 'READ';
}

/** What must hold of an item that is changed, deleted or checked: it is there, has the version, meets the client's condition. */
export function guards(
  entity: Entity,
  operation: GuardedOperation,
  request: GuardedRequest,
  viewer: Viewer,
): readonly WriteCondition[] {
  // What a condition or a version says of an item is read of it, too.
  const reads = request.if !== undefined || request.expectedVersion !== undefined || request.checks === true;
  const asked = [changeable(entity, operation, viewer), reads ? changeable(entity, 'READ', viewer) : undefined];
  const access = allOf(distinct(asked.flatMap(conjuncts)));
  return [
    {
      filter: present(entity, viewer.now, access),
      reason: 'NOT_FOUND',
      fields: [],
    },
    ...(request.expectedVersion === undefined ? [] : [versionIs(entity, request.expectedVersion, false)]),
    ...clientCondition(entity, request.if),
  ];
}

/** Rules of two operations often ask the same. */
function distinct(filters: readonly Filter[]): readonly Filter[] {
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

function clientCondition(entity: Entity, filter: Filter | undefined): readonly WriteCondition[] {
  const simple = filter === undefined ? true : simplifyFilter(filter);
  if (filter === undefined || simple === true) return [];
  return [
    {
      filter: simple === false ? never(entity) : simple,
      reason: 'CONDITION_FAILED',
      fields: fieldsNamed(entity, filter),
    },
  ];
}

function fieldsNamed(entity: Entity, filter: Filter): readonly string[] {
  const attributes = attributesOfFilter(filter);
  return [...entity.fields.values()].filter((field) => attributes.has(field.attribute)).map((field) => field.name);
}
