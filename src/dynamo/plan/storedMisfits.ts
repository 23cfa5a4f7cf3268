import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Path } from '../../model/filter.js';
import { fieldOf, type Entity, type Field, type MapType, type Model } from '../../model/model.js';
import type { ValueType } from '../../model/valueType.js';
import type { UpdateChanges, ValueChange } from '../expressions/updateExpression.js';
import { itemInvalid } from '../values/compileDecoder.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { InvalidStoredValue } from '../values/invalidStoredValue.js';
import type { WriteCondition } from './conditions.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Other programs store what they like. DynamoDB refuses to add to a text or to look into a number, with words for
 * nobody; here it is the item's fault, by name.
 *
 * @param changes  `set` works on what is stored only inside maps.
 * @throws {GatewayError} `ITEM_INVALID` for the first stored value that a change cannot work on.
 */
export function refuseMisfits(
  entity: Entity,
  model: Model,
  changes: { readonly set: Values; readonly add: Values; readonly remove: Values; readonly append: Values },
  item: AttributeMap,
): void {
  for (const [name, value] of [changes.add, changes.remove, changes.append].flatMap(Object.entries<unknown>)) {
    const field = fieldOf(entity, name);
    if (value !== undefined && value !== null)
      refuseMisfit(entity, field.type, item, ownAttribute(item, field.attribute), [field]);
  }
  const enter = (type: ValueType, given: unknown, stored: AttributeValue | undefined, path: readonly Field[]): void => {
    if (type.kind !== 'map' || given === undefined || given === null) return;
    refuseMisfit(entity, type, item, stored, path);
    if (stored === undefined || !('M' in stored)) return;
    for (const [name, inner] of Object.entries(given)) {
      const member = memberOf(model.maps, type.map, name);
      if (member !== undefined) enter(member.type, inner, ownAttribute(stored.M, member.attribute), [...path, member]);
    }
  };
  for (const [name, value] of Object.entries(changes.set)) {
    const field = fieldOf(entity, name);
    enter(field.type, value, ownAttribute(item, field.attribute), [field]);
  }
  const version = entity.version === undefined ? undefined : fieldOf(entity, entity.version);
  if (version !== undefined) refuseMisfit(entity, version.type, item, ownAttribute(item, version.attribute), [version]);
}

function refuseMisfit(
  entity: Entity,
  type: ValueType,
  item: AttributeMap,
  stored: AttributeValue | undefined,
  path: readonly Field[],
): void {
  const member = memberIn(type);
  if (stored === undefined || 'NULL' in stored || member in stored) return;
  const misfit = new InvalidStoredValue(`a value of DynamoDB's type ${member}, to change it in place`, stored);
  throw itemInvalid(
    entity,
    item,
    path.map((field) => field.attribute),
    misfit,
  );
}

/** Of the types that are changed in place: maps, lists, sets, and numbers stored as numbers. */
function memberIn(type: ValueType): 'M' | 'N' | 'L' | 'SS' | 'NS' | 'BS' {
  if (type.kind === 'map') return 'M';
  return type.kind === 'list' ? type.storage : 'N';
}

function memberOf(maps: ReadonlyMap<string, MapType>, map: string, name: string): Field | undefined {
  return maps.get(map)?.fields.get(name);
}

/**
 * A stored NULL counts as absent, and to DynamoDB it is a value: nothing can be added to it, and `if_not_exists`
 * leaves it. So a change of one that is known becomes a plain SET, and a `setIfAbsent` that finds one is planned again.
 */
export function overNulls(
  changes: Required<UpdateChanges>,
  item: AttributeMap | undefined,
): { readonly changes: Required<UpdateChanges>; readonly conditions: readonly WriteCondition[] } {
  const isNull = ({ path }: { readonly path: Path }): boolean => {
    const stored = item !== undefined && path.length === 1 ? ownAttribute(item, path[0] ?? '') : undefined;
    return stored !== undefined && 'NULL' in stored;
  };
  const isNone = (change: { readonly path: Path }): boolean => !isNull(change);
  const { setIfAbsent, increment, append, addToSet, removeFromSet } = changes;
  const known: readonly ValueChange[] = [
    ...setIfAbsent,
    ...addToSet,
    ...increment.map(({ path, by }) => ({ path, value: by })),
    ...append.map(({ path, values }) => ({ path, value: values })),
  ].filter(isNull);
  return {
    changes: {
      ...changes,
      set: [...changes.set, ...known],
      setIfAbsent: setIfAbsent.filter(isNone),
      increment: increment.filter(isNone),
      append: append.filter(isNone),
      addToSet: addToSet.filter(isNone),
      removeFromSet: removeFromSet.filter(isNone),
    },
    conditions: [
      ...known.map((change) => nullCondition(change.path, '=')),
      ...setIfAbsent.filter(isNone).map((change) => nullCondition(change.path, '<>')),
    ],
  };
}

function nullCondition(path: Path, op: '=' | '<>'): WriteCondition {
  return { filter: { kind: 'compare', path, op, value: { NULL: true } }, reason: 'STALE', fields: [] };
}
