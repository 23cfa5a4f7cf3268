import type { Scenario } from '../../support/scenario.js';
import { creates, transaction } from '../../support/transactionActions.js';
import { bank } from '../fixtures/bank.js';
import { notes } from '../fixtures/stock.js';

const cancelled = { conflict: { reason: 'TRANSACTION_CANCELLED' } };

/** A transaction of so many fields, under the aliases `w0`, `w1` ... */
function repeated(count: number, field: (at: number) => string): string {
  const fields = Array.from({ length: count }, (_, at) => `w${at}: ${field(at)}`);
  return `mutation @transaction { ${fields.join(' ')} }`;
}

function dataOf(count: number, field: (at: number) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`w${at}`, field(at)]));
}

/** What cannot be part of a transaction is refused at its field before anything is sent, and the others with it. */
export const badTransactions: readonly Scenario[] = [
  {
    ...bank,
    title: 'a wrong value in one field leaves the others undone',
    operation: `mutation @transaction {
      good: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { entry { amount } conflict { reason } }
      bad: updateAccount(accountId: "a", set: { balance: null }) { account { balance } conflict { reason } }
    }`,
    commands: [],
    data: { good: { entry: null, conflict: { reason: 'TRANSACTION_CANCELLED' } }, bad: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'Account.balance is required; it cannot be null.',
        path: ['bad'],
        argument: ['set', 'balance'],
      },
    ],
  },
  {
    ...bank,
    title: 'every field with a wrong value tells what is wrong with it',
    operation: `mutation @transaction {
      empty: updateAccount(accountId: "a") { conflict { reason } }
      version: deleteAccount(accountId: "b", expectedVersion: -1) { conflict { reason } }
      good: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { entry { amount } }
    }`,
    commands: [],
    data: { empty: null, version: null, good: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'This update of Account changes nothing. Give at least one field to change.',
        path: ['empty'],
        argument: ['set'],
      },
      {
        code: 'BAD_USER_INPUT',
        message:
          '"expectedVersion" must not be below 0; it is -1. 0 means that nothing is stored, or an item without a version.',
        path: ['version'],
        argument: ['expectedVersion'],
      },
      {
        code: 'CONFLICT',
        message: 'Another write of the same transaction could not be done, so nothing was written.',
        path: ['good'],
      },
    ],
  },
  {
    ...bank,
    title: 'an argument that GraphQL refuses leaves the other fields undone',
    operation: `mutation Delete($id: ID = "a") @transaction {
      bad: deleteAccount(accountId: $id) { conflict { reason } }
      good: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
    }`,
    variables: { id: null },
    commands: [],
    data: { bad: null, good: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'Argument "accountId" of non-null type "ID!" must not be null.',
        path: ['bad'],
      },
    ],
  },
  {
    ...bank,
    title: 'a value too long for a key is refused at its field',
    operation: `mutation Create($id: ID!) @transaction {
      good: createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
      bad: createAccount(input: { accountId: $id, balance: 0 }) { conflict { reason } }
    }`,
    variables: { id: 'x'.repeat(2049) },
    commands: [],
    data: { good: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, bad: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'The partition key "accountId" would be 2049 bytes long; DynamoDB allows 2048.',
        path: ['bad'],
        argument: ['input', 'accountId'],
      },
    ],
  },
  {
    ...bank,
    title: 'a hundred actions are one transaction',
    operation: repeated(
      100,
      (at) => `createEntry(input: { accountId: "a", number: ${at}, amount: 1 }) { entry { number } }`,
    ),
    commands: [
      transaction(
        ...Array.from({ length: 100 }, (_, at) =>
          creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: String(at) }, amount: { N: '1' } }),
        ),
      ),
    ],
    data: dataOf(100, (at) => ({ entry: { number: at } })),
  },
  {
    ...bank,
    title: 'a hundred and one actions are refused at the last',
    operation: repeated(101, (at) => `deleteAccount(accountId: "a${at}") { conflict { reason } }`),
    commands: [],
    data: dataOf(101, (at) => (at < 100 ? cancelled : null)),
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message: 'This transaction writes 101 items, and DynamoDB takes 100 actions at once. Split it.',
        path: ['w100'],
      },
    ],
  },
  {
    ...bank,
    title: 'unique values count among the hundred, and the field that is too much is named',
    operation: repeated(
      35,
      (at) => `createOwner(input: { email: "e${at}", handle: "h${at}" }) { conflict { reason } }`,
    ),
    commands: [],
    data: dataOf(35, (at) => (at === 33 ? null : cancelled)),
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message:
          'This transaction has more than 100 actions, which is all that DynamoDB takes at once; each unique value that is taken or set free counts as one. Split it.',
        path: ['w33'],
      },
    ],
  },
  {
    ...notes,
    title: 'more than 4 MB are refused at the field that goes beyond',
    operation: repeated(
      12,
      (at) => `createNote(input: { noteId: "x${at}", text: $text, frame: {} }) { conflict { reason } }`,
    ).replace('mutation', 'mutation Long($text: String!)'),
    variables: { text: 'x'.repeat(390_000) },
    commands: [],
    data: dataOf(12, (at) => (at === 10 ? null : cancelled)),
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message: 'This transaction has more than the 4 MB that DynamoDB takes at once. Split it.',
        path: ['w10'],
      },
    ],
  },
  {
    ...bank,
    title: 'a batch write cannot take part',
    operation: `mutation @transaction {
      batchWriteEntries(delete: [{ accountId: "a", number: 1 }]) { delete { status } }
      createEntry(input: { accountId: "a", number: 2, amount: 1 }) { conflict { reason } }
    }`,
    commands: [],
    data: { batchWriteEntries: null, createEntry: { conflict: { reason: 'TRANSACTION_CANCELLED' } } },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"batchWriteEntries" cannot take part in a transaction: it writes any number of items, each by itself. Send it in a mutation without @transaction.',
        path: ['batchWriteEntries'],
      },
    ],
  },
  {
    ...bank,
    title: 'a check outside a transaction is refused',
    operation: `mutation { checkAccount(accountId: "a") { account { balance } } }`,
    commands: [],
    data: { checkAccount: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"checkAccount" makes other writes depend on an item, so it belongs in a transaction: write "mutation @transaction", or use transactWrite. To look at the item, read it.',
        path: ['checkAccount'],
      },
    ],
  },
];
