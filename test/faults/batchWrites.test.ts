import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../src/server/createGateway.js';
import { type FaultyGateway, startFaultyGateway } from '../support/faultyGateway.js';
import {
  answerLost,
  connectionReset,
  failure,
  forwarded,
  held,
  type ScriptedAnswer,
  serviceFault,
  throttled,
  writtenInPart,
} from '../support/scriptedAnswer.js';
import type { RecordedRequest, ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const schema = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    text: String
  }
  type Draft @table(name: "Drafts", partition: "draftId") {
    draftId: ID!
    version: Int! @version
  }
`;

let faulty: FaultyGateway;
let dynamo: ScriptedEndpoint;
let gateway: Gateway;
let hasty: Gateway;

beforeAll(async () => {
  faulty = await startFaultyGateway({ schema });
  ({ dynamo, gateway, hasty } = faulty);
});
afterEach(() => faulty.nextTest());
afterAll(() => faulty.close());

interface Result {
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null;
}

let batches = 0;
/** Ids of a batch of its own for a test. */
function newIds(count: number): readonly string[] {
  batches += 1;
  return Array.from({ length: count }, (_, at) => `b${batches}-${String(at).padStart(3, '0')}`);
}

async function putNotes(ids: readonly string[], by: Gateway = gateway, signal?: AbortSignal) {
  const { data, errors } = await by.execute(
    {
      query: `mutation ($put: [NoteCreateInput!]) { batchWriteNotes(put: $put) { put { status error { code message retryable } } } }`,
      variables: { put: ids.map((noteId) => ({ noteId, text: 'x' })) },
    },
    { ...(signal !== undefined && { signal }) },
  );
  const results = (data as { batchWriteNotes: { put: readonly Result[] } } | undefined)?.batchWriteNotes.put ?? [];
  return { results, statuses: results.map(({ status }) => status), errors };
}

async function putDrafts(ids: readonly string[]): Promise<readonly Result[]> {
  const { data } = await gateway.execute({
    query: `mutation ($put: [DraftCreateInput!]) { batchWriteDrafts(put: $put) { put { status error { code message retryable } } } }`,
    variables: { put: ids.map((draftId) => ({ draftId })) },
  });
  return (data as { batchWriteDrafts: { put: readonly Result[] } }).batchWriteDrafts.put;
}

/** Which of them are stored, as the engine has it. */
async function areStored(ids: readonly string[]): Promise<readonly boolean[]> {
  const items = await Promise.all(ids.map((noteId) => faulty.itemOf('Notes', { noteId: { S: noteId } })));
  return items.map((item) => item !== undefined);
}

const sizes = () =>
  dynamo.inputsOf('BatchWriteItem').map((input) => {
    const { RequestItems } = input as { RequestItems: Readonly<Record<string, readonly unknown[]>> };
    return RequestItems[`${faulty.tablePrefix}Notes`]?.length;
  });

/** For calls that hold one item, else the engine's. */
function where(id: string, answer: ScriptedAnswer): (request: RecordedRequest) => ScriptedAnswer {
  return ({ input }) => (JSON.stringify(input).includes(`"${id}"`) ? answer : forwarded());
}

const times = (count: number, status: string): readonly string[] => Array.from({ length: count }, () => status);

describe('items that are handed back as unprocessed', () => {
  test('are sent again until all are written', async () => {
    const ids = newIds(25);
    dynamo.on('BatchWriteItem', writtenInPart(10), writtenInPart(5));
    expect((await putNotes(ids)).statuses).toEqual(times(25, 'WRITTEN'));
    expect(sizes()).toEqual([25, 15, 10]);
    expect(await areStored(ids)).toEqual(ids.map(() => true));
  });

  test('to the deadline are THROTTLED and not written, and the others are', async () => {
    // Where the deadline happens to pass while a call is under way its items are unknown: then it is asked again.
    for (let attempt = 1; ; attempt += 1) {
      const ids = newIds(5);
      dynamo.reset();
      dynamo.on('BatchWriteItem', writtenInPart(3));
      dynamo.always('BatchWriteItem', throttled());
      const { results, statuses, errors } = await putNotes(ids, hasty);
      if (statuses.includes('UNKNOWN') && attempt < 10) continue;
      expect(statuses).toEqual([...times(3, 'WRITTEN'), ...times(2, 'NOT_WRITTEN')]);
      expect(results[4]?.error).toMatchObject({ code: 'THROTTLED', retryable: true });
      expect(errors).toBeUndefined();
      expect(await areStored(ids)).toEqual([true, true, true, false, false]);
      break;
    }
  });
});

describe('an answer that is lost', () => {
  test.each([
    ['on its way', answerLost()],
    ['with a fault of the service', serviceFault()],
    ['with the connection', connectionReset('after')],
  ])('%s is asked for again', async (_title, fault) => {
    const ids = newIds(2);
    dynamo.on('BatchWriteItem', fault);
    expect((await putNotes(ids)).statuses).toEqual(times(2, 'WRITTEN'));
    expect(sizes()).toEqual([2, 2]);
    expect(await areStored(ids)).toEqual([true, true]);
  });

  test('to the deadline leaves the items of its call unknown, and those of other calls are written', async () => {
    const ids = newIds(50);
    dynamo.always('BatchWriteItem', where(ids[30] ?? '', answerLost()));
    const { results, statuses, errors } = await putNotes(ids, hasty);
    expect(statuses).toEqual([...times(25, 'WRITTEN'), ...times(25, 'UNKNOWN')]);
    expect(results[25]?.error).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
    expect(errors).toBeUndefined();
  });

  test('of a write that goes by itself leaves that item unknown, and it is not sent again', async () => {
    const ids = newIds(3);
    dynamo.always('PutItem', where(ids[1] ?? '', answerLost()));
    expect(await putDrafts(ids)).toMatchObject([
      { status: 'WRITTEN', error: null },
      { status: 'UNKNOWN', error: { code: 'OUTCOME_UNKNOWN' } },
      { status: 'WRITTEN', error: null },
    ]);
    expect(dynamo.actions.filter((action) => action === 'PutItem')).toHaveLength(3);
  });
});

describe('a call that is refused', () => {
  test('for one of its items is sent in parts, and only this item is not written', async () => {
    const ids = newIds(25);
    const tooLarge = failure('ValidationException', { message: 'Item size has exceeded the maximum allowed size' });
    dynamo.always('BatchWriteItem', where(ids[7] ?? '', tooLarge));
    const { results, statuses } = await putNotes(ids);
    expect(statuses).toEqual([...times(7, 'WRITTEN'), 'NOT_WRITTEN', ...times(17, 'WRITTEN')]);
    expect(results[7]?.error).toMatchObject({ code: 'ITEM_TOO_LARGE', retryable: false });
    expect(await areStored(ids)).toEqual(ids.map((_, at) => at !== 7));
  });

  test('because its table is not there is TABLE_NOT_READY for each', async () => {
    dynamo.on('BatchWriteItem', failure('ResourceNotFoundException'));
    const { results, errors } = await putNotes(newIds(2));
    const notReady = { status: 'NOT_WRITTEN', error: { code: 'TABLE_NOT_READY', retryable: true } };
    expect(results).toMatchObject([notReady, notReady]);
    expect(errors).toBeUndefined();
  });

  test('for no reason of the client is a fault, masked, and leaves the other calls alone', async () => {
    const ids = newIds(26);
    dynamo.always(
      'BatchWriteItem',
      where(ids[25] ?? '', failure('AccessDeniedException', { message: 'Secret words' })),
    );
    const { results, statuses, errors } = await putNotes(ids);
    expect(statuses).toEqual([...times(25, 'WRITTEN'), 'NOT_WRITTEN']);
    expect(results[25]?.error).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Internal server error',
      retryable: false,
    });
    expect(errors).toBeUndefined();
  });
});

test('a client that goes away takes its calls along, and no more are made', async () => {
  const late = held(forwarded());
  dynamo.always('BatchWriteItem', late.answer);
  const client = new AbortController();
  const writing = putNotes(newIds(300), gateway, client.signal);
  await dynamo.received(8, 'BatchWriteItem');
  client.abort();
  const { statuses } = await writing;
  late.release();
  expect(statuses.slice(0, 200)).toEqual(times(200, 'UNKNOWN'));
  expect(statuses.slice(200)).toEqual(times(100, 'NOT_WRITTEN'));
  expect(dynamo.actions).toHaveLength(8);
});
