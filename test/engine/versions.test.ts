import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eachAtMost } from '../../src/dynamo/execute/eachAtMost.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';

const CLIENTS = 50;

const schema = /* GraphQL */ `
  type Player @table(name: "Players", partition: "playerId") {
    playerId: ID!
    hits: Int
    name: String
    version: Int! @version
  }
  type Visit @table(name: "Visits", partition: "visitId") {
    visitId: String!
  }
  extend type Mutation {
    renamePlayer(playerId: ID!, version: Int!, name: String!): PlayerPayload
    replacePlayer(playerId: ID!, version: Int!, name: String!): PlayerPayload
    visit(playerId: ID!, version: Int!, name: String!): PlayerPayload
  }
`;

interface Own {
  readonly playerId: string;
  readonly version: number;
  readonly name: string;
}

/** A repository's refusal as the payload that a mutation gives. */
async function asPayload(write: () => Promise<unknown>): Promise<unknown> {
  try {
    await write();
    return { conflict: null };
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'CONFLICT') return { conflict: error.details.conflict };
    throw error;
  }
}

const resolvers = {
  Mutation: {
    renamePlayer: (_parent: unknown, { playerId, version, name }: Own, { repositories }: GatewayContext) =>
      asPayload(async () =>
        repositories['player']?.update({ playerId }, { set: { name } }, { expectedVersion: version }),
      ),
    replacePlayer: (_parent: unknown, { playerId, version, name }: Own, { repositories }: GatewayContext) =>
      asPayload(async () => repositories['player']?.put({ playerId, name }, { expectedVersion: version })),
    async visit(_parent: unknown, { playerId, version, name }: Own, { repositories, transact }: GatewayContext) {
      const { player, visit } = repositories;
      if (player === undefined || visit === undefined) throw new Error('Both types have a repository.');
      const { conflicts } = await transact([
        player.transact.update({ playerId }, { set: { name } }, { expectedVersion: version }),
        visit.transact.put({ visitId: name }),
      ]);
      return { conflict: conflicts[0] };
    },
  },
};

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema, resolvers });
});
afterAll(() => gateway.close());

const CONFLICT = 'conflict { reason current { version } }';
const key = 'playerId: $playerId, expectedVersion: $version';
const ownField = (name: string) => `own: ${name}(playerId: $playerId, version: $version, name: $name) { ${CONFLICT} }`;

/** Ways to write the item with the version that it is expected to have; each gives the payload as `own`. */
const guarded: Readonly<Record<string, string>> = {
  'an update': `mutation (VARS) { own: updatePlayer(${key}, set: { name: $name }) { ${CONFLICT} } }`,
  'a put': `mutation (VARS) {
    own: putPlayer(input: { playerId: $playerId, name: $name }, expectedVersion: $version) { ${CONFLICT} } }`,
  'an update in a transaction': `mutation (VARS) @transaction {
    own: updatePlayer(${key}, set: { name: $name }) { ${CONFLICT} }
    putVisit(input: { visitId: $name }) { conflict { reason } } }`,
  'two updates in a transaction': `mutation (VARS) @transaction {
    own: updatePlayer(${key}, set: { name: $name }) { ${CONFLICT} }
    too: updatePlayer(playerId: $playerId, add: { hits: 1 }) { conflict { reason } } }`,
  'a put in a transaction': `mutation (VARS) @transaction {
    own: putPlayer(input: { playerId: $playerId, name: $name }, expectedVersion: $version) { ${CONFLICT} }
    putVisit(input: { visitId: $name }) { conflict { reason } } }`,
  transactWrite: `mutation (VARS) {
    transactWrite(items: [
      { visit: { put: { input: { visitId: $name } } } }
      { player: { update: { ${key}, set: { name: $name } } } }
    ]) { results { visit { conflict { reason } } own: player { ${CONFLICT} } } } }`,
  "a repository's update": `mutation (VARS) { ${ownField('renamePlayer')} }`,
  "a repository's put": `mutation (VARS) { ${ownField('replacePlayer')} }`,
  'context.transact': `mutation (VARS) { ${ownField('visit')} }`,
};
const TYPES = { $playerId: 'ID!', $version: 'Int!', $name: 'String!' };

/** With the variables declared that it uses. */
function declared(operation: string): string {
  const used = Object.entries(TYPES).filter(([name]) => operation.includes(name));
  return operation.replace('VARS', used.map(([name, type]) => `${name}: ${type}`).join(', '));
}

/** Ways to write it whatever its version is. */
const unguarded: Readonly<Record<string, string>> = {
  'an update of any version':
    'mutation (VARS) { own: updatePlayer(playerId: $playerId, add: { hits: 1 }) { conflict { reason } } }',
  'a batch': `mutation (VARS) {
    own: batchWritePlayers(put: [{ playerId: $playerId, name: $name }]) { put { status error { code } } } }`,
};

interface Conflict {
  readonly reason: string;
  readonly current: { readonly version: number } | null;
}

/** Reads the version, writes with it, and on a conflict tries again with what is stored now. @returns the number of attempts. */
async function writeOnce(operation: string, playerId: string, client: number): Promise<number> {
  const { data: read } = await gateway.run('query ($id: ID!) @consistent { player(playerId: $id) { version } }', {
    id: playerId,
  });
  let { version } = (read as { player: { version: number } }).player;
  for (let attempts = 1; ; attempts += 1) {
    const name = `client ${client}`;
    const variables = { playerId, version, name };
    const { data, errors } = await gateway.run(declared(operation), variables);
    expect(errors).toBeUndefined();
    const { own, transactWrite } = data as {
      own?: { conflict: Conflict | null };
      transactWrite?: { results: readonly { own?: { conflict: Conflict | null } }[] };
    };
    const [conflict] = [own, transactWrite?.results[1]?.own].flatMap((payload) => payload ?? []).map((p) => p.conflict);
    if (conflict === null) return attempts;
    expect(conflict).toEqual({ reason: 'VERSION_MISMATCH', current: { version: expect.any(Number) } });
    expect(conflict?.current?.version).toBeGreaterThan(version);
    version = conflict?.current?.version ?? version;
  }
}

/** @returns whether it was done; a batch that loses each time is told so, and has changed nothing. */
async function writeAnyhow(operation: string, playerId: string, client: number): Promise<boolean> {
  const variables = { playerId, version: 0, name: `client ${client}` };
  const { data, errors } = await gateway.run(declared(operation), variables);
  expect(errors).toBeUndefined();
  const { own } = data as {
    own: { conflict?: null; put?: readonly { status: string; error: { code: string } | null }[] };
  };
  const [put] = own.put ?? [];
  if (put === undefined || put.status === 'WRITTEN') return true;
  expect(put).toEqual({ status: 'NOT_WRITTEN', error: { code: 'OVERLOADED' } });
  return false;
}

async function create(playerId: string): Promise<void> {
  const { errors } = await gateway.run(
    'mutation ($id: ID!) { createPlayer(input: { playerId: $id }) { player { version } } }',
    { id: playerId },
  );
  expect(errors).toBeUndefined();
}

async function storedVersion(playerId: string): Promise<number> {
  const item = await gateway.itemOf('Players', { playerId: { S: playerId } });
  const version = item?.['version'];
  return version !== undefined && 'N' in version ? Number(version.N) : NaN;
}

const clients = Array.from({ length: CLIENTS }, (_, client) => client);
/** Where one attempt is many calls: the last of the clients would have dozens to make. */
const AT_ONCE = 12;

async function eachClient<T>(run: (client: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  await eachAtMost(AT_ONCE, clients, async (client) => {
    results.push(await run(client));
  });
  return results;
}

describe(`${CLIENTS} clients that write one item, each until it succeeds, leave a version that counts them`, () => {
  test('by updates', async () => {
    await create('updates');
    const attempts = await Promise.all(clients.map((each) => writeOnce(guarded['an update'] ?? '', 'updates', each)));
    expect(await storedVersion('updates')).toBe(1 + CLIENTS);
    expect(Math.max(...attempts)).toBeGreaterThan(1);
  }, 60_000);

  test('by transactions', async () => {
    await create('transactions');
    const operation = guarded['an update in a transaction'] ?? '';
    const attempts = await eachClient((client) => writeOnce(operation, 'transactions', client));
    expect(await storedVersion('transactions')).toBe(1 + CLIENTS);
    expect(Math.max(...attempts)).toBeGreaterThan(1);
  }, 60_000);

  test('by every way there is at once', async () => {
    await create('mixed');
    const ways = [...Object.values(guarded), ...Object.values(unguarded)];
    const done = await eachClient(async (client) => {
      const at = client % ways.length;
      const operation = ways[at] ?? '';
      if (at >= Object.keys(guarded).length) return writeAnyhow(operation, 'mixed', client);
      await writeOnce(operation, 'mixed', client);
      return true;
    });
    expect(await storedVersion('mixed')).toBe(1 + done.filter((isDone) => isDone).length);
  }, 60_000);
});

describe('exactly 1 is added to the version by', () => {
  test.each(Object.entries(guarded))('%s', async (way, operation) => {
    await create(way);
    expect(await writeOnce(operation, way, 1)).toBe(1);
    expect(await storedVersion(way)).toBe(2);
  });

  test.each(Object.entries(unguarded))('%s', async (way, operation) => {
    await create(way);
    expect(await writeAnyhow(operation, way, 1)).toBe(true);
    expect(await storedVersion(way)).toBe(2);
  });
});
