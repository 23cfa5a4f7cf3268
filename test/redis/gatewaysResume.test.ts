import { afterEach, describe, expect, test } from '@jest/globals';
import { countsUpTo, type CounterTown, cursorOfNow, heard, startCounterTown } from '../support/counterTown.js';
import type { GatewayProcess } from '../support/gatewayProcess.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';

let redis: TestRedis;
let town: CounterTown;
afterEach(async () => {
  await town.close();
  await redis.stop();
});

const IDS = Array.from({ length: 50 }, (_, at) => `counter-${at}`);

const NOTHING = () => Promise.resolve();
/** It has published all, so that what is asked for is in the log. */
async function nothingElse(gateway: GatewayProcess): Promise<void> {
  const other = town.watch(() => gateway, { after: await cursorOfNow(gateway) });
  town.write(1, ['another']);
  await heard([other], 1);
  other.close();
}

describe('a client that was away for 5,000 changes', () => {
  test.each([
    ['and nothing else happened', NOTHING, nothingElse],
    ['while its gateway was killed', (gateway: GatewayProcess) => gateway.kill(), NOTHING],
    ['while the Redis was killed, and came back with nothing', () => redis.stop(), () => redis.start()],
    [
      'while the Redis and its gateway were killed',
      (gateway: GatewayProcess) => Promise.all([redis.stop(), gateway.kill()]),
      () => redis.start(),
    ],
  ])(
    'hears of all of them when it comes back, %s',
    async (_, before, after) => {
      redis = await startRedis();
      town = await startCounterTown({ shardCount: 2, redisUrl: redis.url });
      let gateway = await town.start();
      const cursor = await cursorOfNow(gateway);
      const first = town.watch(() => gateway, { after: cursor });
      town.write(200, IDS);
      await heard([first], 200);
      first.close();

      town.write(1_000, IDS);
      await before(gateway);
      town.write(1_000, IDS);
      town.table.rollOver();
      town.write(2_000, IDS);
      town.table.split(town.table.openShards[0]!);
      town.write(1_000, IDS);
      await after(gateway);
      if (!gateway.isAlive) gateway = await town.start();

      const second = town.watch(() => gateway, { after: first.cursor });
      await heard([second], 5_000);
      town.write(100, IDS);
      await heard([second], 5_100);
      expect(second.gaps).toBe(0);
      for (const id of IDS) expect([first, second].flatMap(({ counts }) => counts.get(id))).toEqual(countsUpTo(106));
    },
    60_000,
  );
});
