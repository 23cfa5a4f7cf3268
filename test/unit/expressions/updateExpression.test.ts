import { describe, expect, test } from '@jest/globals';
import { createExpressionBuilder } from '../../../src/dynamo/expressions/expressionBuilder.js';
import { type UpdateChanges, updateExpression } from '../../../src/dynamo/expressions/updateExpression.js';

const x = { S: 'x' };

describe('updateExpression', () => {
  test.each<[string, UpdateChanges, string, Record<string, unknown> | undefined]>([
    ['nothing is no expression', {}, '', undefined],
    ['set', { set: [{ path: ['a'], value: x }] }, 'SET #a = :v0', { ':v0': x }],
    ['set inside a map', { set: [{ path: ['to', 'city'], value: x }] }, 'SET #to.#city = :v0', { ':v0': x }],
    [
      'set where nothing is stored',
      { setIfAbsent: [{ path: ['a'], value: x }] },
      'SET #a = if_not_exists(#a, :v0)',
      { ':v0': x },
    ],
    [
      'append to a list that may be missing',
      { append: [{ path: ['l'], values: { L: [x] } }] },
      'SET #l = list_append(if_not_exists(#l, :v0), :v1)',
      { ':v0': { L: [] }, ':v1': { L: [x] } },
    ],
    ['add to a number', { increment: [{ path: ['n'], by: { N: '-2' } }] }, 'ADD #n :v0', { ':v0': { N: '-2' } }],
    [
      'add to a number inside a map',
      { increment: [{ path: ['m', 'n'], by: { N: '2' } }] },
      'SET #m.#n = if_not_exists(#m.#n, :v0) + :v1',
      { ':v0': { N: '0' }, ':v1': { N: '2' } },
    ],
    ['add to a set', { addToSet: [{ path: ['s'], value: { SS: ['q'] } }] }, 'ADD #s :v0', { ':v0': { SS: ['q'] } }],
    [
      'remove from a set',
      { removeFromSet: [{ path: ['s'], value: { SS: ['q'] } }] },
      'DELETE #s :v0',
      { ':v0': { SS: ['q'] } },
    ],
    ['remove', { remove: [['a'], ['to', 'city']] }, 'REMOVE #a, #to.#city', undefined],
  ])('%s', (_, changes, text, values) => {
    const builder = createExpressionBuilder();
    expect(updateExpression(changes, builder)).toBe(text);
    expect(builder.values()).toEqual(values);
  });

  test('all of them come as four clauses in one order', () => {
    const changes: UpdateChanges = {
      removeFromSet: [{ path: ['g'], value: { SS: ['q'] } }],
      addToSet: [{ path: ['f'], value: { SS: ['q'] } }],
      remove: [['h']],
      append: [{ path: ['c'], values: { L: [x] } }],
      increment: [
        { path: ['d'], by: { N: '1' } },
        { path: ['e', 'n'], by: { N: '1' } },
      ],
      setIfAbsent: [{ path: ['b'], value: x }],
      set: [{ path: ['a'], value: x }],
    };
    expect(updateExpression(changes, createExpressionBuilder())).toBe(
      'SET #a = :v0, #b = if_not_exists(#b, :v0), #c = list_append(if_not_exists(#c, :v1), :v2), ' +
        '#e.#n = if_not_exists(#e.#n, :v3) + :v4 REMOVE #h ADD #d :v4, #f :v5 DELETE #g :v5',
    );
  });

  test.each<[string, UpdateChanges, string]>([
    ['one path twice', { set: [{ path: ['a'], value: x }], remove: [['a']] }, '"a"'],
    ['a map and a member of it', { set: [{ path: ['a'], value: x }], remove: [['a', 'b']] }, '"a.b"'],
    ['a member and its map', { set: [{ path: ['a', 'b'], value: x }], remove: [['a']] }, '"a"'],
  ])('%s is refused, naming the path', (_, changes, name) => {
    expect(() => updateExpression(changes, createExpressionBuilder())).toThrow(
      `Two changes of one update touch ${name}; keep one of them.`,
    );
  });

  test('two members of one map, and an attribute with a dot in its name, are no conflict', () => {
    const changes: UpdateChanges = { remove: [['a', 'b'], ['a', 'c'], ['a.b'], ['a.c', 'd']] };
    expect(updateExpression(changes, createExpressionBuilder())).toBe('REMOVE #a.#b, #a.#c, #a_b, #a_c.#d');
  });

  test('elements of a set inside a map cannot be added or removed', () => {
    const changes: UpdateChanges = { addToSet: [{ path: ['m', 's'], value: { SS: ['q'] } }] };
    expect(() => updateExpression(changes, createExpressionBuilder())).toThrow(
      '"m.s" is a set inside a map, where elements cannot be added or removed; set the whole map instead.',
    );
  });
});
