import type { Scenario } from '../../support/scenario.js';
import { creates, deletes, reads, takes, transaction } from '../../support/transactionActions.js';
import { account, adds, bank, owner } from '../fixtures/bank.js';
import { notes } from '../fixtures/stock.js';

/** Which writes a document with @transaction sends: all of its root fields, as one call. */
export const transactions: readonly Scenario[] = [
  {
    ...bank,
    title: 'without @transaction every field is a call of its own',
    operation: `mutation {
      a: updateAccount(accountId: "a", add: { balance: -10 }) { account { balance } }
      b: updateAccount(accountId: "b", add: { balance: 10 }) { account { balance } }
    }`,
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
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('b'),
        UpdateExpression: 'ADD #balance :v0, #version :v1',
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
        ExpressionAttributeValues: { ':v0': { N: '10' }, ':v1': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { a: { account: { balance: 90 } }, b: { account: { balance: 60 } } },
  },
  {
    ...bank,
    title: 'with @transaction all fields are one call',
    operation: `mutation @transaction {
      a: updateAccount(accountId: "a", add: { balance: -10 }, if: { balance: { ge: 10 } }) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } }
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
            ExpressionAttributeValues: { ':v0': { N: '-10' }, ':v1': { N: '1' }, ':v2': { N: '10' } },
            UpdateExpression: 'ADD #balance :v0, #version :v1',
          },
        },
        adds('b', 10),
      ),
    ],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'a transaction holds every kind of write, of several types',
    operation: `mutation @transaction {
      createEntry(input: { accountId: "a", number: 1, amount: -5 }) { entry { amount } }
      putEntry(input: { accountId: "b", number: 1, amount: 5 }) { entry { amount } }
      updateAccount(accountId: "a", add: { balance: -5 }) { conflict { reason } }
      deleteAccount(accountId: "old") { conflict { reason } }
      checkAccount(accountId: "b", if: { balance: { lt: 100 } }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-5' } }),
        { Put: { TableName: 'Entries', Item: { accountId: { S: 'b' }, number: { N: '1' }, amount: { N: '5' } } } },
        adds('a', -5),
        deletes('Accounts', account('old')),
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId) AND #balance < :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#balance': 'balance' },
            ExpressionAttributeValues: { ':v0': { N: '100' } },
          },
        },
      ),
    ],
    data: {
      createEntry: { entry: { amount: -5 } },
      putEntry: { entry: { amount: 5 } },
      updateAccount: { conflict: null },
      deleteAccount: { conflict: null },
      checkAccount: { conflict: null },
    },
  },
  {
    ...bank,
    title: 'fields of fragments take part, in their order',
    operation: `mutation Book @transaction {
      ...Entries
      ... on Mutation { updateAccount(accountId: "a", add: { balance: -5 }) { conflict { reason } } }
      again: createEntry(input: { accountId: "a", number: 2, amount: 1 }) { entry { number } }
    }
    fragment Entries on Mutation { createEntry(input: { accountId: "a", number: 1, amount: -5 }) { entry { number } } }`,
    commands: [
      transaction(
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '-5' } }),
        adds('a', -5),
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '2' }, amount: { N: '1' } }),
      ),
    ],
    data: { createEntry: { entry: { number: 1 } }, updateAccount: { conflict: null }, again: { entry: { number: 2 } } },
  },
  {
    ...bank,
    title: 'fields that are skipped take no part',
    operation: `mutation Book($no: Boolean!, $yes: Boolean!) @transaction {
      a: updateAccount(accountId: "a", add: { balance: 1 }) @include(if: $yes) { conflict { reason } }
      b: updateAccount(accountId: "b", add: { balance: 1 }) @include(if: $no) { conflict { reason } }
      c: updateAccount(accountId: "c", add: { balance: 1 }) @skip(if: $yes) { conflict { reason } }
      ... @skip(if: $yes) { d: updateAccount(accountId: "d", add: { balance: 1 }) { conflict { reason } } }
      ... @skip(if: $no) { e: deleteAccount(accountId: "old") { conflict { reason } } }
    }`,
    variables: { no: false, yes: true },
    commands: [transaction(adds('a', 1), deletes('Accounts', account('old')))],
    data: { a: { conflict: null }, e: { conflict: null } },
  },
  {
    ...bank,
    title: 'variables are what the arguments are',
    operation: `mutation Move($from: ID!, $to: ID!, $out: AccountAddInput, $note: String = "moved") @transaction {
      a: updateAccount(accountId: $from, add: $out, set: { note: $note }) { conflict { reason } }
      b: updateAccount(accountId: $to, add: { balance: 10 }) { conflict { reason } }
    }`,
    variables: { from: 'a', to: 'b', out: { balance: -10 } },
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
            ExpressionAttributeValues: { ':v0': { S: 'moved' }, ':v1': { N: '-10' }, ':v2': { N: '1' } },
            UpdateExpression: 'SET #note = :v0 ADD #balance :v1, #version :v2',
          },
        },
        adds('b', 10),
      ),
    ],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'two mentions of one field are one write',
    operation: `mutation @transaction {
      updateAccount(accountId: "a", add: { balance: 1 }) { account { balance } }
      deleteAccount(accountId: "old") { conflict { reason } }
      updateAccount(accountId: "a", add: { balance: 1 }) { account { version } }
    }`,
    commands: [transaction(adds('a', 1), deletes('Accounts', account('old'))), reads({ Accounts: [account('a')] })],
    data: { updateAccount: { account: { balance: 101, version: 4 } }, deleteAccount: { conflict: null } },
  },
  {
    ...bank,
    title: '__typename is no write',
    operation: `mutation @transaction { __typename createEntry(input: { accountId: "a", number: 1, amount: 1 }) { entry { amount } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Entries',
        Item: { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '1' } },
        ConditionExpression: 'attribute_not_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId' },
      },
    ],
    data: { __typename: 'Mutation', createEntry: { entry: { amount: 1 } } },
  },
  {
    ...bank,
    title: 'a document without a write sends nothing',
    operation: `mutation @transaction { __typename }`,
    commands: [],
    data: { __typename: 'Mutation' },
  },
  {
    ...bank,
    title: 'a single update goes as a call of its own, which gives the item back',
    operation: `mutation @transaction { updateAccount(accountId: "a", add: { balance: 1 }) { account { balance version } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Accounts',
        Key: account('a'),
        UpdateExpression: 'ADD #balance :v0, #version :v0',
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#balance': 'balance', '#version': 'version', '#accountId': 'accountId' },
        ExpressionAttributeValues: { ':v0': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAccount: { account: { balance: 101, version: 4 } } },
  },
  {
    ...bank,
    title: 'a single delete goes as a call of its own, and gives no item, as in any transaction',
    operation: `mutation @transaction { deleteAccount(accountId: "a") { account { balance } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Accounts',
        Key: account('a'),
        ConditionExpression: 'attribute_exists(#accountId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#accountId': 'accountId' },
      },
    ],
    data: { deleteAccount: { account: null } },
  },
  {
    ...bank,
    title: 'a single check is a transaction, for there is no such call',
    operation: `mutation @transaction { checkAccount(accountId: "a", expectedVersion: 3) { account { balance } } }`,
    commands: [
      transaction({
        ConditionCheck: {
          TableName: 'Accounts',
          Key: account('a'),
          ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
          ExpressionAttributeValues: { ':v0': { N: '3' } },
        },
      }),
      reads({ Accounts: [account('a')] }),
    ],
    data: { checkAccount: { account: { balance: 100 } } },
  },
  {
    ...bank,
    title: 'a single create with a unique value is a transaction with its marker',
    operation: `mutation @transaction { createOwner(input: { email: "cy@example.com" }) { owner { email } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { email: 'cy@example.com' } } },
  },
  {
    ...notes,
    title: 'an update that has nothing to change is a check in a transaction',
    operation: `mutation @transaction {
      updateNote(noteId: "n1", remove: { tags: [] }) { note { text tags } }
      createNote(input: { noteId: "n3", frame: {} }) { note { noteId } }
    }`,
    commands: [
      transaction(
        {
          ConditionCheck: {
            TableName: 'Notes',
            Key: { noteId: { S: 'n1' } },
            ConditionExpression: 'attribute_exists(#noteId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#noteId': 'noteId' },
          },
        },
        creates('Notes', 'noteId', { noteId: { S: 'n3' }, frame: { M: {} } }),
      ),
      reads({ Notes: [{ noteId: { S: 'n1' } }] }),
    ],
    data: { updateNote: { note: { text: 'hello', tags: ['a'] } }, createNote: { note: { noteId: 'n3' } } },
  },
];
