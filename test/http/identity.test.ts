import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Authenticate, IdentifiedRequest } from '../../src/auth/authenticate.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { NOBODY, type Principal } from '../../src/model/principal.js';
import { createLogger } from '../../src/observability/createLogger.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import { createGateway } from '../../src/server/createGateway.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { waitUntil } from '../support/waitUntil.js';
import { post, SecretError, startTinyGateway, type TinyGateway } from './tinyGateway.js';

const HELLO = { query: '{ hello }' };
const TICKED = { query: 'subscription { ticked }' };

let gateway: TinyGateway;
const asked: IdentifiedRequest[] = [];
beforeAll(async () => {
  gateway = await startTinyGateway({}, [], (request) => {
    asked.push(request);
    return authenticate(String(request.connectionParams?.['user'] ?? request.headers['x-user']));
  });
});
afterAll(() => gateway.server.close());
beforeEach(() => {
  asked.length = 0;
  gateway.contexts.length = 0;
  gateway.log.length = 0;
});

async function authenticate(user: string): Promise<Principal | undefined> {
  await Promise.resolve();
  if (user === 'nobody') throw new GatewayError('UNAUTHENTICATED', 'Log in first.');
  if (user === 'wordy') throw new GatewayError('UNAUTHENTICATED', 'Log in, ' + 'ä'.repeat(60));
  if (user === 'banned') throw new GatewayError('FORBIDDEN', 'You are not allowed here.');
  if (user === 'busy') throw new GatewayError('OVERLOADED', 'Not now.');
  if (user === 'odd') throw new GraphQLError('Odd users are refused.', { extensions: { code: 'ODD_USER' } });
  if (user === 'uncoded') throw new GraphQLError('The licence key is 1234.');
  if (user === 'fault') throw new SecretError('password is swordfish');
  if (user === 'nameless') return { identity: '', claims: {} };
  if (user === 'claimless') return { identity: 'user:claimless', claims: undefined };
  return user === 'stranger' ? undefined : { identity: `user:${user}`, claims: { sub: user } };
}

function identities(): readonly string[] {
  return gateway.contexts.map(({ principal }) => principal.identity);
}

function sayHello(user: string) {
  return post(gateway.url, HELLO, { 'x-user': user });
}

/** A socket of that user's; `closed` is how it was closed. A lazy one is open only while it has an operation. */
function connect(user: string, lazy = true, connectionParams: Record<string, unknown> = {}) {
  class UserSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: { 'x-user': user } });
    }
  }
  let settle: (close: { code: number; reason: string }) => void;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => (settle = resolve));
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: UserSocket,
    lazy,
    connectionParams,
    retryAttempts: 0,
    on: { closed: (close) => settle(close as { code: number; reason: string }) },
  });
  return { client, closed };
}

describe('over HTTP', () => {
  test('each request is asked who it is, and its resolvers are told', async () => {
    await sayHello('ada');
    await sayHello('ben');
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([
      { identity: 'user:ada', claims: { sub: 'ada' } },
      { identity: 'user:ben', claims: { sub: 'ben' } },
    ]);
  });

  test('undefined is nobody known', async () => {
    await sayHello('stranger');
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([NOBODY]);
  });

  test('a refusal is the answer to the whole request, with its own status and words', async () => {
    const { status, body } = await sayHello('nobody');
    expect([status, body]).toEqual([
      401,
      { errors: [{ message: 'Log in first.', extensions: { code: 'UNAUTHENTICATED', retryable: false } }] },
    ]);
    expect((await sayHello('banned')).status).toBe(403);
    expect((await sayHello('odd')).body.errors[0]).toEqual({
      message: 'Odd users are refused.',
      extensions: { code: 'ODD_USER' },
    });
    expect(gateway.contexts).toEqual([]);
  });

  test.each([
    ['fault', 'password is swordfish'],
    ['uncoded', 'The licence key is 1234.'],
    ['nameless', 'authenticate has to give { identity, claims }'],
    ['claimless', 'authenticate has to give { identity, claims }'],
  ])('a fault in it (%s) is masked, and logged once with its cause', async (user, secret) => {
    const { status, body } = await sayHello(user);
    expect([status, body.errors[0].message]).toEqual([500, 'Internal server error']);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(gateway.log.filter((line) => JSON.stringify(line).includes(secret))).toHaveLength(1);
    expect(gateway.contexts).toEqual([]);
  });

  test('a page for people is shown without asking', async () => {
    const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, asked]).toEqual([200, []]);
  });
});

describe('over a WebSocket', () => {
  test('a connection is asked once, and all of its operations are of who it is', async () => {
    const { client } = connect('ada', false);
    for (const round of [1, 2]) {
      for await (const result of client.iterate(HELLO)) expect(result.data).toEqual({ hello: 'Hello world' });
      expect(gateway.contexts).toHaveLength(round);
    }
    const events = client.iterate(TICKED);
    const first = events.next();
    await waitUntil('the source to open', () => gateway.sources() === 1);
    gateway.tick(1);
    await first;
    await client.dispose();
    await waitUntil('the source to close', () => gateway.sources() === 0);
    expect(identities()).toEqual(['user:ada', 'user:ada', 'user:ada', 'user:ada']);
    expect(asked).toHaveLength(1);
  });

  test('what a client sends when it connects is part of what is asked', async () => {
    const { client } = connect('ada', true, { user: 'cleo' });
    await client.iterate(HELLO).next();
    await client.dispose();
    expect(identities()).toEqual(['user:cleo']);
  });

  test.each([
    ['nobody', 4401, 'Log in first.'],
    ['banned', 4403, 'You are not allowed here.'],
    ['busy', 1013, 'Not now.'],
    ['wordy', 4401, 'Unauthorized'],
    ['fault', 4500, 'Internal server error'],
  ])('one that is refused (%s) is closed with %i', async (user, code, reason) => {
    const { client, closed } = connect(user);
    await expect(client.iterate(HELLO).next()).rejects.toBeDefined();
    expect(await closed).toMatchObject({ code, reason });
    expect(gateway.contexts).toEqual([]);
    const secrets = gateway.log.filter((line) => JSON.stringify(line).includes('password is swordfish'));
    expect(secrets).toHaveLength(user === 'fault' ? 1 : 0);
  });
});

describe('without HTTP', () => {
  test('claims without an identity are refused: nobody would have them', async () => {
    const claims = { groups: ['staff'] };
    const refused = {
      errors: [
        expect.objectContaining({
          message: '"claims" are of somebody: give their "identity" as well, a text that is not empty.',
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
        }),
      ],
    };
    expect(await gateway.server.execute(HELLO, { claims })).toEqual(refused);
    expect(await gateway.server.subscribe(TICKED, { identity: '', claims })).toEqual(refused);
    expect(gateway.contexts).toEqual([]);
  });

  test('the caller says who asks', async () => {
    await gateway.server.execute(HELLO, { identity: 'cron', claims: { groups: ['staff'] } });
    const results = await gateway.server.subscribe(TICKED, { identity: 'watcher' });
    if (!('next' in results)) throw new Error('The subscription did not start.');
    const first = results.next();
    gateway.tick(1);
    await first;
    await results.return();
    const watcher = { identity: 'watcher', claims: {} };
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([
      { identity: 'cron', claims: { groups: ['staff'] } },
      watcher,
      watcher,
    ]);
    expect(asked).toEqual([]);
  });

  test('who says nothing is nobody', async () => {
    await gateway.server.execute(HELLO);
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([NOBODY]);
  });
});

test('a gateway that is not told who asks knows nobody', async () => {
  const open = await startTinyGateway();
  await post(open.url, HELLO, { 'x-user': 'ada' });
  expect(open.contexts.map(({ principal }) => principal)).toEqual([NOBODY]);
  await open.server.close();
});

describe("a resolver of the user's own", () => {
  const startAsking = (identified: { authenticate?: Authenticate }) =>
    createGateway({
      schema: `
        type Note @table(name: "Notes", partition: "noteId") { noteId: ID! }
        extend type Query { whoAsks: String!, claims: JSON }
        extend type Note { asker: String! }`,
      resolvers: {
        Query: {
          whoAsks: (_parent: unknown, _args: unknown, { identity }: GatewayContext) => identity,
          claims: (_parent: unknown, _args: unknown, { claims }: GatewayContext) => claims,
        },
        Note: { asker: (_parent: unknown, _args: unknown, { identity }: GatewayContext) => identity },
      },
      transport: tabletopTransport({ Notes: [{ noteId: { S: '1' } }] }),
      port: 0,
      logger: createLogger('silent'),
      ...identified,
    });
  const ASKED = { query: '{ whoAsks claims note(noteId: "1") { asker } }' };

  test('finds who asks in its context', async () => {
    const own = await startAsking({
      authenticate: ({ headers }) => ({ identity: `user:${String(headers['x-user'])}`, claims: { plan: 'gold' } }),
    });
    const { url } = await own.listen();
    const { body } = await post(url, ASKED, { 'x-user': 'ada' });
    expect(body).toEqual({ data: { whoAsks: 'user:ada', claims: { plan: 'gold' }, note: { asker: 'user:ada' } } });
    await own.close();
  });

  test('finds an empty text there where nobody is known', async () => {
    const own = await startAsking({});
    expect(await own.execute(ASKED)).toEqual({ data: { whoAsks: '', claims: null, note: { asker: '' } } });
    await own.close();
  });

  test.each([
    ['is asked', `export const authenticate = () => ({ identity: 'module', claims: {} });`, 'module'],
    ['need not have it', '', ''],
  ])('its module may say who asks, and %s', async (_what, code, identity) => {
    const folder = await mkdtemp(join(tmpdir(), 'sortkey-identity-'));
    const resolversFile = join(folder, 'resolvers.mjs');
    const whoAsks = '(parent, args, { identity }) => identity';
    await writeFile(resolversFile, `export const resolvers = { Query: { whoAsks: ${whoAsks} } };\n${code}`);
    const own = await createGateway({
      schema: 'type Note @table(name: "Notes", partition: "id") { id: ID! } extend type Query { whoAsks: String! }',
      resolversFile,
      transport: tabletopTransport({}),
      port: 0,
      logger: createLogger('silent'),
    });
    const { url } = await own.listen();
    expect((await post(url, { query: '{ whoAsks }' })).body).toEqual({ data: { whoAsks: identity } });
    await own.close();
    await rm(folder, { recursive: true });
  });
});
