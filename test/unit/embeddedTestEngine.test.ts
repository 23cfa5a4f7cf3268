import { expect, test } from '@jest/globals';
import { callDynamo } from '../support/callDynamo.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';

test('the engine of the run answers, and every test gets table names of its own', async () => {
  expect(uniqueTablePrefix()).not.toBe(uniqueTablePrefix());
  const TableName = `${uniqueTablePrefix()}things`;
  const { status } = await callDynamo(testEngine().endpoint, 'CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  expect(status).toBe(200);
  const { body } = await callDynamo(testEngine().endpoint, 'DescribeTable', { TableName });
  expect(body).toMatchObject({ Table: { TableName } });
});
