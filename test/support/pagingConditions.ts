import fc from 'fast-check';
import { listArguments, type KeyOperator } from '../../src/model/listArguments.js';
import { entityOf, fieldOf, type Model } from '../../src/model/model.js';
import type { Draw, FieldValue, PagedCollection, PagingShape } from './pagingShape.js';

/** Ranges and filters for the paging tests: as arguments of the API, and as a plain question about a drawn row. */
export interface PagingCondition {
  /** Arguments by name, as values of GraphQL literals. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly holds: (draw: Draw) => boolean;
}

type Compare = (a: FieldValue, b: FieldValue) => number;
type Asked = Readonly<Record<string, unknown>>;

const SORT_KEY = 'sortKey';
const NUMBER_OPERATORS: readonly KeyOperator[] = ['eq', 'lt', 'le', 'gt', 'ge', 'between'];
const TEXT_OPERATORS: readonly KeyOperator[] = [...NUMBER_OPERATORS, 'beginsWith'];

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function comparison(scalar: string): Compare {
  if (scalar === 'Bytes') {
    return (a, b) => Buffer.compare(Buffer.from(String(a), 'base64'), Buffer.from(String(b), 'base64'));
  }
  if (scalar === 'Decimal') return (a, b) => Number(a) - Number(b);
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : byBytes(String(a), String(b)));
}

function startsWith(scalar: string, value: FieldValue, start: string): boolean {
  if (scalar !== 'Bytes') return String(value).startsWith(start);
  const wanted = Buffer.from(start, 'base64');
  return Buffer.from(String(value), 'base64').subarray(0, wanted.length).equals(wanted);
}

/** The first character, or nothing but for binary data: there its first byte. */
function startOf(scalar: string, value: FieldValue): string {
  if (scalar === 'Bytes') return Buffer.from(String(value), 'base64').subarray(0, 1).toString('base64');
  return [...String(value)][0] ?? '';
}

function satisfies(scalar: string, asked: Asked, value: FieldValue): boolean {
  const compare = comparison(scalar);
  return Object.entries(asked).every(([operator, bound]) => {
    if (operator === 'exists') return (value !== undefined) === bound;
    if (value === undefined) return operator === 'ne';
    if (operator === 'beginsWith') return startsWith(scalar, value, String(bound));
    if (operator === 'between') {
      const [low, high] = bound as [FieldValue, FieldValue];
      return compare(value, low) >= 0 && compare(value, high) <= 0;
    }
    const order = compare(value, bound as FieldValue);
    return { eq: order === 0, ne: order !== 0, lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[operator];
  });
}

/** Numbers that a condition is made from once the rows are known. */
export interface ConditionSeed {
  readonly leading: number;
  readonly operator: number;
  readonly bounds: readonly [Draw, Draw];
}

export function conditionSeeds(draws: fc.Arbitrary<Draw>): fc.Arbitrary<ConditionSeed> {
  return fc.record({ leading: fc.nat(3), operator: fc.nat(99), bounds: fc.tuple(draws, draws) });
}

/** One operator on the first sort field, or on a later one with the earlier ones equal. */
export function rangeCondition(
  model: Model,
  shape: PagingShape,
  caseId: string,
  { leading, operator, bounds }: ConditionSeed,
): PagingCondition {
  const sort = sortArguments(model, shape);
  const at = sort.length === 0 ? 0 : leading % sort.length;
  const asked = sort.slice(0, at + 1).map(({ field, operators }, position) => {
    const scalar = scalarOf(model, shape, field);
    const values = bounds.map((draw) => valueOf(shape, field, caseId, draw) ?? 1);
    const wanted = position < at ? { eq: values[0] } : askedOf(scalar, operators, operator, values);
    return { field, scalar, wanted };
  });
  return {
    args: Object.fromEntries(asked.map(({ field, wanted }) => [field, wanted])),
    holds: (draw) =>
      asked.every(({ field, scalar, wanted }) => satisfies(scalar, wanted, valueOf(shape, field, caseId, draw))),
  };
}

/** The arguments that range over the sort key: its fields, or a collection's `sortKey`. */
function sortArguments(model: Model, { entity, index, collection }: PagingShape) {
  if (collection === undefined) return listArguments(entityOf(model, entity), index).sort;
  if (collection.sortKey === undefined) return [];
  const operators = collection.sortKey === 'String' ? TEXT_OPERATORS : NUMBER_OPERATORS;
  return [{ field: SORT_KEY, operators }];
}

function valueOf({ fields, collection }: PagingShape, field: string, caseId: string, draw: Draw): FieldValue {
  return field === SORT_KEY ? collection?.stored(draw) : fields[field]?.(caseId, draw);
}

/** Only some of a collection's types; a seed of 0 asks for none. */
export function typeCondition({ types, typeOf }: PagedCollection, seed: number): PagingCondition {
  const wanted = types.filter((_name, at) => Math.floor(seed / 2 ** at) % 2 === 1);
  return {
    args: { type: wanted.map((name) => new EnumValue(name)) },
    holds: (draw) => wanted.includes(typeOf(draw)),
  };
}

function askedOf(
  scalar: string,
  operators: readonly KeyOperator[],
  seed: number,
  values: readonly FieldValue[],
): Asked {
  const [low, high] = [...values].sort(comparison(scalar));
  const choices = operators.flatMap((operator): readonly Asked[] => {
    if (operator === 'beginsWith') return [{ beginsWith: startOf(scalar, low) }];
    if (operator === 'between') return [{ between: [low, high] }, { gt: low, lt: high }, { ge: low, lt: high }];
    return [{ [operator]: low }];
  });
  return choices[seed % choices.length] ?? {};
}

/** One comparison, its negation, or two of them joined: on what DynamoDB filters and on what the gateway has to. */
export function filterCondition(
  model: Model,
  shape: PagingShape,
  caseId: string,
  [one, other]: readonly [ConditionSeed, ConditionSeed],
): PagingCondition {
  const [a, b] = [comparisonOf(model, shape, caseId, one), comparisonOf(model, shape, caseId, other)];
  switch (one.leading) {
    case 0:
      return { args: { filter: a.args }, holds: a.holds };
    case 1:
      return { args: { filter: { not: a.args } }, holds: (draw) => !a.holds(draw) };
    case 2:
      return { args: { filter: { or: [a.args, b.args] } }, holds: (draw) => a.holds(draw) || b.holds(draw) };
    default:
      return { args: { filter: { and: [a.args, b.args] } }, holds: (draw) => a.holds(draw) && b.holds(draw) };
  }
}

function comparisonOf(model: Model, shape: PagingShape, caseId: string, seed: ConditionSeed): PagingCondition {
  const field = shape.filterable[seed.operator % shape.filterable.length] ?? '';
  const scalar = scalarOf(model, shape, field);
  const value = shape.fields[field]?.(caseId, seed.bounds[0]) ?? 1;
  const choices: readonly Asked[] = [{ eq: value }, { ne: value }, { le: value }, { gt: value }, { exists: true }];
  const wanted = choices[Math.floor(seed.operator / 7) % choices.length] ?? {};
  return {
    args: { [field]: wanted },
    holds: (draw) => satisfies(scalar, wanted, shape.fields[field]?.(caseId, draw)),
  };
}

function scalarOf(model: Model, shape: PagingShape, field: string): string {
  if (field === SORT_KEY) return shape.collection?.sortKey ?? '';
  const { type } = fieldOf(entityOf(model, shape.entity), field);
  return type.kind === 'scalar' ? type.scalar : '';
}

/** The value of an enum, which a document writes without quotes. */
export class EnumValue {
  constructor(readonly name: string) {}
}

/** A value as it stands in a GraphQL document. */
export function literal(value: unknown): string {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')}}`;
}
