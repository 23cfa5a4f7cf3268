import type { Scenario } from '../../support/scenario.js';
import { records } from '../fixtures/records.js';

/** Relations to several types at once: the collection of the parent. */
export const collectionRelations: readonly Scenario[] = [
  {
    ...records,
    title: 'hasMany to a union reads the collection of the parent',
    operation: `{ order(orderId: "1") { state records(first: 2) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'ORDER' } },
        ProjectionExpression: '#state, #PK, #SK',
        ExpressionAttributeNames: { '#state': 'state', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 2,
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 3,
        ExclusiveStartKey: { PK: { S: 'ORDER#1' }, SK: { S: 'LABEL#1' } },
      },
    ],
    data: {
      order: {
        state: 'SENT',
        records: {
          nodes: [
            { __typename: 'Invoice', invoiceId: 'i1' },
            { __typename: 'Line', number: 1 },
          ],
        },
      },
    },
  },
  {
    ...records,
    title: 'hasMany to a union takes sortKey, type and filter',
    operation: `{ order(orderId: "1") { records(type: [Line], sortKey: { gt: "LINE#001" }, filter: { amount: { lt: 99 } }) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'ORDER' } },
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        FilterExpression: '#amount < :v3',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#amount': 'amount' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORDER#1' },
          ':v1': { S: 'LINE#001' },
          ':v2': { S: 'LINE#\u{10FFFF}' },
          ':v3': { N: '99' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { order: { records: { nodes: [{ __typename: 'Line', number: 2 }] } } },
  },
  {
    ...records,
    title: 'hasMany to a union from a field of another name',
    operation: `{ parcel(parcelId: "x") { contents(first: 1) { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Parcels',
        Key: { parcelId: { S: 'x' } },
        ProjectionExpression: '#holds, #parcelId',
        ExpressionAttributeNames: { '#holds': 'holds', '#parcelId': 'parcelId' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { parcel: { contents: { nodes: [{ __typename: 'Invoice', invoiceId: 'i1' }] } } },
  },
  {
    ...records,
    title: 'hasMany to a union names the index of its collection',
    operation: `{ parcel(parcelId: "x") { sameDay { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Parcels',
        Key: { parcelId: { S: 'x' } },
        ProjectionExpression: '#packedOn, #parcelId',
        ExpressionAttributeNames: { '#packedOn': 'packedOn', '#parcelId': 'parcelId' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0 AND #DS BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #DP, #DS',
        ExpressionAttributeNames: { '#DP': 'DP', '#DS': 'DS', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'DAY#2026-01-02' },
          ':v1': { S: 'INVOICE#' },
          ':v2': { S: 'ORDER#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { parcel: { sameDay: { nodes: [{ __typename: 'Invoice', invoiceId: 'i1' }] } } },
  },
  {
    ...records,
    title: 'a parent without the field of the partition has an empty collection, without a call',
    operation: `{ parcel(parcelId: "y") { sameDay { nodes { __typename } totalCount } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Parcels',
        Key: { parcelId: { S: 'y' } },
        ProjectionExpression: '#packedOn, #parcelId',
        ExpressionAttributeNames: { '#packedOn': 'packedOn', '#parcelId': 'parcelId' },
      },
    ],
    data: { parcel: { sameDay: { nodes: [], totalCount: 0 } } },
  },
  {
    ...records,
    title: 'hasMany to a union pages on with the cursor of its parent',
    operation: `{ order(orderId: "1") { records(first: 2, after: "Amu4KYvScg4pEKONuqNHhjUP-UkNXTjUC5XHIBvKcVkRqhzpH2zr7mLL7qjVbJOtT0VK3-XSZN3dlSrQAsoTeArc") { nodes { __typename ... on Line { number } ... on Invoice { invoiceId } } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'ORDER' } },
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 2,
        ExclusiveStartKey: { PK: { S: 'ORDER#1' }, SK: { S: 'INVOICE#i1' } },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#1' }, ':v1': { S: 'INVOICE#' }, ':v2': { S: 'ORDER' } },
        ScanIndexForward: true,
        Limit: 3,
        ExclusiveStartKey: { PK: { S: 'ORDER#1' }, SK: { S: 'LINE#001' } },
      },
    ],
    data: {
      order: {
        records: {
          nodes: [
            { __typename: 'Line', number: 1 },
            { __typename: 'Line', number: 2 },
          ],
        },
      },
    },
  },
];
