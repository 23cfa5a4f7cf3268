import type { Scenario } from '../../support/scenario.js';
import { devices } from '../fixtures/indexes.js';
import { narrow } from '../fixtures/narrow.js';

/** Filters, expiry and type markers that a global index lacks: the items tell. */
export const narrowFilters: readonly Scenario[] = [
  {
    ...narrow,
    title: 'a filter on what the index includes is sent, and only what it keeps is hydrated',
    operation: `{ ticketsByAgentId(agentId: "a1", filter: { priority: { ge: 3 } }) { nodes { body } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        FilterExpression: '#priority >= :v1',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: {
          '#agentId': 'agentId',
          '#priority': 'priority',
          '#ticketId': 'ticketId',
          '#openedAt': 'openedAt',
        },
        ExpressionAttributeValues: { ':v0': { S: 'a1' }, ':v1': { N: '3' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'GetItem',
        TableName: 'Tickets',
        Key: { ticketId: { S: 't3' } },
        ProjectionExpression: '#body, #ticketId',
        ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
      },
    ],
    data: { ticketsByAgentId: { nodes: [{ body: 'Cold' }] } },
  },
  {
    ...narrow,
    title: 'a filter on what the index lacks is answered from the items',
    operation: `{ ticketsByQueue(queue: "q", filter: { body: { exists: true } }) { nodes { ticketId body } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'q' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't2' } }, { ticketId: { S: 't3' } }],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: {
      ticketsByQueue: {
        nodes: [
          { ticketId: 't1', body: 'Dark' },
          { ticketId: 't3', body: 'Cold' },
        ],
      },
    },
  },
  {
    ...devices,
    title: 'a filter on a field that a KEYS_ONLY index lacks reads the items of all its rows',
    operation: `{ devicesByRoom(room: "r", filter: { label: { eq: "one" } }) { nodes { serial } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'KeysIndex',
        KeyConditionExpression: '#room = :v0',
        ProjectionExpression: '#site, #serial, #room, #installed',
        ExpressionAttributeNames: { '#room': 'room', '#site': 'site', '#serial': 'serial', '#installed': 'installed' },
        ExpressionAttributeValues: { ':v0': { S: 'r' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Devices: {
            Keys: [
              { site: { S: 's' }, serial: { S: 'd2' } },
              { site: { S: 's' }, serial: { S: 'd1' } },
            ],
            ProjectionExpression: '#label, #serial, #site',
            ExpressionAttributeNames: { '#label': 'label', '#serial': 'serial', '#site': 'site' },
          },
        },
      },
    ],
    data: { devicesByRoom: { nodes: [{ serial: 'd1' }] } },
  },
  {
    ...narrow,
    title: 'of a filter on both, the index answers what it can and the items the rest',
    operation: `{ ticketsByAgentId(agentId: "a1", filter: { priority: { lt: 9 }, body: { contains: "ar" } }) { nodes { ticketId } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        FilterExpression: '#priority < :v1',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: {
          '#agentId': 'agentId',
          '#priority': 'priority',
          '#ticketId': 'ticketId',
          '#openedAt': 'openedAt',
        },
        ExpressionAttributeValues: { ':v0': { S: 'a1' }, ':v1': { N: '9' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't3' } }],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByAgentId: { nodes: [{ ticketId: 't1' }] } },
  },
  {
    ...narrow,
    title: 'a filter on either cannot be split: all of it is answered from the items',
    operation: `{ ticketsByAgentId(agentId: "a1", filter: { or: [{ priority: { eq: 3 } }, { body: { eq: "Wet" } }] }) { nodes { ticketId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: { '#agentId': 'agentId', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'a1' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't3' } }, { ticketId: { S: 't4' } }],
            ProjectionExpression: '#priority, #body, #ticketId',
            ExpressionAttributeNames: { '#priority': 'priority', '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByAgentId: { nodes: [{ ticketId: 't3' }, { ticketId: 't4' }] } },
  },
  {
    ...narrow,
    title: 'a page of a filter on what the index lacks is full though its first rows do not match',
    operation: `{ ticketsByQueue(queue: "q", first: 1, filter: { body: { eq: "Cold" } }) { nodes { ticketId } pageInfo { hasNextPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'q' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't2' } }, { ticketId: { S: 't3' } }],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByQueue: { nodes: [{ ticketId: 't3' }], pageInfo: { hasNextPage: false } } },
  },
  {
    ...narrow,
    title: 'expired items of an index that lacks the time are told by the items',
    operation: `{ passesByHolder(holder: "h") { nodes { passId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Passes',
        IndexName: 'HolderIndex',
        KeyConditionExpression: '#holder = :v0',
        ProjectionExpression: '#passId, #holder, #issuedAt',
        ExpressionAttributeNames: { '#holder': 'holder', '#passId': 'passId', '#issuedAt': 'issuedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'h' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Passes: {
            Keys: [{ passId: { S: 'p1' } }, { passId: { S: 'p2' } }, { passId: { S: 'p3' } }],
            ProjectionExpression: '#expiresAt, #passId',
            ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#passId': 'passId' },
          },
        },
      },
    ],
    data: { passesByHolder: { nodes: [{ passId: 'p1' }, { passId: 'p3' }] } },
  },
  {
    ...narrow,
    title: 'a page of an index that lacks the time of expiry is full',
    operation: `{ passesByHolder(holder: "h", first: 2) { nodes { passId gate } pageInfo { hasNextPage } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Passes',
        IndexName: 'HolderIndex',
        KeyConditionExpression: '#holder = :v0',
        ProjectionExpression: '#passId, #holder, #issuedAt',
        ExpressionAttributeNames: { '#holder': 'holder', '#passId': 'passId', '#issuedAt': 'issuedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'h' } },
        ScanIndexForward: true,
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Passes: {
            Keys: [{ passId: { S: 'p1' } }, { passId: { S: 'p2' } }, { passId: { S: 'p3' } }],
            ProjectionExpression: '#expiresAt, #passId, #gate',
            ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#passId': 'passId', '#gate': 'gate' },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Passes',
        IndexName: 'HolderIndex',
        KeyConditionExpression: '#holder = :v0',
        ProjectionExpression: '#passId, #holder, #issuedAt',
        ExpressionAttributeNames: { '#holder': 'holder', '#passId': 'passId', '#issuedAt': 'issuedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'h' } },
        ScanIndexForward: true,
        Limit: 2,
        ExclusiveStartKey: { holder: { S: 'h' }, issuedAt: { S: '2026-01-03' }, passId: { S: 'p3' } },
      },
    ],
    data: {
      passesByHolder: {
        nodes: [
          { passId: 'p1', gate: 'north' },
          { passId: 'p3', gate: 'west' },
        ],
        pageInfo: { hasNextPage: false },
      },
    },
  },
  {
    ...narrow,
    title: 'a row whose item turns out to be none of the type does not shorten the page',
    operation: `{ badgesByColour(colour: "red", first: 2) { nodes { badgeId text } pageInfo { hasNextPage } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Badges',
        IndexName: 'ColourIndex',
        KeyConditionExpression: '#colour = :v0',
        ProjectionExpression: '#PK, #colour, #wornAt',
        ExpressionAttributeNames: { '#colour': 'colour', '#PK': 'PK', '#wornAt': 'wornAt' },
        ExpressionAttributeValues: { ':v0': { S: 'red' } },
        ScanIndexForward: true,
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Badges: {
            Keys: [{ PK: { S: 'BADGE#b1' } }, { PK: { S: 'BADGE#b2' } }],
            ProjectionExpression: '#badgeId, #PK, #text, #kind',
            ExpressionAttributeNames: { '#badgeId': 'badgeId', '#PK': 'PK', '#text': 'text', '#kind': 'kind' },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Badges',
        IndexName: 'ColourIndex',
        KeyConditionExpression: '#colour = :v0',
        ProjectionExpression: '#PK, #colour, #wornAt',
        ExpressionAttributeNames: { '#colour': 'colour', '#PK': 'PK', '#wornAt': 'wornAt' },
        ExpressionAttributeValues: { ':v0': { S: 'red' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { colour: { S: 'red' }, wornAt: { S: '2026-01-03' }, PK: { S: 'BADGE#b3' } },
      },
      {
        action: 'GetItem',
        TableName: 'Badges',
        Key: { PK: { S: 'BADGE#b3' } },
        ProjectionExpression: '#badgeId, #PK, #text, #kind',
        ExpressionAttributeNames: { '#badgeId': 'badgeId', '#PK': 'PK', '#text': 'text', '#kind': 'kind' },
      },
    ],
    data: {
      badgesByColour: {
        nodes: [
          { badgeId: 'b1', text: 'Hi' },
          { badgeId: 'b3', text: 'Bye' },
        ],
        pageInfo: { hasNextPage: false },
      },
    },
  },
];
