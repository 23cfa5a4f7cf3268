import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '../support/waitUntil.js';
import { createBurstOfRecords } from './burstOfRecords.js';
import { openChangeSockets } from './changeSockets.js';
import { startGatewayProcess } from './gatewayProcess.js';
import { startMeters } from './meters.js';
import { hasRedis, startRedis } from '../support/startRedis.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function run(redisUrl?: string) {
  const meters = await startMeters();
  ends.push(() => meters.streams.close());
  const burst = createBurstOfRecords();
  meters.streams.dynamo.always('GetRecords', burst.answer);
  const gateway = await startGatewayProcess({ ...meters.options, ...(redisUrl && { redisUrl }) });
  ends.push(() => gateway.close());
  const clients = await openChangeSockets(gateway.socketUrl, 1);
  ends.push(() => clients.close());
  clients.subscribe(0, 'one', 'subscription { meterChanged(meterId: "heard") { meter { reading } } }');
  await waitUntil('it to stand', async () => (await gateway.subscriptions()) === 1);
  const log: number[] = [await gateway.peakBytes()];
  for (const count of [1000, 5000, 20000, 50000, 100000, 200000, 200000]) {
    const before = clients.received.length;
    const t = performance.now();
    burst.begin(count, 'heard');
    await waitUntil('the last', () => clients.received.length > before, 60_000);
    log.push((await gateway.peakBytes()) / 1e6, Math.round(performance.now() - t));
  }
  console.log(redisUrl, log);
}
test('burst', () => run(), 120_000);
(hasRedis ? test : test.skip)('redis', async () => {
  const redis = await startRedis();
  ends.push(() => redis.stop());
  await run(redis.url);
}, 120_000);
