import { describe, expect, test } from '@jest/globals';
import { type CallEvent, createCaller } from '../../../src/dynamo/execute/caller.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import {
  answersInTurn,
  createClock,
  createFakeTransport,
  FAULT,
  LOST,
  REFUSED,
  THROTTLE,
  untilAborted,
} from './fakeTransport.js';

const GET = { TableName: 'Products', Key: { productId: { S: 'p1' } } };
const PUT = { TableName: 'Products', Item: { productId: { S: 'p1' } } };
const ITEM = { Item: { productId: { S: 'p1' } }, ConsumedCapacity: { TableName: 'Products', CapacityUnits: 0.5 } };

/** A caller that never waits, and gives up when the clock has gone 10 attempts. */
function setup(...answers: readonly unknown[]) {
  const clock = createClock(10);
  const answer = answersInTurn(...answers);
  const transport = createFakeTransport(() => {
    clock.advance(1);
    return answer();
  });
  const events: CallEvent[] = [];
  const caller = createCaller({ transport, random: () => 0, onCall: (event) => events.push(event) });
  return { caller, transport, events, options: clock.options };
}

describe('one call', () => {
  test('asks for the consumed capacity and returns the answer', async () => {
    const { caller, transport, options } = setup(ITEM);
    expect(await caller.call('GetItem', GET, options)).toBe(ITEM);
    expect(transport.sent).toEqual([{ action: 'GetItem', input: { ...GET, ReturnConsumedCapacity: 'TOTAL' } }]);
  });

  test('is reported with attempt, tables and units, also when it failed', async () => {
    const { caller, events, options } = setup(THROTTLE, ITEM);
    await caller.call('GetItem', GET, options);
    expect(events).toMatchObject([
      { action: 'GetItem', tables: ['Products'], attempt: 1, consumed: [], error: THROTTLE },
      { action: 'GetItem', tables: ['Products'], attempt: 2, consumed: [{ readUnits: 0.5 }], error: undefined },
    ]);
  });

  test('of several tables is reported with the units of each', async () => {
    const { caller, events, options } = setup({ ConsumedCapacity: [{ CapacityUnits: 1.5 }, { CapacityUnits: 2 }] });
    const asked = { RequestItems: { A: { Keys: [] }, B: { Keys: [] } } };
    await caller.call('BatchGetItem', asked, options);
    expect(events).toMatchObject([{ tables: ['A', 'B'], consumed: [{ readUnits: 1.5 }, { readUnits: 2 }] }]);
  });
});

describe('one call of a request', () => {
  test('is reported to the request beside the caller, and asks for indexes where the request does', async () => {
    const { caller, transport, events, options } = setup(THROTTLE, ITEM, ITEM);
    const own: CallEvent[] = [];
    const onCall = (event: CallEvent) => void own.push(event);
    await caller.call('GetItem', GET, { ...options, onCall, capacity: 'INDEXES' });
    await caller.call('GetItem', GET, options);
    expect(own).toEqual(events.slice(0, 2));
    expect(own.map(({ call, attempt }) => [call, attempt])).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(events[2]).toMatchObject({ call: 2, attempt: 1 });
    expect(transport.sent.map(({ input }) => input)).toMatchObject([
      { ReturnConsumedCapacity: 'INDEXES' },
      { ReturnConsumedCapacity: 'INDEXES' },
      { ReturnConsumedCapacity: 'TOTAL' },
    ]);
  });

  test('says how much was sent and came back, and what a batch left undone', async () => {
    const keys = [{ id: { S: 'a' } }, { id: { S: 'b' } }, { id: { S: 'c' } }];
    const [Item] = keys;
    const { caller, events, options } = setup(
      { Responses: { A: keys.slice(0, 1), B: keys.slice(0, 1) }, UnprocessedKeys: { A: { Keys: keys.slice(1) } } },
      { UnprocessedItems: { A: [{ PutRequest: { Item } }] } },
      { Responses: [{ Item }, {}] },
      { Items: keys, Count: 3 },
      { Count: 3 },
      {},
      {},
    );
    const RequestItems = { A: { Keys: keys }, B: { Keys: keys.slice(0, 1) } };
    await caller.call('BatchGetItem', { RequestItems }, options);
    await caller.call(
      'BatchWriteItem',
      { RequestItems: { A: keys.map((Key) => ({ DeleteRequest: { Key } })) } },
      options,
    );
    const TransactItems = keys.slice(0, 2).map((Key) => ({ Get: { TableName: 'A', Key } }));
    await caller.call('TransactGetItems', { TransactItems }, options);
    await caller.call('Scan', { TableName: 'A' }, options);
    await caller.call('Scan', { TableName: 'A', Select: 'COUNT' }, options);
    await caller.call('GetItem', GET, options);
    await caller.call('PutItem', PUT, options);
    expect(events.map(({ action, keys: sent, items, unprocessed }) => [action, sent, items, unprocessed])).toEqual([
      ['BatchGetItem', 4, 2, 2],
      ['BatchWriteItem', 3, undefined, 1],
      ['TransactGetItems', 2, 1, 0],
      ['Scan', undefined, 3, 0],
      ['Scan', undefined, 0, 0],
      ['GetItem', 1, 0, 0],
      ['PutItem', 1, undefined, 0],
    ]);
  });
});

describe('a read', () => {
  test.each([
    ['a throttle', THROTTLE],
    ['a fault of the service', FAULT],
    ['a lost answer', LOST],
    ['a refused connection', REFUSED],
    ['status 429 of any name', new DynamoError('SomethingNew', '', { status: 429 })],
    ['status 503 of any name', new DynamoError('SomethingNew', '', { status: 503 })],
  ])('is tried again after %s', async (_what, failure) => {
    const { caller, transport, options } = setup(failure, failure, ITEM);
    expect(await caller.call('GetItem', GET, options)).toBe(ITEM);
    expect(transport.sent).toHaveLength(3);
  });

  test.each([
    ['throttles', THROTTLE, 'THROTTLED', 'throttling GetItem on "Products"'],
    ['faults', FAULT, 'DEADLINE_EXCEEDED', 'GetItem on "Products"'],
    ['lost answers', LOST, 'DEADLINE_EXCEEDED', 'GetItem on "Products"'],
    ['refused connections', REFUSED, 'TABLE_NOT_READY', 'http://127.0.0.1:1'],
    ['conflicts', new DynamoError('TransactionConflictException', ''), 'TRANSACTION_CONFLICT', '"Products"'],
  ])('after %s to the deadline fails with the code for them', async (_what, failure, code, named) => {
    const { caller, transport, options } = setup(failure);
    const error = await caller.call('GetItem', GET, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, cause: failure, message: expect.stringContaining(named) });
    expect(transport.sent).toHaveLength(10);
  });

  test('says when to come back after throttling', async () => {
    const { caller, options } = setup(THROTTLE);
    await expect(caller.call('GetItem', GET, options)).rejects.toMatchObject({ details: { retryAfterMs: 1000 } });
  });

  test('is not sent after the deadline', async () => {
    const { caller, transport, options } = setup(ITEM);
    const late = { ...options, deadlineAtMs: 0 };
    await expect(caller.call('GetItem', GET, late)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(transport.sent).toHaveLength(0);
  });

  test('does not begin a wait that ends after the deadline', async () => {
    const clock = createClock(40);
    const transport = createFakeTransport(answersInTurn(THROTTLE));
    const caller = createCaller({ transport, random: () => 1 });
    await expect(caller.call('GetItem', GET, clock.options)).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(transport.sent).toHaveLength(1);
  });

  test('is cut off at the deadline', async () => {
    const caller = createCaller({ transport: createFakeTransport(untilAborted) });
    const options = { signal: new AbortController().signal, deadlineAtMs: Date.now() + 5 };
    await expect(caller.call('GetItem', GET, options)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  test('that was throttled, and is cut off at the deadline while it tries again, fails as throttled', async () => {
    const abort = new AbortController();
    const throttle = answersInTurn(THROTTLE);
    const transport = createFakeTransport((...asked) => {
      if (transport.sent.length === 1) return throttle();
      setImmediate(() => abort.abort(new GatewayError('DEADLINE_EXCEEDED', 'Too late.')));
      return untilAborted(...asked);
    });
    const caller = createCaller({ transport, random: () => 0 });
    const call = caller.call('GetItem', GET, { signal: abort.signal, deadlineAtMs: Infinity });
    await expect(call).rejects.toMatchObject({ code: 'THROTTLED', cause: THROTTLE });
  });

  test('without a deadline is not cut off', async () => {
    const { caller, options } = setup(ITEM);
    expect(await caller.call('GetItem', GET, { ...options, deadlineAtMs: Infinity })).toBe(ITEM);
  });

  test('that is aborted fails with the reason, where that is meant to be shown', async () => {
    const abort = new AbortController();
    const reason = new GatewayError('OVERLOADED', 'Shutting down.');
    const caller = createCaller({ transport: createFakeTransport(untilAborted) });
    const call = caller.call('GetItem', GET, { signal: abort.signal, deadlineAtMs: Infinity });
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test('that is aborted for another reason fails with DEADLINE_EXCEEDED', async () => {
    const caller = createCaller({ transport: createFakeTransport(untilAborted) });
    const options = { signal: AbortSignal.abort(), deadlineAtMs: Infinity };
    await expect(caller.call('GetItem', GET, options)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  test('that is aborted while it waits to try again does not wait on', async () => {
    const abort = new AbortController();
    const transport = createFakeTransport(answersInTurn(THROTTLE));
    const caller = createCaller({
      transport,
      retry: { baseDelayMs: 1e6, maxDelayMs: 1e6 },
      random: () => 1,
      onCall: () => setImmediate(() => abort.abort()),
    });
    const call = caller.call('GetItem', GET, { signal: abort.signal, deadlineAtMs: Infinity });
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});

describe('a write', () => {
  test.each([
    ['a throttle', THROTTLE],
    ['a refused connection', REFUSED],
    ['a conflict', new DynamoError('TransactionConflictException', '', { status: 400 })],
  ])('is tried again after %s, for it was not done', async (_what, failure) => {
    const { caller, transport, options } = setup(failure, {});
    await caller.call('PutItem', PUT, options);
    expect(transport.sent).toHaveLength(2);
  });

  test.each([
    ['a lost answer', LOST],
    ['a fault of the service', FAULT],
  ])('is not tried again after %s: its outcome is unknown', async (_what, failure) => {
    const { caller, transport, options } = setup(failure, {});
    await expect(caller.call('PutItem', PUT, options)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      cause: failure,
      message: expect.stringContaining('PutItem on "Products"'),
    });
    expect(transport.sent).toHaveLength(1);
  });

  test('that is cut off while it runs has an unknown outcome', async () => {
    const caller = createCaller({ transport: createFakeTransport(untilAborted) });
    const options = { signal: new AbortController().signal, deadlineAtMs: Date.now() + 5 };
    await expect(caller.call('DeleteItem', GET, options)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  test('that is harmless to repeat is tried again after a lost answer', async () => {
    const { caller, transport, options } = setup(LOST, FAULT, {});
    await caller.call('PutItem', PUT, { ...options, idempotent: true });
    expect(transport.sent).toHaveLength(3);
  });

  test.each([
    ['throttled to the deadline', THROTTLE],
    ['refused by its condition', new DynamoError('ConditionalCheckFailedException', '', { status: 400 })],
    ['unreachable to the deadline', REFUSED],
  ])('with one lost answer and then %s has an unknown outcome', async (_what, failure) => {
    const { caller, options } = setup(LOST, failure);
    const call = caller.call('PutItem', PUT, { ...options, idempotent: true });
    await expect(call).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  test('that its condition refused fails with DynamoDB error and stored item', async () => {
    const item = { productId: { S: 'p1' }, version: { N: '3' } };
    const refusal = new DynamoError('ConditionalCheckFailedException', 'The conditional request failed', { item });
    const { caller, transport, options } = setup(refusal);
    await expect(caller.call('PutItem', PUT, options)).rejects.toBe(refusal);
    expect(transport.sent).toHaveLength(1);
  });
});

describe('an answer that would come again', () => {
  test.each([
    [
      'a missing table',
      new DynamoError('ResourceNotFoundException', 'Requested resource not found', { status: 400 }),
      'TABLE_NOT_READY',
      'Table "Products" does not exist, or it is still being made. Create it, or check the name in schema.graphql, TABLE_PREFIX, the region and the endpoint.',
    ],
    [
      'a missing index',
      new DynamoError('ValidationException', 'The table does not have the specified index: ByPrice'),
      'TABLE_NOT_READY',
      'Table "Products" has no index "ByPrice", or it is still being made. Create it, or check the name in schema.graphql, TABLE_PREFIX, the region and the endpoint.',
    ],
    [
      'an item beyond 400 KB',
      new DynamoError('ValidationException', 'Item size to update has exceeded the maximum allowed size'),
      'ITEM_TOO_LARGE',
      'Query on "Products" index "ByPrice" would make the item larger than the 400 KB that DynamoDB allows. Keep less in it, or split it into several items.',
    ],
  ])('is not asked for twice: %s', async (_what, failure, code, message) => {
    const { caller, transport, options } = setup(failure);
    const query = { TableName: 'Products', IndexName: 'ByPrice', KeyConditionExpression: '#a = :a' };
    await expect(caller.call('Query', query, options)).rejects.toMatchObject({ code, message, cause: failure });
    expect(transport.sent).toHaveLength(1);
  });

  test('and means a fault of ours is passed on as it is', async () => {
    const failure = new DynamoError('ValidationException', 'Invalid UpdateExpression', { status: 400 });
    const { caller, options } = setup(failure);
    await expect(caller.call('GetItem', GET, options)).rejects.toBe(failure);
  });

  test('names all tables of a batch', async () => {
    const { caller, options } = setup(new DynamoError('ResourceNotFoundException', '', { status: 400 }));
    const asked = { RequestItems: { A: { Keys: [] }, B: { Keys: [] } } };
    await expect(caller.call('BatchGetItem', asked, options)).rejects.toThrow(
      'Some of the tables "A", "B" do not exist, or they are still being made.',
    );
  });

  test('does not hide a mistake of the code: other errors are thrown at once', async () => {
    const mistake = new TypeError('x is not a function');
    const { caller, options } = setup(mistake);
    await expect(caller.call('GetItem', GET, options)).rejects.toBe(mistake);
  });
});
