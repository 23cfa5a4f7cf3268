import { badInput } from '../../errors/gatewayError.js';
import type { Filter } from '../../model/filter.js';
import { createExpressionBuilder, type ExpressionBuilder } from './expressionBuilder.js';
import { simplifyFilter } from './simplifyFilter.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_IN_VALUES = 100;

export const MAX_EXPRESSION_BYTES = 4096;

/** How tightly an expression's outermost operator binds: an operand that binds less tightly needs parentheses. */
const BINDS = { or: 0, and: 1, not: 2, condition: 3 } as const;

interface Rendered {
  readonly text: string;
  readonly binds: number;
}

/**
 * The filter as a FilterExpression or ConditionExpression, with no more
 * parentheses than its meaning needs. To join several, join the filters (`allOf`).
 *
 * @param argument  Path of the argument that the filter comes from, for errors.
 * @throws {GatewayError} `BAD_USER_INPUT` beyond 4 KB, which is all that DynamoDB takes.
 * @throws {Error} for a filter that is always true or always false: ask `simplifyFilter` first, no expression says that.
 */
export function filterExpression(
  filter: Filter,
  builder: ExpressionBuilder,
  argument: readonly string[] = ['filter'],
): string {
  const simple = simplifyFilter(filter);
  if (typeof simple === 'boolean') throw new Error(`A filter that is always ${simple} has no expression.`);
  const { text } = render(simple, builder);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_EXPRESSION_BYTES) {
    throw badInput(
      `The condition is too long: as DynamoDB's expression it has ${bytes} bytes, and ${MAX_EXPRESSION_BYTES} are allowed. Test fewer fields or values at once.`,
      argument,
    );
  }
  return text;
}

/** As `filterExpression` would write it; 0 for a filter that needs no expression. */
export function bytesOfFilter(filter: Filter): number {
  const simple = simplifyFilter(filter);
  return typeof simple === 'boolean' ? 0 : Buffer.byteLength(render(simple, createExpressionBuilder()).text);
}

function render(filter: Filter, builder: ExpressionBuilder): Rendered {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter.kind,
        filter.filters.map((inner) => render(inner, builder)),
      );
    case 'not':
      return { text: `NOT ${operand(render(filter.filter, builder), BINDS.not)}`, binds: BINDS.not };
    case 'compare':
      return condition(`${builder.path(filter.path)} ${filter.op} ${builder.value(filter.value)}`);
    case 'between': {
      const path = builder.path(filter.path);
      return condition(`${path} BETWEEN ${builder.value(filter.low)} AND ${builder.value(filter.high)}`);
    }
    case 'in':
      return renderIn(builder.path(filter.path), filter.values.map(builder.value));
    case 'beginsWith':
      return condition(`begins_with(${builder.path(filter.path)}, ${builder.value(filter.value)})`);
    case 'contains':
      return condition(`contains(${builder.path(filter.path)}, ${builder.value(filter.value)})`);
    case 'ofType':
      return condition(`attribute_type(${builder.path(filter.path)}, ${builder.value({ S: filter.type })})`);
    case 'size':
      return condition(`size(${builder.path(filter.path)}) ${filter.op} ${builder.value({ N: String(filter.value) })}`);
    case 'stored':
      return condition(`${filter.stored ? 'attribute_exists' : 'attribute_not_exists'}(${builder.path(filter.path)})`);
    case 'exists':
      return renderExists(builder.path(filter.path), filter.exists, builder);
  }
}

function renderIn(path: string, values: readonly string[]): Rendered {
  const lists: Rendered[] = [];
  for (let start = 0; start < values.length; start += MAX_IN_VALUES) {
    lists.push(condition(`${path} IN (${values.slice(start, start + MAX_IN_VALUES).join(', ')})`));
  }
  return joined('or', lists);
}

function renderExists(path: string, exists: boolean, builder: ExpressionBuilder): Rendered {
  const isNull = `attribute_type(${path}, ${builder.value({ S: 'NULL' })})`;
  return exists
    ? { text: `attribute_exists(${path}) AND NOT ${isNull}`, binds: BINDS.and }
    : { text: `attribute_not_exists(${path}) OR ${isNull}`, binds: BINDS.or };
}

function joined(kind: 'and' | 'or', parts: readonly Rendered[]): Rendered {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const binds = BINDS[kind];
  return { text: parts.map((part) => operand(part, binds)).join(kind === 'and' ? ' AND ' : ' OR '), binds };
}

function operand(part: Rendered, binds: number): string {
  return part.binds < binds ? `(${part.text})` : part.text;
}

function condition(text: string): Rendered {
  return { text, binds: BINDS.condition };
}
