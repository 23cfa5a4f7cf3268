import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { waitUntil } from '../support/waitUntil.js';
import { startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
let client: Client;
beforeAll(async () => {
  gateway = await startTinyGateway({ bodyLimitBytes: 2_000 });
  client = connect(gateway);
});
afterAll(async () => {
  await client.dispose();
  await gateway.server.close();
});

function connect({ url }: TinyGateway): Client {
  return createClient({ url: socketUrl(url), webSocketImpl: WebSocket, retryAttempts: 0 });
}

function socketUrl(url: string): string {
  return `${url.replace('http', 'ws')}/graphql`;
}

/** All results of an operation; rejects with the errors of an `error` message. */
async function all(query: string, variables: Record<string, unknown> = {}): Promise<FormattedExecutionResult[]> {
  const results: unknown[] = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  return results as FormattedExecutionResult[];
}

describe('an operation over a WebSocket', () => {
  test('queries and mutations are served', async () => {
    expect(await all('query ($name: String) { hello(name: $name) }', { name: 'Ada' })).toEqual([
      { data: { hello: 'Hello Ada' } },
    ]);
    expect(await all('mutation { rename(name: "x") }')).toEqual([{ data: { rename: 'x' } }]);
  });

  test('errors are shown as over HTTP: a fault masked, a refusal with its code', async () => {
    const [{ errors } = {}] = await all('{ fault refused }');
    expect(errors!.map(({ message, extensions }) => [message, extensions!['code']])).toEqual([
      ['Internal server error', 'INTERNAL_SERVER_ERROR'],
      ['Table "Shop" is throttled.', 'THROTTLED'],
    ]);
    const [{ errors: ofVariables } = {}] = await all('query ($v: Int!) { number(value: $v) }', { v: 'x' });
    expect(ofVariables![0]!.extensions!['code']).toBe('BAD_USER_INPUT');
  });

  test('a document that does not validate is refused with its code', async () => {
    await expect(all('{ nothing }')).rejects.toMatchObject([
      {
        message: 'Cannot query field "nothing" on type "Query".',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', retryable: false },
      },
    ]);
    await expect(all('{')).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  });

  test('an event is executed like a request of its own, and a client that leaves ends the source', async () => {
    const events = client.iterate({ query: 'subscription { ticked }' });
    const first = events.next();
    await waitUntil('the source to open', () => gateway.sources() === 1);
    const contexts = gateway.contexts.length;
    gateway.tick(1);
    expect(await first).toEqual({ done: false, value: { data: { ticked: 1 } } });
    const second = events.next();
    gateway.tick('not a number');
    expect((await second).value).toMatchObject({
      data: { ticked: null },
      errors: [{ message: 'Internal server error', path: ['ticked'] }],
    });
    expect(gateway.contexts.length - contexts).toBe(2);
    await events.return!();
    await waitUntil('the source to close', () => gateway.sources() === 0);
  });

  test('a source that fails is masked', async () => {
    const [{ errors } = {}] = await all('subscription { broken }');
    expect(errors![0]!.message).toBe('Internal server error');
    expect(JSON.stringify(errors)).not.toContain('no stream');
  });

  test('a socket that is cut ends its subscriptions and aborts its queries', async () => {
    const own = connect(gateway);
    const next = own.iterate({ query: 'subscription { ticked }' }).next();
    const slow = own.iterate({ query: '{ slow }' }).next();
    const contexts = gateway.contexts.length;
    await waitUntil('both to run', () => gateway.sources() === 1 && gateway.contexts.length === contexts + 2);
    own.terminate();
    await Promise.allSettled([next, slow]);
    await waitUntil('the source to close', () => gateway.sources() === 0);
    const signals = gateway.contexts.slice(contexts).map(({ signal }) => signal);
    await waitUntil('both to be aborted', () => signals.every(({ aborted }) => aborted));
  });

  test('at most 100 operations are open on one socket', async () => {
    const own = connect(gateway);
    const open = Array.from({ length: 100 }, () => own.iterate({ query: 'subscription { ticked }' }).next());
    await waitUntil('100 sources', () => gateway.sources() === 100);
    await expect(own.iterate({ query: '{ hello }' }).next()).rejects.toMatchObject([
      {
        message: 'A socket may have 100 operations open at a time. Complete some, or open another socket.',
        extensions: { code: 'LIMIT_EXCEEDED' },
      },
    ]);
    own.terminate();
    await Promise.allSettled(open);
    await waitUntil('no source', () => gateway.sources() === 0);
  });
});

describe('the deadline', () => {
  test('a resolver that never notices it does not hold the operation', async () => {
    const quick = await startTinyGateway({ requestTimeoutMs: 50 });
    const own = connect(quick);
    const { value } = await own.iterate({ query: '{ deaf }' }).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', retryable: true } }] });
    quick.release();
    await own.dispose();
    await quick.server.close();
  });
});

describe('a socket', () => {
  const closeOf = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('error', () => {});
      socket.on('close', (code) => resolve(code));
    });
  const statusOf = (path: string, origin?: string) =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
        ...(origin === undefined ? {} : { headers: { origin } }),
      });
      socket.on('error', () => {});
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (_req, res) => {
        res.resume();
        resolve(res.statusCode);
      });
    });

  test('a page of another origin may not open one; Sandbox and the own origin may', async () => {
    expect(await statusOf('/graphql', 'https://evil.example')).toBe(403);
    expect(await statusOf('/graphql', 'https://studio.apollographql.com')).toBe(101);
    expect(await statusOf('/graphql', gateway.url)).toBe(101);
    expect(await statusOf('/graphql')).toBe(101);
  });

  test('there is none at another path', async () => {
    expect(await statusOf('/elsewhere')).toBe(404);
  });

  test('one without the protocol is closed with 4406', async () => {
    expect(await closeOf(new WebSocket(socketUrl(gateway.url)))).toBe(4406);
  });

  test('an operation before connection_init is closed with 4401, a message that is none with 4400', async () => {
    const early = new WebSocket(socketUrl(gateway.url), 'graphql-transport-ws');
    early.on('open', () => early.send('{"type":"subscribe","id":"1","payload":{"query":"{ hello }"}}'));
    expect(await closeOf(early)).toBe(4401);
    const wrong = new WebSocket(socketUrl(gateway.url), 'graphql-transport-ws');
    wrong.on('open', () => wrong.send('hello?'));
    expect(await closeOf(wrong)).toBe(4400);
  });

  test('a message larger than the limit closes with 1009, and the gateway lives on', async () => {
    const large = new WebSocket(socketUrl(gateway.url), 'graphql-transport-ws');
    large.on('open', () => large.send('x'.repeat(3_000)));
    expect(await closeOf(large)).toBe(1009);
    expect(await all('{ hello }')).toHaveLength(1);
  });
});
