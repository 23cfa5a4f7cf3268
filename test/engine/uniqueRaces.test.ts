import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { TEST_NOW } from '../support/moments.js';
import type { TestResult } from '../support/testGateway.js';

const schema = /* GraphQL */ `
  type User @table(name: "Users", partition: "userId") {
    userId: ID!
    email: String @unique
    badge: Int @unique
  }
  type Pass @table(name: "Passes", partition: "holder", sort: "number") {
    holder: ID!
    number: Int!
    code: String @unique
    until: DateTime @ttl(after: "PT1H")
    version: Int! @version
  }
`;

let gateway: EngineGateway;
/** The moment of all requests, in seconds. */
let seconds = Math.floor(TEST_NOW.getTime() / 1000);
beforeAll(async () => {
  gateway = await createEngineGateway({ schema, now: () => new Date(seconds * 1000) });
});
afterAll(() => gateway.close());

const text = (item: AttributeMap, name: string): string | undefined => {
  const value = item[name];
  if (value === undefined) return undefined;
  return 'S' in value ? value.S : 'N' in value ? value.N : undefined;
};

const isLive = (item: AttributeMap, attribute: string): boolean => {
  const time = text(item, attribute);
  return time === undefined || Number(time) > seconds;
};

/** `UNIQUE#User.email#a@x -> {"userId":{"S":"u1"}}`, of the live items and of the live markers. */
async function valuesAndMarkers(): Promise<{
  readonly values: readonly string[];
  readonly markers: readonly string[];
}> {
  const [users, passes, own] = await Promise.all(['Users', 'Passes', 'sortkey'].map((table) => gateway.itemsOf(table)));
  const held = (item: AttributeMap, type: string, field: string, ...key: string[]): readonly string[] => {
    const value = text(item, field);
    const owner = Object.fromEntries(key.map((name) => [name, item[name]]));
    return value === undefined ? [] : [`UNIQUE#${type}.${field}#${value} -> ${JSON.stringify(owner)}`];
  };
  const values = [
    ...(users ?? []).flatMap((user) => ['email', 'badge'].flatMap((field) => held(user, 'User', field, 'userId'))),
    ...(passes ?? [])
      .filter((pass) => isLive(pass, 'until'))
      .flatMap((pass) => held(pass, 'Pass', 'code', 'holder', 'number')),
  ];
  const markers = (own ?? [])
    .filter((marker) => isLive(marker, 'expiresAt'))
    .map((marker) => {
      const owner = marker['owner'];
      const key = owner !== undefined && 'M' in owner ? owner.M : {};
      const sorted = Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1));
      return `${text(marker, 'pk')} -> ${JSON.stringify(Object.fromEntries(sorted))}`;
    });
  return { values: values.toSorted(), markers: markers.toSorted() };
}

/** That no two items have one value, each marker has its item and each value its marker. */
async function expectWhole(): Promise<void> {
  const { values, markers } = await valuesAndMarkers();
  expect(markers).toEqual(values);
  const held = values.map((line) => line.split(' -> ')[0]);
  expect(held.filter((value, at) => held.indexOf(value) !== at)).toEqual([]);
}

const quoted = (value: string | number | null): string => JSON.stringify(value);

/** A write of one item, as the arguments of its root field and as an action of transactWrite. */
interface Step {
  readonly item: string;
  readonly type: 'user' | 'pass';
  readonly kind: 'create' | 'put' | 'update' | 'delete';
  readonly asked: string;
}

const emails = fc.constantFrom('a@x', 'b@x', 'c@x', null);
const badges = fc.constantFrom(1, 2, null);
const userIds = fc.constantFrom('u1', 'u2', 'u3', 'u4');
const codes = fc.constantFrom('p', 'q', null);
const numbers = fc.constantFrom(1, 2, 3);

const userStep: fc.Arbitrary<Step> = fc
  .record({ id: userIds, email: emails, badge: badges, kind: fc.constantFrom('create', 'put', 'update', 'delete') })
  .map(({ id, email, badge, kind }) => {
    const fields = `email: ${quoted(email)}, badge: ${quoted(badge)}`;
    const asked = {
      create: `input: { userId: "${id}", ${fields} }`,
      put: `input: { userId: "${id}", ${fields} }`,
      update: `userId: "${id}", set: { email: ${quoted(email)} }`,
      delete: `userId: "${id}"`,
    }[kind];
    return { item: id, type: 'user', kind, asked };
  });

const passStep: fc.Arbitrary<Step> = fc
  .record({
    number: numbers,
    code: codes,
    later: fc.boolean(),
    kind: fc.constantFrom('create', 'put', 'update', 'delete'),
  })
  .map(({ number, code, later, kind }) => {
    const key = `holder: "h", number: ${number}`;
    const until = `until: "${new Date((seconds + 7200) * 1000).toISOString()}"`;
    const asked = {
      create: `input: { ${key}, code: ${quoted(code)} }`,
      put: `input: { ${key}, code: ${quoted(code)} }, expectedVersion: 0`,
      update: `${key}, set: { ${later ? until : `code: ${quoted(code)}`} }`,
      delete: key,
    }[kind];
    return { item: `h${number}`, type: 'pass', kind, asked };
  });

/** One request: a write by itself, some as a transaction by either way, or puts as a batch. */
const request: fc.Arbitrary<string> = fc
  .tuple(
    fc.uniqueArray(fc.oneof(userStep, passStep), { selector: ({ item }) => item, minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([steps, byDirective]) => {
    const fields = steps.map(({ type, kind, asked }, at) => {
      const name = kind + type.replace(/^./, (letter) => letter.toUpperCase());
      return `w${at}: ${name}(${asked}) { conflict { reason fields } }`;
    });
    if (steps.length === 1) return `mutation { ${fields.join(' ')} }`;
    if (byDirective) return `mutation @transaction { ${fields.join(' ')} }`;
    const items = steps.map(({ type, kind, asked }) => `{ ${type}: { ${kind}: { ${asked} } } }`);
    const results = 'user { conflict { reason } } pass { conflict { reason } }';
    return `mutation { transactWrite(items: [${items.join(', ')}]) { results { ${results} } } }`;
  });

const batch: fc.Arbitrary<string> = fc
  .uniqueArray(fc.record({ id: userIds, email: emails }), { selector: ({ id }) => id, minLength: 1, maxLength: 4 })
  .map((puts) => {
    const put = puts.map(({ id, email }) => `{ userId: "${id}", email: ${quoted(email)} }`);
    return `mutation { batchWriteUsers(put: [${put.join(', ')}]) { put { status error { code } } } }`;
  });

/** Told to who loses each time, or meets another transaction until the deadline; nothing was done. */
const LOSES: ReadonlySet<unknown> = new Set(['OVERLOADED', 'TRANSACTION_CONFLICT']);

function faultsOf({ data, errors = [] }: TestResult): readonly unknown[] {
  const codes = errors.map(({ extensions }) => extensions['code']).filter((code) => !LOSES.has(code));
  const ofBatch = [...JSON.stringify(data ?? {}).matchAll(/"code":"(\w+)"/g)].map(([, code]) => code);
  return [...codes, ...ofBatch.filter((code) => !LOSES.has(code))];
}

describe('whatever clients write at once, no two items have one value, and markers and values go together', () => {
  test('for any writes, in waves, as time goes by', async () => {
    let writes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            requests: fc.array(fc.oneof({ weight: 5, arbitrary: request }, { weight: 1, arbitrary: batch }), {
              minLength: 1,
              maxLength: 8,
            }),
            laterSeconds: fc.constantFrom(0, 0, 1800, 3600),
          }),
          { minLength: 2, maxLength: 5 },
        ),
        async (waves) => {
          await gateway.empty('Users', 'Passes', 'sortkey');
          for (const { requests, laterSeconds } of waves) {
            const results = await Promise.all(requests.map((operation) => gateway.run(operation)));
            expect(results.flatMap(faultsOf)).toEqual([]);
            writes += results.filter(({ data }) => /"conflict":null|WRITTEN"/.test(JSON.stringify(data))).length;
            await expectWhole();
            seconds += laterSeconds;
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(writes).toBeGreaterThan(10);
  }, 60_000);
});

describe('of 50 clients that want one value', () => {
  const CLIENTS = 50;
  const clients = Array.from({ length: CLIENTS }, (_, client) => client);
  const TAKEN = { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'] };

  async function ownersOf(email: string): Promise<readonly string[]> {
    const users = await gateway.itemsOf('Users');
    return users.filter((user) => text(user, 'email') === email).map((user) => text(user, 'userId') ?? '');
  }

  async function race(email: string, operationOf: (client: number) => string): Promise<void> {
    const results = await Promise.all(clients.map((client) => gateway.run(operationOf(client))));
    const conflicts = results.map(({ data }) => (data as { own: { conflict: unknown } }).own.conflict);
    const winners = clients.filter((client) => conflicts[client] === null);
    expect(winners).toHaveLength(1);
    expect(conflicts.filter((conflict) => conflict !== null)).toEqual(clients.slice(1).map(() => TAKEN));
    expect(await ownersOf(email)).toEqual(winners.map((client) => `${email}-${client}`));
    await expectWhole();
  }

  const CONFLICT = 'conflict { reason fields }';

  test('exactly one has it, where all create', async () => {
    const email = 'created@x';
    await race(
      email,
      (client) =>
        `mutation { own: createUser(input: { userId: "${email}-${client}", email: "${email}" }) { ${CONFLICT} } }`,
    );
  });

  test('exactly one has it, where they create, put, update, and do so in transactions', async () => {
    const email = 'any@x';
    await Promise.all(
      clients.map((client) =>
        gateway.run(`mutation { createUser(input: { userId: "${email}-${client}" }) { conflict { reason } } }`),
      ),
    );
    await race(email, (client) => {
      const userId = `userId: "${email}-${client}"`;
      const update = `own: updateUser(${userId}, set: { email: "${email}" }) { ${CONFLICT} }`;
      const put = `own: putUser(input: { ${userId}, email: "${email}" }) { ${CONFLICT} }`;
      const beside = `putPass(input: { holder: "race", number: ${client} }, expectedVersion: 0) { conflict { reason } }`;
      return [
        `mutation { ${update} }`,
        `mutation { ${put} }`,
        `mutation @transaction { ${update} ${beside} }`,
        `mutation @transaction { ${put} ${beside} }`,
      ][client % 4] as string;
    });
    const passes = (await gateway.itemsOf('Passes')).filter((pass) => text(pass, 'holder') === 'race');
    const [winner = ''] = await ownersOf(email);
    // What stood beside a refused write was not done either.
    const client = winner.split('-')[1];
    expect(passes.map((pass) => text(pass, 'number'))).toEqual(Number(client) % 4 < 2 ? [] : [client]);
  });
});

describe('many clients that change one unique value of one item', () => {
  test('each get their turn, and the last value is the one that is held', async () => {
    const clients = Array.from({ length: 40 }, (_, client) => client);
    await gateway.empty('Users', 'Passes', 'sortkey');
    await gateway.run('mutation { createUser(input: { userId: "one", email: "first@x" }) { conflict { reason } } }');
    const results = await Promise.all(
      clients.map((client) =>
        gateway.run(
          `mutation { updateUser(userId: "one", set: { email: "client-${client}@x" }) { conflict { reason } } }`,
        ),
      ),
    );
    expect(results.map(({ data, errors = [] }) => [data, errors])).toEqual(
      clients.map(() => [{ updateUser: { conflict: null } }, []]),
    );
    const { values, markers } = await valuesAndMarkers();
    expect(markers).toEqual([expect.stringMatching(/^UNIQUE#User\.email#client-\d+@x -> /)]);
    expect(values).toEqual(markers);
  }, 60_000);
});
