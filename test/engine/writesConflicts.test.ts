import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';

const schema = /* GraphQL */ `
  type Pass @table(name: "Passes", partition: "passId", type: "kind = Pass") {
    passId: ID!
    holder: String
    zone: String @immutable
    uses: Int
    version: Int! @version
    expires: DateTime @ttl
  }
  type Bill @table(name: "Passes", partition: "passId", type: "kind = Bill") {
    passId: ID!
    holder: String
  }
  type Stamp @table(name: "Stamps", partition: "stampId", operations: [CREATE, UPDATE, DELETE]) {
    stampId: ID!
    text: String @immutable
  }
  type Desk @table(name: "Desks", partition: "PK = DESK#{deskId}", type: "kind = Desk") {
    deskId: ID!
    place: String
  }
`;

const kind = { S: 'Pass' };
const EXPIRED = { N: '1600000000' };
const items: Readonly<Record<string, readonly AttributeMap[]>> = {
  Passes: [
    { passId: { S: 'live' }, kind, holder: { S: 'ann' }, zone: { S: 'A' }, version: { N: '3' } },
    { passId: { S: 'old' }, kind, holder: { S: 'bob' }, version: { N: '7' }, expires: EXPIRED },
    { passId: { S: 'old too' }, kind, version: { N: '7' }, expires: EXPIRED },
    { passId: { S: 'never versioned' }, kind, holder: { S: 'cid' }, zone: { S: 'A' } },
    { passId: { S: 'nulls' }, kind, version: { NULL: true }, uses: { NULL: true }, holder: { NULL: true } },
    { passId: { S: 'bill' }, kind: { S: 'Bill' }, holder: { S: 'secret' } },
    { passId: { S: 'nobody' }, holder: { S: 'secret' } },
  ],
  Desks: [{ PK: { S: 'DESK#1' }, place: { S: 'unmarked' } }],
};

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema, items });
});
afterAll(() => gateway.close());

const ANSWER =
  '{ pass { passId holder version } conflict { reason message fields current { passId holder version } } }';

async function write(call: string, answer = ANSWER): Promise<unknown> {
  const { data, errors } = await gateway.run(`mutation { write: ${call} ${answer} }`);
  expect(errors).toBeUndefined();
  return (data as { write: unknown }).write;
}

async function raw(passId: string): Promise<AttributeMap | undefined> {
  const { Item } = await gateway.transport.send(
    'GetItem',
    { TableName: `${gateway.tablePrefix}Passes`, Key: { passId: { S: passId } }, ConsistentRead: true },
    { signal: AbortSignal.timeout(5000) },
  );
  return Item;
}

const conflict = (reason: string, more: object = {}) => ({
  pass: null,
  conflict: expect.objectContaining({ reason, ...more }),
});
const live = { passId: 'live', holder: 'ann', version: 3 };

describe('a refused write', () => {
  test.each([
    ['create of a taken key', 'createPass(input: { passId: "live" })', 'ALREADY_EXISTS', live],
    [
      'update with another version',
      'updatePass(passId: "live", expectedVersion: 2, set: { holder: "x" })',
      'VERSION_MISMATCH',
      live,
    ],
    [
      'put with another version',
      'putPass(input: { passId: "live", zone: "A" }, expectedVersion: 0)',
      'VERSION_MISMATCH',
      live,
    ],
    [
      'put with another immutable value',
      'putPass(input: { passId: "live", zone: "B" }, expectedVersion: 3)',
      'CONDITION_FAILED',
      live,
    ],
    ['delete with a condition', 'deletePass(passId: "live", if: { holder: { eq: "bob" } })', 'CONDITION_FAILED', live],
    ['update of a missing item', 'updatePass(passId: "none", set: { holder: "x" })', 'NOT_FOUND', null],
    ['delete of a missing item', 'deletePass(passId: "none", expectedVersion: 1)', 'NOT_FOUND', null],
    [
      'put of a version where nothing is',
      'putPass(input: { passId: "none" }, expectedVersion: 1)',
      'VERSION_MISMATCH',
      null,
    ],
  ])('%s says why and what is there', async (_title, call, reason, current) => {
    expect(await write(call)).toEqual(conflict(reason, { current }));
    expect(await raw('live')).toEqual(items['Passes']?.[0]);
  });

  test.each([
    ['create', 'createPass(input: { passId: "bill" })', 'ALREADY_EXISTS'],
    ['put', 'putPass(input: { passId: "bill" }, expectedVersion: 0)', 'ALREADY_EXISTS'],
    ['update', 'updatePass(passId: "bill", set: { holder: "x" })', 'NOT_FOUND'],
    ['delete', 'deletePass(passId: "bill")', 'NOT_FOUND'],
    ['put over an unmarked item', 'putPass(input: { passId: "nobody" }, expectedVersion: 0)', 'ALREADY_EXISTS'],
  ])("%s never touches or shows another type's item", async (_title, call, reason) => {
    expect(await write(call)).toEqual(conflict(reason, { current: null }));
    expect(await raw('bill')).toEqual(
      items['Passes']?.find(({ passId }) => passId !== undefined && 'S' in passId && passId.S === 'bill'),
    );
  });

  test.each([
    [
      'a taken key',
      'createPass(input: { passId: "live" })',
      'There is a Pass with this key already. Update it, or put it to replace it.',
    ],
    [
      'a missing item',
      'updatePass(passId: "none", add: { uses: 1 })',
      'There is no Pass with this key. A create or a put would store one.',
    ],
    [
      'an immutable field',
      'putPass(input: { passId: "live", zone: "B" }, expectedVersion: 3)',
      '"zone" of this Pass is immutable: it was given when the item was created, and this put would change it.',
    ],
    [
      'an immutable field that is left out',
      'putPass(input: { passId: "live" }, expectedVersion: 3)',
      '"zone" of this Pass is immutable: it was given when the item was created, and this put would change it.',
    ],
    [
      'an immutable field that was never given',
      'putPass(input: { passId: "nulls", zone: "B" }, expectedVersion: 0)',
      '"zone" of this Pass is immutable: the item was created without it, and this put would give it.',
    ],
  ])('for %s says what to do, or why it cannot be', async (_title, call, message) => {
    const { conflict } = (await write(call)) as { conflict: { message: string } };
    expect(conflict.message).toBe(message);
  });

  test('speaks only of writes that the type serves', async () => {
    const { errors = [] } = await gateway.run(`mutation {
      createStamp(input: { stampId: "1" }) { conflict { message } }
      again: createStamp(input: { stampId: "1" }) { stamp { stampId } }
      deleteStamp(stampId: "2") { stamp { stampId } }
    }`);
    expect(errors.map(({ message }) => message)).toEqual([
      'There is a Stamp with this key already.',
      'There is no Stamp with this key. A create would store one.',
    ]);
  });

  test('says so of a key that another type holds', async () => {
    const message = 'An item that is no Pass is stored under this key already. Choose another key.';
    expect(await write('createPass(input: { passId: "bill" })')).toEqual(conflict('ALREADY_EXISTS', { message }));
  });

  test('an item that reads do not take for one of the type is none for writes either', async () => {
    const desk = '{ desk { place } conflict { reason current { place } } }';
    expect(await gateway.run('{ desk(deskId: "1") { place } }')).toMatchObject({ data: { desk: null } });
    expect(await write('updateDesk(deskId: "1", set: { place: "x" })', desk)).toEqual({
      desk: null,
      conflict: { reason: 'NOT_FOUND', current: null },
    });
    expect(await write('putDesk(input: { deskId: "1" })', desk)).toEqual({
      desk: null,
      conflict: { reason: 'ALREADY_EXISTS', current: null },
    });
  });

  test('is an error with the same facts where the conflict is not selected', async () => {
    const { data, errors = [] } = await gateway.run(
      'mutation { updatePass(passId: "live", expectedVersion: 1, set: { holder: "x" }) { pass { holder } } }',
    );
    expect(data).toEqual({ updatePass: null });
    expect(errors.map((error) => toGraphQLError(error).formatted)).toMatchObject([
      {
        message: 'The Pass was expected to have version 1; it is 3.',
        path: ['updatePass'],
        extensions: {
          code: 'CONFLICT',
          retryable: false,
          conflict: { reason: 'VERSION_MISMATCH', fields: ['version'], current: { ...live, zone: 'A' } },
        },
      },
    ]);
  });

  test('of a condition that nothing meets says so without naming a field', async () => {
    expect(await write('updatePass(passId: "live", set: { holder: "x" }, if: { or: [] })')).toEqual(
      conflict('CONDITION_FAILED', { message: 'The Pass does not meet the condition.', fields: [] }),
    );
  });
});

describe('an expired item', () => {
  test('is not there to update or delete', async () => {
    for (const call of [
      'updatePass(passId: "old", set: { holder: "x" })',
      'updatePass(passId: "old", expectedVersion: 7, add: { uses: 1 })',
      'deletePass(passId: "old")',
      'deletePass(passId: "old", expectedVersion: 7)',
    ]) {
      expect(await write(call)).toEqual(conflict('NOT_FOUND', { current: null }));
    }
    expect(await write('putPass(input: { passId: "old" }, expectedVersion: 7)')).toEqual(
      conflict('VERSION_MISMATCH', {
        current: null,
        message: 'The Pass was expected to have version 7; there is none.',
      }),
    );
  });

  test('gives its place to a new one, which starts at version 1', async () => {
    expect(await write('createPass(input: { passId: "old", holder: "new" })')).toEqual({
      pass: { passId: 'old', holder: 'new', version: 1 },
      conflict: null,
    });
    expect(await write('putPass(input: { passId: "old too", zone: "Z" }, expectedVersion: 0)')).toMatchObject({
      pass: { version: 1 },
    });
    expect(await raw('old')).toEqual({ passId: { S: 'old' }, kind, holder: { S: 'new' }, version: { N: '1' } });
  });
});

describe('an item without a version', () => {
  test('counts as version 0', async () => {
    expect(await write('updatePass(passId: "never versioned", expectedVersion: 1, set: { uses: 1 })')).toEqual(
      conflict('VERSION_MISMATCH', { message: 'The Pass was expected to have version 1; it is 0.' }),
    );
    expect(await write('putPass(input: { passId: "never versioned", zone: "A" }, expectedVersion: 0)')).toEqual({
      pass: { passId: 'never versioned', holder: null, version: 1 },
      conflict: null,
    });
  });

  test('and with NULLs for values is one without them', async () => {
    const call =
      'updatePass(passId: "nulls", expectedVersion: 0, setIfAbsent: { holder: "dora" }, add: { uses: 2 }, if: { uses: { exists: false } })';
    expect(await write(call)).toEqual({ pass: { passId: 'nulls', holder: 'dora', version: 1 }, conflict: null });
    expect(await raw('nulls')).toEqual({
      passId: { S: 'nulls' },
      kind,
      holder: { S: 'dora' },
      uses: { N: '2' },
      version: { N: '1' },
    });
  });
});
