import type { Scenario } from '../../support/scenario.js';
import { creates, transaction } from '../../support/transactionActions.js';
import { account, adds, bank } from '../fixtures/bank.js';

/** A refusal is told by the field that caused it; the others are TRANSACTION_CANCELLED. */
export const transactionRefusals: readonly Scenario[] = [
  {
    ...bank,
    title: 'a condition that is not met is a conflict of its field, with the item as it is',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -500 }, if: { balance: { ge: 500 } }) {
        account { balance }
        conflict { reason message fields current { balance version } }
      }
      b: updateAccount(accountId: "b", add: { balance: 500 }) { account { balance } conflict { reason message fields current { balance } } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance >= :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '-500' }, ':v1': { N: '1' }, ':v2': { N: '500' } },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        adds('b', 500),
      ),
    ],
    data: {
      a: {
        account: null,
        conflict: {
          reason: 'CONDITION_FAILED',
          message: 'The Account does not meet the condition on balance.',
          fields: ['balance'],
          current: { balance: 100, version: 3 },
        },
      },
      b: {
        account: null,
        conflict: {
          reason: 'TRANSACTION_CANCELLED',
          message: 'Another write of the same transaction could not be done, so nothing was written.',
          fields: [],
          current: null,
        },
      },
    },
    needsEngine: true,
  },
  {
    ...bank,
    title: 'where conflict is not selected each field has an error',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -500 }, if: { balance: { ge: 500 } }) { account { balance } }
      b: updateAccount(accountId: "b", add: { balance: 500 }) { account { balance } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance >= :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '-500' }, ':v1': { N: '1' }, ':v2': { N: '500' } },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        adds('b', 500),
      ),
    ],
    data: { a: null, b: null },
    errors: [
      { code: 'CONFLICT', message: 'The Account does not meet the condition on balance.', path: ['a'] },
      {
        code: 'CONFLICT',
        message: 'Another write of the same transaction could not be done, so nothing was written.',
        path: ['b'],
      },
    ],
    needsEngine: true,
  },
  {
    ...bank,
    title: 'data and errors stand side by side, as each field selects',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -500 }, if: { balance: { ge: 500 } }) { conflict { reason } }
      entry: createEntry(input: { accountId: "a", number: 1, amount: -500 }) { entry { amount } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance >= :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '-500' }, ':v1': { N: '1' }, ':v2': { N: '500' } },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-500' } }),
      ),
    ],
    data: { a: { conflict: { reason: 'CONDITION_FAILED' } }, entry: null },
    errors: [
      {
        code: 'CONFLICT',
        message: 'Another write of the same transaction could not be done, so nothing was written.',
        path: ['entry'],
      },
    ],
  },
  {
    ...bank,
    title: 'each field that refuses tells its own reason',
    operation: `mutation @transaction {
      create: createAccount(input: { accountId: "a", balance: 0 }) { conflict { reason current { balance } } }
      put: putAccount(input: { accountId: "b", balance: 0 }, expectedVersion: 7) { conflict { reason current { version } } }
      update: updateAccount(accountId: "none", add: { balance: 1 }) { conflict { reason current { balance } } }
      delete: deleteAccount(accountId: "old", if: { note: { exists: true } }) { conflict { reason fields current { balance } } }
      check: checkAccount(accountId: "none2") { conflict { reason current { balance } } }
      fine: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        creates('Accounts', 'accountId', { accountId: { S: 'a' }, balance: { N: '0' }, version: { N: '1' } }),
        {
          Put: {
            TableName: 'Accounts',
            Item: { accountId: { S: 'b' }, balance: { N: '0' }, version: { N: '8' } },
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '7' } },
          },
        },
        adds('none', 1),
        {
          Delete: {
            TableName: 'Accounts',
            Key: account('old'),
            ConditionExpression:
              'attribute_exists(#accountId) AND attribute_exists(#note) AND NOT attribute_type(#note, :v0)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#note': 'note' },
            ExpressionAttributeValues: { ':v0': { S: 'NULL' } },
          },
        },
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('none2'),
            ConditionExpression: 'attribute_exists(#accountId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId' },
          },
        },
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '1' } }),
      ),
    ],
    data: {
      create: { conflict: { reason: 'ALREADY_EXISTS', current: { balance: 100 } } },
      put: { conflict: { reason: 'VERSION_MISMATCH', current: { version: 1 } } },
      update: { conflict: { reason: 'NOT_FOUND', current: null } },
      delete: { conflict: { reason: 'CONDITION_FAILED', fields: ['note'], current: { balance: 7 } } },
      check: { conflict: { reason: 'NOT_FOUND', current: null } },
      fine: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
  {
    ...bank,
    title: 'a check that fails stands in the way of the others',
    operation: `mutation @transaction {
      checkAccount(accountId: "b", if: { balance: { ge: 100 } }) { account { balance } conflict { reason fields current { balance } } }
      createEntry(input: { accountId: "b", number: 1, amount: 1 }) { entry { amount } conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance >= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#balance': 'balance' },
            ExpressionAttributeValues: { ':v0': { N: '100' } },
          },
        },
        creates('Entries', 'accountId', { accountId: { S: 'b' }, number: { N: '1' }, amount: { N: '1' } }),
      ),
    ],
    data: {
      checkAccount: {
        account: null,
        conflict: { reason: 'CONDITION_FAILED', fields: ['balance'], current: { balance: 50 } },
      },
      createEntry: { entry: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
    needsEngine: true,
  },
  {
    ...bank,
    title: 'of a check and an update of one item the check tells that its condition failed',
    operation: `mutation @transaction {
      check: checkAccount(accountId: "a", if: { balance: { ge: 500 } }) { conflict { reason current { balance } } }
      update: updateAccount(accountId: "a", set: { note: "x" }, expectedVersion: 3) { conflict { reason } }
    }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'SET #note = :v0 ADD #version :v1',
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v2 AND #balance >= :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#version': 'version',
          '#accountId': 'accountId',
          '#balance': 'balance',
        },
        ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' }, ':v2': { N: '3' }, ':v3': { N: '500' } },
      },
    ],
    data: {
      check: { conflict: { reason: 'CONDITION_FAILED', current: { balance: 100 } } },
      update: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
  {
    ...bank,
    title: 'of two updates of one item the one with the wrong version tells',
    operation: `mutation @transaction {
      one: updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
      two: updateAccount(accountId: "a", set: { note: "x" }, expectedVersion: 9) { conflict { reason message current { version } } }
    }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v1',
        ConditionExpression: 'attribute_exists(#accountId) AND #version = :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#balance': 'balance',
          '#version': 'version',
          '#accountId': 'accountId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' }, ':v2': { N: '9' } },
      },
    ],
    data: {
      one: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      two: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Account was expected to have version 9; it is 3.',
          current: { version: 3 },
        },
      },
    },
  },
  {
    ...bank,
    title: 'a missing item is what each of its writes tells',
    operation: `mutation @transaction {
      one: updateAccount(accountId: "none", add: { balance: 1 }) { conflict { reason } }
      two: updateAccount(accountId: "none", set: { note: "x" }) { conflict { reason } }
      b: updateAccount(accountId: "b", set: { note: "x" }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('none'),
            ConditionExpression: 'attribute_exists(#accountId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#balance': 'balance',
              '#version': 'version',
              '#accountId': 'accountId',
            },
            ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' } },
            UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v1',
          },
        },
        {
          Update: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#note': 'note', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' } },
            UpdateExpression: 'SET #note = :v0 ADD #version :v1',
          },
        },
      ),
    ],
    data: {
      one: { conflict: { reason: 'NOT_FOUND' } },
      two: { conflict: { reason: 'NOT_FOUND' } },
      b: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
];
