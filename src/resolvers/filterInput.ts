import { badInput } from '../errors/gatewayError.js';
import { encodeArgument } from '../dynamo/values/encodeValue.js';
import type { AttributeValue } from '../model/attributeValue.js';
import { allOf, type CompareOperator, type Filter, type Path } from '../model/filter.js';
import type { Field, Model } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';

type Input = Readonly<Record<string, unknown>>;
type ArgumentPath = readonly (string | number)[];

const COMPARATORS: Readonly<Record<string, CompareOperator>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Levels of an argument's path. DynamoDB's own limit on an expression is reached long before. */
const MAX_DEPTH = 64;

/**
 * A filter argument as the model's Filter. Tests of one object are joined by "and"; null for an
 * operator is as good as not given, save in `eq` and `ne`, where it asks for a missing value.
 *
 * @param fields  Of the entity, or of the map that the input is about.
 * @param argument  Name of the argument, for errors.
 */
export function toFilter(
  fields: ReadonlyMap<string, Field>,
  model: Model,
  input: Input | null | undefined,
  argument: ArgumentPath,
): Filter | undefined {
  return input === null || input === undefined ? undefined : objectFilter(fields, model, input, [], argument);
}

function objectFilter(
  fields: ReadonlyMap<string, Field>,
  model: Model,
  input: Input,
  path: Path,
  argument: ArgumentPath,
): Filter | undefined {
  if (argument.length > MAX_DEPTH) {
    throw badInput(`The filter is nested too deep: at most ${MAX_DEPTH} levels of and, or, not and fields.`, [
      ...argument.slice(0, 3),
    ]);
  }
  const inner = (value: unknown, at: ArgumentPath): Filter =>
    objectFilter(fields, model, value as Input, path, at) ?? { kind: 'and', filters: [] };
  const filters = Object.entries(input).flatMap(([name, value]): readonly (Filter | undefined)[] => {
    if (value === null || value === undefined) return [];
    const at = [...argument, name];
    if (name === 'and' || name === 'or') {
      return [
        { kind: name, filters: (value as readonly unknown[]).map((one, position) => inner(one, [...at, position])) },
      ];
    }
    if (name === 'not') return [{ kind: 'not', filter: inner(value, at) }];
    const field = fields.get(name);
    return field === undefined ? [] : [fieldFilter(field, model, value as Input, [...path, field.attribute], at)];
  });
  return allOf(filters);
}

function fieldFilter(field: Field, model: Model, input: Input, path: Path, argument: ArgumentPath): Filter | undefined {
  if (field.type.kind === 'map') {
    return objectFilter(model.maps.get(field.type.map)?.fields ?? new Map(), model, input, path, argument);
  }
  return allOf(
    Object.entries(input).map(([test, operand]) => testOf(field.type, model, path, test, operand, [...argument, test])),
  );
}

function testOf(
  type: ValueType,
  model: Model,
  path: Path,
  test: string,
  operand: unknown,
  argument: ArgumentPath,
): Filter | undefined {
  if (operand === undefined) return undefined;
  if (operand === null) {
    return test === 'eq' || test === 'ne' ? { kind: 'exists', path, exists: test === 'ne' } : undefined;
  }
  const encode = (value: unknown, as: ValueType = type): AttributeValue => {
    const encoded = encodeArgument(as, value, model.maps, argument);
    if (encoded === undefined) throw badInput(`"${test}" needs a value.`, argument);
    return encoded;
  };
  switch (test) {
    case 'between': {
      const [low, high] = twoBounds(operand, argument);
      return { kind: 'between', path, low: encode(low), high: encode(high) };
    }
    case 'in':
      return { kind: 'in', path, values: (operand as readonly unknown[]).map((value) => encode(value)) };
    case 'beginsWith':
      return { kind: 'beginsWith', path, value: encode(operand, prefixType(type)) };
    case 'contains':
      return {
        kind: 'contains',
        path,
        value: encode(operand, type.kind === 'list' ? type.of : type),
      };
    case 'exists':
      return { kind: 'exists', path, exists: operand === true };
    case 'size':
      return allOf(
        Object.entries(operand as Input).flatMap(([name, value]): readonly Filter[] => {
          if (value === null || value === undefined) return [];
          const op = COMPARATORS[name];
          if (op !== undefined) return [{ kind: 'size', path, op, value: Number(value) }];
          const [low, high] = twoBounds(value, [...argument, name]);
          return [
            { kind: 'size', path, op: '>=', value: Number(low) },
            { kind: 'size', path, op: '<=', value: Number(high) },
          ];
        }),
      );
    default: {
      const op = COMPARATORS[test];
      if (op === undefined) throw badInput(`"${test}" is no test of this field.`, argument);
      return { kind: 'compare', path, op, value: encode(operand) };
    }
  }
}

function twoBounds(operand: unknown, argument: ArgumentPath): readonly [low: unknown, high: unknown] {
  const [low, high, ...more] = operand as readonly unknown[];
  if (low === undefined || high === undefined || more.length > 0) {
    throw badInput(`"between" takes two values, the lower and the upper bound.`, argument);
  }
  return [low, high];
}

/** The start of an ID or a date is no ID or date, so it is taken as it is. */
function prefixType(type: ValueType): ValueType {
  return type.kind === 'scalar' && type.storage === 'B' ? type : { kind: 'scalar', scalar: 'String', storage: 'S' };
}
