import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { waitUntil } from '../support/waitUntil.js';
import { post, startTinyGateway } from './tinyGateway.js';

describe('closing a gateway', () => {
  test('what runs is finished, nothing new is taken, and then the port is free', async () => {
    const { server, url, release, contexts } = await startTinyGateway();
    const running = post(url, { query: '{ slow }' });
    await waitUntil('the request to run', () => contexts.length === 1);

    const closed = server.close();
    await waitUntil('the gateway to drain', () => server.phase().kind === 'draining');
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'draining', reason: 'The gateway is shutting down.' });
    const late = await post(url, { query: '{ hello }' });
    expect(late.status).toBe(503);
    expect(late.headers.get('connection')).toBe('close');
    expect(late.body.errors[0]).toEqual({
      message: 'The gateway is shutting down. Send the request again; another process will take it.',
      extensions: { code: 'OVERLOADED', retryable: true },
    });

    release();
    expect((await running).body).toEqual({ data: { slow: 'done' } });
    await closed;
    expect(server.phase().kind).toBe('closed');
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  test('a request that outlasts the drain is ended with an error, not cut', async () => {
    const { server, url, contexts } = await startTinyGateway({ drainTimeoutMs: 50 });
    const running = post(url, { query: '{ slow }' });
    await waitUntil('the request to run', () => contexts.length === 1);
    await server.close();
    expect((await running).body.errors[0]).toMatchObject({
      message: 'The gateway shut down before the request was done.',
      extensions: { code: 'OVERLOADED', retryable: true },
    });
  });

  test('subscriptions do not hold it: their sockets close with 1001', async () => {
    const { server, url, sources } = await startTinyGateway({ drainTimeoutMs: 60_000 });
    const codes: unknown[] = [];
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: (event) => codes.push((event as { code: number }).code) },
    });
    const next = client.iterate({ query: 'subscription { ticked }' }).next();
    next.catch(() => {});
    await waitUntil('the source to open', () => sources() === 1);
    await server.close();
    await waitUntil('the client to notice', () => codes.length === 1);
    expect(codes).toEqual([1001]);
    expect(sources()).toBe(0);
  });

  test('a second close waits for the first', async () => {
    const { server } = await startTinyGateway();
    const first = server.close();
    await waitUntil('the gateway to drain', () => server.phase().kind !== 'ready');
    await server.close();
    expect(server.phase().kind).toBe('closed');
    await first;
  });

  test('a port in use is one line that names the port and the flag', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startTinyGateway({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another with --port (PORT).`,
    );
    other.close();
  });
});
