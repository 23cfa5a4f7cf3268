import type { Scenario } from '../../support/scenario.js';
import { narrow } from '../fixtures/narrow.js';

/** What an index lacks is read with the other loads of its request. */
export const narrowBatches: readonly Scenario[] = [
  {
    ...narrow,
    title: 'lists of narrow indexes side by side share one batch',
    operation: `{ q: ticketsByQueue(queue: "q") { nodes { subject } } p: ticketsByQueue(queue: "p") { nodes { body } } }`,
    keysInAnyOrder: true,
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
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'p' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { ticketId: { S: 't1' } },
              { ticketId: { S: 't2' } },
              { ticketId: { S: 't3' } },
              { ticketId: { S: 't4' } },
            ],
            ProjectionExpression: '#subject, #body, #ticketId',
            ExpressionAttributeNames: { '#subject': 'subject', '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: {
      q: { nodes: [{ subject: 'Lamp' }, { subject: 'Door' }, { subject: null }] },
      p: { nodes: [{ body: 'Wet' }] },
    },
  },
  {
    ...narrow,
    title: 'an item that two lists show is read once',
    operation: `{ ticketsByQueue(queue: "p") { nodes { body } } ticketsByAgentId(agentId: "a1") { nodes { body } } }`,
    keysInAnyOrder: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'p' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: { '#agentId': 'agentId', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'a1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't4' } }, { ticketId: { S: 't1' } }, { ticketId: { S: 't3' } }],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: {
      ticketsByQueue: { nodes: [{ body: 'Wet' }] },
      ticketsByAgentId: { nodes: [{ body: 'Dark' }, { body: 'Cold' }, { body: 'Wet' }] },
    },
  },
  {
    ...narrow,
    title: 'hydration and a lookup by key share one batch',
    operation: `{ ticketsByQueue(queue: "p") { nodes { subject } } ticket(ticketId: "t1") { body } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'p' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't4' } }],
            ProjectionExpression: '#subject, #body, #ticketId',
            ExpressionAttributeNames: { '#subject': 'subject', '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByQueue: { nodes: [{ subject: 'Roof' }] }, ticket: { body: 'Dark' } },
  },
  {
    ...narrow,
    title: 'a relation of the items that are hydrated is one batch more',
    operation: `{ ticketsByQueue(queue: "q") { nodes { subject agent { name } } } }`,
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
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't2' } }, { ticketId: { S: 't3' } }],
            ProjectionExpression: '#subject, #agentId, #ticketId',
            ExpressionAttributeNames: { '#subject': 'subject', '#agentId': 'agentId', '#ticketId': 'ticketId' },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Agents: {
            Keys: [{ agentId: { S: 'a1' } }, { agentId: { S: 'a2' } }],
            ProjectionExpression: '#name, #agentId',
            ExpressionAttributeNames: { '#name': 'name', '#agentId': 'agentId' },
          },
        },
      },
    ],
    data: {
      ticketsByQueue: {
        nodes: [
          { subject: 'Lamp', agent: { name: 'Ada' } },
          { subject: 'Door', agent: { name: 'Bo' } },
          { subject: null, agent: { name: 'Ada' } },
        ],
      },
    },
  },
  {
    ...narrow,
    title: 'a relation whose key the index holds needs no hydration',
    operation: `{ ticketsByAgentId(agentId: "a1", first: 1) { nodes { subject agent { name } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#subject, #agentId, #ticketId, #openedAt',
        ExpressionAttributeNames: {
          '#agentId': 'agentId',
          '#subject': 'subject',
          '#ticketId': 'ticketId',
          '#openedAt': 'openedAt',
        },
        ExpressionAttributeValues: { ':v0': { S: 'a1' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'GetItem',
        TableName: 'Agents',
        Key: { agentId: { S: 'a1' } },
        ProjectionExpression: '#name, #agentId',
        ExpressionAttributeNames: { '#name': 'name', '#agentId': 'agentId' },
      },
    ],
    data: { ticketsByAgentId: { nodes: [{ subject: 'Lamp', agent: { name: 'Ada' } }] } },
  },
  {
    ...narrow,
    title: 'hasMany of a narrow index is hydrated for all parents in one batch',
    operation: `{ a: agent(agentId: "a1") { tickets { nodes { body } } } b: agent(agentId: "a2") { tickets { nodes { body } } } }`,
    keysInAnyOrder: true,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Agents: {
            Keys: [{ agentId: { S: 'a1' } }, { agentId: { S: 'a2' } }],
            ProjectionExpression: '#agentId',
            ExpressionAttributeNames: { '#agentId': 'agentId' },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: { '#agentId': 'agentId', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'a1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#ticketId, #agentId, #openedAt',
        ExpressionAttributeNames: { '#agentId': 'agentId', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'a2' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { ticketId: { S: 't1' } },
              { ticketId: { S: 't3' } },
              { ticketId: { S: 't4' } },
              { ticketId: { S: 't2' } },
            ],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: {
      a: { tickets: { nodes: [{ body: 'Dark' }, { body: 'Cold' }, { body: 'Wet' }] } },
      b: { tickets: { nodes: [{ body: null }] } },
    },
  },
  {
    ...narrow,
    title: 'an index of one item is hydrated by one GetItem',
    operation: `{ ticketByMail(mail: "kim") { ticketId body } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'MailIndex',
        KeyConditionExpression: '#mail = :v0',
        ProjectionExpression: '#ticketId, #mail',
        ExpressionAttributeNames: { '#mail': 'mail', '#ticketId': 'ticketId' },
        ExpressionAttributeValues: { ':v0': { S: 'kim' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'GetItem',
        TableName: 'Tickets',
        Key: { ticketId: { S: 't3' } },
        ProjectionExpression: '#ticketId, #body',
        ExpressionAttributeNames: { '#ticketId': 'ticketId', '#body': 'body' },
      },
    ],
    data: { ticketByMail: { ticketId: 't3', body: 'Cold' } },
  },
  {
    ...narrow,
    title: 'a narrow index of one item that has none hydrates nothing',
    operation: `{ ticketByMail(mail: "nobody") { body } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'MailIndex',
        KeyConditionExpression: '#mail = :v0',
        ProjectionExpression: '#ticketId, #mail',
        ExpressionAttributeNames: { '#mail': 'mail', '#ticketId': 'ticketId' },
        ExpressionAttributeValues: { ':v0': { S: 'nobody' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { ticketByMail: null },
  },
];
