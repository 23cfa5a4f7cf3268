import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { exportSPKI, SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { hashOfApiKey } from '../../src/auth/apiKeys.js';
import type { GatewaySettings } from '../../src/config/gatewaySettings.js';
import { NOBODY } from '../../src/model/principal.js';
import {
  type IssuerKey,
  issuerKey,
  type KeyServer,
  secondsFromNow,
  sign,
  startKeyServer,
} from '../support/keyServer.js';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

const HELLO = { query: '{ hello }' };
const SECRET = 'a shared key of tests, which nobody else uses';

let old: IssuerKey;
let next: IssuerKey;
let folder: string;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  [old, next] = await Promise.all([issuerKey('old'), issuerKey('next')]);
  folder = await mkdtemp(join(tmpdir(), 'sortkey-tokens-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closers.splice(0)) await close();
});
afterAll(() => rm(folder, { recursive: true }));

async function start(settings: Partial<GatewaySettings>): Promise<TinyGateway> {
  const gateway = await startTinyGateway(settings);
  closers.push(() => gateway.server.close());
  return gateway;
}

async function serveKeys(...keys: readonly IssuerKey[]): Promise<KeyServer> {
  const server = await startKeyServer(...keys);
  closers.push(() => server.close());
  return server;
}

async function fileOf(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const lastPrincipal = ({ contexts }: TinyGateway) => contexts.at(-1)?.principal;

const machineNow = Date.now.bind(Date);
/** From now on: lets the caches of keys grow older, and nothing wait. */
function laterBy(ms: number) {
  jest.spyOn(Date, 'now').mockImplementation(() => machineNow() + ms);
}

describe('a bearer token', () => {
  test("says who asks by its subject, and its claims are the request's", async () => {
    const { url } = await serveKeys(old);
    const gateway = await start({ jwksUrl: url, jwtIssuer: 'https://login.example/', jwtAudience: ['shop', 'app'] });
    const claims = { iss: 'https://login.example/', aud: 'shop', groups: ['staff'] };
    const { status } = await post(gateway.url, HELLO, bearer(await sign(old, claims)));
    expect(status).toBe(200);
    expect(lastPrincipal(gateway)).toEqual({
      identity: 'u1',
      claims: expect.objectContaining({ ...claims, sub: 'u1' }),
    });
  });

  test('stands for its issuer as well, where none is pinned', async () => {
    const { url } = await serveKeys(old);
    const gateway = await start({ jwksUrl: url });
    await post(gateway.url, HELLO, bearer(await sign(old, { iss: 'https://login.example/' })));
    expect(lastPrincipal(gateway)?.identity).toBe('https://login.example/ u1');
    expect(gateway.log.filter(({ msg }) => String(msg).includes('Tokens for any audience are taken'))).toHaveLength(1);
  });

  test('is not needed: who sends none, or an empty one, is nobody', async () => {
    const gateway = await start({ jwtSecret: SECRET });
    await post(gateway.url, HELLO);
    await post(gateway.url, HELLO, { authorization: '' });
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([NOBODY, NOBODY]);
  });

  test('that is refused is told so once for the whole request', async () => {
    const gateway = await start({ jwtSecret: SECRET });
    const { status, headers, body } = await post(gateway.url, HELLO, bearer('nonsense'));
    expect([status, headers.get('www-authenticate'), body]).toEqual([
      401,
      'Bearer error="invalid_token"',
      {
        errors: [
          {
            message: 'The token is malformed: it is not a signed JWT.',
            extensions: { code: 'UNAUTHENTICATED', retryable: false },
          },
        ],
      },
    ]);
    expect(gateway.contexts).toEqual([]);
  });

  test("may be late or early by the issuer's clock, as far as the skew goes", async () => {
    const { url } = await serveKeys(old);
    const gateway = await start({ jwksUrl: url, jwtClockSkewS: 60 });
    const late = await sign(old, { exp: secondsFromNow(-30) });
    const early = await sign(old, { nbf: secondsFromNow(30) });
    const tooLate = await sign(old, { exp: secondsFromNow(-90) });
    expect((await post(gateway.url, HELLO, bearer(late))).status).toBe(200);
    expect((await post(gateway.url, HELLO, bearer(early))).status).toBe(200);
    expect((await post(gateway.url, HELLO, bearer(tooLate))).status).toBe(401);
  });

  test('may be signed with a shared key', async () => {
    const gateway = await start({ jwtSecret: SECRET });
    const signed = (secret: string, alg: string) =>
      new SignJWT({ sub: 'u1', exp: secondsFromNow(300) })
        .setProtectedHeader({ alg })
        .sign(new TextEncoder().encode(secret));
    expect((await post(gateway.url, HELLO, bearer(await signed(SECRET, 'HS256')))).status).toBe(200);
    expect((await post(gateway.url, HELLO, bearer(await signed(`${SECRET}.`, 'HS256')))).status).toBe(401);
    const { body } = await post(gateway.url, HELLO, bearer(await signed(SECRET.repeat(2), 'HS512')));
    expect(body.errors[0].message).toBe('The token is not signed with HS256.');
  });

  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])(
    'may be signed with a key of a file (%s)',
    async (algorithm) => {
      const key = await issuerKey('file', algorithm);
      const jwtPublicKeyFile = await fileOf(`${algorithm}.pem`, await exportSPKI(key.publicKey));
      const gateway = await start({ jwtPublicKeyFile });
      expect((await post(gateway.url, HELLO, bearer(await sign(key)))).status).toBe(200);
      expect((await post(gateway.url, HELLO, bearer(await sign(old)))).status).toBe(401);
    },
  );
});

describe('a set of keys', () => {
  test('is fetched when the first token comes, once for many', async () => {
    const keys = await serveKeys(old);
    const gateway = await start({ jwksUrl: keys.url });
    expect(keys.fetches()).toBe(0);
    const token = await sign(old);
    await Promise.all([1, 2, 3, 4, 5].map(() => post(gateway.url, HELLO, bearer(token))));
    expect([gateway.contexts.length, keys.fetches()]).toEqual([5, 1]);
  });

  test('rotates: a new key is found, and an old one that is withdrawn is gone when the set has aged', async () => {
    const keys = await serveKeys(old);
    const gateway = await start({ jwksUrl: keys.url });
    const statusOf = async (key: IssuerKey) => (await post(gateway.url, HELLO, bearer(await sign(key)))).status;
    expect(await statusOf(old)).toBe(200);
    keys.keys = [old, next];
    laterBy(15_000);
    expect([await statusOf(next), await statusOf(old), keys.fetches()]).toEqual([200, 200, 2]);
    keys.keys = [next];
    laterBy(700_000);
    expect([await statusOf(next), await statusOf(old), keys.fetches()]).toEqual([200, 401, 3]);
  });

  test('is not fetched for every key that somebody invents', async () => {
    const keys = await serveKeys(old);
    const gateway = await start({ jwksUrl: keys.url });
    for (const kid of ['a', 'b', 'c', 'd']) {
      const { status, body } = await post(gateway.url, HELLO, bearer(await sign(next, {}, { kid })));
      expect([status, body.errors[0].message]).toEqual([401, 'The token is signed with a key that is not known here.']);
    }
    expect(keys.fetches()).toBe(1);
  });

  test('is tried key by key where a token does not name its own', async () => {
    const { url } = await serveKeys(old, next);
    const gateway = await start({ jwksUrl: url });
    const other = await issuerKey('other');
    const statusOf = async (key: IssuerKey) =>
      (await post(gateway.url, HELLO, bearer(await sign(key, {}, { kid: undefined })))).status;
    expect([await statusOf(old), await statusOf(next), await statusOf(other)]).toEqual([200, 200, 401]);
  });

  test.each([
    ['cannot be reached', undefined],
    ['answers with an error', { status: 500, body: 'oops' }],
    ['answers with a redirect', { status: 302, body: '' }],
    ['is no JSON', { status: 200, body: '<html>' }],
    ['is no set', { status: 200, body: '{"keys":{}}' }],
  ])('that %s is no fault of the token: it may come again', async (_what, broken) => {
    const keys = await serveKeys(old);
    keys.broken = broken;
    if (broken === undefined) await keys.close();
    const gateway = await start({ jwksUrl: keys.url });
    const token = await sign(old);
    for (const _ of [1, 2, 3]) {
      const { status, headers, body } = await post(gateway.url, HELLO, bearer(token));
      expect([status, headers.get('retry-after'), body.errors]).toEqual([
        503,
        '2',
        [
          {
            message: 'The keys that tokens are verified with cannot be had at the moment. Send the request again.',
            extensions: { code: 'OVERLOADED', retryable: true, retryAfterMs: 2000 },
          },
        ],
      ]);
    }
    // Neither the log nor who serves the keys is told each time.
    expect(gateway.log.filter(({ msg }) => msg === 'the keys of tokens cannot be had')).toHaveLength(1);
    expect(keys.fetches()).toBe(broken === undefined ? 0 : 1);
    expect((await post(gateway.url, HELLO)).status).toBe(200);
  });

  test('that was had goes on to serve while it cannot be reached, and one that comes back is fetched', async () => {
    const keys = await serveKeys(old);
    const gateway = await start({ jwksUrl: keys.url });
    const statusOf = async (key: IssuerKey) => (await post(gateway.url, HELLO, bearer(await sign(key)))).status;
    await statusOf(old);
    keys.keys = [old, next];
    keys.broken = { status: 500, body: '' };
    laterBy(15_000);
    expect([await statusOf(next), await statusOf(old)]).toEqual([503, 200]);
    keys.broken = undefined;
    laterBy(20_000);
    expect([await statusOf(next), await statusOf(old)]).toEqual([200, 200]);
  });
});

describe('over a WebSocket', () => {
  function connect(
    gateway: TinyGateway,
    connectionParams: Record<string, unknown>,
    headers: Record<string, string> = {},
  ) {
    class HeaderSocket extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers });
      }
    }
    let settle: (code: number) => void;
    const closed = new Promise<number>((resolve) => (settle = resolve));
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: HeaderSocket,
      retryAttempts: 0,
      connectionParams,
      on: { closed: (close) => settle((close as { code: number }).code) },
    });
    return { client, closed };
  }

  test('the token comes with the connection: in its headers, or in what the client sends first', async () => {
    const { url } = await serveKeys(old);
    const gateway = await start({ jwksUrl: url });
    const token = await sign(old);
    for (const { params, headers } of [
      { params: bearer(token), headers: {} },
      { params: { Authorization: `bearer ${token}` }, headers: {} },
      { params: { headers: bearer(token) }, headers: {} },
      { params: {}, headers: bearer(token) },
      { params: bearer(token), headers: bearer(token) },
    ]) {
      const { client } = connect(gateway, params, headers);
      await client.iterate(HELLO).next();
      await client.dispose();
    }
    expect(gateway.contexts.map(({ principal }) => principal.identity)).toEqual(['u1', 'u1', 'u1', 'u1', 'u1']);
  });

  test('one that is bad, or two, close the socket with 4401', async () => {
    const { url } = await serveKeys(old);
    const gateway = await start({ jwksUrl: url });
    const [token, other] = await Promise.all([sign(old), sign(old, { sub: 'u2' })]);
    for (const params of [
      bearer('nonsense'),
      { authorization: 7 },
      { authorization: [`Bearer ${token}`, `Bearer ${other}`] },
      { ...bearer(token), headers: bearer(other) },
      { authorization: `Bearer ${'x'.repeat(20_000)}` },
    ]) {
      const { client, closed } = connect(gateway, params);
      await expect(client.iterate(HELLO).next()).rejects.toBeDefined();
      expect(await closed).toBe(4401);
    }
    expect(gateway.contexts).toEqual([]);
  });

  test('keys that cannot be had close it so that the client comes again', async () => {
    const keys = await serveKeys(old);
    keys.broken = { status: 500, body: '' };
    const gateway = await start({ jwksUrl: keys.url });
    const { client, closed } = connect(gateway, bearer(await sign(old)));
    await expect(client.iterate(HELLO).next()).rejects.toBeDefined();
    expect(await closed).toBe(1013);
  });
});

describe('an API key', () => {
  const KEY = 'a key of a program, made of many characters';
  const entries = [
    { name: 'importer', sha256: hashOfApiKey(KEY), claims: { groups: ['staff'] } },
    { name: 'old', sha256: hashOfApiKey(`${KEY} 2`), expiresAt: '2001-01-01T00:00:00Z' },
    { name: 'bare', sha256: hashOfApiKey(`${KEY} 3`), expiresAt: '9000-01-01T00:00:00+02:00' },
  ];
  const startWithKeys = async (settings: Partial<GatewaySettings> = {}) =>
    start({ apiKeysFile: await fileOf('keys.json', JSON.stringify(entries)), ...settings });

  test('says who asks by its name, with the claims of its entry', async () => {
    const gateway = await startWithKeys();
    await post(gateway.url, HELLO, { 'x-api-key': KEY });
    await post(gateway.url, HELLO, { 'x-api-key': `${KEY} 3` });
    await post(gateway.url, HELLO);
    expect(gateway.contexts.map(({ principal }) => principal)).toEqual([
      { identity: 'key:importer', claims: { groups: ['staff'] } },
      { identity: 'key:bare', claims: {} },
      NOBODY,
    ]);
  });

  test.each([
    [{ 'x-api-key': 'another' }, 'The API key is not known here.'],
    [{ 'x-api-key': `${KEY} 2` }, 'The API key has expired.'],
    [{ 'x-api-key': hashOfApiKey(KEY) }, 'The API key is not known here.'],
    [bearer('x'), 'No tokens are taken here. Send an API key as x-api-key.'],
    [
      { 'x-api-key': KEY, authorization: 'Bearer x' },
      'The request has both authorization and x-api-key. Send one of them.',
    ],
  ])('or a token that cannot be used is refused (%#)', async (headers: Record<string, string>, message) => {
    const gateway = await startWithKeys();
    const { status, body } = await post(gateway.url, HELLO, headers);
    expect([status, body.errors[0].message, gateway.contexts]).toEqual([401, message, []]);
  });

  test("and a token are taken side by side, and a token cannot take a key's identity", async () => {
    const { url } = await serveKeys(old);
    const gateway = await startWithKeys({ jwksUrl: url, jwtIssuer: 'https://login.example/' });
    const iss = 'https://login.example/';
    await post(gateway.url, HELLO, { 'x-api-key': KEY });
    await post(gateway.url, HELLO, bearer(await sign(old, { iss })));
    expect(gateway.contexts.map(({ principal }) => principal.identity)).toEqual(['key:importer', 'u1']);
    const { status } = await post(gateway.url, HELLO, bearer(await sign(old, { iss, sub: 'key:importer' })));
    expect(status).toBe(401);
  });

  test('is passed over where none are taken: proxies have such headers of their own', async () => {
    const gateway = await start({ jwtSecret: SECRET });
    await post(gateway.url, HELLO, { 'x-api-key': KEY });
    expect(lastPrincipal(gateway)).toEqual(NOBODY);
  });
});
