import type { AttributeMap, AttributeValue } from './attributeValue.js';

/**
 * A condition on one item, as plain data: what `filter:` and `if:` become,
 * what expiry and type markers add, and later what auth rules compile to. It
 * can be sent (as a FilterExpression or ConditionExpression) or evaluated here.
 */
export type Filter =
  | { readonly kind: 'and'; readonly filters: readonly Filter[] }
  | { readonly kind: 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'compare'; readonly path: Path; readonly op: CompareOperator; readonly value: AttributeValue }
  | { readonly kind: 'between'; readonly path: Path; readonly low: AttributeValue; readonly high: AttributeValue }
  /** 1 or more values; more than 100 are sent as several INs. */
  | { readonly kind: 'in'; readonly path: Path; readonly values: readonly AttributeValue[] }
  | { readonly kind: 'beginsWith'; readonly path: Path; readonly value: AttributeValue }
  | { readonly kind: 'contains'; readonly path: Path; readonly value: AttributeValue }
  /** A stored NULL counts as absent. */
  | { readonly kind: 'exists'; readonly path: Path; readonly exists: boolean }
  /** Whether an item is stored under the key at all, asked of its partition key attribute. */
  | { readonly kind: 'stored'; readonly path: Path; readonly stored: boolean }
  /** What the attribute is stored as: `L`, `SS` ... */
  | { readonly kind: 'ofType'; readonly path: Path; readonly type: string }
  | { readonly kind: 'size'; readonly path: Path; readonly op: CompareOperator; readonly value: number };

/** DynamoDB's comparators, with its meaning of a missing attribute: only `<>` is true of it. */
export type CompareOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** Attribute names from the item inwards: `['address', 'city']`. */
export type Path = readonly string[];

/** True of no item. */
export const NOTHING: Filter = { kind: 'or', filters: [] };

export function allOf(filters: readonly (Filter | undefined)[]): Filter | undefined {
  const given = filters.flatMap(conjuncts);
  return given.length > 1 ? { kind: 'and', filters: given } : given[0];
}

/** The conditions that must all hold for the filter to hold. */
export function conjuncts(filter: Filter | undefined): readonly Filter[] {
  if (filter === undefined) return [];
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter];
}

export function anyOf(filters: readonly Filter[]): Filter {
  return filters.length === 1 && filters[0] !== undefined ? filters[0] : { kind: 'or', filters };
}

/** The top-level attributes the filter reads. */
export function attributesOfFilter(filter: Filter): ReadonlySet<string> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return new Set(filter.filters.flatMap((inner) => [...attributesOfFilter(inner)]));
    case 'not':
      return attributesOfFilter(filter.filter);
    default:
      return new Set(filter.path.slice(0, 1));
  }
}

/** The value at a path, or undefined where it is missing, lies in something that is no map, or is a stored NULL. */
export function valueAt(item: AttributeMap, path: Path): AttributeValue | undefined {
  let map: AttributeMap = item;
  for (const [depth, name] of path.entries()) {
    const value = Object.hasOwn(map, name) ? map[name] : undefined;
    if (value === undefined || 'NULL' in value) return undefined;
    if (depth === path.length - 1) return value;
    if (!('M' in value)) return undefined;
    map = value.M;
  }
  return undefined;
}
