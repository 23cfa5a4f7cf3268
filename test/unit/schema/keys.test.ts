import { describe, expect, test } from '@jest/globals';
import { parseKeyString } from '../../../src/schema/keys/parseKeyString.js';
import { fieldIn, firstEntity, modelOf } from './compile.js';

describe('a key string', () => {
  test.each([
    ['productId', { kind: 'field', field: 'productId' }],
    ['SK = PROFILE', template('SK', 'PROFILE', [literal('PROFILE')])],
    ['PK = {id}', template('PK', '{id}', [field('id')])],
    ['Room#Day = {room}#{day}', template('Room#Day', '{room}#{day}', [field('room'), literal('#'), field('day')])],
    ['a b = x = {c}', template('a b', 'x = {c}', [literal('x = '), field('c')])],
    ['SK = {score:012}', template('SK', '{score:012}', [{ ...field('score'), width: 12 }])],
    ['SK = {{{id}}}!', template('SK', '{{{id}}}!', [literal('{'), field('id'), literal('}!')])],
    ['PK = {day}#{shard(10)}', template('PK', '{day}#{shard(10)}', [field('day'), literal('#'), shard(10)])],
    ['PK = {shard(2)}', template('PK', '{shard(2)}', [shard(2)])],
    ['PK = {a:03}{shard(100)}', template('PK', '{a:03}{shard(100)}', [{ ...field('a'), width: 3 }, shard(100)])],
    ['SK = {shard}', template('SK', '{shard}', [field('shard')])],
    ['SK = {a:03}{b}', template('SK', '{a:03}{b}', [{ ...field('a'), width: 3 }, field('b')])],
  ])('%s', (text, expected) => {
    expect(parseKeyString(text)).toEqual(expected);
  });

  function template(attribute: string, source: string, segments: readonly unknown[]): unknown {
    return { kind: 'template', attribute, template: { kind: 'text', source, segments } };
  }
  function literal(text: string): unknown {
    return { kind: 'literal', text };
  }
  function shard(count: number): unknown {
    return { kind: 'shard', count };
  }
  function field(name: string): { readonly kind: 'field'; readonly field: string } {
    return { kind: 'field', field: name };
  }
});

describe('where a field can be read back from', () => {
  const body = (options: string): string => `
    type Order @table(name: "Shop", partition: "PK = C#{customerId}", sort: "SK = {number:05}"${options})
      @index(name: "GSI1", partition: "GSI1PK = {status}", sort: "GSI1SK = {customerId}")
      @index(name: "GSI2", partition: "email") {
      customerId: ID!, number: Int!, status: String!, email: String
    }`;

  test.each([
    ['customerId', 'PK'],
    ['number', 'SK'],
    ['status', 'GSI1PK'],
    ['email', undefined],
  ])('%s: %s', (name, attribute) => {
    expect(fieldIn(body(''), name).source?.attribute).toBe(attribute);
    expect(fieldIn(body(''), name).stored).toBe(true);
  });

  test('storeKeyFields: false leaves what templates hold to the keys', () => {
    const entity = firstEntity(body(', storeKeyFields: false'));
    expect([...entity.fields.values()].filter(({ stored }) => !stored).map(({ name }) => name)).toEqual([
      'customerId',
      'number',
      'status',
    ]);
  });

  test('an index that is always there is preferred to one that need not be', () => {
    const entity = firstEntity(`
      type Order @table(partition: "id")
        @index(name: "GSI1", partition: "GSI1PK = {status}#{note}", query: "a")
        @index(name: "GSI2", partition: "GSI2PK = S#{status}", query: "b") {
        id: ID!, note: String, status: String! @attribute(stored: false)
      }`);
    expect(entity.fields.get('status')).toMatchObject({ stored: false, source: { attribute: 'GSI2PK' } });
  });
});

describe('names of lists', () => {
  const list = (table: string, index = ''): unknown => {
    const entity = firstEntity(
      `type Fish @table(name: "Fish", ${table}) ${index} { tank: ID!, pond: ID!, name: String!, at: DateTime! }`,
    );
    const [first] = entity.indexes.values();
    return first === undefined ? entity.listField : (first.listField ?? first.oneField);
  };

  test.each([
    ['partition: "tank", sort: "name"', 'fishByTank'],
    ['partition: "tank", sort: "name", plural: "Fishes"', 'fishesByTank'],
    ['partition: "PK = {tank}#{pond}", sort: "name"', 'fishByTankAndPond'],
    ['partition: "PK = ALL", sort: "name", query: "allFish"', 'allFish'],
    ['partition: "tank"', undefined],
    ['partition: "tank", sort: "SK = PROFILE"', undefined],
    ['partition: "tank", sort: "SK = T#{tank}"', undefined],
    ['partition: "tank", sort: "name", operations: [GET]', undefined],
  ])('%s: %s', (table, name) => {
    expect(list(table)).toBe(name);
  });

  test.each([
    ['partition: "pond"', 'fishByPond'],
    ['partition: "pond", query: "swimmers"', 'swimmers'],
    ['partition: "pond", sort: "name", one: true', 'fishByPondAndName'],
    ['partition: "pond", one: true, query: "biggest"', 'biggest'],
  ])('@index(%s): %s', (index, name) => {
    expect(list('partition: "tank", sort: "name"', `@index(name: "GSI1", ${index})`)).toBe(name);
  });

  test('an index that serves one item has no list', () => {
    const [index] = firstEntity(
      'type Cat @table(partition: "id") @index(name: "ByChip", partition: "chip", one: true) { id: ID!, chip: ID }',
    ).indexes.values();
    expect(index).toMatchObject({ listField: undefined, oneField: 'catByChip' });
  });
});

describe('projections', () => {
  const projection = (list: string): unknown =>
    firstEntity(`
      type Cat @table(partition: "id") @index(name: "ByName", partition: "name", projection: ${list}) {
        id: ID!, name: String, age: Int @attribute(name: "years")
      }`).indexes.get('ByName')?.projection;

  test.each([
    ['[]', { kind: 'KEYS_ONLY' }],
    ['["name", "id"]', { kind: 'KEYS_ONLY' }],
    ['["age", "name"]', { kind: 'INCLUDE', attributes: ['years'] }],
    ['"age"', { kind: 'INCLUDE', attributes: ['years'] }],
    ['null', { kind: 'ALL' }],
  ])('%s', (list, expected) => {
    expect(projection(list)).toEqual(expected);
  });

  test('types on one index add up', () => {
    const model = modelOf(`
      type Cat @table(name: "Pets", partition: "PK = CAT#{id}") @index(name: "ByName", partition: "name", projection: ["age"]) { id: ID!, name: String, age: Int }
      type Dog @table(name: "Pets", partition: "PK = DOG#{id}") @index(name: "ByName", partition: "name", projection: ["size"]) { id: ID!, name: String, size: Int }
      type Cow @table(name: "Pets", partition: "PK = COW#{id}") @index(name: "ByName", partition: "name", projection: []) { id: ID!, name: String }
    `);
    const sum = { kind: 'INCLUDE', attributes: ['age', 'size'] };
    expect(model.tables.get('Pets')?.indexes.get('ByName')?.projection).toEqual(sum);
    expect(model.entities.get('Cow')?.indexes.get('ByName')?.projection).toEqual(sum);
  });
});

describe('a key of several attributes', () => {
  const body = `
    type Order @table(partition: "PK = {id}", storeKeyFields: false)
      @index(name: "ByTenant", partition: ["tenantId", "STATE = {status}#{shard(4)}"], sort: ["day", "n", "id"], projection: ["note"]) {
      id: ID! @attribute(stored: true), tenantId: ID!, status: String!, day: Date!, n: Int!, note: String
    }`;

  test('has a part for each, in their order, in the model of the type and of the table', () => {
    const model = modelOf(body);
    const key = model.entities.get('Order')?.indexes.get('ByTenant')?.key;
    expect(key?.partition.map(({ attribute, type, template }) => [attribute, type, template.kind])).toEqual([
      ['tenantId', 'S', 'field'],
      ['STATE', 'S', 'text'],
    ]);
    expect(key?.sort.map(({ attribute }) => attribute)).toEqual(['day', 'n', 'id']);
    expect(model.tables.get('Orders')?.indexes.get('ByTenant')).toEqual({
      name: 'ByTenant',
      local: false,
      partition: [
        { name: 'tenantId', type: 'S' },
        { name: 'STATE', type: 'S' },
      ],
      sort: [
        { name: 'day', type: 'S' },
        { name: 'n', type: 'N' },
        { name: 'id', type: 'S' },
      ],
      projection: { kind: 'INCLUDE', attributes: ['note'] },
    });
  });

  test('names its list by the fields of all partition attributes', () => {
    expect(firstEntity(body).indexes.get('ByTenant')?.listField).toBe('ordersByTenantIdAndStatus');
  });

  test('gives back the field of a spread template', () => {
    expect(fieldIn(body, 'status')).toMatchObject({ stored: false, source: { attribute: 'STATE' } });
  });
});
