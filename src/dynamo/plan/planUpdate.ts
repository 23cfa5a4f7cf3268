import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Filter, Path } from '../../model/filter.js';
import type { Entity, Field, Model } from '../../model/model.js';
import { fieldOf } from '../../model/model.js';
import { placeholders } from './placeholders.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { updateExpression, type UpdateChanges } from '../expressions/updateExpression.js';
import { primaryKey } from '../keys/itemKey.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { compileDecoder } from '../values/compileDecoder.js';
import { encodeArgument } from '../values/encodeValue.js';
import { byFieldName } from './byFieldName.js';
import { conditionalInput, type WriteCondition } from './conditions.js';
import type { Generators } from './itemToStore.js';
import { nestedChanges, wholeMap } from './nestedChanges.js';
import { guards, type UpdatePlan } from './planWrite.js';
import { checkPlainKeys, derivedAttributes } from './derivedAttributes.js';
import { overNulls, refuseMisfits } from './storedMisfits.js';
import { present } from './presence.js';

type Values = Readonly<Record<string, unknown>>;

export interface UpdateRequest {
  /** The primary key's fields. */
  readonly key: Values;
  /** Null takes the field away. */
  readonly set: Values;
  readonly setIfAbsent: Values;
  /** Numbers to add, also negative, and elements to put into sets. */
  readonly add: Values;
  /** Elements to take out of sets. */
  readonly remove: Values;
  /** Elements to put at the end of lists. */
  readonly append: Values;
  readonly expectedVersion: number | undefined;
  readonly if: Filter | undefined;
  /** Whether the changed item is asked for. */
  readonly returnsItem: boolean;
}

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
  request: UpdateRequest,
  generators: Generators,
  item?: AttributeMap,
): UpdatePlan | NeedsItem {
  checkRequest(entity, request);
  const key = primaryKey(entity, request.key);
  if (item !== undefined) refuseMisfits(entity, model, request, item);
  const collected = collectChanges(entity, model, request, item);
  const generated = generatedValues(entity, generators);
  const derived = derivedAttributes(entity, {
    key: request.key,
    set: byFieldName({ ...request.set, ...generated }),
    unknown: new Set([request.setIfAbsent, request.add].flatMap((values) => givenNames(values))),
    stored: item === undefined ? undefined : storedValues(entity, model, item, request),
  });
  if (collected === 'needs item' || derived === 'needs item') return { action: 'NeedsItem', key };

  const { changes, conditions: onNulls } = overNulls(
    { ...collected.changes, increment: [...collected.changes.increment, ...nextVersion(entity)] },
    item,
  );
  const conditions: readonly WriteCondition[] = [
    ...guards(entity, request, generators.now),
    ...collected.conditions,
    ...onNulls,
    ...derived.read.map((name) => unchanged(fieldOf(entity, name), item ?? {})),
  ];
  const builder = createExpressionBuilder();
  const expression = updateExpression(
    {
      ...changes,
      set: [
        ...changes.set,
        ...Object.entries(generated).flatMap(([name, value]) =>
          storedValue(fieldOf(entity, name), value, model, 'set'),
        ),
        ...Object.entries(derived.set).map(([name, value]) => ({ path: [name], value })),
      ],
      remove: [...changes.remove, ...derived.remove.map((name) => [name])],
    },
    builder,
  );
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

/** What is wrong with the update whatever is stored. */
function checkRequest(entity: Entity, request: UpdateRequest): void {
  const seen = new Set<string>();
  for (const part of ['set', 'setIfAbsent', 'add', 'remove', 'append'] as const) {
    for (const name of givenNames(request[part])) {
      if (seen.has(name)) {
        throw badInput(`Two changes of one update touch "${name}"; keep one of them.`, [part, name]);
      }
      seen.add(name);
    }
  }
  if (seen.size === 0) {
    throw badInput(`This update of ${entity.name} changes nothing. Give at least one field to change.`, ['set']);
  }
  checkPlainKeys(entity, request.set, 'set');
  checkPlainKeys(entity, request.setIfAbsent, 'setIfAbsent');
}

interface Collected {
  readonly changes: Required<UpdateChanges>;
  readonly conditions: readonly WriteCondition[];
}

function collectChanges(
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  item: AttributeMap | undefined,
): Collected | 'needs item' {
  const set: { path: Path; value: AttributeValue }[] = [];
  const remove: Path[] = [];
  const conditions: WriteCondition[] = [];
  for (const [field, value] of given(entity, request.set)) {
    if (field.type.kind === 'map' && value !== null) {
      const nested = nestedChanges(field, value as Values, model, item);
      if (nested === 'needs item') return 'needs item';
      set.push(...nested.set);
      remove.push(...nested.remove);
      conditions.push(...nested.conditions);
      continue;
    }
    if (value === null && field.required) {
      throw badInput(`${entity.name}.${field.name} is required; it cannot be null.`, ['set', field.name]);
    }
    // A field that is only in keys is written by them.
    if (!field.stored) continue;
    const changes = storedValue(field, value, model, 'set');
    if (changes.length === 0) remove.push([field.attribute]);
    set.push(...changes);
  }
  const encodedAll = (part: 'setIfAbsent' | 'add' | 'remove' | 'append'): { path: Path; value: AttributeValue }[] =>
    given(entity, request[part]).flatMap(([field, value]) => {
      // The inputs of an update take a map in parts, and `if_not_exists` writes it whole.
      const whole =
        field.type.kind === 'map' && value !== null
          ? wholeMap(field, value as Values, model, [field.name], part)
          : value;
      return storedValue(field, whole, model, part);
    });
  const added = encodedAll('add');
  return {
    conditions,
    changes: {
      set,
      remove,
      setIfAbsent: encodedAll('setIfAbsent'),
      increment: added.flatMap(({ path, value }) => ('N' in value ? [{ path, by: value }] : [])),
      addToSet: added.filter(({ value }) => !('N' in value)),
      removeFromSet: encodedAll('remove'),
      append: encodedAll('append').flatMap(({ path, value }) => ('L' in value ? [{ path, values: value }] : [])),
    },
  };
}

function given(entity: Entity, values: Values): [Field, unknown][] {
  return givenNames(values).map((name) => [fieldOf(entity, name), values[name]]);
}

function givenNames(values: Values): string[] {
  return Object.keys(values).filter((name) => values[name] !== undefined);
}

/** The item's fields as they will be once `add` and `setIfAbsent` are done; templates are rendered from these. */
function storedValues(entity: Entity, model: Model, item: AttributeMap, request: UpdateRequest): Values {
  const names = [...entity.fields.keys()];
  const values = byFieldName(compileDecoder(entity, model, names)(item));
  for (const name of givenNames(request.setIfAbsent)) values[name] ??= request.setIfAbsent[name];
  for (const [field, added] of given(entity, request.add)) {
    values[field.name] = sum(field, values[field.name], added);
  }
  return values;
}

/** Templates hold whole numbers only; of any other field they ask no more than whether it is there. */
function sum(field: Field, stored: unknown, added: unknown): unknown {
  if (stored instanceof Error || added === null || field.type.kind !== 'scalar') return stored;
  if (field.type.scalar === 'Int') return Number(stored ?? 0) + Number(added);
  if (field.type.scalar === 'BigInt') return String(BigInt(String(stored ?? '0')) + BigInt(String(added)));
  return stored ?? added;
}

function unchanged(field: Field, item: AttributeMap): WriteCondition {
  const attribute = field.stored ? field.attribute : (field.source?.attribute ?? field.attribute);
  const value = ownAttribute(item, attribute);
  const filter: Filter =
    value === undefined
      ? { kind: 'exists', path: [attribute], exists: false }
      : { kind: 'compare', path: [attribute], op: '=', value };
  return { filter, reason: 'STALE', fields: [field.name] };
}

/** What every update writes beside what is asked. */
function generatedValues(entity: Entity, generators: Generators): Values {
  const fields = [...entity.fields.values()].filter(({ generated }) => generated === 'UPDATED_AT');
  return Object.fromEntries(fields.map(({ name }) => [name, generators.now.toISOString()]));
}

/** None for null, for an empty set, and for a field that is only in keys. */
function storedValue(
  field: Field,
  value: unknown,
  model: Model,
  argument: string,
): { path: Path; value: AttributeValue }[] {
  const encoded = field.stored ? encodeArgument(field.type, value, model.maps, [argument, field.name]) : undefined;
  return encoded === undefined ? [] : [{ path: [field.attribute], value: encoded }];
}

function nextVersion(entity: Entity): { path: Path; by: { N: string } }[] {
  return entity.version === undefined ? [] : [{ path: [fieldOf(entity, entity.version).attribute], by: { N: '1' } }];
}
