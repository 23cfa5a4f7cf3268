import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateFilter } from '../../../src/dynamo/expressions/evaluateFilter.js';
import { accessAfter } from '../../../src/dynamo/plan/accessAfter.js';
import { accessFilter, leadingKeys } from '../../../src/dynamo/plan/accessFilter.js';
import { narrowRange } from '../../../src/dynamo/plan/narrowRange.js';
import { residualFilter } from '../../../src/dynamo/plan/residualFilter.js';
import { boundsOfRange, type SortRange } from '../../../src/dynamo/plan/sortBounds.js';
import { compareKeyValues } from '../../../src/dynamo/values/compareKeyValues.js';
import type { ClaimValue } from '../../../src/model/access.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { NOTHING, type Filter } from '../../../src/model/filter.js';
import { entityOf } from '../../../src/model/model.js';
import { unrestricted, type Viewer } from '../../../src/model/viewer.js';
import { modelOf } from '../schema/compile.js';

const model = modelOf(`
  enum Who { ANN BOB }
  type Doc @table(name: "Docs", partition: "PK = T#{tenantId}#{folder}", sort: "SK = {owner}") {
    tenantId: ID!
    folder: ID!
    owner: ID!
    number: Int
    code: Int @attribute(as: STRING)
    flag: Boolean
    who: Who
    name: String @attribute(name: "n")
    label: String @attribute(template: "by {name}")
    teams: [String!] @attribute(as: SET)
    readers: [String!]
  }`);
const doc = entityOf(model, 'Doc');
const NOW = new Date(0);

const filterOf = (field: string, ...values: readonly ClaimValue[]) =>
  accessFilter(doc, { kind: 'SOME', allOf: [], anyOf: [{ field, values }] });

describe('what rules leave, as a condition', () => {
  test.each([
    ['tenantId', 'a', { kind: 'beginsWith', path: ['PK'], value: { S: 'T#a#' } }],
    ['owner', 'a', { kind: 'compare', path: ['SK'], op: '=', value: { S: 'a' } }],
    ['folder', 'a', { kind: 'compare', path: ['folder'], op: '=', value: { S: 'a' } }],
    ['number', 7, { kind: 'compare', path: ['number'], op: '=', value: { N: '7' } }],
    ['number', '7', { kind: 'compare', path: ['number'], op: '=', value: { N: '7' } }],
    ['code', 7, { kind: 'compare', path: ['code'], op: '=', value: { S: '7' } }],
    ['flag', true, { kind: 'compare', path: ['flag'], op: '=', value: { BOOL: true } }],
    ['who', 'ANN', { kind: 'compare', path: ['who'], op: '=', value: { S: 'ANN' } }],
    ['name', 'a', { kind: 'compare', path: ['n'], op: '=', value: { S: 'a' } }],
  ] as const)('asks %s for %s', (field, value, filter) => {
    expect(filterOf(field, value)).toEqual(filter);
  });

  test.each([
    ['tenantId', 'a#b'],
    ['tenantId', ''],
    ['number', 'seven'],
    ['number', '07'],
    ['number', 1.5],
    ['number', 2 ** 40],
    ['number', '1e3'],
    ['code', '1e3'],
    ['number', true],
    ['flag', 'true'],
    ['who', 'CID'],
    ['name', true],
  ] as const)('is nothing where %s can never hold %s', (field, value) => {
    expect(filterOf(field, value)).toBe(NOTHING);
  });

  test('asks a list for an element, and never a text that another program stored for a piece', () => {
    const filter = filterOf('readers', 'ann') ?? NOTHING;
    expect(evaluateFilter(filter, { readers: { L: [{ S: 'bob' }, { S: 'ann' }] } })).toBe(true);
    expect(evaluateFilter(filter, { readers: { S: 'joanna' } })).toBe(false);
    expect(evaluateFilter(filter, {})).toBe(false);
  });

  test('is nothing where one fence or every alternative is', () => {
    const open = { field: 'name', values: ['a'] };
    const never = { field: 'number', values: ['x'] };
    expect(accessFilter(doc, { kind: 'SOME', allOf: [never], anyOf: [open] })).toBe(NOTHING);
    expect(accessFilter(doc, { kind: 'SOME', allOf: [open], anyOf: [never] })).toBe(NOTHING);
    expect(accessFilter(doc, { kind: 'SOME', allOf: [], anyOf: [never, open] })).toEqual(filterOf('name', 'a'));
  });
});

describe('what fields say of a key', () => {
  test('ends where the first field of its template ends', () => {
    expect(leadingKeys(doc, { tenantId: 'a', folder: 'b', owner: 'c', name: 'd' })).toEqual({
      PK: { S: 'T#a#' },
      SK: { S: 'c' },
    });
  });

  test('is nothing of a value that can stand in no key', () => {
    expect(leadingKeys(doc, { tenantId: 'a#b', owner: '' })).toEqual({});
    expect(leadingKeys(doc, { tenantId: null })).toEqual({});
  });
});

const value = fc.constantFrom('a', 'ab', 'abc', 'b', 'ba', 'c');
const attribute = fc.constantFrom('x', 'y', 'z');
const items: fc.Arbitrary<AttributeMap> = fc.dictionary(
  attribute,
  value.map((S) => ({ S })),
);
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('compare' as const),
      path: attribute.map((name) => [name]),
      op: fc.constantFrom('=' as const, '<>' as const, '<' as const),
      value: value.map((S) => ({ S })),
    }),
    fc.record({
      kind: fc.constant('exists' as const),
      path: attribute.map((name) => [name]),
      exists: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
  ),
}));

test('what is left to ask says of an item what the whole condition says', () => {
  fc.assert(
    fc.property(filters, items, fc.subarray(['x', 'y', 'z']), (filter, item, names) => {
      const known = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
      const left = residualFilter(filter, known);
      expect(typeof left === 'boolean' ? left : evaluateFilter(left, item)).toBe(evaluateFilter(filter, item));
    }),
  );
});

const ranges: fc.Arbitrary<SortRange> = fc.oneof(
  fc.record({
    op: fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const, 'beginsWith' as const),
    attribute: fc.constant('SK'),
    value: value.map((S) => ({ S })),
  }),
  fc
    .tuple(value, value)
    .filter(([low, high]) => low < high)
    .map(([low, high]) => ({ op: 'between' as const, attribute: 'SK', low: { S: low }, high: { S: high } })),
);
const onSort: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('beginsWith' as const), path: fc.constant(['SK']), value: value.map((S) => ({ S })) }),
  fc.record({
    kind: fc.constant('compare' as const),
    path: fc.constant(['SK']),
    op: fc.constant('=' as const),
    value: value.map((S) => ({ S })),
  }),
);

test('a narrowed range holds the rows of the range that the condition keeps, and no others', () => {
  const sort = doc.key.sort;
  fc.assert(
    fc.property(
      fc.option(ranges, { nil: undefined }),
      onSort,
      filters,
      value,
      items,
      (given, asked, more, text, rest) => {
        const range = { partitions: [{ PK: { S: 'p' } }], sort: given === undefined ? [] : [given], dropped: [] };
        const filter: Filter = { kind: 'and', filters: [asked, more] };
        const narrowed = narrowRange(range, filter, sort);
        if (narrowed === undefined) return;
        const row = { ...rest, SK: { S: text } };
        const isKept =
          narrowed !== 'nothing' &&
          narrowed.range.sort.every((one) => isIn(one, row)) &&
          !narrowed.range.dropped.some((dropped) => evaluateFilter(dropped, row)) &&
          (narrowed.left === undefined || evaluateFilter(narrowed.left, row));
        expect(isKept).toBe((given === undefined || isIn(given, row)) && evaluateFilter(filter, row));
      },
    ),
  );
});

function isIn(range: SortRange, row: AttributeMap): boolean {
  const { low, high } = boundsOfRange(range);
  const stored = row['SK'] ?? { S: '' };
  const above = low === undefined ? 1 : compareKeyValues(stored, low.value);
  const below = high === undefined ? -1 : compareKeyValues(stored, high.value);
  return (
    (above > 0 || (above === 0 && low?.inclusive === true)) && (below < 0 || (below === 0 && high?.inclusive === true))
  );
}

const KEY: AttributeMap = { PK: { S: 'T#t#f' }, SK: { S: 'o' } };
const NO_CHANGE = { set: {}, setIfAbsent: {}, add: {}, remove: {}, append: {} };
const request = (changes: object) => ({
  key: { tenantId: 't', folder: 'f', owner: 'o' },
  ...NO_CHANGE,
  ...changes,
  expectedVersion: undefined,
  if: undefined,
});
const viewerOf = (access: Filter | undefined): Viewer => ({ ...unrestricted(NOW), may: () => access });
const names = fc.constantFrom('ann', 'bob', 'cid');
const teams = fc.uniqueArray(names, { minLength: 1, maxLength: 3 });

test('an update that passes leaves an item that its writer could have written', () => {
  fc.assert(
    fc.property(
      fc.option(names, { nil: undefined }),
      fc.option(teams, { nil: undefined }),
      fc.constantFrom('set', 'setIfAbsent', 'add', 'remove'),
      teams,
      names,
      fc.subarray(['name', 'teams'], { minLength: 1 }),
      (name, stored, part, given, newName, rules) => {
        const access =
          accessFilter(doc, {
            kind: 'SOME',
            allOf: [],
            anyOf: rules.map((field) => ({ field, values: ['ann'] })),
          }) ?? NOTHING;
        const changes = part === 'add' || part === 'remove' ? { teams: given } : { teams: given, name: newName };
        const before: AttributeMap = {
          ...KEY,
          ...(name !== undefined && { n: { S: name } }),
          ...(stored !== undefined && { teams: { SS: stored } }),
        };
        const after = accessAfter(doc, model, request({ [part]: changes }), KEY, viewerOf(access), undefined);
        if (!evaluateFilter(access, before) || (after !== undefined && !evaluateFilter(after.filter, before))) return;
        expect(evaluateFilter(access, itemAfter(before, part, given, newName))).toBe(true);
      },
    ),
  );
});

function itemAfter(before: AttributeMap, part: string, given: readonly string[], name: string): AttributeMap {
  const { n: _name, teams: held, ...rest } = before;
  const had = held !== undefined && 'SS' in held ? held.SS : [];
  if (part === 'set') return { ...rest, n: { S: name }, teams: { SS: given } };
  if (part === 'setIfAbsent') return { ...rest, n: before['n'] ?? { S: name }, teams: held ?? { SS: given } };
  const left = part === 'add' ? [...new Set([...had, ...given])] : had.filter((one) => !given.includes(one));
  return { ...before, teams: { SS: left } };
}

describe('an item as an update leaves it', () => {
  const ofLabel = viewerOf(filterOf('label', 'by ann'));
  const derived = (label: string) => ({ set: { label: { S: label } }, setIfAbsent: {}, remove: [], read: [] });

  test('is asked of computed fields that follow from the change', () => {
    const renamed = request({ set: { name: 'bob' } });
    expect(accessAfter(doc, model, renamed, KEY, ofLabel, derived('by bob'))).toEqual({
      filter: NOTHING,
      fields: ['label'],
    });
    expect(accessAfter(doc, model, renamed, KEY, ofLabel, derived('by ann'))).toBeUndefined();
    const gone = { set: {}, setIfAbsent: {}, remove: ['label'], read: [] };
    expect(accessAfter(doc, model, request({ set: { name: null } }), KEY, ofLabel, gone)?.filter).toBe(NOTHING);
  });

  test('is not asked where nothing changes that rules ask', () => {
    expect(accessAfter(doc, model, request({ set: { number: 1 } }), KEY, ofLabel, undefined)).toBeUndefined();
    expect(accessAfter(doc, model, request({ set: { name: 'x' } }), KEY, unrestricted(NOW), undefined)).toBeUndefined();
  });

  test('is nothing one may write where a number is added to', () => {
    const ofNumber = viewerOf(filterOf('number', 7));
    expect(accessAfter(doc, model, request({ add: { number: 1 } }), KEY, ofNumber, undefined)?.filter).toBe(NOTHING);
  });
});
