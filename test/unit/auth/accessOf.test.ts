import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accessOf } from '../../../src/auth/accessOf.js';
import type { Access } from '../../../src/model/access.js';
import { AUTH_OPERATIONS, type AuthOperation, type AuthRule } from '../../../src/model/auth.js';
import { NOBODY, type Claims } from '../../../src/model/principal.js';

const every: ReadonlySet<AuthOperation> = new Set(AUTH_OPERATIONS);
const PUBLIC: AuthRule = { allow: 'PUBLIC', operations: every };
const SIGNED_IN: AuthRule = { allow: 'SIGNED_IN', operations: every };
const OWNER: AuthRule = { allow: 'OWNER', field: 'ownerId', claim: 'sub', operations: every };
const STAFF: AuthRule = { allow: 'GROUP', groups: ['staff'], field: undefined, claim: 'groups', operations: every };
const TEAM: AuthRule = { allow: 'GROUP', groups: undefined, field: 'team', claim: 'groups', operations: every };
const TENANT: AuthRule = { allow: 'TENANT', field: 'shopId', claim: 'shop', operations: every };

const ALL: Access = { kind: 'ALL' };
const NONE: Access = { kind: 'NONE' };
const asked = (rules: readonly AuthRule[], claims: Claims | undefined) =>
  accessOf(rules, 'READ', { ...NOBODY, claims });

describe('accessOf', () => {
  test('leaves nothing where there is no rule, or none for the operation', () => {
    expect(asked([], { sub: 'u1' })).toEqual(NONE);
    expect(accessOf([{ ...PUBLIC, operations: new Set(['READ']) }], 'DELETE', NOBODY)).toEqual(NONE);
  });

  test('leaves everything to anybody where the rule is PUBLIC, to whoever is known where it is SIGNED_IN', () => {
    expect(asked([PUBLIC], undefined)).toEqual(ALL);
    expect(asked([SIGNED_IN], undefined)).toEqual(NONE);
    expect(asked([SIGNED_IN], {})).toEqual(ALL);
  });

  test('leaves an owner the items whose field has their claim', () => {
    const own = (values: readonly unknown[]) => ({ kind: 'SOME', allOf: [], anyOf: [{ field: 'ownerId', values }] });
    expect(asked([OWNER], { sub: 'u1' })).toEqual(own(['u1']));
    expect(asked([OWNER], { sub: ['u1', 2] })).toEqual(own(['u1', 2]));
  });

  test.each([undefined, {}, { sub: '' }, { sub: null }, { sub: {} }, { sub: [] }])(
    'leaves nothing to an owner whose claims are %j',
    (claims) => {
      expect(asked([OWNER], claims)).toEqual(NONE);
    },
  );

  test('decides at once about groups that the rule names', () => {
    expect(asked([STAFF], { groups: ['guest', 'staff'] })).toEqual(ALL);
    expect(asked([STAFF], { groups: 'staff' })).toEqual(ALL);
    expect(asked([STAFF], { groups: 'staff guest' })).toEqual(NONE);
    expect(asked([STAFF], { groups: ['Staff'] })).toEqual(NONE);
    expect(asked([STAFF], {})).toEqual(NONE);
  });

  test('leaves a member the items whose field names a group of theirs', () => {
    const field = 'team';
    expect(asked([TEAM], { groups: ['a', 'b'] })).toEqual({
      kind: 'SOME',
      allOf: [],
      anyOf: [{ field, values: ['a', 'b'] }],
    });
    expect(asked([TEAM], { groups: [] })).toEqual(NONE);
  });

  test('takes rules as alternatives', () => {
    expect(asked([OWNER, TEAM], { sub: 'u1', groups: 'a' })).toEqual({
      kind: 'SOME',
      allOf: [],
      anyOf: [
        { field: 'ownerId', values: ['u1'] },
        { field: 'team', values: ['a'] },
      ],
    });
    expect(asked([OWNER, STAFF], { sub: 'u1', groups: 'staff' })).toEqual(ALL);
    expect(asked([STAFF, OWNER], { sub: 'u1' })).toEqual(asked([OWNER], { sub: 'u1' }));
  });

  describe('TENANT', () => {
    const fence = { field: 'shopId', values: ['north'] };

    test('allows by itself', () => {
      expect(asked([TENANT], { shop: 'north' })).toEqual({ kind: 'SOME', allOf: [fence], anyOf: [] });
    });

    test('holds beside whatever else allows', () => {
      expect(asked([PUBLIC, TENANT], { shop: 'north' })).toEqual({ kind: 'SOME', allOf: [fence], anyOf: [] });
      expect(asked([OWNER, TENANT], { shop: 'north', sub: 'u1' })).toEqual({
        kind: 'SOME',
        allOf: [fence],
        anyOf: [{ field: 'ownerId', values: ['u1'] }],
      });
    });

    test('allows nothing where something else should allow and does not', () => {
      expect(asked([TENANT, STAFF], { shop: 'north', groups: 'guest' })).toEqual(NONE);
    });

    test.each([undefined, {}, { shop: '' }, { shop: ['north'] }, { shop: { id: 'north' } }])(
      'is shut to claims %j',
      (claims) => {
        expect(asked([PUBLIC, TENANT], claims)).toEqual(NONE);
      },
    );

    test('is no fence for operations that it does not name', () => {
      expect(asked([PUBLIC, { ...TENANT, operations: new Set(['DELETE']) }], undefined)).toEqual(ALL);
    });
  });

  describe('for any rules and claims', () => {
    const operations = fc.uniqueArray(fc.constantFrom(...AUTH_OPERATIONS)).map((some) => new Set(some));
    const rule = fc
      .tuple(fc.constantFrom(PUBLIC, SIGNED_IN, OWNER, STAFF, TEAM, TENANT), operations)
      .map(([one, some]): AuthRule => ({ ...one, operations: some }));
    const value = fc.constantFrom<unknown>('u1', 'staff', 'north', 'a', 7, '', null, ['a', 'staff'], ['north'], {});
    const claims = fc.option(fc.record({ sub: value, groups: value, shop: value }, { requiredKeys: [] }), {
      nil: undefined,
    });
    const item = fc.record({
      ownerId: fc.constantFrom('u1', 'u2', ''),
      team: fc.constantFrom('a', 'b'),
      shopId: fc.constantFrom('north', 'south', ''),
    });
    const operation = fc.constantFrom(...AUTH_OPERATIONS);

    test('an item passes exactly where every fence holds and, beside fences, some rule allows', () => {
      const judged = fc.property(
        fc.array(rule, { maxLength: 4 }),
        operation,
        claims,
        item,
        (rules, op, held, stored) => {
          const access = accessOf(rules, op, { ...NOBODY, claims: held });
          expect(passes(access, stored)).toBe(isAllowed(rules, op, held, stored));
        },
      );
      fc.assert(judged, { numRuns: 2_000 });
    });

    test('nothing is ever tested against no values', () => {
      const judged = fc.property(fc.array(rule, { maxLength: 4 }), operation, claims, (rules, op, held) => {
        const access = accessOf(rules, op, { ...NOBODY, claims: held });
        if (access.kind !== 'SOME') return;
        const tests = [...access.allOf, ...access.anyOf];
        expect(tests.length).toBeGreaterThan(0);
        expect(tests.filter(({ values }) => values.length === 0)).toEqual([]);
      });
      fc.assert(judged);
    });
  });
});

type Item = Readonly<Record<string, string>>;

function passes(access: Access, item: Item): boolean {
  if (access.kind !== 'SOME') return access.kind === 'ALL';
  const holds = ({ field, values }: { field: string; values: readonly unknown[] }) => values.includes(item[field]);
  return access.allOf.every(holds) && (access.anyOf.length === 0 || access.anyOf.some(holds));
}

/** The rules read as sentences, one item at a time. */
function isAllowed(rules: readonly AuthRule[], operation: AuthOperation, claims: Claims | undefined, item: Item) {
  const listed = (claim: string) => [claims?.[claim]].flat().filter((one) => one !== '');
  const relevant = rules.filter((rule) => rule.operations.has(operation));
  const fences = relevant.filter((rule) => rule.allow === 'TENANT');
  const others = relevant.filter((rule) => rule.allow !== 'TENANT');
  const isFenced = fences.every((rule) => claims?.[rule.claim] === item[rule.field] && item[rule.field] !== '');
  const isOpen = others.some((rule) => {
    if (rule.allow === 'PUBLIC') return true;
    if (rule.allow === 'SIGNED_IN') return claims !== undefined;
    if (rule.field !== undefined) return listed(rule.claim).includes(item[rule.field]);
    return listed(rule.claim).includes('staff');
  });
  return isFenced && (isOpen || (others.length === 0 && fences.length > 0));
}
