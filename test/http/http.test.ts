import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../support/waitUntil.js';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
beforeAll(async () => {
  gateway = await startTinyGateway({ corsOrigins: ['https://shop.example'], bodyLimitBytes: 2_000 });
});
afterAll(() => gateway.server.close());

describe('a GraphQL request over HTTP', () => {
  test('a POST is answered', async () => {
    const { status, body, headers } = await post(gateway.url, {
      query: 'query Greet($name: String) { hello(name: $name) }',
      variables: { name: 'Ada' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({ data: { hello: 'Hello Ada' } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('each gets a context of its own, with a deadline and a signal', async () => {
    const before = gateway.contexts.length;
    const startedAt = Date.now();
    await Promise.all([post(gateway.url, { query: '{ hello }' }), post(gateway.url, { query: '{ hello }' })]);
    const made = gateway.contexts.slice(before);
    expect(made).toHaveLength(2);
    for (const { signal, deadlineAtMs } of made) {
      expect(signal.aborted).toBe(false);
      expect(deadlineAtMs - startedAt).toBeGreaterThanOrEqual(10_000);
      expect(deadlineAtMs - startedAt).toBeLessThan(12_000);
    }
    expect(made[0]!.requestId).not.toBe(made[1]!.requestId);
  });

  test('the bare address leads to the page for people', async () => {
    const response = await fetch(gateway.url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });

  test('a subscription is refused with the way to have it', async () => {
    const { status, body } = await post(gateway.url, { query: 'subscription { ticked }' });
    expect(status).toBe(400);
    expect(body.errors[0].message).toBe(
      'A subscription has many answers: connect to this URL with a WebSocket (protocol graphql-transport-ws, package graphql-ws), or ask for events (Accept: text/event-stream, package graphql-sse).',
    );
  });

  test('a mutation by GET is refused, 405', async () => {
    const url = new URL(`${gateway.url}/graphql`);
    url.searchParams.set('query', 'mutation { rename(name: "x") }');
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test('a body larger than the limit is refused, 413, with or without Content-Length', async () => {
    const query = `{ hello(name: "${'x'.repeat(3_000)}") }`;
    const { status, body } = await post(gateway.url, { query });
    expect(status).toBe(413);
    expect(body.errors).toEqual([
      {
        message:
          'The request body is larger than 2000 bytes. Send less at once, or raise the limit (--body-limit-bytes).',
        extensions: {
          code: 'LIMIT_EXCEEDED',
          retryable: false,
          limit: { name: 'bodyLimitBytes', max: 2_000, actual: 3_033 },
        },
      },
    ]);
    expect(await statusOfChunks(gateway.url, ['{"query":"', 'x'.repeat(1_500), 'x'.repeat(1_500)])).toBe(413);
  });

  test('a compressed body is refused, 415', async () => {
    const { status, body } = await post(gateway.url, 'irrelevant', { 'content-encoding': 'gzip' });
    expect(status).toBe(415);
    expect(body.errors[0].message).toBe('Compressed request bodies are not read: send it without Content-Encoding.');
  });

  test.each([
    ['{ "not a JSON', 'application/json', 400, 'The request body is not JSON: '],
    ['<query/>', 'application/xml', 415, 'A request body has to be application/json in UTF-8, not application/xml.'],
    ['{}', 'application/json; charset=latin1', 415, 'A request body has to be application/json in UTF-8, not '],
    ['[{"query":"{ hello }"}]', 'application/json', 400, 'A request carries one operation, not an array of them'],
    ['', 'application/json', 400, 'POST body missing, invalid Content-Type, or JSON object has no keys.'],
  ])('%s as %s is refused, %d', async (text, contentType, status, message) => {
    const answer = await post(gateway.url, text, { 'content-type': contentType });
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].message).toContain(message);
    expect(answer.body.errors[0].extensions).toEqual({ code: 'BAD_REQUEST', retryable: false });
  });

  test('a document of too many tokens is refused', async () => {
    const small = await startTinyGateway({ documentLimitTokens: 100 });
    const { status, body } = await post(small.url, { query: `{ ${'hello '.repeat(200)} }` });
    await small.server.close();
    expect(status).toBe(400);
    expect(body.errors[0].message).toBe(
      'The document has too many tokens (names, brackets, values, comments); at most 100 may be. Send values as variables, and ask for less at once, or raise the limit (--document-limit-tokens).',
    );
    expect(body.errors[0].extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      retryable: false,
      limit: { name: 'documentLimitTokens', max: 100 },
    });
  });

  test('nothing at another path, 404; another method, 405', async () => {
    const missing = await fetch(`${gateway.url}/grphql`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({
      errors: [
        {
          message: 'There is nothing at /grphql. GraphQL is at /graphql, health at /health/live and /health/ready.',
          extensions: { code: 'BAD_REQUEST', retryable: false },
        },
      ],
    });
    const patch = await fetch(`${gateway.url}/graphql`, { method: 'PATCH' });
    expect(patch.status).toBe(405);
    expect(patch.headers.get('allow')).toBe('GET, POST, PUT, DELETE, OPTIONS');
    expect((await fetch(`${gateway.url}/health/ready`, { method: 'POST' })).status).toBe(405);
  });
});

describe('the request id', () => {
  test('a harmless one of the client is kept, also for resolvers', async () => {
    const { headers, body } = await post(gateway.url, { query: '{ requestId }' }, { 'x-request-id': 'abc-1.2:3_4' });
    expect(headers.get('x-request-id')).toBe('abc-1.2:3_4');
    expect(body.data.requestId).toBe('abc-1.2:3_4');
  });

  test.each(['', 'a b', 'x'.repeat(129), '"quoted"'])('%j is replaced', async (id) => {
    const { headers } = await post(gateway.url, { query: '{ hello }' }, { 'x-request-id': id });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('cross-site requests', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a POST as %s is refused: a page of any origin can send it',
    async (contentType) => {
      const { status, body } = await post(gateway.url, '{"query":"{ hello }"}', { 'content-type': contentType });
      expect(status).toBe(400);
      expect(body.errors[0].message).toContain('potential Cross-Site Request Forgery');
    },
  );

  test('a plain GET is refused; with a header that needs a preflight it is answered', async () => {
    const url = `${gateway.url}/graphql?query=%7Bhello%7D`;
    expect((await fetch(url)).status).toBe(400);
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(await response.json()).toEqual({ data: { hello: 'Hello world' } });
  });

  test.each(['https://shop.example', 'https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'])(
    '%s may call: preflight and answer say so',
    async (origin) => {
      const preflight = await fetch(`${gateway.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-mine',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
      expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE');
      expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-mine');
      expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
      const { headers } = await post(gateway.url, { query: '{ hello }' }, { origin });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('vary')).toContain('Origin');
    },
  );

  test('another origin gets no permission', async () => {
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(preflight.headers.get('access-control-allow-methods')).toBeNull();
  });
});

describe('in production', () => {
  let production: TinyGateway;
  beforeAll(async () => {
    production = await startTinyGateway({ production: true });
  });
  afterAll(() => production.server.close());

  test('the schema is not shown, nor hinted at', async () => {
    const introspection = await post(production.url, { query: '{ __schema { types { name } } }' });
    expect(introspection.status).toBe(400);
    const slip = await post(production.url, { query: '{ helo }' });
    expect(slip.body.errors[0].message).toBe('Cannot query field "helo" on type "Query".');
  });

  test('there is no Sandbox, no GraphiQL, and Sandbox may not call', async () => {
    const page = await fetch(`${production.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).not.toContain('text/html');
    expect((await fetch(`${production.url}/graphiql`)).status).toBe(404);
    const { headers } = await post(
      production.url,
      { query: '{ hello }' },
      { origin: 'https://studio.apollographql.com' },
    );
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('health', () => {
  test('live and ready are 200 while the gateway serves', async () => {
    for (const which of ['live', 'ready']) {
      const response = await fetch(`${gateway.url}/health/${which}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: which });
    }
  });

  test('a gateway that has lost what it needs is live, not ready, and says why', async () => {
    const failing = await startTinyGateway();
    failing.server.fail('The embedded engine is gone.');
    const ready = await fetch(`${failing.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'failed', reason: 'The embedded engine is gone.' });
    expect((await fetch(`${failing.url}/health/live`)).status).toBe(200);
    const { status, body } = await post(failing.url, { query: '{ hello }' });
    expect(status).toBe(503);
    expect(body.errors[0].extensions).toEqual({ code: 'OVERLOADED', retryable: true });
    await failing.server.close();
  });
});

describe('the log', () => {
  test('a request is one line, without variables or the document', async () => {
    const requestId = 'log-1';
    await post(
      gateway.url,
      { query: 'mutation Rename($name: String!) { rename(name: $name) }', variables: { name: 'secret' } },
      { 'x-request-id': requestId },
    );
    const lines = await linesOf(gateway, requestId);
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(Number),
        requestId,
        transport: 'http',
        method: 'POST',
        path: '/graphql',
        status: 200,
        operationName: 'Rename',
        operationType: 'mutation',
        ms: expect.any(Number),
        msg: 'request',
      },
    ]);
    expect(JSON.stringify(gateway.log)).not.toContain('secret');
  });

  test('a refused request has its codes', async () => {
    const requestId = 'log-2';
    await post(gateway.url, { query: '{ nothing }' }, { 'x-request-id': requestId });
    const [line] = await linesOf(gateway, requestId);
    expect(line).toMatchObject({ level: 'info', status: 400, errorCodes: ['GRAPHQL_VALIDATION_FAILED'] });
  });
});

/** The line is written when the answer has left, which its reader may see first. */
async function linesOf({ log }: TinyGateway, requestId: string) {
  const lines = () => log.filter((line) => line['requestId'] === requestId);
  await waitUntil('the line of the request', () => lines().some(({ msg }) => msg === 'request'));
  return lines();
}

/** Posts a body in chunks, without a Content-Length. */
function statusOfChunks(url: string, chunks: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    req.on('response', (res) => {
      res.resume();
      resolve(res.statusCode);
      req.destroy();
    });
    req.on('error', reject);
    for (const chunk of chunks) req.write(chunk);
    req.end();
  });
}
