import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

let production: TinyGateway;
let development: TinyGateway;
beforeAll(async () => {
  production = await startTinyGateway({ production: true });
  development = await startTinyGateway();
});
afterAll(async () => {
  await production.server.close();
  await development.server.close();
});

interface Payload {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const WAYS: readonly (readonly [string, (gateway: TinyGateway, payload: Payload) => Promise<string>])[] = [
  ['HTTP', async ({ url }, payload) => JSON.stringify((await post(url, payload)).body)],
  [
    'WebSocket',
    async ({ url }, payload) => {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      try {
        for await (const result of client.iterate({ ...payload })) return JSON.stringify(result);
        return '';
      } catch (errors) {
        return JSON.stringify(errors);
      } finally {
        await client.dispose();
      }
    },
  ],
  ['a direct call', async ({ server }, payload) => JSON.stringify(await server.execute(payload))],
];

const SLIPS: readonly (readonly [string, Payload, string])[] = [
  ['field', { query: '{ helo }' }, 'Cannot query field \\"helo\\" on type \\"Query\\".'],
  ['argument', { query: '{ hello(nam: "x") }' }, 'Unknown argument \\"nam\\" on field \\"Query.hello\\".'],
  ['enum value', { query: '{ paint(color: REED) }' }, 'Value \\"REED\\" does not exist in \\"Color\\" enum.'],
  [
    'enum value in a variable',
    { query: 'query ($c: Color) { paint(color: $c) }', variables: { c: 'REED' } },
    'Value \\"REED\\" does not exist in \\"Color\\" enum.',
  ],
  ['input field', { query: '{ paint(where: [{ rom: "x" }]) }' }, 'Field \\"rom\\" is not defined by type \\"Place\\".'],
  [
    'input field in a variable',
    { query: 'query ($w: [Place!]) { paint(where: $w) }', variables: { w: [{ rom: 'x' }] } },
    'Field \\"rom\\" is not defined by type \\"Place\\".',
  ],
  ['type', { query: 'query ($c: Colour) { paint(color: $c) }' }, 'Unknown type \\"Colour\\".'],
];

describe.each(WAYS)('over %s', (_way, ask) => {
  test.each(SLIPS)('a misspelt %s is refused; production names nothing else', async (_name, payload, message) => {
    const answer = await ask(production, payload);
    expect(answer).toContain(message);
    expect(answer).not.toMatch(/did you mean/i);
    // Else the test would pass whatever production does.
    expect(await ask(development, payload)).toContain('Did you mean');
  });

  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ ...F } fragment F on Query { __schema { description } }',
  ])('production refuses %s', async (query) => {
    const answer = await ask(production, { query });
    expect(answer).toContain('GraphQL introspection has been disabled');
    expect(answer).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(await ask(development, { query })).toContain('"data"');
  });

  test('__typename is no introspection', async () => {
    expect(await ask(production, { query: '{ __typename }' })).toContain('"__typename":"Query"');
  });

  test('a fault shows neither its message nor where it was thrown', async () => {
    for (const gateway of [production, development]) {
      const answer = await ask(gateway, { query: '{ fault }' });
      expect(answer).toContain('"Internal server error"');
      expect(answer).not.toMatch(/swordfish|stack|\.ts|node_modules/);
    }
  });
});

describe('a browser that opens the gateway', () => {
  const open = (gateway: TinyGateway, path: string) =>
    new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
      const request = httpRequest(gateway.url + path, { headers: { accept: 'text/html,*/*;q=0.8' } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), text });
        });
      });
      request.on('error', reject).end();
    });

  test.each([
    ['/', 404],
    ['/graphql', 400],
    ['/graphql?query={hello}', 400],
    ['/graphiql', 404],
    ['/graphiql/graphiql.js', 404],
  ])('%s of production is no page: %i', async (path, status) => {
    const answer = await open(production, path);
    expect(answer.status).toBe(status);
    expect(answer.type).toContain('json');
    expect(answer.text).not.toMatch(/<html|apollo server|sandbox/i);
  });

  test.each([
    ['/', 302],
    ['/graphql', 200],
    ['/graphiql', 200],
  ])('%s of development leads to one: %i', async (path, status) => {
    expect((await open(development, path)).status).toBe(status);
  });
});
