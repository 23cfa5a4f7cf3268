import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { records } from '../fixtures/records.js';

/** Collections of an index, and of an interface. */
export const collectionIndexes: readonly Scenario[] = [
  {
    ...records,
    title: 'a collection of an index reads its own order',
    operation: `{ recordsOfDay(day: "2026-01-01") { nodes { __typename ... on Line { orderId number } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0 AND #DS BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #DP, #DS',
        ExpressionAttributeNames: { '#DP': 'DP', '#DS': 'DS', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'DAY#2026-01-01' },
          ':v1': { S: 'INVOICE#' },
          ':v2': { S: 'ORDER#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      recordsOfDay: {
        nodes: [
          { __typename: 'Line', orderId: '1', number: 1 },
          { __typename: 'Line', orderId: '1', number: 2 },
          { __typename: 'Order' },
        ],
      },
    },
  },
  {
    ...records,
    title: 'a collection of an index takes sortKey on the sort key of the index',
    operation: `{ recordsOfDay(day: "2026-01-01", sortKey: { beginsWith: "LINE#1#" }) { nodes { ... on Line { number } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0 AND begins_with(#DS, :v1)',
        ProjectionExpression: '#PK, #SK, #DP, #DS',
        ExpressionAttributeNames: { '#DP': 'DP', '#DS': 'DS', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'DAY#2026-01-01' }, ':v1': { S: 'LINE#1#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { recordsOfDay: { nodes: [{ number: 1 }, { number: 2 }] } },
  },
  {
    ...records,
    title: 'an interface of a narrow index is answered from it where it holds all',
    operation: `{ timeline(customerId: "7") { nodes { __typename at amount } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        ProjectionExpression: '#at, #amount, #PK, #SK, #customerId',
        ExpressionAttributeNames: {
          '#customerId': 'customerId',
          '#at': 'at',
          '#amount': 'amount',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: '7' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      timeline: {
        nodes: [
          { __typename: 'Order', at: '2026-01-01T00:00:00Z', amount: 30 },
          { __typename: 'Invoice', at: '2026-01-01T01:00:00Z', amount: 30 },
        ],
      },
    },
  },
  {
    ...records,
    title: 'what an interface selects is selected of each type, and fragments add to it',
    operation: `{ timeline(customerId: "7") { nodes { at ... on Order { state } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        ProjectionExpression: '#PK, #SK, #customerId, #at',
        ExpressionAttributeNames: { '#customerId': 'customerId', '#PK': 'PK', '#SK': 'SK', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: '7' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'ORDER' } },
        ProjectionExpression: '#at, #state, #PK, #SK',
        ExpressionAttributeNames: { '#at': 'at', '#state': 'state', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { timeline: { nodes: [{ at: '2026-01-01T00:00:00Z', state: 'SENT' }, { at: '2026-01-01T01:00:00Z' }] } },
  },
  {
    ...records,
    title: 'only the types whose fields the index lacks are hydrated',
    operation: `{ timeline(customerId: "7") { nodes { amount ... on Invoice { paid } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        ProjectionExpression: '#amount, #PK, #SK, #customerId, #at',
        ExpressionAttributeNames: {
          '#customerId': 'customerId',
          '#amount': 'amount',
          '#PK': 'PK',
          '#SK': 'SK',
          '#at': 'at',
        },
        ExpressionAttributeValues: { ':v0': { S: '7' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'INVOICE#i1' } },
        ProjectionExpression: '#amount, #paid, #PK, #SK',
        ExpressionAttributeNames: { '#amount': 'amount', '#paid': 'paid', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { timeline: { nodes: [{ amount: 30 }, { amount: 30, paid: true }] } },
  },
  {
    ...records,
    title: 'several types are hydrated in one batch',
    operation: `{ timeline(customerId: "7", order: DESC) { nodes { ... on Invoice { paid } ... on Order { state } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        ProjectionExpression: '#PK, #SK, #customerId, #at',
        ExpressionAttributeNames: { '#customerId': 'customerId', '#PK': 'PK', '#SK': 'SK', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: '7' } },
        ScanIndexForward: false,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Shop: {
            Keys: [
              { PK: { S: 'ORDER#1' }, SK: { S: 'INVOICE#i1' } },
              { PK: { S: 'ORDER#1' }, SK: { S: 'ORDER' } },
            ],
            ProjectionExpression: '#paid, #PK, #SK, #state',
            ExpressionAttributeNames: { '#paid': 'paid', '#PK': 'PK', '#SK': 'SK', '#state': 'state' },
          },
        },
      },
    ],
    data: { timeline: { nodes: [{ paid: true }, { state: 'SENT' }] } },
  },
  {
    ...records,
    title: 'a type that is not wanted is not hydrated',
    operation: `{ timeline(customerId: "7", type: [Order]) { nodes { ... on Invoice { paid } ... on Order { amount } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        ProjectionExpression: '#amount, #PK, #SK, #customerId, #at',
        ExpressionAttributeNames: {
          '#customerId': 'customerId',
          '#amount': 'amount',
          '#PK': 'PK',
          '#SK': 'SK',
          '#at': 'at',
        },
        ExpressionAttributeValues: { ':v0': { S: '7' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { timeline: { nodes: [{ amount: 30 }] } },
  },
  {
    ...records,
    title: 'a filter on what the interface has and the index holds is sent',
    operation: `{ timeline(customerId: "7", filter: { amount: { ge: 30 } }) { nodes { __typename } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0',
        FilterExpression: '#amount >= :v1',
        ProjectionExpression: '#PK, #SK, #customerId, #at',
        ExpressionAttributeNames: {
          '#customerId': 'customerId',
          '#amount': 'amount',
          '#PK': 'PK',
          '#SK': 'SK',
          '#at': 'at',
        },
        ExpressionAttributeValues: { ':v0': { S: '7' }, ':v1': { N: '30' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { timeline: { nodes: [{ __typename: 'Order' }, { __typename: 'Invoice' }] } },
  },
  {
    ...records,
    title: 'the whole index as one connection',
    operation: `{ allDays(type: [Invoice]) { nodes { ... on Invoice { day invoiceId } } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Shop',
        IndexName: 'DayIndex',
        ProjectionExpression: '#DP, #SK, #PK, #DS',
        ExpressionAttributeNames: { '#DP': 'DP', '#SK': 'SK', '#PK': 'PK', '#DS': 'DS' },
        Limit: 20,
      },
    ],
    data: { allDays: { nodes: [{ day: '2026-01-02', invoiceId: 'i1' }] } },
  },
  refused(
    records,
    '@consistent on a collection of a global index is refused',
    `{ recordsOfDay(day: "2026-01-01") @consistent { nodes { __typename } } }`,
    '@consistent cannot be used here: "DayIndex" is a global index of OrderRecord, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
  refused(
    records,
    '@consistent on a scan of several types in a global index is refused',
    `{ allDays @consistent { nodes { __typename } } }`,
    '@consistent cannot be used here: "DayIndex" is a global index of OrderRecord, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
];
