import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import type { TestResult } from '../support/testGateway.js';

const CLIENTS = 20;
const schema = /* GraphQL */ `
  type Player
    @table(name: "Players", partition: "playerId")
    @index(name: "ByTeam", partition: "TPK = TEAM#{team}", sort: "TSK = {score:06}#{level}") {
    playerId: ID!
    team: String!
    score: Int!
    level: Int
    hits: Int
    seen: [String!] @attribute(as: SET)
    version: Int! @version
  }
`;

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema });
});
afterAll(() => gateway.close());

async function create(playerId: string): Promise<void> {
  const input = `{ playerId: "${playerId}", team: "red", score: 0, level: 1 }`;
  await gateway.run(`mutation { createPlayer(input: ${input}) { player { version } } }`);
}

const player = (playerId: string) => gateway.itemOf('Players', { playerId: { S: playerId } });

const all = (run: (client: number) => Promise<TestResult>): Promise<readonly TestResult[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, client) => run(client)));

const succeeded = (results: readonly TestResult[]): number =>
  results.filter(({ data, errors }) => errors === undefined && JSON.stringify(data).includes('"conflict":null')).length;

describe('many clients at one item', () => {
  test('who add to it do so in one call each, and all count', async () => {
    await create('add');
    const results = await all((client) =>
      gateway.run(
        `mutation { updatePlayer(playerId: "add", add: { hits: 1, seen: ["${client}"] }) { player { hits } conflict { reason } } }`,
      ),
    );
    expect(succeeded(results)).toBe(CLIENTS);
    expect(new Set(results.flatMap(({ commands }) => commands.map(({ action }) => action)))).toEqual(
      new Set(['UpdateItem']),
    );
    const item = await player('add');
    expect(item).toMatchObject({ hits: { N: '20' }, version: { N: '21' }, TSK: { S: '000000#1' } });
    expect((item?.['seen'] as { SS: string[] }).SS).toHaveLength(CLIENTS);
  });

  test('who change fields of an index key lose no change, and the key follows each', async () => {
    await create('score');
    const results = await all((client) =>
      gateway.run(
        client % 2 === 0
          ? `mutation { updatePlayer(playerId: "score", add: { score: 1 }) { player { score } conflict { reason } } }`
          : `mutation { updatePlayer(playerId: "score", add: { level: 1 }) { player { level } conflict { reason } } }`,
      ),
    );
    const wins = (parity: number) => succeeded(results.filter((_, client) => client % 2 === parity));
    // A client that loses each time is told so, and has changed nothing.
    for (const { errors = [] } of results) {
      expect(errors.map(({ extensions }) => extensions['code']).filter((code) => code !== 'OVERLOADED')).toEqual([]);
    }
    const [score, level] = [wins(0), 1 + wins(1)];
    expect(await player('score')).toMatchObject({
      score: { N: String(score) },
      level: { N: String(level) },
      version: { N: String(score + level) },
      TSK: { S: `${String(score).padStart(6, '0')}#${level}` },
    });
    expect(score + level).toBeGreaterThan(10);
  });

  test('who say the expectedVersion win one at a time, and each in the end', async () => {
    await create('versions');
    const untilDone = async (): Promise<number> => {
      for (let tries = 1; ; tries += 1) {
        const read = await gateway.run('query @consistent { player(playerId: "versions") { version hits } }');
        const { version, hits } = (read.data as { player: { version: number; hits: number | null } }).player;
        const { data } = await gateway.run(
          `mutation ($v: Int!, $hits: Int!) { updatePlayer(playerId: "versions", expectedVersion: $v, set: { hits: $hits }) {
            conflict { reason current { version } } } }`,
          { v: version, hits: (hits ?? 0) + 1 },
        );
        const { conflict } = (data as { updatePlayer: { conflict: { reason: string } | null } }).updatePlayer;
        if (conflict === null) return tries;
        expect(conflict).toMatchObject({ reason: 'VERSION_MISMATCH', current: { version: expect.any(Number) } });
      }
    };
    const tries = await Promise.all(Array.from({ length: 8 }, untilDone));
    expect(await player('versions')).toMatchObject({ hits: { N: '8' }, version: { N: '9' } });
    expect(Math.max(...tries)).toBeGreaterThan(1);
  });

  test('who delete it find it once', async () => {
    await create('gone');
    const results = await all(() =>
      gateway.run(
        'mutation { deletePlayer(playerId: "gone") { player { playerId } conflict { reason current { playerId } } } }',
      ),
    );
    expect(succeeded(results)).toBe(1);
    expect(
      results.filter(({ data }) => JSON.stringify(data).includes('"reason":"NOT_FOUND","current":null')),
    ).toHaveLength(CLIENTS - 1);
  });

  test('who create it do so once', async () => {
    const results = await all((client) =>
      gateway.run(
        `mutation { createPlayer(input: { playerId: "new", team: "red", score: ${client} }) { player { score } conflict { reason } } }`,
      ),
    );
    expect(succeeded(results)).toBe(1);
    expect(await player('new')).toMatchObject({ version: { N: '1' } });
  });
});
