import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Field, MapType } from '../../model/model.js';
import type { EnumValueType, ListValueType, ValueType } from '../../model/valueType.js';
import { InvalidStoredValue } from './invalidStoredValue.js';
import { scalarDecoder } from './scalarDecoder.js';

type Maps = ReadonlyMap<string, MapType>;

/** What a decoder must know of the place it stands in. One object serves any number of items. */
export interface DecodeContext {
  /** Attribute names from the item down to the value in hand; decoders push and pop. */
  readonly path: string[];
  /** Makes the error that stands in a map for a member that does not fit. Called while `path` leads to that member. */
  invalid(problem: InvalidStoredValue): Error;
}

/**
 * Turns one stored value, never a NULL, into what GraphQL serves.
 *
 * @throws {InvalidStoredValue} when it does not fit. A map does not throw for its members: each holds its own Error.
 */
export type ValueDecoder = (stored: AttributeValue, context: DecodeContext) => unknown;

/** One property of the object a map or an item becomes. */
export interface Member {
  readonly name: string;
  readonly attribute: string;
  /** `own` where the attribute is called like something every object inherits (`constructor`); `never` where it is not stored. */
  readonly lookUp: 'direct' | 'own' | 'never';
  readonly decode: ValueDecoder;
  /** Reads the value from elsewhere when its own attribute is absent; undefined where that is absent too. */
  readonly derive: ((stored: AttributeMap) => unknown) | undefined;
  readonly whenAbsent: 'null' | 'emptyList' | 'invalid';
}

const decodersOfModel = new WeakMap<Maps, WeakMap<ValueType, ValueDecoder>>();

/** The decoder of a type, made once for each model. */
export function valueDecoder(type: ValueType, maps: Maps): ValueDecoder {
  let decoders = decodersOfModel.get(maps);
  if (decoders === undefined) {
    decoders = new WeakMap();
    decodersOfModel.set(maps, decoders);
  }
  let decoder = decoders.get(type);
  if (decoder === undefined) {
    decoder = compile(type, maps);
    decoders.set(type, decoder);
  }
  return decoder;
}

function compile(type: ValueType, maps: Maps): ValueDecoder {
  switch (type.kind) {
    case 'scalar':
      return scalarDecoder(type);
    case 'enum':
      return enumDecoder(type);
    case 'map':
      return mapDecoder(type.map, maps);
    case 'list':
      return listDecoder(type, valueDecoder(type.of, maps));
  }
}

function enumDecoder(type: EnumValueType): ValueDecoder {
  const values = new Set(type.values);
  return (stored) => {
    if ('S' in stored && values.has(stored.S)) return stored.S;
    throw new InvalidStoredValue(`one of ${type.enum}'s values (${type.values.join(', ')})`, stored);
  };
}

function mapDecoder(name: string, maps: Maps): ValueDecoder {
  // Made at first use: a map may hold itself.
  let members: readonly Member[] | undefined;
  return (stored, context) => {
    if (!('M' in stored)) throw new InvalidStoredValue(`a map (${name})`, stored);
    members ??= [...(maps.get(name)?.fields.values() ?? [])].map((field) => memberOf(field, maps));
    return shapeMembers(members, stored.M, context);
  };
}

/** The member of a field that is stored under its own attribute. */
export function memberOf(field: Field, maps: Maps): Member {
  const { name, attribute, type, required } = field;
  const emptySet = type.kind === 'list' && type.storage !== 'L';
  return {
    name,
    attribute,
    lookUp: attribute in Object.prototype ? 'own' : 'direct',
    decode: valueDecoder(type, maps),
    derive: undefined,
    whenAbsent: !required ? 'null' : emptySet ? 'emptyList' : 'invalid',
  };
}

/** The properties of a map or an item; what does not fit is an Error in its place. */
export function shapeMembers(
  members: readonly Member[],
  stored: AttributeMap,
  context: DecodeContext,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of members) {
    context.path.push(member.attribute);
    result[member.name] = memberValue(member, stored, context);
    context.path.pop();
  }
  return result;
}

function memberValue(member: Member, stored: AttributeMap, context: DecodeContext): unknown {
  const value = storedValue(member, stored);
  try {
    if (value !== undefined && !('NULL' in value)) return member.decode(value, context);
    const derived = member.derive?.(stored);
    if (derived !== undefined) return derived;
    if (member.whenAbsent === 'null') return null;
    if (member.whenAbsent === 'emptyList') return [];
    throw new InvalidStoredValue('a value', undefined);
  } catch (problem) {
    if (!(problem instanceof InvalidStoredValue)) throw problem;
    return context.invalid(problem);
  }
}

function storedValue({ attribute, lookUp }: Member, stored: AttributeMap): AttributeValue | undefined {
  if (lookUp === 'direct') return stored[attribute];
  return lookUp === 'own' && Object.hasOwn(stored, attribute) ? stored[attribute] : undefined;
}

function listDecoder(type: ListValueType, decode: ValueDecoder): ValueDecoder {
  const element = (stored: AttributeValue, context: DecodeContext): unknown => {
    if (!('NULL' in stored)) return decode(stored, context);
    if (type.ofRequired) throw new InvalidStoredValue('a list without null', stored);
    return null;
  };
  return (stored, context) => {
    if ('L' in stored) return stored.L.map((value) => element(value, context));
    if ('SS' in stored) return stored.SS.map((S) => decode({ S }, context));
    if ('NS' in stored) return stored.NS.map((N) => decode({ N }, context));
    if ('BS' in stored) return stored.BS.map((B) => decode({ B }, context));
    throw new InvalidStoredValue('a list or a set', stored);
  };
}
