import { isDeepStrictEqual } from 'node:util';
import type { AttributeMap } from '../../model/attributeValue.js';
import { allOf, anyOf, NOTHING, type Filter } from '../../model/filter.js';
import { fieldOf, type Entity, type Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { creatable, forbidden, leftChangeable, refuseForbidden, replaceable, rulesOut } from './accessChecks.js';
import { byFieldName } from './byFieldName.js';
import { conditionalInput, unchanged, versionIs, type WriteCondition } from './conditions.js';
import { itemToStore } from './itemToStore.js';
import { placeholders } from './placeholders.js';
import { expired, marked, presentAfterWrite, stored } from './presence.js';
import { markerActions } from './uniqueMarkers.js';
import type { CreateWrite, PutWrite } from './write.js';
import type { Known, NeedsItem, PutPlan } from './writePlan.js';

type Values = Readonly<Record<string, unknown>>;

/** Writes a new item and refuses a taken key. An expired item does not count as taking it. */
export function planCreate({ entity, key, values, filled }: CreateWrite, model: Model, viewer: Viewer): PutPlan {
  refuseForbidden(entity, ['CREATE'], viewer, key);
  const free: WriteCondition = { filter: anyOf(freeFilters(entity, viewer.now)), reason: 'ALREADY_EXISTS', fields: [] };
  const item = itemToStore(entity, model, values, ['input']);
  if (!creatable(entity, item, givenFields(entity, values, filled), viewer)) throw forbidden(entity, ['CREATE']);
  return putPlan(entity, key, item, [free], viewer, undefined);
}

/**
 * Writes an item whole, whether or not one is there; `@immutable` fields of one that is there must not differ. Where
 * the type has unique values, or the version is to rise whatever it is, it must be known what is there.
 */
export function planPut(write: PutWrite, model: Model, viewer: Viewer, read: Known | undefined): PutPlan | NeedsItem {
  const { entity, key, expectedVersion: expected } = write;
  const { now } = viewer;
  refuseForbidden(entity, ['CREATE', 'UPDATE'], viewer, key);
  const access = putAccess(write, model, viewer);
  const dependsOnItem = entity.uniqueFields.length > 0 || expected === 'ANY';
  if (dependsOnItem && read === undefined) {
    return { action: 'NeedsItem', key };
  }
  const known = read && { item: replacedItem(write, access, viewer, read.item) };
  const item = itemToStore(entity, model, versioned(write, known), ['input']);
  const free = freeFilters(entity, now);
  const conditions: WriteCondition[] = [];
  const marker = marked(entity);
  if (marker !== undefined) {
    conditions.push({ filter: anyOf([...free, marker]), reason: 'ALREADY_EXISTS', fields: [] });
  }
  // What whoever puts cannot see has no version for them either: that is said first.
  const ofAccess =
    access && (access.mayCreate && access.replaceable === undefined ? undefined : putCondition(entity, access, free));
  if (ofAccess !== undefined && (typeof expected !== 'number' || expected === 0)) conditions.push(ofAccess);
  if (typeof expected === 'number') {
    const gone = expired(entity, now);
    const version = versionIs(entity, expected, expected === 0);
    const alternatives = expected === 0 && gone !== undefined ? anyOf([gone, version.filter]) : version.filter;
    const live =
      expected === 0 ? alternatives : (allOf([presentAfterWrite(entity, viewer), version.filter]) ?? alternatives);
    conditions.push({ ...version, filter: live });
    if (ofAccess !== undefined && expected > 0) conditions.push({ ...ofAccess, reason: 'CONDITION_FAILED' });
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
  return putPlan(entity, key, item, conditions, viewer, known?.item);
}

/** What rules ask of a put. */
interface PutAccess {
  readonly mayCreate: boolean;
  /** Of the stored item; undefined where every one may be replaced. */
  readonly replaceable: Filter | undefined;
}

/** @throws {GatewayError} `FORBIDDEN` where the item as it is given can neither be created nor take another's place. */
function putAccess({ entity, values, filled }: PutWrite, model: Model, viewer: Viewer): PutAccess | undefined {
  const left = leftChangeable(entity, viewer);
  const stands = replaceable(entity, viewer);
  if (left === undefined && stands === undefined && viewer.may(entity, 'CREATE') === undefined) return undefined;
  const item = itemToStore(entity, model, values, ['input']);
  const mayCreate = creatable(entity, item, givenFields(entity, values, filled), viewer);
  const mayReplace = left === undefined || evaluateFilter(left, item);
  const asked = mayReplace ? stands : NOTHING;
  if (!mayCreate && rulesOut(asked, {})) throw forbidden(entity, ['CREATE', 'UPDATE']);
  return { mayCreate, replaceable: asked };
}

/**
 * The item in whose place the put comes; undefined for one that the conditions keep. Planned with what that one holds,
 * the call would be another than where nothing is stored.
 */
function replacedItem(
  { entity, expectedVersion }: PutWrite,
  access: PutAccess | undefined,
  viewer: Viewer,
  item: AttributeMap | undefined,
): AttributeMap | undefined {
  const isKnownByVersion = typeof expectedVersion === 'number' && expectedVersion > 0;
  const asked = allOf([access?.replaceable, isKnownByVersion ? presentAfterWrite(entity, viewer) : undefined]);
  return item !== undefined && asked !== undefined && !evaluateFilter(asked, item) ? undefined : item;
}

/** A hidden item cannot be replaced; where none may be created, it and an absent one are the same refusal. */
function putCondition(entity: Entity, access: PutAccess, free: readonly Filter[]): WriteCondition {
  const stands = allOf([stored(entity, true), access.replaceable]) ?? stored(entity, true);
  return access.mayCreate
    ? { filter: anyOf([...free, stands]), reason: 'ALREADY_EXISTS', fields: [] }
    : { filter: stands, reason: 'NOT_FOUND', fields: [] };
}

/** Fields with a value that somebody gave, which is not the default. */
function givenFields(entity: Entity, values: Values, filled: ReadonlySet<string> = new Set()): readonly string[] {
  return [...entity.fieldRules.keys()].filter((name) => {
    const field = entity.fields.get(name);
    if (field === undefined || filled.has(name)) return false;
    const value = values[name] ?? null;
    return value !== null && !isDeepStrictEqual(value, field.defaultValue);
  });
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
  viewer: Viewer,
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
    live: presentAfterWrite(entity, viewer),
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
