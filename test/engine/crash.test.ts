import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eachAtMost } from '../../src/dynamo/execute/eachAtMost.js';
import { startEmbeddedEngine } from '../../src/dynamo/embedded/startEmbeddedEngine.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { type RunningCli, startCli, urlOf } from '../abuse/runCli.js';
import { callDynamo } from '../support/callDynamo.js';
import { waitUntil } from '../support/waitUntil.js';

// On the embedded engine whatever the engine of the run is: DynamoDB Local's data file loses what it has acknowledged.

const WRITES = 1000;
const IN_FLIGHT = 32;
const COUNTERS = 5;

const schema = /* GraphQL */ `
  type Half @table(name: "Halves", partition: "pair", sort: "side") {
    pair: ID!
    side: Side!
  }
  enum Side {
    LEFT
    RIGHT
  }
  type Counter @table(name: "Counters", partition: "counterId") {
    counterId: ID!
    pairs: Int
  }
  type User @table(name: "Users", partition: "userId") {
    userId: ID!
    email: String @unique
    nick: String @unique
  }
`;

let folder: string;
let dataFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-crash-'));
  dataFile = join(folder, 'data', 'dynamodb.sqlite');
  await writeFile(join(folder, 'schema.graphql'), schema);
});
/** Where a test fails before it has killed it. */
let running: RunningCli | undefined;
afterEach(() => void running?.process.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the gateway has acknowledged, over all rounds. */
const acknowledged = { pairs: new Set<string>(), emails: new Map<string, string>() };

async function send(url: string, query: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { errors, data } = (await response.json()) as { errors?: unknown; data?: unknown };
    return errors === undefined && !JSON.stringify(data).includes('"reason"');
  } catch {
    // It was killed.
    return false;
  }
}

const OUTCOME = '{ conflict { reason } }';

/** Sent in every round: by its token it is done once. */
const ONCE = `mutation @transaction(token: "once") {
  left: createHalf(input: { pair: "once", side: LEFT }) ${OUTCOME}
  updateCounter(counterId: "c0", add: { pairs: 1 }) ${OUTCOME}
  right: createHalf(input: { pair: "once", side: RIGHT }) ${OUTCOME}
}`;

async function write(url: string, id: string, number: number): Promise<void> {
  if (number % 2 === 0) {
    const done = await send(
      url,
      `mutation @transaction {
        left: createHalf(input: { pair: "${id}", side: LEFT }) ${OUTCOME}
        updateCounter(counterId: "c${number % COUNTERS}", add: { pairs: 1 }) ${OUTCOME}
        right: createHalf(input: { pair: "${id}", side: RIGHT }) ${OUTCOME}
      }`,
    );
    if (done) acknowledged.pairs.add(id);
    return;
  }
  const [first, second] = [`${id}@first`, `${id}@second`];
  const input = `{ userId: "${id}", email: "${first}", nick: "${id}" }`;
  if (!(await send(url, `mutation { createUser(input: ${input}) ${OUTCOME} }`))) return;
  const change = `mutation { updateUser(userId: "${id}", set: { email: "${second}" }) ${OUTCOME} }`;
  if (await send(url, change)) acknowledged.emails.set(id, second);
}

/** Serves the data file, and is killed as soon as so many of a thousand writes are done. @returns how many those were. */
async function killedAfter(round: number, answers: number, withEngine: boolean): Promise<number> {
  const gateway = startCli(['serve', '--port', '0', '--data-dir', 'data', '--log-level', 'silent'], {}, folder);
  running = gateway;
  const url = await urlOf(gateway);
  const { engine } = JSON.parse(await readFile(`${dataFile}.lock`, 'utf8')) as { engine: { pid: number } };
  for (let counter = 0; round === 0 && counter < COUNTERS; counter += 1) {
    await send(url, `mutation { createCounter(input: { counterId: "c${counter}" }) ${OUTCOME} }`);
  }
  expect(await send(url, ONCE)).toBe(true);
  acknowledged.pairs.add('once');
  let done = 0;
  let isKilled = false;
  await eachAtMost(
    IN_FLIGHT,
    Array.from({ length: WRITES }, (_, number) => number),
    async (number) => {
      if (isKilled) return;
      await write(url, `${round}-${number}`, number);
      done += 1;
      if (done < answers || isKilled) return;
      isKilled = true;
      if (withEngine) process.kill(engine.pid, 'SIGKILL');
      gateway.process.kill('SIGKILL');
    },
  );
  expect(await gateway.ended).toBe('SIGKILL');
  await waitUntil('the engine is gone with its gateway', () => !isAlive(engine.pid));
  return done;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

type Tables = Readonly<Record<'Halves' | 'Counters' | 'Users' | 'sortkey', readonly AttributeMap[]>>;

/** All items, by an engine on the data file as it was left. */
async function itemsLeft(): Promise<Tables> {
  const { endpoint, close } = await startEmbeddedEngine({ kind: 'dynoxide', dataFile });
  try {
    const tables = ['Halves', 'Counters', 'Users', 'sortkey'].map(async (table) => {
      const items: AttributeMap[] = [];
      for (let start: unknown; ;) {
        const { body } = await callDynamo(endpoint, 'Scan', { TableName: table, ExclusiveStartKey: start });
        items.push(...(body['Items'] as readonly AttributeMap[]));
        start = body['LastEvaluatedKey'];
        if (start === undefined) return [table, items] as const;
      }
    });
    return Object.fromEntries(await Promise.all(tables)) as unknown as Tables;
  } finally {
    await close();
  }
}

function text(item: AttributeMap, name: string): string {
  const value = item[name];
  if (value === undefined) return '';
  return 'S' in value ? value.S : 'N' in value ? value.N : JSON.stringify(value);
}

function expectWhole({ Halves, Counters, Users, sortkey }: Tables): void {
  const sides = new Map<string, string[]>();
  for (const half of Halves) {
    sides.set(text(half, 'pair'), [...(sides.get(text(half, 'pair')) ?? []), text(half, 'side')].toSorted());
  }
  expect([...sides].filter(([, both]) => both.join() !== 'LEFT,RIGHT')).toEqual([]);
  expect(Counters.reduce((sum, counter) => sum + Number(text(counter, 'pairs')), 0)).toBe(sides.size);
  expect([...acknowledged.pairs].filter((pair) => !sides.has(pair))).toEqual([]);

  const markers = sortkey
    .filter((own) => text(own, 'sk') === 'UNIQUE')
    .map((marker) => `${text(marker, 'pk')} of ${text(marker, 'owner')}`);
  const values = Users.flatMap((user) =>
    ['email', 'nick'].map((field) => {
      const owner = { M: { userId: { S: text(user, 'userId') } } };
      return `UNIQUE#User.${field}#${text(user, field)} of ${JSON.stringify(owner)}`;
    }),
  );
  expect(markers.toSorted()).toEqual(values.toSorted());
  const emails = new Map(Users.map((user) => [text(user, 'userId'), text(user, 'email')]));
  expect([...acknowledged.emails].filter(([userId, email]) => emails.get(userId) !== email)).toEqual([]);
}

describe('a gateway that is killed in the middle of a thousand writes', () => {
  test.each([
    [0, 80, false],
    [1, 160, true],
    [2, 120, false],
  ])(
    'leaves no half transaction, no orphan marker, and all that it acknowledged, tokens among it (round %i, after %i)',
    async (round, answers, withEngine) => {
      const done = await killedAfter(round, answers, withEngine);
      expect(done).toBeLessThan(WRITES);
      expect(acknowledged.pairs.size).toBeGreaterThan(answers / 4);
      expectWhole(await itemsLeft());
    },
    60_000,
  );
});
