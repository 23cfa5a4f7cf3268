import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../src/server/createGateway.js';
import { type FaultyGateway, startFaultyGateway } from '../support/faultyGateway.js';
import { item } from '../support/scenarioItem.js';
import {
  connectionReset,
  failure,
  forwarded,
  held,
  serviceFault,
  throttled,
  transactionCancelled,
} from '../support/scriptedAnswer.js';
import type { ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const schema = /* GraphQL */ `
  type Account @table(name: "Accounts", partition: "accountId") {
    accountId: ID!
    points: Int
    limit: AccountLimit @belongsTo
  }
  type AccountLimit @table(name: "Limits", partition: "accountId") {
    accountId: ID!
    points: Int
  }
`;

let faulty: FaultyGateway;
let dynamo: ScriptedEndpoint;
let gateway: Gateway;
let hasty: Gateway;

beforeAll(async () => {
  faulty = await startFaultyGateway({ schema });
  ({ dynamo, gateway, hasty } = faulty);
  const stored = [
    ['Accounts', item({ accountId: 'a', points: 5 })],
    ['Accounts', item({ accountId: 'b', points: 6 })],
    ['Limits', item({ accountId: 'a', points: 100 })],
  ] as const;
  for (const [table, Item] of stored) {
    await faulty.call('PutItem', { TableName: faulty.tablePrefix + table, Item });
  }
});
afterEach(() => faulty.nextTest());
afterAll(() => faulty.close());

const QUERY =
  'query @transaction { a: account(accountId: "a") { points limit { points } } b: account(accountId: "b") { points } }';
const ANSWER = { a: { points: 5, limit: { points: 100 } }, b: { points: 6 } };

async function ask(asked = gateway) {
  const { data, errors } = await asked.execute({ query: QUERY });
  return { data: JSON.parse(JSON.stringify(data)) as unknown, errors };
}

const conflict = transactionCancelled([{ Code: 'None' }, { Code: 'TransactionConflict' }, { Code: 'None' }]);
const lacksCapacity = transactionCancelled([
  { Code: 'TransactionConflict' },
  { Code: 'ThrottlingError' },
  { Code: 'None' },
]);

describe('a snapshot', () => {
  test.each([
    ['a write that holds an item', conflict],
    ['a lack of capacity for an item', lacksCapacity],
    ['a throttle', throttled()],
    ['a lost answer', connectionReset('after')],
    ['a fault of the service', serviceFault()],
  ])('is read again as a whole after %s', async (_what, answer) => {
    dynamo.on('TransactGetItems', answer, answer);
    expect(await ask()).toEqual({ data: ANSWER, errors: undefined });
    const [first, ...others] = dynamo.inputsOf('TransactGetItems');
    expect(others).toEqual([first, first]);
    expect(dynamo.actions).toEqual(Array(3).fill('TransactGetItems'));
  });

  test.each([
    ['writes hold an item to the deadline', conflict, 'TRANSACTION_CONFLICT'],
    ['capacity lacks to the deadline', lacksCapacity, 'THROTTLED'],
    ['a table is not there', failure('ResourceNotFoundException'), 'TABLE_NOT_READY'],
    [
      'its items are too large together',
      failure('ValidationException', { message: 'Aggregate size of the items exceeds 4 MB' }),
      'LIMIT_EXCEEDED',
    ],
  ])('fails in every field when %s', async (_what, answer, code) => {
    dynamo.always('TransactGetItems', answer);
    const { data, errors } = await ask(hasty);
    expect(data).toEqual({ a: null, b: null });
    expect(errors).toMatchObject([
      { path: ['a'], extensions: { code } },
      { path: ['b'], extensions: { code } },
    ]);
    expect(new Set(dynamo.actions)).toEqual(new Set(['TransactGetItems']));
  });

  test('is one call, however long its answer takes, and its relations wait for no other', async () => {
    const late = held(forwarded());
    dynamo.on('TransactGetItems', late.answer);
    const asked = ask();
    await dynamo.received(1);
    late.release();
    expect(await asked).toEqual({ data: ANSWER, errors: undefined });
    expect(dynamo.actions).toEqual(['TransactGetItems']);
  });
});
