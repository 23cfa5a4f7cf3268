import type { Scenario } from '../../support/scenario.js';
import { reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { bank, owner } from '../fixtures/bank.js';

/** An update of a unique field reads the item, then sets the old value free and takes the new one with it. */
export const uniqueUpdates: readonly Scenario[] = [
  {
    ...bank,
    title: 'an update of other fields is one call',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { name: "Anna" }) { owner { name email } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Owners',
        Key: owner('o-1'),
        UpdateExpression: 'SET #name = :v0, #updatedAt = :v1',
        ConditionExpression: 'attribute_exists(#ownerId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#name': 'name', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { S: 'Anna' }, ':v1': { S: '2026-01-15T12:00:00.000Z' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateOwner: { owner: { name: 'Anna', email: 'ann@example.com' } } },
  },
  {
    ...bank,
    title: 'another unique value is one consistent read, one transaction, and one read of what is selected',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "anna@example.com" }) { owner { email handle } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'anna@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        takes('Owner.email', 'anna@example.com', owner('o-1')),
      ),
      reads({ Owners: [owner('o-1')] }),
    ],
    data: { updateOwner: { owner: { email: 'anna@example.com', handle: 'ann' } } },
  },
  {
    ...bank,
    title: 'an item that is not selected is not read after the transaction',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "anna@example.com" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'anna@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        takes('Owner.email', 'anna@example.com', owner('o-1')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...bank,
    title: 'the value that an item has already leaves the marker alone, so it is one UpdateItem',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "ann@example.com", name: "Anna" }) { owner { email name } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      {
        action: 'UpdateItem',
        TableName: 'Owners',
        Key: owner('o-1'),
        UpdateExpression: 'SET #email = :v0, #name = :v1, #updatedAt = :v2',
        ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#email': 'email',
          '#name': 'name',
          '#updatedAt': 'updatedAt',
          '#ownerId': 'ownerId',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'ann@example.com' },
          ':v1': { S: 'Anna' },
          ':v2': { S: '2026-01-15T12:00:00.000Z' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateOwner: { owner: { email: 'ann@example.com', name: 'Anna' } } },
  },
  {
    ...bank,
    title: 'null sets the value free',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { handle: null }) { owner { handle } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
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
        releases('Owner.handle', 'ann', owner('o-1')),
      ),
      reads({ Owners: [owner('o-1')] }),
    ],
    data: { updateOwner: { owner: { handle: null } } },
  },
  {
    ...bank,
    title: 'null where there is no value is one UpdateItem',
    operation: `mutation { updateOwner(ownerId: "o-2", set: { handle: null }) { owner { handle } } }`,
    commands: [
      reads({ Owners: [owner('o-2')] }),
      {
        action: 'UpdateItem',
        TableName: 'Owners',
        Key: owner('o-2'),
        UpdateExpression: 'SET #updatedAt = :v0 REMOVE #handle',
        ConditionExpression:
          'attribute_exists(#ownerId) AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#handle': 'handle', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { S: '2026-01-15T12:00:00.000Z' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateOwner: { owner: { handle: null } } },
  },
  {
    ...bank,
    title: 'a first value is taken, and none is set free',
    operation: `mutation { updateOwner(ownerId: "o-2", set: { handle: "bob" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('o-2')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-2'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v2))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#handle': 'handle', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'bob' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'NULL' },
            },
            UpdateExpression: 'SET #handle = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.handle', 'bob', owner('o-2')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...bank,
    title: 'setIfAbsent takes a value where there is none',
    operation: `mutation { updateOwner(ownerId: "o-2", setIfAbsent: { handle: "bob" }) { owner { handle } } }`,
    commands: [
      reads({ Owners: [owner('o-2')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-2'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND #handle <> :v2 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v3))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#handle': 'handle', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: '2026-01-15T12:00:00.000Z' },
              ':v1': { S: 'bob' },
              ':v2': { NULL: true },
              ':v3': { S: 'NULL' },
            },
            UpdateExpression: 'SET #updatedAt = :v0, #handle = if_not_exists(#handle, :v1)',
          },
        },
        takes('Owner.handle', 'bob', owner('o-2')),
      ),
      reads({ Owners: [owner('o-2')] }),
    ],
    data: { updateOwner: { owner: { handle: 'bob' } } },
  },
  {
    ...bank,
    title: 'setIfAbsent takes nothing where there is a value',
    operation: `mutation { updateOwner(ownerId: "o-1", setIfAbsent: { handle: "anna" }) { owner { handle } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      {
        action: 'UpdateItem',
        TableName: 'Owners',
        Key: owner('o-1'),
        UpdateExpression: 'SET #updatedAt = :v0, #handle = if_not_exists(#handle, :v1)',
        ConditionExpression: 'attribute_exists(#ownerId) AND #handle <> :v2 AND #handle = :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#handle': 'handle', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: {
          ':v0': { S: '2026-01-15T12:00:00.000Z' },
          ':v1': { S: 'anna' },
          ':v2': { NULL: true },
          ':v3': { S: 'ann' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateOwner: { owner: { handle: 'ann' } } },
  },
  {
    ...bank,
    title: 'two values are changed in one transaction',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "anna@example.com", handle: "anna" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v3 AND #handle = :v4',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#email': 'email',
              '#handle': 'handle',
              '#updatedAt': 'updatedAt',
              '#ownerId': 'ownerId',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'anna@example.com' },
              ':v1': { S: 'anna' },
              ':v2': { S: '2026-01-15T12:00:00.000Z' },
              ':v3': { S: 'ann@example.com' },
              ':v4': { S: 'ann' },
            },
            UpdateExpression: 'SET #email = :v0, #handle = :v1, #updatedAt = :v2',
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        releases('Owner.handle', 'ann', owner('o-1')),
        takes('Owner.email', 'anna@example.com', owner('o-1')),
        takes('Owner.handle', 'anna', owner('o-1')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...bank,
    title: 'a value that another item has is refused, with the item as it is',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "bob@example.com" }) {
      owner { email }
      conflict { reason message fields current { ownerId email } }
    } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
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
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        takes('Owner.email', 'bob@example.com', owner('o-1')),
      ),
    ],
    data: {
      updateOwner: {
        owner: null,
        conflict: {
          reason: 'UNIQUE_VALUE_TAKEN',
          message: 'Another Owner has this "email" already. Choose another value.',
          fields: ['email'],
          current: { ownerId: 'o-1', email: 'ann@example.com' },
        },
      },
    },
    needsEngine: true,
  },
  {
    ...bank,
    title: 'a missing item is found out by the read',
    operation: `mutation { updateOwner(ownerId: "none", set: { email: "x@example.com" }) { conflict { reason message current { email } } } }`,
    commands: [reads({ Owners: [owner('none')] })],
    data: {
      updateOwner: {
        conflict: {
          reason: 'NOT_FOUND',
          message: 'There is no Owner with this key. A create or a put would store one.',
          current: null,
        },
      },
    },
  },
  {
    ...bank,
    title: 'a condition that the item does not meet is found out by the read',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { email: "x@example.com" }, if: { name: { eq: "Bob" } }) { conflict { reason fields current { name } } } }`,
    commands: [reads({ Owners: [owner('o-1')] })],
    data: { updateOwner: { conflict: { reason: 'CONDITION_FAILED', fields: ['name'], current: { name: 'Ann' } } } },
  },
  {
    ...bank,
    title: 'a condition stands in the transaction too, beside that the value is still what was read',
    operation: `mutation { updateOwner(ownerId: "o-1", set: { handle: "anna" }, if: { name: { eq: "Ann" } }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #name = :v2 AND #handle = :v3',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#handle': 'handle',
              '#updatedAt': 'updatedAt',
              '#ownerId': 'ownerId',
              '#name': 'name',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'anna' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'Ann' },
              ':v3': { S: 'ann' },
            },
            UpdateExpression: 'SET #handle = :v0, #updatedAt = :v1',
          },
        },
        releases('Owner.handle', 'ann', owner('o-1')),
        takes('Owner.handle', 'anna', owner('o-1')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...bank,
    title: 'a new value too long to be unique is refused after the read',
    operation: `mutation Rename($email: String!) { updateOwner(ownerId: "o-1", set: { email: $email }) { conflict { reason } } }`,
    variables: { email: 'x'.repeat(2030) },
    commands: [reads({ Owners: [owner('o-1')] })],
    data: { updateOwner: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"email" is too long to be unique: with "UNIQUE#Owner.email#" before it, it would have 2049 bytes, and a key may have 2048.',
        path: ['updateOwner'],
        argument: ['set', 'email'],
      },
    ],
  },
  {
    ...bank,
    title: 'a first value too long to be unique is told at setIfAbsent',
    operation: `mutation Rename($handle: String!) { updateOwner(ownerId: "o-2", setIfAbsent: { handle: $handle }) { conflict { reason } } }`,
    variables: { handle: 'x'.repeat(2030) },
    commands: [reads({ Owners: [owner('o-2')] })],
    data: { updateOwner: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"handle" is too long to be unique: with "UNIQUE#Owner.handle#" before it, it would have 2050 bytes, and a key may have 2048.',
        path: ['updateOwner'],
        argument: ['setIfAbsent', 'handle'],
      },
    ],
  },
];
