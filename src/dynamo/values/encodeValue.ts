import { badInput, GatewayError } from '../../errors/gatewayError.js';
import type { AttributeValue } from '../../model/attributeValue.js';
import type { MapType } from '../../model/model.js';
import { type ListValueType, NUMBER_SCALARS, type ScalarType, type ValueType } from '../../model/valueType.js';
import { assertLevel, assertText } from './assertStorable.js';
import { encodeDocument } from './encodeDocument.js';
import { encodeNumber } from './encodeNumber.js';

type Maps = ReadonlyMap<string, MapType>;

/**
 * A GraphQL value, as its scalar's `parseValue` left it, in the form it is stored:
 * texts for ID, String, dates, BigInt, Decimal and Bytes (base64), numbers for Int
 * and Float, names for enums, plain objects by GraphQL field names for maps.
 * Undefined where nothing is stored: null, undefined, and an empty set.
 *
 * Members of a map that are absent or null are left out; defaults and generated
 * values are not made here.
 *
 * @param level  Of the value in its item: 1 for an attribute, 2 inside its map or list.
 * @throws {GatewayError} `BAD_USER_INPUT`, its `argument` the path inside `value`, for what DynamoDB cannot hold.
 */
export function encodeValue(type: ValueType, value: unknown, maps: Maps, level = 1): AttributeValue | undefined {
  if (value === null || value === undefined) return undefined;
  assertLevel(level);
  switch (type.kind) {
    case 'scalar':
      return encodeScalar(type, value, level);
    case 'enum':
      return { S: value as string };
    case 'map':
      return encodeMap(type.map, value, maps, level);
    case 'list': {
      const elements = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      return type.storage === 'L' ? encodeList(type, elements, maps, level) : encodeSet(type, elements, maps);
    }
  }
}

/** The same, with the path of the argument that holds the value in front of an error's. */
export function encodeArgument(
  type: ValueType,
  value: unknown,
  maps: Maps,
  argument: readonly (string | number)[],
  level = 1,
): AttributeValue | undefined {
  return within(argument, () => encodeValue(type, value, maps, level));
}

function encodeScalar({ scalar, storage }: ScalarType, value: unknown, level: number): AttributeValue {
  switch (storage) {
    case 'S':
      return { S: NUMBER_SCALARS.has(scalar) ? encodeNumber(value) : encodeText(value) };
    case 'N':
      return { N: encodeNumber(value) };
    case 'B':
      // Base64 has several texts for the same bytes, and a set must not hold two of them.
      return { B: Buffer.from(String(value), 'base64').toString('base64') };
    case 'BOOL':
      return { BOOL: value === true };
    case 'EPOCH_SECONDS':
      return { N: String(Math.floor(epochMilliseconds(value) / 1000)) };
    case 'EPOCH_MILLISECONDS':
      return { N: String(epochMilliseconds(value)) };
    case 'DOCUMENT':
      return encodeDocument(value, level);
    case 'JSON_TEXT':
      return { S: JSON.stringify(value) };
  }
}

function encodeText(value: unknown): string {
  const text = String(value);
  assertText(text);
  return text;
}

function epochMilliseconds(value: unknown): number {
  const milliseconds = Date.parse(String(value));
  if (Number.isNaN(milliseconds)) {
    throw badInput(`"${String(value)}" is not a date and time; write it like 2024-05-31T12:00:00Z.`, []);
  }
  return milliseconds;
}

function encodeMap(name: string, value: unknown, maps: Maps, level: number): AttributeValue {
  const map = maps.get(name);
  if (map === undefined) throw new Error(`The model has no map "${name}".`);
  const values = value as Readonly<Record<string, unknown>>;
  const attributes: Record<string, AttributeValue> = {};
  for (const field of map.fields.values()) {
    if (!Object.hasOwn(values, field.name)) continue;
    const encoded = within([field.name], () => encodeValue(field.type, values[field.name], maps, level + 1));
    if (encoded !== undefined) attributes[field.attribute] = encoded;
  }
  return { M: attributes };
}

function encodeList(type: ListValueType, elements: readonly unknown[], maps: Maps, level: number): AttributeValue {
  const encoded = elements.map((element, position) =>
    within([position], () => {
      const value = encodeValue(type.of, element, maps, level + 1);
      if (value === undefined && type.ofRequired) {
        throw badInput('An element of this list must not be null or an empty set.', []);
      }
      return value ?? { NULL: true };
    }),
  );
  return { L: encoded };
}

function encodeSet(type: ListValueType, elements: readonly unknown[], maps: Maps): AttributeValue | undefined {
  const texts = new Set<string>();
  for (const [position, element] of elements.entries()) {
    within([position], () => {
      const value = encodeValue(type.of, element, maps);
      if (value === undefined) throw badInput('A set cannot hold null; leave the element out.', []);
      texts.add(setElement(type.storage, value));
    });
  }
  if (texts.size === 0) return undefined;
  switch (type.storage) {
    case 'SS':
      return { SS: [...texts] };
    case 'NS':
      return { NS: [...texts] };
    default:
      return { BS: [...texts] };
  }
}

function setElement(storage: ListValueType['storage'], value: AttributeValue): string {
  if (storage === 'SS' && 'S' in value) return value.S;
  if (storage === 'NS' && 'N' in value) return value.N;
  if (storage === 'BS' && 'B' in value) return value.B;
  throw new Error(`A set of type ${storage} cannot hold ${Object.keys(value).join()}.`);
}

/** Puts steps in front of the argument path of an error raised inside. */
function within<T>(steps: readonly (string | number)[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'BAD_USER_INPUT') throw error;
    throw badInput(error.message, [...steps, ...(error.details.argument ?? [])]);
  }
}
