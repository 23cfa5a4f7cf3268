import type { Scenario } from '../../support/scenario.js';
import { bank } from '../fixtures/bank.js';

/** A put is held to the version that is expected; 0 is that of no item, and of an item without a version. */
export const versionedPuts: readonly Scenario[] = [
  {
    ...bank,
    title: 'a put with the version that is stored writes the next',
    operation: `mutation { putAccount(input: { accountId: "a", balance: 1 }, expectedVersion: 3) { account { balance version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'a' }, balance: { N: '1' }, version: { N: '4' } },
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '3' } },
      },
    ],
    data: { putAccount: { account: { balance: 1, version: 4 } } },
  },
  {
    ...bank,
    title: 'a put with another version is refused, with the item as it is',
    operation: `mutation { putAccount(input: { accountId: "a", balance: 1 }, expectedVersion: 2) {
      account { version }
      conflict { reason message fields current { balance version } }
    } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'a' }, balance: { N: '1' }, version: { N: '3' } },
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '2' } },
      },
    ],
    data: {
      putAccount: {
        account: null,
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 2; it is 3.',
          fields: ['version'],
          current: { balance: 100, version: 3 },
        },
      },
    },
  },
  {
    ...bank,
    title: 'a put that expects a version where nothing is stored is refused',
    operation: `mutation { putAccount(input: { accountId: "none", balance: 1 }, expectedVersion: 2) { conflict { reason message current { version } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'none' }, balance: { N: '1' }, version: { N: '3' } },
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '2' } },
      },
    ],
    data: {
      putAccount: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 2; there is none.',
          current: null,
        },
      },
    },
  },
  {
    ...bank,
    title: 'a put that expects version 0 writes version 1 where nothing is stored',
    operation: `mutation { putAccount(input: { accountId: "none", balance: 1 }, expectedVersion: 0) { account { version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'none' }, balance: { N: '1' }, version: { N: '1' } },
        ConditionExpression:
          'attribute_not_exists(#accountId) OR attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
      },
    ],
    data: { putAccount: { account: { version: 1 } } },
  },
  {
    ...bank,
    title: 'a put that expects version 0 writes version 1 over an item without a version',
    operation: `mutation { putAccount(input: { accountId: "old", balance: 1 }, expectedVersion: 0) { account { balance version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'old' }, balance: { N: '1' }, version: { N: '1' } },
        ConditionExpression:
          'attribute_not_exists(#accountId) OR attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
      },
    ],
    data: { putAccount: { account: { balance: 1, version: 1 } } },
  },
  {
    ...bank,
    title: 'a put that expects version 0 is refused where there is a version',
    operation: `mutation { putAccount(input: { accountId: "b", balance: 1 }, expectedVersion: 0) { conflict { reason message current { version } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'b' }, balance: { N: '1' }, version: { N: '1' } },
        ConditionExpression:
          'attribute_not_exists(#accountId) OR attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
      },
    ],
    data: {
      putAccount: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 0; it is 1.',
          current: { version: 1 },
        },
      },
    },
  },
];
