import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { MAX_STREAM_OPERATIONS } from '../../src/server/sse/createEventStreams.js';
import { waitUntil } from '../support/waitUntil.js';
import { type ChangeGateway, type ChangeGatewayOptions, startChangeGateway } from './changeGateway.js';
import { post } from './tinyGateway.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options?: ChangeGatewayOptions): Promise<ChangeGateway> {
  const gateway = await startChangeGateway(options);
  ends.push(() => gateway.server.close());
  return gateway;
}

const TEXTS = 'subscription ($after: String) { noteChanged(after: $after) { text } }';

interface OpenStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What has come so far. */
  readonly text: () => string;
  readonly response: IncomingMessage;
  readonly closed: Promise<unknown>;
}

interface StreamRequest {
  readonly method?: string;
  readonly query?: string;
  readonly variables?: object;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** GET, or POST where there is a body: the raw answer, as it comes. */
async function open({ url }: ChangeGateway, asked: StreamRequest): Promise<OpenStream> {
  const search = new URLSearchParams();
  if (asked.query !== undefined) search.set('query', asked.query);
  if (asked.variables !== undefined) search.set('variables', JSON.stringify(asked.variables));
  const path = asked.path ?? `/graphql${search.size === 0 ? '' : `?${search.toString()}`}`;
  const method = asked.method ?? (asked.body === undefined ? 'GET' : 'POST');
  const headers = { accept: 'text/event-stream', ...(asked.body && { 'content-type': 'application/json' }) };
  const req = httpRequest(`${url}${path}`, { method, headers: { ...headers, ...asked.headers }, agent: false });
  ends.push(() => req.destroy());
  req.on('error', () => {});
  req.end(asked.body);
  const response = await new Promise<IncomingMessage>((resolve) => req.on('response', resolve));
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => (text += chunk));
  response.on('error', () => {});
  const closed = new Promise((resolve) => response.on('close', resolve));
  return { status: response.statusCode ?? 0, headers: response.headers, text: () => text, response, closed };
}

async function wholeOf(gateway: ChangeGateway, asked: StreamRequest) {
  const stream = await open(gateway, asked);
  await stream.closed;
  return { status: stream.status, headers: stream.headers, text: stream.text() };
}

const event = (text: string, id?: number) =>
  `event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify({ data: { noteChanged: { text } } })}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';

/** A client of graphql-sse that subscribes at `first` hears of changes at `second` once `first` has closed. */
async function comesBack(first: ChangeGateway, second: ChangeGateway, singleConnection: boolean): Promise<void> {
  let { url } = first;
  const options = { url: () => `${url}/graphql`, retry: () => Promise.resolve() };
  const client = singleConnection ? createClient({ ...options, singleConnection }) : createClient(options);
  ends.push(() => client.dispose());
  const results = client.iterate({ query: TEXTS });
  const next = results.next();
  await waitUntil('it to listen', () => first.followers.size === 1);
  url = second.url;
  await first.server.close();
  await waitUntil('it to listen again', () => second.followers.size === 1);
  second.write('a', 'heard');
  expect(await next).toEqual({ done: false, value: { data: { noteChanged: { text: 'heard' } } } });
}

describe('a stream for one operation', () => {
  test('is a response that no proxy keeps back, with an event for each change and its cursor as id', async () => {
    const gateway = await start();
    const stream = await open(gateway, { query: TEXTS });
    expect([stream.status, stream.headers]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
      }),
    ]);
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    gateway.write('a', 'one\ntwo');
    gateway.write('a', 'three');
    await waitUntil('both', () => stream.text().includes('three'));
    expect(stream.text()).toBe(`:\n\n${event('one\ntwo', 1)}${event('three', 2)}`);
  });

  test('goes on after Last-Event-ID, whatever "after" says', async () => {
    const gateway = await start();
    for (const text of ['one', 'two', 'three']) gateway.write('a', text);
    const stream = await open(gateway, {
      query: TEXTS,
      variables: { after: '1' },
      headers: { 'last-event-id': '2' },
    });
    await waitUntil('what was missed', () => stream.text().includes('three'));
    gateway.write('a', 'four');
    await waitUntil('what is new', () => stream.text().includes('four'));
    expect(stream.text()).toBe(`:\n\n${event('three', 3)}${event('four', 4)}`);
  });

  test('shares executions with every other subscriber', async () => {
    const gateway = await start();
    const streams = await Promise.all([open(gateway, { query: TEXTS }), open(gateway, { query: TEXTS })]);
    const direct = await gateway.server.subscribe({ query: TEXTS });
    const next = 'next' in direct ? direct.next() : undefined;
    await waitUntil('all to listen', () => gateway.contexts.length === 3);
    gateway.write('a', 'shared');
    for (const stream of streams) await waitUntil('it', () => stream.text().includes(event('shared', 1)));
    expect(await next).toMatchObject({ value: { data: { noteChanged: { text: 'shared' } } } });
    expect(gateway.executed).toEqual(['shared']);
  });

  test('ends its subscription when the client goes', async () => {
    const gateway = await start();
    const { response } = await open(gateway, { query: TEXTS });
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    response.destroy();
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });

  test('carries queries and mutations, too', async () => {
    const gateway = await start();
    expect((await wholeOf(gateway, { query: '{ hello }' })).text).toBe(
      `:\n\nevent: next\ndata: {"data":{"hello":"Hello"}}\n\n${COMPLETE}`,
    );
    const body = JSON.stringify({ query: 'mutation ($n: String!) { rename(name: $n) }', variables: { n: 'x' } });
    expect((await wholeOf(gateway, { body })).text).toContain('{"data":{"rename":"x"}}');
  });

  test('says what is wrong with the document as an event, for browsers show nothing of other answers', async () => {
    const gateway = await start();
    for (const [query, code] of [
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['subscription { noteChanged { text } ownTicks }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription { noteChanged(fails: true) { text } }', 'TABLE_NOT_READY'],
      ['subscription { noteChanged(after: "forged") { text } }', 'CURSOR_INVALID'],
    ] as const) {
      const { status, text } = await wholeOf(gateway, { query });
      expect([status, text]).toEqual([200, expect.stringContaining(`"code":"${code}"`)]);
      expect(text.endsWith(COMPLETE)).toBe(true);
    }
  });

  test('is not begun where the request is none', async () => {
    const gateway = await start({ settings: { bodyLimitBytes: 1_000 } });
    const statusOf = async (asked: StreamRequest) => (await wholeOf(gateway, asked)).status;
    expect(await statusOf({})).toBe(400);
    expect(await statusOf({ path: '/graphql?query=%7Bhello%7D&variables=%7B' })).toBe(400);
    expect(await statusOf({ body: '{' })).toBe(400);
    expect(await statusOf({ body: '[{}]' })).toBe(400);
    expect(await statusOf({ body: '{"query":7}' })).toBe(400);
    expect(await statusOf({ body: '{"query":"{ hello }","variables":[]}' })).toBe(400);
    expect(await statusOf({ body: 'x'.repeat(2_000) })).toBe(413);
    expect(await statusOf({ query: 'mutation { rename(name: "x") }' })).toBe(405);
  });

  test('is refused with a status to who may not ask, or not so often', async () => {
    const { url, server } = await start({
      settings: { rateRequests: 1 },
      authenticate: ({ headers }) => ({ identity: String(headers['x-user']), claims: {} }),
    });
    const statusOf = async (headers: Record<string, string>) => {
      const response = await fetch(`${url}/graphql?query={hello}`, {
        headers: { accept: 'text/event-stream', ...headers },
      });
      await response.text();
      return response.status;
    };
    expect([await statusOf({ 'x-user': 'ada' }), await statusOf({ 'x-user': 'ada' })]).toEqual([200, 429]);
    expect(server.phase().kind).toBe('ready');
    const closed = await start({ settings: { jwtSecret: 'a secret of at least thirty-two bytes!' } });
    const refused = await open(closed, { query: '{ hello }', headers: { authorization: 'Bearer forged' } });
    expect(refused.status).toBe(401);
  });

  test('is closed to pages of other sites', async () => {
    const gateway = await start({ settings: { corsOrigins: ['https://shop.example'] } });
    const statusOf = async (headers: Record<string, string>) =>
      (await wholeOf(gateway, { query: '{ hello }', headers })).status;
    expect(await statusOf({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await statusOf({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await statusOf({ origin: gateway.url })).toBe(200);
    const { status, headers } = await open(gateway, {
      query: '{ hello }',
      headers: { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' },
    });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, 'https://shop.example']);
  });

  test('is not what a client gets that would rather have JSON', async () => {
    const gateway = await start();
    const { headers } = await open(gateway, {
      body: '{"query":"{ hello }"}',
      headers: { accept: 'application/json, text/event-stream' },
    });
    expect(headers['content-type']).toContain('application/json');
  });

  test('ends with UNAUTHENTICATED when its token expires', async () => {
    const exp = Date.now() / 1000 + 0.3;
    const gateway = await start({
      authenticate: () => ({ identity: 'ada', claims: { exp } }),
      settings: { jwtClockSkewS: 0 },
    });
    const { text } = await wholeOf(gateway, { query: TEXTS });
    expect(text).toContain('"code":"UNAUTHENTICATED"');
    expect(text.endsWith(COMPLETE)).toBe(true);
    expect(gateway.followers.size).toBe(0);
  });

  test('that is not read ends with SLOW_CONSUMER', async () => {
    const gateway = await start();
    const stream = await open(gateway, { query: TEXTS });
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    stream.response.pause();
    for (let count = 1; count <= 200; count += 1) {
      gateway.write('a', 'x'.repeat(100_000));
      if (count % 20 === 0)
        await waitUntil('them', () => gateway.executed.length === count || gateway.followers.size === 0);
    }
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
    stream.response.resume();
    await stream.closed;
    expect(stream.text()).toContain('"code":"SLOW_CONSUMER"');
    expect(stream.text().endsWith(COMPLETE)).toBe(true);
  });

  test('is completed when its source ends', async () => {
    const gateway = await start();
    const { text } = await wholeOf(gateway, { query: 'subscription { ownTicks }' });
    expect(text).toContain('{"ownTicks":2}');
    expect(text.endsWith(COMPLETE)).toBe(true);
  });

  test('ends without being completed when the gateway closes, so that browsers come back', async () => {
    const gateway = await start();
    const stream = await open(gateway, { query: TEXTS });
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    gateway.write('a', 'last');
    await waitUntil('it', () => stream.text().includes('last'));
    await gateway.server.close();
    await stream.closed;
    expect([stream.text(), stream.response.complete]).toEqual([`:\n\n${event('last', 1)}`, true]);
    expect(gateway.followers.size).toBe(0);
  });

  test('completes a query that a closing gateway lets finish', async () => {
    const gateway = await start();
    const letGo = gateway.hold();
    const stream = await open(gateway, { query: '{ slow }' });
    const closing = gateway.server.close();
    letGo();
    await closing;
    await stream.closed;
    expect(stream.text().endsWith(COMPLETE)).toBe(true);
  });

  test('is opened again by the client of graphql-sse, at another process, when the gateway closes', async () => {
    const [first, second] = [await start(), await start()];
    await comesBack(first, second, false);
  });

  test('is what the client of graphql-sse reads', async () => {
    const gateway = await start();
    const client = createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
    ends.push(() => client.dispose());
    const results = client.iterate({ query: TEXTS });
    const first = results.next();
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    gateway.write('a', 'heard');
    expect(await first).toEqual({ done: false, value: { data: { noteChanged: { text: 'heard' } } } });
    await results.return!();
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });
});

describe('a stream for several operations', () => {
  const TOKEN = 'x-graphql-event-stream-token';

  async function reserve(gateway: ChangeGateway, headers: Record<string, string> = {}): Promise<string> {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'PUT', headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain; charset=utf-8']);
    return response.text();
  }

  const ask = (
    gateway: ChangeGateway,
    token: string,
    id: string,
    query = TEXTS,
    headers: Record<string, string> = {},
  ) =>
    post(gateway.url, { query, extensions: { operationId: id } }, { [TOKEN]: token, ...headers }).then(
      ({ status }) => status,
    );

  const stop = async ({ url }: ChangeGateway, token: string, search: string) =>
    (await fetch(`${url}/graphql${search}`, { method: 'DELETE', headers: { [TOKEN]: token } })).status;

  test('is reserved, opened, and carries what operations of their own requests give', async () => {
    const gateway = await start();
    const token = await reserve(gateway);
    const stream = await open(gateway, { path: `/graphql?token=${token}` });
    expect(await ask(gateway, token, 'one')).toBe(202);
    expect(await ask(gateway, token, 'two', '{ hello }')).toBe(202);
    gateway.write('a', 'heard');
    await waitUntil('both', () => stream.text().includes('heard') && stream.text().includes('Hello'));
    expect(await stop(gateway, token, '?operationId=one')).toBe(200);
    expect(gateway.followers.size).toBe(0);
    expect(stream.text()).toBe(
      ':\n\nevent: next\ndata: {"id":"two","payload":{"data":{"hello":"Hello"}}}\n\nevent: complete\ndata: {"id":"two"}\n\n' +
        'event: next\ndata: {"id":"one","payload":{"data":{"noteChanged":{"text":"heard"}}}}\n\n',
    );
  });

  test('keeps what comes before it is opened', async () => {
    const gateway = await start();
    const token = await reserve(gateway);
    expect(await ask(gateway, token, 'one', '{ hello }')).toBe(202);
    const stream = await open(gateway, { headers: { [TOKEN]: token } });
    await waitUntil('it', () => stream.text().includes('complete'));
    expect(stream.text()).toContain('{"id":"one","payload":{"data":{"hello":"Hello"}}}');
  });

  test('is one at a time, for whoever reserved it, with operations that have ids of their own', async () => {
    const gateway = await start({
      authenticate: ({ headers }) => ({ identity: String(headers['x-user'] ?? 'ada'), claims: {} }),
    });
    const token = await reserve(gateway);
    await open(gateway, { headers: { [TOKEN]: token } });
    expect((await open(gateway, { headers: { [TOKEN]: token } })).status).toBe(409);
    expect(await ask(gateway, token, 'one')).toBe(202);
    expect(await ask(gateway, token, 'one')).toBe(409);
    expect(await ask(gateway, token, '')).toBe(400);
    expect(await ask(gateway, token, 'two', '{ nothing }')).toBe(400);
    expect(await ask(gateway, token, 'two', TEXTS, { 'x-user': 'eve' })).toBe(403);
    expect(await ask(gateway, 'unknown', 'two')).toBe(404);
    expect((await open(gateway, { headers: { [TOKEN]: 'unknown' } })).status).toBe(404);
    expect(await stop(gateway, 'unknown', '?operationId=one')).toBe(404);
    expect(await stop(gateway, token, '')).toBe(400);
  });

  test('has so many operations open and no more', async () => {
    const gateway = await start();
    const token = await reserve(gateway);
    await open(gateway, { headers: { [TOKEN]: token } });
    const statuses: number[] = [];
    for (let count = 0; count <= MAX_STREAM_OPERATIONS; count += 1) {
      statuses.push(await ask(gateway, token, String(count)));
    }
    expect(statuses.filter((status) => status === 202)).toHaveLength(MAX_STREAM_OPERATIONS);
    expect(statuses.at(-1)).toBe(400);
  });

  test('takes its operations with it when the client goes', async () => {
    const gateway = await start();
    const token = await reserve(gateway);
    const { response } = await open(gateway, { headers: { [TOKEN]: token } });
    expect(await ask(gateway, token, 'one')).toBe(202);
    response.destroy();
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
    await waitUntil('it to be forgotten', async () => (await ask(gateway, token, 'two')) === 404);
  });

  test('ends without completing its operations when the gateway closes', async () => {
    const gateway = await start();
    const token = await reserve(gateway);
    const stream = await open(gateway, { headers: { [TOKEN]: token } });
    await ask(gateway, token, 'one');
    await gateway.server.close();
    await stream.closed;
    expect([stream.text(), stream.response.complete]).toEqual([':\n\n', true]);
  });

  test('is reserved again by the client of graphql-sse, at another process, when the gateway closes', async () => {
    const [first, second] = [await start(), await start()];
    await comesBack(first, second, true);
  });

  test('is what the client of graphql-sse reads', async () => {
    const gateway = await start();
    const client = createClient({ url: `${gateway.url}/graphql`, singleConnection: true, retryAttempts: 0 });
    ends.push(() => client.dispose());
    const [one, other] = [client.iterate({ query: TEXTS }), client.iterate({ query: TEXTS })];
    const next = [one.next(), other.next()];
    await waitUntil(
      'both to listen',
      () => gateway.log.filter(({ operationType }) => operationType === 'subscription').length === 2,
    );
    gateway.write('a', 'heard');
    const heard = { done: false, value: { data: { noteChanged: { text: 'heard' } } } };
    expect(await Promise.all(next)).toEqual([heard, heard]);
    await one.return!();
    await other.return!();
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });
});

test('a preflight allows what streams need', async () => {
  const { url } = await start({ settings: { corsOrigins: ['https://shop.example'] } });
  const { headers } = await fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-headers': 'x-graphql-event-stream-token' },
  });
  expect(headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE');
  expect(headers.get('access-control-allow-headers')).toBe('x-graphql-event-stream-token');
});
