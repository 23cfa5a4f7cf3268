import { expect, test } from '@jest/globals';

import { connectRedis } from '../../../src/subscriptions/brokers/redisConnection.js';

test('any number may wait for a Redis that is away, and no listener stays when it is given up', async () => {
  const connection = await connectRedis({
    url: 'redis://127.0.0.1:1',
    commandTimeoutMs: 1_000,
    silenceMs: 1_000,
    onLost: () => undefined,
    onReady: () => undefined,
  });
  const { client } = connection;
  const own = client.listenerCount('ready');
  const waiting = Array.from({ length: 20 }, () => connection.ready());
  // 0: Node warns at no number.
  expect([client.getMaxListeners(), client.listenerCount('ready')]).toEqual([0, own + 20]);
  connection.close();
  const results = await Promise.allSettled(waiting);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect([client.listenerCount('ready'), client.listenerCount('end')]).toEqual([own, 0]);
});
