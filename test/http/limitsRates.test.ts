import { afterEach, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GatewaySettings } from '../../src/config/gatewaySettings.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { waitUntil } from '../support/waitUntil.js';
import { post, startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
afterEach(() => gateway.server.close());

/** Who asks is what the header `user` says. */
async function start(settings: Partial<GatewaySettings>): Promise<void> {
  gateway = await startTinyGateway(settings, [], ({ headers, connectionParams }) => {
    const user = headers['user'] ?? connectionParams?.['user'];
    if (user === 'forged') throw new GatewayError('UNAUTHENTICATED', 'The token is forged.');
    return typeof user === 'string' ? { identity: user, claims: {} } : undefined;
  });
}

const ask = (user?: string, query = '{ hello }', headers: Record<string, string> = {}) =>
  post(gateway.url, { query }, { ...headers, ...(user === undefined ? {} : { user }) });

describe('requests', () => {
  test('beyond the rate are refused: 429, with when to come back', async () => {
    await start({ rateRequests: 2 });
    expect((await ask('ada')).status).toBe(200);
    expect((await ask('ada')).status).toBe(200);
    const { status, headers, body } = await ask('ada');
    expect(status).toBe(429);
    expect(body).toEqual({
      errors: [
        {
          message: expect.stringContaining('You have used the 2 requests that you may use in 10 s (--rate-requests).'),
          extensions: {
            code: 'LIMIT_EXCEEDED',
            retryable: true,
            retryAfterMs: expect.any(Number),
            limit: { name: 'rateRequests', max: 2, actual: 3 },
          },
        },
      ],
    });
    expect(Number(headers.get('retry-after'))).toBe(Math.ceil(body.errors[0].extensions.retryAfterMs / 1000));
    expect((await ask('bob')).status).toBe(200);
  });

  test('of nobody known count by address, and no header of the client gives it another', async () => {
    await start({ rateRequests: 1 });
    expect((await ask()).status).toBe(200);
    expect((await ask(undefined, '{ hello }', { 'x-forwarded-for': '9.9.9.9' })).status).toBe(429);
    expect((await ask('ada')).status).toBe(200);
  });

  test('behind a proxy count by the address that it saw', async () => {
    await start({ rateRequests: 1, trustedProxies: 1 });
    const from = (forwarded: string) => ask(undefined, '{ hello }', { 'x-forwarded-for': forwarded });
    expect((await from('1.1.1.1')).status).toBe(200);
    expect((await from('2.2.2.2')).status).toBe(200);
    expect((await from('6.6.6.6, 1.1.1.1')).status).toBe(429);
  });

  test('that are refused for their document count as well', async () => {
    await start({ rateRequests: 2 });
    expect((await ask('ada', '{ no }')).status).toBe(400);
    expect((await ask('ada', '{')).status).toBe(400);
    expect((await ask('ada')).status).toBe(429);
  });

  test('that are refused for who they say they are count by address', async () => {
    await start({ rateRequests: 2 });
    expect([(await ask('forged')).status, (await ask('forged')).status]).toEqual([401, 401]);
    expect((await ask('forged')).status).toBe(429);
    expect((await ask()).status).toBe(429);
    expect((await ask('ada')).status).toBe(200);
  });

  test('pages for people and health do not', async () => {
    await start({ rateRequests: 1 });
    for (const path of ['/health/ready', '/graphiql', '/graphql']) {
      expect((await fetch(gateway.url + path, { headers: { accept: 'text/html' } })).status).toBe(200);
    }
    expect((await ask()).status).toBe(200);
  });

  test('called directly count where somebody is known', async () => {
    await start({ rateRequests: 1 });
    const { server } = gateway;
    for (let call = 0; call < 5; call++) {
      expect(await server.execute({ query: '{ hello }' })).toEqual({ data: { hello: 'Hello world' } });
    }
    await server.execute({ query: '{ hello }' }, { identity: 'ada' });
    const refused = [{ extensions: { code: 'LIMIT_EXCEEDED', retryable: true } }];
    expect((await server.execute({ query: '{ hello }' }, { identity: 'ada' })).errors).toMatchObject(refused);
    expect(await server.subscribe({ query: 'subscription { ticked }' }, { identity: 'ada' })).toMatchObject({
      errors: refused,
    });
  });
});

describe('units', () => {
  test('a request may use more than are left; the next ones are refused', async () => {
    await start({ rateUnits: 10, rateRequests: 0 });
    expect((await ask('ada', '{ costly(units: 3.5) }')).status).toBe(200);
    expect((await ask('ada', '{ costly(units: 100) }')).status).toBe(200);
    const { status, body } = await ask('ada');
    expect(status).toBe(429);
    expect(body.errors[0].extensions.limit).toEqual({ name: 'rateUnits', max: 10, actual: 103.5 });
    expect((await ask('bob')).status).toBe(200);
  });
});

describe('a WebSocket', () => {
  const open: Client[] = [];
  afterEach(async () => {
    for (const client of open.splice(0)) await client.dispose();
  });

  function connect(user: string): (query: string) => Promise<unknown> {
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { user },
    });
    open.push(client);
    return async (query) => {
      for await (const result of client.iterate({ query })) return result;
      return undefined;
    };
  }

  test('who is refused as it connects counts by address', async () => {
    await start({ rateRequests: 2 });
    await expect(connect('forged')('{ hello }')).rejects.toMatchObject({ code: 4401 });
    await expect(connect('forged')('{ hello }')).rejects.toMatchObject({ code: 4401 });
    await expect(connect('forged')('{ hello }')).rejects.toMatchObject({ code: 1013 });
    expect((await ask()).status).toBe(429);
  });

  test('its operations count with those over HTTP', async () => {
    await start({ rateRequests: 2 });
    const run = connect('ada');
    expect(await run('{ hello }')).toEqual({ data: { hello: 'Hello world' } });
    expect((await ask('ada')).status).toBe(200);
    const refused = [{ extensions: { code: 'LIMIT_EXCEEDED', retryable: true, retryAfterMs: expect.any(Number) } }];
    await expect(run('{ hello }')).rejects.toMatchObject(refused);
    await expect(run('subscription { ticked }')).rejects.toMatchObject(refused);
    expect(await connect('bob')('{ hello }')).toEqual({ data: { hello: 'Hello world' } });
  });

  test('what its operations consume counts', async () => {
    await start({ rateUnits: 10, rateRequests: 0 });
    const run = connect('ada');
    expect(await run('{ costly(units: 10) }')).toEqual({ data: { costly: 'done' } });
    await expect(run('{ hello }')).rejects.toMatchObject([{ extensions: { limit: { name: 'rateUnits' } } }]);
  });
});

test('a Redis that cannot be reached is said once, and nobody is refused for it', async () => {
  await start({ rateRequests: 2, redisUrl: 'redis://127.0.0.1:1' });
  await waitUntil('the loss to be logged', () => gateway.log.some(({ msg }) => /Redis cannot/.test(String(msg))));
  expect((await ask('ada')).status).toBe(200);
  expect((await ask('ada')).status).toBe(200);
  expect((await ask('ada')).status).toBe(429);
  expect(gateway.log.filter(({ level }) => level === 'error')).toHaveLength(1);
});
