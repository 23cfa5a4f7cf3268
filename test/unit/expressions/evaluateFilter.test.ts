import { describe, expect, test } from '@jest/globals';
import { evaluateFilter } from '../../../src/dynamo/expressions/evaluateFilter.js';
import { simplifyFilter } from '../../../src/dynamo/expressions/simplifyFilter.js';
import { splitFilter } from '../../../src/dynamo/expressions/splitFilter.js';
import fc from 'fast-check';
import type { AttributeMap, AttributeValue } from '../../../src/model/attributeValue.js';
import type { CompareOperator, Filter } from '../../../src/model/filter.js';
import { filters, items } from './filterArbitraries.js';

const compare = (op: CompareOperator, value: AttributeValue): Filter => ({ kind: 'compare', path: ['a'], op, value });
const contains = (value: AttributeValue): Filter => ({ kind: 'contains', path: ['a'], value });
const beginsWith = (value: AttributeValue): Filter => ({ kind: 'beginsWith', path: ['a'], value });
const size = (op: CompareOperator, value: number): Filter => ({ kind: 'size', path: ['a'], op, value });
const exists = (value: boolean): Filter => ({ kind: 'exists', path: ['a'], exists: value });

describe('evaluateFilter', () => {
  test.each<[string, AttributeValue | undefined, Filter, boolean]>([
    ['numbers are compared as numbers', { N: '10' }, compare('>', { N: '9' }), true],
    [
      'and exactly',
      { N: '12345678901234567890123456789012345678' },
      compare('>', { N: '12345678901234567890123456789012345677' }),
      true,
    ],
    ['equal numbers in two spellings', { N: '1.0' }, compare('=', { N: '1' }), true],
    ['strings are in the order of UTF-8', { S: '😀' }, compare('>', { S: '\uFFFD' }), true],
    ['types have no order', { S: '5' }, compare('<', { N: '9' }), false],
    ['nor are they equal', { S: '5' }, compare('=', { N: '5' }), false],
    ['they are unequal', { S: '5' }, compare('<>', { N: '5' }), true],
    ['a missing attribute is unequal', undefined, compare('<>', { N: '5' }), true],
    ['and nothing else', undefined, compare('=', { N: '5' }), false],
    ['nor in any order', undefined, compare('<', { N: '5' }), false],
    ['booleans have no order', { BOOL: false }, compare('<', { BOOL: true }), false],
    ['sets are equal in any order', { NS: ['1', '2'] }, compare('=', { NS: ['2.0', '1'] }), true],
    ['lists are not', { L: [{ N: '1' }, { N: '2' }] }, compare('=', { L: [{ N: '2' }, { N: '1' }] }), false],
    [
      'maps are equal by members',
      { M: { x: { N: '1' }, y: { S: 'y' } } },
      compare('=', { M: { y: { S: 'y' }, x: { N: '1.0' } } }),
      true,
    ],
    ['a map with more members is not', { M: { x: { N: '1' } } }, compare('=', { M: {} }), false],
    ['NULL equals NULL', { NULL: true }, compare('=', { NULL: true }), true],
    ['a piece of text', { S: 'abc' }, contains({ S: 'bc' }), true],
    ['an element of a set', { SS: ['abc'] }, contains({ S: 'abc' }), true],
    ['not a piece of one', { SS: ['abc'] }, contains({ S: 'a' }), false],
    ['an element of a number set', { NS: ['2'] }, contains({ N: '2.0' }), true],
    ['an element of a list', { L: [{ S: 'a' }, { N: '1' }] }, contains({ N: '1.0' }), true],
    ['a piece of a binary', { B: 'AAEC' }, contains({ B: 'AQI=' }), true],
    ['digits of a number are no piece', { N: '123' }, contains({ S: '2' }), false],
    ['a prefix', { S: 'abc' }, beginsWith({ S: 'ab' }), true],
    ['a prefix longer than the text', { S: 'ab' }, beginsWith({ S: 'abc' }), false],
    ['a binary prefix by bytes', { B: 'AAEC' }, beginsWith({ B: 'AAE=' }), true],
    ['a prefix of another type', { B: 'AAEC' }, beginsWith({ S: 'A' }), false],
    ['size of text in UTF-16 units', { S: 'a😀' }, size('=', 3), true],
    ['size of a binary in bytes', { B: 'AAEC' }, size('=', 3), true],
    ['size of a map', { M: { x: { N: '1' } } }, size('=', 1), true],
    ['a number has no size', { N: '12' }, size('>=', 0), false],
    ['which is unequal to any', { N: '12' }, size('<>', 2), true],
    ['as that of a missing attribute is', undefined, size('<>', 0), true],
    ['a stored value exists', { S: '' }, exists(true), true],
    ['a stored NULL does not', { NULL: true }, exists(true), false],
    ['it is absent', { NULL: true }, exists(false), true],
    ['as what is missing', undefined, exists(false), true],
    ['in', { N: '2' }, { kind: 'in', path: ['a'], values: [{ N: '1' }, { N: '2.0' }] }, true],
    ['in, missing', undefined, { kind: 'in', path: ['a'], values: [{ N: '1' }] }, false],
    [
      'between includes its ends',
      { N: '2' },
      { kind: 'between', path: ['a'], low: { N: '2' }, high: { N: '2' } },
      true,
    ],
    ['between, missing', undefined, { kind: 'between', path: ['a'], low: { N: '2' }, high: { N: '2' } }, false],
    ['stored', { NULL: true }, { kind: 'stored', path: ['a'], stored: true }, true],
    ['not stored', undefined, { kind: 'stored', path: ['a'], stored: true }, false],
    [
      'a path through what is no map leads nowhere',
      { S: 'x' },
      { kind: 'exists', path: ['a', 'b'], exists: false },
      true,
    ],
    [
      'what every object inherits is not stored',
      { M: {} },
      { kind: 'exists', path: ['a', 'constructor'], exists: true },
      false,
    ],
  ])('%s', (_, stored, filter, answer) => {
    const item: AttributeMap = stored === undefined ? {} : { a: stored };
    expect(evaluateFilter(filter, item)).toBe(answer);
    expect(evaluateFilter({ kind: 'not', filter }, item)).toBe(!answer);
  });

  test('simplifying a filter changes no answer', () => {
    fc.assert(
      fc.property(filters, items, (filter, item) => {
        const simple = simplifyFilter(filter);
        expect(typeof simple === 'boolean' ? simple : evaluateFilter(simple, item)).toBe(evaluateFilter(filter, item));
      }),
      { numRuns: 500 },
    );
  });

  test('an item meets a filter when it meets both its parts', () => {
    fc.assert(
      fc.property(filters, items, (filter, item) => {
        const { sent, local } = splitFilter(filter, new Set(['a']));
        const both = [sent, local].every((part) => part === undefined || evaluateFilter(part, item));
        expect(both).toBe(evaluateFilter(filter, item));
      }),
      { numRuns: 500 },
    );
  });
});
