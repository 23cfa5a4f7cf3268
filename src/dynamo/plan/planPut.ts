import type { AttributeMap } from '../../model/attributeValue.js';
import { allOf, anyOf, type Filter } from '../../model/filter.js';
import { fieldOf, type Entity, type Model } from '../../model/model.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { byFieldName } from './byFieldName.js';
import { conditionalInput, unchanged, versionIs, type WriteCondition } from './conditions.js';
import { itemToStore } from './itemToStore.js';
import { placeholders } from './placeholders.js';
import { expired, marked, present, stored } from './presence.js';
import { markerActions } from './uniqueMarkers.js';
import type { CreateWrite, PutWrite } from './write.js';
import type { Known, NeedsItem, PutPlan } from './writePlan.js';

type Values = Readonly<Record<string, unknown>>;

/** Writes a new item and refuses a taken key. An expired item does not count as taking it. */
export function planCreate({ entity, key, values }: CreateWrite, model: Model, now: Date): PutPlan {
  const free: WriteCondition = { filter: anyOf(freeFilters(entity, now)), reason: 'ALREADY_EXISTS', fields: [] };
  return putPlan(entity, key, itemToStore(entity, model, values, ['input']), [free], now, undefined);
}

/**
 * Writes an item whole, whether or not one is there; `@immutable` fields of one that is there must not differ. Where
 * the type has unique values, or the version is to rise whatever it is, it must be known what is there.
 */
export function planPut(write: PutWrite, model: Model, now: Date, known: Known | undefined): PutPlan | NeedsItem {
  const { entity, key, expectedVersion: expected } = write;
  const dependsOnItem = entity.uniqueFields.length > 0 || expected === 'ANY';
  if (dependsOnItem && known === undefined) {
    return { action: 'NeedsItem', key };
  }
  const item = itemToStore(entity, model, versioned(write, known), ['input']);
  const free = freeFilters(entity, now);
  const conditions: WriteCondition[] = [];
  const marker = marked(entity);
  if (marker !== undefined) {
    conditions.push({ filter: anyOf([...free, marker]), reason: 'ALREADY_EXISTS', fields: [] });
  }
  if (typeof expected === 'number') {
    const gone = expired(entity, now);
    const version = versionIs(entity, expected, expected === 0);
    const alternatives = expected === 0 && gone !== undefined ? anyOf([gone, version.filter]) : version.filter;
    const live = expected === 0 ? alternatives : (allOf([present(entity, now), version.filter]) ?? alternatives);
    conditions.push({ ...version, filter: live });
  }
  for (const field of entity.fields.values()) {
    if (!field.immutable || field.inPrimaryKey || !field.stored) continue;
    const value = item[field.attribute];
    const same: Filter =
      value === undefined
        ? { kind: 'exists', path: [field.attribute], exists: false }
        : { kind: 'compare', path: [field.attribute], op: '=', value };
    conditions.push({ filter: anyOf([...free, same]), reason: 'IMMUTABLE', fields: [field.name] });
  }
  if (dependsOnItem) conditions.push(...asRead(write, free, known?.item));
  return putPlan(entity, key, item, conditions, now, known?.item);
}

/** No item of the type: nothing at all, or one that has expired. */
function freeFilters(entity: Entity, now: Date): readonly Filter[] {
  const gone = expired(entity, now);
  return [stored(entity, false), ...(gone === undefined ? [] : [gone])];
}

function versioned({ entity, values, expectedVersion }: PutWrite, known: Known | undefined): Values {
  if (entity.version === undefined || expectedVersion === undefined) return values;
  const before = expectedVersion === 'ANY' ? storedVersion(entity, known?.item) : expectedVersion;
  return byFieldName({ ...values, [entity.version]: before + 1 });
}

/** 0 where there is none, or what only another program writes. */
function storedVersion(entity: Entity, item: AttributeMap | undefined): number {
  const value = item && ownAttribute(item, fieldOf(entity, entity.version ?? '').attribute);
  return value !== undefined && 'N' in value && Number.isSafeInteger(Number(value.N)) ? Number(value.N) : 0;
}

/** That the values the plan rests on are still those that were read. */
function asRead(
  { entity, expectedVersion }: PutWrite,
  free: readonly Filter[],
  item: AttributeMap | undefined,
): readonly WriteCondition[] {
  if (item === undefined) return [{ filter: anyOf(free), reason: 'STALE', fields: [] }];
  const names = [
    ...entity.uniqueFields.map(({ field }) => field),
    ...(expectedVersion === 'ANY' && entity.version !== undefined ? [entity.version] : []),
  ];
  return [
    { filter: stored(entity, true), reason: 'STALE', fields: [] },
    ...names.flatMap((name) => unchanged(fieldOf(entity, name), item)),
  ];
}

function putPlan(
  entity: Entity,
  key: AttributeMap,
  item: AttributeMap,
  conditions: readonly WriteCondition[],
  now: Date,
  before: AttributeMap | undefined,
): PutPlan {
  const builder = createExpressionBuilder();
  const condition = conditionalInput(conditions, builder);
  return {
    action: 'PutItem',
    entity,
    table: entity.table,
    key,
    conditions,
    live: present(entity, now),
    markers: markerActions(entity, {
      owner: key,
      before,
      after: item,
      refresh: entity.ttl !== undefined,
      argument: ['input'],
    }),
    input: { TableName: entity.table, Item: item, ...condition, ...placeholders(builder) },
  };
}
