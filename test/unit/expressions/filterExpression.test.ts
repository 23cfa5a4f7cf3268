import { describe, expect, test } from '@jest/globals';
import { createExpressionBuilder } from '../../../src/dynamo/expressions/expressionBuilder.js';
import { filterExpression } from '../../../src/dynamo/expressions/filterExpression.js';
import { simplifyFilter } from '../../../src/dynamo/expressions/simplifyFilter.js';
import { splitFilter } from '../../../src/dynamo/expressions/splitFilter.js';
import type { Filter } from '../../../src/model/filter.js';

const is = (attribute: string, text = 'x'): Filter => ({
  kind: 'compare',
  path: [attribute],
  op: '=',
  value: { S: text },
});
const and = (...filters: Filter[]): Filter => ({ kind: 'and', filters });
const or = (...filters: Filter[]): Filter => ({ kind: 'or', filters });
const not = (filter: Filter): Filter => ({ kind: 'not', filter });
const a = is('a');
const b = is('b');
const c = is('c');

const rendered = (filter: Filter): string => filterExpression(filter, createExpressionBuilder());

describe('filterExpression', () => {
  test.each<[string, Filter, string]>([
    ['a comparison', { kind: 'compare', path: ['price'], op: '<=', value: { N: '5' } }, '#price <= :v0'],
    ['a nested path', { kind: 'compare', path: ['to', 'city'], op: '<>', value: { S: 'x' } }, '#to.#city <> :v0'],
    ['between', { kind: 'between', path: ['n'], low: { N: '1' }, high: { N: '2' } }, '#n BETWEEN :v0 AND :v1'],
    ['in', { kind: 'in', path: ['n'], values: [{ N: '1' }, { N: '2' }] }, '#n IN (:v0, :v1)'],
    ['beginsWith', { kind: 'beginsWith', path: ['s'], value: { S: 'x' } }, 'begins_with(#s, :v0)'],
    ['contains', { kind: 'contains', path: ['s'], value: { S: 'x' } }, 'contains(#s, :v0)'],
    ['size', { kind: 'size', path: ['s'], op: '>=', value: 3 }, 'size(#s) >= :v0'],
    ['stored', { kind: 'stored', path: ['pk'], stored: true }, 'attribute_exists(#pk)'],
    ['not stored', { kind: 'stored', path: ['pk'], stored: false }, 'attribute_not_exists(#pk)'],
    [
      'exists, which a stored NULL does not',
      { kind: 'exists', path: ['s'], exists: true },
      'attribute_exists(#s) AND NOT attribute_type(#s, :v0)',
    ],
    [
      'absent, which a stored NULL is',
      { kind: 'exists', path: ['s'], exists: false },
      'attribute_not_exists(#s) OR attribute_type(#s, :v0)',
    ],
    [
      'an absence within and',
      and(a, { kind: 'exists', path: ['s'], exists: false }),
      '#a = :v0 AND (attribute_not_exists(#s) OR attribute_type(#s, :v1))',
    ],
    ['or within and needs parentheses', and(a, or(b, c)), '#a = :v0 AND (#b = :v0 OR #c = :v0)'],
    ['and within or needs none', or(a, and(b, c)), '#a = :v0 OR #b = :v0 AND #c = :v0'],
    ['not of a condition needs none', and(not(a), b), 'NOT #a = :v0 AND #b = :v0'],
    ['not of several needs parentheses', not(and(a, b)), 'NOT (#a = :v0 AND #b = :v0)'],
    ['not of not is nothing', not(not(a)), '#a = :v0'],
    ['and within and is one and', and(and(a, b), and(c)), '#a = :v0 AND #b = :v0 AND #c = :v0'],
  ])('%s', (_, filter, text) => {
    expect(rendered(filter)).toBe(text);
  });

  test('more than 100 values are several INs', () => {
    const values = Array.from({ length: 201 }, (_, at) => ({ N: String(at) }));
    const text = rendered(and({ kind: 'in', path: ['n'], values }, a));
    expect(text).toMatch(
      /^\(#n IN \(:v0, [^)]*:v99\) OR #n IN \(:v100, [^)]*:v199\) OR #n IN \(:v200\)\) AND #a = :v201$/,
    );
  });

  test('a filter that is always true or false is refused: no expression says that', () => {
    expect(() => rendered(and())).toThrow('A filter that is always true has no expression.');
    expect(() => rendered(and(a, or()))).toThrow('A filter that is always false has no expression.');
  });
});

describe('simplifyFilter', () => {
  const between = (low: string, high: string): Filter => ({
    kind: 'between',
    path: ['n'],
    low: { N: low },
    high: { N: high },
  });

  test.each<[string, Filter, Filter | boolean]>([
    ['and of nothing is true', and(), true],
    ['or of nothing is false', or(), false],
    ['true drops out of and', and(a, and(), b), and(a, b)],
    ['true decides or', or(a, and()), true],
    ['false decides and', and(a, or()), false],
    ['false drops out of or', or(or(), a), a],
    ['not of a constant', not(or()), true],
    ['in without values is false', { kind: 'in', path: ['n'], values: [] }, false],
    ['between with its ends the wrong way round is false', between('10', '9'), false],
    ['between with one value stays', between('9', '9.0'), between('9', '9.0')],
    ['not of not', not(not(a)), a],
    ['one of one', and(or(and(a))), a],
    ['or within or', or(or(a, b), c), or(a, b, c)],
  ])('%s', (_, filter, simple) => {
    expect(simplifyFilter(filter)).toEqual(simple);
  });
});

describe('splitFilter', () => {
  const keys = new Set(['pk', 'sk']);

  test('what names a key attribute is evaluated here, the rest is sent', () => {
    expect(splitFilter(and(a, is('sk'), and(b, is('pk'))), keys)).toEqual({
      sent: and(a, b),
      local: and(is('sk'), is('pk')),
    });
  });

  test('an or or not that names one anywhere stays whole', () => {
    expect(splitFilter(and(or(a, is('sk')), not(b)), keys)).toEqual({ sent: not(b), local: or(a, is('sk')) });
    expect(splitFilter(or(a, not(is('pk'))), keys)).toEqual({ sent: undefined, local: or(a, not(is('pk'))) });
  });

  test('without a key attribute all is sent, without a filter nothing', () => {
    expect(splitFilter(a, keys)).toEqual({ sent: a, local: undefined });
    expect(splitFilter(undefined, keys)).toEqual({ sent: undefined, local: undefined });
  });
});
