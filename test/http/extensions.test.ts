import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Gateway } from '../../src/server/createGateway.js';
import { startGateway } from '../e2e/startGateway.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { failure, type ScriptedAnswer, throttled } from '../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scriptedEndpoint.js';
import { post } from './tinyGateway.js';

const schema = /* GraphQL */ `
  type Note
    @table(name: "Notes", partition: "noteId")
    @index(name: "ByShelf", partition: "shelf", sort: "noteId", projection: [], query: "notesOnShelf") {
    noteId: ID!
    shelf: String
    text: String
    neighbours: [Note!]! @hasMany(index: "ByShelf")
  }
`;

const tablePrefix = uniqueTablePrefix();
const Notes = `${tablePrefix}Notes`;
let dynamo: ScriptedEndpoint;
let gateway: Gateway;
let url: string;
/** Beside the other, with the setting left as it is by default. */
let silent: Gateway;

beforeAll(async () => {
  silent = await startGateway({ schema, tablePrefix });
  dynamo = await startScriptedEndpoint({ engine: testEngine().endpoint });
  gateway = await startGateway({
    schema,
    tablePrefix,
    tables: 'none',
    endpoint: dynamo.endpoint,
    dynamodbExtension: true,
  });
  ({ url } = await gateway.listen());
  const put = ['a', 'b', 'c'].map((noteId) => ({ noteId, shelf: 'top', text: 'x'.repeat(5000) }));
  await silent.execute({
    query: 'mutation ($put: [NoteCreateInput!]) { batchWriteNotes(put: $put) { put { status } } }',
    variables: { put },
  });
});
afterEach(() => {
  const { leftOver } = dynamo;
  dynamo.reset();
  expect(leftOver).toEqual({});
});
afterAll(async () => {
  await gateway.close();
  await silent.close();
  await dynamo.close();
});

/** Of three keys the first is read. */
const readInPart: ScriptedAnswer = {
  kind: 'forward',
  ask: (input) => ({ ...input, RequestItems: keysOf(input, 0, 1) }),
  change: (body, input) => ({ ...body, UnprocessedKeys: keysOf(input, 1) }),
};

function keysOf(input: Readonly<Record<string, unknown>>, from: number, to?: number) {
  const { Keys, ...asked } = (input['RequestItems'] as Record<string, { readonly Keys: readonly unknown[] }>)[Notes]!;
  return { [Notes]: { ...asked, Keys: Keys.slice(from, to) } };
}

const SHELF = '{ notesOnShelf(shelf: "top") { nodes { text } } }';
const MS: unknown = expect.any(Number);

async function dynamodbOf(query: string): Promise<unknown> {
  const { body } = await post(url, { query });
  expect(body.errors).toBeUndefined();
  return body.extensions.dynamodb;
}

describe('extensions.dynamodb', () => {
  test('is off by default', async () => {
    const answer = await silent.execute({ query: SHELF });
    expect(answer.data).toMatchObject({ notesOnShelf: { nodes: [{}, {}, {}] } });
    expect(answer.extensions).toBeUndefined();
  });

  test('lists the calls of a query, and what they consumed of each table and index', async () => {
    expect(await dynamodbOf(SHELF)).toEqual({
      calls: [
        {
          action: 'Query',
          tables: [Notes],
          index: 'ByShelf',
          attempts: 1,
          items: 3,
          readUnits: 0.5,
          writeUnits: 0,
          ms: MS,
        },
        {
          action: 'BatchGetItem',
          tables: [Notes],
          attempts: 1,
          keys: 3,
          items: 3,
          readUnits: 3,
          writeUnits: 0,
          ms: MS,
        },
      ],
      consumed: { [Notes]: { readUnits: 3.5, writeUnits: 0, indexes: { ByShelf: { readUnits: 0.5, writeUnits: 0 } } } },
      retries: 0,
      ms: MS,
    });
  });

  test('of a mutation has write units, those of the index with them', async () => {
    const report = await dynamodbOf(
      'mutation { createNote(input: { noteId: "d", shelf: "low" }) { note { noteId } } }',
    );
    expect(report).toMatchObject({
      calls: [{ action: 'PutItem', tables: [Notes], attempts: 1, keys: 1, readUnits: 0, writeUnits: 2 }],
      consumed: { [Notes]: { readUnits: 0, writeUnits: 2, indexes: { ByShelf: { readUnits: 0, writeUnits: 1 } } } },
    });
  });

  test('counts retries, and shows what a batch left undone in the call that followed', async () => {
    dynamo.on('Query', throttled(), throttled());
    dynamo.on('BatchGetItem', throttled(), readInPart);
    expect(await dynamodbOf(SHELF)).toMatchObject({
      calls: [
        { action: 'Query', attempts: 3, items: 3 },
        { action: 'BatchGetItem', attempts: 2, keys: 3, items: 1, unprocessed: 2 },
        { action: 'BatchGetItem', attempts: 1, keys: 2, items: 2 },
      ],
      retries: 3,
    });
  });

  test('is there beside errors, with what was consumed until then', async () => {
    dynamo.on('GetItem', failure('AccessDeniedException'));
    const { body } = await post(url, { query: '{ note(noteId: "a") { text } }' });
    expect(body.errors).toHaveLength(1);
    expect(body.extensions.dynamodb).toMatchObject({
      calls: [{ action: 'GetItem', attempts: 1, keys: 1, error: 'AccessDeniedException' }],
      consumed: {},
    });
  });

  test('of an operation without calls has none', async () => {
    expect(await dynamodbOf('{ __typename }')).toEqual({ calls: [], consumed: {}, retries: 0, ms: MS });
  });

  test('each event of a subscription has its own', async () => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const events = client.iterate({
      query: 'subscription { noteChanged(noteId: "e") { kind note { neighbours { nodes { noteId } } } } }',
    });
    const first = events.next();
    await dynamo.received(2, 'GetRecords');
    await silent.execute({
      query: 'mutation { createNote(input: { noteId: "e", shelf: "new" }) { note { noteId } } }',
    });
    expect((await first).value).toMatchObject({
      data: { noteChanged: { kind: 'CREATED', note: { neighbours: { nodes: [{ noteId: 'e' }] } } } },
      extensions: {
        dynamodb: { calls: [{ action: 'Query', index: 'ByShelf', items: 1, readUnits: 0.5 }], retries: 0 },
      },
    });
    const second = events.next();
    await silent.execute({ query: 'mutation { deleteNote(noteId: "e") { note { noteId } } }' });
    expect((await second).value).toMatchObject({
      data: { noteChanged: { kind: 'DELETED' } },
      extensions: { dynamodb: { calls: [], consumed: {}, retries: 0 } },
    });
    await events.return?.();
    await client.dispose();
  });
});

/** The stream of changes is read on for a while after its last subscriber. */
function sentBesideStreams() {
  const ofStreams = new Set(['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords']);
  return dynamo.requests.filter(({ action }) => !ofStreams.has(action));
}

describe('the header sortkey-explain', () => {
  const plan = { 'sortkey-explain': 'plan' };
  const SECOND = 'mutation { createNote(input: { noteId: "z" }) { note { noteId } } }';

  test('answers with the plan, as data and as text, and nothing is sent', async () => {
    const { status, body } = await post(url, { query: SHELF }, plan);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: null,
      extensions: { explain: { plan: { operation: 'query', fields: [{ path: ['notesOnShelf'] }] } } },
    });
    expect(body.extensions.explain.text).toContain('Query');
    expect(body.extensions.dynamodb.calls).toEqual([]);
    expect(sentBesideStreams()).toEqual([]);
  });

  test('runs no mutation', async () => {
    const { body } = await post(url, { query: SECOND }, plan);
    expect(body.extensions.explain.plan.operation).toBe('mutation');
    expect(sentBesideStreams()).toEqual([]);
    expect((await silent.execute({ query: '{ note(noteId: "z") { noteId } }' })).data).toEqual({ note: null });
  });

  test('explains a subscription as well, which HTTP does not run', async () => {
    const { body } = await post(url, { query: 'subscription { noteChanged { kind } }' }, plan);
    expect(body.extensions.explain.plan.operation).toBe('subscription');
  });

  test('refuses what does not fit the schema, and variables that do not', async () => {
    const wrong = await post(url, { query: '{ nothing }' }, plan);
    expect([wrong.status, wrong.body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    const lacking = await post(url, { query: 'query ($id: ID!) { note(noteId: $id) { text } }' }, plan);
    expect([lacking.status, lacking.body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    const unknown = await post(url, { query: 'query A { __typename }', operationName: 'B' }, plan);
    expect([unknown.status, unknown.body.errors[0].extensions.code]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
  });

  test('with another value is refused: a slip must not run what was only to be looked at', async () => {
    const { status, body } = await post(url, { query: SECOND }, { 'sortkey-explain': 'Plan' });
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          message: 'Set the header "sortkey-explain" to "plan", or leave it out.',
          extensions: { code: 'BAD_REQUEST', retryable: false },
        },
      ],
    ]);
    expect(sentBesideStreams()).toEqual([]);
  });

  test('is like any unknown header where the setting is off', async () => {
    const { url: silentUrl } = await silent.listen();
    for (const value of ['plan', 'Plan']) {
      const { body } = await post(
        silentUrl,
        { query: '{ note(noteId: "a") { noteId } }' },
        { 'sortkey-explain': value },
      );
      expect(body).toEqual({ data: { note: { noteId: 'a' } } });
    }
  });

  test('may be sent by pages of development origins', async () => {
    const { headers } = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://studio.apollographql.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,sortkey-explain',
      },
    });
    expect(headers.get('access-control-allow-origin')).toBe('https://studio.apollographql.com');
    expect(headers.get('access-control-allow-headers')).toContain('sortkey-explain');
  });
});
