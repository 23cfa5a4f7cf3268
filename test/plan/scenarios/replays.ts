import { marker } from '../../support/marker.js';
import { TEST_NOW_TEXT } from '../../support/moments.js';
import type { Scenario } from '../../support/scenario.js';
import { creates, deletes, reads, takes, transaction } from '../../support/transactionActions.js';
import { itemsBody, operationBody, spends, tokenKey, type TokenFacts, tokenItem } from '../../support/tokenItems.js';
import { account, adds, bankItems, bankSchema, owner } from '../fixtures/bank.js';

/** Three minutes before the request. */
const THEN = '2026-01-15T11:57:00.000Z';

const MOVE = `mutation Move @transaction(token: "t-1") {
  a: updateAccount(accountId: "a", add: { balance: -10 }) { account { balance version } conflict { reason } }
  b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } }
}`;
const SAME_MOVE = `
  # The same once more.
  mutation Move @transaction(token:"t-1") { a:updateAccount(accountId:"a" add:{balance:-10}) { account { balance, version }, conflict { reason } }
  b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } } }`;
const moved: TokenFacts = { token: 't-1', body: operationBody(MOVE), made: { now: THEN, ids: { a: [], b: [] } } };

const OPEN = `mutation Open($email: String!) @transaction(token: "t-2") {
  one: createOwner(input: { email: $email }) { owner { ownerId email name updatedAt account { balance } } conflict { reason } }
  two: createOwner(input: { email: "di@example.com" }) { owner { ownerId } }
}`;
const opened: TokenFacts = {
  token: 't-2',
  body: operationBody(OPEN, { email: 'cy@example.com' }),
  made: { now: THEN, ids: { one: ['ULID-7001'], two: ['ULID-7002'] } },
};

const RENAME = `mutation @transaction(token: "t-3") { updateOwner(ownerId: "o-1", set: { email: "anna@example.com" }) { owner { email } conflict { reason } } }`;
const renamed: TokenFacts = {
  token: 't-3',
  body: operationBody(RENAME),
  made: { now: THEN, ids: { updateOwner: [] } },
};

const CLOSE = `mutation @transaction(token: "t-4") {
  deleteAccount(accountId: "a") { account { balance } conflict { reason } }
  checkAccount(accountId: "b", expectedVersion: 1) { account { balance } }
  createAccount(input: { accountId: "old", balance: 0 }) { account { balance version } conflict { reason } }
}`;
const closed: TokenFacts = {
  token: 't-4',
  body: operationBody(CLOSE),
  made: { now: THEN, ids: { deleteAccount: [], checkAccount: [], createAccount: [] } },
};

const ITEMS = [
  { owner: { create: { input: { email: 'cy@example.com' } } } },
  { account: { update: { accountId: 'a', add: { balance: -1 } } } },
];
const written: TokenFacts = {
  token: 't-5',
  body: itemsBody(ITEMS),
  made: { now: THEN, ids: { transactWrite: ['ULID-7001'] } },
};
const WRITE = `mutation Write($items: [TransactWriteItem!]!) { transactWrite(items: $items, token: "t-5") { results {
  owner { owner { ownerId name updatedAt } }
  account { account { balance } }
} } }`;

/** What was stored by the transactions of these tokens, one of which has been changed since, and one deleted. */
const after = (...spent: readonly TokenFacts[]) => ({
  schema: bankSchema,
  items: {
    ...bankItems,
    Owners: [
      ...bankItems.Owners,
      {
        ...owner('ULID-7001'),
        email: { S: 'cy@example.com' },
        name: { S: 'changed since' },
        updatedAt: { S: '2026-01-15T11:59:00.000Z' },
        accountId: { S: 'b' },
      },
    ],
    sortkey: [
      ...bankItems.sortkey,
      marker('Owner.email', 'cy@example.com', owner('ULID-7001')),
      ...spent.map(tokenItem),
    ],
  },
});

/** A transaction that is sent again has no effect, and answers with the same keys and generated values. */
export const replays: readonly Scenario[] = [
  {
    ...after(moved),
    title: 'a replay is stopped by its token, and answers with the items as they are stored now',
    operation: MOVE,
    commands: [
      transaction(adds('a', -10), adds('b', 10), spends({ ...moved, made: { ...moved.made, now: TEST_NOW_TEXT } })),
      reads({ Accounts: [account('a')] }),
    ],
    data: { a: { account: { balance: 100, version: 3 }, conflict: null }, b: { conflict: null } },
  },
  {
    ...after(moved),
    title: 'the layout of a document makes no other transaction of it',
    operation: SAME_MOVE,
    commands: [
      transaction(adds('a', -10), adds('b', 10), spends({ ...moved, made: { ...moved.made, now: TEST_NOW_TEXT } })),
      reads({ Accounts: [account('a')] }),
    ],
    data: { a: { account: { balance: 100, version: 3 }, conflict: null }, b: { conflict: null } },
  },
  {
    ...after(opened),
    title: 'a replayed create answers with the id and time of then, and null for what was deleted since',
    operation: OPEN,
    variables: { email: 'cy@example.com' },
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
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.email', 'di@example.com', owner('ULID-0002')),
        spends({ ...opened, made: { now: TEST_NOW_TEXT, ids: { one: ['ULID-0001'], two: ['ULID-0002'] } } }),
      ),
      reads({ Owners: [owner('ULID-7001'), owner('ULID-7002')] }),
      {
        action: 'GetItem',
        TableName: 'Accounts',
        Key: account('b'),
        ProjectionExpression: '#balance, #accountId',
        ExpressionAttributeNames: { '#balance': 'balance', '#accountId': 'accountId' },
      },
    ],
    data: {
      one: {
        owner: {
          ownerId: 'ULID-7001',
          email: 'cy@example.com',
          name: 'changed since',
          updatedAt: '2026-01-15T11:57:00.000Z',
          account: { balance: 50 },
        },
        conflict: null,
      },
      two: { owner: null },
    },
    needsEngine: true,
  },
  {
    ...after(renamed),
    title: 'a replay that must read its item finds its token by the same read, and sends nothing more',
    operation: RENAME,
    commands: [reads({ Owners: [owner('o-1')], sortkey: [tokenKey('t-3')] }), reads({ Owners: [owner('o-1')] })],
    data: { updateOwner: { owner: { email: 'ann@example.com' }, conflict: null } },
  },
  {
    ...after({ ...renamed, body: operationBody(RENAME.replace('o-1', 'gone')) }),
    title: 'a replay that must read an item which is gone by now answers with null',
    operation: RENAME.replace('o-1', 'gone'),
    commands: [reads({ Owners: [owner('gone')], sortkey: [tokenKey('t-3')] }), reads({ Owners: [owner('gone')] })],
    data: { updateOwner: { owner: null, conflict: null } },
  },
  {
    ...after(closed),
    title: 'a replay tells of no refusal that would stand in its way now',
    operation: CLOSE,
    commands: [
      transaction(
        deletes('Accounts', account('a')),
        {
          ConditionCheck: {
            TableName: 'Accounts',
            Key: account('b'),
            ConditionExpression: 'attribute_exists(#accountId) AND #version = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#accountId': 'accountId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '1' } },
          },
        },
        creates('Accounts', 'accountId', { accountId: { S: 'old' }, balance: { N: '0' }, version: { N: '1' } }),
        spends({ ...closed, made: { ...closed.made, now: TEST_NOW_TEXT } }),
      ),
      reads({ Accounts: [account('b'), account('old')] }),
    ],
    data: {
      deleteAccount: { account: null, conflict: null },
      checkAccount: { account: { balance: 50 } },
      createAccount: { account: { balance: 7, version: 0 }, conflict: null },
    },
    needsEngine: true,
  },
  {
    ...after(written),
    title: 'transactWrite is replayed as a document is',
    operation: WRITE,
    variables: { items: ITEMS },
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        adds('a', -1),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        spends({ ...written, made: { now: TEST_NOW_TEXT, ids: { transactWrite: ['ULID-0001'] } } }),
      ),
      reads({ Owners: [owner('ULID-7001')], Accounts: [account('a')] }),
    ],
    data: {
      transactWrite: {
        results: [
          {
            owner: { owner: { ownerId: 'ULID-7001', name: 'changed since', updatedAt: '2026-01-15T11:57:00.000Z' } },
            account: null,
          },
          { owner: null, account: { account: { balance: 100 } } },
        ],
      },
    },
    needsEngine: true,
  },
  {
    ...after({ ...moved, identity: 'ann' }),
    title: 'a replay by the same identity is one',
    operation: MOVE,
    identity: 'ann',
    commands: [
      transaction(
        adds('a', -10),
        adds('b', 10),
        spends({ ...moved, identity: 'ann', made: { ...moved.made, now: TEST_NOW_TEXT } }),
      ),
      reads({ Accounts: [account('a')] }),
    ],
    data: { a: { account: { balance: 100, version: 3 }, conflict: null }, b: { conflict: null } },
  },
  {
    ...after({ ...moved, body: operationBody('mutation { another }') }),
    title: 'a token of another document is refused',
    operation: MOVE,
    commands: [
      transaction(adds('a', -10), adds('b', 10), spends({ ...moved, made: { ...moved.made, now: TEST_NOW_TEXT } })),
    ],
    data: { a: null, b: null },
    errors: [
      {
        code: 'TOKEN_REUSED',
        message:
          'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
        path: ['a'],
        argument: ['token'],
      },
      {
        code: 'TOKEN_REUSED',
        message:
          'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
        path: ['b'],
        argument: ['token'],
      },
    ],
    needsEngine: true,
  },
  {
    ...after(opened),
    title: 'a token of other variables is refused',
    operation: OPEN,
    variables: { email: 'other@example.com' },
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'other@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0002' },
          email: { S: 'di@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'other@example.com', owner('ULID-0001')),
        takes('Owner.email', 'di@example.com', owner('ULID-0002')),
        spends({
          ...opened,
          body: operationBody(OPEN, { email: 'other@example.com' }),
          made: { now: TEST_NOW_TEXT, ids: { one: ['ULID-0001'], two: ['ULID-0002'] } },
        }),
      ),
    ],
    data: { one: null, two: null },
    errors: [
      {
        code: 'TOKEN_REUSED',
        message:
          'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
        path: ['one'],
        argument: ['token'],
      },
      {
        code: 'TOKEN_REUSED',
        message:
          'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
        path: ['two'],
        argument: ['token'],
      },
    ],
  },
  {
    ...after(written),
    title: 'a token of other items is refused',
    operation: WRITE,
    variables: { items: ITEMS.slice(1) },
    commands: [
      transaction(
        adds('a', -1),
        spends({
          token: 't-5',
          body: itemsBody(ITEMS.slice(1)),
          made: { now: TEST_NOW_TEXT, ids: { transactWrite: [] } },
        }),
      ),
    ],
    data: { transactWrite: null },
    errors: [
      {
        code: 'TOKEN_REUSED',
        message:
          'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
        path: ['transactWrite'],
        argument: ['token'],
      },
    ],
    needsEngine: true,
  },
];
