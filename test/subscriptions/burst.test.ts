import { afterEach, describe, expect, test } from '@jest/globals';
import { hasRedis, startRedis } from '../support/startRedis.js';
import { waitUntil } from '../support/waitUntil.js';
import { createBurstOfRecords } from './burstOfRecords.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { startMeters } from './meters.js';

const RECORDS = 200_000;
const MAX_GROWTH_BYTES = 50_000_000;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** While somebody listens to another item of the table. @returns How much resident memory grew, at the most. */
async function growthOfBurst(redisUrl?: string): Promise<number> {
  const meters = await startMeters();
  ends.push(() => meters.streams.close());
  const burst = createBurstOfRecords();
  meters.streams.dynamo.always('GetRecords', burst.answer);
  const gateway = await startGatewayProcess({ ...meters.options, ...(redisUrl !== undefined && { redisUrl }) });
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, 1);
  ends.push(() => clients.close());
  clients.subscribe(0, 'one', 'subscription { meterChanged(meterId: "heard") { meter { reading } } }');
  await waitUntil('it to stand', async () => (await gateway.subscriptions()) === 1);
  burst.begin(0, 'heard');
  await waitUntil('a first change', () => clients.received.length === 1);
  const before = await gateway.peakBytes();
  burst.begin(RECORDS, 'heard');
  await waitUntil('the change behind the burst', () => clients.received.length === 2, 60_000);
  return (await gateway.peakBytes()) - before;
}

describe('200,000 writes that nobody subscribed to take less than 50 MB more of memory', () => {
  test('in the process that reads them', async () => {
    const growth = await growthOfBurst();
    console.log(growth);
    expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  }, 90_000);

  (hasRedis ? test : test.skip)(
    'which also gives them to a Redis',
    async () => {
      const redis = await startRedis();
      ends.push(() => redis.stop());
      const growth = await growthOfBurst(redis.url);
      console.log(growth);
      expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
    },
    90_000,
  );
});
