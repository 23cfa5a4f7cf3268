import { describe, expect, test } from '@jest/globals';
import { claimOf, claimValueOf, claimValuesOf } from '../../../src/auth/claimOf.js';

describe('claimOf', () => {
  test('finds a claim under its whole name before it goes inwards', () => {
    const claims = { 'app.tenant': 'whole', app: { tenant: 'inner', plan: { name: 'gold' } } };
    expect(claimOf(claims, 'app.tenant')).toBe('whole');
    expect(claimOf(claims, 'app.plan.name')).toBe('gold');
    expect(claimOf({ 'https://shop.example/tenant': 'north' }, 'https://shop.example/tenant')).toBe('north');
  });

  test.each(['missing', 'app.missing', 'sub.length', 'roles.0', 'nothing.inner', '', '.', 'app.'])(
    'finds nothing under "%s"',
    (name) => {
      const claims = { sub: 'u1', roles: ['admin'], nothing: null, app: { tenant: 'north' } };
      expect(claimOf(claims, name)).toBeUndefined();
    },
  );

  test.each(['toString', 'constructor', 'constructor.name', '__proto__', 'app.__proto__.constructor', 'app.valueOf'])(
    'does not see what all objects inherit: "%s"',
    (name) => {
      expect(claimOf({ app: {} }, name)).toBeUndefined();
    },
  );

  test('does not see what claims inherit from an object of their own', () => {
    expect(claimOf(Object.create({ groups: ['admin'] }) as Record<string, unknown>, 'groups')).toBeUndefined();
  });

  test('takes a claim named "__proto__" as JSON has it for a claim like any other', () => {
    const claims = JSON.parse('{ "__proto__": { "groups": ["admin"] } }') as Record<string, unknown>;
    expect(claimOf(claims, 'groups')).toBeUndefined();
    expect(claimOf(claims, '__proto__.groups')).toEqual(['admin']);
  });

  test('knows no claims of nobody', () => {
    expect(claimOf(undefined, 'sub')).toBeUndefined();
  });
});

describe('values of a claim', () => {
  test.each([
    ['a text', 'u1', ['u1']],
    ['a number', 7, [7]],
    ['zero and false', [0, false], [0, false]],
    ['a list, each value once', ['a', 'b', 'a'], ['a', 'b']],
    ['a list with other things in it', ['a', null, {}, ['b'], ''], ['a']],
    ['an empty text', '', []],
    ['null', null, []],
    ['an object', { id: 'u1' }, []],
    ['a number that JSON cannot hold', Number.NaN, []],
    [
      'a whole number that was rounded as JSON was read, so that it may be another',
      [2 ** 53, 2 ** 53 - 1],
      [2 ** 53 - 1],
    ],
    ['a fraction', 0.5, [0.5]],
  ])('%s', (_what, claim, values) => {
    expect(claimValuesOf({ claim }, 'claim')).toEqual(values);
  });

  test('one value is no list', () => {
    expect(claimValueOf({ tenant: 'north' }, 'tenant')).toBe('north');
    expect(claimValueOf({ tenant: ['north'] }, 'tenant')).toBeUndefined();
    expect(claimValueOf({ tenant: '' }, 'tenant')).toBeUndefined();
    expect(claimValueOf(undefined, 'tenant')).toBeUndefined();
  });
});
