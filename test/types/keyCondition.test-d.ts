/** Conditions on sort keys, operator by operator: `npm run typecheck` reads this file. */
import type { EqualityCondition, KeyCondition, PrefixCondition, RangeCondition } from '../../src/index.js';

export const equality: readonly EqualityCondition<string>[] = [
  { eq: 'a' },
  // @ts-expect-error -- equality only
  { lt: 'a' },
  // @ts-expect-error -- equality only
  { beginsWith: 'a' },
];

export const prefix: readonly PrefixCondition<string>[] = [
  { eq: 'a' },
  { beginsWith: 'a' },
  // @ts-expect-error -- a delimiter stands behind the field: no bound would be exact
  { lt: 'a' },
  // @ts-expect-error -- one operator
  { eq: 'a', beginsWith: 'a' },
];

export const range: readonly RangeCondition<number>[] = [
  { eq: 1 },
  { lt: 1 },
  { le: 1 },
  { gt: 1 },
  { ge: 1 },
  { gt: 1, lt: 2 },
  { ge: 1, le: 2 },
  { between: [1, 2] },
  // @ts-expect-error -- numbers start with nothing
  { beginsWith: '1' },
  // @ts-expect-error -- two upper bounds
  { lt: 1, le: 1 },
  // @ts-expect-error -- between has both bounds already
  { between: [1, 2], gt: 1 },
  // @ts-expect-error -- nothing asked
  {},
];

export const every: readonly KeyCondition<string>[] = [
  { beginsWith: 'a' },
  { ge: 'a', lt: 'b' },
  // @ts-expect-error -- one operator
  { beginsWith: 'a', lt: 'b' },
];

export const ofEachPart: {
  /** As codegen writes the sort key `{status}#{day}`: the second only together with an equal first. */
  readonly sort?:
    | { readonly status?: PrefixCondition<string>; readonly day?: never }
    | { readonly status: EqualityCondition<string>; readonly day?: KeyCondition<string> };
}[] = [
  { sort: { status: { beginsWith: 'P' } } },
  { sort: { status: { eq: 'PAID' }, day: { lt: '2025' } } },
  // @ts-expect-error -- the first is missing
  { sort: { day: { lt: '2025' } } },
  // @ts-expect-error -- the first is not equal to one value
  { sort: { status: { beginsWith: 'P' }, day: { lt: '2025' } } },
];
