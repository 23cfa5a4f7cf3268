import { marker } from '../../support/marker.js';
import type { Scenario } from '../../support/scenario.js';
import { creates, reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { bankItems, bankSchema, owner } from '../fixtures/bank.js';

const updatedAt = { S: '2026-01-01T00:00:00.000Z' };
const LONG = 'x'.repeat(3000);

/** Owners and markers as other programs leave them, which know nothing of markers. */
const foreign = {
  schema: bankSchema,
  items: {
    ...bankItems,
    Owners: [
      ...bankItems.Owners,
      { ownerId: { S: 'f-1' }, email: { S: 'ann@example.com' }, updatedAt },
      { ownerId: { S: 'f-2' }, email: { S: 'unmarked@example.com' }, updatedAt },
      { ownerId: { S: 'f-3' }, email: { S: LONG }, updatedAt },
      { ownerId: { S: 'f-4' }, email: { S: 'four@example.com' }, handle: { NULL: true as const }, updatedAt },
    ],
    sortkey: [...bankItems.sortkey, marker('Owner.email', 'left@example.com', { ownerId: { S: 'deleted' } })],
  },
};

/** What other programs wrote past the gateway: no write is held up by it, and no marker of another item is touched. */
export const uniqueForeign: readonly Scenario[] = [
  {
    ...foreign,
    title: "a delete goes on without the marker that is another item's",
    operation: `mutation { deleteOwner(ownerId: "f-1") { owner { email } conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-1')] }),
      transaction(
        {
          Delete: {
            TableName: 'Owners',
            Key: owner('f-1'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        releases('Owner.email', 'ann@example.com', owner('f-1')),
      ),
      transaction({
        Delete: {
          TableName: 'Owners',
          Key: owner('f-1'),
          ConditionExpression:
            'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
          ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'NULL' } },
        },
      }),
    ],
    data: { deleteOwner: { owner: { email: 'ann@example.com' }, conflict: null } },
    needsEngine: true,
  },
  {
    ...foreign,
    title: "an update goes on without the marker that is another item's",
    operation: `mutation { updateOwner(ownerId: "f-1", set: { email: "one@example.com" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-1')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('f-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'one@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        releases('Owner.email', 'ann@example.com', owner('f-1')),
        takes('Owner.email', 'one@example.com', owner('f-1')),
      ),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('f-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'one@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'ann@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.email', 'one@example.com', owner('f-1')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
    needsEngine: true,
  },
  {
    ...foreign,
    title: "a put goes on without the marker that is another item's",
    operation: `mutation { putOwner(input: { ownerId: "f-1", email: "one@example.com" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-1')] }),
      transaction(
        {
          Put: {
            TableName: 'Owners',
            Item: {
              ownerId: { S: 'f-1' },
              email: { S: 'one@example.com' },
              updatedAt: { S: '2026-01-15T12:00:00.000Z' },
            },
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        releases('Owner.email', 'ann@example.com', owner('f-1')),
        takes('Owner.email', 'one@example.com', owner('f-1')),
      ),
      transaction(
        {
          Put: {
            TableName: 'Owners',
            Item: {
              ownerId: { S: 'f-1' },
              email: { S: 'one@example.com' },
              updatedAt: { S: '2026-01-15T12:00:00.000Z' },
            },
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        takes('Owner.email', 'one@example.com', owner('f-1')),
      ),
    ],
    data: { putOwner: { conflict: null } },
    needsEngine: true,
  },
  {
    ...foreign,
    title: 'an item without a marker is deleted as any other',
    operation: `mutation { deleteOwner(ownerId: "f-2") { owner { email } } }`,
    commands: [
      reads({ Owners: [owner('f-2')] }),
      transaction(
        {
          Delete: {
            TableName: 'Owners',
            Key: owner('f-2'),
            ConditionExpression:
              'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'unmarked@example.com' }, ':v1': { S: 'NULL' } },
          },
        },
        releases('Owner.email', 'unmarked@example.com', owner('f-2')),
      ),
    ],
    data: { deleteOwner: { owner: { email: 'unmarked@example.com' } } },
  },
  {
    ...foreign,
    title: 'an item without a marker takes one with its next value',
    operation: `mutation { updateOwner(ownerId: "f-2", set: { email: "two@example.com" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-2')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('f-2'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'two@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'unmarked@example.com' },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        releases('Owner.email', 'unmarked@example.com', owner('f-2')),
        takes('Owner.email', 'two@example.com', owner('f-2')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...foreign,
    title: 'a value without a marker is free for others until the markers are repaired',
    operation: `mutation { createOwner(input: { email: "unmarked@example.com" }) { conflict { reason } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'unmarked@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'unmarked@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { conflict: null } },
  },
  {
    ...foreign,
    title: 'a marker without an item keeps its value taken until the markers are repaired',
    operation: `mutation { createOwner(input: { email: "left@example.com" }) { conflict { reason fields } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'left@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'left@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'] } } },
  },
  {
    ...foreign,
    title: 'a stored value that is too long for a marker has none to set free',
    operation: `mutation { updateOwner(ownerId: "f-3", set: { email: "three@example.com" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-3')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('f-3'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#email': 'email', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'three@example.com' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'x'.repeat(3000) },
            },
            UpdateExpression: 'SET #email = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.email', 'three@example.com', owner('f-3')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
  {
    ...foreign,
    title: 'an item with a value too long for a marker is deleted by one DeleteItem',
    operation: `mutation { deleteOwner(ownerId: "f-3") { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-3')] }),
      {
        action: 'DeleteItem',
        TableName: 'Owners',
        Key: owner('f-3'),
        ConditionExpression:
          'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
        ExpressionAttributeValues: { ':v0': { S: 'x'.repeat(3000) }, ':v1': { S: 'NULL' } },
      },
    ],
    data: { deleteOwner: { conflict: null } },
  },
  {
    ...foreign,
    title: 'a stored NULL is no value to set free',
    operation: `mutation { updateOwner(ownerId: "f-4", set: { handle: "four" }) { conflict { reason } } }`,
    commands: [
      reads({ Owners: [owner('f-4')] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('f-4'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #handle = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#handle': 'handle', '#updatedAt': 'updatedAt', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: {
              ':v0': { S: 'four' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { NULL: true },
            },
            UpdateExpression: 'SET #handle = :v0, #updatedAt = :v1',
          },
        },
        takes('Owner.handle', 'four', owner('f-4')),
      ),
    ],
    data: { updateOwner: { conflict: null } },
  },
];
