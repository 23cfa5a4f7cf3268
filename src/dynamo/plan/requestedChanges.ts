import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Path } from '../../model/filter.js';
import type { Entity, Field, Model } from '../../model/model.js';
import type { UpdateChanges } from '../expressions/updateExpression.js';
import { encodeArgument } from '../values/encodeValue.js';
import type { WriteCondition } from './conditions.js';
import { nestedChanges, wholeMap } from './nestedChanges.js';
import { givenFields, type UpdateRequest } from './updateRequest.js';

type Values = Readonly<Record<string, unknown>>;

export interface RequestedChanges {
  readonly changes: Required<UpdateChanges>;
  readonly conditions: readonly WriteCondition[];
}

/**
 * The changes of attributes that a request asks for, without those that follow from them.
 *
 * @param item  The stored item, where it was read: maps that may be missing are changed by what it shows.
 * @throws {GatewayError} `BAD_USER_INPUT` for null in a required field, and what cannot be stored.
 */
export function requestedChanges(
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  item: AttributeMap | undefined,
): RequestedChanges | 'needs item' {
  const set: { path: Path; value: AttributeValue }[] = [];
  const remove: Path[] = [];
  const conditions: WriteCondition[] = [];
  for (const [field, value] of givenFields(entity, request.set)) {
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
    givenFields(entity, request[part]).flatMap(([field, value]) => {
      // The inputs of an update take a map in parts, and `if_not_exists` writes it whole.
      const whole = field.type.kind === 'map' ? wholeMap(field, value as Values, model, [field.name], part) : value;
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

/** None for null, for an empty set, and for a field that is only in keys. */
export function storedValue(
  field: Field,
  value: unknown,
  model: Model,
  argument: string,
): { path: Path; value: AttributeValue }[] {
  const encoded = field.stored ? encodeArgument(field.type, value, model.maps, [argument, field.name]) : undefined;
  return encoded === undefined ? [] : [{ path: [field.attribute], value: encoded }];
}
