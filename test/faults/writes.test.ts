import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_ATTEMPTS } from '../../src/dynamo/execute/runWrites.js';
import { startGateway } from '../e2e/startGateway.js';
import { type FaultyGateway, startFaultyGateway } from '../support/faultyGateway.js';
import {
  answerLost,
  conditionFailed,
  connectionReset,
  failure,
  forwarded,
  held,
  serviceFault,
  success,
  throttled,
} from '../support/scriptedAnswer.js';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const schema = /* GraphQL */ `
  type Note
    @table(name: "Notes", partition: "noteId")
    @index(name: "ByTopic", partition: "TPK = {topic}#{shelf}", query: "notesByTopic") {
    noteId: ID!
    topic: String
    shelf: Int
    hits: Int
    version: Int! @version
  }
  type Log @table(name: "Logs", partition: "logId") {
    logId: ID!
    text: String
  }
`;

let faulty: FaultyGateway;
let dynamo: ScriptedEndpoint;
let url: string;
let hastyUrl: string;

beforeAll(async () => {
  faulty = await startFaultyGateway({ schema });
  ({ dynamo } = faulty);
  ({ url } = await faulty.gateway.listen());
  ({ url: hastyUrl } = await faulty.hasty.listen());
});
afterEach(() => faulty.nextTest());
afterAll(() => faulty.close());

interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> } | undefined;
}

async function post(query: string, to = url, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`${to}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal !== undefined && { signal }),
  });
  const { data, errors } = (await response.json()) as { data?: Answer['data']; errors?: Answer['error'][] };
  return { status: response.status, data, error: errors?.[0] };
}

/**
 * The answer to what is throttled or refused to the deadline. Where the deadline happens to pass while a write is
 * under way, its outcome is unknown, as another test shows: then it is asked again.
 */
async function postHastily(query: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(query, hastyUrl);
    if (answer.error?.extensions['code'] !== 'OUTCOME_UNKNOWN' || attempt === 10) return answer;
  }
}

const note = (noteId: string) => faulty.itemOf('Notes', { noteId: { S: noteId } });

let notes = 0;
/** A note of its own for a test, with one hit. */
async function newNote(more = ''): Promise<string> {
  const noteId = `n${(notes += 1)}`;
  const { error } = await post(
    `mutation { createNote(input: { noteId: "${noteId}", hits: 1 ${more} }) { note { noteId } } }`,
  );
  expect(error).toBeUndefined();
  dynamo.reset();
  return noteId;
}

const hit = (noteId: string) =>
  `mutation { updateNote(noteId: "${noteId}", add: { hits: 1 }) { note { hits } conflict { reason } } }`;
const move = (noteId: string) =>
  `mutation { updateNote(noteId: "${noteId}", set: { shelf: 2 }) { note { shelf } conflict { reason } } }`;
const refusedAs = (code: string, retryable: boolean) => ({
  // The answer has a data entry, so it is no failure of the request as a whole.
  status: 200,
  error: { extensions: { code, retryable } },
});

describe('a write whose answer is lost', () => {
  test.each(['UpdateItem', 'DeleteItem', 'PutItem'])('%s may have happened, and is not sent again', async (action) => {
    const noteId = await newNote();
    dynamo.on(action, answerLost());
    const call = {
      UpdateItem: hit(noteId),
      DeleteItem: `mutation { deleteNote(noteId: "${noteId}") { note { noteId } } }`,
      PutItem: `mutation { putNote(input: { noteId: "${noteId}", hits: 2 }, expectedVersion: 1) { note { noteId } } }`,
    }[action];
    const answer = await post(call ?? '');
    expect(answer).toMatchObject(refusedAs('OUTCOME_UNKNOWN', false));
    expect(answer.error?.message).toContain('Read the item before writing again.');
    expect(dynamo.actions).toEqual([action]);
    expect(await note(noteId)).toEqual(
      action === 'DeleteItem' ? undefined : { noteId: { S: noteId }, hits: { N: '2' }, version: { N: '2' } },
    );
  });

  test.each([
    ['a fault of the service', serviceFault()],
    ['a service that is unavailable', serviceFault('ServiceUnavailable')],
    ['a connection that is reset', connectionReset('after')],
  ])('to %s is unknown too', async (_title, fault) => {
    const noteId = await newNote();
    dynamo.on('UpdateItem', fault);
    expect(await post(hit(noteId))).toMatchObject(refusedAs('OUTCOME_UNKNOWN', false));
    expect(dynamo.actions).toEqual(['UpdateItem']);
  });

  test('is sent again where a second time does no harm', async () => {
    dynamo.on('PutItem', answerLost());
    expect(await post('mutation { putLog(input: { logId: "1", text: "x" }) { log { text } } }')).toMatchObject({
      status: 200,
      data: { putLog: { log: { text: 'x' } } },
    });
    expect(dynamo.actions).toEqual(['PutItem', 'PutItem']);
  });

  test('does not keep the fields behind it from being done', async () => {
    const noteId = await newNote();
    dynamo.on('UpdateItem', answerLost());
    const { data, error } = await post(`mutation {
      a: updateNote(noteId: "${noteId}", add: { hits: 1 }) { note { hits } }
      b: updateNote(noteId: "${noteId}", add: { hits: 1 }) { note { hits } }
    }`);
    expect({ data, path: error }).toMatchObject({
      data: { a: null, b: { note: { hits: 3 } } },
      path: { path: ['a'], extensions: { code: 'OUTCOME_UNKNOWN' } },
    });
  });
});

describe('a throttled write', () => {
  test('is done once, when there is capacity again', async () => {
    const noteId = await newNote();
    dynamo.on('UpdateItem', throttled(), throttled('ThrottlingException'), throttled('RequestLimitExceeded'));
    expect(await post(hit(noteId))).toMatchObject({ data: { updateNote: { note: { hits: 2 }, conflict: null } } });
    expect(dynamo.actions).toHaveLength(4);
  });

  test('at the deadline is THROTTLED, not done, and says when to come again', async () => {
    const noteId = await newNote();
    dynamo.always('UpdateItem', throttled());
    const answer = await postHastily(hit(noteId));
    expect(answer).toMatchObject(refusedAs('THROTTLED', true));
    expect(answer.error?.extensions['retryAfterMs']).toBeGreaterThan(0);
    expect(await note(noteId)).toMatchObject({ hits: { N: '1' } });
  });

  test('held by a transaction until the deadline is TRANSACTION_CONFLICT', async () => {
    const noteId = await newNote();
    dynamo.always('UpdateItem', failure('TransactionConflictException'));
    expect(await postHastily(hit(noteId))).toMatchObject(refusedAs('TRANSACTION_CONFLICT', true));
  });
});

describe('an update that depends on what is stored', () => {
  test('is planned again when another writer comes between', async () => {
    const noteId = await newNote('topic: "a", shelf: 1');
    dynamo.on('GetItem', () => {
      const other = post(
        `mutation { updateNote(noteId: "${noteId}", set: { topic: "b", shelf: 9 }) { note { topic } } }`,
      );
      const late = held(forwarded((body) => ({ ...body, Item: { ...(body['Item'] as object), topic: { S: 'a' } } })));
      void other.then(late.release);
      return late.answer;
    });
    expect(await post(move(noteId))).toMatchObject({ data: { updateNote: { note: { shelf: 2 }, conflict: null } } });
    expect(await note(noteId)).toMatchObject({
      topic: { S: 'b' },
      shelf: { N: '2' },
      TPK: { S: 'b#2' },
      version: { N: '3' },
    });
    expect(dynamo.actions.filter((action) => action === 'GetItem')).toHaveLength(2);
  });

  test('that loses each time is OVERLOADED in the end, and has changed nothing', async () => {
    const noteId = await newNote('topic: "a", shelf: 1');
    const item = { noteId: { S: noteId }, topic: { S: 'a' }, shelf: { N: '1' }, version: { N: '1' } };
    dynamo.always('UpdateItem', conditionFailed({ ...item, topic: { S: 'other' } }));
    const answer = await post(move(noteId));
    expect(answer).toMatchObject(refusedAs('OVERLOADED', true));
    expect(answer.error?.message).toBe(
      `Other writers changed this Note each of the ${MAX_ATTEMPTS} times it was to be written. Try again.`,
    );
    expect(dynamo.actions.filter((action) => action === 'UpdateItem')).toHaveLength(MAX_ATTEMPTS);
    expect(dynamo.actions).toHaveLength(2 * MAX_ATTEMPTS);
    expect(await note(noteId)).toMatchObject({ shelf: { N: '1' } });
  });

  test('whose read is not answered in time has not happened', async () => {
    const noteId = await newNote('topic: "a", shelf: 1');
    const late = held(success({}));
    dynamo.on('GetItem', late.answer);
    const answer = await post(move(noteId), hastyUrl);
    late.release();
    expect(answer.error?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
    expect(dynamo.actions).toEqual(['GetItem']);
  });

  test('reads again through faults and throttles', async () => {
    const noteId = await newNote('topic: "a", shelf: 1');
    dynamo.on('GetItem', throttled(), serviceFault(), connectionReset('after'));
    expect(await post(move(noteId))).toMatchObject({ data: { updateNote: { note: { shelf: 2 } } } });
    expect(await note(noteId)).toMatchObject({ TPK: { S: 'a#2' } });
  });

  test('of a missing item costs one read and no write', async () => {
    expect(await post(move('none'))).toMatchObject({ data: { updateNote: { conflict: { reason: 'NOT_FOUND' } } } });
    expect(dynamo.actions).toEqual(['GetItem']);
  });
});

describe('a write that DynamoDB takes for wrong', () => {
  test.each([
    [
      'too many operators',
      'Invalid ConditionExpression: The expression contains too many operators; operator count: 301',
      'BAD_USER_INPUT',
    ],
    [
      'a sum too great',
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
      'BAD_USER_INPUT',
    ],
    ['too many digits', 'Attempting to store more than 38 significant digits in a Number', 'BAD_USER_INPUT'],
    ['an item too large', 'Item size to update has exceeded the maximum allowed size', 'ITEM_TOO_LARGE'],
  ])('for %s is told to the client', async (_title, message, code) => {
    const noteId = await newNote();
    dynamo.on('UpdateItem', failure('ValidationException', { message }));
    expect(await post(hit(noteId))).toMatchObject(refusedAs(code, false));
    expect(dynamo.actions).toEqual(['UpdateItem']);
  });

  test('for no reason in the item is a fault, masked', async () => {
    const noteId = await newNote();
    dynamo.always('UpdateItem', failure('ValidationException', { message: 'Secret words' }));
    const answer = await post(hit(noteId));
    expect(answer).toMatchObject({
      error: { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    });
    expect(dynamo.actions).toEqual(['UpdateItem', 'GetItem', 'UpdateItem']);
  });

  test('for a table that is not there is TABLE_NOT_READY', async () => {
    dynamo.on('PutItem', failure('ResourceNotFoundException'));
    expect(await post('mutation { createLog(input: { logId: "2" }) { log { logId } } }')).toMatchObject(
      refusedAs('TABLE_NOT_READY', true),
    );
  });
});

describe('a deadline', () => {
  test('that passes while a write is under way leaves its outcome unknown', async () => {
    const noteId = await newNote();
    const late = held(success({}));
    dynamo.on('UpdateItem', late.answer);
    const answer = await post(hit(noteId), hastyUrl);
    late.release();
    expect(answer.error?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
  });
});

test('a client that goes away takes its calls along, and no more are made', async () => {
  const noteId = await newNote('topic: "a", shelf: 1');
  const late = held(forwarded());
  dynamo.on('GetItem', late.answer);
  const client = new AbortController();
  const answer = post(move(noteId), url, client.signal);
  await dynamo.received(1, 'GetItem');
  client.abort();
  await expect(answer).rejects.toThrow('aborted');
  late.release();
  // The next request on the same gateway comes after all that the first could still do.
  await post(`{ note(noteId: "${noteId}") { shelf } }`);
  expect(dynamo.actions).toEqual(['GetItem', 'GetItem']);
  expect(await note(noteId)).toMatchObject({ shelf: { N: '1' } });
});

test('a gateway that cannot reach DynamoDB says so at the deadline', async () => {
  const gone = await startScriptedEndpoint();
  await gone.close();
  const lonely = await startGateway({
    schema,
    tablePrefix: faulty.tablePrefix,
    tables: 'none',
    endpoint: gone.endpoint,
    requestTimeoutMs: 1000,
  });
  const result = await lonely.execute({ query: hit('any') });
  await lonely.close();
  expect(result.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['TABLE_NOT_READY']);
});
