import fc from 'fast-check';
import { listArguments, type KeyOperator } from '../../src/model/listArguments.js';
import { entityOf, fieldOf, type Model } from '../../src/model/model.js';
import type { Draw, FieldValue, PagingShape } from './pagingShapes.js';

/** Ranges and filters for the paging tests: as arguments of the API, and as a plain question about a drawn row. */
export interface PagingCondition {
  /** Arguments by name, as values of GraphQL literals. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly holds: (draw: Draw) => boolean;
}

type Compare = (a: FieldValue, b: FieldValue) => number;
type Asked = Readonly<Record<string, unknown>>;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function comparison(scalar: string): Compare {
  if (scalar === 'Bytes') {
    return (a, b) => Buffer.compare(Buffer.from(String(a), 'base64'), Buffer.from(String(b), 'base64'));
  }
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
  const entity = entityOf(model, shape.entity);
  const { sort } = listArguments(entity, shape.index);
  const at = sort.length === 0 ? 0 : leading % sort.length;
  const asked = sort.slice(0, at + 1).map(({ field, operators }, position) => {
    const scalar = scalarOf(model, shape, field);
    const values = bounds.map((draw) => shape.fields[field]?.(caseId, draw) ?? 1);
    const wanted = position < at ? { eq: values[0] } : askedOf(scalar, operators, operator, values);
    return { field, scalar, wanted };
  });
  return {
    args: Object.fromEntries(asked.map(({ field, wanted }) => [field, wanted])),
    holds: (draw) =>
      asked.every(({ field, scalar, wanted }) => satisfies(scalar, wanted, shape.fields[field]?.(caseId, draw))),
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
  const { type } = fieldOf(entityOf(model, shape.entity), field);
  return type.kind === 'scalar' ? type.scalar : '';
}

/** A value as it stands in a GraphQL document. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')}}`;
}
