import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { post, startTinyGateway, type TinyGateway } from '../http/tinyGateway.js';
import { postRaw, type RawAnswer, sendRaw } from './rawRequest.js';

let gateway: TinyGateway;
let port: number;
beforeAll(async () => {
  gateway = await startTinyGateway();
  port = Number(new URL(gateway.url).port);
});
afterAll(() => gateway.server.close());

const HELLO = '{"query":"{ hello }"}';
const SERVED = { data: { hello: 'Hello world' } };

async function isServed(): Promise<void> {
  expect((await post(gateway.url, { query: '{ hello }' })).body).toEqual(SERVED);
}

/** Nothing of how the gateway is made is in what it says. */
function saysNothing({ text }: RawAnswer): void {
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d|\n\s+at |stacktrace|x-powered-by|Internal server error/i);
}

describe('a hostile body', () => {
  const JSON_TYPE = 'content-type: application/json';
  const cases: readonly (readonly [string, string | Buffer, readonly string[], number, string])[] = [
    ['10 MB, announced', Buffer.alloc(10_000_000, 'x'), [], 413, 'LIMIT_EXCEEDED'],
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), ['content-encoding: gzip'], 415, 'BAD_REQUEST'],
    ['a deflated body', Buffer.from('xx'), ['content-encoding: deflate'], 415, 'BAD_REQUEST'],
    ['a brotli body', Buffer.from('xx'), ['content-encoding: br'], 415, 'BAD_REQUEST'],
    ['a body encoded twice', Buffer.from('xx'), ['content-encoding: gzip, identity'], 415, 'BAD_REQUEST'],
    ['an unknown encoding', HELLO, ['content-encoding: \u00ff'], 415, 'BAD_REQUEST'],
    ['XML', '<query/>', ['content-type: application/xml'], 415, 'BAD_REQUEST'],
    ['GraphQL itself', '{ hello }', ['content-type: application/graphql'], 415, 'BAD_REQUEST'],
    [
      'JSON in UTF-16',
      Buffer.from(HELLO, 'utf16le'),
      ['content-type: application/json; charset=utf-16'],
      415,
      'BAD_REQUEST',
    ],
    ['JSON in UTF-16 that says nothing', Buffer.from(HELLO, 'utf16le'), [], 400, 'BAD_REQUEST'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), [], 400, 'BAD_REQUEST'],
    [
      'no UTF-8 in a text',
      Buffer.concat([Buffer.from('{"query":"{ hello(name: \\"'), Buffer.from([0xc3, 0x28]), Buffer.from('\\") }"}')]),
      [],
      400,
      'BAD_REQUEST',
    ],
    [
      'UTF-8 that is too long for its character',
      Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      [],
      400,
      'BAD_REQUEST',
    ],
    ['half a character', Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xe2, 0x82])]), [], 400, 'BAD_REQUEST'],
    ['nothing', '', [], 400, 'BAD_REQUEST'],
    ['NUL', '\u0000', [], 400, 'BAD_REQUEST'],
    ['a NUL after JSON', `${HELLO}\u0000`, [], 400, 'BAD_REQUEST'],
    ['half of JSON', '{"query":"{ hello }"', [], 400, 'BAD_REQUEST'],
    ['JSON twice', `${HELLO}${HELLO}`, [], 400, 'BAD_REQUEST'],
    ['JSON with NaN', '{"query":"{ hello }","variables":{"a":NaN}}', [], 400, 'BAD_REQUEST'],
    ['a raw line break in a text', '{"query":"{ \n hello }"}', [], 400, 'BAD_REQUEST'],
    ['null', 'null', [], 400, 'BAD_REQUEST'],
    ['a number', '7', [], 400, 'BAD_REQUEST'],
    ['a text', '"{ hello }"', [], 400, 'BAD_REQUEST'],
    ['an empty object', '{}', [], 400, 'BAD_REQUEST'],
    ['an empty batch', '[]', [], 400, 'BAD_REQUEST'],
    ['a batch', `[${HELLO},${HELLO}]`, [], 400, 'BAD_REQUEST'],
    ['a batch of thousands', `[${`${HELLO},`.repeat(20_000)}${HELLO}]`, [], 400, 'BAD_REQUEST'],
    ['brackets, half a million', '['.repeat(500_000), [], 400, 'BAD_REQUEST'],
    [
      'a form of another site',
      'query=%7B+hello+%7D',
      ['content-type: application/x-www-form-urlencoded'],
      400,
      'BAD_REQUEST',
    ],
    ['text of another site', HELLO, ['content-type: text/plain'], 400, 'BAD_REQUEST'],
    [
      'an upload of another site',
      '--x\r\n\r\n--x--',
      ['content-type: multipart/form-data; boundary=x'],
      400,
      'BAD_REQUEST',
    ],
    ['a type that is none', HELLO, ['content-type: ;;;'], 415, 'BAD_REQUEST'],
    ['two types in one', HELLO, ['content-type: text/plain, application/json'], 415, 'BAD_REQUEST'],
    ['JSON of another kind', HELLO, ['content-type: application/jsonx'], 415, 'BAD_REQUEST'],
    ['an answer that nobody can give', HELLO, [JSON_TYPE, 'accept: image/png'], 406, 'BAD_REQUEST'],
  ];

  test.each(cases)('%s: refused', async (_name, body, headers, status, code) => {
    const answer = await postRaw(port, body, ...headers);
    expect(answer.statuses).toEqual([status]);
    expect(answer.body.errors).toMatchObject([{ message: expect.any(String), extensions: { code } }]);
    expect(answer.text.length).toBeLessThan(3_000);
    saysNothing(answer);
    await isServed();
  });

  test('10 MB in chunks are cut off at the limit, with its name and value', async () => {
    const chunk = `186a0\r\n${'x'.repeat(100_000)}\r\n`;
    const head =
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    const answer = await sendRaw(port, head, ...Array.from({ length: 100 }, () => chunk));
    expect(answer.statuses).toEqual([413]);
    const { limit } = answer.body.errors[0].extensions;
    expect(limit).toEqual({ name: 'bodyLimitBytes', max: 1_000_000, actual: expect.any(Number) });
    expect(limit.actual).toBeLessThan(1_200_000);
    await isServed();
  });

  test('a byte order mark before JSON is passed over', async () => {
    expect((await postRaw(port, `\ufeff${HELLO}`)).body).toEqual(SERVED);
  });
});

describe('a hostile request', () => {
  const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;
  const POST = ['POST /graphql HTTP/1.1', 'host: x', 'content-type: application/json'] as const;

  test.each<readonly [string, readonly string[], readonly number[]]>([
    ['no HTTP', ['\u0016\u0003\u0001\r\n\r\n'], [400]],
    ['a method that is none', [head('STEAL /graphql HTTP/1.1', 'host: x', 'connection: close')], [400]],
    ['a method that is not served', [head('PATCH /graphql HTTP/1.1', 'host: x', 'connection: close')], [405]],
    ['an event stream that nobody has', [head('DELETE /graphql HTTP/1.1', 'host: x', 'connection: close')], [404]],
    ['TRACE', [head('TRACE /graphql HTTP/1.1', 'host: x', 'connection: close')], [405]],
    ['no host', [head('GET /graphql HTTP/1.1', 'connection: close')], [400]],
    ['a version that is none', [head('GET /graphql HTTP/9.9', 'host: x')], [400]],
    [
      'a flood of headers',
      [head('GET /graphql HTTP/1.1', 'host: x', ...Array.from({ length: 3_000 }, (_, at) => `x-${at}: y`))],
      [431],
    ],
    ['a huge header', [head('GET /graphql HTTP/1.1', 'host: x', `x-a: ${'y'.repeat(100_000)}`)], [431]],
    ['a huge path', [head(`GET /graphql?query=${'x'.repeat(100_000)} HTTP/1.1`, 'host: x')], [431]],
    ['a NUL in a header', [head('GET /graphql HTTP/1.1', 'host: x', 'x-a: \u0000')], [400]],
    ['a header without a name', [head('GET /graphql HTTP/1.1', 'host: x', ': y')], [400]],
    [
      'a header that goes on in the next line',
      [head('GET /graphql HTTP/1.1', 'host: x', 'x-a: y', ' z'.replace(' ', '\u000b'))],
      [400],
    ],
    ['a length that is none', [head(...POST, 'content-length: x')], [400]],
    ['a length below nothing', [head(...POST, 'content-length: -1')], [400]],
    ['two lengths', [head(...POST, 'content-length: 2', 'content-length: 3'), '{}'], [400]],
    [
      'a length and chunks, as smugglers send',
      [head(...POST, 'content-length: 4', 'transfer-encoding: chunked'), '0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n'],
      [400],
    ],
    ['chunks that are spelt oddly', [head(...POST, 'transfer-encoding: xchunked'), '0\r\n\r\n'], [400]],
    ['chunks twice', [head(...POST, 'transfer-encoding: chunked', 'transfer-encoding: identity'), '0\r\n\r\n'], [400]],
    ['a chunk of a length that is none', [head(...POST, 'transfer-encoding: chunked'), 'zz\r\nxx\r\n0\r\n\r\n'], [400]],
    ['a chunk of a length beyond all', [head(...POST, 'transfer-encoding: chunked'), `${'f'.repeat(17)}\r\n`], [400]],
    ['another path', [head('GET /../../etc/passwd HTTP/1.1', 'host: x', 'connection: close')], [404]],
    [
      'another path, encoded',
      [head('GET /graphiql/..%2f..%2fpackage.json HTTP/1.1', 'host: x', 'connection: close')],
      [404],
    ],
    ['a path that is a host', [head('GET //evil.example/graphql HTTP/1.1', 'host: x', 'connection: close')], [404]],
    [
      'a whole URL for a path',
      [head('GET http://evil.example/graphql HTTP/1.1', 'host: x', 'connection: close')],
      [404],
    ],
    [
      'a percent sign that means nothing',
      [head('GET /graphql?query=%E0%A4%A HTTP/1.1', 'host: x', 'apollo-require-preflight: 1', 'connection: close')],
      [400],
    ],
    [
      'a document twice',
      [
        head(
          'GET /graphql?query={hello}&query={fault} HTTP/1.1',
          'host: x',
          'apollo-require-preflight: 1',
          'connection: close',
        ),
      ],
      [400],
    ],
    [
      'variables that are no JSON',
      [
        head(
          'GET /graphql?query={hello}&variables={ HTTP/1.1',
          'host: x',
          'apollo-require-preflight: 1',
          'connection: close',
        ),
      ],
      [400],
    ],
    [
      'a mutation by GET',
      [
        head(
          'GET /graphql?query=mutation{rename(name:%22x%22)} HTTP/1.1',
          'host: x',
          'apollo-require-preflight: 1',
          'connection: close',
        ),
      ],
      [405],
    ],
    ['a GET of another site', [head('GET /graphql?query={hello} HTTP/1.1', 'host: x', 'connection: close')], [400]],
    [
      'an upgrade to something else',
      [head('GET /graphql HTTP/1.1', 'host: x', 'connection: upgrade', 'upgrade: h2c')],
      [400],
    ],
    [
      'a WebSocket without its key',
      [head('GET /graphql HTTP/1.1', 'host: x', 'connection: upgrade', 'upgrade: websocket')],
      [400],
    ],
    [
      'a WebSocket of another site',
      [
        head(
          'GET /graphql HTTP/1.1',
          'host: x',
          'origin: https://evil.example',
          'connection: upgrade',
          'upgrade: websocket',
          'sec-websocket-version: 13',
          'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        ),
      ],
      [403],
    ],
  ])('%s', async (_name, parts, statuses) => {
    const answer = await sendRaw(port, ...parts);
    expect(answer.statuses).toEqual(statuses);
    expect(answer.text.length).toBeLessThan(3_000);
    saysNothing(answer);
    await isServed();
  });

  test('what a smuggler hides behind a request is no request of its own', async () => {
    const body = HELLO;
    const hidden = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n';
    const answer = await sendRaw(
      port,
      head(...POST, `content-length: ${body.length + hidden.length}`, 'connection: close') + body + hidden,
    );
    expect(answer.statuses).toEqual([400]);
    expect(answer.body.errors[0].message).toContain('The request body is not JSON');
  });

  test('requests one after the other on one connection are answered in their order', async () => {
    const request = (last: boolean) =>
      head(...POST, `content-length: ${HELLO.length}`, `connection: ${last ? 'close' : 'keep-alive'}`) + HELLO;
    expect((await sendRaw(port, request(false) + request(false) + request(true))).statuses).toEqual([200, 200, 200]);
  });

  test('none of them is a fault', () => {
    expect(gateway.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});
