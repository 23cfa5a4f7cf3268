import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { waitUntil } from '../support/waitUntil.js';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
let client: Client;
beforeAll(async () => {
  gateway = await startTinyGateway({ documentLimitAliases: 2, inputDepthMax: 4 });
  client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
});
afterAll(async () => {
  await client.dispose();
  await gateway.server.close();
});

async function first(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  for await (const result of client.iterate({ query, variables })) return result;
  return undefined;
}

const ALIASES = '{ a: hello b: hello c: hello }';
const TOO_MANY_ALIASES = {
  message:
    'The operation has 3 aliases; at most 2 may be. Send several operations, or raise the limit (--document-limit-aliases).',
  extensions: {
    code: 'LIMIT_EXCEEDED',
    retryable: false,
    limit: { name: 'documentLimitAliases', max: 2, actual: 3 },
  },
};
const nested = (levels: number): unknown => (levels === 0 ? { room: 'x' } : { inside: nested(levels - 1) });

describe('an operation beyond a limit', () => {
  test('over HTTP: 400, with the limit, its value, what was asked, and the flag', async () => {
    const { status, body } = await post(gateway.url, { query: ALIASES });
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [TOO_MANY_ALIASES] });
  });

  test('by GET', async () => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(ALIASES)}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [TOO_MANY_ALIASES] });
  });

  test('over a WebSocket, queries and subscriptions', async () => {
    await expect(first(ALIASES)).rejects.toEqual([TOO_MANY_ALIASES]);
    await expect(
      first('subscription { ...A ...A ...A } fragment A on Subscription { a: ticked }'),
    ).rejects.toMatchObject([{ extensions: { limit: { name: 'documentLimitAliases', actual: 3 } } }]);
  });

  test('called directly', async () => {
    expect(await gateway.server.execute({ query: ALIASES })).toEqual({ errors: [TOO_MANY_ALIASES] });
    expect(await gateway.server.subscribe({ query: ALIASES })).toEqual({ errors: [TOO_MANY_ALIASES] });
  });

  test('is no fault, and one line of the log says what it was', async () => {
    const requestId = 'limit-1';
    await post(gateway.url, { query: ALIASES }, { 'x-request-id': requestId });
    const lines = () => gateway.log.filter((line) => line['requestId'] === requestId);
    await waitUntil('the request to be logged', () => lines().length > 0);
    expect(lines()).toMatchObject([{ level: 'info', status: 400, errorCodes: ['LIMIT_EXCEEDED'] }]);
  });

  test('is refused before it is validated', async () => {
    const { body } = await post(gateway.url, { query: '{ a: no b: such c: field }' });
    expect(body.errors).toEqual([TOO_MANY_ALIASES]);
  });
});

describe('values inside each other', () => {
  const query = 'query ($where: [Place!]) { paint(color: RED, where: $where) }';

  test('as many as the limit', async () => {
    expect((await post(gateway.url, { query, variables: { where: [nested(2)] } })).body).toEqual({
      data: { paint: 'RED' },
    });
  });

  test('more are refused, wherever they come from', async () => {
    const variables = { where: [nested(3)] };
    const code = 'LIMIT_EXCEEDED';
    const limit = { name: 'inputDepthMax', max: 4 };
    const refused = [{ extensions: { code, limit } }];
    expect((await post(gateway.url, { query, variables })).body.errors).toMatchObject(refused);
    await expect(first(query, variables)).rejects.toMatchObject(refused);
    expect((await gateway.server.execute({ query, variables })).errors).toMatchObject(refused);
    const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    const response = await fetch(`${gateway.url}/graphql?${parameters.toString()}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(((await response.json()) as { errors: unknown[] }).errors).toMatchObject(refused);
  });
});
