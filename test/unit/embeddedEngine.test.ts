import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  startEmbeddedEngine,
  type EmbeddedEngine,
  type EmbeddedEngineOptions,
} from '../../src/dynamo/embedded/startEmbeddedEngine.js';
import { callDynamo } from '../support/callDynamo.js';
import { waitUntil } from '../support/waitUntil.js';

let folder: string;
const engines: EmbeddedEngine[] = [];
const parents: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-embedded-'));
});

afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: EmbeddedEngineOptions = {}): Promise<EmbeddedEngine> {
  const engine = await startEmbeddedEngine({ kind: 'dynoxide', ...options });
  engines.push(engine);
  return engine;
}

/** A process of its own that starts an engine. */
async function startParent(dataFile = ''): Promise<{ parent: ChildProcess; pid: number; endpoint: string }> {
  const path = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
  const parent = spawn(
    process.execPath,
    ['--import', path('registerTypeScript.mjs'), path('engineParent.ts'), dataFile],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  parents.push(parent);
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { parent, ...(JSON.parse(line) as { pid: number; endpoint: string }) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const TABLE = {
  TableName: 'Things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const ITEM = { id: { S: 'a' }, exact: { N: '12345678901234567890123456789012345678' } };

async function putItem(endpoint: string): Promise<void> {
  await callDynamo(endpoint, 'CreateTable', TABLE);
  await callDynamo(endpoint, 'PutItem', { TableName: 'Things', Item: ITEM });
}

async function storedItem(endpoint: string): Promise<unknown> {
  const { body } = await callDynamo(endpoint, 'GetItem', { TableName: 'Things', Key: { id: { S: 'a' } } });
  return body['Item'];
}

describe('an embedded engine', () => {
  test('answers on loopback as soon as it is started, and is gone after close', async () => {
    const engine = await start();
    expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(engine.kind).toBe('dynoxide');
    await putItem(engine.endpoint);
    expect(await storedItem(engine.endpoint)).toEqual(ITEM);
    await engine.close();
    expect(isAlive(engine.pid)).toBe(false);
    await expect(callDynamo(engine.endpoint, 'ListTables', {})).rejects.toThrow();
  });

  test('several run side by side, each with its own data', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.endpoint).not.toBe(other.endpoint);
    await putItem(one.endpoint);
    const { body } = await callDynamo(other.endpoint, 'ListTables', {});
    expect(body).toMatchObject({ TableNames: [] });
  });

  test('keeps its data in a file whose folder it makes, and gives the file up on close', async () => {
    const dataFile = join(folder, 'deep', 'data.db');
    const first = await start({ dataFile });
    await putItem(first.endpoint);
    await first.close();
    expect(existsSync(`${dataFile}.lock`)).toBe(false);
    const second = await start({ dataFile });
    expect(await storedItem(second.endpoint)).toEqual(ITEM);
  });

  test('close may be called twice', async () => {
    const engine = await start();
    await Promise.all([engine.close(), engine.close()]);
    await engine.close();
    expect(isAlive(engine.pid)).toBe(false);
  });
});

describe('an engine that dies', () => {
  test('in memory: is reported once, for its data is gone', async () => {
    const reasons: string[] = [];
    const engine = await start({ onExit: (reason) => reasons.push(reason) });
    process.kill(engine.pid, 'SIGKILL');
    await waitUntil('the exit is reported', () => reasons.length > 0);
    await engine.close();
    expect(reasons).toEqual([
      'The embedded engine is gone (it was ended by SIGKILL), and its data, which was in memory, with it.',
    ]);
  });

  test('with a data file: is restarted on the same port with its data', async () => {
    const warnings: string[] = [];
    const logger = { info: () => undefined, warn: (message: string) => warnings.push(message) };
    const engine = await start({ dataFile: join(folder, 'data.db'), logger });
    await putItem(engine.endpoint);
    const { pid } = engine;
    process.kill(pid, 'SIGKILL');
    await waitUntil('another engine runs', () => engine.pid !== pid);
    expect(await storedItem(engine.endpoint)).toEqual(ITEM);
    expect(warnings).toEqual([expect.stringContaining('ended by SIGKILL')]);
  });

  test('is given up when it cannot be restarted, and the file with it', async () => {
    const reasons: string[] = [];
    const dataFile = join(folder, 'data.db');
    const engine = await start({ dataFile, onExit: (reason) => reasons.push(reason) });
    process.kill(engine.pid, 'SIGSTOP');
    await rm(dataFile);
    await mkdir(dataFile);
    process.kill(engine.pid, 'SIGKILL');
    await waitUntil('the engine is given up', () => reasons.length > 0, 15_000);
    expect(reasons).toEqual([expect.stringContaining('5 times in a row')]);
    expect(existsSync(`${dataFile}.lock`)).toBe(false);
  });

  test('close during a restart leaves no engine behind', async () => {
    const dataFile = join(folder, 'data.db');
    const engine = await start({ dataFile });
    process.kill(engine.pid, 'SIGKILL');
    await waitUntil('the engine is gone', () => !isAlive(engine.pid));
    await engine.close();
    await expect(callDynamo(engine.endpoint, 'ListTables', {})).rejects.toThrow();
    expect(existsSync(`${dataFile}.lock`)).toBe(false);
  });

  test('ends with its watchdog, when that is killed', async () => {
    const reasons: string[] = [];
    const engine = await start({ onExit: (reason) => reasons.push(reason) });
    process.kill(await parentOf(engine.pid), 'SIGKILL');
    await waitUntil('the engine is gone', () => !isAlive(engine.pid));
    await waitUntil('the exit is reported', () => reasons.length > 0);
    expect(reasons).toEqual([expect.stringContaining('its watchdog process was killed')]);
  });
});

describe('a gateway that is killed', () => {
  test('with SIGKILL leaves no engine behind', async () => {
    const { parent, pid, endpoint } = await startParent();
    await putItem(endpoint);
    parent.kill('SIGKILL');
    await waitUntil('the engine is gone', () => !isAlive(pid));
    await expect(callDynamo(endpoint, 'ListTables', {})).rejects.toThrow();
  });

  test('leaves a data file that the next one opens at once, with everything acknowledged in it', async () => {
    const dataFile = join(folder, 'data.db');
    const { parent, pid, endpoint } = await startParent(dataFile);
    await putItem(endpoint);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const next = await start({ dataFile });
    expect(isAlive(pid)).toBe(false);
    expect(await storedItem(next.endpoint)).toEqual(ITEM);
  });

  test('a signal for its process group does not take the engine along', async () => {
    const { pid, endpoint } = await startParent();
    const watchdog = await parentOf(pid);
    process.kill(watchdog, 'SIGINT');
    process.kill(watchdog, 'SIGTERM');
    expect((await callDynamo(endpoint, 'ListTables', {})).status).toBe(200);
  });
});

describe('the lock on a data file', () => {
  test('keeps a second gateway out and names the process', async () => {
    const dataFile = join(folder, 'data.db');
    const { parent } = await startParent(dataFile);
    await expect(start({ dataFile })).rejects.toThrow(
      `The data file "${dataFile}" is in use by process ${parent.pid}. Stop that process`,
    );
  });

  test('is taken over from a process that is gone', async () => {
    const dataFile = join(folder, 'data.db');
    const ended = spawn(process.execPath, ['--eval', '']);
    await once(ended, 'exit');
    await writeFile(`${dataFile}.lock`, JSON.stringify({ gateway: { pid: ended.pid } }));
    const engine = await start({ dataFile });
    const lock = JSON.parse(await readFile(`${dataFile}.lock`, 'utf8'));
    expect(lock).toMatchObject({ gateway: { pid: process.pid }, engine: { pid: engine.pid } });
  });

  test('is taken over where another process has got the number since', async () => {
    const dataFile = join(folder, 'data.db');
    await writeFile(
      `${dataFile}.lock`,
      JSON.stringify({ gateway: { pid: process.pid, startedAt: 'an earlier boot/1' } }),
    );
    expect((await start({ dataFile })).kind).toBe('dynoxide');
  });

  test('goes to one of several that start at once', async () => {
    const dataFile = join(folder, 'data.db');
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => start({ dataFile })));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('that is no lock of ours is left alone', async () => {
    const dataFile = join(folder, 'data.db');
    await writeFile(`${dataFile}.lock`, 'a note of mine');
    await expect(start({ dataFile })).rejects.toThrow(`"${dataFile}.lock" is not a lock of Sortkey's.`);
  });
});

test('an engine that does not start says why, and gives the file up', async () => {
  const dataFile = join(folder, 'data.db');
  await writeFile(dataFile, 'no database');
  await expect(start({ dataFile })).rejects.toThrow(
    /The engine did not start: it ended with exit code 1.*not a valid SQLite database/s,
  );
  expect(existsSync(`${dataFile}.lock`)).toBe(false);
});

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
