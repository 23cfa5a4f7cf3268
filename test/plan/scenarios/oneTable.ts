import type { Scenario } from '../../support/scenario.js';
import { mixed, orders } from '../fixtures/oneTable.js';

/** Types that share a table: whose item is it, and how little is sent to know it. */
export const oneTable: readonly Scenario[] = [
  {
    ...orders,
    title: 'a constant sort key needs no argument',
    operation: `{ customer(customerId: "7") { name email } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'PROFILE' } },
        ProjectionExpression: '#name, #GSI1PK, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#GSI1PK': 'GSI1PK', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { customer: { name: 'Ada', email: 'ada@example.com' } },
  },
  {
    ...orders,
    title: 'fields that are only in the key are parsed back from it',
    operation: `{ customer(customerId: "7") { customerId name } order(customerId: "7", orderId: "2") { customerId orderId status } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Shop: {
            Keys: [
              { PK: { S: 'CUSTOMER#7' }, SK: { S: 'PROFILE' } },
              { PK: { S: 'CUSTOMER#7' }, SK: { S: 'ORDER#2' } },
            ],
            ProjectionExpression: '#PK, #name, #SK, #GSI1PK',
            ExpressionAttributeNames: { '#PK': 'PK', '#name': 'name', '#SK': 'SK', '#GSI1PK': 'GSI1PK' },
          },
        },
      },
    ],
    data: { customer: { customerId: '7', name: 'Ada' }, order: { customerId: '7', orderId: '2', status: 'SENT' } },
  },
  {
    ...orders,
    title: 'a padded number is parsed back from the key',
    operation: `{ line(orderId: "1", number: 2) { orderId number quantity } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'ORDER#1' }, SK: { S: 'LINE#002' } },
        ProjectionExpression: '#PK, #SK, #quantity',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#quantity': 'quantity' },
      },
    ],
    data: { line: { orderId: '1', number: 2, quantity: null } },
  },
  {
    ...orders,
    title: 'two types of one table share a BatchGetItem, and what each selects adds up',
    operation: `{ customer(customerId: "7") { name } line(orderId: "1", number: 1) { quantity } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Shop: {
            Keys: [
              { PK: { S: 'CUSTOMER#7' }, SK: { S: 'PROFILE' } },
              { PK: { S: 'ORDER#1' }, SK: { S: 'LINE#001' } },
            ],
            ProjectionExpression: '#name, #PK, #SK, #quantity',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK', '#quantity': 'quantity' },
          },
        },
      },
    ],
    data: { customer: { name: 'Ada' }, line: { quantity: 2 } },
  },
  {
    ...orders,
    title: 'a list reads inside its constant and never filters',
    operation: `{ ordersByCustomerId(customerId: "7") { nodes { orderId status } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #GSI1PK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#GSI1PK': 'GSI1PK' },
        ExpressionAttributeValues: { ':v0': { S: 'CUSTOMER#7' }, ':v1': { S: 'ORDER#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      ordersByCustomerId: {
        nodes: [
          { orderId: '1', status: 'OPEN' },
          { orderId: '2', status: 'SENT' },
        ],
      },
    },
  },
  {
    ...orders,
    title: 'hasMany in one partition is inferred and inside its constant',
    operation: `{ customer(customerId: "7") { orders(order: DESC) { nodes { orderId placedAt } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'PROFILE' } },
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Shop',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #GSI1SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#GSI1SK': 'GSI1SK' },
        ExpressionAttributeValues: { ':v0': { S: 'CUSTOMER#7' }, ':v1': { S: 'ORDER#' } },
        ScanIndexForward: false,
        Limit: 20,
      },
    ],
    data: {
      customer: {
        orders: {
          nodes: [
            { orderId: '2', placedAt: '2026-01-02' },
            { orderId: '1', placedAt: '2026-01-01' },
          ],
        },
      },
    },
  },
  {
    ...orders,
    title: 'belongsTo of a type with a constant sort key is one GetItem more',
    operation: `{ order(customerId: "7", orderId: "1") { customer { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'ORDER#1' } },
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'PROFILE' } },
        ProjectionExpression: '#name, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { order: { customer: { name: 'Ada' } } },
  },
  {
    ...orders,
    title: 'an overloaded index serves each type its own partition',
    operation: `{ ordersByStatus(status: OPEN) { nodes { orderId placedAt } } linesByProductId(productId: "p2") { nodes { number } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0',
        ProjectionExpression: '#SK, #GSI1SK, #PK, #GSI1PK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#SK': 'SK', '#GSI1SK': 'GSI1SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'STATUS#OPEN' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        ProjectionExpression: '#SK, #PK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#GSI1SK': 'GSI1SK', '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'PRODUCT#p2' }, ':v1': { S: 'LINE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      ordersByStatus: {
        nodes: [
          { orderId: '1', placedAt: '2026-01-01' },
          { orderId: '3', placedAt: '2026-01-03' },
        ],
      },
      linesByProductId: { nodes: [{ number: 2 }] },
    },
  },
  {
    ...orders,
    title: 'an index that serves one item asks for one',
    operation: `{ customerByEmail(email: "ada@example.com") { customerId name } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK = :v1',
        ProjectionExpression: '#PK, #name, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#name': 'name',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'EMAIL#ada@example.com' }, ':v1': { S: 'CUSTOMER' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { customerByEmail: { customerId: '7', name: 'Ada' } },
  },
  {
    ...orders,
    title: 'an index that serves one item is null where there is none',
    operation: `{ customerByEmail(email: "nobody@example.com") { name } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK = :v1',
        ProjectionExpression: '#name, #PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#name': 'name',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'EMAIL#nobody@example.com' }, ':v1': { S: 'CUSTOMER' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { customerByEmail: null },
  },
  {
    ...orders,
    title: 'a range on an overloaded index stays in its own template',
    operation: `{ ordersByStatus(status: OPEN, placedAt: { ge: "2026-01-02" }) { nodes { orderId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK >= :v1',
        ProjectionExpression: '#SK, #PK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#GSI1SK': 'GSI1SK', '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'STATUS#OPEN' }, ':v1': { S: '2026-01-02' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { ordersByStatus: { nodes: [{ orderId: '3' }] } },
  },
  {
    ...orders,
    title: 'an inverted index reads the table by its sort key',
    operation: `{ orderOwners(orderId: "3") { nodes { customerId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Shop',
        IndexName: 'Inverted',
        KeyConditionExpression: '#SK = :v0 AND begins_with(#PK, :v1)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'ORDER#3' }, ':v1': { S: 'CUSTOMER#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { orderOwners: { nodes: [{ customerId: '8' }] } },
  },
  {
    ...mixed,
    title: 'where an index holds two types that only their table keys tell apart, the gateway drops the other',
    operation: `{ talksByDay(day: "2026-01-01") { nodes { name } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Agenda',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#day = :v0',
        ProjectionExpression: '#name, #SK, #PK, #day',
        ExpressionAttributeNames: { '#day': 'day', '#name': 'name', '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '2026-01-01' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { talksByDay: { nodes: [{ name: 'async' }, { name: 'cats' }] } },
  },
  {
    ...mixed,
    title: 'a page is filled though the index holds items of another type',
    operation: `{ talksByDay(day: "2026-01-01", first: 2) { nodes { name } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Agenda',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#day = :v0',
        ProjectionExpression: '#name, #SK, #PK, #day',
        ExpressionAttributeNames: { '#day': 'day', '#name': 'name', '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '2026-01-01' } },
        ScanIndexForward: true,
        Limit: 2,
      },
      {
        action: 'Query',
        TableName: 'Agenda',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#day = :v0',
        ProjectionExpression: '#name, #SK, #PK, #day',
        ExpressionAttributeNames: { '#day': 'day', '#name': 'name', '#SK': 'SK', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '2026-01-01' } },
        ScanIndexForward: true,
        Limit: 3,
        ExclusiveStartKey: {
          day: { S: '2026-01-01' },
          PK: { S: 'EVENT#e' },
          SK: { S: 'PARTY#ball' },
          name: { S: 'ball' },
        },
      },
    ],
    data: { talksByDay: { nodes: [{ name: 'async' }, { name: 'cats' }] } },
  },
  {
    ...mixed,
    title: 'a scan drops the other types of the table',
    operation: `{ scanTalks { nodes { name } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Agenda',
        ProjectionExpression: '#name, #SK, #PK',
        ExpressionAttributeNames: { '#name': 'name', '#SK': 'SK', '#PK': 'PK' },
        Limit: 20,
      },
    ],
    data: { scanTalks: { nodes: [{ name: 'async' }, { name: 'cats' }] } },
  },
  {
    ...mixed,
    title: 'a stored value that does not fit is null with an error, and the page stays',
    operation: `{ partiesByEvent(event: "e") { nodes { name guests } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Agenda',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#name, #SK, #guests, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#name': 'name', '#guests': 'guests' },
        ExpressionAttributeValues: { ':v0': { S: 'EVENT#e' }, ':v1': { S: 'PARTY#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      partiesByEvent: {
        nodes: [
          { name: 'ball', guests: 70 },
          { name: 'feast', guests: null },
        ],
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Party {"PK":"EVENT#e","SK":"PARTY#feast"} has a stored value that does not fit: "guests": expected a whole number of 32 bits, stored is {"S":"many"}.',
      },
    ],
  },
];
