import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { TEST_NOW } from '../support/moments.js';

const schema = /* GraphQL */ `
  type Reading
    @table(name: "Readings", partition: "sensor", sort: "number")
    @index(name: "ByDay", partition: "DPK = DAY#{day}", sort: "DSK = {number:06}", query: "readingsByDay") {
    sensor: ID!
    number: Int!
    day: String
    value: Decimal
    raw: Bytes
    tags: [String!] @attribute(as: SET)
    text: String
  }
  type Draft @table(name: "Drafts", partition: "draftId") {
    draftId: ID!
    text: String
    until: DateTime @ttl
    version: Int! @version
  }
  type User @table(name: "Users", partition: "userId") {
    userId: ID!
    email: String @unique
  }
`;

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema });
});
afterAll(() => gateway.close());

interface Result {
  readonly status: string;
  readonly conflict: { readonly reason: string; readonly fields: readonly string[] } | null;
  readonly error: { readonly code: string } | null;
}
type Values = Readonly<Record<string, unknown>>;

async function batch(type: string, lists: { readonly put?: readonly Values[]; readonly delete?: readonly Values[] }) {
  const { data, errors, commands } = await gateway.run(
    `mutation ($put: [${type}CreateInput!], $delete: [${type}Key!]) {
      batch: batchWrite${type}s(put: $put, delete: $delete) {
        put { ...result } delete { ...result }
      }
    }
    fragment result on ${type}BatchResult { status conflict { reason fields } error { code } }`,
    lists,
  );
  expect(errors).toBeUndefined();
  const { put, delete: deleted } = (data as { batch: { put: readonly Result[]; delete: readonly Result[] } }).batch;
  return { put, deleted, statuses: [...put, ...deleted].map(({ status }) => status), commands };
}

const times = (count: number, status: string): readonly string[] => Array.from({ length: count }, () => status);

describe('a batch of puts and deletes', () => {
  test('writes a thousand items in forty calls, and each is found by key and by index', async () => {
    const put = Array.from({ length: 1000 }, (_, number) => ({ sensor: 's1', number, day: 'monday' }));
    const { statuses, commands } = await batch('Reading', { put });
    expect(statuses).toEqual(times(1000, 'WRITTEN'));
    expect(commands.map(({ action }) => action)).toEqual(times(40, 'BatchWriteItem'));
    const { data } = await gateway.run(
      `{ readingsByDay(day: "monday", number: { ge: 998 }) { nodes { number } } one: reading(sensor: "s1", number: 500) { day } }`,
    );
    expect(data).toEqual({ readingsByDay: { nodes: [{ number: 998 }, { number: 999 }] }, one: { day: 'monday' } });
  });

  test('replaces items whole, and deletes those that are there and those that are not', async () => {
    const one = { sensor: 's2', number: 1 };
    await batch('Reading', {
      put: [
        { ...one, day: 'monday', text: 'old' },
        { ...one, number: 2 },
      ],
    });
    const { statuses } = await batch('Reading', {
      put: [{ ...one, tags: ['a'] }],
      delete: [
        { ...one, number: 2 },
        { ...one, number: 3 },
      ],
    });
    expect(statuses).toEqual(times(3, 'WRITTEN'));
    expect(await gateway.itemOf('Readings', { sensor: { S: 's2' }, number: { N: '1' } })).toEqual({
      sensor: { S: 's2' },
      number: { N: '1' },
      tags: { SS: ['a'] },
    });
    expect(await gateway.itemOf('Readings', { sensor: { S: 's2' }, number: { N: '2' } })).toBeUndefined();
  });

  test('keeps 38 digits, bytes, empty texts and emoji as they are', async () => {
    const value = '-12345678901234567890.123456789012345678';
    await batch('Reading', { put: [{ sensor: '😀', number: 1, value, raw: 'AP8=', text: '' }] });
    expect(await gateway.itemOf('Readings', { sensor: { S: '😀' }, number: { N: '1' } })).toEqual({
      sensor: { S: '😀' },
      number: { N: '1' },
      value: { N: value },
      raw: { B: 'AP8=' },
      text: { S: '' },
    });
  });

  test('with an item that is too large writes all the others', async () => {
    const put = Array.from({ length: 5 }, (_, number) => ({
      sensor: 's3',
      number,
      text: number === 3 ? 'x'.repeat(400 * 1024) : 'x',
    }));
    const result = await batch('Reading', { put, delete: [{ sensor: 's3', number: 9 }] });
    expect(result.statuses).toEqual(['WRITTEN', 'WRITTEN', 'WRITTEN', 'NOT_WRITTEN', 'WRITTEN', 'WRITTEN']);
    expect(result.put[3]?.error).toEqual({ code: 'ITEM_TOO_LARGE' });
    const { data } = await gateway.run(`{ readingsBySensor(sensor: "s3") { nodes { number } } }`);
    expect(data).toEqual({ readingsBySensor: { nodes: [0, 1, 2, 4].map((number) => ({ number })) } });
  });
});

describe('a batch of a type with a version', () => {
  test('adds 1 to each, also where several clients put the same items at once', async () => {
    const clients = 5;
    const put = ['a', 'b', 'c'].map((draftId) => ({ draftId }));
    const all = await Promise.all(Array.from({ length: clients }, () => batch('Draft', { put })));
    // A client that loses each time is told so, and has changed nothing.
    const written = [0, 1, 2].map((at) => all.filter(({ put: results }) => results[at]?.status === 'WRITTEN').length);
    for (const { code } of all.flatMap(({ put: results }) => results.flatMap(({ error }) => error ?? []))) {
      expect(code).toBe('OVERLOADED');
    }
    const versions = await Promise.all(put.map(({ draftId }) => gateway.itemOf('Drafts', { draftId: { S: draftId } })));
    expect(versions.map((item) => item?.['version'])).toEqual(written.map((count) => ({ N: String(count) })));
    expect(Math.min(...written)).toBeGreaterThan(0);
  });

  test('begins again at 1 over an item that has expired', async () => {
    const past = String(Math.floor(TEST_NOW.getTime() / 1000) - 60);
    await gateway.store({ Drafts: [{ draftId: { S: 'old' }, version: { N: '7' }, until: { N: past } }] });
    expect((await batch('Draft', { put: [{ draftId: 'old' }] })).statuses).toEqual(['WRITTEN']);
    expect(await gateway.itemOf('Drafts', { draftId: { S: 'old' } })).toEqual({
      draftId: { S: 'old' },
      version: { N: '1' },
    });
  });
});

describe('a batch of a type with a unique value', () => {
  test('gives a value that two of its items want to one of them', async () => {
    const put = [
      { userId: 'u1', email: 'ann@x.org' },
      { userId: 'u2', email: 'ann@x.org' },
      { userId: 'u3', email: 'cy@x.org' },
      { userId: 'u4' },
    ];
    const { statuses, put: results } = await batch('User', { put });
    expect(statuses.slice(0, 2).toSorted()).toEqual(['REFUSED', 'WRITTEN']);
    expect(statuses.slice(2)).toEqual(times(2, 'WRITTEN'));
    expect(results.flatMap(({ conflict }) => conflict ?? [])).toEqual([
      { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'] },
    ]);
  });

  test('sets the values of deleted items free', async () => {
    const email = 'dee@x.org';
    await batch('User', { put: [{ userId: 'd1', email }] });
    expect((await batch('User', { put: [{ userId: 'd2', email }] })).statuses).toEqual(['REFUSED']);
    expect((await batch('User', { delete: [{ userId: 'd1' }, { userId: 'never' }] })).statuses).toEqual(
      times(2, 'WRITTEN'),
    );
    expect((await batch('User', { put: [{ userId: 'd2', email }] })).statuses).toEqual(['WRITTEN']);
  });
});
