import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import { createStreamHandler, type StreamHandler } from '../../src/lambda.js';
import { OWN_TABLE } from '../../src/model/ownTable.js';
import { type ChangeWatcher, openWatchSocket, watchChanges, type WatchOptions } from '../support/changeWatcher.js';
import { COUNTERS_SCHEMA, countsUpTo, cursorOfNow, heard } from '../support/counterTown.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gatewayProcess.js';
import { createLambdaMapping, type LambdaMapping } from '../support/lambdaMapping.js';
import { startRedis, type TestRedis } from '../support/startRedis.js';
import { modelOf, table } from '../support/tableModel.js';
import { waitUntil } from '../support/waitUntil.js';

const client = createDynamoClient(testEngine());
let tablePrefix: string;
let redis: TestRedis;
let handler: StreamHandler;
let mapping: LambdaMapping;
let gateway: GatewayProcess;
let socket: Client;
let written: number;

const startGateway = () =>
  startGatewayProcess({
    SORTKEY_SCHEMA: COUNTERS_SCHEMA,
    SORTKEY_TABLES: 'none',
    TABLE_PREFIX: tablePrefix,
    DYNAMODB_ENDPOINT: testEngine().endpoint,
    REDIS_URL: redis.url,
    STREAM_READER: 'lambda',
  });

async function write(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const Item = { counterId: { S: 'a' }, count: { N: String((written += 1)) } };
    await client.send(new PutItemCommand({ TableName: `${tablePrefix}counters`, Item }));
  }
}

const watch = (options: WatchOptions = {}): ChangeWatcher => watchChanges(socket, options);
const countsOf = ({ counts }: ChangeWatcher) => counts.get('a') ?? [];

describe('a gateway that Lambda tells of changes', () => {
  beforeEach(async () => {
    tablePrefix = uniqueTablePrefix();
    written = 0;
    const counters = table(`${tablePrefix}counters`, ['counterId']);
    const ownTable = { ...OWN_TABLE, name: `${tablePrefix}${OWN_TABLE.name}` };
    await ensureTables({ client, model: { ...modelOf(counters), ownTable } });
    redis = await startRedis();
    handler = createStreamHandler({ redisUrl: redis.url, tablePrefix });
    mapping = await createLambdaMapping(counters.name, handler);
    gateway = await startGateway();
    socket = openWatchSocket(() => gateway.url);
  }, 120_000);
  afterEach(async () => {
    await socket.dispose();
    await handler.close();
    await gateway.kill();
    await redis.stop();
  });
  afterAll(() => client.destroy());

  test('hears of them once and in order, and a client that was away of what the Redis has kept', async () => {
    const cursor = await cursorOfNow(gateway);
    const stays = watch({ after: cursor });
    const leaves = watch({ after: cursor });
    await write(30);
    await mapping.handOver(7);
    await heard([stays, leaves], 30);
    leaves.close();

    await write(40);
    await mapping.handOver();
    // A mapping that was made anew begins again.
    await (await createLambdaMapping(`${tablePrefix}counters`, handler)).handOver();
    await gateway.kill();
    gateway = await startGateway();
    await write(10);
    const back = watch({ after: leaves.cursor });
    await mapping.handOver();
    await heard([stays], 80);
    await heard([back], 50);
    expect(countsOf(stays)).toEqual(countsUpTo(80));
    expect([leaves, back].flatMap(countsOf)).toEqual(countsUpTo(80));
    expect([stays, back].map(({ gaps }) => gaps)).toEqual([0, 0]);
  }, 120_000);

  test('tells of a gap where the Redis has lost what it had, to who is there and to who comes back', async () => {
    const cursor = await cursorOfNow(gateway);
    const stays = watch({ after: cursor });
    const leaves = watch({ after: cursor });
    await write(10);
    await mapping.handOver();
    await heard([stays, leaves], 10);
    leaves.close();

    await redis.stop();
    await redis.start();
    await write(10);
    await waitUntil('the handler to reach the Redis', async () => {
      const { batchItemFailures } = await handler({ Records: [] });
      return batchItemFailures.length === 0;
    });
    await mapping.handOver();
    await waitUntil('what comes behind the gap', () => countsOf(stays).at(-1) === 20);
    expect([countsOf(stays), stays.gaps]).toEqual([countsUpTo(20), 1]);

    const back = watch({ after: leaves.cursor });
    await waitUntil('the gap', () => back.gaps === 1);
    await write(10);
    await mapping.handOver();
    await waitUntil('the last', () => countsOf(back).at(-1) === 30);
    expect(countsOf(back)).toEqual(countsUpTo(30, 21));
  }, 120_000);
});
