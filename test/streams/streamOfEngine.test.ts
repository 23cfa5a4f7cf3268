import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient, createStreamsClient } from '../../src/dynamo/execute/sdkClients.js';
import { createStreamReader, type StreamReader } from '../../src/dynamo/streams/streamReader.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { deviates, testEngine, uniqueTablePrefix } from '../support/engine.js';
import { failure, serviceFault } from '../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scriptedEndpoint.js';
import { modelOf, table } from '../support/tableModel.js';
import { waitUntil } from '../support/waitUntil.js';

const dynamoClient = createDynamoClient(testEngine());
let scripted: ScriptedEndpoint;
let reader: StreamReader;
let name: string;
let records: ChangeRecord[];
let errors: unknown[];

beforeEach(async () => {
  name = `${uniqueTablePrefix()}things`;
  await ensureTables({ client: dynamoClient, model: modelOf(table(name, ['id', 'n:N'])) });
  scripted = await startScriptedEndpoint({ engine: testEngine().endpoint });
  records = [];
  errors = [];
  const streamsClient = createStreamsClient({ ...testEngine(), endpoint: scripted.endpoint });
  reader = createStreamReader({
    tables: [{ table: name }],
    streamsClient,
    dynamoClient,
    onRecord: (record) => void records.push(record),
    onError: (error) => errors.push(error),
    idleDelayMs: 5,
  });
});
afterEach(async () => {
  await reader.close();
  await scripted.close();
});
afterAll(() => dynamoClient.destroy());

const KEY = { id: { S: 'a' }, n: { N: '1' } };
const put = (more: object = {}) =>
  dynamoClient.send(new PutItemCommand({ TableName: name, Item: { ...KEY, ...more } }));
const came = (count: number) => waitUntil(`${count} records come`, () => records.length >= count);

test('a write by any client is seen with both images, in order', async () => {
  await put({ before: { BOOL: true } });
  await reader.start();
  await put({ bytes: { B: Uint8Array.from([1, 2]) } });
  const set = { UpdateExpression: 'SET #t = :t', ExpressionAttributeNames: { '#t': 'title' } };
  await dynamoClient.send(
    new UpdateItemCommand({ TableName: name, Key: KEY, ...set, ExpressionAttributeValues: { ':t': { S: 'x' } } }),
  );
  await dynamoClient.send(new DeleteItemCommand({ TableName: name, Key: KEY }));
  await came(3);
  const first = { ...KEY, bytes: { B: 'AQI=' } };
  const second = { ...first, title: { S: 'x' } };
  expect(records).toMatchObject([
    { table: name, kind: 'MODIFY', keys: KEY, oldImage: { ...KEY, before: { BOOL: true } }, newImage: first },
    { table: name, kind: 'MODIFY', keys: KEY, oldImage: first, newImage: second },
    { table: name, kind: 'REMOVE', keys: KEY, oldImage: second, newImage: undefined, expired: false },
  ]);
  const numbers = records.map(({ sequenceNumber }) => BigInt(sequenceNumber));
  expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
  const roundedByMs = deviates('streamTimesInMinutes') ? 60_000 : 1_000;
  expect(Math.abs(Date.now() - (records[0]?.at.getTime() ?? 0))).toBeLessThan(10_000 + roundedByMs);
});

test('a write that changes nothing is not seen', async () => {
  await reader.start();
  await put();
  await put();
  await put({ end: { BOOL: true } });
  await came(2);
  expect(records.map(({ kind, newImage }) => [kind, newImage])).toEqual([
    ['INSERT', KEY],
    ['MODIFY', { ...KEY, end: { BOOL: true } }],
  ]);
});

describe('nothing is lost or repeated', () => {
  const many = 40;
  const writeMany = async () => {
    for (let at = 0; at < many; at += 1) await put({ at: { N: String(at) } });
  };
  const order = () => records.map(({ newImage }) => Number((newImage?.['at'] as { N: string }).N));
  const inOrder = Array.from({ length: many }, (_, at) => at);

  test('when iterators expire', async () => {
    await reader.start();
    // An iterator that expires before its first record is found again by the records' times.
    if (!deviates('streamTimesInMinutes')) scripted.on('GetRecords', failure('ExpiredIteratorException'));
    await put({ at: { N: '0' } });
    await came(1);
    scripted.on('GetRecords', failure('ExpiredIteratorException'), failure('ExpiredIteratorException'));
    for (let at = 1; at < many; at += 1) await put({ at: { N: String(at) } });
    await came(many);
    expect(order()).toEqual(inOrder);
  });

  test('when polls are throttled, fail, or lose their answers', async () => {
    await reader.start();
    scripted.on(
      'GetRecords',
      failure('LimitExceededException'),
      serviceFault(),
      { kind: 'loseAnswer' },
      { kind: 'reset', when: 'before' },
    );
    await writeMany();
    await came(many);
    expect(order()).toEqual(inOrder);
  });
});

test('the document client writes what the reader sees', async () => {
  const documents = createDocumentClient(testEngine());
  await reader.start();
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  await documents.send(new PutCommand({ TableName: name, Item: { id: 'doc', n: 1, absent: undefined, list: [true] } }));
  await came(1);
  expect(records[0]?.newImage).toEqual({ id: { S: 'doc' }, n: { N: '1' }, list: { L: [{ BOOL: true }] } });
  documents.destroy();
});

test('after closing nothing is asked any more', async () => {
  await reader.start();
  await reader.close();
  const asked = scripted.requests.length;
  await put();
  expect(scripted.requests).toHaveLength(asked);
  expect(records).toEqual([]);
  expect(errors).toEqual([]);
});
