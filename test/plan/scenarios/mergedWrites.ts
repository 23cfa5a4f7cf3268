import type { Scenario } from '../../support/scenario.js';
import { transaction } from '../../support/transactionActions.js';
import { account, adds, bank, owner } from '../fixtures/bank.js';
import { pets } from '../fixtures/oneTable.js';

/** DynamoDB takes one action for each item: what can be one is made one, the rest is refused before it is sent. */
export const mergedWrites: readonly Scenario[] = [
  {
    ...bank,
    title: 'a check is made part of the update of its item',
    operation: `mutation @transaction {
      check: checkAccount(accountId: "a", if: { balance: { ge: 10 } }) { conflict { reason } }
      update: updateAccount(accountId: "a", add: { balance: -10 }, if: { note: { exists: false } }) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression:
              'attribute_exists(#accountId) AND #balance >= :v2 AND (attribute_not_exists(#note) OR attribute_type(#note, :v3))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#balance': 'balance',
              '#version': 'version',
              '#accountId': 'accountId',
              '#note': 'note',
            },
            ExpressionAttributeValues: {
              ':v0': { N: '-10' },
              ':v1': { N: '1' },
              ':v2': { N: '10' },
              ':v3': { S: 'NULL' },
            },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        adds('b', 10),
      ),
    ],
    data: { check: { conflict: null }, update: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'a check is made part of the delete of its item, also where it comes after it',
    operation: `mutation @transaction {
      delete: deleteAccount(accountId: "a") { conflict { reason } }
      check: checkAccount(accountId: "a", expectedVersion: 3, if: { balance: { ge: 10 } }) { account { balance } conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 100 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          Delete: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0 AND #balance >= :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version', '#balance': 'balance' },
            ExpressionAttributeValues: { ':v0': { N: '3' }, ':v1': { N: '10' } },
          },
        },
        adds('b', 100),
      ),
    ],
    data: { delete: { conflict: null }, check: { account: null, conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'two checks of one item are one',
    operation: `mutation @transaction {
      version: checkAccount(accountId: "a", expectedVersion: 3) { conflict { reason } }
      balance: checkAccount(accountId: "a", expectedVersion: 3, if: { balance: { ge: 10 } }) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0 AND #balance >= :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version', '#balance': 'balance' },
            ExpressionAttributeValues: { ':v0': { N: '3' }, ':v1': { N: '10' } },
          },
        },
        adds('b', 10),
      ),
    ],
    data: { version: { conflict: null }, balance: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'two updates of different fields are one, under the conditions of both',
    operation: `mutation @transaction {
      one: updateAccount(accountId: "a", add: { balance: 1, labels: ["x"] }, if: { balance: { ge: 10 } }) { conflict { reason } }
      two: updateAccount(accountId: "a", set: { note: "paid" }, expectedVersion: 3) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: -1 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v3 AND #balance >= :v4',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#balance': 'balance',
              '#version': 'version',
              '#labels': 'labels',
              '#accountId': 'accountId',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'paid' },
              ':v1': { N: '1' },
              ':v2': { SS: ['x'] },
              ':v3': { N: '3' },
              ':v4': { N: '10' },
            },
            UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v1, #labels :v2',
          },
        },
        adds('b', -1),
      ),
    ],
    data: { one: { conflict: null }, two: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'two updates of one field cannot be one',
    operation: `mutation @transaction {
      one: updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
      two: updateAccount(accountId: "a", add: { balance: 2 }) { conflict { reason } }
    }`,
    commands: [],
    data: { one: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, two: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: both change "balance". Keep one of the changes.',
        path: ['two'],
      },
    ],
  },
  {
    ...bank,
    title: 'a create and an update of one item cannot be one',
    operation: `mutation @transaction {
      create: createAccount(input: { accountId: "c", balance: 0 }) { conflict { reason } }
      update: updateAccount(accountId: "c", add: { balance: 2 }) { conflict { reason } }
    }`,
    commands: [],
    data: { create: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, update: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: "create" and "update" cannot be made one. Keep one of them.',
        path: ['update'],
      },
    ],
  },
  {
    ...bank,
    title: 'a check and a put of one item cannot be one: the put has a condition of its own',
    operation: `mutation @transaction {
      check: checkAccount(accountId: "a") { conflict { reason } }
      put: putAccount(input: { accountId: "a", balance: 0 }, expectedVersion: 3) { account { balance } }
    }`,
    commands: [],
    data: { check: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, put: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: "check" and "put" cannot be made one. Keep one of them.',
        path: ['put'],
      },
    ],
  },
  {
    ...bank,
    title: 'an update and a delete of one item cannot be one',
    operation: `mutation @transaction {
      update: updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
      delete: deleteAccount(accountId: "a") { conflict { reason } }
    }`,
    commands: [],
    data: { update: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, delete: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: "update" and "delete" cannot be made one. Keep one of them.',
        path: ['delete'],
      },
    ],
  },
  {
    ...bank,
    title: 'a value that cannot be written is an error of the field that gives it, not of a check of the same item',
    operation: `mutation ($handle: String) @transaction {
      update: updateOwner(ownerId: "o-1", set: { handle: $handle }) { conflict { reason } }
      check: checkOwner(ownerId: "o-1", if: { name: { eq: "Ann" } }) { conflict { reason } }
    }`,
    variables: { handle: 'x'.repeat(2048) },
    commands: [{ action: 'GetItem', TableName: 'Owners', Key: owner('o-1'), ConsistentRead: true }],
    data: { update: null, check: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"handle" is too long to be unique: with "UNIQUE#Owner.handle#" before it, it would have 2068 bytes, and a key may have 2048.',
        path: ['update'],
        argument: ['set', 'handle'],
      },
    ],
  },
  {
    ...bank,
    title: 'a condition that is too long is an error of the field that makes it',
    operation: `mutation ($balances: [Int!]) @transaction {
      check: checkAccount(accountId: "a", if: { balance: { in: $balances } }) { conflict { reason } }
      update: updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
    }`,
    variables: { balances: Array.from({ length: 1000 }, (_, at) => at) },
    commands: [],
    data: { check: null, update: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          "The condition is too long: as DynamoDB's expression it has 7081 bytes, and 4096 are allowed. Test fewer fields or values at once.",
        path: ['check'],
        argument: ['if'],
      },
    ],
  },
  {
    ...bank,
    title: 'two creates of one item cannot be one',
    operation: `mutation @transaction {
      one: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
      two: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
    }`,
    commands: [],
    data: { one: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, two: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Entry, and DynamoDB takes one action for each item: "create" and "create" cannot be made one. Keep one of them.',
        path: ['two'],
      },
    ],
  },
  {
    ...bank,
    title: 'two writes that expect different versions of one item cannot be one',
    operation: `mutation @transaction {
      check: checkAccount(accountId: "a", expectedVersion: 2) { conflict { reason } }
      update: updateAccount(accountId: "a", add: { balance: 1 }, expectedVersion: 3) { conflict { reason } }
    }`,
    commands: [],
    data: { check: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, update: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: one expects version 2, the other version 3. Expect one.',
        path: ['update'],
      },
    ],
  },
  {
    ...pets,
    title: 'writes of two types under one key cannot be one',
    operation: `mutation @transaction {
      dog: deleteDog(owner: "o", name: "Rex") { conflict { reason } }
      cat: checkCat(owner: "o", name: "Rex") { conflict { reason } }
    }`,
    commands: [],
    data: { dog: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, cat: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same item, and DynamoDB takes one action for each item: one is of the type Dog, the other of Cat.',
        path: ['cat'],
      },
    ],
  },
];
