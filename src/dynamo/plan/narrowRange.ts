import { allOf, conjuncts, type Filter } from '../../model/filter.js';
import type { KeyPart } from '../../model/keyTemplate.js';
import type { KeyRange } from './keyRange.js';
import { boundsOfRange, intersected, rangeOfBounds, type SortRange } from './sortBounds.js';

/**
 * Takes what a condition says of the sort key into the range, so that rows it would drop are not read.
 *
 * @param sort  The sort key that the range is of.
 * @returns The range, and what is left of the condition; `nothing` where both exclude each other; undefined where the
 *   condition says nothing of it, or the key has several attributes.
 */
export function narrowRange(
  range: KeyRange,
  filter: Filter,
  sort: readonly KeyPart[] = [],
): { readonly range: KeyRange; readonly left: Filter | undefined } | 'nothing' | undefined {
  const [part, second] = sort;
  if (part === undefined || second !== undefined) return undefined;
  const conditions = conjuncts(filter);
  const onSort = conditions.find((condition) => rangeOfFilter(condition, part.attribute) !== undefined);
  const asked = onSort && rangeOfFilter(onSort, part.attribute);
  if (asked === undefined) return undefined;
  const left = allOf(conditions.filter((condition) => condition !== onSort));
  const [given] = range.sort;
  if (given === undefined) return { range: { ...range, sort: [asked] }, left };
  const bounds = intersected(boundsOfRange(given), boundsOfRange(asked));
  if (bounds === undefined) return 'nothing';
  const narrowed = rangeOfBounds(part.attribute, bounds);
  if (narrowed === undefined) return undefined;
  return { range: { ...range, sort: [narrowed.sort], dropped: [...range.dropped, ...narrowed.dropped] }, left };
}

function rangeOfFilter(filter: Filter, attribute: string): SortRange | undefined {
  if (!('path' in filter) || filter.path.length !== 1 || filter.path[0] !== attribute) return undefined;
  if (filter.kind === 'beginsWith') return { op: 'beginsWith', attribute, value: filter.value };
  return filter.kind === 'compare' && filter.op === '=' ? { op: '=', attribute, value: filter.value } : undefined;
}
