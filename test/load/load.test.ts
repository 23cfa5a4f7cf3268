import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { createPlainExchange } from '../support/plainExchange.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { waitUntil } from '../support/waitUntil.js';
import { openChangeSockets, type ReceivedResult } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { METERS, startMeters } from './meters.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startAll(sockets: number) {
  const meters = await startMeters();
  ends.push(() => meters.streams.close());
  const gateway = await startGatewayProcess(meters.options, true);
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, sockets);
  ends.push(() => clients.close());
  const stand = (count: number) =>
    waitUntil(`${count} subscriptions stand`, async () => (await gateway.subscriptions()) === count, 40_000);
  return { meters, gateway, clients, stand };
}

interface Changed {
  readonly data: { readonly meterChanged: { readonly meter: { readonly meterId: string; readonly reading: number } } };
}
const meterOf = ({ payload }: ReceivedResult) => {
  const { data } = payload as Partial<Changed>;
  if (data === undefined) throw new Error(`No change: ${JSON.stringify(payload)}`);
  return data.meterChanged.meter;
};

/** So many changes the feed remembers of a table: from then on it forgets as much as it learns. */
const REMEMBERED = 2_000;

test('100 sockets with 100 subscriptions each, each of its own item, hear of 200 writes a second, and memory is flat', async () => {
  const [SOCKETS, SUBSCRIPTIONS, WRITES, A_SECOND, WRITTEN] = [100, 100, 1_800, 200, 600];
  const { meters, gateway, clients, stand } = await startAll(SOCKETS);
  // All records have two images then: what the feed remembers is of one size.
  for (let number = 0; number < WRITTEN; number += 1) meters.write({ meterId: `meter ${number * 16}`, reading: -1 });
  meters.write({ meterId: 'unheard', reading: -1 });
  for (let number = 0; number < SOCKETS * SUBSCRIPTIONS; number += 1) {
    const meterId = `meter ${number}`;
    const query = 'subscription ($meterId: ID) { meterChanged(meterId: $meterId) { meter { meterId reading } } }';
    clients.subscribe(number % SOCKETS, meterId, query, { meterId });
  }
  await stand(SOCKETS * SUBSCRIPTIONS);
  for (let number = 0; number < REMEMBERED; number += 1) meters.write({ meterId: 'unheard', reading: number });

  const usedBytes: number[] = [];
  const expected = new Map<string, number[]>();
  const startMs = performance.now();
  for (let written = 0; written < WRITES; written += 1) {
    await delay(startMs + (written * 1000) / A_SECOND - performance.now());
    const meterId = `meter ${((written * 37) % WRITTEN) * 16}`;
    expected.set(meterId, [...(expected.get(meterId) ?? []), written]);
    meters.write({ meterId, reading: written });
    if (written + 1 === WRITES / 3 || written + 1 === WRITES) {
      await waitUntil('all changes to come', () => clients.received.length > written);
      usedBytes.push(await gateway.usedBytes());
    }
  }
  const came = new Map<string, number[]>();
  for (const result of clients.received) {
    const { meterId, reading } = meterOf(result);
    expect(meterId).toBe(result.id);
    came.set(meterId, [...(came.get(meterId) ?? []), reading]);
  }
  expect(came).toEqual(expected);
  const [afterAThird, atTheEnd] = usedBytes as [number, number];
  expect(atTheEnd / afterAThird).toBeLessThan(1.03);
}, 90_000);

test('one change to 5,000 subscribers with one document is executed once', async () => {
  const [SOCKETS, SUBSCRIPTIONS] = [50, 100];
  const { meters, clients, stand } = await startAll(SOCKETS);
  for (let number = 0; number < SOCKETS * SUBSCRIPTIONS; number += 1) {
    const query = 'subscription { meterChanged { meter { meterId reading owner { name } } } }';
    clients.subscribe(number % SOCKETS, String(number), query);
  }
  await stand(SOCKETS * SUBSCRIPTIONS);
  meters.write({ meterId: 'any', reading: 7 });
  await waitUntil('all to hear', () => clients.received.length === SOCKETS * SUBSCRIPTIONS);
  expect(new Set(clients.received.map(({ id }) => id)).size).toBe(SOCKETS * SUBSCRIPTIONS);
  expect(clients.received.every((result) => meterOf(result).reading === 7)).toBe(true);
  const reads = meters.streams.dynamo.requests.filter(({ input }) => JSON.stringify(input).includes('Owners"'));
  expect(reads.map(({ action }) => action)).toEqual(['GetItem']);
}, 60_000);

test('sockets that do not read are slow consumers: nobody waits for them, and they cost little', async () => {
  const [SLOW, CHANGES] = [3, 110];
  const { meters, gateway, clients, stand } = await startAll(SLOW + 1);
  // 300 KB a result, of a small item.
  const aliases = Array.from({ length: 90 }, (_, at) => `note${at}: note`).join(' ');
  const query = `subscription { meterChanged { meter { meterId reading ${aliases} } } }`;
  for (let socket = 0; socket <= SLOW; socket += 1) clients.subscribe(socket, 'all', query);
  await stand(SLOW + 1);
  const slow = clients.sockets.slice(1);
  for (const socket of slow) socket.pause();
  const before = await gateway.usedBytes();
  for (let reading = 0; reading < CHANGES; reading += 1) {
    meters.write({ meterId: 'any', reading, noteCharacters: 3_300 });
    await waitUntil('the one that reads to hear', () => clients.received.length > reading);
  }
  const grownBytes = (await gateway.usedBytes()) - before;
  const sentBytes = CHANGES * 300_000;
  expect(clients.received.map((result) => meterOf(result).reading)).toEqual([...Array(CHANGES).keys()]);
  expect(grownBytes / SLOW / sentBytes).toBeLessThan(0.1);

  for (const socket of slow) socket.resume();
  await waitUntil('the slow ones to end', () => clients.completed.length === SLOW);
  for (let socket = 1; socket <= SLOW; socket += 1) {
    const last = clients.received.findLast((result) => result.socket === socket);
    expect(last).toMatchObject({ payload: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
  }
}, 60_000);

test('what a program writes that never touches the gateway is seen within two polls', async () => {
  const { endpoint, region } = testEngine();
  const [tablePrefix, streamPollMs] = [uniqueTablePrefix(), 400];
  const options = { schema: METERS, endpoint, region, tablePrefix, tables: 'create', streamPollMs } as const;
  const gateway = await startGatewayProcess(options);
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, 1);
  ends.push(() => clients.close());
  const engine = createPlainExchange(testEngine());
  ends.push(() => engine.close());
  clients.subscribe(0, 'all', 'subscription { meterChanged { meter { meterId reading } } }');
  await waitUntil('it to stand', async () => (await gateway.subscriptions()) === 1);

  const polls: number[] = [];
  for (let write = 0; write < 5; write += 1) {
    // Polls are at their longest after some that found nothing; each write is at another moment between two of them.
    await delay(streamPollMs * (3 + write / 5));
    const writtenMs = performance.now();
    const Item = { meterId: { S: 'any' }, reading: { N: String(write) } };
    await engine.exchange('PutItem', { TableName: `${tablePrefix}Meters`, Item });
    await waitUntil('the change to come', () => clients.received.length > write);
    polls.push((performance.now() - writtenMs) / streamPollMs);
  }
  const [median] = polls.toSorted((a, b) => a - b).slice(2);
  expect(median).toBeLessThan(2);
}, 30_000);
