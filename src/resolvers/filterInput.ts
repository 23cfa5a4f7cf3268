import { badInput, GatewayError } from '../errors/gatewayError.js';
import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import { forbiddenField, rulesOut } from '../dynamo/plan/accessChecks.js';
import { encodeArgument } from '../dynamo/values/encodeValue.js';
import type { AttributeValue } from '../model/attributeValue.js';
import { allOf, anyOf, type CompareOperator, type Filter, type Path } from '../model/filter.js';
import type { Entity, Field, Model } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';
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

/**
 * Values of one filter. DynamoDB takes far fewer in an expression; those that the gateway would have to look at are
 * refused before any work is done for them.
 */
const MAX_VALUES = 1_000;

/** @throws {GatewayError} `LIMIT_EXCEEDED` */
function refuseTooMany(input: Input, argument: ArgumentPath): void {
  let count = 0;
  const left: unknown[] = [input];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) count += 1;
    else for (const inner of Object.values(value)) left.push(inner);
    if (count > MAX_VALUES) throw tooManyValues(argument);
  }
}

function tooManyValues(argument: ArgumentPath): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `"${argument.join('.')}" tests more than ${MAX_VALUES} values. Test fewer at once.`,
    { argument: [...argument], limit: { name: 'filterValues', max: MAX_VALUES } },
  );
}

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
  seen: SeenFields,
): Filter | undefined {
  if (input === null || input === undefined) return undefined;
  refuseTooMany(input, argument);
  return objectFilter(fields, model, input, [], argument, seen);
}

/**
 * What must hold of an item for a field of it to be seen; undefined where it always is. A hidden field is asked as if it
 * were missing, so that nobody guesses it.
 *
 * @throws {GatewayError} `FORBIDDEN` for a field that is never seen.
 */
export type SeenFields = (field: string, argument: ArgumentPath) => Filter | undefined;

/** @param entities  Whose items are asked: a field is seen where all of them show it. */
export function seenFields(entities: readonly Entity[], viewer: Viewer): SeenFields {
  return (field, argument) =>
    allOf(
      entities.map((entity) => {
        const filter = viewer.mayField(entity, field, 'READ');
        if (rulesOut(filter, {})) throw forbiddenField(entity, field, 'READ', argument);
        return filter;
      }),
    );
}

function asSeen(test: Filter | undefined, seen: Filter | undefined): Filter | undefined {
  if (test === undefined || seen === undefined) return test;
  const shown: Filter = { kind: 'and', filters: [seen, test] };
  return evaluateFilter(test, {}) ? anyOf([shown, { kind: 'not', filter: seen }]) : shown;
}

function objectFilter(
  fields: ReadonlyMap<string, Field>,
  model: Model,
  input: Input,
  path: Path,
  argument: ArgumentPath,
  seen: SeenFields,
): Filter | undefined {
  if (argument.length > MAX_DEPTH) {
    throw badInput(`The filter is nested too deep: at most ${MAX_DEPTH} levels of and, or, not and fields.`, [
      ...argument.slice(0, 3),
    ]);
  }
  const inner = (value: unknown, at: ArgumentPath): Filter =>
    objectFilter(fields, model, value as Input, path, at, seen) ?? { kind: 'and', filters: [] };
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
    if (field === undefined) return [];
    const test = fieldFilter(field, model, value as Input, [...path, field.attribute], at);
    return [path.length === 0 ? asSeen(test, seen(name, at)) : test];
  });
  return allOf(filters);
}

function fieldFilter(field: Field, model: Model, input: Input, path: Path, argument: ArgumentPath): Filter | undefined {
  if (field.type.kind === 'map') {
    return objectFilter(
      model.maps.get(field.type.map)?.fields ?? new Map(),
      model,
      input,
      path,
      argument,
      () => undefined,
    );
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
