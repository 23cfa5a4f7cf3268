import { describe, expect, test } from '@jest/globals';
import { batchGetItems, type KeysRequest } from '../../../src/dynamo/execute/batchGetItems.js';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import { keyIdentity } from '../../../src/dynamo/keys/keyIdentity.js';
import type { KeysAndAttributes } from '../../../src/dynamo/actions.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { answersInTurn, createClock, createFakeTransport, FAULT, THROTTLE } from './fakeTransport.js';

type Wanted = Readonly<Record<string, KeysAndAttributes>>;

const key = (id: number | string): AttributeMap => ({ id: { S: String(id) } });
const keys = (count: number) => Array.from({ length: count }, (_, at) => key(at));
const items = (table: string, wanted: readonly AttributeMap[]) =>
  wanted.map((one) => ({ ...one, table: { S: table } }));

/** Stores what `stored` says is there, and answers in reverse order, as DynamoDB may. */
function setup(stored: (table: string, key: AttributeMap) => boolean = () => true) {
  const clock = createClock(1000);
  const transport = createFakeTransport((action, input) => {
    if (action === 'GetItem') {
      const { TableName, Key } = input as { TableName: string; Key: AttributeMap };
      return stored(TableName, Key) ? { Item: items(TableName, [Key])[0] } : {};
    }
    const { RequestItems } = input as { RequestItems: Wanted };
    const found = Object.entries(RequestItems).map(([table, { Keys }]) => [
      table,
      items(table, Keys.filter((one) => stored(table, one)).toReversed()),
    ]);
    return { Responses: Object.fromEntries(found) };
  });
  const caller = createCaller({ transport, random: () => 0 });
  const read = (...request: readonly KeysRequest[]) => batchGetItems(caller, request, clock.options);
  const sizes = () =>
    transport.sent.map(({ input }) => {
      const { RequestItems = {} } = input as { RequestItems?: Wanted };
      return Object.fromEntries(Object.entries(RequestItems).map(([table, { Keys }]) => [table, Keys.length]));
    });
  return { read, transport, sizes };
}

const all = (table: string, count: number): KeysRequest => ({ table, keys: keys(count), consistent: false });

test('one key is a GetItem, with its projection', async () => {
  const { read, transport } = setup();
  const projection = { expression: '#id, #table', names: { '#id': 'id', '#table': 'table' } };
  const found = await read({ table: 'A', keys: [key(1)], projection, consistent: true });
  expect(found).toEqual([[{ id: { S: '1' }, table: { S: 'A' } }]]);
  expect(transport.sent).toEqual([
    {
      action: 'GetItem',
      input: {
        TableName: 'A',
        Key: key(1),
        ProjectionExpression: '#id, #table',
        ExpressionAttributeNames: { '#id': 'id', '#table': 'table' },
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      },
    },
  ]);
});

test('one key asked for twice is one GetItem', async () => {
  const { read, transport } = setup();
  const found = await read({ table: 'A', keys: [key(1), key(1)], consistent: false });
  expect(found[0]).toHaveLength(2);
  expect(transport.sent.map(({ action }) => action)).toEqual(['GetItem']);
});

test('no keys are no call', async () => {
  const { read, transport } = setup();
  expect(await read({ table: 'A', keys: [], consistent: false })).toEqual([[]]);
  expect(await read()).toEqual([]);
  expect(transport.sent).toEqual([]);
});

test('items come in the order of their keys, whatever the order of the answer', async () => {
  const { read } = setup();
  const wanted = ['c', 'a', 'b', 'a'].map(key);
  const [found] = await read({ table: 'A', keys: wanted, consistent: false });
  expect(found).toEqual(items('A', wanted));
});

test('an absent item is null in its place', async () => {
  const { read } = setup((_table, { id }) => JSON.stringify(id) !== '{"S":"1"}');
  const [found] = await read(all('A', 3));
  expect(found).toEqual([items('A', [key(0)])[0], null, items('A', [key(2)])[0]]);
});

describe('packs keys', () => {
  test('of several tables into one call', async () => {
    const { read, sizes } = setup();
    const found = await read(all('A', 40), all('B', 60));
    expect(sizes()).toEqual([{ A: 40, B: 60 }]);
    expect(found).toEqual([items('A', keys(40)), items('B', keys(60))]);
  });

  test('into the fewest calls of 100, splitting tables where that saves one', async () => {
    const { read, sizes } = setup();
    const found = await read(all('A', 70), all('B', 70), all('C', 60));
    expect(sizes()).toEqual([
      { A: 70, B: 30 },
      { B: 40, C: 60 },
    ]);
    expect(found).toEqual([items('A', keys(70)), items('B', keys(70)), items('C', keys(60))]);
  });

  test('of one table asked for in two requests into one call', async () => {
    const { read, sizes } = setup();
    await read(all('A', 10), { table: 'A', keys: [key('x')], consistent: false });
    expect(sizes()).toEqual([{ A: 11 }]);
  });

  test('read consistently and not into different calls, which other tables fill', async () => {
    const { read, transport, sizes } = setup();
    const found = await read(all('A', 2), { ...all('A', 3), consistent: true }, all('B', 190));
    expect(sizes()).toEqual([
      { A: 2, B: 98 },
      { A: 3, B: 92 },
    ]);
    const asked = transport.sent.map(({ input }) => (input as { RequestItems: Wanted }).RequestItems['A']);
    expect(asked.map((how) => how?.ConsistentRead)).toEqual([undefined, true]);
    expect(found.map((list) => list.length)).toEqual([2, 3, 190]);
  });
});

describe('unprocessed keys', () => {
  const wanted: KeysRequest = { table: 'A', keys: [key(1), key(2)], consistent: false };
  const partial = {
    Responses: { A: items('A', [key(2)]) },
    UnprocessedKeys: { A: { Keys: [key(1)], ConsistentRead: false } },
  };

  test('are asked for again, and only these', async () => {
    const transport = createFakeTransport(answersInTurn(partial, { Responses: { A: items('A', [key(1)]) } }));
    const caller = createCaller({ transport, random: () => 0 });
    const [found] = await batchGetItems(caller, [wanted], createClock(10).options);
    expect(found).toEqual(items('A', [key(1), key(2)]));
    expect(transport.sent[1]?.input).toEqual({
      RequestItems: partial.UnprocessedKeys,
      ReturnConsumedCapacity: 'TOTAL',
    });
  });

  test('that stay so to the deadline are THROTTLED, never null', async () => {
    const clock = createClock(10);
    const transport = createFakeTransport(() => {
      clock.advance(1);
      return partial;
    });
    const caller = createCaller({ transport, random: () => 0 });
    const reading = batchGetItems(caller, [wanted], clock.options);
    await expect(reading).rejects.toMatchObject({
      code: 'THROTTLED',
      message: expect.stringContaining('BatchGetItem on "A"'),
    });
    expect(transport.sent).toHaveLength(10);
  });

  test('wait longer while nothing comes, and begin anew after progress', async () => {
    const none = { UnprocessedKeys: { A: { Keys: [key(1), key(2)] } } };
    const done = { Responses: { A: items('A', [key(1)]) } };
    const transport = createFakeTransport(answersInTurn(none, none, none, partial, done));
    const pauses: number[] = [];
    const caller = createCaller({ transport, random: () => 0 });
    const watched = {
      ...caller,
      pause: (...[attempt, subject, options]: Parameters<typeof caller.pause>) => {
        pauses.push(attempt);
        return caller.pause(attempt, subject, options);
      },
    };
    await batchGetItems(watched, [wanted], createClock(10).options);
    expect(pauses).toEqual([1, 2, 3, 1]);
  });
});

test('when one of several calls fails there is no answer, and the others are aborted', async () => {
  const clock = createClock(10);
  const signals: AbortSignal[] = [];
  const transport = createFakeTransport((_action, input, signal) => {
    signals.push(signal);
    const { RequestItems } = input as { RequestItems: Wanted };
    if (RequestItems['A']?.Keys.length === 1) {
      clock.advance(10);
      throw THROTTLE;
    }
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(FAULT)));
  });
  const caller = createCaller({ transport, random: () => 0 });
  const reading = batchGetItems(caller, [all('A', 101)], clock.options);
  await expect(reading).rejects.toMatchObject({ code: 'THROTTLED' });
  expect(signals[0]?.aborted).toBe(true);
});

describe('the identity of a key', () => {
  test('does not depend on the order of attributes or the writing of numbers', () => {
    const one = keyIdentity({ pk: { S: 'a' }, sk: { N: '1.50' } }, ['pk', 'sk']);
    expect(keyIdentity({ other: { BOOL: true }, sk: { N: '15e-1' }, pk: { S: 'a' } }, ['sk', 'pk'])).toBe(one);
  });

  test('tells types and values apart', () => {
    const identities = [{ S: '1' }, { N: '1' }, { B: 'MQ==' }, { S: '1 ' }].map((id) => keyIdentity({ id }, ['id']));
    expect(new Set(identities).size).toBe(4);
  });

  test('needs every key attribute', () => {
    expect(() => keyIdentity({ pk: { S: 'a' } }, ['pk', 'sk'])).toThrow(
      'An item was read without its key attribute "sk": project it.',
    );
  });
});
