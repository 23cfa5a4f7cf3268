import { describe, expect, test } from '@jest/globals';
import type { KeySchema } from '../../../src/model/keyTemplate.js';
import { collectionArguments, listArguments } from '../../../src/model/listArguments.js';
import type { Field } from '../../../src/model/model.js';
import { entity, field, index, key, part, scalar } from './makeModel.js';

const RANGE = ['eq', 'lt', 'le', 'gt', 'ge', 'between'];
const EVERY = [...RANGE, 'beginsWith'];
const PREFIX = ['eq', 'beginsWith'];
const EQUALITY = ['eq'];

function argumentsOf(schema: KeySchema, ...fields: readonly Field[]) {
  const { partition, sort, bothDirections } = listArguments(entity('Thing', { key: schema, fields }), undefined);
  return { partition, sort: Object.fromEntries(sort.map((one) => [one.field, one.operators])), bothDirections };
}

/** The operators of the field `f` alone in the sort key. */
function operatorsOf(sort: ReturnType<typeof part>, type: Field['type'] | string) {
  return argumentsOf(key('id', sort), field('id', 'ID!'), field('f', type)).sort['f'];
}

describe('a sort key that is a plain field', () => {
  test.each(['ID', 'String', 'DateTime', 'LocalDateTime', 'Date', 'Duration'])(
    'ranges and starts as text: %s',
    (name) => expect(operatorsOf(part('f'), name)).toEqual(EVERY),
  );
  test.each(['Int', 'Float', 'BigInt', 'Decimal'])('ranges as a number: %s', (name) =>
    expect(operatorsOf(part('f', 'N'), name)).toEqual(RANGE),
  );
  test('a DateTime kept as a number ranges and has no start', () =>
    expect(operatorsOf(part('f', 'N'), scalar('DateTime', 'EPOCH_SECONDS'))).toEqual(RANGE));
  test('Bytes range and start', () => expect(operatorsOf(part('f', 'B'), 'Bytes')).toEqual(EVERY));
  test('a number kept as text does not sort as a number', () =>
    expect(operatorsOf(part('f'), scalar('Int', 'S'))).toEqual(EQUALITY));
  test("an enum's names have no order", () =>
    expect(operatorsOf(part('f'), { kind: 'enum', enum: 'Status', values: ['NEW', 'OLD'] })).toEqual(EQUALITY));
});

describe('a sort key that is a template', () => {
  test('ranges over a text at its end', () => expect(operatorsOf(part('SK = A#{f}'), 'String')).toEqual(EVERY));
  test('takes the start of a text before a literal', () =>
    expect(operatorsOf(part('SK = A#{f}#Z'), 'String')).toEqual(PREFIX));
  test('ranges over a padded number at its end', () =>
    expect(operatorsOf(part('SK = A#{f:08}'), 'Int')).toEqual(RANGE));
  test('ranges over a padded number before a literal', () =>
    expect(operatorsOf(part('SK = A#{f:08}#Z'), 'Int')).toEqual(RANGE));
  test('takes a number without padding by equality', () =>
    expect(operatorsOf(part('SK = A#{f}'), 'Int')).toEqual(EQUALITY));
  test('takes an enum by equality', () =>
    expect(operatorsOf(part('SK = A#{f}'), { kind: 'enum', enum: 'Status', values: ['NEW'] })).toEqual(EQUALITY));

  test('has its fields in order, and ranges over the last alone', () => {
    const given = argumentsOf(
      key('PK = T#{tenant}', 'SK = {year:04}#{kind}#{count}#{name}'),
      ...[field('tenant', 'ID!'), field('year', 'Int!'), field('kind', 'String!')],
      ...[field('count', 'Int!'), field('name', 'ID!')],
    );
    expect(given).toEqual({
      partition: ['tenant'],
      sort: { year: EQUALITY, kind: PREFIX, count: EQUALITY, name: EVERY },
      bothDirections: true,
    });
    expect(Object.keys(given.sort)).toEqual(['year', 'kind', 'count', 'name']);
  });

  test('leaves out what the partition gives, wherever it stands', () => {
    const fields = [field('tenant', 'ID!'), field('name', 'String!')];
    expect(argumentsOf(key('tenant', 'SK = {tenant}#{name}'), ...fields).sort).toEqual({ name: EVERY });
    expect(argumentsOf(key('tenant', 'SK = {name}#{tenant}'), ...fields).sort).toEqual({ name: PREFIX });
    expect(argumentsOf(key('tenant', 'SK = {tenant}'), ...fields).sort).toEqual({});
  });

  test('does not range over a field that it repeats', () => {
    const given = argumentsOf(key('id', 'SK = {a}#{b}#{a}'), field('id', 'ID!'), field('a', 'ID!'), field('b', 'ID!'));
    expect(given.sort).toEqual({ a: PREFIX, b: PREFIX });
  });

  test('that is constant has no fields and still has an order', () =>
    expect(argumentsOf(key('id', 'SK = PROFILE'), field('id', 'ID!'))).toEqual({
      partition: ['id'],
      sort: {},
      bothDirections: true,
    }));
});

describe('a sort key of several attributes', () => {
  const fields = ['tenant: ID!', 'year: Int!', 'kind: String!', 'name: String!', 'at: DateTime!'].map((one) => {
    const [name = '', type = ''] = one.split(': ');
    return field(name, type);
  });

  test('is asked attribute by attribute, each as if it stood alone', () =>
    expect(argumentsOf(key('tenant', [part('year', 'N'), 'kind', 'at']), ...fields).sort).toEqual({
      year: RANGE,
      kind: EVERY,
      at: EVERY,
    }));

  test('has all fields of one attribute before those of the next', () => {
    const given = argumentsOf(key('tenant', ['S1 = {kind}#{year:04}', 'S2 = {name}#{at}']), ...fields).sort;
    expect(given).toEqual({ kind: PREFIX, year: RANGE, name: PREFIX, at: EVERY });
    expect(Object.keys(given)).toEqual(['kind', 'year', 'name', 'at']);
  });

  test('leaves out what the partition or an earlier attribute gives', () => {
    expect(argumentsOf(key('tenant', ['S1 = {tenant}#{kind}', 'S2 = {kind}#{name}']), ...fields).sort).toEqual({
      kind: EVERY,
      name: EVERY,
    });
    expect(argumentsOf(key('tenant', ['kind', 'tenant', 'S3 = {kind}']), ...fields).sort).toEqual({ kind: EVERY });
  });

  test('passes over constant attributes, and still has an order where all are', () => {
    expect(argumentsOf(key('tenant', ['S1 = A', 'name', 'S3 = Z']), ...fields).sort).toEqual({ name: EVERY });
    expect(argumentsOf(key('tenant', ['S1 = A', 'S2 = B']), ...fields)).toEqual({
      partition: ['tenant'],
      sort: {},
      bothDirections: true,
    });
  });
});

describe('a partition', () => {
  const fields = [field('tenant', 'ID!'), field('day', 'Date!'), field('at', 'DateTime!')];

  test('of several attributes needs the fields of all, each once', () =>
    expect(argumentsOf(key(['tenant', 'P2 = {day}#{tenant}'], 'at'), ...fields)).toEqual({
      partition: ['tenant', 'day'],
      sort: { at: EVERY },
      bothDirections: true,
    }));

  test('that is spread is asked by its fields alone: the shard is no argument', () => {
    expect(argumentsOf(key('P = {tenant}#{shard(10)}#{day}', 'at'), ...fields).partition).toEqual(['tenant', 'day']);
    expect(argumentsOf(key('P = ALL#{shard(10)}', 'at'), ...fields)).toEqual({
      partition: [],
      sort: { at: EVERY },
      bothDirections: true,
    });
  });
});

describe('a collection', () => {
  const argumentsWith = (...sort: readonly ('S' | 'N' | 'B')[]) =>
    collectionArguments({ sort: sort.map((type, at) => ({ name: `S${at}`, type })) });

  test.each([
    ['S', scalar('String'), EVERY],
    ['N', scalar('Decimal'), RANGE],
    ['B', scalar('Bytes'), EVERY],
  ] as const)('is asked by its stored sort key: %s', (stored, type, operators) =>
    expect(argumentsWith(stored)).toEqual({ sortKey: { type, operators }, bothDirections: true }),
  );

  test('has no sort key to ask where none is, or several are', () => {
    expect(argumentsWith()).toEqual({ sortKey: undefined, bothDirections: false });
    expect(argumentsWith('S', 'N')).toEqual({ sortKey: undefined, bothDirections: true });
  });
});

test('without a sort key a list goes forward only', () =>
  expect(argumentsOf(key('PK = {a}#{b}'), field('a', 'ID!'), field('b', 'ID!'))).toEqual({
    partition: ['a', 'b'],
    sort: {},
    bothDirections: false,
  }));

test("an index's list is asked by the index's key", () => {
  const product = entity('Product', {
    key: key('id'),
    fields: [field('id', 'ID!'), field('category', 'String!'), field('price', 'Float!')],
    indexes: [index('ByPrice', key('category', part('price', 'N')))],
  });
  expect(listArguments(product, 'ByPrice')).toEqual({
    partition: ['category'],
    sort: [{ field: 'price', operators: RANGE }],
    bothDirections: true,
  });
});
