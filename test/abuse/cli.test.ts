import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { runCli, startCli, urlOf } from './runCli.js';

const SCHEMA = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    text: String
  }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sortkey-cli-'));
  writeFileSync(join(folder, 'schema.graphql'), SCHEMA);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const run = (args: readonly string[], environment: Record<string, string> = {}) => runCli(args, environment, folder);

describe('a command line that cannot be used ends with 2 and says what to write', () => {
  test.each([
    [['serve', '--prot', '4001'], "error: unknown option '--prot'\n(Did you mean --port?)\n"],
    [['sevre'], "error: unknown command 'sevre'\n(Did you mean serve?)\n"],
    [['serve', '--port'], "error: option '--port <number>' argument missing\n"],
    [['serve', 'schema.graphql'], "error: too many arguments for 'serve'. Expected 0 arguments but got 1"],
    [['serve', '--port', 'http'], 'sortkey: --port is "http": give a whole number from 0 to 65535 (port number).\n'],
    [['print-schema', '--port', '1'], "error: unknown option '--port'"],
  ])('%j', async (args, message) => {
    const { code, stderr, stdout } = await run(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a variable', async () => {
    const { code, stderr } = await run(['serve'], { SORTKEY_SCHEME: 'x' });
    expect(stderr).toBe(
      'sortkey: The environment variable SORTKEY_SCHEME means nothing to sortkey. Did you mean SORTKEY_SCHEMA?\n',
    );
    expect(code).toBe(2);
  });
});

describe('a gateway that cannot start ends with 1 and one message, and leaves nothing behind', () => {
  test('a schema file that is not there', async () => {
    const { code, stderr } = await run(['serve', '--schema', 'shop.graphql']);
    expect(stderr).toBe(
      'sortkey: The schema file "shop.graphql" does not exist. Write your types there, or name another file with --schema (SORTKEY_SCHEMA).\n',
    );
    expect(code).toBe(1);
  });

  test('a schema that is wrong: every problem with its place', async () => {
    writeFileSync(join(folder, 'wrong.graphql'), 'type A @table(partition: "x") { id: ID! }\ntype B { a: Nothing }\n');
    const { code, stderr } = await run(['serve', '--schema', 'wrong.graphql']);
    expect(stderr).toMatch(/wrong\.graphql:1:\d+ /);
    expect(stderr).toMatch(/wrong\.graphql:2:\d+ /);
    expect(code).toBe(1);
  });

  test.each([
    ['missing.js', undefined, 'There is no file "missing.js". Correct --resolvers (SORTKEY_RESOLVERS).'],
    ['none.mjs', 'export const resolver = {};', '"none.mjs" exports no object named "resolvers".'],
    [
      'broken.mjs',
      'import "./nowhere.mjs";',
      '"broken.mjs", given by --resolvers (SORTKEY_RESOLVERS), does not load: ',
    ],
    [
      'extra.mjs',
      'export const resolvers = { Note: { colour: () => "blue" } };',
      'The resolvers name "Note.colour", which the schema does not have.',
    ],
  ])('resolvers in %s', async (file, text, message) => {
    if (text !== undefined) writeFileSync(join(folder, file), text);
    const { code, stderr } = await run(['serve', '--resolvers', file, '--in-memory']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  });

  test('an endpoint where nothing listens', async () => {
    const port = await freePort();
    const { code, stderr } = await run(['serve', '--endpoint', `http://127.0.0.1:${port}`, '--log-level', 'silent']);
    expect(stderr).toContain(
      `sortkey: DynamoDB cannot be reached at http://127.0.0.1:${port} (ECONNREFUSED). ` +
        'Start it, or correct --endpoint (DYNAMODB_ENDPOINT) or --region (AWS_REGION).\n',
    );
    expect(code).toBe(1);
  });

  test('an endpoint where something else answers', async () => {
    const page = createServer((_req, res) => res.end('<!DOCTYPE html><p>Hello'));
    const port = await listening(page);
    try {
      const { code, stderr } = await run(['serve', '--endpoint', `http://127.0.0.1:${port}`]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^sortkey: Something answers at http:\/\/127\.0\.0\.1:\d+, but not as DynamoDB does \(.*\)\. Correct --endpoint \(DYNAMODB_ENDPOINT\)\.\n$/,
      );
    } finally {
      page.close();
    }
  });

  test('a signal ends a start that waits for an endpoint which says nothing', async () => {
    let asked: () => void = () => {};
    const wasAsked = new Promise<void>((resolve) => (asked = resolve));
    const silent = createServer(() => asked());
    const port = await listening(silent);
    const cli = startCli(['serve', '--endpoint', `http://127.0.0.1:${port}`], {}, folder);
    try {
      await wasAsked;
      cli.process.kill('SIGTERM');
      expect(await cli.ended).toBe(0);
      expect(cli.stderr()).toBe('Stopped before the start was done.\n');
    } finally {
      cli.process.kill('SIGKILL');
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('a data file that is damaged', async () => {
    const dataDir = join(folder, 'damaged');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'dynamodb.sqlite'), 'this is no database');
    const { code, stderr } = await run(['serve', '--data-dir', dataDir]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sortkey: The local engine cannot serve ".*dynamodb\.sqlite"\./);
    expect(stderr).toContain(
      'move it away and start again with empty tables, or choose another folder with --data-dir.',
    );
  });

  test('a port in use', async () => {
    const other = createServer();
    const port = await listening(other);
    const { code, stderr } = await run(['serve', '--port', String(port), '--in-memory']);
    other.close();
    expect(stderr).toContain(
      `sortkey: Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another with --port (PORT).\n`,
    );
    expect(code).toBe(1);
  });
});

describe('sortkey', () => {
  test('print-schema prints the served schema', async () => {
    const { code, stdout } = await run(['print-schema']);
    expect(code).toBe(0);
    expect(buildSchema(stdout).getQueryType()!.getFields()).toHaveProperty('note');
  });

  test('--version and --help end with 0; the help names every flag with its variable', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const help = await run(['serve', '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout.replace(/\s+/g, ' ')).toContain(
      '--port <number> port to listen on; 0 takes a free one (PORT; default 4000)',
    );
    expect(help.stdout.replace(/\s+/g, ' ')).toContain('in milliseconds: 1000; embedded engine: 200 (STREAM_POLL_MS)');
  });

  test('serve keeps its data over a restart, loads sample data once, and ends with 0 on SIGTERM', async () => {
    writeFileSync(
      join(folder, 'seed.mjs'),
      `export async function seed({ documentClient, tableName, log }) {
         const { PutCommand } = await import(${JSON.stringify(import.meta.resolve?.('@aws-sdk/lib-dynamodb') ?? '@aws-sdk/lib-dynamodb')});
         await documentClient.send(new PutCommand({ TableName: tableName('Notes'), Item: { noteId: 'n1', text: 'first' } }));
         log('Loaded 1 note.');
       }`,
    );
    const args = ['serve', '--port', '0', '--seed', 'seed.mjs', '--table-prefix', 'Dev-', '--data-dir', 'data'];

    const first = startCli(args, {}, folder);
    const url = await urlOf(first);
    expect(first.stderr()).toContain('Loaded 1 note.');
    const set = 'mutation { updateNote(noteId: "n1", set: { text: "second" }) { note { text } } }';
    expect(await ask(url, set)).toEqual({ data: { updateNote: { note: { text: 'second' } } } });
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = startCli(args, {}, folder);
    expect(await ask(await urlOf(second), '{ note(noteId: "n1") { text } }')).toEqual({
      data: { note: { text: 'second' } },
    });
    expect(second.stderr()).not.toContain('Loaded');
    second.process.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });
});

describe('sortkey unique', () => {
  const schema = ['--schema', 'people.graphql'];
  beforeAll(() => {
    const types = [
      'type Person @table(name: "People", partition: "personId") { personId: ID! email: String @unique name: String }',
      'type Room @table(name: "Rooms", partition: "roomId") { roomId: ID! code: Int @unique }',
    ];
    writeFileSync(join(folder, 'people.graphql'), types.join('\n'));
  });

  const known = 'Its @unique fields: Person.email, Room.code.';
  test.each([
    [['mend', 'Person.email'], "value 'mend' is invalid for argument 'action'. Allowed choices are verify, repair."],
    [['verify'], "error: missing required argument 'field'"],
    [['verify', 'Person.email', '--port', '1'], "error: unknown option '--port'"],
    [['verify', 'email'], `"email" names no field: write its type and its name, with a "." between them. ${known}`],
    [['verify', 'Persona.email'], `The schema has no type "Persona" with @table. ${known}`],
    [['verify', 'Person.mail'], `Person has no field "mail". ${known}`],
    [['repair', 'Person.name'], `Person.name is not @unique. ${known}`],
    [
      ['verify', 'Person.email', '--data-dir', 'nowhere'],
      'There is no data in "nowhere". Name its folder with --data-dir, or DynamoDB with --endpoint or --region.',
    ],
  ])('%j cannot be used, and ends with 2', async (args, message) => {
    const { code, stdout, stderr } = await run(['unique', ...args, ...schema]);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a schema without a unique field has nothing to verify', async () => {
    const { code, stderr } = await run(['unique', 'verify', 'Note.text']);
    expect([code, stderr]).toEqual([2, 'sortkey: Note.text is not @unique. The schema has no @unique field.\n']);
  });

  test('an endpoint where nothing listens ends it with 1', async () => {
    const port = await freePort();
    const args = ['verify', 'Person.email', '--endpoint', `http://127.0.0.1:${port}`];
    const { code, stderr } = await run(['unique', ...args, ...schema]);
    expect(stderr).toContain(`sortkey: DynamoDB cannot be reached at http://127.0.0.1:${port} (ECONNREFUSED).`);
    expect(code).toBe(1);
  });

  test("finds and mends what another program wrote, at the engine's endpoint or once the gateway has let go of its data", async () => {
    writeFileSync(
      join(folder, 'people.mjs'),
      `export async function seed({ documentClient, tableName }) {
         const { PutCommand } = await import(${JSON.stringify(import.meta.resolve?.('@aws-sdk/lib-dynamodb') ?? '@aws-sdk/lib-dynamodb')});
         await documentClient.send(new PutCommand({ TableName: tableName('People'), Item: { personId: 'p1', email: 'ann@x' } }));
       }`,
    );
    const where = [...schema, '--table-prefix', 'Dev-', '--data-dir', 'people'];
    const unique = (action: string) => run(['unique', action, 'Person.email', ...where]);

    const gateway = startCli(['serve', '--port', '0', '--seed', 'people.mjs', ...where], {}, folder);
    const url = await urlOf(gateway);
    expect(await ask(url, '{ personByEmail(email: "ann@x") { personId } }')).toEqual({ data: { personByEmail: null } });
    const refused = await unique('verify');
    expect(refused.stderr).toMatch(/^sortkey: The data file ".*" is in use by process \d+\. Stop that process, or /);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    const problem = 'Person {"personId":"p1"} has "ann@x" without a marker';
    const found = {
      code: 1,
      stdout: `${problem}.\nPerson.email: 1 item with a value and 0 markers read; 1 problem, 0 mended.\n`,
      stderr: '',
    };
    const [, endpoint = ''] = /^ {2}DynamoDB \(local\) at (http:\/\/127\.0\.0\.1:\d+)$/m.exec(gateway.stderr()) ?? [];
    expect(
      await run(['unique', 'verify', 'Person.email', ...schema, '--table-prefix', 'Dev-', '--endpoint', endpoint]),
    ).toEqual(found);
    gateway.process.kill('SIGTERM');
    await gateway.ended;

    expect(await unique('verify')).toEqual(found);
    expect(await unique('repair')).toEqual({
      code: 0,
      stdout: `${problem}: written.\nPerson.email: 1 item with a value and 1 marker read; 1 problem, 1 mended.\n`,
      stderr: '',
    });
    expect(await unique('verify')).toEqual({
      code: 0,
      stdout: 'Person.email: 1 item with a value and 1 marker read; all is well.\n',
      stderr: '',
    });

    const again = startCli(['serve', '--port', '0', ...where], {}, folder);
    expect(await ask(await urlOf(again), '{ personByEmail(email: "ann@x") { personId } }')).toEqual({
      data: { personByEmail: { personId: 'p1' } },
    });
    again.process.kill('SIGTERM');
    await again.ended;
  }, 60_000);
});

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
