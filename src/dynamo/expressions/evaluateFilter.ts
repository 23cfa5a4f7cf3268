import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { type CompareOperator, type Filter, type Path, valueAt } from '../../model/filter.js';
import { compareKeyValues, haveOrder } from '../values/compareKeyValues.js';
import { equalValues } from '../values/equalValues.js';

/**
 * Whether the item meets the filter, just as DynamoDB would answer for the
 * expression: values of different types are unequal and in no order, and of a
 * missing attribute only `<>` (also of its size) and `exists: false` are true.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function evaluateFilter(filter: Filter, item: AttributeMap): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((inner) => evaluateFilter(inner, item));
    case 'or':
      return filter.filters.some((inner) => evaluateFilter(inner, item));
    case 'not':
      return !evaluateFilter(filter.filter, item);
    case 'exists':
      return (valueAt(item, filter.path) !== undefined) === filter.exists;
    case 'stored':
      return (storedAt(item, filter.path) !== undefined) === filter.stored;
    case 'compare':
      return compare(storedAt(item, filter.path), filter.op, filter.value);
    case 'between': {
      const stored = storedAt(item, filter.path);
      return compare(stored, '>=', filter.low) && compare(stored, '<=', filter.high);
    }
    case 'in': {
      const stored = storedAt(item, filter.path);
      return stored !== undefined && filter.values.some((value) => equalValues(stored, value));
    }
    case 'beginsWith':
      return beginsWith(storedAt(item, filter.path), filter.value);
    case 'contains':
      return contains(storedAt(item, filter.path), filter.value);
    case 'ofType':
      return Object.hasOwn(storedAt(item, filter.path) ?? {}, filter.type);
    case 'size':
      return compare(sizeOf(storedAt(item, filter.path)), filter.op, { N: String(filter.value) });
  }
}

/** Unlike `valueAt`, a stored NULL is a value here, as it is to DynamoDB's comparisons. */
function storedAt(item: AttributeMap, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const name of path) {
    if (value === undefined || !('M' in value)) return undefined;
    value = Object.hasOwn(value.M, name) ? value.M[name] : undefined;
  }
  return value;
}

function compare(stored: AttributeValue | undefined, op: CompareOperator, value: AttributeValue): boolean {
  if (stored === undefined) return op === '<>';
  if (op === '=') return equalValues(stored, value);
  if (op === '<>') return !equalValues(stored, value);
  if (!haveOrder(stored, value)) return false;
  const order = compareKeyValues(stored, value);
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function beginsWith(stored: AttributeValue | undefined, prefix: AttributeValue): boolean {
  if (stored === undefined) return false;
  if ('S' in stored && 'S' in prefix) return stored.S.startsWith(prefix.S);
  if ('B' in stored && 'B' in prefix) {
    const start = bytes(prefix.B);
    return bytes(stored.B).subarray(0, start.length).equals(start);
  }
  return false;
}

/** A piece of a text or binary, an element of a set of that type, or any element of a list. */
function contains(stored: AttributeValue | undefined, value: AttributeValue): boolean {
  if (stored === undefined) return false;
  if ('L' in stored) return stored.L.some((element) => equalValues(element, value));
  if ('S' in value) {
    if ('S' in stored) return stored.S.includes(value.S);
    return 'SS' in stored && stored.SS.includes(value.S);
  }
  if ('N' in value) return 'NS' in stored && stored.NS.some((N) => equalValues({ N }, value));
  if ('B' in value) {
    if ('B' in stored) return bytes(stored.B).includes(bytes(value.B));
    return 'BS' in stored && stored.BS.some((B) => equalValues({ B }, value));
  }
  return false;
}

/** Undefined for what has no size: numbers, booleans, NULL. A text's size is its length in UTF-16 units, as in Java. */
function sizeOf(stored: AttributeValue | undefined): AttributeValue | undefined {
  const size = stored === undefined ? undefined : countOf(stored);
  return size === undefined ? undefined : { N: String(size) };
}

function countOf(stored: AttributeValue): number | undefined {
  if ('S' in stored) return stored.S.length;
  if ('B' in stored) return bytes(stored.B).length;
  if ('L' in stored) return stored.L.length;
  if ('M' in stored) return Object.keys(stored.M).length;
  if ('SS' in stored) return stored.SS.length;
  if ('NS' in stored) return stored.NS.length;
  return 'BS' in stored ? stored.BS.length : undefined;
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
