import { afterEach, describe, expect, test } from '@jest/globals';
import type { ChangeWatcher } from '../support/changeWatcher.js';
import { countsUpTo, type CounterTown, cursorOfNow, heard, startCounterTown } from '../support/counterTown.js';
import type { GatewayProcess } from '../support/gatewayProcess.js';
import { waitUntil } from '../support/waitUntil.js';

let town: CounterTown;
afterEach(() => town.close());

/** Waits until a subscription is refused or hears of what is written. */
async function attempt(gateway: GatewayProcess): Promise<ChangeWatcher> {
  const watcher = town.watch(() => gateway);
  await waitUntil('an answer', () => {
    town.write(1, ['probe']);
    return watcher.failure !== undefined || watcher.total > 0;
  });
  return watcher;
}

async function attemptUntilServed(gateway: GatewayProcess): Promise<ChangeWatcher> {
  let served: ChangeWatcher | undefined;
  await waitUntil(
    'the other to take over',
    async () => {
      const watcher = await attempt(gateway);
      if (watcher.failure === undefined) served = watcher;
      return served !== undefined;
    },
    20_000,
  );
  return served!;
}

describe('gateways without a Redis, over the same tables', () => {
  test.each(['stop', 'kill'] as const)(
    'one serves subscriptions, and the other refuses them, naming REDIS_URL, until the first is gone: %s',
    async (end) => {
      town = await startCounterTown({ shardCount: 2 });
      const [one, two] = await Promise.all([town.start(), town.start()]);
      const first = await attempt(one);
      expect(first.failure).toBeUndefined();
      const refused = await attempt(two);
      expect(refused.failure).toMatchObject([
        {
          message: expect.stringMatching(/ are read by another process \(.+:\d+\)\..*\(REDIS_URL\)/),
          extensions: { code: 'TABLE_NOT_READY' },
        },
      ]);
      await expect(cursorOfNow(two)).rejects.toThrow('REDIS_URL');
      const heardBefore = first.total;
      await attempt(one);
      await waitUntil('the first one to be told still', () => first.total > heardBefore);

      await one[end]();
      const second = await attemptUntilServed(two);
      const [begin] = second.counts.get('probe')!;
      town.write(20, ['probe']);
      const last = town.written.get('probe')!;
      await waitUntil('all to come', () => second.counts.get('probe')?.at(-1) === last);
      expect(second.counts.get('probe')).toEqual(countsUpTo(last, begin));
    },
    60_000,
  );

  test('a gateway that is started again tells a client of all that it has missed', async () => {
    town = await startCounterTown({ shardCount: 2 });
    const ids = Array.from({ length: 50 }, (_, at) => `counter-${at}`);
    let gateway = await town.start();
    const watcher = town.watch(() => gateway, { after: await cursorOfNow(gateway) });
    town.write(200, ids);
    await heard([watcher], 200);
    await gateway.kill();
    town.write(2_000, ids);
    town.table.rollOver();
    town.write(3_000, ids);
    gateway = await town.start();
    await heard([watcher], 5_200);
    expect(watcher.gaps).toBe(0);
    expect([...watcher.counts.values()]).toEqual(ids.map(() => countsUpTo(104)));
  }, 120_000);
});
