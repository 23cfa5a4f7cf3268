import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAwsSdkTransport } from '../../../src/dynamo/execute/awsSdkTransport.js';
import { batchGetItems } from '../../../src/dynamo/execute/batchGetItems.js';
import { type Caller, createCaller } from '../../../src/dynamo/execute/caller.js';
import type { Transport } from '../../../src/dynamo/execute/transport.js';
import { callDynamo } from '../../support/callDynamo.js';
import { testEngine, uniqueTablePrefix } from '../../support/engine.js';
import {
  answerLost,
  connectionReset,
  held,
  partialBatch,
  serviceFault,
  success,
  throttled,
  truncated,
} from '../../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../../support/scriptedEndpoint.js';

const TABLE = `${uniqueTablePrefix()}counters`;
const KEY = { id: { S: 'a' } };
const GET = { TableName: TABLE, Key: KEY };
const ADD = {
  TableName: TABLE,
  Key: KEY,
  UpdateExpression: 'ADD #n :one',
  ExpressionAttributeNames: { '#n': 'n' },
  ExpressionAttributeValues: { ':one': { N: '1' } },
};

let dynamo: ScriptedEndpoint;
let transport: Transport;
let caller: Caller;
beforeEach(async () => {
  dynamo = await startScriptedEndpoint({ engine: testEngine().endpoint });
  transport = createAwsSdkTransport({ endpoint: dynamo.endpoint });
  caller = createCaller({ transport, random: () => 0 });
});
afterEach(async () => {
  await transport.close();
  await dynamo.close();
});

const within = (ms: number) => ({ signal: new AbortController().signal, deadlineAtMs: Date.now() + ms });
/** A clock on which a second passes with each look: retries come to their deadline however slow the machine is. */
const untilTheDeadline = () => {
  let clockMs = 0;
  return { signal: new AbortController().signal, deadlineAtMs: 10_000, now: () => (clockMs += 1_000) };
};
const stored = async () => (await callDynamo(testEngine().endpoint, 'GetItem', GET)).body['Item'];

beforeEach(async () => {
  await callDynamo(testEngine().endpoint, 'CreateTable', {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  await callDynamo(testEngine().endpoint, 'PutItem', { TableName: TABLE, Item: { ...KEY, n: { N: '1' } } });
});

test('a read comes through throttles, faults, resets and half answers', async () => {
  dynamo.on(
    'GetItem',
    throttled(),
    serviceFault(),
    serviceFault('ServiceUnavailable'),
    connectionReset('before'),
    connectionReset('after'),
    truncated({ Item: KEY }),
  );
  expect(await caller.call('GetItem', GET, within(5000))).toMatchObject({ Item: { ...KEY, n: { N: '1' } } });
  expect(dynamo.actions).toHaveLength(7);
});

describe('a write whose answer is lost', () => {
  test('is not done twice, and its outcome is said to be unknown', async () => {
    dynamo.on('UpdateItem', answerLost());
    await expect(caller.call('UpdateItem', ADD, within(5000))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(dynamo.actions).toEqual(['UpdateItem']);
    expect(await stored()).toEqual({ ...KEY, n: { N: '2' } });
  });

  test('is done again where that is harmless', async () => {
    dynamo.on('PutItem', answerLost());
    const put = { TableName: TABLE, Item: { ...KEY, n: { N: '5' } } };
    await caller.call('PutItem', put, { ...within(5000), idempotent: true });
    expect(dynamo.actions).toEqual(['PutItem', 'PutItem']);
    expect(await stored()).toEqual(put.Item);
  });
});

test('a throttled write is done once', async () => {
  dynamo.on('UpdateItem', throttled(), throttled('ThrottlingException'), throttled('RequestLimitExceeded'));
  await caller.call('UpdateItem', ADD, within(5000));
  expect(dynamo.actions).toHaveLength(4);
  expect(await stored()).toEqual({ ...KEY, n: { N: '2' } });
});

test('a write that is held beyond the deadline has an unknown outcome', async () => {
  const late = held(success({}));
  dynamo.on('UpdateItem', late.answer);
  await expect(caller.call('UpdateItem', ADD, within(30))).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  late.release();
});

test('a read that is held beyond the deadline is DEADLINE_EXCEEDED', async () => {
  const late = held(success({}));
  dynamo.on('GetItem', late.answer);
  await expect(caller.call('GetItem', GET, within(30))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  late.release();
});

test('nobody listening to the deadline is TABLE_NOT_READY, naming table and endpoint', async () => {
  await dynamo.close();
  const patient = createCaller({ transport, random: () => 0.5 });
  const error = await patient.call('UpdateItem', ADD, untilTheDeadline()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'TABLE_NOT_READY', message: expect.stringContaining(dynamo.endpoint) });
  expect(error).toMatchObject({ message: expect.stringContaining(TABLE) });
});

test('a table that does not exist is TABLE_NOT_READY at once', async () => {
  const get = { TableName: `${TABLE}-other`, Key: KEY };
  await expect(caller.call('GetItem', get, within(5000))).rejects.toMatchObject({
    code: 'TABLE_NOT_READY',
    message: expect.stringContaining(`Table "${TABLE}-other" does not exist`),
  });
  expect(dynamo.actions).toEqual(['GetItem']);
});

test('an index that does not exist is TABLE_NOT_READY', async () => {
  const query = {
    TableName: TABLE,
    IndexName: 'ByN',
    KeyConditionExpression: '#n = :n',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':n': { N: '1' } },
  };
  await expect(caller.call('Query', query, within(5000))).rejects.toMatchObject({
    code: 'TABLE_NOT_READY',
    message: expect.stringContaining('has no index "ByN"'),
  });
});

test.each(['PutItem', 'UpdateItem'] as const)('an item beyond 400 KB is ITEM_TOO_LARGE for %s', async (action) => {
  const large = { S: 'x'.repeat(410 * 1024) };
  const input =
    action === 'PutItem'
      ? { TableName: TABLE, Item: { ...KEY, large } }
      : { ...ADD, UpdateExpression: 'SET #n = :one', ExpressionAttributeValues: { ':one': large } };
  await expect(caller.call(action, input as never, within(5000))).rejects.toMatchObject({ code: 'ITEM_TOO_LARGE' });
});

describe('a batch', () => {
  const request = [{ table: TABLE, keys: [KEY, { id: { S: 'b' } }, { id: { S: 'c' } }], consistent: true }];
  const leftOver = { [TABLE]: { Keys: [KEY], ConsistentRead: true } };

  test('with keys left unprocessed asks the engine for these and answers in order', async () => {
    dynamo.on('BatchGetItem', partialBatch({ [TABLE]: [{ id: { S: 'c' } }] }, leftOver), throttled());
    const found = await batchGetItems(caller, request, within(5000));
    expect(found).toEqual([[{ ...KEY, n: { N: '1' } }, null, { id: { S: 'c' } }]]);
    expect(dynamo.inputsOf('BatchGetItem').at(-1)).toMatchObject({ RequestItems: leftOver });
  });

  test('with keys unprocessed to the deadline is THROTTLED, with no item', async () => {
    dynamo.always('BatchGetItem', partialBatch({ [TABLE]: [{ id: { S: 'c' } }] }, leftOver));
    const patient = createCaller({ transport, random: () => 0.5, retry: { baseDelayMs: 20 } });
    await expect(batchGetItems(patient, request, untilTheDeadline())).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(dynamo.actions.length).toBeGreaterThan(2);
  });
});
