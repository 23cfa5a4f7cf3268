import type { Scenario } from '../../support/scenario.js';
import { records } from '../fixtures/records.js';

/** What is asked of a collection: types, fields and filters. */
export const collectionSelections: readonly Scenario[] = [
  {
    ...records,
    title: 'members have the partition under names of their own',
    operation: `{ orderRecords(orderId: "1", type: [Invoice]) { nodes { ... on Invoice { orderNo invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ orderNo: '1', invoiceId: 'i1' }] } },
  },
  {
    ...records,
    title: 'type narrows the range to the prefix of the one that is wanted',
    operation: `{ orderRecords(orderId: "1", type: [Line]) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Line', number: 1 },
          { __typename: 'Line', number: 2 },
        ],
      },
    },
  },
  {
    ...records,
    title: 'type with a constant sort key is equality',
    operation: `{ orderRecords(orderId: "1", type: [Order]) { nodes { ... on Order { orderId amount } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK = :v1',
        ProjectionExpression: '#PK, #amount, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#amount': 'amount' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ orderId: '1', amount: 30 }] } },
  },
  {
    ...records,
    title: 'two types are read from the least to the greatest key of both',
    operation: `{ orderRecords(orderId: "1", type: [Order, Line]) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      orderRecords: {
        nodes: [{ __typename: 'Line', number: 1 }, { __typename: 'Line', number: 2 }, { __typename: 'Order' }],
      },
    },
  },
  {
    ...records,
    title: 'a type between is passed over where it is not wanted',
    operation: `{ orderRecords(orderId: "1", type: [Invoice, Order]) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Invoice', invoiceId: 'i1' }, { __typename: 'Order' }] } },
  },
  {
    ...records,
    title: 'no type at all is no call',
    operation: `{ orderRecords(orderId: "1", type: []) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } pageInfo { hasNextPage } } }`,
    commands: [],
    data: { orderRecords: { nodes: [], pageInfo: { hasNextPage: false } } },
  },
  {
    ...records,
    title: 'a collection asks for what its fragments select of each type',
    operation: `query { orderRecords(orderId: "1") { nodes { ...OfLine ... on Order { amount } } } } fragment OfLine on Line { amount productId }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#amount, #PK, #SK, #productId',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#amount': 'amount', '#productId': 'productId' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      orderRecords: { nodes: [{}, { amount: 10, productId: 'p1' }, { amount: 20, productId: 'p2' }, { amount: 30 }] },
    },
  },
  {
    ...records,
    title: 'a relation below one type of a collection is one batch',
    operation: `{ orderRecords(orderId: "1") { nodes { __typename ... on Line { product { name } } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #productId',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#productId': 'productId' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }, { productId: { S: 'p2' } }],
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
        },
      },
    ],
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Invoice' },
          { __typename: 'Line', product: { name: 'Lamp' } },
          { __typename: 'Line', product: { name: 'Chair' } },
          { __typename: 'Order' },
        ],
      },
    },
  },
  {
    ...records,
    title: 'a filter on fields common to all is sent',
    operation: `{ orderRecords(orderId: "1", filter: { amount: { ge: 20 } }) { nodes { __typename ... on Line { amount } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        FilterExpression: '#amount >= :v3',
        ProjectionExpression: '#PK, #SK, #amount',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#amount': 'amount' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORDER#1' },
          ':v1': { S: 'INVOICE#' },
          ':v2': { S: 'ORDER' },
          ':v3': { N: '20' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      orderRecords: { nodes: [{ __typename: 'Invoice' }, { __typename: 'Line', amount: 20 }, { __typename: 'Order' }] },
    },
  },
  {
    ...records,
    title: 'a page of a filtered collection is full',
    operation: `{ orderRecords(orderId: "1", first: 2, filter: { amount: { eq: 30 } }) { nodes { __typename } pageInfo { hasNextPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        FilterExpression: '#amount = :v3',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#amount': 'amount' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORDER#1' },
          ':v1': { S: 'INVOICE#' },
          ':v2': { S: 'ORDER' },
          ':v3': { N: '30' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      orderRecords: { nodes: [{ __typename: 'Invoice' }, { __typename: 'Order' }], pageInfo: { hasNextPage: false } },
    },
  },
  {
    ...records,
    title: 'a collection takes @consistent',
    operation: `{ orderRecords(orderId: "1", type: [Line]) @consistent { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#' } },
        ConsistentRead: true,
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Line', number: 1 },
          { __typename: 'Line', number: 2 },
        ],
      },
    },
  },
];
