import type { KeyOperator } from '../model/listArguments.js';

/**
 * What a sort field may be asked for in `Repository.query`, by what its key can answer exactly. The names are
 * those of the served API (`FloatRangeCondition`); which field takes which is worked out by `listArguments`.
 */

/** The operators given, and none of the others. */
type Only<Given extends object> = Given & { readonly [operator in Exclude<KeyOperator, keyof Given>]?: never };

type LowerBound<T> = { readonly gt: T } | { readonly ge: T };
type UpperBound<T> = { readonly lt: T } | { readonly le: T };
type Both<T> =
  | { readonly gt: T; readonly lt: T }
  | { readonly gt: T; readonly le: T }
  | { readonly ge: T; readonly lt: T }
  | { readonly ge: T; readonly le: T };

/** Applies `Only` to each member of a union. */
type EachOnly<Given extends object> = Given extends object ? Only<Given> : never;

export type EqualityCondition<T> = Only<{ readonly eq: T }>;

/** The text the value starts with. */
type StartCondition = Only<{ readonly beginsWith: string }>;

export type PrefixCondition<T> = EqualityCondition<T> | StartCondition;

/** One operator, or one lower and one upper bound. `between` includes both of its values. */
export type RangeCondition<T> =
  EqualityCondition<T> | EachOnly<{ readonly between: readonly [T, T] } | LowerBound<T> | UpperBound<T> | Both<T>>;

export type KeyCondition<T> = RangeCondition<T> | StartCondition;
