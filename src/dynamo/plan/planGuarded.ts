import { allOf, attributesOfFilter, type Filter } from '../../model/filter.js';
import { fieldOf, type Entity } from '../../model/model.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { conditionalInput, unchanged, versionIs, type WriteCondition } from './conditions.js';
import { placeholders } from './placeholders.js';
import { present, stored } from './presence.js';
import { markerActions } from './uniqueMarkers.js';
import type { CheckWrite, DeleteWrite, GuardedRequest } from './write.js';
import type { CheckPlan, DeletePlan, Known, NeedsItem } from './writePlan.js';

/** Deletes an item and refuses a missing one. Its unique values follow from what is stored. */
export function planDelete(
  { entity, key, request, returnsItem }: DeleteWrite,
  now: Date,
  known: Known | undefined,
): DeletePlan | NeedsItem {
  const item = known?.item;
  if (entity.uniqueFields.length > 0 && item === undefined) return { action: 'NeedsItem', key };
  const asRead = entity.uniqueFields.flatMap(({ field }) => unchanged(fieldOf(entity, field), item ?? {}));
  const { conditions, ...input } = guarded(entity, request, now, asRead);
  return {
    action: 'DeleteItem',
    entity,
    table: entity.table,
    key,
    conditions,
    live: present(entity, now),
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
export function planCheck({ entity, key, request }: CheckWrite, now: Date): CheckPlan {
  const { conditions, ...input } = guarded(entity, request, now, []);
  return {
    action: 'ConditionCheck',
    entity,
    table: entity.table,
    key,
    conditions,
    live: present(entity, now),
    markers: [],
    input: { TableName: entity.table, Key: key, ...input },
  };
}

function guarded(entity: Entity, request: GuardedRequest, now: Date, more: readonly WriteCondition[]) {
  const conditions = [...guards(entity, request, now), ...more];
  const builder = createExpressionBuilder();
  return { conditions, ...conditionalInput(conditions, builder), ...placeholders(builder) };
}

/** What must hold of an item that is changed, deleted or checked: it is there, has the version, meets the client's condition. */
export function guards(entity: Entity, request: GuardedRequest, now: Date): readonly WriteCondition[] {
  return [
    { filter: present(entity, now), reason: 'NOT_FOUND', fields: [] },
    ...(request.expectedVersion === undefined ? [] : [versionIs(entity, request.expectedVersion, false)]),
    ...clientCondition(entity, request.if),
  ];
}

function clientCondition(entity: Entity, filter: Filter | undefined): readonly WriteCondition[] {
  const simple = filter === undefined ? true : simplifyFilter(filter);
  if (filter === undefined || simple === true) return [];
  // DynamoDB has no words for a condition that nothing meets; this is one, and its refusal still brings the item.
  const never = allOf([stored(entity, true), stored(entity, false)]) ?? filter;
  return [
    { filter: simple === false ? never : simple, reason: 'CONDITION_FAILED', fields: fieldsNamed(entity, filter) },
  ];
}

function fieldsNamed(entity: Entity, filter: Filter): readonly string[] {
  const attributes = attributesOfFilter(filter);
  return [...entity.fields.values()].filter((field) => attributes.has(field.attribute)).map((field) => field.name);
}
