import { describe, expect, test } from '@jest/globals';
import type { Entity } from '../../../src/model/model.js';
import { modelOf } from './compile.js';

const toldApartBy = (body: string): Record<string, Entity['toldApartBy']> =>
  Object.fromEntries([...modelOf(body).entities.values()].map((entity) => [entity.name, entity.toldApartBy]));

/** Two types of one table, each by its key strings and marker. */
const pair = (a: string, b: string, index = ''): string => `
  type A @table(name: "Shared", ${a}) ${index} { id: ID!, n: Int!, state: State!, name: String! }
  type B @table(name: "Shared", ${b}) ${index} { id: ID!, n: Int!, state: State!, name: String! }
  enum State { ON OFF }`;

describe('types of one table are told apart', () => {
  test.each([
    ['by leading constants', 'partition: "PK = A#{id}"', 'partition: "PK = B#{id}"', 'key'],
    ['by trailing constants', 'partition: "PK = {id}#A"', 'partition: "PK = {id}#B"', 'key'],
    [
      'by constants of the sort key',
      'partition: "PK = {id}", sort: "SK = A#{n}"',
      'partition: "PK = {id}", sort: "SK = B#{n}"',
      'key',
    ],
    ['by two constants', 'partition: "PK = {id}", sort: "SK = A"', 'partition: "PK = {id}", sort: "SK = AB"', 'key'],
    [
      'by a constant that no number is',
      'partition: "PK = {id}", sort: "SK = PROFILE"',
      'partition: "PK = {id}", sort: "SK = {n}"',
      'key',
    ],
    [
      'by a constant that an enum does not have',
      'partition: "PK = {id}", sort: "SK = GONE"',
      'partition: "PK = {id}", sort: "SK = {state}"',
      'key',
    ],
    [
      'by a constant without the other’s delimiter',
      'partition: "PK = {id}", sort: "SK = PROFILE"',
      'partition: "PK = {id}", sort: "SK = PROFILE#{n}"',
      'key',
    ],
    [
      'by their key although they are marked',
      'partition: "PK = A#{id}", type: "t = A"',
      'partition: "PK = B#{id}", type: "t = B"',
      'key',
    ],
    ['by markers where keys say nothing', 'partition: "id", type: "t = A"', 'partition: "id", type: "t = B"', 'marker'],
  ])('%s', (_, a, b, expected) => {
    expect(toldApartBy(pair(a, b))).toEqual({ A: expected, B: expected });
  });

  test('a type alone in its table is told from nothing', () => {
    expect(toldApartBy('type A @table(name: "Alone", partition: "PK = A#{id}") { id: ID! }')).toEqual({ A: 'nothing' });
  });

  test('a type alone and marked, without a constant in its key, is told from what others keep there', () => {
    expect(toldApartBy('type A @table(name: "Alone", partition: "id", type: "t = A") { id: ID! }')).toEqual({
      A: 'marker',
    });
    expect(toldApartBy('type A @table(name: "Alone", partition: "PK = A#{id}", type: "t = A") { id: ID! }')).toEqual({
      A: 'nothing',
    });
  });

  test('a marker keeps out of a list what the key alone would let in', () => {
    const body = pair(
      'partition: "PK = {id}", sort: "SK = {name}#A", type: "t = A"',
      'partition: "PK = {id}", sort: "SK = {name}#B", type: "t = B"',
    );
    expect(toldApartBy(body)).toEqual({ A: 'marker', B: 'marker' });
  });
});

describe('what else may stand in an index', () => {
  const foreign = (a: string, b: string, indexA: string, indexB: string): unknown => {
    const { entities } = modelOf(`
      type A @table(name: "Shared", ${a}) @index(name: "GSI1", ${indexA}) { id: ID!, name: String!, at: Date! }
      type B @table(name: "Shared", ${b}) ${indexB === '' ? '' : `@index(name: "GSI1", ${indexB})`} { id: ID!, name: String!, at: Date! }
    `);
    return entities.get('A')?.indexes.get('GSI1')?.foreign;
  };
  const keyA = 'partition: "PK = A#{id}"';
  const keyB = 'partition: "PK = B#{id}"';

  test.each([
    ['nothing, by constants of the partition', 'partition: "IPK = A#{name}"', 'partition: "IPK = B#{name}"', 'none'],
    [
      'nothing, by constants of the sort key',
      'partition: "IPK = {name}", sort: "ISK = A#{at}"',
      'partition: "IPK = {name}", sort: "ISK = B#{at}"',
      'none',
    ],
    ['nothing, where the other fills no such attribute', 'partition: "IPK = {name}"', '', 'none'],
    [
      'items whose sort key ends otherwise',
      'partition: "IPK = {name}", sort: "ISK = {at}#A"',
      'partition: "IPK = {name}", sort: "ISK = {at}#B"',
      'key',
    ],
    ['items of the same key', 'partition: "IPK = {name}"', 'partition: "IPK = {name}"', 'key'],
    ['items of a type that has the attributes and not the index', 'partition: "name"', '', 'key'],
    [
      'items that are spread over another number of shards',
      'partition: "IPK = {name}#{shard(10)}", sort: "ISK = {at}"',
      'partition: "IPK = {name}#{shard(5)}", sort: "ISK = {at}"',
      'key',
    ],
    [
      'nothing, by a constant that no shard is',
      'partition: "IPK = ALL#x", sort: "at", query: "allA"',
      'partition: "IPK = ALL#{shard(10)}", sort: "at", query: "allB"',
      'none',
    ],
    [
      'items in a shard that another program may have chosen',
      'partition: "IPK = ALL#77", sort: "at", query: "allA"',
      'partition: "IPK = ALL#{shard(10)}", sort: "at", query: "allB"',
      'key',
    ],
    [
      'items with equal attributes of a key of several',
      'partition: ["IPK = {name}", "id"], sort: ["at", "ISK = A#{id}"]',
      'partition: ["IPK = {name}", "id"], sort: ["at", "ISK = B#{id}"]',
      'key',
    ],
    [
      'nothing, by constants of one of several partition attributes',
      'partition: ["name", "IPK = A#{id}"], sort: "at"',
      'partition: ["name", "IPK = B#{id}"], sort: "at"',
      'none',
    ],
    [
      'nothing, by the first of several sort attributes',
      'partition: "name", sort: ["ISK = A", "at"]',
      'partition: "name", sort: ["ISK = B", "at"]',
      'none',
    ],
    [
      'nothing, by a later sort attribute that is reached by what the partition gives',
      'partition: "name", sort: ["ISK = {name}", "JSK = A#{at}"]',
      'partition: "name", sort: ["ISK = {name}", "JSK = B#{at}"]',
      'none',
    ],
    [
      'nothing, beside one constant',
      'partition: "IPK = {name}", sort: "ISK = A"',
      'partition: "IPK = {name}", sort: "ISK = A#{at}"',
      'none',
    ],
  ])('%s', (_, indexA, indexB, expected) => {
    expect(foreign(keyA, keyB, indexA, indexB)).toBe(expected);
  });

  test('items with another marker', () => {
    const index = 'partition: "IPK = {name}"';
    expect(foreign(`${keyA}, type: "t = A"`, `${keyB}, type: "t = B"`, index, index)).toBe('marker');
  });

  test('nothing, where the other fills only one of several attributes', () => {
    expect(foreign(keyA, keyB, 'partition: ["name", "IPK = {id}"]', '')).toBe('none');
  });

  test('an index without the marker is told apart by the table’s key', () => {
    const index = 'partition: "IPK = {name}", projection: []';
    expect(foreign(`${keyA}, type: "t = A"`, `${keyB}, type: "t = B"`, index, index)).toBe('key');
  });
});

test('an inverted index serves both keys of the table', () => {
  const [entity] = modelOf(`
    type Member @table(partition: "PK = GROUP#{groupId}", sort: "SK = USER#{userId}")
      @index(name: "Inverted", partition: "SK = USER#{userId}", sort: "PK = GROUP#{groupId}") { groupId: ID!, userId: ID! }
  `).entities.values();
  expect(entity?.listField).toBe('membersByGroupId');
  expect(entity?.indexes.get('Inverted')).toMatchObject({ listField: 'membersByUserId', foreign: 'none' });
});
