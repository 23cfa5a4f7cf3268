import { describe, expect, test } from '@jest/globals';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import type { Repository } from '../../src/resolvers/repositories.js';
import { repositoryCalls } from '../support/repositoryCalls.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { TEST_NOW } from '../support/moments.js';
import { createTestGateway } from '../support/testGateway.js';

type Repositories = Readonly<Record<'part' | 'note', Repository>>;

const calls = repositoryCalls<Repositories>();

const SCHEMA = `
  type Part
    @table(name: "Parts", partition: "PK = PART#{partId}", sort: "SK = REV#{revision:03}")
    @index(name: "ByState", partition: "GSI1PK = {state}#{line}", sort: "GSI1SK = {weight:06}#{partId}", query: "partsByState") {
    partId: ID! @generated(by: ULID)
    revision: Int!
    name: String!
    state: State! @default(value: DRAFT)
    line: ID!
    weight: Int
    price: Decimal
    maker: String! @immutable
    checkedBy: String @readOnly
    tags: [String!] @attribute(as: SET)
    steps: [String!]
    box: Box
    colour: Colour
    createdAt: DateTime! @generated(by: CREATED_AT)
    updatedAt: DateTime! @generated(by: UPDATED_AT)
    version: Int! @version
  }
  type Box { width: Int!, label: String }
  enum State { DRAFT FINAL }
  scalar Colour
  "Clients only read notes."
  type Note @table(name: "Notes", partition: "noteId", operations: [GET]) { noteId: ID!, text: String }
  ${calls.sdl}
`;

const STORED = {
  PK: { S: 'PART#p1' },
  SK: { S: 'REV#002' },
  partId: { S: 'p1' },
  revision: { N: '2' },
  name: { S: 'Bolt' },
  state: { S: 'DRAFT' },
  line: { S: 'l1' },
  maker: { S: 'm1' },
  createdAt: { S: '2025-01-01T00:00:00Z' },
  updatedAt: { S: '2025-01-01T00:00:00Z' },
  version: { N: '4' },
};
const bolt = { partId: 'p1', revision: 2 };

function gateway() {
  const transport = tabletopTransport({ Parts: [STORED], Notes: [] });
  return createTestGateway({ schema: SCHEMA, transport, resolvers: calls.resolvers });
}

describe('a write of a repository', () => {
  test.each<[title: string, code: (repositories: Repositories) => Promise<unknown>, operation: string]>([
    [
      'create',
      ({ part }) => part.create({ revision: 1, name: 'Nut', line: 'l1', maker: 'm1', price: '1.50', tags: ['a', 'a'] }),
      'createPart(input: { revision: 1, name: "Nut", line: "l1", maker: "m1", price: "1.50", tags: ["a", "a"] })',
    ],
    [
      'put',
      ({ part }) =>
        part.put(
          { ...bolt, name: 'Nut', line: 'l1', maker: 'm1', box: { width: 3 }, steps: ['x'] },
          { expectedVersion: 4 },
        ),
      'putPart(input: { partId: "p1", revision: 2, name: "Nut", line: "l1", maker: "m1", box: { width: 3 }, steps: ["x"] }, expectedVersion: 4)',
    ],
    [
      'update',
      ({ part }) =>
        part.update(
          bolt,
          { set: { name: 'Nut', price: null }, add: { tags: ['a'] }, append: { steps: ['x'] } },
          { expectedVersion: 4, if: { name: { beginsWith: 'B' } } },
        ),
      'updatePart(partId: "p1", revision: 2, set: { name: "Nut", price: null }, add: { tags: ["a"] }, append: { steps: ["x"] }, expectedVersion: 4, if: { name: { beginsWith: "B" } })',
    ],
    [
      'update in two steps',
      ({ part }) => part.update(bolt, { set: { weight: 7 }, setIfAbsent: { state: 'FINAL' }, remove: { tags: ['b'] } }),
      'updatePart(partId: "p1", revision: 2, set: { weight: 7 }, setIfAbsent: { state: FINAL }, remove: { tags: ["b"] })',
    ],
    [
      'delete',
      ({ part }) => part.delete(bolt, { expectedVersion: 4, if: { state: { eq: 'DRAFT' } } }),
      'deletePart(partId: "p1", revision: 2, expectedVersion: 4, if: { state: { eq: DRAFT } })',
    ],
  ])('sends what the mutation sends: %s', async (_title, code, operation) => {
    const byCode = await calls.run(gateway(), code);
    const byClient = await gateway().run(`mutation { ${operation} { part { name } } }`);
    expect(byClient.errors).toBeUndefined();
    expect(byCode.error).toBeUndefined();
    expect(byCode.commands).toEqual(byClient.commands);
    expect(byCode.commands.length).toBeGreaterThan(0);
  });

  test('gives back the new item with all that was made for it', async () => {
    const { value } = await calls.run(gateway(), ({ part }) =>
      part.create({ revision: 1, name: 'Nut', line: 'l1', maker: 'm1', price: '1.50', box: { width: 3 } }),
    );
    const now = TEST_NOW.toISOString();
    expect(value).toEqual({
      __typename: 'Part',
      partId: 'ULID-0001',
      revision: 1,
      name: 'Nut',
      state: 'DRAFT',
      line: 'l1',
      weight: null,
      price: '1.5',
      maker: 'm1',
      checkedBy: null,
      tags: null,
      steps: null,
      box: { width: 3, label: null },
      colour: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    });
  });

  test('is there also for what clients may not write', async () => {
    const { error, commands } = await calls.run(gateway(), async ({ note }) => {
      await note.put({ noteId: 'n', text: 'x' });
      await note.update({ noteId: 'n' }, { set: { text: 'y' } }, { if: { text: { eq: 'x' } } });
      await note.delete({ noteId: 'n' });
    });
    expect(error).toBeUndefined();
    expect(commands.map(({ action }) => action)).toEqual(['PutItem', 'UpdateItem', 'DeleteItem']);
  });

  test('takes an item for its key, whatever else is in it', async () => {
    const { commands } = await calls.run(gateway(), async ({ part }) => {
      const item = await part.get(bolt);
      if (item !== null) await part.delete(item);
    });
    expect(commands[1]).toMatchObject({ action: 'DeleteItem', Key: { PK: STORED.PK, SK: STORED.SK } });
  });

  test('is seen by later reads of the same request: nothing that was read before is taken for it', async () => {
    const { commands } = await calls.run(gateway(), async ({ part }) => {
      await part.get(bolt);
      await part.get(bolt);
      await part.update(bolt, { set: { name: 'Nut' } });
      await part.get(bolt);
    });
    expect(commands.map(({ action }) => action)).toEqual(['GetItem', 'UpdateItem', 'GetItem']);
  });

  test("stores a value of the user's own scalar as it is: code has it parsed already", async () => {
    const { commands } = await calls.run(gateway(), ({ part }) =>
      part.update(bolt, { set: { colour: { red: 255, toJSON: () => '#ff0000' } } }),
    );
    expect(commands[0]).toMatchObject({ ExpressionAttributeValues: { ':v0': { S: '#ff0000' } } });
  });
});

/** What plain JavaScript may hand over, past all types. */
const untyped = (value: unknown) => value as never;
const nut = { revision: 1, name: 'Nut', line: 'l1', maker: 'm1' };

describe('before anything is sent a repository refuses', () => {
  test.each<
    [title: string, code: (repositories: Repositories) => Promise<unknown>, message: string, argument: unknown]
  >([
    [
      'an unknown field',
      ({ part }) => part.create({ ...nut, wieght: 3 }),
      'repositories.part.create, "input": Field "wieght" is not defined by type "PartCreateInput". Did you mean "weight"?',
      ['input'],
    ],
    [
      'a read-only field',
      ({ part }) => part.create({ ...nut, checkedBy: 'me' }),
      'repositories.part.create, "input": Field "checkedBy" is not defined by type "PartCreateInput".',
      ['input'],
    ],
    [
      'a missing required field',
      ({ part }) => part.create({ revision: 1, line: 'l1', maker: 'm1' }),
      'repositories.part.create, "input": Field "name" of required type "String!" was not provided.',
      ['input'],
    ],
    [
      'null in a required field',
      ({ part }) => part.create({ ...nut, name: null }),
      'repositories.part.create, "input.name": Expected non-nullable type "String!" not to be null.',
      ['input', 'name'],
    ],
    [
      'null in a required field with a default',
      ({ part }) => part.create({ ...nut, state: null }),
      'Part.state is required; it cannot be null.',
      ['input', 'state'],
    ],
    [
      'a number as text',
      ({ part }) => part.create({ ...nut, weight: '3' }),
      'repositories.part.create, "input.weight": Int cannot represent non-integer value: "3"',
      ['input', 'weight'],
    ],
    [
      'a Decimal that lost digits',
      ({ part }) => part.create({ ...nut, price: 1.1 }),
      'repositories.part.create, "input.price": Decimal needs a number of up to 38 digits as text like "19.90", not 1.1.',
      ['input', 'price'],
    ],
    [
      'no value of the enum',
      ({ part }) => part.create({ ...nut, state: 'FINISHED' }),
      'repositories.part.create, "input.state": Value "FINISHED" does not exist in "State" enum.',
      ['input', 'state'],
    ],
    [
      'a wrong value inside a map',
      ({ part }) => part.create({ ...nut, box: { width: 'wide' } }),
      'repositories.part.create, "input.box.width": Int cannot represent non-integer value: "wide"',
      ['input', 'box', 'width'],
    ],
    [
      'null inside a set',
      ({ part }) => part.create({ ...nut, tags: ['a', null] }),
      'repositories.part.create, "input.tags.1": Expected non-nullable type "String!" not to be null.',
      ['input', 'tags', 1],
    ],
    [
      'no input at all',
      ({ part }) => part.create(untyped(undefined)),
      'repositories.part.create: Field "input" of required type "PartCreateInput!" was not provided.',
      undefined,
    ],
    [
      'a put without the version it takes the place of',
      ({ part }) => part.put({ ...bolt, ...nut }),
      'repositories.part.put: Field "expectedVersion" of required type "Int!" was not provided.',
      undefined,
    ],
    [
      'a version of a type that has none',
      ({ note }) => note.put({ noteId: 'n' }, { expectedVersion: 1 }),
      'repositories.note.put: Field "expectedVersion" is not defined by type "NotePutRequest".',
      undefined,
    ],
    [
      'a key without one of its fields',
      ({ part }) => part.update({ partId: 'p1' }, { set: { name: 'x' } }),
      'repositories.part.update, "key": Field "revision" of required type "Int!" was not provided.',
      ['key'],
    ],
    [
      'a key that is no object',
      ({ part }) => part.delete(untyped('p1')),
      'repositories.part.delete, "key": Expected type "PartKey" to be an object.',
      ['key'],
    ],
    [
      'a key field of another type',
      ({ part }) => part.get({ partId: 'p1', revision: '2' }),
      'repositories.part.get, "key.revision": Int cannot represent non-integer value: "2"',
      ['key', 'revision'],
    ],
    [
      'a change of the key',
      ({ part }) => part.update(bolt, { set: { partId: 'p2' } }),
      'repositories.part.update, "set": Field "partId" is not defined by type "PartSetInput".',
      ['set'],
    ],
    [
      'a change of an immutable field',
      ({ part }) => part.update(bolt, { set: { maker: 'm2' } }),
      'repositories.part.update, "set": Field "maker" is not defined by type "PartSetInput".',
      ['set'],
    ],
    [
      'an addition to what is no number',
      ({ part }) => part.update(bolt, { add: { name: 'x' } }),
      'repositories.part.update, "add": Field "name" is not defined by type "PartAddInput".',
      ['add'],
    ],
    [
      'an unknown kind of change',
      ({ part }) => part.update(bolt, untyped({ subtract: { weight: 1 } })),
      'repositories.part.update: Field "subtract" is not defined by type "PartUpdateRequest".',
      undefined,
    ],
    [
      'an update that changes nothing',
      ({ part }) => part.update(bolt, {}),
      'This update of Part changes nothing. Give at least one field to change.',
      ['set'],
    ],
    [
      'a misspelt condition, which would hold of everything',
      ({ part }) => part.delete(bolt, untyped({ iff: { name: { eq: 'Nut' } } })),
      'repositories.part.delete: Field "iff" is not defined by type "PartDeleteRequest". Did you mean "if"?',
      undefined,
    ],
    [
      'an unknown field in a condition',
      ({ part }) => part.delete(bolt, { if: { nmae: { eq: 'Nut' } } }),
      'repositories.part.delete, "if": Field "nmae" is not defined by type "PartFilter". Did you mean "name"?',
      ['if'],
    ],
    [
      'a value that cannot stand in a key',
      ({ part }) => part.create({ ...nut, line: 'l#1', weight: 3 }),
      '"line" must not contain "#"',
      ['input', 'line'],
    ],
    [
      'an unknown option of a read',
      ({ part }) => part.get(bolt, untyped({ consistant: true })),
      'repositories.part.get: Field "consistant" is not defined by type "PartGetRequest". Did you mean "consistent"?',
      undefined,
    ],
    [
      'an unknown index',
      ({ part }) => part.query({ index: 'ByLine', partition: {}, limit: 1 }),
      'Part has no index "ByLine". It has "ByState".',
      ['index'],
    ],
    [
      'a partition without one of its fields',
      ({ part }) => part.query({ index: 'ByState', partition: { state: 'FINAL' }, limit: 1 }),
      'repositories.part.query, "partition": Field "line" of required type "ID!" was not provided.',
      ['partition'],
    ],
    [
      'an unknown field in a filter, which would let everything pass',
      ({ part }) => part.query({ partition: { partId: 'p1' }, filter: { nmae: { eq: 'x' } }, limit: 1 }),
      'repositories.part.query, "filter": Field "nmae" is not defined by type "PartFilter". Did you mean "name"?',
      ['filter'],
    ],
    [
      'an operator that the sort key cannot answer',
      ({ part }) => part.query({ partition: { partId: 'p1' }, sort: { revision: { beginsWith: '1' } }, limit: 1 }),
      'repositories.part.query, "sort.revision": Field "beginsWith" is not defined by type "IntKeyCondition".',
      ['sort', 'revision'],
    ],
    [
      'a sort field of another index',
      ({ part }) => part.query({ partition: { partId: 'p1' }, sort: { weight: { lt: 3 } }, limit: 1 }),
      'repositories.part.query, "sort": Field "weight" is not defined by type "PartSort".',
      ['sort'],
    ],
    [
      'an unknown order',
      ({ part }) => part.query({ partition: { partId: 'p1' }, order: untyped('desc'), limit: 1 }),
      'repositories.part.query, "order": Value "desc" does not exist in "SortOrder" enum.',
      ['order'],
    ],
  ])('%s', async (_title, code, message, argument) => {
    const { error, commands } = await calls.run(gateway(), code);
    expect(commands).toEqual([]);
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message),
      details: argument === undefined ? {} : { argument },
    });
  });
});

test('null for a part of a query counts as not given', async () => {
  const { error, commands } = await calls.run(gateway(), ({ part }) =>
    part.query(untyped({ partition: { partId: 'p1' }, sort: { revision: null }, filter: null, order: null, limit: 1 })),
  );
  expect(error).toBeUndefined();
  expect(commands).toMatchObject([{ action: 'Query', ScanIndexForward: true }]);
  expect(commands[0]).not.toHaveProperty('FilterExpression');
});

test('a partition may be a field that no other argument has', async () => {
  const { resolvers, run, sdl } = repositoryCalls();
  const schema = `
    type Log @table(name: "Logs", partition: "logId", operations: [QUERY]) @index(name: "ByTime", partition: "TIME = T#{madeAt}#{size}") {
      logId: ID!
      madeAt: DateTime! @generated(by: CREATED_AT) @attribute(stored: false)
      size: Int! @readOnly @attribute(stored: false)
    }
    ${sdl}`;
  const logs = createTestGateway({ schema, transport: tabletopTransport({ Logs: [] }), resolvers });
  const { error, commands } = await run(logs, async ({ log }) =>
    log?.query({ index: 'ByTime', partition: { madeAt: '2025-01-01T00:00:00Z', size: 3 }, limit: 1 }),
  );
  expect(error).toBeUndefined();
  expect(commands).toMatchObject([{ ExpressionAttributeValues: { ':v0': { S: 'T#2025-01-01T00:00:00Z#3' } } }]);
});

test('an item of which nothing can be given is created by code as by clients', async () => {
  const { resolvers, run, sdl } = repositoryCalls();
  const schema = `type Tick @table(name: "Ticks", partition: "at") { at: DateTime! @generated(by: CREATED_AT) } ${sdl}`;
  const ticks = () => createTestGateway({ schema, transport: tabletopTransport({}), resolvers });
  const byCode = await run(ticks(), async ({ tick }) => [await tick?.create({}), await tick?.put({})]);
  const byClient = await ticks().run('mutation { createTick { tick { at } } putTick { tick { at } } }');
  expect(byClient.errors).toBeUndefined();
  expect(byCode.value).toMatchObject([{ at: TEST_NOW.toISOString() }, { at: TEST_NOW.toISOString() }]);
  expect(byCode.commands).toEqual(byClient.commands);
});

test('an update whose item is deleted before it can be read again says that it is not there', async () => {
  const { resolvers, run, sdl } = repositoryCalls();
  const schema = `type Member @table(name: "Members", partition: "memberId") { memberId: ID!, email: String @unique } ${sdl}`;
  const stored = { memberId: { S: 'm1' }, email: { S: 'ann@example.com' } };
  const tabletop = tabletopTransport({ Members: [stored] });
  let isWritten = false;
  const transport: Transport = {
    ...tabletop,
    send: (action, input, options) => {
      if (action === 'GetItem' && isWritten) return Promise.resolve({});
      isWritten ||= action === 'TransactWriteItems';
      return tabletop.send(action, input, options);
    },
  };
  const members = createTestGateway({ schema, transport, resolvers });
  const { error, commands } = await run(members, async ({ member }) =>
    member?.update({ memberId: 'm1' }, { set: { email: 'bob@example.com' } }),
  );
  expect(commands.map(({ action }) => action)).toEqual(['GetItem', 'TransactWriteItems', 'GetItem']);
  expect(error).toMatchObject({
    code: 'CONFLICT',
    message: 'The Member was written, and deleted by somebody else before it could be read again.',
    details: { conflict: { reason: 'NOT_FOUND', current: null } },
  });
});
