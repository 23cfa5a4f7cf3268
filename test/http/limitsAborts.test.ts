import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';
import { success } from '../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scriptedEndpoint.js';
import { waitUntil } from '../support/waitUntil.js';
import { post } from './tinyGateway.js';

const SCHEMA = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "day", sort: "noteId") {
    day: String!
    noteId: ID!
  }
`;
const PAGE = '{ notesByDay(day: "d1") { nodes { noteId } } }';

let endpoint: ScriptedEndpoint;
const open: Gateway[] = [];
beforeAll(async () => {
  endpoint = await startScriptedEndpoint();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  endpoint.reset();
});
afterAll(() => endpoint.close());

async function start(options: GatewayOptions = {}): Promise<{ gateway: Gateway; url: string; port: number }> {
  const gateway = await createGateway({
    schema: SCHEMA,
    endpoint: endpoint.endpoint,
    region: 'eu-central-1',
    tables: 'none',
    port: 0,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  open.push(gateway);
  return { gateway, ...(await gateway.listen()) };
}

/** Every Query waits for ever; it counts those whose connection was closed by the gateway. */
function holdQueries(): { readonly closed: () => number } {
  let closed = 0;
  endpoint.always('Query', {
    kind: 'hold',
    until: new Promise<void>(() => undefined),
    answer: success({ Items: [], Count: 0, ScannedCount: 0 }),
    onClose: () => (closed += 1),
  });
  return { closed: () => closed };
}

describe('calls under way', () => {
  test('are given up at the deadline: their connections close', async () => {
    const queries = holdQueries();
    const { url } = await start({ requestTimeoutMs: 300 });
    const { body } = await post(url, { query: PAGE });
    expect(body.errors[0].extensions.code).toBe('DEADLINE_EXCEEDED');
    await waitUntil('the call to be given up', () => queries.closed() === 1);
  });

  test('are given up when the client goes', async () => {
    const queries = holdQueries();
    const { port } = await start();
    const socket = connect(port, '127.0.0.1');
    const body = JSON.stringify({ query: PAGE });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await endpoint.received(1, 'Query');
    expect(queries.closed()).toBe(0);
    socket.destroy();
    await waitUntil('the call to be given up', () => queries.closed() === 1);
  });

  test('are given up when the program that asked directly says so', async () => {
    const queries = holdQueries();
    const { gateway } = await start();
    const controller = new AbortController();
    const answering = gateway.execute({ query: PAGE }, { signal: controller.signal });
    await endpoint.received(1, 'Query');
    controller.abort(new Error('Enough.'));
    expect((await answering).errors).toHaveLength(1);
    await waitUntil('the call to be given up', () => queries.closed() === 1);
  });
});

describe('arguments of lists', () => {
  test('a page beyond the largest, and more keys than one argument may list, are refused before any call', async () => {
    const { url } = await start({ pageSizeMax: 30, keysMax: 2 });
    const key = '{ day: "d", noteId: "n" }';
    const refusal = async (query: string) => {
      const { message, extensions } = (await post(url, { query })).body.errors[0];
      return { message, ...extensions };
    };
    expect(await refusal('{ notesByDay(day: "d1", first: 31) { nodes { noteId } } }')).toEqual({
      message:
        '"first" is 31; at most 30 may be. Page on with a cursor for more, or raise the limit (--page-size-max).',
      code: 'LIMIT_EXCEEDED',
      retryable: false,
      argument: ['first'],
      limit: { name: 'pageSizeMax', max: 30, actual: 31 },
    });
    expect(await refusal(`{ notesByKeys(keys: [${key} ${key} ${key}]) { noteId } }`)).toEqual({
      message: '"keys" has 3 elements; at most 2 may be. Send several requests, or raise the limit (--keys-max).',
      code: 'LIMIT_EXCEEDED',
      retryable: false,
      argument: ['keys'],
      limit: { name: 'keysMax', max: 2, actual: 3 },
    });
    const write = `mutation { batchWriteNotes(put: [${key} ${key}], delete: [${key}]) { put { status } } }`;
    expect((await refusal(write)).limit).toEqual({ name: 'keysMax', max: 2, actual: 3 });
    expect(endpoint.requests).toEqual([]);
  });
});

test('units that requests consume are counted, and run out', async () => {
  endpoint.always(
    'Query',
    success({ Items: [], Count: 0, ScannedCount: 0, ConsumedCapacity: { TableName: 'Notes', CapacityUnits: 7 } }),
  );
  const { url } = await start({ rateUnits: 10 });
  expect((await post(url, { query: PAGE })).status).toBe(200);
  expect((await post(url, { query: PAGE })).status).toBe(200);
  const { status, body } = await post(url, { query: PAGE });
  expect(status).toBe(429);
  expect(body.errors[0].extensions.limit).toEqual({ name: 'rateUnits', max: 10, actual: 14 });
  expect(endpoint.actions).toEqual(['Query', 'Query']);
});
