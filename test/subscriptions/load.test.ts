import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '../support/waitUntil.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { startMeters } from './meters.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Changed {
  readonly data: { readonly meterChanged: { readonly meter: { readonly meterId: string; readonly reading: number } } };
}

async function startAll(sockets: number) {
  const meters = await startMeters();
  ends.push(() => meters.streams.close());
  const gateway = await startGatewayProcess(meters.options, true);
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, sockets);
  ends.push(() => clients.close());
  return { meters, gateway, clients };
}

/** As the feed remembers of a table: from then on it forgets as much as it learns. */
const REMEMBERED = 2_000;

test('100 sockets with 100 subscriptions each, each of its own item, at 200 writes a second', async () => {
  const [SOCKETS, SUBSCRIPTIONS, WRITES, A_SECOND, ITEMS] = [100, 100, 2_100, 200, 1_000];
  const { meters, gateway, clients } = await startAll(SOCKETS);
  // All have two images then: what the feed remembers is of one size.
  for (let number = 0; number < ITEMS; number += 1) meters.write({ meterId: `meter ${number * 9}`, reading: -1 });
  meters.write({ meterId: 'unheard', reading: -1 });
  for (let number = 0; number < SOCKETS * SUBSCRIPTIONS; number += 1) {
    const meterId = `meter ${number}`;
    const query = 'subscription ($meterId: ID) { meterChanged(meterId: $meterId) { meter { meterId reading } } }';
    clients.subscribe(number % SOCKETS, meterId, query, { meterId });
  }
  const t0=performance.now();
  const stand = async () => (await gateway.subscriptions()) === SOCKETS * SUBSCRIPTIONS;
  await waitUntil('all to stand', stand, 60_000);
  console.log('stand', performance.now()-t0);
  for (let number = 0; number < REMEMBERED; number += 1) meters.write({ meterId: 'unheard', reading: number });

  const usedBytes: number[] = [];
  const expected = new Map<string, number[]>();
  const startMs = performance.now();
  for (let written = 0; written < WRITES; written += 1) {
    await delay(startMs + (written * 1000) / A_SECOND - performance.now());
    const number = (written * 37) % ITEMS;
    const meterId = `meter ${number * 9}`;
    expected.set(meterId, [...(expected.get(meterId) ?? []), written]);
    meters.write({ meterId, reading: written });
    if ((written + 1) % (WRITES / 6) === 0) {
      await waitUntil('all to come', () => clients.received.length > written);
      usedBytes.push(await gateway.usedBytes());
    }
  }
  console.log(usedBytes, performance.now()-startMs);
  const came = new Map<string, number[]>();
  for (const { id, payload } of clients.received) {
    const { meterId, reading } = (payload as Changed).data.meterChanged.meter;
    expect(meterId).toBe(id);
    came.set(id, [...(came.get(id) ?? []), reading]);
  }
  expect(came).toEqual(expected);
}, 60_000);
