import { expect, test } from '@jest/globals';
import { consumedUnits } from '../../../src/dynamo/execute/consumedUnits.js';

const none = { index: undefined, readUnits: 0, writeUnits: 0 };

test('units of a read are read units, of a write write units', () => {
  const ConsumedCapacity = { TableName: 'A', CapacityUnits: 1.5 };
  expect(consumedUnits('Query', { ConsumedCapacity })).toEqual([{ ...none, table: 'A', readUnits: 1.5 }]);
  expect(consumedUnits('PutItem', { ConsumedCapacity })).toEqual([{ ...none, table: 'A', writeUnits: 1.5 }]);
});

test('each table of a batch, and each kind of index, has its own part', () => {
  const ConsumedCapacity = [
    {
      TableName: 'A',
      CapacityUnits: 9,
      Table: { CapacityUnits: 5 },
      GlobalSecondaryIndexes: { ByDay: { CapacityUnits: 3 } },
      LocalSecondaryIndexes: { ByName: { CapacityUnits: 1 } },
    },
    { TableName: 'B', CapacityUnits: 2, Table: { CapacityUnits: 2 } },
  ];
  expect(consumedUnits('BatchWriteItem', { ConsumedCapacity })).toEqual([
    { ...none, table: 'A', writeUnits: 5 },
    { ...none, table: 'A', index: 'ByDay', writeUnits: 3 },
    { ...none, table: 'A', index: 'ByName', writeUnits: 1 },
    { ...none, table: 'B', writeUnits: 2 },
  ]);
});

test('a Query of an index may be reported without the table', () => {
  const ConsumedCapacity = {
    TableName: 'A',
    CapacityUnits: 3,
    GlobalSecondaryIndexes: { ByDay: { CapacityUnits: 3 } },
  };
  expect(consumedUnits('Query', { ConsumedCapacity })).toEqual([{ ...none, table: 'A', index: 'ByDay', readUnits: 3 }]);
});

test('a transaction says itself what it read and wrote: sent again, it only reads', () => {
  const part = (units: object) => ({ TableName: 'A', Table: units });
  const units = (ConsumedCapacity: readonly object[]) => consumedUnits('TransactWriteItems', { ConsumedCapacity });
  expect(units([part({ CapacityUnits: 12, WriteCapacityUnits: 12 })])).toEqual([
    { ...none, table: 'A', writeUnits: 12 },
  ]);
  expect(units([part({ CapacityUnits: 6, ReadCapacityUnits: 6 })])).toEqual([{ ...none, table: 'A', readUnits: 6 }]);
});

test('an answer without a report consumed nothing that is known', () => {
  expect(consumedUnits('GetItem', {})).toEqual([]);
});
