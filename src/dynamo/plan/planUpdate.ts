import { badInput, GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Filter, Path } from '../../model/filter.js';
import type { Entity, Field, Model } from '../../model/model.js';
import { fieldOf } from '../../model/model.js';
import { placeholders } from './placeholders.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { updateExpression, type UpdateChanges, type ValueChange } from '../expressions/updateExpression.js';
import { fitsScalar } from '../keys/fitsScalar.js';
import { assertIndexKeysFit } from '../keys/assertIndexKeysFit.js';
import { primaryKey } from '../keys/itemKey.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { compileDecoder } from '../values/compileDecoder.js';
import { byFieldName } from './byFieldName.js';
import { conditionalInput, type WriteCondition } from './conditions.js';
import type { Generators } from './itemToStore.js';
import { guards, type UpdatePlan } from './planWrite.js';
import { derivedAttributes } from './derivedAttributes.js';
import { requestedChanges, storedValue } from './requestedChanges.js';
import { checkRequest, givenFields, givenNames, type UpdateRequest } from './updateRequest.js';
import { overNulls, refuseMisfits } from './storedMisfits.js';
import { present } from './presence.js';

type Values = Readonly<Record<string, unknown>>;

/** The update cannot be one call: it depends on what is stored. Read the item consistently and plan again with it. */
export interface NeedsItem {
  readonly action: 'NeedsItem';
  readonly key: AttributeMap;
}

/**
 * One UpdateItem that changes what is asked and everything that follows from it: index attributes,
 * computed attributes, version and UPDATED_AT.
 *
 * @param item  The stored item, for an update that a first attempt said needs it. What the plan takes from it
 *   becomes a condition with the reason `STALE`, so that no change in between is lost.
 * @throws {GatewayError} `BAD_USER_INPUT` for an empty update, null in a required field, or two changes of one field.
 */
export function planUpdate(
  entity: Entity,
  model: Model,
  asked: UpdateRequest,
  generators: Generators,
  item?: AttributeMap,
): UpdatePlan | NeedsItem {
  checkRequest(entity, asked);
  const request = item === undefined ? asked : withoutRecovered(entity, model, asked, item);
  const key = primaryKey(entity, request.key);
  if (item !== undefined) refuseMisfits(entity, model, request, item);
  const collected = requestedChanges(entity, model, request, item);
  const generated = generatedValues(entity, generators);
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
  if (collected === 'needs item' || derived === 'needs item') return { action: 'NeedsItem', key };

  const { changes, conditions: onNulls } = overNulls(
    { ...collected.changes, increment: [...collected.changes.increment, ...nextVersion(entity)] },
    item,
  );
  const conditions: readonly WriteCondition[] = [
    ...guards(entity, request, generators.now),
    ...collected.conditions,
    ...onNulls,
    ...derived.read.flatMap((name) => unchanged(fieldOf(entity, name), item ?? {})),
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
    live: present(entity, generators.now),
    input: {
      TableName: entity.table,
      Key: key,
      // Nothing to do is an expression DynamoDB refuses; without one it still checks the condition.
      ...(expression === '' ? {} : { UpdateExpression: expression }),
      ...condition,
      ...placeholders(builder),
      ...(request.returnsItem ? { ReturnValues: 'ALL_NEW' as const } : {}),
    },
  };
}

/** A value that cannot stand in a template may have come by another argument than `set`. */
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
  if (stored instanceof Error || added === null || field.type.kind !== 'scalar') return stored;
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

/** That the field is what was read, also where that came out of a key. */
function unchanged(field: Field, item: AttributeMap): readonly WriteCondition[] {
  const { attribute, source, stored } = field;
  const isThere = (name: string): boolean => !isAbsent(ownAttribute(item, name));
  const inKey = source !== undefined && (!stored || (!isThere(attribute) && isThere(source.attribute)));
  return [...(stored ? [attribute] : []), ...(inKey ? [source.attribute] : [])].map((name) => {
    const value = ownAttribute(item, name);
    const filter: Filter =
      value === undefined
        ? { kind: 'exists', path: [name], exists: false }
        : { kind: 'compare', path: [name], op: '=', value };
    return { filter, reason: 'STALE', fields: [field.name] };
  });
}

function isAbsent(value: AttributeValue | undefined): boolean {
  return value === undefined || 'NULL' in value;
}

/** What every update writes beside what is asked. */
function generatedValues(entity: Entity, generators: Generators): Values {
  const fields = [...entity.fields.values()].filter(({ generated }) => generated === 'UPDATED_AT');
  return Object.fromEntries(fields.map(({ name }) => [name, generators.now.toISOString()]));
}

function nextVersion(entity: Entity): { path: Path; by: { N: string } }[] {
  return entity.version === undefined ? [] : [{ path: [fieldOf(entity, entity.version).attribute], by: { N: '1' } }];
}
