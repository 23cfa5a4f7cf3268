import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '../support/waitUntil.js';
import { createBurstOfRecords } from './burstOfRecords.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { startMeters } from './meters.js';

/** From then on the collector runs regularly: what a process needs to read streams at all is taken before. */
const RECORDS_BEFORE = 80_000;
const RECORDS = 200_000;
const MAX_GROWTH_BYTES = 50_000_000;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('200,000 writes that nobody subscribed to take less than 50 MB more of memory than 80,000 did', async () => {
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

  async function peakOf(records: number): Promise<number> {
    const heard = clients.received.length;
    burst.begin(records, 'heard');
    await waitUntil('the change behind the burst', () => clients.received.length > heard, 60_000);
    return gateway.peakBytes();
  }
  const before = await peakOf(RECORDS_BEFORE);
  expect((await peakOf(RECORDS)) - before).toBeLessThan(MAX_GROWTH_BYTES);
}, 120_000);
