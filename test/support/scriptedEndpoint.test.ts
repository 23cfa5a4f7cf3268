import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { callDynamo } from './callDynamo.js';
import { testEngine, uniqueTablePrefix } from './engine.js';
import {
  answerLost,
  conditionFailed,
  connectionReset,
  forwarded,
  held,
  partialBatch,
  serviceFault,
  success,
  throttled,
  transactionCancelled,
  truncated,
  writtenInPart,
} from './scriptedAnswer.js';
import { startScriptedEndpoint, type ScriptedEndpoint } from './scriptedEndpoint.js';

const ITEM = { id: { S: 'a' } };
let dynamo: ScriptedEndpoint;

beforeEach(async () => {
  dynamo = await startScriptedEndpoint();
});
afterEach(() => dynamo.close());

const call = (action: string, input: unknown = {}) => callDynamo(dynamo.endpoint, action, input);

describe('alone, the scripted endpoint', () => {
  test('plays answers per action and records what it was asked, in order', async () => {
    dynamo.on('GetItem', success({ Item: ITEM }), success());
    dynamo.on('Query', success({ Items: [] }));
    expect(await call('GetItem', { Key: ITEM })).toEqual({ status: 200, body: { Item: ITEM } });
    expect(await call('Query', { TableName: 'T' })).toEqual({ status: 200, body: { Items: [] } });
    expect(dynamo.leftOver).toEqual({ GetItem: 1 });
    expect((await call('GetItem')).body).toEqual({});
    expect(dynamo.leftOver).toEqual({});
    expect(dynamo.actions).toEqual(['GetItem', 'Query', 'GetItem']);
    expect(dynamo.inputsOf('Query')).toEqual([{ TableName: 'T' }]);
  });

  test('plays answers in sequence whatever is asked, and those for an action before them', async () => {
    dynamo.next(throttled(), success({ second: true }));
    dynamo.on('Scan', success({ own: true }));
    expect((await call('Scan')).body).toEqual({ own: true });
    expect((await call('Scan')).body).toMatchObject({
      __type: expect.stringMatching(/#ProvisionedThroughputExceededException$/),
    });
    expect((await call('GetItem')).body).toEqual({ second: true });
  });

  test('repeats a standing answer, and lets a function answer by the request', async () => {
    dynamo.always('GetItem', (request) => success({ echo: request.input }));
    expect((await call('GetItem', { n: 1 })).body).toEqual({ echo: { n: 1 } });
    expect((await call('GetItem', { n: 2 })).body).toEqual({ echo: { n: 2 } });
  });

  test('refuses what no answer is written for', async () => {
    const { status, body } = await call('DeleteItem');
    expect(status).toBe(400);
    expect(body['__type']).toMatch(/UnscriptedRequest/);
    expect(body['message']).toContain('DeleteItem');
  });

  test('gives errors what DynamoDB gives them', async () => {
    dynamo.next(conditionFailed(ITEM), transactionCancelled([{ Code: 'None' }, { Code: 'TransactionConflict' }]));
    dynamo.next(serviceFault('ServiceUnavailable'), partialBatch({ T: [ITEM] }, { T: { Keys: [{ id: { S: 'b' } }] } }));
    expect(await call('PutItem')).toMatchObject({ status: 400, body: { Item: ITEM } });
    expect((await call('TransactWriteItems')).body).toMatchObject({
      message: expect.stringContaining('[None, TransactionConflict]'),
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
    expect((await call('GetItem')).status).toBe(503);
    expect((await call('BatchGetItem')).body).toEqual({
      Responses: { T: [ITEM] },
      UnprocessedKeys: { T: { Keys: [{ id: { S: 'b' } }] } },
    });
  });

  test('holds an answer until the test releases it, while others are answered', async () => {
    const late = held(success({ late: true }));
    dynamo.on('GetItem', late.answer, success({ early: true }));
    let answered = false;
    const first = call('GetItem').then((answer) => {
      answered = true;
      return answer;
    });
    await dynamo.received(1, 'GetItem');
    expect((await call('GetItem')).body).toEqual({ early: true });
    expect(answered).toBe(false);
    late.release();
    expect((await first).body).toEqual({ late: true });
  });

  test('resets the connection before or after the request was read', async () => {
    dynamo.next(connectionReset('before'), connectionReset('after'));
    await expect(call('PutItem', { unread: true })).rejects.toThrow();
    await expect(call('PutItem', { read: true })).rejects.toThrow();
    expect(dynamo.inputsOf('PutItem')).toEqual([undefined, { read: true }]);
  });

  test('stops in the middle of an answer', async () => {
    dynamo.next(truncated({ Items: [ITEM, ITEM, ITEM] }));
    await expect(call('Query')).rejects.toThrow();
  });

  test('forgets on reset, and refuses connections once closed, also with an answer held', async () => {
    dynamo.on('GetItem', held(success()).answer, success());
    const cut = call('GetItem');
    await dynamo.received(1);
    dynamo.reset();
    expect([dynamo.requests, dynamo.leftOver]).toEqual([[], {}]);
    await Promise.all([dynamo.close(), expect(cut).rejects.toThrow()]);
    await expect(call('GetItem')).rejects.toThrow();
  });
});

describe('before an engine, the scripted endpoint', () => {
  const TableName = `${uniqueTablePrefix()}proxied`;
  const engine = () => testEngine().endpoint;

  beforeEach(async () => {
    await dynamo.close();
    dynamo = await startScriptedEndpoint({ engine: engine() });
  });

  beforeAll(async () => {
    const created = await callDynamo(engine(), 'CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    expect(created.status).toBe(200);
  });

  test('passes on what no answer is written for, errors included', async () => {
    expect((await call('PutItem', { TableName, Item: ITEM })).status).toBe(200);
    expect((await call('GetItem', { TableName, Key: ITEM })).body).toEqual({ Item: ITEM });
    const refused = await call('PutItem', {
      TableName,
      Item: ITEM,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(refused).toMatchObject({ status: 400, body: { Item: ITEM } });
  });

  test('loses the answer of a write that happened', async () => {
    const lost = { id: { S: 'lost' } };
    dynamo.on('PutItem', answerLost());
    await expect(call('PutItem', { TableName, Item: lost })).rejects.toThrow();
    expect((await call('GetItem', { TableName, Key: lost })).body).toEqual({ Item: lost });
  });

  test('alters a success on its way back', async () => {
    await call('PutItem', { TableName, Item: ITEM });
    dynamo.on(
      'BatchGetItem',
      forwarded((body) => ({
        ...body,
        Responses: { [TableName]: [] },
        UnprocessedKeys: { [TableName]: { Keys: [ITEM] } },
      })),
    );
    const input = { RequestItems: { [TableName]: { Keys: [ITEM] } } };
    expect((await call('BatchGetItem', input)).body).toMatchObject({
      UnprocessedKeys: { [TableName]: { Keys: [ITEM] } },
    });
    expect((await call('BatchGetItem', input)).body).toMatchObject({ Responses: { [TableName]: [ITEM] } });
  });

  test('writes a part of a batch and hands back the rest', async () => {
    const [first, second] = ['part', 'rest'].map((id) => ({ PutRequest: { Item: { id: { S: id } } } }));
    dynamo.on('BatchWriteItem', writtenInPart(1), writtenInPart(1));
    const { body } = await call('BatchWriteItem', { RequestItems: { [TableName]: [first, second] } });
    expect(body['UnprocessedItems']).toEqual({ [TableName]: [second] });
    expect((await call('GetItem', { TableName, Key: { id: { S: 'part' } } })).body).toHaveProperty('Item');
    expect((await call('GetItem', { TableName, Key: { id: { S: 'rest' } } })).body).not.toHaveProperty('Item');
    const again = await call('BatchWriteItem', { RequestItems: body['UnprocessedItems'] });
    expect(again.body['UnprocessedItems']).toEqual({});
  });
});
