import type { AttributeMap } from '../../model/attributeValue.js';
import { allOf, anyOf, attributesOfFilter, type Filter } from '../../model/filter.js';
import type { Entity, Model } from '../../model/model.js';
import type { ActionInput } from '../execute/transport.js';
import { byFieldName } from './byFieldName.js';
import { placeholders } from './placeholders.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { primaryKey, primaryKeyAttributes, pickKey } from '../keys/itemKey.js';
import { conditionalInput, versionIs, type WriteCondition } from './conditions.js';
import { completeValues, itemToStore, type Generators } from './itemToStore.js';
import { expired, marked, present, stored } from './presence.js';

type Values = Readonly<Record<string, unknown>>;

/** One write command, with what each part of its condition means. */
export type WritePlan = PutPlan | UpdatePlan | DeletePlan;

interface WritePlanBase {
  readonly entity: Entity;
  readonly table: string;
  readonly key: AttributeMap;
  /** In the order in which a refusal is explained. */
  readonly conditions: readonly WriteCondition[];
  /** True where what is stored under the key counts as an item of the type: not another type's, not expired. */
  readonly live: Filter;
}

export interface PutPlan extends WritePlanBase {
  readonly action: 'PutItem';
  readonly input: ActionInput<'PutItem'>;
}

export interface UpdatePlan extends WritePlanBase {
  readonly action: 'UpdateItem';
  readonly input: ActionInput<'UpdateItem'>;
}

export interface DeletePlan extends WritePlanBase {
  readonly action: 'DeleteItem';
  readonly input: ActionInput<'DeleteItem'>;
}

/** Writes a new item and refuses a taken key. An expired item does not count as taking it. */
export function planCreate(entity: Entity, model: Model, input: Values, generators: Generators): PutPlan {
  const gone = expired(entity, generators.now);
  const free: WriteCondition = {
    filter: anyOf([stored(entity, false), ...(gone === undefined ? [] : [gone])]),
    reason: 'ALREADY_EXISTS',
    fields: [],
  };
  const values = completeValues(entity, input, generators);
  return putPlan(entity, itemToStore(entity, model, values, ['input']), [free], generators.now);
}

export interface PutRequest {
  readonly input: Values;
  /** 0: absent, or stored without a version. Given exactly when the type has a `@version`. */
  readonly expectedVersion: number | undefined;
}

/** Writes an item whole, whether or not one is there; `@immutable` fields of one that is there must not differ. */
export function planPut(entity: Entity, model: Model, request: PutRequest, generators: Generators): PutPlan {
  const completed = completeValues(entity, request.input, generators);
  const expected = request.expectedVersion;
  const values =
    entity.version === undefined || expected === undefined
      ? completed
      : byFieldName({ ...completed, [entity.version]: expected + 1 });
  const gone = expired(entity, generators.now);
  const free: readonly Filter[] = [stored(entity, false), ...(gone === undefined ? [] : [gone])];
  const conditions: WriteCondition[] = [];
  const marker = marked(entity);
  if (marker !== undefined) {
    conditions.push({ filter: anyOf([...free, marker]), reason: 'ALREADY_EXISTS', fields: [] });
  }
  if (entity.version !== undefined && expected !== undefined) {
    const version = versionIs(entity, expected, expected === 0);
    const alternatives = expected === 0 && gone !== undefined ? anyOf([gone, version.filter]) : version.filter;
    const live =
      expected === 0 ? alternatives : (allOf([present(entity, generators.now), version.filter]) ?? alternatives);
    conditions.push({ ...version, filter: live });
  }
  const item = itemToStore(entity, model, values, ['input']);
  for (const field of entity.fields.values()) {
    if (!field.immutable || field.inPrimaryKey || !field.stored) continue;
    const value = item[field.attribute];
    const same: Filter =
      value === undefined
        ? { kind: 'exists', path: [field.attribute], exists: false }
        : { kind: 'compare', path: [field.attribute], op: '=', value };
    conditions.push({ filter: anyOf([...free, same]), reason: 'CONDITION_FAILED', fields: [field.name] });
  }
  return putPlan(entity, item, conditions, generators.now);
}

function putPlan(entity: Entity, item: AttributeMap, conditions: readonly WriteCondition[], now: Date): PutPlan {
  const builder = createExpressionBuilder();
  const condition = conditionalInput(conditions, builder);
  return {
    action: 'PutItem',
    entity,
    table: entity.table,
    key: pickKey(item, primaryKeyAttributes(entity)) ?? {},
    conditions,
    live: present(entity, now),
    input: { TableName: entity.table, Item: item, ...condition, ...placeholders(builder) },
  };
}

export interface DeleteRequest {
  /** The primary key's fields. */
  readonly key: Values;
  readonly expectedVersion: number | undefined;
  readonly if: Filter | undefined;
  /** Whether the deleted item is asked for. */
  readonly returnsItem: boolean;
}

/** Deletes an item and refuses a missing one. */
export function planDelete(entity: Entity, request: DeleteRequest, now: Date): DeletePlan {
  const conditions = [...guards(entity, request, now)];
  const builder = createExpressionBuilder();
  const key = primaryKey(entity, request.key);
  const condition = conditionalInput(conditions, builder);
  return {
    action: 'DeleteItem',
    entity,
    table: entity.table,
    key,
    conditions,
    live: present(entity, now),
    input: {
      TableName: entity.table,
      Key: key,
      ...condition,
      ...placeholders(builder),
      ...(request.returnsItem ? { ReturnValues: 'ALL_OLD' as const } : {}),
    },
  };
}

/** What must hold of an item that is changed or deleted: it is there, has the version, meets the client's condition. */
export function guards(
  entity: Entity,
  request: { readonly expectedVersion: number | undefined; readonly if: Filter | undefined },
  now: Date,
): readonly WriteCondition[] {
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
  const never: Filter = { kind: 'and', filters: [stored(entity, true), stored(entity, false)] };
  return [
    { filter: simple === false ? never : simple, reason: 'CONDITION_FAILED', fields: fieldsNamed(entity, filter) },
  ];
}

function fieldsNamed(entity: Entity, filter: Filter): readonly string[] {
  const attributes = attributesOfFilter(filter);
  return [...entity.fields.values()].filter((field) => attributes.has(field.attribute)).map((field) => field.name);
}
