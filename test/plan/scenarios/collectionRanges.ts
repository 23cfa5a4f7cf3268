import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { records } from '../fixtures/records.js';

/** The range of a collection: conditions on the stored sort key. */
export const collectionRanges: readonly Scenario[] = [
  {
    ...records,
    title: 'sortKey eq reads one key',
    operation: `{ orderRecords(orderId: "1", sortKey: { eq: "LINE#002" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK = :v1',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#002' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 2 }] } },
  },
  {
    ...records,
    title: 'sortKey beginsWith reads a prefix',
    operation: `{ orderRecords(orderId: "1", sortKey: { beginsWith: "LINE#00" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#00' } },
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
    title: 'a prefix that reaches beyond the types is cut to where they can stand',
    operation: `{ orderRecords(orderId: "1", sortKey: { beginsWith: "O" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'O' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Order' }] } },
  },
  {
    ...records,
    title: 'sortKey lt reads up to the bound and drops it',
    operation: `{ orderRecords(orderId: "1", sortKey: { lt: "LINE#002" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'LINE#002' } },
        ScanIndexForward: true,
        Limit: 21,
      },
    ],
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Invoice', invoiceId: 'i1' },
          { __typename: 'Line', number: 1 },
        ],
      },
    },
  },
  {
    ...records,
    title: 'sortKey le reads up to the bound',
    operation: `{ orderRecords(orderId: "1", sortKey: { le: "LINE#001" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'LINE#001' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Invoice', invoiceId: 'i1' },
          { __typename: 'Line', number: 1 },
        ],
      },
    },
  },
  {
    ...records,
    title: 'sortKey gt reads from the bound and drops it',
    operation: `{ orderRecords(orderId: "1", sortKey: { gt: "LINE#001" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#001' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 21,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 2 }, { __typename: 'Order' }] } },
  },
  {
    ...records,
    title: 'sortKey ge reads from the bound, across types',
    operation: `{ orderRecords(orderId: "1", sortKey: { ge: "LINE#002" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#002' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 2 }, { __typename: 'Order' }] } },
  },
  {
    ...records,
    title: 'sortKey between reads across types',
    operation: `{ orderRecords(orderId: "1", sortKey: { between: ["J", "LINE#001"] }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'J' }, ':v2': { S: 'LINE#001' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 1 }] } },
  },
  {
    ...records,
    title: 'sortKey gt and lt together are one range',
    operation: `{ orderRecords(orderId: "1", sortKey: { gt: "INVOICE#i1", lt: "ORDER" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#i1' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 22,
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
    title: 'bounds beyond the types are cut to where they can stand',
    operation: `{ orderRecords(orderId: "1", sortKey: { between: ["A", "Z"] }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
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
    data: {
      orderRecords: {
        nodes: [
          { __typename: 'Invoice', invoiceId: 'i1' },
          { __typename: 'Line', number: 1 },
          { __typename: 'Line', number: 2 },
          { __typename: 'Order' },
        ],
      },
    },
  },
  {
    ...records,
    title: 'sortKey and type meet in one range',
    operation: `{ orderRecords(orderId: "1", type: [Line], sortKey: { ge: "LINE#002" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORDER#1' },
          ':v1': { S: 'LINE#002' },
          ':v2': { S: 'LINE#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 2 }] } },
  },
  {
    ...records,
    title: 'sortKey where none of the types can stand is no call',
    operation: `{ orderRecords(orderId: "1", sortKey: { gt: "P" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } pageInfo { hasNextPage } totalCount } }`,
    commands: [],
    data: { orderRecords: { nodes: [], pageInfo: { hasNextPage: false }, totalCount: 0 } },
  },
  {
    ...records,
    title: 'sortKey apart from the wanted type is no call',
    operation: `{ orderRecords(orderId: "1", type: [Order], sortKey: { beginsWith: "LINE#" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    commands: [],
    data: { orderRecords: { nodes: [] } },
  },
  {
    ...records,
    title: 'a page of a dropped bound asks for one more',
    operation: `{ orderRecords(orderId: "1", first: 1, sortKey: { gt: "LINE#001" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } pageInfo { hasNextPage } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#001' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 3,
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'LINE#001' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 4,
        ExclusiveStartKey: { PK: { S: 'ORDER#1' }, SK: { S: 'NOTE#1' } },
      },
    ],
    data: { orderRecords: { nodes: [{ __typename: 'Line', number: 2 }], pageInfo: { hasNextPage: true } } },
  },
  {
    ...records,
    title: 'a stored sort key that is a number takes numbers',
    operation: `{ timeline(customerId: "7", sortKey: { ge: "1767229200" }) { nodes { __typename at } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0 AND #at >= :v1',
        ProjectionExpression: '#at, #PK, #SK, #customerId',
        ExpressionAttributeNames: { '#customerId': 'customerId', '#at': 'at', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: '7' }, ':v1': { N: '1767229200' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { timeline: { nodes: [{ __typename: 'Invoice', at: '2026-01-01T01:00:00Z' }] } },
  },
  {
    ...records,
    title: 'a stored sort key that is a number has exclusive bounds',
    operation: `{ timeline(customerId: "7", sortKey: { lt: "1767229200" }) { nodes { __typename at } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Timeline',
        KeyConditionExpression: '#customerId = :v0 AND #at < :v1',
        ProjectionExpression: '#at, #PK, #SK, #customerId',
        ExpressionAttributeNames: { '#customerId': 'customerId', '#at': 'at', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: '7' }, ':v1': { N: '1767229200' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { timeline: { nodes: [{ __typename: 'Order', at: '2026-01-01T00:00:00Z' }] } },
  },
  {
    ...records,
    title: 'a stored sort key that is binary takes base64',
    operation: `{ chunks(fileId: "f", sortKey: { ge: "Ag==" }) { nodes { __typename ... on Hole { digest } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Chunks',
        KeyConditionExpression: '#fileId = :v0 AND #digest >= :v1',
        FilterExpression: '#kind IN (:v2, :v3)',
        ProjectionExpression: '#fileId, #digest, #kind',
        ExpressionAttributeNames: { '#fileId': 'fileId', '#digest': 'digest', '#kind': 'kind' },
        ExpressionAttributeValues: {
          ':v0': { S: 'f' },
          ':v1': { B: 'Ag==' },
          ':v2': { S: 'Data' },
          ':v3': { S: 'Hole' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { chunks: { nodes: [{ __typename: 'Hole', digest: 'AgE=' }, { __typename: 'Data' }] } },
  },
  {
    ...records,
    title: 'a stored sort key that is binary has prefixes',
    operation: `{ chunks(fileId: "f", sortKey: { beginsWith: "Ag==" }) { nodes { ... on Hole { digest size } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Chunks',
        KeyConditionExpression: '#fileId = :v0 AND begins_with(#digest, :v1)',
        FilterExpression: '#kind IN (:v2, :v3)',
        ProjectionExpression: '#fileId, #digest, #kind, #size',
        ExpressionAttributeNames: { '#fileId': 'fileId', '#digest': 'digest', '#kind': 'kind', '#size': 'size' },
        ExpressionAttributeValues: {
          ':v0': { S: 'f' },
          ':v1': { B: 'Ag==' },
          ':v2': { S: 'Data' },
          ':v3': { S: 'Hole' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { chunks: { nodes: [{ digest: 'AgE=', size: 20 }] } },
  },
  refused(
    records,
    'bounds of sortKey the wrong way round are refused',
    `{ orderRecords(orderId: "1", sortKey: { between: ["Z", "A"] }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    'Nothing lies between the bounds of "sortKey": the lower one is above the upper one.',
  ),
  refused(
    records,
    'an empty sortKey is refused',
    `{ orderRecords(orderId: "1", sortKey: { eq: "" }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } }`,
    '"sortKey" must not be empty: it is a key of OrderRecord.',
  ),
  {
    ...records,
    title: 'a stored sort key that is a number refuses what is none',
    operation: `{ timeline(customerId: "7", sortKey: { ge: "noon" }) { nodes { at } } }`,
    commands: [],
    errors: [
      {
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'Decimal needs a number of up to 38 digits as text like "19.90", not "noon".',
      },
    ],
  },
];
