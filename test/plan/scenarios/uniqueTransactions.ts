import type { Scenario } from '../../support/scenario.js';
import { creates, reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { bank, owner, voucher } from '../fixtures/bank.js';

/** Values that go from one item to another in one transaction, each by one action on its marker. */
export const uniqueTransactions: readonly Scenario[] = [
  {
    ...bank,
    title: 'two items swap their values in one transaction',
    operation: `mutation @transaction {
      ann: updateOwner(ownerId: "o-1", set: { email: "bob@example.com" }) { owner { email } }
      bob: updateOwner(ownerId: "o-2", set: { email: "ann@example.com" }) { owner { email } }
    }`,
    commands: [
      reads({ Owners: [owner('o-1'), owner('o-2')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'bob@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-2'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'ann@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'bob@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.email', 'ann@example.com', owner('o-2'), { from: [owner('o-1'), owner('o-2')] }),
        takes('Owner.email', 'bob@example.com', owner('o-1'), { from: [owner('o-1'), owner('o-2')] }),
      ),
      reads({ Owners: [owner('o-1'), owner('o-2')] }),
    ],
    data: { ann: { owner: { email: 'bob@example.com' } }, bob: { owner: { email: 'ann@example.com' } } },
  },
  {
    ...bank,
    title: 'one item hands its value to another in one transaction',
    operation: `mutation @transaction {
      ann: updateOwner(ownerId: "o-1", set: { handle: null }) { conflict { reason } }
      bob: updateOwner(ownerId: "o-2", set: { handle: "ann" }) { conflict { reason } }
    }`,
    commands: [
      reads({ Owners: [owner('o-1'), owner('o-2')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#handle': 'handle', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: { ':v0': { S: '2026-01-15T12:00:00.000Z' }, ':v1': { S: 'ann' } },
            UpdateExpression: 'SET #updatedAt = :v0 REMOVE #handle',
          },
        },
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-2'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v2))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#handle': 'handle', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'ann' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'NULL' },
            },
            UpdateExpression: 'SET #handle = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.handle', 'ann', owner('o-2'), { from: [owner('o-1'), owner('o-2')] }),
      ),
    ],
    data: { ann: { conflict: null }, bob: { conflict: null } },
  },
  {
    ...bank,
    title: 'a new item takes the value of one that is deleted in the same transaction',
    operation: `mutation @transaction {
      createOwner(input: { email: "bob@example.com" }) { owner { ownerId email } }
      deleteOwner(ownerId: "o-2") { owner { email } }
    }`,
    commands: [
      reads({ Owners: [owner('o-2')] }),
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'bob@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        {
          Delete: {
            TableName: 'Owners',
            Key: owner('o-2'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'bob@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        takes('Owner.email', 'bob@example.com', owner('ULID-0001'), { from: [owner('ULID-0001'), owner('o-2')] }),
      ),
    ],
    data: { createOwner: { owner: { ownerId: 'ULID-0001', email: 'bob@example.com' } }, deleteOwner: { owner: null } },
  },
  {
    ...bank,
    title: 'two items of one transaction that want one value are refused before it is sent',
    operation: `mutation @transaction {
      ann: updateOwner(ownerId: "o-1", set: { handle: "cy" }) { conflict { reason } }
      bob: updateOwner(ownerId: "o-2", set: { handle: "cy" }) { conflict { reason fields message } }
    }`,
    commands: [reads({ Owners: [owner('o-1'), owner('o-2')] })],
    data: {
      ann: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      bob: {
        conflict: {
          reason: 'UNIQUE_VALUE_TAKEN',
          fields: ['handle'],
          message: 'Another Owner has this "handle" already. Choose another value.',
        },
      },
    },
  },
  {
    ...bank,
    title: 'of two updates of one item the one that gives the taken value is refused',
    operation: `mutation @transaction {
      name: updateOwner(ownerId: "o-1", set: { name: "Anna" }) { conflict { reason } }
      email: updateOwner(ownerId: "o-1", set: { email: "bob@example.com" }) { conflict { reason fields current { name } } }
    }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v3',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#name': 'name',
              '#email': 'email',
              '#updatedAt': 'updatedAt',
              '#ownerId': 'ownerId',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'Anna' },
              ':v1': { S: 'bob@example.com' },
              ':v2': { S: '2026-01-15T12:00:00.000Z' },
              ':v3': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #name = :v0, #email = :v1, #updatedAt = :v2',
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        takes('Owner.email', 'bob@example.com', owner('o-1')),
      ),
    ],
    data: {
      name: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      email: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'], current: { name: 'Ann' } } },
    },
  },
  {
    ...bank,
    title: 'a new item and an update that want one value are refused before they are sent',
    operation: `mutation @transaction {
      createOwner(input: { email: "cy@example.com", handle: "cy" }) { conflict { reason } }
      updateOwner(ownerId: "o-2", set: { handle: "cy" }) { conflict { reason fields } }
    }`,
    commands: [reads({ Owners: [owner('o-2')] })],
    data: {
      createOwner: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      updateOwner: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['handle'] } },
    },
  },
  {
    ...bank,
    title: 'a taken value stands in the way of the one field, and of the others with it',
    operation: `mutation @transaction {
      cy: createOwner(input: { email: "cy@example.com" }) { conflict { reason } }
      bob: createOwner(input: { email: "bob@example.com" }) { conflict { reason fields } }
      account: createAccount(input: { accountId: "c", balance: 0 }) { account { balance } conflict { reason } }
    }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0002' },
          email: { S: 'bob@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        creates('Accounts', 'accountId', { accountId: { S: 'c' }, balance: { N: '0' }, version: { N: '1' } }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.email', 'bob@example.com', owner('ULID-0002')),
      ),
    ],
    data: {
      cy: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      bob: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'] } },
      account: { account: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
  {
    ...bank,
    title: 'items of several types take their values in one transaction',
    operation: `mutation @transaction {
      createOwner(input: { email: "cy@example.com" }) { owner { ownerId } }
      createVoucher(input: { voucherId: "v-1", code: "NEW" }) { voucher { code } }
    }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        {
          Put: {
            TableName: 'Vouchers',
            Item: { voucherId: { S: 'v-1' }, code: { S: 'NEW' }, version: { N: '1' }, expiresAt: { N: '1768482000' } },
            ConditionExpression: 'attribute_not_exists(#voucherId) OR #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Voucher.code', 'NEW', voucher('v-1'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { createOwner: { owner: { ownerId: 'ULID-0001' } }, createVoucher: { voucher: { code: 'NEW' } } },
  },
  {
    ...bank,
    title: 'values of two items go round in a put and a delete of one transaction',
    operation: `mutation @transaction {
      putOwner(input: { ownerId: "o-2", email: "ann@example.com" }) { owner { email } }
      deleteOwner(ownerId: "o-1") { conflict { reason } }
    }`,
    commands: [
      reads({ Owners: [owner('o-2'), owner('o-1')] }),
      transaction(
        {
          Put: {
            TableName: 'Owners',
            Item: {
              ownerId: { S: 'o-2' },
              email: { S: 'ann@example.com' },
              updatedAt: { S: '2026-01-15T12:00:00.000Z' },
            },
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'bob@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        {
          Delete: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v0 AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'ann' } },
          },
        },
        releases('Owner.email', 'bob@example.com', owner('o-2')),
        takes('Owner.email', 'ann@example.com', owner('o-2'), { from: [owner('o-2'), owner('o-1')] }),
        releases('Owner.handle', 'ann', owner('o-1')),
      ),
    ],
    data: { putOwner: { owner: { email: 'ann@example.com' } }, deleteOwner: { conflict: null } },
  },
];
