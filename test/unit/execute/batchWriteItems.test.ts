import { describe, expect, test } from '@jest/globals';
import {
  batchWriteItems,
  type KeyedRequest,
  MAX_CALLS_IN_FLIGHT,
} from '../../../src/dynamo/execute/batchWriteItems.js';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import type { WriteRequest } from '../../../src/dynamo/actions.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { answersInTurn, createClock, createFakeTransport, LOST, THROTTLE } from './fakeTransport.js';

type Sent = Readonly<Record<string, readonly WriteRequest[]>>;

const TOO_LARGE = new DynamoError('ValidationException', 'Item size has exceeded the maximum allowed size', {
  status: 400,
});
const WRITTEN = { kind: 'written' };

function put(id: number, more: Readonly<Record<string, { readonly S: string }>> = {}): KeyedRequest {
  const key = { id: { S: String(id) } };
  return { key, request: { PutRequest: { Item: { ...key, ...more } } } };
}

function remove(id: number): KeyedRequest {
  const key = { id: { S: String(id) } };
  return { key, request: { DeleteRequest: { Key: key } } };
}

const puts = (count: number) => Array.from({ length: count }, (_, id) => put(id));
const unprocessed = (...requests: readonly KeyedRequest[]) => ({
  UnprocessedItems: { A: requests.map(({ request }) => request) },
});
const idOf = (request: WriteRequest) =>
  Object.values(
    'PutRequest' in request ? (request.PutRequest.Item['id'] ?? {}) : (request.DeleteRequest.Key['id'] ?? {}),
  )[0];

/** Everything below the plan over a transport that answers as the test says, on a clock that the test moves. */
function setup(answer: (input: { readonly RequestItems: Sent }) => unknown = () => ({}), deadlineAtMs = 1000) {
  const clock = createClock(deadlineAtMs);
  const transport = createFakeTransport((_action, input) => answer(input));
  const caller = createCaller({ transport, random: () => 0 });
  const pauses: number[] = [];
  let afterPause = (): void => undefined;
  const watched: typeof caller = {
    ...caller,
    async pause(attempt, subject, options) {
      pauses.push(attempt);
      await caller.pause(attempt, subject, options);
      afterPause();
    },
  };
  const onPause = (then: () => void): void => void (afterPause = then);
  const write = (requests: readonly KeyedRequest[]) => batchWriteItems(watched, 'A', requests, clock.options);
  const sent = () =>
    transport.sent.map(({ input }) => ((input as { RequestItems: Sent }).RequestItems['A'] ?? []).map(idOf));
  return { write, sent, transport, clock, pauses, onPause };
}

test('puts and deletes go in one call, with an outcome for each', async () => {
  const { write, transport } = setup();
  expect(await write([put(1), remove(2)])).toEqual([WRITTEN, WRITTEN]);
  expect(transport.sent).toEqual([
    {
      action: 'BatchWriteItem',
      input: {
        RequestItems: {
          A: [{ PutRequest: { Item: { id: { S: '1' } } } }, { DeleteRequest: { Key: { id: { S: '2' } } } }],
        },
        ReturnConsumedCapacity: 'TOTAL',
      },
    },
  ]);
});

test('nothing to write is no call', async () => {
  const { write, transport } = setup();
  expect(await write([])).toEqual([]);
  expect(transport.sent).toEqual([]);
});

test('a call holds 25 of them', async () => {
  const { write, sent } = setup();
  expect(await write(puts(60))).toEqual(puts(60).map(() => WRITTEN));
  expect(sent().map((ids) => ids.length)).toEqual([25, 25, 10]);
});

test('a call holds 16 MB, and one item more than that goes alone', async () => {
  const { write, sent } = setup();
  const of = (id: number, megabytes: number) => put(id, { text: { S: 'x'.repeat(megabytes * 1_000_000) } });
  await write([of(0, 9), of(1, 6), of(2, 3), of(3, 17), of(4, 1)]);
  expect(sent()).toEqual([['0', '1'], ['2'], ['3'], ['4']]);
});

test('of ten thousand never more than a few calls are on their way', async () => {
  let inFlight = 0;
  let most = 0;
  const { write, sent } = setup(async () => {
    most = Math.max(most, (inFlight += 1));
    await new Promise(setImmediate);
    inFlight -= 1;
    return {};
  });
  const outcomes = await write(puts(10_000));
  expect(outcomes).toHaveLength(10_000);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['written']));
  expect(sent()).toHaveLength(400);
  expect(new Set(sent().flat()).size).toBe(10_000);
  expect(most).toBe(MAX_CALLS_IN_FLIGHT);
});

describe('what is handed back as unprocessed', () => {
  test('is sent again, and only that', async () => {
    const { write, sent } = setup(answersInTurn(unprocessed(put(1), remove(3)), unprocessed(remove(3)), {}));
    expect(await write([put(0), put(1), remove(2), remove(3)])).toEqual([WRITTEN, WRITTEN, WRITTEN, WRITTEN]);
    expect(sent()).toEqual([['0', '1', '2', '3'], ['1', '3'], ['3']]);
  });

  test('is known by its key, however its numbers are spelled', async () => {
    const key = { n: { N: '1.50' } };
    const answer = { UnprocessedItems: { A: [{ DeleteRequest: { Key: { n: { N: '1.5' } } } }] } };
    const { write, transport } = setup(answersInTurn(answer, {}));
    expect(await write([{ key, request: { DeleteRequest: { Key: key } } }])).toEqual([WRITTEN]);
    expect(transport.sent).toHaveLength(2);
  });

  test('waits longer while nothing is taken, and begins anew after progress', async () => {
    const none = unprocessed(put(0), put(1));
    const { write, pauses } = setup(answersInTurn(none, none, none, unprocessed(put(1)), {}));
    await write(puts(2));
    expect(pauses).toEqual([1, 2, 3, 1]);
  });

  test('and stays so to the deadline is THROTTLED; the others are written', async () => {
    const { write, clock } = setup(() => {
      clock.advance(1);
      return unprocessed(put(1));
    }, 10);
    expect(await write(puts(3))).toEqual([
      WRITTEN,
      { kind: 'notWritten', error: expect.objectContaining({ code: 'THROTTLED' }) },
      WRITTEN,
    ]);
  });

  test('is THROTTLED too where the deadline comes between the wait and the call', async () => {
    const { write, clock, onPause } = setup(() => unprocessed(put(0)), 10);
    onPause(() => clock.advance(10));
    expect(await write(puts(1))).toMatchObject([{ kind: 'notWritten', error: { code: 'THROTTLED' } }]);
  });
});

describe('an answer that is lost', () => {
  test('is asked for again: a put or delete may be done twice', async () => {
    const { write, sent } = setup(answersInTurn(LOST, {}));
    expect(await write(puts(2))).toEqual([WRITTEN, WRITTEN]);
    expect(sent()).toEqual([
      ['0', '1'],
      ['0', '1'],
    ]);
  });

  test('at the deadline leaves its items unknown, and only those', async () => {
    const { write, clock } = setup(({ RequestItems }) => {
      if (RequestItems['A']?.length === 25) return {};
      clock.advance(10);
      throw LOST;
    }, 10);
    const outcomes = await write(puts(26));
    expect(outcomes.slice(0, 25)).toEqual(puts(25).map(() => WRITTEN));
    expect(outcomes[25]).toMatchObject({ kind: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
  });

  test('and then comes with items handed back leaves these unknown: the lost call may have written them', async () => {
    let calls = 0;
    const { write, clock } = setup(() => {
      if ((calls += 1) === 1) throw LOST;
      clock.advance(10);
      return unprocessed(put(1));
    }, 10);
    expect(await write(puts(2))).toMatchObject([WRITTEN, { kind: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } }]);
  });

  test('and then is a throttle to the deadline leaves all unknown', async () => {
    let calls = 0;
    const { write, clock } = setup(() => {
      if ((calls += 1) === 1) throw LOST;
      clock.advance(10);
      throw THROTTLE;
    }, 10);
    expect(await write(puts(2))).toMatchObject([{ kind: 'unknown' }, { kind: 'unknown' }]);
  });
});

describe('a call that is refused for one of its items', () => {
  const refusing = (...bad: readonly string[]) =>
    setup(({ RequestItems }) => {
      if ((RequestItems['A'] ?? []).some((request) => bad.includes(idOf(request) ?? ''))) throw TOO_LARGE;
      return {};
    });

  test('is halved until that one is alone, and the others are written', async () => {
    const { write, sent } = refusing('2');
    expect(await write(puts(5))).toMatchObject([
      WRITTEN,
      WRITTEN,
      { kind: 'notWritten', error: { code: 'ITEM_TOO_LARGE' } },
      WRITTEN,
      WRITTEN,
    ]);
    expect(sent()).toEqual([['0', '1', '2', '3', '4'], ['0', '1', '2'], ['0', '1'], ['2'], ['3', '4']]);
  });

  test('finds several of them', async () => {
    const { write } = refusing('0', '7', '24', '30');
    const outcomes = await write(puts(50));
    const bad = outcomes.flatMap(({ kind }, at) => (kind === 'written' ? [] : [at]));
    expect(bad).toEqual([0, 7, 24, 30]);
  });

  test('says so of that one even where an answer was lost before: it was refused then too', async () => {
    const { write } = setup(answersInTurn(LOST, TOO_LARGE, {}, TOO_LARGE));
    expect(await write(puts(2))).toMatchObject([WRITTEN, { kind: 'notWritten', error: { code: 'ITEM_TOO_LARGE' } }]);
  });

  test('is not halved where no item is to blame', async () => {
    const { write, sent } = setup(answersInTurn(new DynamoError('AccessDeniedException', 'No.', { status: 400 })));
    expect(await write(puts(25))).toEqual(
      puts(25).map(() => ({ kind: 'notWritten', error: expect.objectContaining({ name: 'AccessDeniedException' }) })),
    );
    expect(sent()).toHaveLength(1);
  });
});

test('throttled to the deadline, nothing of the call is written and what is left is not sent', async () => {
  const { write, clock, transport } = setup(async () => {
    await new Promise(setImmediate);
    clock.advance(10);
    throw THROTTLE;
  }, 10);
  const outcomes = await write(puts(300));
  const codes = outcomes.map((outcome) =>
    outcome.kind === 'notWritten' ? (outcome.error as { code: string }).code : '',
  );
  expect(new Set(codes.slice(0, 200))).toEqual(new Set(['THROTTLED']));
  expect(new Set(codes.slice(200))).toEqual(new Set(['DEADLINE_EXCEEDED']));
  expect(transport.sent).toHaveLength(MAX_CALLS_IN_FLIGHT);
});
