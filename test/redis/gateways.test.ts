import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ChangeWatcher } from '../support/changeWatcher.js';
import { type CounterTown, countsUpTo, cursorOfNow, heard, startCounterTown } from '../support/counterTown.js';
import type { GatewayProcess } from '../support/gatewayProcess.js';
import { watchChanges } from '../support/changeWatcher.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';
import { waitUntil } from '../support/waitUntil.js';

let redis: TestRedis;
let town: CounterTown;
afterEach(async () => {
  await town.close();
  await redis.stop();
});

async function start(shardCount: number): Promise<void> {
  redis = await startRedis();
  town = await startCounterTown({ shardCount, redisUrl: redis.url });
}

const startGateways = (count: number) => Promise.all(Array.from({ length: count }, () => town.start()));
const counters = (count: number) => Array.from({ length: count }, (_, at) => `counter-${at}`);

/** One for all counters, on a gateway of its own. */
async function watchAll(gateways: readonly GatewayProcess[]): Promise<readonly ChangeWatcher[]> {
  const cursors = await Promise.all(gateways.map((gateway) => cursorOfNow(gateway)));
  return gateways.map((gateway, at) => town.watch(() => gateway, { after: cursors[at] }));
}

function expectAllOnceInOrder({ counts, gaps }: ChangeWatcher): void {
  const all = [...town.written].map(([counterId, last]) => [counterId, countsUpTo(last)]);
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(all));
  expect(gaps).toBe(0);
}

async function loadsOf(gateways: readonly GatewayProcess[]): Promise<readonly number[]> {
  return Promise.all(gateways.map(async (gateway) => (await town.leasesOf(gateway)).length));
}

/** How many shards each reads. */
async function untilLoadsAre(gateways: readonly GatewayProcess[], loads: readonly number[]): Promise<void> {
  const areSo = async () => isDeepStrictEqual(await loadsOf(gateways), loads);
  await waitUntil(`the gateways to read ${loads.join(', ')} shards`, areSo, 30_000);
}

describe('gateways with one Redis', () => {
  test('tell every subscriber of 10,000 changes once and in order, over roll-overs, splits and a gateway that is killed', async () => {
    await start(4);
    const gateways = await startGateways(3);
    const [mortal, ...others] = gateways;
    const living = (at: number) => {
      const own = gateways[at % 3]!;
      return own.isAlive ? own : others[at % 2]!;
    };
    const ids = counters(500);
    const cursors = await Promise.all(gateways.map((gateway) => cursorOfNow(gateway)));
    const all = [0, 1, 2].map((at) => town.watch(() => living(at), { after: cursors[at] }));
    const sockets = Array.from({ length: 6 }, (_, at) => town.socket(() => living(at)));
    const singles = ids.map((counterId, at) =>
      watchChanges(sockets[at % sockets.length]!, { counterId, after: cursors[at % 3] }),
    );
    // Reading on is not what is tested here, but what comes while something happens.
    const keepUp = (behind: number) => heard(all, 250 * written - behind);
    let written = 0;
    for (const step of Array.from({ length: 40 }, (_, at) => at)) {
      if (step % 8 === 3) town.table.rollOver();
      if (step % 8 === 6) town.table.split(town.table.openShards[step % town.table.openShards.length]!);
      if (step === 20) {
        await waitUntil('it to have leases', async () => (await town.leasesOf(mortal!)).length > 0);
        await mortal!.kill();
      }
      town.write(250, ids);
      written += 1;
      if (step < 20 || step > 24) await keepUp(500);
    }
    await keepUp(0);
    await heard(singles, 20);
    for (const watcher of all) expectAllOnceInOrder(watcher);
    for (const [at, { counts, gaps }] of singles.entries()) {
      expect([[...counts], gaps]).toEqual([[[ids[at], countsUpTo(20)]], 0]);
    }
    const shardIds = [...town.table.stream.shards.keys()];
    expect(shardIds.length).toBeGreaterThan(20);
    expect(Math.max(...shardIds.map((shardId) => town.streams.service.readersAtOnce(shardId)))).toBeLessThanOrEqual(2);
  }, 120_000);

  test('both serve the changes of one shard, which one of them reads', async () => {
    await start(1);
    const gateways = await startGateways(2);
    const watchers = await watchAll(gateways);
    town.write(100, ['a', 'b']);
    await heard(watchers, 100);
    for (const watcher of watchers) expectAllOnceInOrder(watcher);
    expect((await loadsOf(gateways)).toSorted()).toEqual([0, 1]);
  }, 120_000);

  test('keep their subscribers while the Redis is gone, and tell of what came meanwhile when it is back, empty', async () => {
    await start(2);
    const gateways = await startGateways(2);
    const watchers = await watchAll(gateways);
    const ids = counters(10);
    town.write(50, ids);
    await heard(watchers, 50);
    const { cursor } = watchers[0]!;
    town.write(50, ids);
    await heard(watchers, 100);
    await redis.stop();
    town.write(1_500, ids);
    town.table.rollOver();
    town.write(500, ids);
    const comesBack = town.watch(() => gateways[0]!, { after: cursor });
    await heard([comesBack], 50);
    await redis.start();
    town.write(100, ids);
    await heard(watchers, 2_200);
    await heard([comesBack], 2_150);
    for (const watcher of watchers) expectAllOnceInOrder(watcher);
    for (const id of ids) expect(comesBack.counts.get(id)).toEqual(countsUpTo(220, 6));
  }, 120_000);

  test('tell nobody anything twice when one stood still for longer than its leases, and goes on', async () => {
    await start(2);
    const gateways = await startGateways(2);
    const watchers = await watchAll(gateways);
    await untilLoadsAre(gateways, [1, 1]);
    const ids = counters(20);
    town.write(100, ids);
    await heard(watchers, 100);
    gateways[0]!.pause();
    town.write(500, ids);
    await heard([watchers[1]!], 600);
    await untilLoadsAre(gateways, [0, 2]);
    gateways[0]!.wake();
    town.write(100, ids);
    await heard(watchers, 700);
    await untilLoadsAre(gateways, [1, 1]);
    town.table.rollOver();
    town.write(100, ids);
    await heard(watchers, 800);
    for (const watcher of watchers) expectAllOnceInOrder(watcher);
  }, 120_000);

  test('divide the shards anew when one comes and when one is killed', async () => {
    await start(6);
    const gateways = [await town.start()];
    await untilLoadsAre(gateways, [6]);
    gateways.push(...(await startGateways(2)));
    await untilLoadsAre(gateways, [2, 2, 2]);
    const [killed, ...left] = gateways;
    await killed!.kill();
    await untilLoadsAre(left, [3, 3]);
    const [stopped, last] = left;
    await stopped!.stop();
    await untilLoadsAre([last!], [6]);
  }, 120_000);
});
