import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { engineArguments } from '../../src/dynamo/embedded/engineArguments.js';
import { findEngine, type Machine } from '../../src/dynamo/embedded/findEngine.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-find-'));
  for (const file of ['package/dynoxide', 'bin/dynoxide', 'java/bin/java', 'jar/DynamoDBLocal.jar']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
    await chmod(join(folder, file), 0o755);
  }
  await mkdir(join(folder, 'empty'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (...path: string[]) => join(folder, ...path);

function machine(facts: Partial<Machine> = {}): Machine {
  return { platform: 'linux', arch: 'x64', env: { PATH: at('empty') }, packageFolder: () => undefined, ...facts };
}

describe('the engine that is taken', () => {
  test('is the platform package first', () => {
    const asked: string[] = [];
    const packageFolder = (name: string) => {
      asked.push(name);
      return at('package');
    };
    const env = { PATH: at('bin'), DYNAMODB_LOCAL_JAR: at('jar', 'DynamoDBLocal.jar'), JAVA_HOME: at('java') };
    expect(findEngine({}, machine({ packageFolder, env }))).toEqual({
      kind: 'dynoxide',
      command: at('package', 'dynoxide'),
    });
    expect(asked).toEqual(['@dynoxide/linux-x64']);
  });

  test('then a dynoxide on PATH, also where the package is there without its binary', () => {
    const found = findEngine(
      {},
      machine({ packageFolder: () => at('empty'), env: { PATH: `${at('empty')}:${at('bin')}` } }),
    );
    expect(found).toEqual({ kind: 'dynoxide', command: at('bin', 'dynoxide') });
  });

  test('then Java with a DynamoDB Local jar from the environment', () => {
    const env = { PATH: at('java', 'bin'), DYNAMODB_LOCAL_JAR: at('jar', 'DynamoDBLocal.jar') };
    expect(findEngine({}, machine({ env }))).toEqual({
      kind: 'dynamodb-local',
      command: at('java', 'bin', 'java'),
      jar: at('jar', 'DynamoDBLocal.jar'),
    });
  });

  test('options go before the environment', () => {
    const env = { PATH: at('empty'), DYNAMODB_LOCAL_JAR: at('nowhere.jar') };
    const options = { dynamodbLocalJar: at('jar', 'DynamoDBLocal.jar'), javaPath: at('java', 'bin', 'java') };
    expect(findEngine(options, machine({ env }))).toMatchObject({
      jar: options.dynamodbLocalJar,
      command: options.javaPath,
    });
  });

  test('is of the kind that is asked for', () => {
    const env = { PATH: `${at('bin')}:${at('java', 'bin')}`, DYNAMODB_LOCAL_JAR: at('jar', 'DynamoDBLocal.jar') };
    expect(findEngine({ kind: 'dynamodb-local' }, machine({ env })).kind).toBe('dynamodb-local');
    expect(() => findEngine({ kind: 'dynoxide' }, machine({ env: { ...env, PATH: at('java', 'bin') } }))).toThrow(
      'There is no dynoxide on this machine',
    );
  });
});

describe('without any engine', () => {
  test('one message names the three ways out', () => {
    expect(() => findEngine({}, machine())).toThrow(
      [
        'There is no local DynamoDB engine on this machine (linux-x64). Any of these gives one:',
        '  1. install its package: npm install @dynoxide/linux-x64@1.2.1',
        '  2. put a "dynoxide" 1.2.1 executable on PATH',
        '  3. DynamoDB Local: install Java 17, set DYNAMODB_LOCAL_JAR to the path of DynamoDBLocal.jar',
        'Or set DYNAMODB_ENDPOINT or AWS_REGION to use a DynamoDB that runs elsewhere.',
      ].join('\n'),
    );
  });

  test('the message says where dynoxide has no package for the platform', () => {
    expect(() => findEngine({}, machine({ platform: 'freebsd' }))).toThrow('dynoxide has no package for this platform');
  });

  test('a jar that is not there is named', () => {
    const env = { PATH: at('java', 'bin'), DYNAMODB_LOCAL_JAR: at('nowhere.jar') };
    expect(() => findEngine({}, machine({ env }))).toThrow(`There is no DynamoDB Local at "${at('nowhere.jar')}"`);
  });
});

describe('the command line', () => {
  test('of dynoxide binds loopback, and names the data file where there is one', () => {
    const engine = { kind: 'dynoxide', command: 'dynoxide' } as const;
    expect(engineArguments(engine, 4711, undefined)).toEqual(['serve', '--host', '127.0.0.1', '--port', '4711']);
    expect(engineArguments(engine, 4711, '/data.db').slice(-2)).toEqual(['--db-path', '/data.db']);
  });

  test('of DynamoDB Local shares one database, in memory or in a folder beside the data file', () => {
    const engine = { kind: 'dynamodb-local', command: 'java', jar: '/local/DynamoDBLocal.jar' } as const;
    const inMemory = engineArguments(engine, 4711, undefined).join(' ');
    expect(inMemory).toContain('-Djava.library.path=/local/DynamoDBLocal_lib -jar /local/DynamoDBLocal.jar -inMemory');
    expect(inMemory).toContain('-sharedDb -disableTelemetry -port 4711');
    expect(engineArguments(engine, 4711, '/data.db').join(' ')).toContain('-dbPath /data.db.dynamodb-local');
  });
});
