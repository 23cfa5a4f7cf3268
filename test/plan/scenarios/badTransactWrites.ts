import type { Scenario } from '../../support/scenario.js';
import { bank } from '../fixtures/bank.js';

/** What is wrong in the items of transactWrite is told with the path of the argument. */
export const badTransactWrites: readonly Scenario[] = [
  {
    ...bank,
    title: 'a transaction without items is refused',
    operation: `mutation { transactWrite(items: []) { results { __typename } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'A transaction without an action does nothing. Give at least one of "items".',
        path: ['transactWrite'],
        argument: ['items'],
      },
    ],
  },
  {
    ...bank,
    title: 'a wrong value in an item is told with its path',
    operation: `mutation { transactWrite(items: [
      { entry: { create: { input: { accountId: "a", number: 1, amount: 1 } } } }
      { account: { update: { accountId: "a", set: { balance: null } } } }
    ]) { results { account { conflict { reason } } } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'Account.balance is required; it cannot be null.',
        path: ['transactWrite'],
        argument: ['items', 1, 'account', 'update', 'set', 'balance'],
      },
    ],
  },
  {
    ...bank,
    title: 'an update without a change is told with its path',
    operation: `mutation { transactWrite(items: [{ account: { update: { accountId: "a" } } }]) { results { account { conflict { reason } } } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'This update of Account changes nothing. Give at least one field to change.',
        path: ['transactWrite'],
        argument: ['items', 0, 'account', 'update', 'set'],
      },
    ],
  },
  {
    ...bank,
    title: 'a version below zero is told with its path',
    operation: `mutation { transactWrite(items: [{ account: { check: { accountId: "a", expectedVersion: -1 } } }]) { results { account { conflict { reason } } } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"expectedVersion" must not be below 0; it is -1. 0 means that nothing is stored, or an item without a version.',
        path: ['transactWrite'],
        argument: ['items', 0, 'account', 'check', 'expectedVersion'],
      },
    ],
  },
  {
    ...bank,
    title: 'two items that cannot be one are refused at the second',
    operation: `mutation { transactWrite(items: [
      { account: { delete: { accountId: "a" } } }
      { account: { update: { accountId: "a", add: { balance: 1 } } } }
    ]) { results { account { conflict { reason } } } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'Two writes of this transaction touch the same Account, and DynamoDB takes one action for each item: "delete" and "update" cannot be made one. Keep one of them.',
        path: ['transactWrite'],
        argument: ['items', 1, 'account', 'update'],
      },
    ],
  },
  {
    ...bank,
    title: 'more than a hundred items are refused at the one that is too much',
    operation: `mutation Many($items: [TransactWriteItem!]!) { transactWrite(items: $items) { results { account { conflict { reason } } } } }`,
    variables: { items: Array.from({ length: 101 }, (_, at) => ({ account: { delete: { accountId: `a${at}` } } })) },
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message: 'This transaction writes 101 items, and DynamoDB takes 100 actions at once. Split it.',
        path: ['transactWrite'],
        argument: ['items', 100, 'account', 'delete'],
      },
    ],
  },
  {
    ...bank,
    title: 'a unique value too long is told with its path',
    operation: `mutation Create($email: String!) { transactWrite(items: [{ owner: { create: { input: { email: $email } } } }]) { results { owner { conflict { reason } } } } }`,
    variables: { email: 'x'.repeat(2030) },
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"email" is too long to be unique: with "UNIQUE#Owner.email#" before it, it would have 2049 bytes, and a key may have 2048.',
        path: ['transactWrite'],
        argument: ['items', 0, 'owner', 'create', 'input', 'email'],
      },
    ],
  },
  {
    ...bank,
    title: 'an item of two types does not fit the schema',
    operation: `mutation { transactWrite(items: [
      { account: { delete: { accountId: "a" } }, entry: { delete: { accountId: "a", number: 1 } } }
    ]) { results { account { conflict { reason } } } } }`,
    commands: [],
    errors: [
      {
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'OneOf Input Object "TransactWriteItem" must specify exactly one key.',
      },
    ],
  },
  {
    ...bank,
    title: 'an item with two actions does not fit the schema',
    operation: `mutation { transactWrite(items: [
      { account: { delete: { accountId: "a" }, check: { accountId: "a" } } }
    ]) { results { account { conflict { reason } } } } }`,
    commands: [],
    errors: [
      {
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'OneOf Input Object "AccountTransactWrite" must specify exactly one key.',
      },
    ],
  },
  {
    ...bank,
    title: 'an item without an action does not fit the schema',
    operation: `mutation { transactWrite(items: [{ account: {} }]) { results { account { conflict { reason } } } } }`,
    commands: [],
    errors: [
      {
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'OneOf Input Object "AccountTransactWrite" must specify exactly one key.',
      },
    ],
  },
  {
    ...bank,
    title: 'an item with an action that is null does not fit the schema',
    operation: `mutation { transactWrite(items: [{ account: { delete: null } }]) { results { account { conflict { reason } } } } }`,
    commands: [],
    errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: 'Field "AccountTransactWrite.delete" must be non-null.' }],
  },
  {
    ...bank,
    title: 'inside a document with @transaction it takes no token of its own',
    operation: `mutation @transaction { transactWrite(items: [{ account: { delete: { accountId: "a" } } }], token: "t") { results { account { conflict { reason } } } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          'In a mutation with @transaction, "transactWrite" is part of the document\'s transaction: give the token to @transaction(token:).',
        path: ['transactWrite'],
        argument: ['token'],
      },
    ],
  },
];
