import type { Scenario } from '../../support/scenario.js';
import { creates, deletes, reads, takes, transaction } from '../../support/transactionActions.js';
import { account, adds, bank, owner } from '../fixtures/bank.js';

/** What the fields of a transaction answer: it gives nothing back, so what is selected and not known is read after it. */
export const transactionPayloads: readonly Scenario[] = [
  {
    ...bank,
    title: 'what is created or put comes from the input, without a read',
    operation: `mutation @transaction {
      createOwner(input: { email: "cy@example.com", name: "Cy" }) { owner { ownerId email name updatedAt } }
      putEntry(input: { accountId: "a", number: 1, amount: 5 }) { entry { accountId number amount } }
    }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          name: { S: 'Cy' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        { Put: { TableName: 'Entries', Item: { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '5' } } } },
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
      ),
    ],
    data: {
      createOwner: {
        owner: { ownerId: 'ULID-0001', email: 'cy@example.com', name: 'Cy', updatedAt: '2026-01-15T12:00:00.000Z' },
      },
      putEntry: { entry: { accountId: 'a', number: 1, amount: 5 } },
    },
  },
  {
    ...bank,
    title: 'updated and checked items that are selected are one consistent read over all tables',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -5 }) { account { balance version } }
      owner: updateOwner(ownerId: "o-1", set: { name: "Anna" }) { owner { name } }
      b: checkAccount(accountId: "b") { account { balance } }
    }`,
    commands: [
      transaction(
        adds('a', -5),
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#name': 'name', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: { ':v0': { S: 'Anna' }, ':v1': { S: '2026-01-15T12:00:00.000Z' } },
            UpdateExpression: 'SET #name = :v0, #updatedAt = :v1',
          },
        },
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId' },
          },
        },
      ),
      reads({ Accounts: [account('a'), account('b')], Owners: [owner('o-1')] }),
    ],
    data: {
      a: { account: { balance: 95, version: 4 } },
      owner: { owner: { name: 'Anna' } },
      b: { account: { balance: 50 } },
    },
  },
  {
    ...bank,
    title: 'only the items that are selected are read',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -5 }) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 5 }) { account { balance } }
      old: updateAccount(accountId: "old", add: { balance: 5 }) { __typename }
    }`,
    commands: [transaction(adds('a', -5), adds('b', 5), adds('old', 5)), reads({ Accounts: [account('b')] })],
    data: { a: { conflict: null }, b: { account: { balance: 55 } }, old: { __typename: 'AccountPayload' } },
  },
  {
    ...bank,
    title: 'a selection that is skipped is none',
    operation: `mutation Move($show: Boolean!) @transaction {
      a: updateAccount(accountId: "a", add: { balance: -5 }) { account @include(if: $show) { balance } conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 5 }) { conflict { reason } }
    }`,
    variables: { show: false },
    commands: [transaction(adds('a', -5), adds('b', 5))],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'a deleted item is null, and is not read',
    operation: `mutation @transaction {
      deleteAccount(accountId: "old") { account { balance } conflict { reason } }
      createEntry(input: { accountId: "old", number: 1, amount: -7 }) { entry { amount } }
    }`,
    commands: [
      transaction(
        deletes('Accounts', account('old')),
        creates('Entries', 'accountId', { accountId: { S: 'old' }, number: { N: '1' }, amount: { N: '-7' } }),
      ),
    ],
    data: { deleteAccount: { account: null, conflict: null }, createEntry: { entry: { amount: -7 } } },
  },
  {
    ...bank,
    title: 'relations below what was written are read after it, field by field as a mutation is executed',
    operation: `mutation @transaction {
      one: createOwner(input: { email: "cy@example.com", accountId: "a" }) { owner { account { balance } } }
      two: createOwner(input: { email: "di@example.com", accountId: "b" }) { owner { account { balance } } }
    }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          accountId: { S: 'a' },
        }),
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0002' },
          email: { S: 'di@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          accountId: { S: 'b' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.email', 'di@example.com', owner('ULID-0002')),
      ),
      {
        action: 'GetItem',
        TableName: 'Accounts',
        Key: account('a'),
        ProjectionExpression: '#balance, #accountId',
        ExpressionAttributeNames: { '#balance': 'balance', '#accountId': 'accountId' },
      },
      {
        action: 'GetItem',
        TableName: 'Accounts',
        Key: account('b'),
        ProjectionExpression: '#balance, #accountId',
        ExpressionAttributeNames: { '#balance': 'balance', '#accountId': 'accountId' },
      },
    ],
    data: { one: { owner: { account: { balance: 100 } } }, two: { owner: { account: { balance: 50 } } } },
  },
  {
    ...bank,
    title: 'a relation to what the same transaction has written is read after it',
    operation: `mutation @transaction {
      createOwner(input: { email: "cy@example.com", accountId: "c" }) { owner { email account { balance version } } }
      createAccount(input: { accountId: "c", balance: 12 }) { account { balance } }
    }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          accountId: { S: 'c' },
        }),
        creates('Accounts', 'accountId', { accountId: { S: 'c' }, balance: { N: '12' }, version: { N: '1' } }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
      ),
      {
        action: 'GetItem',
        TableName: 'Accounts',
        Key: account('c'),
        ProjectionExpression: '#balance, #version, #accountId',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
      },
    ],
    data: {
      createOwner: { owner: { email: 'cy@example.com', account: { balance: 12, version: 1 } } },
      createAccount: { account: { balance: 12 } },
    },
  },
  {
    ...bank,
    title: 'two updates of one item answer with one item',
    operation: `mutation @transaction {
      add: updateAccount(accountId: "a", add: { balance: 1 }) { account { balance version } }
      note: updateAccount(accountId: "a", set: { note: "paid" }) { account { note version } }
      b: updateAccount(accountId: "b", add: { balance: -1 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          Update: {
            TableName: 'Accounts',
            Key: account('a'),
            ConditionExpression: 'attribute_exists(#accountId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#balance': 'balance',
              '#version': 'version',
              '#accountId': 'accountId',
            },
            ExpressionAttributeValues: { ':v0': { S: 'paid' }, ':v1': { N: '1' } },
            UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v1',
          },
        },
        adds('b', -1),
      ),
      reads({ Accounts: [account('a')] }),
    ],
    data: {
      add: { account: { balance: 101, version: 4 } },
      note: { account: { note: 'paid', version: 4 } },
      b: { conflict: null },
    },
  },
  {
    ...bank,
    title: 'two updates of one item alone are one UpdateItem, and answer with what it gives back',
    operation: `mutation @transaction {
      add: updateAccount(accountId: "a", add: { balance: 1 }) { account { balance version } }
      note: updateAccount(accountId: "a", set: { note: "paid" }) { account { note version } }
    }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v1',
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#balance': 'balance',
          '#version': 'version',
          '#accountId': 'accountId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'paid' }, ':v1': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { add: { account: { balance: 101, version: 4 } }, note: { account: { note: 'paid', version: 4 } } },
  },
];
