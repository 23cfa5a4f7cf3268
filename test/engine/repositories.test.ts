import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCALAR_TYPES } from '../../src/codegen/valueTypeText.js';
import type { AttributeValue } from '../../src/model/attributeValue.js';
import type { Repository } from '../../src/resolvers/repositories.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { repositoryCalls } from '../support/repositoryCalls.js';

type Repositories = Readonly<Record<'thing' | 'pass' | 'visit', Repository>>;

const calls = repositoryCalls<Repositories>();

const schema = `
  type Thing @table(name: "Things", partition: "id") {
    id: ID!
    string: String
    flag: Boolean
    int: Int
    intText: Int @attribute(as: STRING)
    float: Float
    big: BigInt
    exact: Decimal
    moment: DateTime
    second: DateTime @attribute(as: EPOCH_SECONDS)
    millisecond: DateTime @attribute(as: EPOCH_MILLISECONDS)
    local: LocalDateTime
    day: Date
    length: Duration
    bytes: Bytes
    json: JSON
    jsonText: JSON @attribute(as: JSON)
    state: State
    box: Box
    boxes: [Box!]
    numbers: [Int]
    words: [String!] @attribute(as: SET)
    amounts: [Decimal!] @attribute(as: SET)
    blobs: [Bytes!] @attribute(as: SET)
    colour: Colour
  }
  type Box { width: Decimal!, label: String }
  enum State { OPEN SHUT }
  scalar Colour

  type Pass @table(name: "Passes", partition: "passId") {
    passId: ID!
    holder: String
    zone: String @immutable
    uses: Int
    marks: [String!] @attribute(as: SET)
    stops: [String!]
    createdAt: DateTime! @generated(by: CREATED_AT)
    version: Int! @version
  }

  type Visit @table(name: "Visits", partition: "visitId")
    @index(name: "ByDay", partition: "GSI1PK = DAY#{day}#{shard(3)}", sort: "GSI1SK = {minute:04}", query: "visitsByDay")
    @index(name: "ByGuest", partition: "guest", sort: "minute", projection: []) {
    visitId: ID!
    day: Date!
    minute: Int!
    guest: String!
    note: String
  }
  ${calls.sdl}
`;

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema, resolvers: calls.resolvers });
});
afterAll(() => gateway.close());

const inRequest = <T>(code: (repositories: Repositories) => Promise<T>) => calls.run(gateway, code);

async function raw(id: string): Promise<Readonly<Record<string, AttributeValue>> | undefined> {
  const asked = { TableName: `${gateway.tablePrefix}Things`, Key: { id: { S: id } }, ConsistentRead: true };
  const { Item } = await gateway.transport.send('GetItem', asked, { signal: AbortSignal.timeout(5000) });
  return Item;
}

const DIGITS = '12345678901234567890123456789012345678';

describe('a value that a repository writes', () => {
  test.each<[field: string, given: unknown, stored: AttributeValue, read: unknown]>([
    ['string', 'é 😀', { S: 'é 😀' }, 'é 😀'],
    ['flag', false, { BOOL: false }, false],
    ['int', -3, { N: '-3' }, -3],
    ['intText', 7, { S: '7' }, 7],
    ['float', 0.1, { N: '0.1' }, 0.1],
    ['big', DIGITS, { N: DIGITS }, DIGITS],
    ['exact', '19.90', { N: '19.9' }, '19.9'],
    ['moment', '2025-03-01T10:30:00+01:00', { S: '2025-03-01T10:30:00+01:00' }, '2025-03-01T10:30:00+01:00'],
    ['second', '2025-03-01T09:30:00Z', { N: '1740821400' }, '2025-03-01T09:30:00Z'],
    ['millisecond', '2025-03-01T09:30:00.125Z', { N: '1740821400125' }, '2025-03-01T09:30:00.125Z'],
    ['local', '2025-03-01T09:30:00', { S: '2025-03-01T09:30:00' }, '2025-03-01T09:30:00'],
    ['day', '2025-03-01', { S: '2025-03-01' }, '2025-03-01'],
    ['length', 'P30D', { S: 'P30D' }, 'P30D'],
    ['bytes', 'aGVsbG8=', { B: 'aGVsbG8=' }, 'aGVsbG8='],
    [
      'json',
      { a: [1, 'b', null] },
      { M: { a: { L: [{ N: '1' }, { S: 'b' }, { NULL: true }] } } },
      { a: [1, 'b', null] },
    ],
    ['jsonText', { a: 1 }, { S: '{"a":1}' }, { a: 1 }],
    ['state', 'SHUT', { S: 'SHUT' }, 'SHUT'],
    ['box', { width: '1.50' }, { M: { width: { N: '1.5' } } }, { width: '1.5', label: null }],
    [
      'boxes',
      [{ width: '2', label: 'x' }],
      { L: [{ M: { width: { N: '2' }, label: { S: 'x' } } }] },
      [{ width: '2', label: 'x' }],
    ],
    ['numbers', [1, null], { L: [{ N: '1' }, { NULL: true }] }, [1, null]],
    ['words', ['b', 'b'], { SS: ['b'] }, ['b']],
    ['amounts', ['1.50'], { NS: ['1.5'] }, ['1.5']],
    ['blobs', ['aGVsbG8='], { BS: ['aGVsbG8='] }, ['aGVsbG8=']],
    ['colour', { red: 255 }, { M: { red: { N: '255' } } }, { red: 255 }],
  ])('is what a later read gives, and can be written as it was read: %s', async (field, given, stored, read) => {
    const id = `of ${field}`;
    const { value: created, error } = await inRequest(({ thing }) => thing.create({ id, [field]: given }));
    expect(error).toBeUndefined();
    expect(created?.[field]).toEqual(read);
    expect((await raw(id))?.[field]).toEqual(stored);

    const { value: again } = await inRequest(async ({ thing }) => {
      const item = await thing.get({ id }, { consistent: true });
      return [item, await thing.put({ id, [field]: item?.[field] })];
    });
    expect(again).toEqual([created, created]);
    expect((await raw(id))?.[field]).toEqual(stored);
  });

  test.each([
    ['ID', 'id'],
    ['String', 'string'],
    ['Boolean', 'flag'],
    ['Int', 'intText'],
    ['Float', 'float'],
    ['BigInt', 'big'],
    ['Decimal', 'exact'],
    ['DateTime', 'second'],
    ['LocalDateTime', 'local'],
    ['Date', 'day'],
    ['Duration', 'length'],
    ['Bytes', 'bytes'],
  ])('has the type that codegen writes for it: %s', async (scalar, field) => {
    const { value } = await inRequest(({ thing }) =>
      thing.put({
        id: 'typed',
        string: 's',
        flag: true,
        intText: 1,
        float: 1.5,
        big: '1',
        exact: '1.5',
        second: '2025-03-01T09:30:00Z',
        local: '2025-03-01T09:30:00',
        day: '2025-03-01',
        length: 'PT1H',
        bytes: 'aGVsbG8=',
      }),
    );
    expect(typeof value?.[field]).toBe(SCALAR_TYPES[scalar]);
  });
});

describe('writes of a repository', () => {
  test('give back the item as it is stored then', async () => {
    const key = { passId: 'told' };
    const { value: steps } = await inRequest(async ({ pass }) => [
      await pass.create({ ...key, holder: 'ann', zone: 'A' }),
      await pass.update(
        key,
        {
          set: { holder: 'bob' },
          setIfAbsent: { uses: 5 },
          add: { marks: ['x', 'y'] },
          append: { stops: ['first'] },
        },
        { expectedVersion: 1, if: { holder: { eq: 'ann' } } },
      ),
      await pass.update(key, { add: { uses: -2 }, remove: { marks: ['x'] }, append: { stops: ['second'] } }),
      await pass.put({ ...key, holder: 'cid', zone: 'A' }, { expectedVersion: 3 }),
      await pass.delete(key, { expectedVersion: 4 }),
      await pass.get(key, { consistent: true }),
    ]);
    expect(steps).toMatchObject([
      { holder: 'ann', zone: 'A', uses: null, marks: null, version: 1 },
      { holder: 'bob', zone: 'A', uses: 5, marks: ['x', 'y'], stops: ['first'], version: 2 },
      { holder: 'bob', uses: 3, marks: ['y'], stops: ['first', 'second'], version: 3 },
      { holder: 'cid', uses: null, marks: null, stops: null, version: 4 },
      { holder: 'cid', version: 4 },
      null,
    ]);
  });

  test('are seen by reads of the same request, and of generated fields', async () => {
    const { value } = await inRequest(async ({ pass }) => {
      const key = { passId: 'seen' };
      const before = await pass.get(key, { consistent: true });
      await pass.create({ ...key, holder: 'ann' });
      const after = await pass.get(key, { consistent: true });
      return [before, after?.['holder']];
    });
    expect(value).toEqual([null, 'ann']);
    const { data } = await gateway.run('query @consistent { pass(passId: "seen") { holder } }');
    expect(data).toEqual({ pass: { holder: 'ann' } });
  });
});

describe('a refused write', () => {
  beforeAll(async () => {
    await inRequest(({ pass }) => pass.put({ passId: 'held', holder: 'ann', zone: 'A' }, { expectedVersion: 0 }));
  });

  test.each<[title: string, code: (repositories: Repositories) => Promise<unknown>, operation: string]>([
    ['create', ({ pass }) => pass.create({ passId: 'held' }), 'createPass(input: { passId: "held" })'],
    [
      'put',
      ({ pass }) => pass.put({ passId: 'held', zone: 'A' }, { expectedVersion: 7 }),
      'putPass(input: { passId: "held", zone: "A" }, expectedVersion: 7)',
    ],
    [
      'put of another immutable value',
      ({ pass }) => pass.put({ passId: 'held', zone: 'B' }, { expectedVersion: 1 }),
      'putPass(input: { passId: "held", zone: "B" }, expectedVersion: 1)',
    ],
    [
      'update',
      ({ pass }) => pass.update({ passId: 'held' }, { set: { uses: 1 } }, { if: { holder: { eq: 'bob' } } }),
      'updatePass(passId: "held", set: { uses: 1 }, if: { holder: { eq: "bob" } })',
    ],
    [
      'update of a missing item',
      ({ pass }) => pass.update({ passId: 'missing' }, { set: { uses: 1 } }),
      'updatePass(passId: "missing", set: { uses: 1 })',
    ],
    [
      'delete',
      ({ pass }) => pass.delete({ passId: 'held' }, { expectedVersion: 0 }),
      'deletePass(passId: "held", expectedVersion: 0)',
    ],
  ])('throws what a client gets that does not ask for the conflict: %s', async (_title, code, operation) => {
    const { error } = await inRequest(code);
    const { errors } = await gateway.run(`mutation { ${operation} { pass { passId } } }`);
    expect(error?.code).toBe('CONFLICT');
    expect(error?.message).toBe(errors?.[0]?.message);
    expect(error?.extensions).toEqual(errors?.[0]?.extensions);
    expect(error?.details.conflict?.reason).toEqual(expect.any(String));
  });

  test('says why, about which fields, and what is stored now', async () => {
    const { error } = await inRequest(({ pass }) => pass.delete({ passId: 'held' }, { expectedVersion: 7 }));
    expect(error?.message).toBe('The Pass was expected to have version 7; it is 1.');
    expect(error?.details.conflict).toMatchObject({
      reason: 'VERSION_MISMATCH',
      fields: ['version'],
      current: { passId: 'held', holder: 'ann', zone: 'A', version: 1 },
    });
  });

  test('changes nothing', async () => {
    const { value } = await inRequest(async ({ pass }) => {
      await pass.update({ passId: 'held' }, { set: { holder: 'bob' } }, { expectedVersion: 9 }).catch(() => null);
      return pass.get({ passId: 'held' }, { consistent: true });
    });
    expect(value).toMatchObject({ holder: 'ann', version: 1 });
  });
});

describe('a query of a repository', () => {
  const minutes = [9, 2, 30, 4, 25, 11, 7, 18];
  beforeAll(async () => {
    const { error } = await inRequest(({ visit }) =>
      Promise.all(
        minutes.map((minute) =>
          visit.create({ visitId: `v${minute}`, day: '2025-03-01', minute, guest: 'ann', note: `at ${minute}` }),
        ),
      ),
    );
    expect(error).toBeUndefined();
  });

  test('has the items of all shards in one order', async () => {
    const day = { index: 'ByDay', partition: { day: '2025-03-01' } };
    const { value } = await inRequest(({ visit }) =>
      Promise.all([
        visit.query({ ...day, sort: { minute: { ge: 4, le: 25 } }, limit: 4 }),
        visit.query({ ...day, order: 'DESC', limit: 100 }),
      ]),
    );
    expect(value?.map((visits) => visits.map(({ minute }) => minute))).toEqual([
      [4, 7, 9, 11],
      [30, 25, 18, 11, 9, 7, 4, 2],
    ]);
  });

  test('gives whole items also from an index that has only their keys', async () => {
    const { value } = await inRequest(({ visit }) =>
      visit.query({ index: 'ByGuest', partition: { guest: 'ann' }, filter: { note: { ne: 'at 4' } }, limit: 2 }),
    );
    expect(value).toMatchObject([
      { visitId: 'v2', day: '2025-03-01', minute: 2, note: 'at 2' },
      { visitId: 'v7', day: '2025-03-01', minute: 7, note: 'at 7' },
    ]);
  });
});
