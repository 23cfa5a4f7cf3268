import type { Scenario } from '../../support/scenario.js';
import { devices } from '../fixtures/indexes.js';
import { narrow } from '../fixtures/narrow.js';

/** Global indexes that do not hold all that is asked: what is lacking comes from the table, in one batch. */
export const narrowIndexes: readonly Scenario[] = [
  {
    ...narrow,
    title: 'a list of a narrow index asks it for keys, and the table for the items of the page',
    operation: `{ ticketsByQueue(queue: "q") { nodes { ticketId subject body } } }`,
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
            ProjectionExpression: '#ticketId, #subject, #body',
            ExpressionAttributeNames: { '#ticketId': 'ticketId', '#subject': 'subject', '#body': 'body' },
          },
        },
      },
    ],
    data: {
      ticketsByQueue: {
        nodes: [
          { ticketId: 't1', subject: 'Lamp', body: 'Dark' },
          { ticketId: 't2', subject: 'Door', body: null },
          { ticketId: 't3', subject: null, body: 'Cold' },
        ],
      },
    },
  },
  {
    ...devices,
    title: 'a field that a KEYS_ONLY index lacks is read from the table',
    operation: `{ devicesByRoom(room: "r") { nodes { serial label } } }`,
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
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Devices: {
            Keys: [
              { site: { S: 's' }, serial: { S: 'd2' } },
              { site: { S: 's' }, serial: { S: 'd1' } },
            ],
            ProjectionExpression: '#serial, #label, #site',
            ExpressionAttributeNames: { '#serial': 'serial', '#label': 'label', '#site': 'site' },
          },
        },
      },
    ],
    data: {
      devicesByRoom: {
        nodes: [
          { serial: 'd2', label: null },
          { serial: 'd1', label: 'one' },
        ],
      },
    },
  },
  {
    ...devices,
    title: 'a field beside those that an index includes is read from the table',
    operation: `{ devicesByOwner(owner: "o") { nodes { label note } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'SomeIndex',
        KeyConditionExpression: '#owner = :v0',
        ProjectionExpression: '#site, #serial, #owner, #installed',
        ExpressionAttributeNames: {
          '#owner': 'owner',
          '#site': 'site',
          '#serial': 'serial',
          '#installed': 'installed',
        },
        ExpressionAttributeValues: { ':v0': { S: 'o' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Devices: {
            Keys: [
              { site: { S: 's' }, serial: { S: 'd2' } },
              { site: { S: 's' }, serial: { S: 'd1' } },
            ],
            ProjectionExpression: '#label, #note, #site, #serial',
            ExpressionAttributeNames: { '#label': 'label', '#note': 'note', '#site': 'site', '#serial': 'serial' },
          },
        },
      },
    ],
    data: {
      devicesByOwner: {
        nodes: [
          { label: null, note: 'loud' },
          { label: 'one', note: null },
        ],
      },
    },
  },
  {
    ...narrow,
    title: 'what a narrow index holds is not read from the table',
    operation: `{ ticketsByAgentId(agentId: "a1") { nodes { ticketId subject priority openedAt } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'AgentIndex',
        KeyConditionExpression: '#agentId = :v0',
        ProjectionExpression: '#ticketId, #subject, #priority, #openedAt, #agentId',
        ExpressionAttributeNames: {
          '#agentId': 'agentId',
          '#ticketId': 'ticketId',
          '#subject': 'subject',
          '#priority': 'priority',
          '#openedAt': 'openedAt',
        },
        ExpressionAttributeValues: { ':v0': { S: 'a1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      ticketsByAgentId: {
        nodes: [
          { ticketId: 't1', subject: 'Lamp', priority: 2, openedAt: '2026-01-01' },
          { ticketId: 't3', subject: null, priority: 3, openedAt: '2026-01-03' },
          { ticketId: 't4', subject: 'Roof', priority: null, openedAt: '2026-01-04' },
        ],
      },
    },
  },
  {
    ...narrow,
    title: 'the look-ahead for the next page is not hydrated',
    operation: `{ ticketsByQueue(queue: "q", first: 2) { nodes { subject } pageInfo { hasNextPage } } }`,
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
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't2' } }],
            ProjectionExpression: '#subject, #ticketId',
            ExpressionAttributeNames: { '#subject': 'subject', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByQueue: { nodes: [{ subject: 'Lamp' }, { subject: 'Door' }], pageInfo: { hasNextPage: true } } },
  },
  {
    ...narrow,
    title: 'a page of a narrow index that is read backward keeps its order',
    operation: `{ ticketsByQueue(queue: "q", last: 2) { nodes { ticketId body } pageInfo { hasPreviousPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'q' } },
        ScanIndexForward: false,
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't3' } }, { ticketId: { S: 't2' } }],
            ProjectionExpression: '#ticketId, #body',
            ExpressionAttributeNames: { '#ticketId': 'ticketId', '#body': 'body' },
          },
        },
      },
    ],
    data: {
      ticketsByQueue: {
        nodes: [
          { ticketId: 't2', body: null },
          { ticketId: 't3', body: 'Cold' },
        ],
        pageInfo: { hasPreviousPage: true },
      },
    },
  },
  {
    ...narrow,
    title: 'a hydrated page goes on from its cursor',
    operation: `{ ticketsByQueue(queue: "q", first: 1, after: "AmvHwSX7H3iqWUMtAkDhE_o0psImqN7T2n5ppT1xOvdhMyh_lN7oAgNPb7SmrrgAZehbY5Cv5YR9MHayn6tw8vpY") { edges { node { ticketId subject } } pageInfo { hasPreviousPage } } }`,
    needsEngine: true,
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
        Limit: 1,
        ExclusiveStartKey: { queue: { S: 'q' }, openedAt: { S: '2026-01-01' }, ticketId: { S: 't1' } },
      },
      {
        action: 'GetItem',
        TableName: 'Tickets',
        Key: { ticketId: { S: 't2' } },
        ProjectionExpression: '#ticketId, #subject',
        ExpressionAttributeNames: { '#ticketId': 'ticketId', '#subject': 'subject' },
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'QueueIndex',
        KeyConditionExpression: '#queue = :v0',
        ProjectionExpression: '#ticketId, #queue, #openedAt',
        ExpressionAttributeNames: { '#queue': 'queue', '#ticketId': 'ticketId', '#openedAt': 'openedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'q' } },
        ScanIndexForward: false,
        Limit: 1,
        ExclusiveStartKey: { queue: { S: 'q' }, openedAt: { S: '2026-01-02' }, ticketId: { S: 't2' } },
      },
    ],
    data: {
      ticketsByQueue: { edges: [{ node: { ticketId: 't2', subject: 'Door' } }], pageInfo: { hasPreviousPage: true } },
    },
  },
  {
    ...devices,
    title: 'a scan of a KEYS_ONLY index reads what it lacks from the table',
    operation: `{ scanDevices(index: KeysIndex) { nodes { note } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        IndexName: 'KeysIndex',
        ProjectionExpression: '#site, #serial, #room, #installed',
        ExpressionAttributeNames: { '#site': 'site', '#serial': 'serial', '#room': 'room', '#installed': 'installed' },
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Devices: {
            Keys: [
              { site: { S: 's' }, serial: { S: 'd2' } },
              { site: { S: 's' }, serial: { S: 'd1' } },
            ],
            ProjectionExpression: '#note, #site, #serial',
            ExpressionAttributeNames: { '#note': 'note', '#site': 'site', '#serial': 'serial' },
          },
        },
      },
    ],
    data: { scanDevices: { nodes: [{ note: 'loud' }, { note: null }] } },
  },
  {
    ...narrow,
    title: 'a page up to a cursor of a narrow index asks the index alone where it ends',
    operation: `{ ticketsByQueue(queue: "q", first: 5, before: "AmtVimt9WNr3rDWrFuR6rioFB-N_d1MHZWx3lUg3sQ0gFhYJoH3oXJZkGj5rDClS1HSShNH5SBoRnMp0YQ9sTknO") { nodes { body } pageInfo { hasNextPage } } }`,
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
        Limit: 6,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }, { ticketId: { S: 't2' } }],
            ProjectionExpression: '#body, #ticketId',
            ExpressionAttributeNames: { '#body': 'body', '#ticketId': 'ticketId' },
          },
        },
      },
    ],
    data: { ticketsByQueue: { nodes: [{ body: 'Dark' }, { body: null }], pageInfo: { hasNextPage: false } } },
  },
];
