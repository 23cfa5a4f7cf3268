import { inSeconds, TEST_NOW_TEXT } from '../../support/moments.js';
import type { Scenario } from '../../support/scenario.js';
import { creates, deletes, reads, takes, transaction } from '../../support/transactionActions.js';
import { itemsBody, operationBody, spends, type TokenFacts, tokenItem } from '../../support/tokenItems.js';
import { account, adds, bank, bankItems, bankSchema, owner } from '../fixtures/bank.js';

const MOVE = `mutation Move @transaction(token: "t-1") {
  a: updateAccount(accountId: "a", add: { balance: -10 }) { conflict { reason } }
  b: updateAccount(accountId: "b", add: { balance: 10 }) { conflict { reason } }
}`;
/** Written out: processes of other releases, and replays of yesterday, know a transaction by the same hash. */
const MOVE_BODY = '1c2c4861272fe21bad5447df753f60b90a21bfca454e4ec437e685ffde0b8ef0';
const moved: TokenFacts = { token: 't-1', body: MOVE_BODY, made: { now: TEST_NOW_TEXT, ids: { a: [], b: [] } } };

const OPEN = `mutation Open @transaction(token: "t-2") { opened: createOwner(input: { email: "cy@example.com" }) { owner { ownerId } } }`;
const ALONE = `mutation @transaction(token: "t-3") { updateAccount(accountId: "a", add: { balance: 1 }) { account { balance } } }`;
const CLOSE = `mutation Close($token: String) @transaction(token: $token) { deleteAccount(accountId: "a") { conflict { reason } } }`;
const REFUSED = `mutation @transaction(token: "t-4") { deleteAccount(accountId: "none") { conflict { reason } } }`;
const ITEMS = [
  { account: { delete: { accountId: 'a' } } },
  { owner: { create: { input: { email: 'cy@example.com' } } } },
];

const withTokens = (...tokens: readonly TokenFacts[]) => ({
  schema: bankSchema,
  items: { ...bankItems, sortkey: [...bankItems.sortkey, ...tokens.map(tokenItem)] },
});

const ENTRIES = Array.from(
  { length: 99 },
  (_, at) => `w${at}: createEntry(input: { accountId: "a", number: ${at}, amount: 1 }) { __typename }`,
);
const MANY = `mutation @transaction(token: "t-99") { ${ENTRIES.join(' ')} }`;

/** A token is written with its transaction, as one more action of it. */
export const tokens: readonly Scenario[] = [
  {
    ...bank,
    title: 'a token is an action more, under a key of who asks and the token',
    operation: MOVE,
    commands: [
      transaction(adds('a', -10), adds('b', 10), {
        Put: {
          TableName: 'sortkey',
          Item: {
            pk: { S: 'TOKEN#b9ae55cf9733c660fcc43dc1b337192a7717f12e72f08e03575dfbf54126ded7' },
            sk: { S: 'TOKEN' },
            body: { S: MOVE_BODY },
            made: { S: '{"now":"2026-01-15T12:00:00.000Z","ids":{"a":[],"b":[]}}' },
            expiresAt: { N: '1768564800' },
          },
          ConditionExpression: 'attribute_not_exists(#pk) OR #expiresAt <= :v0',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ExpressionAttributeNames: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
          ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
        },
      }),
    ],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'a token keeps what was generated, by the response key of its field',
    operation: OPEN,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        spends({
          token: 't-2',
          body: operationBody(OPEN),
          made: { now: TEST_NOW_TEXT, ids: { opened: ['ULID-0001'] } },
        }),
      ),
    ],
    data: { opened: { owner: { ownerId: 'ULID-0001' } } },
  },
  {
    ...bank,
    title: 'a single write with a token is a transaction of both',
    operation: ALONE,
    commands: [
      transaction(
        adds('a', 1),
        spends({ token: 't-3', body: operationBody(ALONE), made: { now: TEST_NOW_TEXT, ids: { updateAccount: [] } } }),
      ),
      reads({ Accounts: [account('a')] }),
    ],
    data: { updateAccount: { account: { balance: 101 } } },
  },
  {
    ...bank,
    title: 'a token may be a variable',
    operation: CLOSE,
    variables: { token: 't-5' },
    commands: [
      transaction(
        deletes('Accounts', account('a')),
        spends({
          token: 't-5',
          body: operationBody(CLOSE, { token: 't-5' }),
          made: { now: TEST_NOW_TEXT, ids: { deleteAccount: [] } },
        }),
      ),
    ],
    data: { deleteAccount: { conflict: null } },
  },
  {
    ...bank,
    title: 'a token that is null is none',
    operation: CLOSE,
    variables: { token: null },
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
    data: { deleteAccount: { conflict: null } },
  },
  {
    ...withTokens({ ...moved, expiresAt: inSeconds(0) }),
    title: 'a token that has expired is free',
    operation: MOVE,
    commands: [transaction(adds('a', -10), adds('b', 10), spends(moved))],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...withTokens({ ...moved, identity: 'ann' }, moved),
    title: "another's token is another token",
    operation: MOVE,
    identity: 'bob',
    commands: [transaction(adds('a', -10), adds('b', 10), spends({ ...moved, identity: 'bob' }))],
    data: { a: { conflict: null }, b: { conflict: null } },
  },
  {
    ...bank,
    title: 'a transaction that is refused leaves its token unspent, for both are one call',
    operation: REFUSED,
    commands: [
      transaction(
        deletes('Accounts', account('none')),
        spends({
          token: 't-4',
          body: operationBody(REFUSED),
          made: { now: TEST_NOW_TEXT, ids: { deleteAccount: [] } },
        }),
      ),
    ],
    data: { deleteAccount: { conflict: { reason: 'NOT_FOUND' } } },
  },
  {
    ...bank,
    title: 'transactWrite takes a token too',
    operation: `mutation Both($items: [TransactWriteItem!]!) { transactWrite(items: $items, token: "t-6") { results { account { conflict { reason } } owner { owner { ownerId } } } } }`,
    variables: { items: ITEMS },
    commands: [
      transaction(
        deletes('Accounts', account('a')),
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        spends({
          token: 't-6',
          body: itemsBody(ITEMS),
          made: { now: TEST_NOW_TEXT, ids: { transactWrite: ['ULID-0001'] } },
        }),
      ),
    ],
    data: {
      transactWrite: {
        results: [
          { account: { conflict: null }, owner: null },
          { account: null, owner: { owner: { ownerId: 'ULID-0001' } } },
        ],
      },
    },
  },
  {
    ...bank,
    title: 'ninety-nine actions have room for a token',
    operation: MANY,
    commands: [
      transaction(
        ...Array.from({ length: 99 }, (_, at) =>
          creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: String(at) }, amount: { N: '1' } }),
        ),
        spends({
          token: 't-99',
          body: operationBody(MANY),
          made: { now: TEST_NOW_TEXT, ids: Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`w${at}`, []])) },
        }),
      ),
    ],
    data: Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`w${at}`, { __typename: 'EntryPayload' }])),
  },
  {
    ...bank,
    title: 'a hundred actions have none',
    operation: `mutation Many($items: [TransactWriteItem!]!) { transactWrite(items: $items, token: "t-100") { results { __typename } } }`,
    variables: { items: Array.from({ length: 100 }, (_, at) => ({ account: { delete: { accountId: `a${at}` } } })) },
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message:
          'This transaction has more than 99 actions, which is all that DynamoDB takes at once, beside its token; each unique value that is taken or set free counts as one. Split it.',
        path: ['transactWrite'],
        argument: ['items', 99, 'account', 'delete'],
      },
    ],
  },
  {
    ...bank,
    title: 'a token longer than 36 characters is refused',
    operation: `mutation @transaction(token: "${'t'.repeat(37)}") { deleteAccount(accountId: "a") { conflict { reason } } }`,
    commands: [],
    data: { deleteAccount: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: "A transaction's token has 1 to 36 characters; this one has 37. A UUID is a good one.",
        path: ['deleteAccount'],
        argument: ['token'],
      },
    ],
  },
  {
    ...bank,
    title: 'an empty token is refused',
    operation: `mutation { transactWrite(items: [{ account: { delete: { accountId: "a" } } }], token: "") { results { __typename } } }`,
    commands: [],
    data: { transactWrite: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: "A transaction's token has 1 to 36 characters; this one has 0. A UUID is a good one.",
        path: ['transactWrite'],
        argument: ['token'],
      },
    ],
  },
];
