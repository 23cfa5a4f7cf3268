import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { GatewaySettings } from '../../src/config/gatewaySettings.js';
import { post, startTinyGateway, type TinyGateway } from '../http/tinyGateway.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';
import { waitUntil } from '../support/waitUntil.js';

let redis: TestRedis;
const open: TinyGateway[] = [];

/** Another process of the same gateway. Who asks is what the header `user` says. */
async function start(settings: Partial<GatewaySettings>): Promise<TinyGateway> {
  const gateway = await startTinyGateway({ redisUrl: redis.url, rateWindowS: 60, ...settings }, [], ({ headers }) => ({
    identity: String(headers['user']),
    claims: {},
  }));
  open.push(gateway);
  return gateway;
}

const says = ({ log }: TinyGateway, words: RegExp) => log.filter(({ msg }) => words.test(String(msg))).length;

let users = 0;
/** Nobody who has asked before. */
const newUser = () => `user-${(users += 1)}`;

const ask = async ({ url }: TinyGateway, user: string, query = '{ hello }') =>
  (await post(url, { query }, { user })).status;

describe('rates of several processes', () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ server }) => server.close()));
  });
  afterAll(() => redis.stop());

  /** Counts for itself until it has found the Redis: then what it counts, others see. */
  async function connected(gateways: readonly TinyGateway[]): Promise<void> {
    await waitUntil('every process to count in the Redis', async () => {
      const user = newUser();
      const statuses = [];
      for (const gateway of [...gateways, ...gateways]) statuses.push(await ask(gateway, user));
      return statuses.filter((status) => status === 200).length === 3;
    });
  }

  test('requests are counted together, each identity by itself', async () => {
    const [one, other] = [await start({ rateRequests: 3 }), await start({ rateRequests: 3 })];
    await connected([one, other]);
    const user = newUser();
    expect([await ask(one, user), await ask(other, user), await ask(one, user)]).toEqual([200, 200, 200]);
    expect([await ask(one, user), await ask(other, user)]).toEqual([429, 429]);
    expect(await ask(other, newUser())).toBe(200);
  });

  test('units are counted together', async () => {
    const [one, other] = [
      await start({ rateRequests: 3, rateUnits: 5 }),
      await start({ rateRequests: 3, rateUnits: 5 }),
    ];
    await connected([one, other]);
    const user = newUser();
    expect(await ask(one, user, '{ costly(units: 5.5) }')).toBe(200);
    await waitUntil('the units to be counted', async () => (await ask(other, user)) === 429);
  });

  test('while the Redis is gone each process counts for itself, says so once, and refuses nobody for it', async () => {
    const [one, other] = [await start({ rateRequests: 3 }), await start({ rateRequests: 3 })];
    await connected([one, other]);
    await redis.stop();
    await waitUntil('the loss to be noticed', () => says(one, /Redis cannot/) + says(other, /Redis cannot/) === 2);
    const user = newUser();
    for (const gateway of [one, other]) {
      expect([await ask(gateway, user), await ask(gateway, user), await ask(gateway, user)]).toEqual([200, 200, 200]);
      expect(await ask(gateway, user)).toBe(429);
    }
    await redis.start();
    await waitUntil(
      'the Redis to be found again',
      () => says(one, /Redis is back/) + says(other, /Redis is back/) === 2,
    );
    await connected([one, other]);
    expect([says(one, /Redis cannot/), says(other, /Redis cannot/)]).toEqual([1, 1]);
  });

  test('a Redis that hangs is gone, too', async () => {
    const [gateway, other] = [await start({ rateRequests: 3 }), await start({ rateRequests: 3 })];
    await connected([gateway, other]);
    redis.hang();
    await waitUntil('the silence to be noticed', async () => {
      expect(await ask(gateway, newUser())).toBe(200);
      return says(gateway, /Redis cannot/) === 1;
    });
    await redis.stop();
    await redis.start();
    await waitUntil('the Redis to be found again', () => says(gateway, /Redis is back/) === 1);
  });
});
