import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { StreamHandler } from '../../src/subscriptions/lambda/createStreamHandler.js';
import { changeLogKeys } from '../../src/subscriptions/brokers/changeLogScripts.js';
import { lambdaRecord } from '../support/lambdaEvents.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';

describe('the handler of examples/changes', () => {
  let redis: TestRedis;
  let handler: StreamHandler;

  beforeAll(async () => {
    redis = await startRedis();
    process.env['REDIS_URL'] = redis.url;
    process.env['TABLE_PREFIX'] = 'shared-';
    ({ handler } = await import('../../examples/changes/streamHandler.js'));
  });
  afterAll(async () => {
    await handler.close();
    await redis.stop();
  });

  test('publishes what it is handed into the Redis and under the prefix that the environment says', async () => {
    const table = 'shared-Notes';
    const event = { Records: [1, 2].map((number) => lambdaRecord({ table, number })) };
    expect(await handler(event)).toEqual({ batchItemFailures: [] });
    const client = new Redis(redis.url);
    expect(await client.xlen(changeLogKeys('shared-', table).log)).toBe(1);
    client.disconnect();
  });
});
