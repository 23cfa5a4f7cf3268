import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAwsSdkTransport } from '../../../src/dynamo/execute/awsSdkTransport.js';
import type { DynamoError, Transport } from '../../../src/dynamo/execute/transport.js';
import {
  conditionFailed,
  connectionReset,
  failure,
  held,
  serviceFault,
  success,
  throttled,
  truncated,
} from '../../support/scriptedAnswer.js';
import { type ScriptedEndpoint, startScriptedEndpoint } from '../../support/scriptedEndpoint.js';

let dynamo: ScriptedEndpoint;
let transport: Transport;
beforeEach(async () => {
  dynamo = await startScriptedEndpoint();
  transport = createAwsSdkTransport({ endpoint: dynamo.endpoint });
});
afterEach(async () => {
  await transport.close();
  await dynamo.close();
});

const live = () => ({ signal: new AbortController().signal });
const GET = { TableName: 'Products', Key: { productId: { S: 'p1' } } };
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error('The call succeeded.');
    },
    (error: unknown) => error as DynamoError,
  );

describe('what is sent', () => {
  test('is the input as it stands, without a region or credentials configured', async () => {
    dynamo.on('GetItem', success({}));
    await transport.send('GetItem', { ...GET, ConsistentRead: true }, live());
    expect(dynamo.requests).toEqual([{ action: 'GetItem', input: { ...GET, ConsistentRead: true } }]);
  });

  test('keeps binary values as base64, wherever an action has them', async () => {
    const binary = { id: { B: 'AQI=' }, set: { BS: ['Aw=='] }, list: { L: [{ M: { deep: { B: 'BA==' } } }] } };
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'GetItem']) {
      dynamo.on(action, success({}));
    }
    const query = { KeyConditionExpression: '#a = :a', ExpressionAttributeValues: binary, ExclusiveStartKey: binary };
    const inputs = {
      PutItem: { TableName: 'T', Item: binary, ExpressionAttributeValues: binary },
      UpdateItem: { TableName: 'T', Key: binary, ExpressionAttributeValues: binary },
      DeleteItem: { TableName: 'T', Key: binary },
      GetItem: { TableName: 'T', Key: binary },
      Query: { TableName: 'T', ...query },
      Scan: { TableName: 'T', ExclusiveStartKey: binary },
      BatchGetItem: { RequestItems: { T: { Keys: [binary], ConsistentRead: true } } },
    };
    await transport.send('PutItem', inputs.PutItem, live());
    await transport.send('UpdateItem', inputs.UpdateItem, live());
    await transport.send('DeleteItem', inputs.DeleteItem, live());
    await transport.send('GetItem', inputs.GetItem, live());
    await transport.send('Query', inputs.Query, live());
    await transport.send('Scan', inputs.Scan, live());
    await transport.send('BatchGetItem', inputs.BatchGetItem, live());
    expect(Object.fromEntries(dynamo.requests.map(({ action, input }) => [action, input]))).toEqual(inputs);
  });
});

describe('what comes back', () => {
  const binary = { id: { B: 'AQI=' }, set: { BS: ['Aw=='] }, list: { L: [{ M: { deep: { B: 'BA==' } } }] } };

  test('is the answer as it stands, binary values as base64', async () => {
    const page = { Items: [binary, { n: { N: '1.50' } }], Count: 2, ScannedCount: 2, LastEvaluatedKey: binary };
    const batch = { Responses: { T: [binary] }, UnprocessedKeys: { T: { Keys: [binary] } } };
    dynamo.on('Query', success(page));
    dynamo.on('BatchGetItem', success(batch));
    dynamo.on('GetItem', success({ Item: binary }));
    dynamo.on('UpdateItem', success({ Attributes: binary }));
    const query = { TableName: 'T', KeyConditionExpression: '#a = :a' };
    expect(await transport.send('Query', query, live())).toEqual(page);
    expect(await transport.send('BatchGetItem', { RequestItems: {} }, live())).toEqual(batch);
    expect(await transport.send('GetItem', GET, live())).toEqual({ Item: binary });
    expect(await transport.send('UpdateItem', GET, live())).toEqual({ Attributes: binary });
  });

  test('keeps all 38 digits of a number', async () => {
    const n = '-9.9999999999999999999999999999999999999E+125';
    dynamo.on(
      'GetItem',
      success({ Item: { n: { N: n }, set: { NS: [n, '12345678901234567890123456789012345678'] } } }),
    );
    const { Item } = await transport.send('GetItem', GET, live());
    expect(Item).toEqual({ n: { N: n }, set: { NS: [n, '12345678901234567890123456789012345678'] } });
  });
});

describe('an answer that is an error', () => {
  test('has its name, message and status', async () => {
    dynamo.on('GetItem', throttled('ThrottlingException'));
    const error = await failureOf(transport.send('GetItem', GET, live()));
    expect(error).toMatchObject({ name: 'ThrottlingException', status: 400 });
    expect(error.cause).toBeInstanceOf(Error);
  });

  test('has the stored item, binary values as base64, when a condition failed', async () => {
    dynamo.on('PutItem', conditionFailed({ id: { B: 'AQI=' }, version: { N: '3' } }));
    const error = await failureOf(transport.send('PutItem', { TableName: 'T', Item: {} }, live()));
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      item: { id: { B: 'AQI=' }, version: { N: '3' } },
    });
  });

  test('has a reason for each action of a cancelled transaction', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'No.', Item: { id: { B: 'AQI=' } } }];
    dynamo.on('PutItem', failure('TransactionCanceledException', { CancellationReasons: reasons }));
    const error = await failureOf(transport.send('PutItem', { TableName: 'T', Item: {} }, live()));
    expect(error.reasons).toEqual([
      { code: 'None', message: undefined, item: undefined },
      { code: 'ConditionalCheckFailed', message: 'No.', item: { id: { B: 'AQI=' } } },
    ]);
  });

  test('is asked for once: the SDK does not retry', async () => {
    dynamo.always('GetItem', serviceFault());
    const error = await failureOf(transport.send('GetItem', GET, live()));
    expect(error).toMatchObject({ name: 'InternalServerError', status: 500 });
    expect(dynamo.actions).toEqual(['GetItem']);
  });
});

describe('an exchange that fails', () => {
  test.each([
    ['the connection is reset before the request was read', connectionReset('before')],
    ['the connection is reset after the request was read', connectionReset('after')],
    ['the answer stops half way', truncated({ Item: { id: { S: 'p1' } } })],
  ])('is ConnectionLost when %s', async (_what, answer) => {
    dynamo.on('GetItem', answer);
    const error = await failureOf(transport.send('GetItem', GET, live()));
    expect(error).toMatchObject({ name: 'ConnectionLost', message: expect.stringContaining(dynamo.endpoint) });
    expect(dynamo.actions).toEqual(['GetItem']);
  });

  test('is ConnectionRefused, naming the endpoint, when nobody listens', async () => {
    await dynamo.close();
    const error = await failureOf(transport.send('GetItem', GET, live()));
    expect(error).toMatchObject({
      name: 'ConnectionRefused',
      status: undefined,
      message: expect.stringContaining(`No connection to DynamoDB at ${dynamo.endpoint}`),
    });
  });

  test('is ConnectionRefused when the host is unknown', async () => {
    const elsewhere = createAwsSdkTransport({
      endpoint: 'http://dynamodb.invalid:8000',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const error = await failureOf(elsewhere.send('GetItem', GET, live()));
    expect(error.name).toBe('ConnectionRefused');
    await elsewhere.close();
  });

  test('is Aborted when the signal comes while the answer is awaited', async () => {
    const late = held(success({}));
    dynamo.on('GetItem', late.answer);
    const abort = new AbortController();
    const call = failureOf(transport.send('GetItem', GET, { signal: abort.signal }));
    await dynamo.received(1);
    abort.abort();
    expect((await call).name).toBe('Aborted');
    late.release();
  });

  test('is Aborted without being sent when the signal came before', async () => {
    const error = await failureOf(transport.send('GetItem', GET, { signal: AbortSignal.abort() }));
    expect(error.name).toBe('Aborted');
    expect(dynamo.requests).toEqual([]);
  });
});
