import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { valueAt, type Path } from '../../model/filter.js';
import type { Field, Model } from '../../model/model.js';
import { encodeArgument } from '../values/encodeValue.js';
import { byFieldName } from './byFieldName.js';
import type { WriteCondition } from './conditions.js';

type Values = Readonly<Record<string, unknown>>;

export interface NestedChanges {
  readonly set: readonly { readonly path: Path; readonly value: AttributeValue }[];
  readonly remove: readonly Path[];
  readonly conditions: readonly WriteCondition[];
}

/**
 * Changes inside a map: only the members given are touched. DynamoDB refuses a path into a map
 * that is not there, so the plan must know: a required map is taken to be there, any other one is
 * looked up in the stored item, and either way a `STALE` condition holds the plan to it.
 *
 * @param value  The set input of the map; null takes a member away.
 */
export function nestedChanges(
  field: Field,
  value: Values,
  model: Model,
  item: AttributeMap | undefined,
): NestedChanges | 'needs item' {
  const set: { path: Path; value: AttributeValue }[] = [];
  const remove: Path[] = [];
  const conditions: WriteCondition[] = [];

  const enter = (map: Field, mapValue: Values, path: Path, names: readonly string[]): 'needs item' | undefined => {
    if (item === undefined && !map.required) return 'needs item';
    const isThere = item === undefined || valueAt(item, path) !== undefined;
    conditions.push({
      filter: { kind: 'exists', path, exists: isThere },
      reason: 'STALE',
      fields: [names[0] ?? map.name],
    });
    if (!isThere) {
      const whole = encodeArgument(
        map.type,
        wholeMap(map, mapValue, model, names),
        model.maps,
        ['set', ...names],
        path.length,
      );
      if (whole !== undefined) set.push({ path, value: whole });
      return undefined;
    }
    for (const member of membersOf(map, model)) {
      const given = memberValue(mapValue, member);
      const memberPath = [...path, member.attribute];
      const memberNames = [...names, member.name];
      if (given === undefined) continue;
      if (given === null) remove.push(memberPath);
      else if (member.type.kind === 'map') {
        if (enter(member, given as Values, memberPath, memberNames) !== undefined) return 'needs item';
      } else {
        const encoded = encodeArgument(member.type, given, model.maps, ['set', ...memberNames], memberPath.length);
        if (encoded === undefined) remove.push(memberPath);
        else set.push({ path: memberPath, value: encoded });
      }
    }
    return undefined;
  };

  refuseNulls(field, value, model, [field.name]);
  if (enter(field, value, [field.attribute], [field.name]) !== undefined) return 'needs item';
  return { set, remove, conditions };
}

/** Before anything is read: a required member cannot be taken away, whatever is stored. */
function refuseNulls(map: Field, value: Values, model: Model, names: readonly string[]): void {
  for (const member of membersOf(map, model)) {
    const given = memberValue(value, member);
    const memberNames = [...names, member.name];
    if (given === null && member.required) {
      throw badInput(`${memberNames.join('.')} is required; it cannot be null.`, ['set', ...memberNames]);
    }
    if (member.type.kind === 'map' && given !== undefined && given !== null) {
      refuseNulls(member, given as Values, model, memberNames);
    }
  }
}

/**
 * A map that is written whole, because the item lacks it, so every required member must be given.
 *
 * @param names  Of the map and of what it is in; behind the name of the argument they are a member's path.
 */
export function wholeMap(map: Field, value: Values, model: Model, names: readonly string[], argument = 'set'): Values {
  const whole = byFieldName({});
  for (const member of membersOf(map, model)) {
    const given = memberValue(value, member);
    const memberNames = [...names, member.name];
    if (given !== undefined && given !== null) {
      whole[member.name] =
        member.type.kind === 'map' ? wholeMap(member, given as Values, model, memberNames, argument) : given;
    } else if (member.required) {
      throw badInput(
        `${memberNames.join('.')} is required: ${
          argument === 'set' ? `the item has no ${names.join('.')} yet` : `${argument} writes ${names.join('.')} whole`
        }, so all of it must be given.`,
        [argument, ...memberNames],
      );
    }
  }
  return whole;
}

function membersOf(map: Field, model: Model): readonly Field[] {
  return map.type.kind === 'map' ? [...(model.maps.get(map.type.map)?.fields.values() ?? [])] : [];
}

/** A member may be called like what every object inherits. */
function memberValue(values: Values, { name }: Field): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
