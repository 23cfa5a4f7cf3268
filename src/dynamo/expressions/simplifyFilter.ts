import type { Filter } from '../../model/filter.js';
import { compareKeyValues, haveOrder } from '../values/compareKeyValues.js';

/**
 * The same condition without what DynamoDB has no words for or refuses: empty
 * `and` (true) and `or` (false), `in` without values and `between` with its ends
 * the wrong way round (false). Nested `and` and `or` of one kind become one.
 *
 * @returns `true` or `false` where the answer is known without an item: the first needs no expression, the second no call.
 */
export function simplifyFilter(filter: Filter): Filter | boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return simplifyMany(filter.kind, filter.filters);
    case 'not': {
      const inner = simplifyFilter(filter.filter);
      if (typeof inner === 'boolean') return !inner;
      return inner.kind === 'not' ? inner.filter : { kind: 'not', filter: inner };
    }
    case 'in':
      return filter.values.length === 0 ? false : filter;
    case 'between':
      return haveOrder(filter.low, filter.high) && compareKeyValues(filter.low, filter.high) > 0 ? false : filter;
    default:
      return filter;
  }
}

function simplifyMany(kind: 'and' | 'or', filters: readonly Filter[]): Filter | boolean {
  const decisive = kind === 'or';
  const kept: Filter[] = [];
  for (const filter of filters) {
    const simple = simplifyFilter(filter);
    if (simple === decisive) return decisive;
    if (typeof simple === 'boolean') continue;
    if (simple.kind === kind) kept.push(...simple.filters);
    else kept.push(simple);
  }
  const [first] = kept;
  if (first === undefined) return !decisive;
  return kept.length === 1 ? first : { kind, filters: kept };
}
