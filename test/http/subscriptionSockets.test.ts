import { connect as connectTcp, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { MAX_MESSAGES_AT_ONCE } from '../../src/server/websocket/messageRate.js';
import { waitUntil } from '../support/waitUntil.js';
import { type ChangeGateway, type ChangeGatewayOptions, startChangeGateway } from './changeGateway.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options?: ChangeGatewayOptions): Promise<ChangeGateway> {
  const gateway = await startChangeGateway(options);
  ends.push(() => gateway.server.close());
  return gateway;
}

function clientOf(gateway: ChangeGateway, onClosed: (code: number, reason: string) => void = () => {}): Client {
  const client = createClient({
    url: socketUrl(gateway),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: {
      closed(event) {
        const { code, reason } = event as { code: number; reason: string };
        onClosed(code, reason);
      },
    },
  });
  ends.push(() => client.dispose());
  return client;
}

function socketUrl({ url }: ChangeGateway): string {
  return `${url.replace('http', 'ws')}/graphql`;
}

interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: Record<string, unknown>[];
  readonly closed: Promise<readonly [number, string]>;
  send(message: object): void;
}

/** A socket that speaks for itself. */
async function open(gateway: ChangeGateway, isInitialised = true): Promise<RawSocket> {
  const socket = new WebSocket(socketUrl(gateway), 'graphql-transport-ws');
  ends.push(() => socket.terminate());
  const messages: Record<string, unknown>[] = [];
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as Record<string, unknown>));
  const closed = new Promise<readonly [number, string]>((resolve) =>
    socket.on('close', (code, reason) => resolve([code, reason.toString()])),
  );
  await new Promise((resolve) => socket.on('open', resolve));
  const send = (message: object) => socket.send(JSON.stringify(message));
  if (isInitialised) {
    send({ type: 'connection_init' });
    await waitUntil('the ack', () => messages.length === 1);
  }
  return { socket, messages, closed, send };
}

const TEXTS = 'subscription ($after: String) { noteChanged(after: $after) { text } }';
const subscribeMessage = (id: string, query = TEXTS) => ({ id, type: 'subscribe', payload: { query } });

async function textOf(iterator: { next(): Promise<IteratorResult<unknown, unknown>> }): Promise<unknown> {
  const { value } = (await iterator.next()) as { value: { data: { noteChanged: { text: string } } } };
  return value.data.noteChanged.text;
}

describe('a subscription over a WebSocket', () => {
  test('clients with one document share an execution, and each gets it under its own id', async () => {
    const gateway = await start();
    const sockets = await Promise.all([open(gateway), open(gateway)]);
    for (const { send } of sockets) {
      send(subscribeMessage('one "quoted"'));
      send(subscribeMessage('two'));
    }
    await waitUntil('all to listen', () => gateway.log.filter(({ msg }) => msg === 'request').length === 4);
    gateway.write('a', 'Grüße ✓');
    const next = (id: string) => ({ id, type: 'next', payload: { data: { noteChanged: { text: 'Grüße ✓' } } } });
    for (const { messages } of sockets) {
      await waitUntil('both results', () => messages.length === 3);
      expect(messages.slice(1)).toEqual([next('one "quoted"'), next('two')]);
    }
    expect(gateway.executed).toHaveLength(1);
  });

  test('a client that comes back goes on after its cursor', async () => {
    const gateway = await start();
    for (const text of ['one', 'two', 'three']) gateway.write('a', text);
    const results = clientOf(gateway).iterate({ query: TEXTS, variables: { after: '1' } });
    expect([await textOf(results), await textOf(results)]).toEqual(['two', 'three']);
    gateway.write('a', 'four');
    expect(await textOf(results)).toBe('four');
  });

  test('a client that completes it hears no more, and may use its id again', async () => {
    const gateway = await start();
    const { messages, send } = await open(gateway);
    send(subscribeMessage('one'));
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    send({ id: 'one', type: 'complete' });
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
    gateway.write('a', 'unheard');
    send(subscribeMessage('one'));
    await waitUntil('it to listen again', () => gateway.followers.size === 1);
    gateway.write('a', 'heard');
    await waitUntil('a result', () => messages.length === 2);
    expect(messages[1]).toMatchObject({ payload: { data: { noteChanged: { text: 'heard' } } } });
  });

  test('one that is completed while it starts does not live on beside the next one of its id', async () => {
    const gateway = await start({ rightsOf: () => undefined });
    const { messages, send, socket } = await open(gateway);
    for (let round = 0; round < 5; round += 1) {
      send(subscribeMessage('one'));
      send({ id: 'one', type: 'complete' });
    }
    send(subscribeMessage('one'));
    await waitUntil('all to have started', () => gateway.log.filter(({ msg }) => msg === 'request').length === 6);
    expect(gateway.followers.size).toBe(1);
    gateway.write('a', 'once');
    await waitUntil('a result', () => messages.length === 2);
    send({ id: 'one', type: 'complete' });
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
    send(subscribeMessage('one'));
    send({ id: 'one', type: 'complete' });
    send(subscribeMessage('one'));
    await waitUntil('the next one to listen', () => gateway.followers.size === 1);
    socket.terminate();
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });

  test('one whose root field may be left out is refused, and the socket stays', async () => {
    const { messages, send } = await open(await start());
    send(subscribeMessage('one', 'subscription ($x: Boolean = true) { noteChanged @include(if: $x) { text } }'));
    await waitUntil('the refusal', () => messages.length === 2);
    expect(messages[1]).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  test('what cannot start is a result with errors, and the end', async () => {
    const gateway = await start();
    const results: unknown[] = [];
    for await (const result of clientOf(gateway).iterate({ query: TEXTS, variables: { after: 'forged' } })) {
      results.push(result);
    }
    expect(results).toMatchObject([{ errors: [{ extensions: { code: 'CURSOR_INVALID' } }] }]);
  });

  test('two root fields are refused', async () => {
    const { messages, send } = await open(await start());
    send(subscribeMessage('one', 'subscription { noteChanged { text } ownTicks }'));
    await waitUntil('the refusal', () => messages.length === 2);
    expect(messages[1]).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  test("a subscription of the user's own comes to its end", async () => {
    const results: unknown[] = [];
    for await (const { data } of clientOf(await start()).iterate({ query: 'subscription { ownTicks }' })) {
      results.push(data);
    }
    expect(results).toEqual([{ ownTicks: 1 }, { ownTicks: 2 }]);
  });

  test('a socket that does not read is a slow consumer, and nobody else waits for it', async () => {
    const gateway = await start();
    const slow = await open(gateway);
    slow.send(subscribeMessage('slow'));
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    slow.socket.pause();
    const quick = clientOf(gateway).iterate({ query: TEXTS });
    const first = textOf(quick);
    await waitUntil('both to listen', () => gateway.log.filter(({ msg }) => msg === 'request').length === 2);
    const text = 'x'.repeat(100_000);
    gateway.write('a', text);
    expect(await first).toBe(text);
    for (let count = 0; count < 300; count += 1) {
      const next = textOf(quick);
      gateway.write('a', text);
      expect(await next).toBe(text);
    }
    slow.socket.resume();
    await waitUntil('the end', () => slow.messages.at(-1)?.['type'] === 'complete');
    expect(slow.messages.at(-2)).toMatchObject({ payload: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
    expect(slow.messages.length).toBeLessThan(300);
  });

  test('a socket that reads again in time misses nothing', async () => {
    const gateway = await start();
    const { socket, messages, send } = await open(gateway);
    send(subscribeMessage('one'));
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    socket.pause();
    const texts = Array.from({ length: 120 }, (_, at) => String(at).repeat(20_000));
    for (const text of texts) gateway.write('a', text);
    await waitUntil('all to be executed', () => gateway.executed.length === texts.length);
    socket.resume();
    await waitUntil('all results', () => messages.length === texts.length + 1);
    const seen = messages.slice(1).map(({ payload }) => (payload as { data: { noteChanged: { text: string } } }).data);
    expect(seen.map(({ noteChanged }) => noteChanged.text)).toEqual(texts);
  });
});

describe('a token that expires', () => {
  const authenticate = (exp: number) => () => ({ identity: 'ada', claims: { exp } });

  test('ends its socket with 4403', async () => {
    const exp = Date.now() / 1000 + 0.3;
    const gateway = await start({ authenticate: authenticate(exp), settings: { jwtClockSkewS: 0 } });
    const { closed, send } = await open(gateway);
    send(subscribeMessage('one'));
    expect(await closed).toEqual([4403, 'The token has expired']);
    expect(Date.now() / 1000).toBeGreaterThanOrEqual(exp - 0.01);
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });

  test('in a year does not', async () => {
    const gateway = await start({ authenticate: authenticate(Date.now() / 1000 + 365 * 86_400) });
    const results = clientOf(gateway).iterate({ query: TEXTS });
    const next = textOf(results);
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    gateway.write('a', 'heard');
    expect(await next).toBe('heard');
  });

  test('nothing that a client sends after it is run, though it leaves the closing unanswered', async () => {
    const exp = Date.now() / 1000 + 0.3;
    const gateway = await start({ authenticate: authenticate(exp), settings: { jwtClockSkewS: 0 } });
    const { socket, closes } = await openBareSocket(gateway);
    socket.write(frame(JSON.stringify({ type: 'connection_init' })));
    await waitUntil('the close frame', () => closes().includes('The token has expired'));
    const contexts = gateway.contexts.length;
    socket.write(frame(JSON.stringify(subscribeMessage('late', 'mutation { rename(name: "x") }'))));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(gateway.contexts).toHaveLength(contexts);
  });
});

/** A TCP connection that answers no closing handshake, as no WebSocket of a library would do. */
async function openBareSocket({ url }: ChangeGateway) {
  const { port } = new URL(url);
  const socket = connectTcp(Number(port), '127.0.0.1');
  ends.push(() => socket.destroy());
  socket.on('error', () => {});
  let received = '';
  socket.on('data', (data) => (received += data.toString('latin1')));
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n` +
      `sec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  await waitUntil('the upgrade', () => received.includes('\r\n\r\n'));
  return { socket, closes: () => received };
}

/** A text frame with a mask of zeroes. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}

describe('a breach of the protocol closes the socket', () => {
  test('4400 for a message that is none', async () => {
    const { socket, closed } = await open(await start());
    socket.send('{"type":"unknown"}');
    expect(await closed).toEqual([4400, 'Invalid message received']);
  });

  test.each(['next', 'error', 'connection_ack'])(
    '4400 for "%s", which only servers send, and no fault',
    async (type) => {
      const gateway = await start();
      const { send, closed } = await open(gateway);
      send({ id: 'one', type, payload: type === 'error' ? [{ message: 'x' }] : {} });
      expect(await closed).toEqual([4400, 'Invalid message received']);
      expect(gateway.log.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  test('4401 for an operation before connection_init', async () => {
    const { closed, send } = await open(await start(), false);
    send(subscribeMessage('early'));
    expect(await closed).toEqual([4401, 'Unauthorized']);
  });

  test('4406 for another protocol', async () => {
    const socket = new WebSocket(socketUrl(await start()), 'graphql-ws');
    socket.on('error', () => {});
    expect(await new Promise((resolve) => socket.on('close', (code) => resolve(code)))).toBe(4406);
  });

  test('4408 where connection_init does not come', async () => {
    const { closed } = await open(await start(), false);
    expect(await closed).toEqual([4408, 'Connection initialisation timeout']);
  });

  test('4409 for an id that is in use', async () => {
    const gateway = await start();
    const { closed, send } = await open(gateway);
    send(subscribeMessage('one'));
    await waitUntil('it to listen', () => gateway.followers.size === 1);
    send(subscribeMessage('one'));
    expect(await closed).toEqual([4409, 'Subscriber for one already exists']);
    await waitUntil('nobody to listen', () => gateway.followers.size === 0);
  });

  test('4429 for a second connection_init', async () => {
    const { closed, send } = await open(await start());
    send({ type: 'connection_init' });
    expect(await closed).toEqual([4429, 'Too many initialisation requests']);
  });

  test('1009 for a message that is too large', async () => {
    const { socket, closed } = await open(await start({ settings: { bodyLimitBytes: 1_000 } }));
    socket.send('x'.repeat(1_001));
    expect((await closed)[0]).toBe(1009);
  });

  test('1013 for too many messages', async () => {
    const { closed, send } = await open(await start());
    for (let count = 0; count < 2 * MAX_MESSAGES_AT_ONCE; count += 1) send({ type: 'ping' });
    expect(await closed).toEqual([1013, 'Too many messages']);
  });

  test('100 subscriptions at once are none', async () => {
    const gateway = await start();
    const { messages, send } = await open(gateway);
    for (let count = 0; count < 100; count += 1) send(subscribeMessage(String(count)));
    await waitUntil('all to listen', () => gateway.log.filter(({ msg }) => msg === 'request').length === 100);
    gateway.write('a');
    await waitUntil('all results', () => messages.length === 101);
  });
});

test('pings are answered, with what was sent', async () => {
  const { messages, send } = await open(await start());
  send({ type: 'ping', payload: { at: 7 } });
  await waitUntil('the pong', () => messages.length === 2);
  expect(messages[1]).toEqual({ type: 'pong', payload: { at: 7 } });
});

test('pings of a client that does not read get no answer: they would wait for it here', async () => {
  const { socket, messages, send } = await open(await start());
  const under = (socket as unknown as { _socket: Socket })._socket;
  under.pause();
  const payload = { text: 'x'.repeat(900_000) };
  for (let sent = 0; sent < 60; sent += 1) send({ type: 'ping', payload });
  await waitUntil('all to have arrived', () => socket.bufferedAmount === 0);
  under.resume();
  await waitUntil('a pong of a ping that was sent since', () => {
    send({ type: 'ping' });
    return messages.some(({ type, payload: sent }) => type === 'pong' && sent === undefined);
  });
  expect(messages.filter(({ payload: sent }) => sent !== undefined).length).toBeLessThan(30);
});

test('a gateway that closes ends its sockets with 1001', async () => {
  const gateway = await startChangeGateway();
  const { closed, send } = await open(gateway);
  send(subscribeMessage('one'));
  await waitUntil('it to listen', () => gateway.followers.size === 1);
  await gateway.server.close();
  expect(await closed).toEqual([1001, 'Going away']);
  expect(gateway.followers.size).toBe(0);
});
