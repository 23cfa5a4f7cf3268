import type { Scenario } from '../../support/scenario.js';
import { creates, deletes, reads, takes, transaction } from '../../support/transactionActions.js';
import { account, adds, bank, owner, voucher } from '../fixtures/bank.js';

/** transactWrite is a transaction for clients that cannot write directives: its items are the actions. */
export const transactWrites: readonly Scenario[] = [
  {
    ...bank,
    title: 'transactWrite takes every kind of action, and answers in their order',
    operation: `mutation { transactWrite(items: [
      { entry: { create: { input: { accountId: "a", number: 1, amount: -5 } } } }
      { account: { update: { accountId: "a", add: { balance: -5 }, if: { balance: { ge: 5 } } } } }
      { account: { put: { input: { accountId: "b", balance: 55 }, expectedVersion: 1 } } }
      { account: { delete: { accountId: "old", expectedVersion: 0 } } }
      { voucher: { check: { voucherId: "v-live" } } }
    ]) { results {
      account { account { balance version } conflict { reason } }
      entry { entry { amount } conflict { reason } }
      voucher { voucher { code } }
    } } }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-5' } }),
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance >= :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
            ExpressionAttributeValues: { ':v0': { N: '-5' }, ':v1': { N: '1' }, ':v2': { N: '5' } },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        {
          Put: {
            TableName: 'Accounts',
            Item: { accountId: { S: 'b' }, balance: { N: '55' }, version: { N: '2' } },
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '1' } },
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
        {
          ConditionCheck: {
            TableName: 'Vouchers',
            Key: voucher('v-live'),
            ConditionExpression: 'attribute_exists(#voucherId) AND NOT #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
      ),
      reads({ Accounts: [account('a')], Vouchers: [voucher('v-live')] }),
    ],
    data: {
      transactWrite: {
        results: [
          { account: null, entry: { entry: { amount: -5 }, conflict: null }, voucher: null },
          { account: { account: { balance: 95, version: 4 }, conflict: null }, entry: null, voucher: null },
          { account: { account: { balance: 55, version: 2 }, conflict: null }, entry: null, voucher: null },
          { account: { account: null, conflict: null }, entry: null, voucher: null },
          { account: null, entry: null, voucher: { voucher: { code: 'LIVE' } } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'only what results select is read',
    operation: `mutation { transactWrite(items: [
      { account: { update: { accountId: "a", add: { balance: -5 } } } }
      { owner: { update: { ownerId: "o-1", set: { name: "Anna" } } } }
    ]) { results { __typename ...Accounts owner { conflict { reason } } } } }
    fragment Accounts on TransactWriteResult { account { account { balance } } }`,
    commands: [
      transaction(adds('a', -5), {
        Update: {
          TableName: 'Owners',
          Key: owner('o-1'),
          ConditionExpression: 'attribute_exists(#ownerId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ExpressionAttributeNames: { '#name': 'name', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
          ExpressionAttributeValues: { ':v0': { S: 'Anna' }, ':v1': { S: '2026-01-15T12:00:00.000Z' } },
          UpdateExpression: 'SET #name = :v0, #updatedAt = :v1',
        },
      }),
      reads({ Accounts: [account('a')] }),
    ],
    data: {
      transactWrite: {
        results: [
          { __typename: 'TransactWriteResult', account: { account: { balance: 95 } }, owner: null },
          { __typename: 'TransactWriteResult', account: null, owner: { conflict: null } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'results that are not selected are not read',
    operation: `mutation { transactWrite(items: [
      { account: { update: { accountId: "a", add: { balance: -5 } } } }
      { account: { update: { accountId: "b", add: { balance: 5 } } } }
    ]) { __typename } }`,
    commands: [transaction(adds('a', -5), adds('b', 5))],
    data: { transactWrite: { __typename: 'TransactWritePayload' } },
  },
  {
    ...bank,
    title: 'a single item goes as a call of its own',
    operation: `mutation { transactWrite(items: [{ account: { update: { accountId: "a", add: { balance: -5 } } } }]) { results { account { account { balance } } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'ADD #balance :v0, #version :v1',
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
        ExpressionAttributeValues: { ':v0': { N: '-5' }, ':v1': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { transactWrite: { results: [{ account: { account: { balance: 95 } } }] } },
  },
  {
    ...bank,
    title: 'unique values and what is generated go with the items',
    operation: `mutation { transactWrite(items: [
      { owner: { create: { input: { email: "cy@example.com" } } } }
      { owner: { create: { input: { email: "di@example.com", handle: "di" } } } }
    ]) { results { owner { owner { ownerId email } } } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0002' },
          email: { S: 'di@example.com' },
          handle: { S: 'di' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.email', 'di@example.com', owner('ULID-0002')),
        takes('Owner.handle', 'di', owner('ULID-0002')),
      ),
    ],
    data: {
      transactWrite: {
        results: [
          { owner: { owner: { ownerId: 'ULID-0001', email: 'cy@example.com' } } },
          { owner: { owner: { ownerId: 'ULID-0002', email: 'di@example.com' } } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'a refusal is data of its item, and the others are cancelled',
    operation: `mutation { transactWrite(items: [
      { account: { update: { accountId: "a", add: { balance: -500 }, if: { balance: { ge: 500 } } } } }
      { entry: { create: { input: { accountId: "a", number: 1, amount: -500 } } } }
    ]) { results {
      account { account { balance } conflict { reason fields current { balance } } }
      entry { entry { amount } conflict { reason } }
    } } }`,
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
    data: {
      transactWrite: {
        results: [
          {
            account: {
              account: null,
              conflict: { reason: 'CONDITION_FAILED', fields: ['balance'], current: { balance: 100 } },
            },
            entry: null,
          },
          { account: null, entry: { entry: null, conflict: { reason: 'TRANSACTION_CANCELLED' } } },
        ],
      },
    },
    needsEngine: true,
  },
  {
    ...bank,
    title: 'a refusal where conflict is not selected is an error at the place of its item',
    operation: `mutation { transactWrite(items: [
      { entry: { create: { input: { accountId: "a", number: 1, amount: -500 } } } }
      { account: { update: { accountId: "none", add: { balance: -500 } } } }
    ]) { results { account { account { balance } } entry { entry { amount } conflict { reason } } } } }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-500' } }),
        adds('none', -500),
      ),
    ],
    data: {
      transactWrite: {
        results: [{ account: null, entry: { entry: null, conflict: { reason: 'TRANSACTION_CANCELLED' } } }, null],
      },
    },
    errors: [
      {
        code: 'CONFLICT',
        message: 'There is no Account with this key. A create or a put would store one.',
        path: ['transactWrite', 'results', 1],
      },
    ],
    needsEngine: true,
  },
  {
    ...bank,
    title: 'a refusal where not even results are selected is an error of the whole field',
    operation: `mutation { transactWrite(items: [
      { entry: { create: { input: { accountId: "a", number: 1, amount: -500 } } } }
      { account: { update: { accountId: "none", add: { balance: -500 } } } }
    ]) { __typename } }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-500' } }),
        adds('none', -500),
      ),
    ],
    data: { transactWrite: null },
    errors: [
      {
        code: 'CONFLICT',
        message: 'There is no Account with this key. A create or a put would store one.',
        path: ['transactWrite'],
      },
    ],
    needsEngine: true,
  },
  {
    ...bank,
    title: 'items of one item are made one as fields of a document are',
    operation: `mutation { transactWrite(items: [
      { account: { check: { accountId: "a", expectedVersion: 3 } } }
      { account: { update: { accountId: "a", add: { balance: 1 } } } }
      { account: { update: { accountId: "a", set: { note: "x" } } } }
      { account: { update: { accountId: "b", set: { note: "x" } } } }
    ]) { results { account { conflict { reason } } } } }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#balance': 'balance',
              '#version': 'version',
              '#accountId': 'accountId',
            },
            ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' }, ':v2': { N: '3' } },
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
      transactWrite: {
        results: [
          { account: { conflict: null } },
          { account: { conflict: null } },
          { account: { conflict: null } },
          { account: { conflict: null } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'inside a document with @transaction its items are part of that',
    operation: `mutation @transaction {
      createEntry(input: { accountId: "a", number: 1, amount: -5 }) { entry { amount } }
      transactWrite(items: [
        { account: { update: { accountId: "a", add: { balance: -5 } } } }
        { account: { update: { accountId: "b", add: { balance: 5 } } } }
      ]) { results { account { account { balance } } } }
    }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-5' } }),
        adds('a', -5),
        adds('b', 5),
      ),
      reads({ Accounts: [account('a'), account('b')] }),
    ],
    data: {
      createEntry: { entry: { amount: -5 } },
      transactWrite: {
        results: [{ account: { account: { balance: 95 } } }, { account: { account: { balance: 55 } } }],
      },
    },
  },
  {
    ...bank,
    title: 'inside a document with @transaction a refusal of an item cancels the other fields',
    operation: `mutation @transaction {
      createEntry(input: { accountId: "a", number: 1, amount: -5 }) { conflict { reason } }
      transactWrite(items: [{ account: { delete: { accountId: "none" } } }]) { results { account { conflict { reason } } } }
    }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-5' } }),
        deletes('Accounts', account('none')),
      ),
    ],
    data: {
      createEntry: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      transactWrite: { results: [{ account: { conflict: { reason: 'NOT_FOUND' } } }] },
    },
  },
];
