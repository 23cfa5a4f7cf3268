import type { AttributeValue } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import { MAX_KEY_BYTES } from '../../model/keyTemplate.js';
import { LAST } from '../keys/keyText.js';
import { compareKeyValues } from '../values/compareKeyValues.js';

/** What a key condition says of one attribute of the sort key. */
export type SortRange =
  | { readonly op: '=' | '<' | '<=' | '>' | '>='; readonly attribute: string; readonly value: AttributeValue }
  | { readonly op: 'between'; readonly attribute: string; readonly low: AttributeValue; readonly high: AttributeValue }
  | { readonly op: 'beginsWith'; readonly attribute: string; readonly value: AttributeValue };

/** One attribute's part of a key condition, and what it reads in excess. */
export interface PartRange {
  readonly sort: SortRange;
  /**
   * True of sort keys that are read and do not belong to the range: BETWEEN includes its ends, so an exclusive bound
   * is read and its equal rows are dropped.
   */
  readonly dropped: readonly Filter[];
}

/** One contiguous stretch of a sort key. A side that is undefined is open. */
export interface SortBounds {
  readonly low: SortBound | undefined;
  readonly high: SortBound | undefined;
}

export interface SortBound {
  readonly value: AttributeValue;
  readonly inclusive: boolean;
}

export function boundsOfRange(range: SortRange | undefined): SortBounds {
  if (range === undefined) return { low: undefined, high: undefined };
  switch (range.op) {
    case '=':
      return { low: { value: range.value, inclusive: true }, high: { value: range.value, inclusive: true } };
    case '<':
    case '<=':
      return { low: undefined, high: { value: range.value, inclusive: range.op === '<=' } };
    case '>':
    case '>=':
      return { low: { value: range.value, inclusive: range.op === '>=' }, high: undefined };
    case 'between':
      return { low: { value: range.low, inclusive: true }, high: { value: range.high, inclusive: true } };
    case 'beginsWith':
      return {
        low: { value: range.value, inclusive: true },
        high: { value: greatestWith(range.value), inclusive: true },
      };
  }
}

/** What lies in both; undefined where nothing does. */
export function intersected(a: SortBounds, b: SortBounds): SortBounds | undefined {
  const low = stricter(a.low, b.low, 1);
  const high = stricter(a.high, b.high, -1);
  if (low !== undefined && high !== undefined) {
    const order = compareKeyValues(low.value, high.value);
    if (order > 0 || (order === 0 && !(low.inclusive && high.inclusive))) return undefined;
  }
  return { low, high };
}

/** Bounds as ONE key condition; undefined where they leave all of the sort key. */
export function rangeOfBounds(attribute: string, { low, high }: SortBounds): PartRange | undefined {
  if (low === undefined || high === undefined) return oneSided(attribute, { low, high });
  if (compareKeyValues(low.value, high.value) === 0) {
    return { sort: { op: '=', attribute, value: low.value }, dropped: [] };
  }
  return between(attribute, low, high);
}

/** @param bounds  At most one of them is given. */
export function oneSided(attribute: string, { low, high }: SortBounds): PartRange | undefined {
  if (low !== undefined) return { sort: { op: low.inclusive ? '>=' : '>', attribute, value: low.value }, dropped: [] };
  if (high !== undefined) {
    return { sort: { op: high.inclusive ? '<=' : '<', attribute, value: high.value }, dropped: [] };
  }
  return undefined;
}

export function between(attribute: string, low: SortBound, high: SortBound): PartRange {
  return {
    sort: { op: 'between', attribute, low: low.value, high: high.value },
    dropped: [low, high].flatMap(({ inclusive, value }): Filter[] =>
      inclusive ? [] : [{ kind: 'compare', path: [attribute], op: '=', value }],
    ),
  };
}

/** Of two bounds of one side the one that leaves less. @param side  1 for the lower one, -1 for the upper one. */
function stricter(a: SortBound | undefined, b: SortBound | undefined, side: 1 | -1): SortBound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareKeyValues(a.value, b.value) * side;
  if (order === 0) return a.inclusive ? b : a;
  return order > 0 ? a : b;
}

/** No key with this prefix lies above it: no text holds U+10FFFF, and no sort key is longer than DynamoDB allows. */
function greatestWith(prefix: AttributeValue): AttributeValue {
  if ('S' in prefix) return { S: prefix.S + LAST };
  if (!('B' in prefix)) throw new Error('Only texts and binaries have prefixes.');
  const bytes = Buffer.alloc(MAX_KEY_BYTES.sort, 0xff);
  Buffer.from(prefix.B, 'base64').copy(bytes);
  return { B: bytes.toString('base64') };
}
