import {
  DeleteItemCommand,
  PutItemCommand,
  type StreamSpecification,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDocumentClient, createDynamoClient, createStreamsClient } from '../../src/dynamo/execute/sdkClients.js';
import {
  createStreamConsumer,
  type StreamConsumer,
  type StreamConsumerOptions,
} from '../../src/dynamo/streams/streamConsumer.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { deviates, testEngine, uniqueTablePrefix } from '../support/engine.js';
import { failure, serviceFault } from '../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scriptedEndpoint.js';
import { modelOf, table } from '../support/tableModel.js';
import { waitUntil } from '../support/waitUntil.js';

const dynamoClient = createDynamoClient(testEngine());
let scripted: ScriptedEndpoint;
let consumer: StreamConsumer;
let name: string;
let records: ChangeRecord[];
let errors: unknown[];

beforeEach(async () => {
  name = `${uniqueTablePrefix()}things`;
  await ensureTables({ client: dynamoClient, model: modelOf(table(name, ['id', 'n:N'])) });
  scripted = await startScriptedEndpoint({ engine: testEngine().endpoint });
  records = [];
  errors = [];
  consumer = consumerOf(records);
});
afterEach(async () => {
  await consumer.close();
  await scripted.close();
});
afterAll(() => dynamoClient.destroy());

function consumerOf(given: ChangeRecord[], more: Partial<StreamConsumerOptions> = {}): StreamConsumer {
  return createStreamConsumer({
    tables: [name],
    name: 'test',
    leaseTable: `${name}-own`,
    streamsClient: createStreamsClient({ ...testEngine(), endpoint: scripted.endpoint }),
    dynamoClient,
    onBatch: (batch) => void given.push(...batch.records),
    onError: (error) => errors.push(error),
    idleDelayMs: 5,
    leaseDurationMs: 3_000,
    ...more,
  });
}

const KEY = { id: { S: 'a' }, n: { N: '1' } };
const put = (more: object = {}) =>
  dynamoClient.send(new PutItemCommand({ TableName: name, Item: { ...KEY, ...more } }));
const came = (count: number) => waitUntil(`${count} records come`, () => records.length >= count);

test('a write by any client is seen with both images, in order', async () => {
  await put({ before: { BOOL: true } });
  await consumer.start();
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
  await consumer.start();
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
    await consumer.start();
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
    await consumer.start();
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

test('the document client writes what the consumer sees', async () => {
  const documents = createDocumentClient(testEngine());
  await consumer.start();
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  await documents.send(new PutCommand({ TableName: name, Item: { id: 'doc', n: 1, absent: undefined, list: [true] } }));
  await came(1);
  expect(records[0]?.newImage).toEqual({ id: { S: 'doc' }, n: { N: '1' }, list: { L: [{ BOOL: true }] } });
  documents.destroy();
});

test('who comes after goes on where the last one stood', async () => {
  await consumer.start();
  await put();
  await came(1);
  await consumer.close();
  await put({ while: { S: 'nobody reads' } });
  const later: ChangeRecord[] = [];
  const next = consumerOf(later);
  await next.start();
  await waitUntil('the next record comes', () => later.length > 0);
  await next.close();
  expect(later.map(({ newImage }) => newImage)).toEqual([{ ...KEY, while: { S: 'nobody reads' } }]);
});

test('a lease that is renewed is not taken, one that is not is', async () => {
  await consumer.start();
  await put();
  await came(1);
  const later: ChangeRecord[] = [];
  const leaseDurationMs = 400;
  const next = consumerOf(later, { sharing: 'EXCLUSIVE' });
  await expect(next.start()).rejects.toThrow(`The stream of table "${name}" is read by another process`);
  // Whose renewals never arrive.
  const lost = { send: () => Promise.reject(Object.assign(new Error('no network'), { code: 'ENETDOWN' })) };
  const isUpdate = (command: object) => command instanceof UpdateItemCommand;
  const send = (...args: Parameters<typeof dynamoClient.send>) =>
    isUpdate(args[0]) ? lost.send() : dynamoClient.send(...args);
  await consumer.close();
  const dying = consumerOf([], {
    name: 'dying',
    leaseDurationMs,
    dynamoClient: { send } as Pick<typeof dynamoClient, 'send'>,
  });
  await dying.start();
  const heir = consumerOf(later, { name: 'dying', leaseDurationMs });
  await heir.start();
  await put({ for: { S: 'the heir' } });
  await waitUntil('the heir reads', () => later.length > 0);
  await heir.close();
  await dying.close();
  expect(later.at(-1)?.newImage).toEqual({ ...KEY, for: { S: 'the heir' } });
});

test('a stream that is switched off and on is read on', async () => {
  await consumer.start();
  const stream = (specification: StreamSpecification) =>
    dynamoClient.send(new UpdateTableCommand({ TableName: name, StreamSpecification: specification }));
  await stream({ StreamEnabled: false });
  await waitUntil('it is reported', () => errors.length > 0);
  expect(errors).toMatchObject([{ code: 'TABLE_NOT_READY' }]);
  await stream({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  await put({ after: { S: 'that' } });
  await waitUntil('the record comes', () => records.some(({ newImage }) => newImage?.['after'] !== undefined));
});

test('after closing nothing is asked any more', async () => {
  await consumer.start();
  await consumer.close();
  const asked = scripted.requests.length;
  await put();
  expect(scripted.requests).toHaveLength(asked);
  expect(records).toEqual([]);
  expect(errors).toEqual([]);
});
