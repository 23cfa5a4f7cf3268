import type { Scenario } from '../../support/scenario.js';
import { creates, reads, transaction } from '../../support/transactionActions.js';
import { account, bank } from '../fixtures/bank.js';

/** What a version does: 1 at first, 1 more with each write, and the writes it holds back. */
export const versions: readonly Scenario[] = [
  {
    ...bank,
    title: 'a new item has version 1',
    operation: `mutation { createAccount(input: { accountId: "c", balance: 0 }) { account { version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'c' }, balance: { N: '0' }, version: { N: '1' } },
        ConditionExpression: 'attribute_not_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId' },
      },
    ],
    data: { createAccount: { account: { version: 1 } } },
  },
  {
    ...bank,
    items: { Accounts: [{ accountId: { S: 'odd' }, balance: { N: '1' }, version: { S: 'seven' } }] },
    title: 'a stored version that is no number is not the one that is expected, and the refusal says what is wrong',
    operation: `mutation {
      deleteAccount(accountId: "odd", expectedVersion: 7) { conflict { reason message fields current { balance } } }
    }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Accounts',
        Key: account('odd'),
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '7' } },
      },
    ],
    data: {
      deleteAccount: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 7; what is stored as "version" is no version.',
          fields: ['version'],
          current: { balance: 1 },
        },
      },
    },
    needsEngine: true,
  },
  {
    ...bank,
    title: 'an update without a condition counts the version',
    operation: `mutation { updateAccount(accountId: "a", add: { balance: -10 }) { account { balance version } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'ADD #balance :v0, #version :v1',
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
        ExpressionAttributeValues: { ':v0': { N: '-10' }, ':v1': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAccount: { account: { balance: 90, version: 4 } } },
  },
  {
    ...bank,
    title: 'an update of an item without a version makes it 1',
    operation: `mutation { updateAccount(accountId: "old", add: { balance: 1 }, expectedVersion: 0) { account { version } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('old'),
        UpdateExpression: 'ADD #balance :v0, #version :v0',
        ConditionExpression:
          'attribute_exists(#accountId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v1) OR #version = :v2)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { S: 'NULL' }, ':v2': { N: '0' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAccount: { account: { version: 1 } } },
  },
  {
    ...bank,
    title: 'a delete with the version that is stored',
    operation: `mutation { deleteAccount(accountId: "a", expectedVersion: 3) { account { version } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Accounts',
        Key: account('a'),
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '3' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteAccount: { account: { version: 3 } } },
  },
  {
    ...bank,
    title: 'a delete with another version is refused',
    operation: `mutation { deleteAccount(accountId: "a", expectedVersion: 4) { conflict { reason message current { version } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Accounts',
        Key: account('a'),
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '4' } },
      },
    ],
    data: {
      deleteAccount: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 4; it is 3.',
          current: { version: 3 },
        },
      },
    },
  },
  {
    ...bank,
    title: 'a delete that expects version 0 takes an item without one',
    operation: `mutation { deleteAccount(accountId: "old", expectedVersion: 0) { account { balance version } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Accounts',
        Key: account('old'),
        ConditionExpression:
          'attribute_exists(#accountId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteAccount: { account: { balance: 7, version: 0 } } },
  },
  {
    ...bank,
    title: 'a version that is wrong comes before a condition that is not met',
    operation: `mutation { updateAccount(accountId: "a", set: { note: "x" }, expectedVersion: 9, if: { balance: { gt: 1000 } }) { conflict { reason fields } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'SET #note = :v0 ADD #version :v1',
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v2 AND #balance > :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#version': 'version',
          '#accountId': 'accountId',
          '#balance': 'balance',
        },
        ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' }, ':v2': { N: '9' }, ':v3': { N: '1000' } },
      },
    ],
    data: { updateAccount: { conflict: { reason: 'VERSION_MISMATCH', fields: ['version'] } } },
  },
  {
    ...bank,
    title: 'a batch counts the version of each item it puts',
    operation: `mutation { batchWriteAccounts(put: [{ accountId: "old", balance: 1 }, { accountId: "b", balance: 2 }]) { put { status account { version } } } }`,
    commands: [
      reads({ Accounts: [account('old'), account('b')] }),
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'old' }, balance: { N: '1' }, version: { N: '1' } },
        ConditionExpression:
          'attribute_exists(#accountId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v0))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' } },
      },
      {
        action: 'PutItem',
        TableName: 'Accounts',
        Item: { accountId: { S: 'b' }, balance: { N: '2' }, version: { N: '2' } },
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1' } },
      },
    ],
    data: {
      batchWriteAccounts: {
        put: [
          { status: 'WRITTEN', account: { version: 1 } },
          { status: 'WRITTEN', account: { version: 2 } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'every write of a transaction counts and checks versions as it does by itself',
    operation: `mutation @transaction {
      createAccount(input: { accountId: "c", balance: 0 }) { account { version } }
      putAccount(input: { accountId: "a", balance: 1 }, expectedVersion: 3) { account { version } }
      updateAccount(accountId: "b", add: { balance: 1 }, expectedVersion: 1) { account { version } }
      deleteAccount(accountId: "old", expectedVersion: 0) { conflict { reason } }
    }`,
    commands: [
      transaction(
        creates('Accounts', 'accountId', { accountId: { S: 'c' }, balance: { N: '0' }, version: { N: '1' } }),
        {
          Put: {
            TableName: 'Accounts',
            Item: { accountId: { S: 'a' }, balance: { N: '1' }, version: { N: '4' } },
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '3' } },
          },
        },
        {
          Update: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '1' } },
            UpdateExpression: 'ADD #balance :v0, #version :v0',
          },
        },
        {
          Delete: {
            TableName: 'Accounts',
            Key: account('old'),
            ConditionExpression:
              'attribute_exists(#accountId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
          },
        },
      ),
      reads({ Accounts: [account('b')] }),
    ],
    data: {
      createAccount: { account: { version: 1 } },
      putAccount: { account: { version: 4 } },
      updateAccount: { account: { version: 2 } },
      deleteAccount: { conflict: null },
    },
  },
  {
    ...bank,
    title: 'a wrong version refuses the transaction, with the item as it is',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: 1 }, expectedVersion: 2) { conflict { reason message current { balance version } } }
      b: updateAccount(accountId: "b", add: { balance: 1 }, expectedVersion: 1) { conflict { reason current { version } } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { N: '2' } },
            UpdateExpression: 'ADD #balance :v0, #version :v0',
          },
        },
        {
          Update: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '1' } },
            UpdateExpression: 'ADD #balance :v0, #version :v0',
          },
        },
      ),
    ],
    data: {
      a: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 2; it is 3.',
          current: { balance: 100, version: 3 },
        },
      },
      b: { conflict: { reason: 'TRANSACTION_CANCELLED', current: null } },
    },
  },
  {
    ...bank,
    title: 'a version below zero is refused, for each kind of write',
    operation: `mutation {
      put: putAccount(input: { accountId: "a", balance: 1 }, expectedVersion: -1) { account { version } }
      update: updateAccount(accountId: "a", add: { balance: 1 }, expectedVersion: -1) { account { version } }
      delete: deleteAccount(accountId: "a", expectedVersion: -1) { account { version } }
    }`,
    commands: [],
    data: { put: null, update: null, delete: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"expectedVersion" must not be below 0; it is -1. 0 means that nothing is stored, or an item without a version.',
        path: ['put'],
        argument: ['expectedVersion'],
      },
      {
        code: 'BAD_USER_INPUT',
        message:
          '"expectedVersion" must not be below 0; it is -1. 0 means that nothing is stored, or an item without a version.',
        path: ['update'],
        argument: ['expectedVersion'],
      },
      {
        code: 'BAD_USER_INPUT',
        message:
          '"expectedVersion" must not be below 0; it is -1. 0 means that nothing is stored, or an item without a version.',
        path: ['delete'],
        argument: ['expectedVersion'],
      },
    ],
  },
];
