import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { item } from '../../support/scenarioItem.js';
import { orders, pets } from '../fixtures/oneTable.js';
import { notes, wares } from '../fixtures/stock.js';

/** Names that are nobody else's. */
const users = {
  schema: `
    type User @table(name: "Users", partition: "userId") {
      userId: ID!
      email: String! @unique
      name: String
    }
  `,
  items: {
    Users: [item({ userId: 'u1', email: 'ann@x.org', name: 'Ann' })],
    sortkey: [
      item({ pk: 'UNIQUE#User.email#ann@x.org', sk: 'UNIQUE', owner: { userId: 'u1' } }),
      item({ pk: 'UNIQUE#User.email#bob@x.org', sk: 'UNIQUE', owner: { userId: 'u9' } }),
    ],
  },
};

/** Any number of puts and deletes, each with an outcome. */
export const batchWrites: readonly Scenario[] = [
  {
    ...notes,
    title: 'puts and deletes go together, without a condition',
    operation: `mutation { batchWriteNotes(
      put: [{ noteId: "n1", text: "a", frame: {} }, { noteId: "n3", tags: ["x"], frame: { tail: "t" } }]
      delete: [{ noteId: "n2" }, { noteId: "none" }]
    ) { put { status note { noteId text tags } conflict { reason } error { code } } delete { status note { text } } } }`,
    commands: [
      {
        action: 'BatchWriteItem',
        RequestItems: {
          Notes: [
            { PutRequest: { Item: { noteId: { S: 'n1' }, text: { S: 'a' }, frame: { M: {} } } } },
            {
              PutRequest: {
                Item: { noteId: { S: 'n3' }, tags: { SS: ['x'] }, frame: { M: { tail: { S: 't' } } } },
              },
            },
            { DeleteRequest: { Key: { noteId: { S: 'n2' } } } },
            { DeleteRequest: { Key: { noteId: { S: 'none' } } } },
          ],
        },
      },
    ],
    data: {
      batchWriteNotes: {
        put: [
          { status: 'WRITTEN', note: { noteId: 'n1', text: 'a', tags: null }, conflict: null, error: null },
          { status: 'WRITTEN', note: { noteId: 'n3', text: null, tags: ['x'] }, conflict: null, error: null },
        ],
        delete: [
          { status: 'WRITTEN', note: null },
          { status: 'WRITTEN', note: null },
        ],
      },
    },
  },
  {
    ...notes,
    title: 'a call holds 25 items, and the next takes the rest',
    operation: `mutation Delete($delete: [NoteKey!]) { batchWriteNotes(delete: $delete) { put { status } delete { status } } }`,
    variables: { delete: Array.from({ length: 26 }, (_, at) => ({ noteId: `x${at}` })) },
    commands: [
      {
        action: 'BatchWriteItem',
        RequestItems: {
          Notes: Array.from({ length: 25 }, (_, at) => ({ DeleteRequest: { Key: { noteId: { S: `x${at}` } } } })),
        },
      },
      { action: 'BatchWriteItem', RequestItems: { Notes: [{ DeleteRequest: { Key: { noteId: { S: 'x25' } } } }] } },
    ],
    data: { batchWriteNotes: { put: [], delete: Array.from({ length: 26 }, () => ({ status: 'WRITTEN' })) } },
  },
  {
    ...orders,
    title: 'put items carry the keys of their indexes; key constants tell types apart, so no condition is needed',
    operation: `mutation { batchWriteOrders(
      put: [{ customerId: "7", orderId: "1", status: SENT, placedAt: "2026-02-01" }]
      delete: [{ customerId: "7", orderId: "2" }]
    ) { put { order { orderId status } } delete { status } } }`,
    commands: [
      {
        action: 'BatchWriteItem',
        RequestItems: {
          Shop: [
            {
              PutRequest: {
                Item: {
                  PK: { S: 'CUSTOMER#7' },
                  SK: { S: 'ORDER#1' },
                  GSI1PK: { S: 'STATUS#SENT' },
                  GSI1SK: { S: '2026-02-01' },
                },
              },
            },
            { DeleteRequest: { Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'ORDER#2' } } } },
          ],
        },
      },
    ],
    data: {
      batchWriteOrders: { put: [{ order: { orderId: '1', status: 'SENT' } }], delete: [{ status: 'WRITTEN' }] },
    },
  },
  {
    ...wares,
    title: 'a put of a type with a version reads it and adds 1; a delete needs no condition',
    operation: `mutation { batchWriteWares(put: [{ wareId: "w1", name: "Cup", box: {} }], delete: [{ wareId: "w2" }]) {
      put { status ware { name version } }
      delete { status }
    } }`,
    commands: [
      { action: 'BatchWriteItem', RequestItems: { Wares: [{ DeleteRequest: { Key: { wareId: { S: 'w2' } } } }] } },
      { action: 'GetItem', TableName: 'Wares', Key: { wareId: { S: 'w1' } }, ConsistentRead: true },
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w1' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '4' },
          label: { S: 'Cup (w1)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          '(attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v0)) AND attribute_exists(#wareId) AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#origin': 'origin', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '3' } },
      },
    ],
    data: {
      batchWriteWares: {
        put: [{ status: 'WRITTEN', ware: { name: 'Cup', version: 4 } }],
        delete: [{ status: 'WRITTEN' }],
      },
    },
  },
  {
    ...wares,
    title: 'a put that would change an immutable field is refused',
    operation: `mutation { batchWriteWares(put: [{ wareId: "w1", name: "Cup", origin: "Oslo", box: {} }]) {
      put { status ware { name } conflict { reason message fields current { name version } } error { code } }
    } }`,
    needsEngine: true,
    commands: [
      { action: 'GetItem', TableName: 'Wares', Key: { wareId: { S: 'w1' } }, ConsistentRead: true },
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w1' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          origin: { S: 'Oslo' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '4' },
          label: { S: 'Cup (w1)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          '(attribute_not_exists(#wareId) OR #origin = :v0) AND attribute_exists(#wareId) AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#origin': 'origin', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'Oslo' }, ':v1': { N: '3' } },
      },
    ],
    data: {
      batchWriteWares: {
        put: [
          {
            status: 'REFUSED',
            ware: null,
            conflict: {
              reason: 'CONDITION_FAILED',
              message:
                '"origin" of this Ware is immutable: the item was created without it, and this put would give it.',
              fields: ['origin'],
              current: { name: 'Mug', version: 3 },
            },
            error: null,
          },
        ],
      },
    },
  },
  {
    ...pets,
    title: "where only the marker tells types apart, another type's item is neither replaced nor deleted",
    operation: `mutation { batchWriteCats(put: [{ owner: "o", name: "Alf" }], delete: [{ owner: "o", name: "Cid" }]) {
      put { status conflict { reason message current { lives } } }
      delete { status conflict { reason } }
    } }`,
    needsEngine: true,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Pets',
        Item: { kind: { S: 'Cat' }, owner: { S: 'o' }, name: { S: 'Alf' } },
        ConditionExpression: 'attribute_not_exists(#owner) OR #kind = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#owner': 'owner', '#kind': 'kind' },
        ExpressionAttributeValues: { ':v0': { S: 'Cat' } },
      },
      {
        action: 'DeleteItem',
        TableName: 'Pets',
        Key: { owner: { S: 'o' }, name: { S: 'Cid' } },
        ConditionExpression: 'attribute_exists(#owner) AND #kind = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#owner': 'owner', '#kind': 'kind' },
        ExpressionAttributeValues: { ':v0': { S: 'Cat' } },
      },
    ],
    data: {
      batchWriteCats: {
        put: [
          {
            status: 'REFUSED',
            conflict: {
              reason: 'ALREADY_EXISTS',
              message: 'An item that is no Cat is stored under this key already. Choose another key.',
              current: null,
            },
          },
        ],
        delete: [{ status: 'WRITTEN', conflict: null }],
      },
    },
  },
  {
    ...users,
    title: 'a put of a type with a unique value takes it in a transaction',
    operation: `mutation { batchWriteUsers(put: [{ userId: "u1", email: "eve@x.org" }]) { put { status user { email name } } } }`,
    commands: [
      { action: 'GetItem', TableName: 'Users', Key: { userId: { S: 'u1' } }, ConsistentRead: true },
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Put: {
              TableName: 'Users',
              Item: { userId: { S: 'u1' }, email: { S: 'eve@x.org' } },
              ConditionExpression: 'attribute_exists(#userId) AND #email = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#userId': 'userId', '#email': 'email' },
              ExpressionAttributeValues: { ':v0': { S: 'ann@x.org' } },
            },
          },
          {
            Delete: {
              TableName: 'sortkey',
              Key: { pk: { S: 'UNIQUE#User.email#ann@x.org' }, sk: { S: 'UNIQUE' } },
              ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
              ExpressionAttributeValues: { ':v0': { M: { userId: { S: 'u1' } } } },
            },
          },
          {
            Put: {
              TableName: 'sortkey',
              Item: {
                pk: { S: 'UNIQUE#User.email#eve@x.org' },
                sk: { S: 'UNIQUE' },
                owner: { M: { userId: { S: 'u1' } } },
              },
              ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
              ExpressionAttributeValues: { ':v0': { M: { userId: { S: 'u1' } } } },
            },
          },
        ],
      },
    ],
    data: { batchWriteUsers: { put: [{ status: 'WRITTEN', user: { email: 'eve@x.org', name: null } }] } },
  },
  {
    ...users,
    title: 'a put that wants the unique value of another item is refused',
    operation: `mutation { batchWriteUsers(put: [{ userId: "u2", email: "bob@x.org" }]) {
      put { status user { email } conflict { reason fields current { email } } }
    } }`,
    needsEngine: true,
    commands: [
      { action: 'GetItem', TableName: 'Users', Key: { userId: { S: 'u2' } }, ConsistentRead: true },
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Put: {
              TableName: 'Users',
              Item: { userId: { S: 'u2' }, email: { S: 'bob@x.org' } },
              ConditionExpression: 'attribute_not_exists(#userId)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#userId': 'userId' },
            },
          },
          {
            Put: {
              TableName: 'sortkey',
              Item: {
                pk: { S: 'UNIQUE#User.email#bob@x.org' },
                sk: { S: 'UNIQUE' },
                owner: { M: { userId: { S: 'u2' } } },
              },
              ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
              ExpressionAttributeValues: { ':v0': { M: { userId: { S: 'u2' } } } },
            },
          },
        ],
      },
    ],
    data: {
      batchWriteUsers: {
        put: [
          {
            status: 'REFUSED',
            user: null,
            conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'], current: null },
          },
        ],
      },
    },
  },
  {
    ...users,
    title: 'a delete of a type with a unique value sets it free',
    operation: `mutation { batchWriteUsers(delete: [{ userId: "u1" }]) { delete { status user { email } } } }`,
    commands: [
      { action: 'GetItem', TableName: 'Users', Key: { userId: { S: 'u1' } }, ConsistentRead: true },
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Delete: {
              TableName: 'Users',
              Key: { userId: { S: 'u1' } },
              ConditionExpression: 'attribute_exists(#userId) AND #email = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#userId': 'userId', '#email': 'email' },
              ExpressionAttributeValues: { ':v0': { S: 'ann@x.org' } },
            },
          },
          {
            Delete: {
              TableName: 'sortkey',
              Key: { pk: { S: 'UNIQUE#User.email#ann@x.org' }, sk: { S: 'UNIQUE' } },
              ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
              ExpressionAttributeValues: { ':v0': { M: { userId: { S: 'u1' } } } },
            },
          },
        ],
      },
    ],
    data: { batchWriteUsers: { delete: [{ status: 'WRITTEN', user: null }] } },
  },
  {
    ...users,
    title: 'a delete of a type with a unique value, of an item that is not there, is one read',
    operation: `mutation { batchWriteUsers(delete: [{ userId: "u8" }]) { delete { status conflict { reason } } } }`,
    commands: [{ action: 'GetItem', TableName: 'Users', Key: { userId: { S: 'u8' } }, ConsistentRead: true }],
    data: { batchWriteUsers: { delete: [{ status: 'WRITTEN', conflict: null }] } },
  },
  refused(
    notes,
    'a batch of nothing is refused',
    `mutation { batchWriteNotes(put: [], delete: null) { put { status } } }`,
    'A batch needs something to write: give "put" or "delete" at least one Note.',
  ),
  refused(
    notes,
    'a key twice among the puts of a batch is refused',
    `mutation { batchWriteNotes(put: [{ noteId: "n1", frame: {} }, { noteId: "n2", frame: {} }, { noteId: "n1", frame: {} }]) { put { status } } }`,
    '"put.0" and "put.2" are the same Note: a batch has no order, so write each item once.',
  ),
  refused(
    notes,
    'a key in the puts and the deletes of a batch is refused',
    `mutation { batchWriteNotes(put: [{ noteId: "n1", frame: {} }], delete: [{ noteId: "n2" }, { noteId: "n1" }]) { put { status } } }`,
    '"put.0" and "delete.1" are the same Note: a batch has no order, so write each item once.',
  ),
  refused(
    notes,
    'one value of a batch that cannot be stored refuses it all',
    `mutation { batchWriteNotes(put: [{ noteId: "n1", frame: {} }, { noteId: "", frame: {} }]) { put { status } } }`,
    '"noteId" must not be empty: it is a key of Note.',
  ),
  refused(
    wares,
    'null for a required field in a batch refuses it all',
    `mutation { batchWriteWares(put: [{ name: "Cup", box: {}, state: null }]) { put { status } } }`,
    'Ware.state is required; it cannot be null.',
  ),
  refused(
    users,
    'a value of a batch that is too long to be unique refuses it all',
    `mutation { batchWriteUsers(put: [{ userId: "u2", email: "${'x'.repeat(2048)}" }]) { put { status } } }`,
    '"email" is too long to be unique: with "UNIQUE#User.email#" before it, it would have 2066 bytes, and a key may have 2048.',
  ),
];
