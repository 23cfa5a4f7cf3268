import { afterEach, describe, expect, test } from '@jest/globals';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { createPlainExchange } from '../support/plainExchange.js';
import { waitUntil } from '../support/waitUntil.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';

const schema = /* GraphQL */ `
  type Meter @table(name: "Meters", partition: "meterId") {
    meterId: ID!
    reading: Int
    note: String
  }
`;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const CHANGED = 'subscription ($meterId: ID) { meterChanged(meterId: $meterId) { meter { meterId reading } } }';

interface Changed {
  readonly data: { readonly meterChanged: { readonly meter: { readonly meterId: string; readonly reading: number } } };
}

/** Meters, written straight to the engine. */
function createMeterWriter(table: string) {
  const plain = createPlainExchange(testEngine());
  ends.push(() => plain.close());
  return async (meters: readonly { readonly meterId: string; readonly reading: number }[]) => {
    const requests = meters.map(({ meterId, reading }) => ({
      PutRequest: { Item: { meterId: { S: meterId }, reading: { N: String(reading) }, note: { S: 'x'.repeat(300) } } },
    }));
    const { status, body } = await plain.exchange('BatchWriteItem', { RequestItems: { [table]: requests } });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
}

async function start(streamPollMs = 100) {
  const { endpoint, region } = testEngine();
  const tablePrefix = uniqueTablePrefix();
  const gateway = await startGatewayProcess(
    { schema, endpoint, region, tablePrefix, tables: 'create', rateRequests: 0, streamPollMs },
    true,
  );
  ends.push(() => gateway.close());
  return { gateway, write: createMeterWriter(`${tablePrefix}Meters`) };
}

describe('100 sockets with 100 subscriptions each, each of an item of its own', () => {
  const SOCKETS = 100;
  const SUBSCRIPTIONS = 100;
  const A_BATCH = 25;
  const A_SECOND = 200;
  const BATCHES = 80;

  test('every change comes to its one subscriber, and memory stays', async () => {
    const { gateway, write } = await start();
    const clients = await openChangeSockets(gateway.socketUrl, SOCKETS);
    ends.push(() => clients.close());
    for (let socket = 0; socket < SOCKETS; socket += 1) {
      for (let at = 0; at < SUBSCRIPTIONS; at += 1) {
        const meterId = `${socket}-${at}`;
        clients.subscribe(socket, meterId, CHANGED, { meterId });
      }
    }
    const all = SOCKETS * SUBSCRIPTIONS;
    const t0 = performance.now();
    await waitUntil('all to stand', async () => (await gateway.subscriptions()) === all, 60_000);
    console.log('stand', performance.now() - t0);

    const tf = performance.now();
    for (let f = 0; f < 80; f++) await write(Array.from({ length: 25 }, (_, i) => ({ meterId: `other ${f} ${i}`, reading: i })));
    console.log('fill', performance.now() - tf);
    const used: number[] = [];
    const t1 = performance.now();
    let written = 0;
    const expected = new Map<string, number[]>();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const dueMs = (batch * A_BATCH * 1000) / A_SECOND;
      await new Promise((resolve) => setTimeout(resolve, dueMs - (performance.now() - t1)));
      const meters = Array.from({ length: A_BATCH }, () => {
        written += 1;
        const number = (written * 37) % 1_000;
        const meterId = `${number % SOCKETS}-${Math.floor(number / SOCKETS)}`;
        expected.set(meterId, [...(expected.get(meterId) ?? []), written]);
        return { meterId, reading: written };
      });
      await write(meters);
      if ((batch + 1) % (BATCHES / 8) === 0) {
        await waitUntil('all to come', () => clients.received.length >= written, 30_000);
        used.push(await gateway.usedBytes());
      }
    }
    console.log('written', performance.now() - t1, used.map((u) => (u / 1e6).toFixed(2)));
    const came = new Map<string, number[]>();
    for (const { socket, id, payload } of clients.received) {
      const { meter } = (payload as Changed).data.meterChanged;
      expect([id, meter.meterId]).toEqual([meter.meterId, id]);
      expect(id.startsWith(`${socket}-`)).toBe(true);
      came.set(id, [...(came.get(id) ?? []), meter.reading]);
    }
    expect(came).toEqual(expected);
    expect(expected.size).toBe(1000);
  }, 120_000);
});
