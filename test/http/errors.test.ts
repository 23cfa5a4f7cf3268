import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
beforeAll(async () => {
  gateway = await startTinyGateway();
});
afterAll(() => gateway.server.close());

const ask = (query: string, variables: object = {}, requestId = 'err') =>
  post(gateway.url, { query, variables }, { 'x-request-id': requestId });

describe('what a client sees of an error', () => {
  test('a fault is masked, carries the request id, and is logged once with its cause and no data', async () => {
    const { status, body } = await ask('{ fault }', {}, 'fault-1');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { fault: null },
      errors: [
        {
          message: 'Internal server error',
          locations: [{ line: 1, column: 3 }],
          path: ['fault'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: 'fault-1' },
        },
      ],
    });
    const logged = gateway.log.filter(({ requestId, msg }) => requestId === 'fault-1' && msg === 'fault');
    expect(logged).toMatchObject([
      { level: 'error', fault: { message: 'password is swordfish', cause: { message: 'the disk is full' } } },
    ]);
    expect(JSON.stringify(gateway.log)).not.toContain('hidden@example.com');
  });

  test('one error object that reached several fields is logged once', async () => {
    const { body } = await ask('{ a: sameFault b: sameFault }', {}, 'fault-2');
    expect(body.errors).toHaveLength(2);
    expect(gateway.log.filter(({ requestId, msg }) => requestId === 'fault-2' && msg === 'fault')).toHaveLength(1);
  });

  test('a GatewayError is shown with its code and details; an answer with data stays 200', async () => {
    const { status, body } = await ask('{ refused hello }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ refused: null, hello: 'Hello world' });
    expect(body.errors[0]).toEqual({
      message: 'Table "Shop" is throttled.',
      locations: [{ line: 1, column: 3 }],
      path: ['refused'],
      extensions: { code: 'THROTTLED', retryable: true, retryAfterMs: 1500 },
    });
  });

  test("a resolver's own GraphQLError with a code is shown, one without is not", async () => {
    const { body } = await ask('{ ownCode noCode }');
    expect(
      body.errors.map(({ message, extensions }: { message: string; extensions: { code: string } }) => [
        message,
        extensions.code,
      ]),
    ).toEqual([
      ['Out of stock.', 'OUT_OF_STOCK'],
      ['Internal server error', 'INTERNAL_SERVER_ERROR'],
    ]);
    expect(body.errors[0].extensions.left).toBe(0);
  });

  test('null for a field that must not be null is a fault', async () => {
    const { status, body } = await ask('{ required }');
    expect(status).toBe(200);
    expect(body.errors[0].message).toBe('Internal server error');
  });

  test.each([
    ['{', {}, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found <EOF>.'],
    ['{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nothing" on type "Query".'],
    ['query ($v: Int!) { number(value: $v) }', { v: 'x' }, 'BAD_USER_INPUT', 'Variable "$v" got invalid value "x"; '],
    ['query ($v: Int!) { number(value: $v) }', {}, 'BAD_USER_INPUT', 'Variable "$v" of required type "Int!" was not '],
    ['query A { hello } query B { hello }', {}, 'OPERATION_RESOLUTION_FAILURE', 'Must provide operation name'],
  ])('%s with %j is refused as a whole, 400 %s', async (query, variables, code, message) => {
    const { status, body } = await ask(query, variables);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].message).toContain(message);
    expect(body.errors[0].extensions).toEqual({ code, retryable: false });
  });

  test('an argument that graphql-js refuses while executing is bad input, not a fault', async () => {
    const { body } = await ask('query ($v: Int = 1) { number(value: $v) }', { v: null });
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(body.errors[0].message).toBe('Argument "value" of non-null type "Int!" must not be null.');
  });

  test('an unknown persisted query says so, and is retryable', async () => {
    const { status, body } = await post(gateway.url, {
      extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
    });
    expect(status).toBe(200);
    expect(body.errors[0].extensions).toEqual({ code: 'PERSISTED_QUERY_NOT_FOUND', retryable: true });
  });
});

describe('the deadline', () => {
  test('fields that notice it become errors, the others keep their data', async () => {
    const quick = await startTinyGateway({ requestTimeoutMs: 50 });
    const { status, body } = await post(quick.url, { query: '{ slow hello }' });
    await quick.server.close();
    expect(status).toBe(200);
    expect(body.data).toEqual({ slow: null, hello: 'Hello world' });
    expect(body.errors[0].message).toBe('The request took longer than 50 ms. Ask for less at once, or try again.');
    expect(body.errors[0].extensions).toEqual({ code: 'DEADLINE_EXCEEDED', retryable: true });
  });

  test('a resolver that never notices it does not hold the client: 504', async () => {
    const quick = await startTinyGateway({ requestTimeoutMs: 50 });
    const { status, body } = await post(quick.url, { query: '{ deaf }' });
    expect(status).toBe(504);
    expect(body.errors[0].extensions.code).toBe('DEADLINE_EXCEEDED');
    quick.release();
    await quick.server.close();
  });

  test('a client that goes away aborts its request', async () => {
    const controller = new AbortController();
    const before = gateway.contexts.length;
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow }' }),
      signal: controller.signal,
    });
    const aborted = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        const { signal } = gateway.contexts[before] ?? {};
        if (signal === undefined) return;
        clearInterval(look);
        signal.addEventListener('abort', () => resolve(), { once: true });
        controller.abort();
      }, 5);
    });
    await expect(answer).rejects.toThrow();
    await aborted;
    expect((gateway.contexts[before]!.signal.reason as Error).message).toBe('The client closed the connection.');
  });
});

describe('a direct call', () => {
  test('answers without HTTP, with the same errors', async () => {
    const { server } = gateway;
    expect(await server.execute({ query: '{ hello }' })).toEqual({ data: { hello: 'Hello world' } });
    const { errors } = await server.execute({ query: '{ fault }' }, { requestId: 'direct-1' });
    expect(errors![0]!.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      retryable: false,
      requestId: 'direct-1',
    });
  });

  test("the caller's signal aborts it", async () => {
    const { errors } = await gateway.server.execute(
      { query: '{ slow }' },
      { signal: AbortSignal.abort(new Error('x')) },
    );
    expect(errors).toHaveLength(1);
  });
});
