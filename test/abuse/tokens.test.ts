import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, exportJWK, exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { createAuthenticate } from '../../src/auth/createAuthenticate.js';
import { parseSettings } from '../../src/config/parseSettings.js';
import { createLogger } from '../../src/observability/createLogger.js';
import { post, startTinyGateway, type TinyGateway } from '../http/tinyGateway.js';
import {
  type IssuerKey,
  issuerKey,
  secondsFromNow,
  sign,
  startKeyServer,
  type KeyServer,
} from '../support/keyServer.js';

const HELLO = { query: '{ hello }' };
const ISSUER = 'https://login.example/';
const SQL = "' UNION SELECT 'secret' --";
const bytes = (text: string) => new TextEncoder().encode(text);
const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

let folder: string;
let rsa: IssuerKey;
let pem: string;
let keys: KeyServer;
/** Tokens by the key of a file, and by a set of keys. */
let ofFile: TinyGateway;
let ofSet: TinyGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-hostile-'));
  rsa = await issuerKey('k1', 'RS256');
  pem = await exportSPKI(rsa.publicKey);
  await writeFile(join(folder, 'public.pem'), pem);
  keys = await startKeyServer(rsa);
  const pinned = { jwtIssuer: ISSUER, jwtAudience: ['shop'] };
  ofFile = await startTinyGateway({ jwtPublicKeyFile: join(folder, 'public.pem'), ...pinned });
  ofSet = await startTinyGateway({ jwksUrl: keys.url, ...pinned });
});
afterAll(async () => {
  await Promise.all([ofFile.server.close(), ofSet.server.close(), keys.close()]);
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  for (const { contexts, log } of [ofFile, ofSet]) {
    contexts.length = 0;
    log.length = 0;
  }
});

const good = (claims = {}, header = {}) => sign(rsa, { iss: ISSUER, aud: 'shop', ...claims }, header);
/** Signed with the right key, whatever the payload is. */
const signedText = (payload: string) =>
  new CompactSign(bytes(payload)).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(rsa.privateKey);
/** Signed with somebody's own key, who wishes it were taken from the header. */
async function forged(header: (publicJwk: object) => object) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return sign({ ...rsa, privateKey }, { iss: ISSUER, aud: 'shop' }, { ...header(await exportJWK(publicKey)) });
}

const MALFORMED = 'The token is malformed: it is not a signed JWT.';
const SIGNATURE = "The token's signature is wrong.";
const ALGORITHM = 'The token is not signed with RS256, PS256.';
const HEADER = 'authorization is not "Bearer", one space and one token.';

describe('a hostile token', () => {
  test.each<[string, () => Promise<string> | string, string]>([
    ['without a signature (alg none)', () => `${base64url({ alg: 'none' })}.${base64url({ sub: 'u1' })}.`, ALGORITHM],
    ['with alg None', () => `${base64url({ alg: 'None' })}.${base64url({ sub: 'u1' })}.AAAA`, ALGORITHM],
    ['without an alg', () => `${base64url({ typ: 'JWT' })}.${base64url({ sub: 'u1' })}.AAAA`, MALFORMED],
    [
      'with an alg that is a list',
      () => `${base64url({ alg: ['RS256'] })}.${base64url({ sub: 'u1' })}.AAAA`,
      MALFORMED,
    ],
    [
      'with an alg named as members of all objects are',
      () => `${base64url({ alg: 'constructor' })}.e30.AAAA`,
      ALGORITHM,
    ],
    [
      'signed with the public key as if it were shared',
      () => new SignJWT({ sub: 'u1', iss: ISSUER, aud: 'shop' }).setProtectedHeader({ alg: 'HS256' }).sign(bytes(pem)),
      ALGORITHM,
    ],
    ['signed with another algorithm of the same key', async () => sign(await issuerKey('k1', 'RS512')), ALGORITHM],
    ['signed with another key under the same name', async () => sign(await issuerKey('k1', 'RS256')), SIGNATURE],
    ['with its key embedded (jwk)', () => forged((jwk) => ({ kid: 'k1', jwk })), SIGNATURE],
    [
      'that says where its key is (jku)',
      () => forged(() => ({ kid: 'k1', jku: 'http://127.0.0.1:1/keys' })),
      SIGNATURE,
    ],
    [
      'that says where its certificate is (x5u)',
      () => forged(() => ({ kid: 'k1', x5u: 'file:///etc/passwd' })),
      SIGNATURE,
    ],
    ['that brings its certificate (x5c)', () => forged(() => ({ kid: 'k1', x5c: ['MIIB'] })), SIGNATURE],
    ['whose signature was cut', async () => (await good()).slice(0, -4), SIGNATURE],
    ['whose signature is empty', async () => (await good()).replace(/[^.]+$/, ''), SIGNATURE],
    [
      'whose claims were exchanged',
      async () => (await good()).replace(/\.[^.]+\./, `.${base64url({ sub: 'admin', exp: secondsFromNow(300) })}.`),
      SIGNATURE,
    ],
    ['that has expired', () => good({ exp: secondsFromNow(-60) }), 'The token has expired.'],
    ['that never expires', () => good({ exp: undefined }), 'The token has no "exp".'],
    ['that expires some time', () => good({ exp: 'tomorrow' }), 'The token\'s "exp" is of the wrong type.'],
    ['of tomorrow', () => good({ nbf: secondsFromNow(86_400) }), 'The token is not valid yet (nbf).'],
    ['that is valid from an object on', () => good({ nbf: {} }), 'The token\'s "nbf" is of the wrong type.'],
    ['of another issuer', () => good({ iss: 'https://evil.example/' }), 'The token is of another issuer (iss).'],
    [
      'of an issuer that differs in its case',
      () => good({ iss: ISSUER.toUpperCase() }),
      'The token is of another issuer (iss).',
    ],
    ['of no issuer', () => good({ iss: undefined }), 'The token has no "iss".'],
    ['for another audience', () => good({ aud: ['app', 'shop2'] }), 'The token is for another audience (aud).'],
    [
      'for an audience that is an object',
      () => good({ aud: { shop: true } }),
      'The token is for another audience (aud).',
    ],
    ['for no audience', () => good({ aud: undefined }), 'The token has no "aud".'],
    ['of nobody', () => good({ sub: undefined }), 'The token has no "sub".'],
    [
      'whose subject is an object',
      () => good({ sub: { toString: 'admin' } }),
      'The token\'s "sub" is no text: it says not whose it is.',
    ],
    ['whose subject is empty', () => good({ sub: '' }), 'The token\'s "sub" is no text: it says not whose it is.'],
    [
      'with an extension that must be understood (crit)',
      () => `${base64url({ alg: 'RS256', crit: ['exp'], exp: 1 })}.e30.AAAA`,
      'The token asks for something that is not supported (crit).',
    ],
    ['whose crit is no list', () => `${base64url({ alg: 'RS256', crit: 'exp' })}.e30.AAAA`, MALFORMED],
    [
      'whose payload is not encoded (b64)',
      () => `${base64url({ alg: 'RS256', crit: ['b64'], b64: false })}.e30.AAAA`,
      SIGNATURE,
    ],
    ['that is encrypted', () => `${base64url({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`, MALFORMED],
    ['whose payload is a list', () => signedText('["u1"]'), MALFORMED],
    ['whose payload is null', () => signedText('null'), MALFORMED],
    ['whose payload is no JSON', () => signedText('{sub: u1}'), MALFORMED],
    [
      'whose payload is no UTF-8',
      () => `${base64url({ alg: 'RS256' })}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AA`,
      SIGNATURE,
    ],
    ['whose header is no JSON', () => 'AAAA.AAAA.AAAA', MALFORMED],
    ['whose header is null', () => `${base64url('null')}.e30.AAAA`, MALFORMED],
    ['whose header is nested a thousand deep', () => `${base64url('['.repeat(1_000))}.e30.AAAA`, MALFORMED],
    ['that is a path', () => '../../../../etc/passwd', MALFORMED],
    ['of three dots', () => '...', MALFORMED],
    ['of many parts', () => 'a.'.repeat(2_000), MALFORMED],
    ['that is text', () => 'password', MALFORMED],
    ['that a client forgot to fill in', () => 'undefined', MALFORMED],
  ])('%s is refused', async (_what, make, message) => {
    const token = await make();
    await expectRefused(ofFile, { authorization: `Bearer ${token}` }, message);
  });

  test.each([
    ['a path', '../../../../dev/null'],
    ['SQL', SQL],
    ['a name that all objects have', '__proto__'],
    ['a null byte', 'k1\0'],
    ['another alphabet', 'ключ'],
    ['a kilobyte', 'k'.repeat(1_000)],
  ])('whose key is named as %s (kid) names no key of a set', async (_what, kid) => {
    const authorization = `Bearer ${await good({}, { kid })}`;
    await expectRefused(ofSet, { authorization }, 'The token is signed with a key that is not known here.');
  });

  test.each([
    ['a number', 1],
    ['an object', { kty: 'oct', k: 'AAAA' }],
  ])('whose key is named by %s (kid) is refused', async (_what, kid) => {
    const token = `${base64url({ alg: 'RS256', kid })}.${base64url({ sub: 'u1' })}.AAAA`;
    await expectRefused(
      ofSet,
      { authorization: `Bearer ${token}` },
      'The token is signed with a key that is not known here.',
    );
  });

  test('with claims named as objects are made of is served, and nothing has changed for others', async () => {
    const claims = `"sub":"u1","iss":"${ISSUER}","aud":"shop","exp":${secondsFromNow(300)}`;
    const token = await signedText(`{${claims},"__proto__":{"groups":["admin"]},"constructor":{"prototype":{"a":1}}}`);
    expect((await post(ofFile.url, HELLO, { authorization: `Bearer ${token}` })).status).toBe(200);
    const held = ofFile.contexts.at(-1)?.principal.claims;
    expect(held?.['groups']).toBeUndefined();
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('with a claim twice is who the last one says, and its signature covers that', async () => {
    const claims = `"sub":"u1","iss":"${ISSUER}","aud":"shop","exp":${secondsFromNow(300)}`;
    const authorization = `Bearer ${await signedText(`{"sub":"admin",${claims}}`)}`;
    expect((await post(ofFile.url, HELLO, { authorization })).status).toBe(200);
    expect(ofFile.contexts.at(-1)?.principal.identity).toBe('u1');
  });
});

describe('a hostile header', () => {
  test.each([
    ['Bearer', HEADER],
    ['Bearer ,', HEADER],
    ['Bearer a b', HEADER],
    ['Bearer null, Bearer null', HEADER],
    ['Basic dTE6cGFzcw==', HEADER],
    ['Digest username="u1"', HEADER],
    ['BearerAAAA', HEADER],
    ['Bearer {"alg":"none"}', HEADER],
    ['Bearer \u00fc\u00f1\u00ed', HEADER],
    ['Bearer aaa%00bbb', HEADER],
    [`Bearer ${SQL}`, HEADER],
    ['bearer nonsense', MALFORMED],
  ])('authorization: %s is refused', async (authorization, message) => {
    await expectRefused(ofFile, { authorization }, message);
  });

  test('two of them are refused, also where the first is good', async () => {
    const answer = await sendRaw(ofFile, [`authorization: Bearer ${await good()}`, 'Authorization: Bearer other']);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('authorization is not');
    await expectServed(ofFile);
  });

  test.each([
    ['a null byte', ['authorization: Bearer aaa\0bbb'], 400],
    ['a bare line feed', ['authorization: Bearer aaa\nx-user: admin', 'x:y'], undefined],
    ['more than node takes', [`authorization: Bearer ${'a'.repeat(100_000)}`], 431],
  ])('%s in it is answered, and the next request is served', async (_what, lines, status) => {
    const answer = await sendRaw(ofFile, lines);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(STACK);
    if (status !== undefined) expect(answer).toContain(` ${status} `);
    expect(ofFile.contexts).toEqual([]);
    await expectServed(ofFile);
  });
});

describe('settings of tokens that would let somebody in', () => {
  const SECRET = 'x'.repeat(40);
  const jwksUrl = 'https://login.example/keys';

  test.each<[Record<string, unknown>, string]>([
    [
      { jwksUrl, jwtAlgorithms: ['RS256', 'HS256'] },
      'option jwtAlgorithms has HS256: it is for a shared key, and a public key is known to everybody.',
    ],
    [
      { jwtPublicKeyFile: 'key.pem', jwtAlgorithms: ['HS512'] },
      'option jwtAlgorithms has HS512: it is for a shared key',
    ],
    [{ jwtSecret: SECRET, jwtAlgorithms: ['RS256'] }, 'option jwtAlgorithms has RS256: it is for a public key.'],
    [{ jwksUrl, jwtAlgorithms: ['none'] }, 'option jwtAlgorithms: number 1 is "none": give algorithms such as RS256'],
    [{ jwksUrl, jwtAlgorithms: ['NONE'] }, 'option jwtAlgorithms: number 1 is "NONE"'],
    [{ jwtSecret: 'swordfish' }, 'option jwtSecret has 9 bytes: give at least 32 bytes'],
    [
      { jwtSecret: SECRET, jwtAlgorithms: ['HS512'] },
      'option jwtSecret is too short for HS512, which needs at least 64 bytes.',
    ],
    [
      { jwksUrl: 'http://login.example/keys' },
      'option jwksUrl is http://login.example/keys: what comes over http may have been exchanged',
    ],
    [{ jwksUrl: 'file:///keys.json' }, 'option jwksUrl is "file:///keys.json": give a URL'],
    [
      { jwksUrl: 'https://user:pass@login.example/' },
      'give a URL, such as https://login.example/.well-known/jwks.json.',
    ],
    [
      { jwksUrl, jwtSecret: SECRET },
      'option jwksUrl and option jwtSecret each say which key tokens are signed with: leave one.',
    ],
    [
      { jwtIssuer: ISSUER, jwtAudience: ['shop'] },
      'option jwtIssuer and option jwtAudience say what tokens are like, and no token is taken',
    ],
  ])('%j are refused', (settings, message) => {
    expect(() => parseSettings(settings)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });

  test('a secret is never repeated', () => {
    expect(() => parseSettings({ jwtSecret: 'swordfish' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('swordfish') }),
    );
  });

  const starting = (settings: Record<string, unknown>, authenticate?: () => undefined) =>
    createAuthenticate({
      settings: parseSettings(settings),
      authenticate,
      logger: createLogger('silent'),
      now: () => new Date(),
    });

  test('a function and settings that both say who asks', async () => {
    await expect(starting({ jwtSecret: SECRET, apiKeysFile: 'keys.json' }, () => undefined)).rejects.toThrow(
      'authenticate and --jwt-secret (or JWT_SECRET), --api-keys-file (or API_KEYS_FILE) all say who asks: leave one or the other.',
    );
  });

  test.each<[string, () => Promise<string> | string, Record<string, unknown>, string]>([
    [
      'a private key',
      async () => exportPKCS8(rsa.privateKey),
      {},
      'has a private key, which belongs to who makes tokens alone.',
    ],
    ['no key', () => 'swordfish', {}, 'has no public key in PEM'],
    [
      'another key than the algorithms are for',
      () => pem,
      { jwtAlgorithms: ['ES256'] },
      '(or JWT_ALGORITHMS) has ES256: the key in',
    ],
    ['a key too short', () => SHORT_KEY, {}, 'is of no kind that tokens are signed with'],
  ])('a file that has %s', async (what, content, settings, message) => {
    const file = join(folder, `${what}.pem`);
    await writeFile(file, await content());
    await expect(starting({ jwtPublicKeyFile: file, ...settings })).rejects.toThrow(message);
    await expect(starting({ jwtPublicKeyFile: file, ...settings })).rejects.not.toThrow('swordfish');
  });

  test('a file that is not there', async () => {
    await expect(starting({ jwtPublicKeyFile: join(folder, 'none.pem') })).rejects.toThrow('cannot be read: ENOENT');
  });

  const hash = 'a'.repeat(64);
  test.each<[string, string]>([
    ['{', 'is not JSON.'],
    ['{"swordfish', 'is not JSON.'],
    ['{}', 'is no JSON array of'],
    ['[null]', 'has at number 1 no object.'],
    [`[{"name":"a","sha256":"${hash}","key":"swordfish"}]`, 'has at number 1 an unknown member "key"'],
    [`[{"name":"a b","sha256":"${hash}"}]`, 'has at number 1 no usable "name"'],
    ['[{"name":"a","sha256":"swordfish"}]', 'has at number 1 no usable "sha256": give the hash of the key'],
    [`[{"name":"a","sha256":"${hash}","claims":["admin"]}]`, 'has at number 1 "claims" that are no object.'],
    [`[{"name":"a","sha256":"${hash}","claims":null}]`, 'has at number 1 "claims" that are no object.'],
    [`[{"name":"a","sha256":"${hash}","expiresAt":"soon"}]`, 'has at number 1 no usable "expiresAt"'],
    [`[{"name":"a","sha256":"${hash}","expiresAt":"2030-13-41T00:00:00Z"}]`, 'has at number 1 no usable "expiresAt"'],
    [`[{"name":"a","sha256":"${hash}"},{"name":"b","sha256":"${hash}"}]`, 'has at number 2 the sha256 of number 1.'],
    [
      `[{"name":"a","sha256":"${hash}"},{"name":"a","sha256":"${hash.replaceAll('a', 'b')}"}]`,
      'has at number 2 the name of number 1.',
    ],
  ])('API keys %s', async (content, message) => {
    const apiKeysFile = join(folder, 'keys.json');
    await writeFile(apiKeysFile, content);
    const refused = await starting({ apiKeysFile }).then(String, String);
    expect(refused).toContain(message);
    expect(refused).not.toContain('swordfish');
  });
});

const STACK = /\n\s+at |node_modules|file:\/\//;
/** RSA of 1024 bits. */
const SHORT_KEY = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdTSZ/NrPBnQDtdLW9/XNGPUjR
ES3N4hor3Y38ae39rDPAydAjaeqtaUDjWmwwKrns1WYcA52Lvd7sMjy9WuhUfhhR
NjlatR+t9y+0olSRUnxLk0Ov0Q/MNzFhrW5VP1OqGAgGZewjc8YJf8RA30EO8Tvo
DtVJM3ttXmQm9DTHhwIDAQAB
-----END PUBLIC KEY-----
`;

/** One clean refusal that repeats nothing, and the next request is served. */
async function expectRefused(gateway: TinyGateway, headers: Record<string, string>, message: string): Promise<void> {
  const { status, headers: answered, body } = await post(gateway.url, HELLO, headers);
  expect([status, body]).toEqual([
    401,
    { errors: [{ message, extensions: { code: 'UNAUTHENTICATED', retryable: false } }] },
  ]);
  expect(answered.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(gateway.contexts).toEqual([]);
  expect(JSON.stringify(gateway.log)).not.toMatch(/fault|stack/);
  await expectServed(gateway);
}

async function expectServed(gateway: TinyGateway): Promise<void> {
  const { status } = await post(gateway.url, HELLO, { authorization: `Bearer ${await good()}` });
  expect([status, gateway.contexts.at(-1)?.principal.identity]).toEqual([200, 'u1']);
}

/** What fetch would not send. */
function sendRaw({ url }: TinyGateway, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify(HELLO);
  const head = [
    'POST /graphql HTTP/1.1',
    `host: ${hostname}:${port}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
    ...lines,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (answer += text));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    socket.on('close', () => resolve(answer));
  });
}
