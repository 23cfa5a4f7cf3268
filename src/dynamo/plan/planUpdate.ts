import { badInput, GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Path } from '../../model/filter.js';
import type { Entity, Field, Model } from '../../model/model.js';
import { fieldOf } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { placeholders } from './placeholders.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { updateExpression, type UpdateChanges, type ValueChange } from '../expressions/updateExpression.js';
import { fitsScalar } from '../keys/fitsScalar.js';
import { assertIndexKeysFit } from '../keys/assertIndexKeysFit.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { compileDecoder } from '../values/compileDecoder.js';
import { fieldChangeable, forbidden, forbiddenField, refuseForbidden, rulesOut } from './accessChecks.js';
import { accessAfter } from './accessAfter.js';
import { byFieldName } from './byFieldName.js';
import { conditionalInput, isAbsent, unchanged, type WriteCondition } from './conditions.js';
import { guards } from './planGuarded.js';
import { derivedAttributes, type DerivedAttributes } from './derivedAttributes.js';
import { requestedChanges, storedValue } from './requestedChanges.js';
import { checkRequest, givenFields, givenNames, type UpdateRequest } from './updateRequest.js';
import { overNulls, refuseMisfits } from './storedMisfits.js';
import { presentAfterWrite } from './presence.js';
import { markerActions, type MarkerAction } from './uniqueMarkers.js';
import type { UpdateWrite } from './write.js';
import type { NeedsItem, UpdatePlan } from './writePlan.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * One UpdateItem that changes what is asked and everything that follows from it: index attributes,
 * computed attributes, version and UPDATED_AT.
 *
 * @param item  The stored item, for an update that a first plan said needs it.
 * @throws {GatewayError} `BAD_USER_INPUT` for an empty update, null in a required field, or two changes of one field.
 */
export function planUpdate(
  { entity, key, request: asked, returnsItem }: UpdateWrite,
  model: Model,
  viewer: Viewer,
  item?: AttributeMap,
): UpdatePlan | NeedsItem {
  const { now } = viewer;
  checkRequest(entity, asked);
  refuseForbidden(entity, ['UPDATE'], viewer, key);
  const ofFields = fieldConditions(entity, asked, key, viewer);
  const request = item === undefined ? asked : withoutRecovered(entity, model, asked, item);
  if (item !== undefined) refuseMisfits(entity, model, request, item);
  const collected = requestedChanges(entity, model, request, item);
  const generated = generatedValues(entity, now);
  const derived = atItsArgument(request, () =>
    derivedAttributes(entity, {
      key: request.key,
      primary: key,
      set: byFieldName({ ...request.set, ...generated }),
      unknown: new Set([request.setIfAbsent, request.add].flatMap((values) => givenNames(values))),
      stored: item === undefined ? undefined : storedValues(entity, model, item, request),
      item,
    }),
  );
  const left = leftConditions(entity, model, asked, key, viewer, derived === 'needs item' ? undefined : derived);
  const marked = markedFields(entity, request);
  if (collected === 'needs item' || derived === 'needs item' || (marked.length > 0 && item === undefined)) {
    return { action: 'NeedsItem', key };
  }

  const { changes, conditions: onNulls } = overNulls(
    { ...collected.changes, increment: [...collected.changes.increment, ...nextVersion(entity)] },
    item,
  );
  const conditions: readonly WriteCondition[] = [
    ...guards(entity, 'UPDATE', request, viewer),
    ...ofFields,
    ...left,
    ...collected.conditions,
    ...onNulls,
    ...[...new Set([...derived.read, ...marked])].flatMap((name) => unchanged(fieldOf(entity, name), item ?? {})),
  ];
  const all: Required<UpdateChanges> = {
    ...changes,
    set: [
      ...changes.set,
      ...Object.entries(generated).flatMap(([name, value]) => storedValue(fieldOf(entity, name), value, model, 'set')),
      ...asChanges(derived.set),
    ],
    setIfAbsent: [...changes.setIfAbsent, ...asChanges(derived.setIfAbsent)],
    remove: [...changes.remove, ...derived.remove.map((name) => [name])],
  };
  if (item !== undefined) assertIndexKeysFit(entity, itemAfter(item, all), ['set']);
  const builder = createExpressionBuilder();
  const expression = updateExpression(all, builder);
  const condition = conditionalInput(conditions, builder);
  return {
    action: 'UpdateItem',
    entity,
    table: entity.table,
    key,
    conditions,
    live: presentAfterWrite(entity, viewer),
    markers:
      item === undefined
        ? []
        : atItsArgument(request, () => updatedMarkers(entity, key, request, item, itemAfter(item, all))),
    input: {
      TableName: entity.table,
      Key: key,
      // Nothing to do is an expression DynamoDB refuses; without one it still checks the condition.
      ...(expression === '' ? {} : { UpdateExpression: expression }),
      ...condition,
      ...placeholders(builder),
      ...(returnsItem ? { ReturnValues: 'ALL_NEW' as const } : {}),
    },
  };
}

/**
 * What rules ask of each field that is changed.
 *
 * @throws {GatewayError} `FORBIDDEN` for what no item could allow.
 */
function fieldConditions(
  entity: Entity,
  request: UpdateRequest,
  key: AttributeMap,
  viewer: Viewer,
): readonly WriteCondition[] {
  const parts = ['set', 'setIfAbsent', 'add', 'remove', 'append'] as const;
  return parts.flatMap((part) =>
    givenNames(request[part]).flatMap((name): readonly WriteCondition[] => {
      const filter = fieldChangeable(entity, name, viewer);
      if (filter === undefined) return [];
      if (rulesOut(filter, key)) throw forbiddenField(entity, name, 'UPDATE', [part, name]);
      return [{ filter, reason: 'CONDITION_FAILED', fields: [name] }];
    }),
  );
}

/**
 * What rules ask of the item as the update leaves it.
 *
 * @param derived  Undefined where it takes the item to know what follows.
 * @throws {GatewayError} `FORBIDDEN` for what no item could allow.
 */
function leftConditions(
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  key: AttributeMap,
  viewer: Viewer,
  derived: DerivedAttributes | undefined,
): readonly WriteCondition[] {
  const after = accessAfter(entity, model, request, key, viewer, derived);
  if (after === undefined) return [];
  if (rulesOut(after.filter, key)) throw forbidden(entity, ['UPDATE']);
  return [{ filter: after.filter, reason: 'CONDITION_FAILED', fields: after.fields }];
}

/** A value that cannot stand in a template or be unique may have come by another argument than `set`. */
function atItsArgument<T>(request: UpdateRequest, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const [, name = ''] = error.details.argument ?? [];
    const part = (['setIfAbsent', 'add'] as const).find((each) => Object.hasOwn(request[each], name));
    throw part === undefined ? error : badInput(error.message, [part, name]);
  }
}

/** The item's fields as they will be once `add` and `setIfAbsent` are done; templates are rendered from these. */
function storedValues(entity: Entity, model: Model, item: AttributeMap, request: UpdateRequest): Values {
  const names = [...entity.fields.keys()];
  const values = byFieldName(compileDecoder(entity, model, names)(item));
  for (const name of givenNames(request.setIfAbsent)) values[name] ??= request.setIfAbsent[name];
  for (const [field, added] of givenFields(entity, request.add)) {
    values[field.name] = sum(field, values[field.name], added);
  }
  return values;
}

/** Templates hold whole numbers only; of any other field they ask no more than whether it is there. */
function sum(field: Field, stored: unknown, added: unknown): unknown {
  if (stored instanceof Error || field.type.kind !== 'scalar') return stored;
  if (!WHOLE_SCALARS.has(field.type.scalar)) return stored ?? added;
  const text = String(BigInt(String(stored ?? 0)) + BigInt(String(added)));
  if (!fitsScalar(field.type, text)) {
    throw badInput(`"${field.name}" would be ${text}, which is beyond what ${field.type.scalar} holds.`, [
      'add',
      field.name,
    ]);
  }
  return text;
}

const WHOLE_SCALARS: ReadonlySet<string> = new Set(['Int', 'BigInt']);

function asChanges(attributes: AttributeMap): readonly ValueChange[] {
  return Object.entries(attributes).map(([name, value]) => ({ path: [name], value }));
}

/** The item with its attributes as they will be: those that are written as a whole, which a key always is. */
function itemAfter(item: AttributeMap, { set, setIfAbsent, remove }: Required<UpdateChanges>): AttributeMap {
  const written = (changes: readonly ValueChange[]): AttributeMap =>
    Object.fromEntries(
      changes.flatMap(({ path: [name = '', ...inside], value }) => (inside.length > 0 ? [] : [[name, value]])),
    );
  const gone = new Set(remove.flatMap(([name = '', ...inside]) => (inside.length > 0 ? [] : [name])));
  const after = { ...written(setIfAbsent), ...item, ...written(set) };
  return Object.fromEntries(Object.entries(after).filter(([name]) => !gone.has(name)));
}

/** A field that another program stored in a key only is there all the same: `setIfAbsent` has nothing to do with it. */
function withoutRecovered(entity: Entity, model: Model, request: UpdateRequest, item: AttributeMap): UpdateRequest {
  const inKeyOnly = givenFields(entity, request.setIfAbsent).filter(
    ([field]) => field.source !== undefined && isAbsent(ownAttribute(item, field.attribute)),
  );
  const names = inKeyOnly.map(([field]) => field.name);
  const values = byFieldName(compileDecoder(entity, model, names)(item));
  const setIfAbsent = Object.entries(request.setIfAbsent).filter(([name]) => (values[name] ?? null) === null);
  return { ...request, setIfAbsent: Object.fromEntries(setIfAbsent) };
}

/** What every update writes beside what is asked. */
function generatedValues(entity: Entity, now: Date): Values {
  const fields = [...entity.fields.values()].filter(({ generated }) => generated === 'UPDATED_AT');
  return Object.fromEntries(fields.map(({ name }) => [name, now.toISOString()]));
}

function nextVersion(entity: Entity): { path: Path; by: { N: string } }[] {
  return entity.version === undefined ? [] : [{ path: [fieldOf(entity, entity.version).attribute], by: { N: '1' } }];
}

/**
 * What an update of unique values rests on, which it must have read: the unique fields that it changes. Markers expire
 * with their item, so the time of a type that expires is among them, and a change of that time touches every marker.
 */
function markedFields(entity: Entity, { set, setIfAbsent, add }: UpdateRequest): readonly string[] {
  const given = new Set([set, setIfAbsent, add].flatMap(givenNames));
  const unique = entity.uniqueFields.map(({ field }) => field);
  const { ttl } = entity;
  if (ttl === undefined) return unique.filter((name) => given.has(name));
  const touched = given.has(ttl.field) ? unique : unique.filter((name) => given.has(name));
  return touched.length === 0 ? [] : [...touched, ttl.field];
}

function updatedMarkers(
  entity: Entity,
  owner: AttributeMap,
  request: UpdateRequest,
  before: AttributeMap,
  written: AttributeMap,
): readonly MarkerAction[] {
  const { ttl } = entity;
  const added = ttl && Object.hasOwn(request.add, ttl.field) ? request.add[ttl.field] : undefined;
  const stored = ttl && ownAttribute(before, ttl.attribute);
  const expiry = Number(stored !== undefined && 'N' in stored ? stored.N : 0) + Number(added ?? 0);
  return markerActions(entity, {
    owner,
    before,
    after: ttl === undefined || added === undefined ? written : { ...written, [ttl.attribute]: { N: String(expiry) } },
    fields: markedFields(entity, request),
    refresh: ttl !== undefined,
    argument: ['set'],
  });
}
