import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { post, startTinyGateway, type TinyGateway, type PostAnswer } from './tinyGateway.js';

const GREETING = 'query Greeting($name: String) { hello(name: $name) }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const ADA = { data: { hello: 'Hello Ada' } };
const variables = { name: 'Ada' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-persisted-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function manifestOf(operations: Readonly<Record<string, string>>): Promise<string> {
  const file = join(folder, `${hashOf(JSON.stringify(operations))}.json`);
  await writeFile(file, JSON.stringify(operations));
  return file;
}

async function get(
  gateway: TinyGateway,
  parameters: Readonly<Record<string, string>>,
): Promise<Omit<PostAnswer, 'headers'>> {
  const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { 'apollo-require-preflight': 'yes' },
  });
  return { status: response.status, body: await response.json() };
}

/** One operation over a WebSocket of its own: its result, or the errors that refuse it. */
async function overSocket(gateway: TinyGateway, payload: object): Promise<unknown> {
  const url = `${gateway.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    for await (const result of client.iterate({ query: '', ...payload })) return result;
    return undefined;
  } catch (errors) {
    return { errors };
  } finally {
    await client.dispose();
  }
}

describe('a document by its hash', () => {
  let gateway: TinyGateway;
  beforeAll(async () => {
    gateway = await startTinyGateway();
  });
  afterAll(() => gateway.server.close());

  test('is asked for, sent once, and known from then on: by POST, GET and WebSocket', async () => {
    const extensions = byHash(hashOf(GREETING));
    const unknown = await post(gateway.url, { extensions, variables });
    expect(unknown.status).toBe(200);
    expect(unknown.body).toEqual({
      errors: [
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', retryable: true } },
      ],
    });
    expect((await post(gateway.url, { query: GREETING, extensions, variables })).body).toEqual(ADA);
    expect((await post(gateway.url, { extensions, variables })).body).toEqual(ADA);
    const inSearch = { extensions: JSON.stringify(extensions), variables: JSON.stringify(variables) };
    expect((await get(gateway, inSearch)).body).toEqual(ADA);
    expect(await overSocket(gateway, { extensions, variables })).toEqual(ADA);
  });

  test('may be sent first by GET, and over a WebSocket', async () => {
    for (const [query, send] of [
      ['{ a: hello }', (payload: object) => get(gateway, textOf(payload)).then(({ body }) => body as unknown)],
      ['{ b: hello }', (payload: object) => overSocket(gateway, payload)],
    ] as const) {
      const extensions = byHash(hashOf(query));
      expect(await send({ extensions })).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
      expect(await send({ query, extensions })).toHaveProperty('data');
      expect(await send({ extensions })).toHaveProperty('data');
    }
  });

  test('a hash that is not the document’s is refused', async () => {
    const { status, body } = await post(gateway.url, { query: GREETING, extensions: byHash(hashOf('{ hello }')) });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(body.errors[0].message).toBe('The hash in extensions.persistedQuery is not the SHA-256 of the document.');
  });

  test('a mutation is not run by GET, hash or not', async () => {
    const query = 'mutation { rename(name: "x") }';
    const extensions = byHash(hashOf(query));
    expect((await post(gateway.url, { query, extensions })).body).toEqual({ data: { rename: 'x' } });
    expect((await get(gateway, { extensions: JSON.stringify(extensions) })).status).toBe(405);
  });

  test('it is held to the limits', async () => {
    const query = `{ ${'x: hello '.repeat(101)} }`;
    const { body } = await post(gateway.url, { query, extensions: byHash(hashOf(query)) });
    expect(body.errors[0].extensions.code).toBe('LIMIT_EXCEEDED');
  });
});

describe('the safelist', () => {
  let gateway: TinyGateway;
  beforeAll(async () => {
    gateway = await startTinyGateway({
      safelist: true,
      persistedOperationsFile: await manifestOf({ greeting: GREETING, ticks: 'subscription { ticked }' }),
    });
  });
  afterAll(() => gateway.server.close());

  const ways = [
    ['by documentId', { documentId: 'greeting' }],
    ['by an id for a hash', { extensions: byHash('greeting') }],
    ['letter by letter', { query: GREETING }],
    ['letter by letter with its hash', { query: GREETING, extensions: byHash(hashOf(GREETING)) }],
  ] as const;

  test.each(ways)('an operation of it runs %s', async (_name, way) => {
    expect((await post(gateway.url, { ...way, variables })).body).toEqual(ADA);
    expect((await get(gateway, textOf({ ...way, variables }))).body).toEqual(ADA);
    expect(await overSocket(gateway, { ...way, variables })).toEqual(ADA);
  });

  test('no other document does, whatever it is', async () => {
    for (const query of ['{ hello }', `${GREETING} `, '{ __typename }', 'subscription { a: ticked }']) {
      const { status, body } = await post(gateway.url, { query });
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
      expect(body.errors[0].message).toContain('is not on the list of operations that may run (--safelist)');
      expect(await overSocket(gateway, { query })).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    }
  });

  test('no client adds to it', async () => {
    const extensions = byHash(hashOf('{ hello }'));
    await post(gateway.url, { query: '{ hello }', extensions });
    const { status, body } = await post(gateway.url, { extensions });
    expect([status, body.errors[0].extensions.code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(body.errors[0].message).toContain('add this one to it (--persisted-operations)');
  });

  test('a program that calls the gateway directly is not held to it', async () => {
    expect(await gateway.server.execute({ query: '{ hello }' })).toEqual({ data: { hello: 'Hello world' } });
  });
});

describe('a manifest that cannot be served', () => {
  const starting = (settings: object) => startTinyGateway(settings);

  test('each operation that does not fit the schema is named, with its place', async () => {
    const file = await manifestOf({
      good: '{ hello }',
      slip: '{\n  helo\n}',
      torn: '{ hello',
      deep: '{ node { node { hello } } }',
    });
    await expect(starting({ persistedOperationsFile: file, documentLimitDepth: 2 })).rejects.toMatchObject({
      problems: [
        `${file}: Operation "slip": 2:3 Cannot query field "helo" on type "Query". Did you mean "hello"?`,
        `${file}: Operation "torn": 1:8 Syntax Error: Expected Name, found <EOF>.`,
        `${file}: Operation "deep": The operation has 3 levels of fields inside each other; at most 2 may be. Ask for fewer levels, or raise the limit (--document-limit-depth).`,
      ],
    });
  });

  test('one that is not there', async () => {
    const file = join(folder, 'nowhere.json');
    await expect(starting({ persistedOperationsFile: file })).rejects.toThrow(
      `The persisted operations "${file}" cannot be read (ENOENT). Give --persisted-operations (SORTKEY_PERSISTED_OPERATIONS) the path of the manifest.`,
    );
  });
});

/** A payload as parameters of a URL. */
function textOf(payload: object): Record<string, string> {
  const entries = Object.entries(payload).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
