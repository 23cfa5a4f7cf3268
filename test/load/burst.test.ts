import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '../support/waitUntil.js';
import { createBurstOfRecords } from './burstOfRecords.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { startMeters } from './meters.js';

/** What any gateway has served that runs: single changes, each for itself. */
const CHANGES_BEFORE = 100;
const RECORDS = 200_000;
const MAX_GROWTH_BYTES = 50_000_000;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('200,000 writes that nobody subscribed to take less than 50 MB of memory', async () => {
  const meters = await startMeters();
  ends.push(() => meters.streams.close());
  const burst = createBurstOfRecords();
  meters.streams.dynamo.always('GetRecords', burst.answer);
  const gateway = await startGatewayProcess(meters.options);
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, 1);
  ends.push(() => clients.close());
  // Another item of the table is listened to, so that its stream is read.
  clients.subscribe(0, 'one', 'subscription { meterChanged(meterId: "heard") { meter { reading } } }');
  await waitUntil('it to stand', async () => (await gateway.subscriptions()) === 1);

  async function readAll(records: number): Promise<void> {
    const heard = clients.received.length;
    burst.begin(records, 'heard');
    await waitUntil('the change behind the others', () => clients.received.length > heard, 90_000);
  }
  for (let change = 0; change < CHANGES_BEFORE; change += 1) await readAll(1);
  const before = await gateway.peakBytes();
  await readAll(RECORDS);
  expect((await gateway.peakBytes()) - before).toBeLessThan(MAX_GROWTH_BYTES);
}, 150_000);
