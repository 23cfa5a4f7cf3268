import { Kind, valueFromASTUntyped, type ConstValueNode } from 'graphql';
import type { MapType } from '../../model/model.js';
import type { ValueType } from '../../model/valueType.js';
import { aTypeText, typeText } from '../typeText.js';

/** What a `@default(value:)` comes to, or why it does not fit its field (the end of a sentence that names the field). */
export type DefaultValue =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'mistake'; readonly message: string };

/** Coerces the literal as GraphQL coerces an input value. BigInt, Decimal, dates and Bytes stay text, as they travel. */
export function defaultValueOf(
  node: ConstValueNode,
  type: ValueType,
  maps: ReadonlyMap<string, MapType>,
): DefaultValue {
  if (node.kind === Kind.NULL) return mistake('null is what a field without a default has: leave out @default');
  switch (type.kind) {
    case 'enum':
      return node.kind === Kind.ENUM && type.values.includes(node.value)
        ? value(node.value)
        : mistake(`${literalText(node)} is no value of ${type.enum}: write one of ${type.values.join(', ')}`);
    case 'list':
      return listDefault(node, type.of, maps);
    case 'map':
      return mapDefault(node, type.map, maps);
    case 'scalar': {
      const coerce = COERCIONS[type.scalar];
      const coerced = coerce === undefined ? valueFromASTUntyped(node) : coerce(node);
      return coerced === undefined ? mistake(`${literalText(node)} is not ${aTypeText(type)}`) : value(coerced);
    }
  }
}

function listDefault(node: ConstValueNode, of: ValueType, maps: ReadonlyMap<string, MapType>): DefaultValue {
  const items = (node.kind === Kind.LIST ? node.values : [node]).map((item) => defaultValueOf(item, of, maps));
  const wrong = items.find((item) => item.kind === 'mistake');
  return wrong ?? value(items.flatMap((item) => (item.kind === 'value' ? [item.value] : [])));
}

function mapDefault(node: ConstValueNode, name: string, maps: ReadonlyMap<string, MapType>): DefaultValue {
  const map = maps.get(name);
  if (node.kind !== Kind.OBJECT) return mistake(`${literalText(node)} is no ${name}: write an object, {field: value}`);
  const given: Record<string, unknown> = {};
  for (const { name: key, value: literal } of node.fields) {
    const field = map?.fields.get(key.value);
    if (field === undefined) return mistake(`${name} has no field "${key.value}"`);
    const inner = defaultValueOf(literal, field.type, maps);
    if (inner.kind === 'mistake') return inner;
    given[key.value] = inner.value;
  }
  const missing = [...(map?.fields.values() ?? [])].find(
    (field) => field.required && !Object.hasOwn(given, field.name),
  );
  if (missing !== undefined) return mistake(`${name} needs its field "${missing.name}", ${typeText(missing.type)}!`);
  return value(given);
}

type Coerce = (node: ConstValueNode) => unknown;

const text =
  (pattern: RegExp): Coerce =>
  (node) =>
    node.kind === Kind.STRING && pattern.test(node.value) ? node.value : undefined;

/** Numbers of up to 38 digits: text, or a literal whose digits are kept as they are. */
const digits =
  (pattern: RegExp): Coerce =>
  (node) =>
    (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) && pattern.test(node.value)
      ? node.value
      : undefined;

const COERCIONS: Readonly<Record<string, Coerce>> = {
  ID: (node) => (node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
  String: (node) => (node.kind === Kind.STRING ? node.value : undefined),
  Boolean: (node) => (node.kind === Kind.BOOLEAN ? node.value : undefined),
  Int: (node) =>
    node.kind === Kind.INT && Number(node.value) === (Number(node.value) | 0) ? Number(node.value) : undefined,
  Float: (node) =>
    (node.kind === Kind.INT || node.kind === Kind.FLOAT) && Number.isFinite(Number(node.value))
      ? Number(node.value)
      : undefined,
  BigInt: digits(/^-?\d{1,38}$/),
  Decimal: digits(/^-?(?=(?:\.?\d){1,38}(?:[eE]|$))\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/),
  Date: (node) => (node.kind === Kind.STRING && isDate(node.value) ? node.value : undefined),
  LocalDateTime: (node) =>
    node.kind === Kind.STRING &&
    /T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(node.value) &&
    !Number.isNaN(Date.parse(`${node.value}Z`))
      ? node.value
      : undefined,
  DateTime: (node) =>
    node.kind === Kind.STRING &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(node.value) &&
    !Number.isNaN(Date.parse(node.value))
      ? node.value
      : undefined,
  Duration: text(/^[+-]?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?$/),
  Bytes: text(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
};

function isDate(day: string): boolean {
  // Date.parse takes 2025-02-30 for March 2.
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

function literalText(node: ConstValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
      return `"${node.value}"`;
    case Kind.LIST:
      return 'a list';
    case Kind.OBJECT:
      return 'an object';
    case Kind.NULL:
      return 'null';
    default:
      return String(node.value);
  }
}

function value(coerced: unknown): DefaultValue {
  return { kind: 'value', value: coerced };
}

function mistake(message: string): DefaultValue {
  return { kind: 'mistake', message };
}
