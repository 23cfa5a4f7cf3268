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
    operation: `{ ticketsByQueue(queue: "q", first: 1, after: "AVsDNRJqH2zX1lfdhUZVIwaAW3siUyI6InEifSx7IlMiOiIyMDI2LTAxLTAxIn0seyJTIjoidDEifV0") { edges { node { ticketId subject } } pageInfo { hasPreviousPage } } }`,
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
  {
    ...narrow,
    title: 'a page up to a cursor of a narrow index asks the index alone where it ends',
    operation: `{ ticketsByQueue(queue: "q", first: 5, before: "AVsuiVmTX5Y-u3toHwsAxm0bW3siUyI6InEifSx7IlMiOiIyMDI2LTAxLTAzIn0seyJTIjoidDMifV0") { nodes { body } pageInfo { hasNextPage } } }`,
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
  {
    ...narrow,
    title: 'a local index is asked for what it lacks: DynamoDB fetches it',
    operation: `{ readingsByLevel(sensor: "s") { nodes { level unit note } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Readings',
        IndexName: 'LevelIndex',
        KeyConditionExpression: '#sensor = :v0',
        ProjectionExpression: '#level, #unit, #note, #sensor, #at',
        ExpressionAttributeNames: {
          '#sensor': 'sensor',
          '#level': 'level',
          '#unit': 'unit',
          '#note': 'note',
          '#at': 'at',
        },
        ExpressionAttributeValues: { ':v0': { S: 's' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      readingsByLevel: {
        nodes: [
          { level: 1, unit: 'm', note: 'low' },
          { level: 2, unit: 'm', note: 'high' },
          { level: 3, unit: null, note: 'flood' },
        ],
      },
    },
    deviation: {
      name: 'localIndexDoesNotFetch',
      data: {
        readingsByLevel: {
          nodes: [
            { level: 1, unit: 'm', note: null },
            { level: 2, unit: 'm', note: null },
            { level: 3, unit: null, note: null },
          ],
        },
      },
    },
  },
  {
    ...narrow,
    title: 'a local index is asked for no more than is selected',
    operation: `{ readingsByLevel(sensor: "s", level: { ge: 2 }) { nodes { level unit } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Readings',
        IndexName: 'LevelIndex',
        KeyConditionExpression: '#sensor = :v0 AND #level >= :v1',
        ProjectionExpression: '#level, #unit, #sensor, #at',
        ExpressionAttributeNames: { '#sensor': 'sensor', '#level': 'level', '#unit': 'unit', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: 's' }, ':v1': { N: '2' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      readingsByLevel: {
        nodes: [
          { level: 2, unit: 'm' },
          { level: 3, unit: null },
        ],
      },
    },
  },
  {
    ...narrow,
    title: 'a filter on what a local index lacks is answered here, from what DynamoDB fetches',
    operation: `{ readingsByLevel(sensor: "s", filter: { note: { eq: "high" } }) { nodes { level } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Readings',
        IndexName: 'LevelIndex',
        KeyConditionExpression: '#sensor = :v0',
        ProjectionExpression: '#level, #sensor, #at, #note',
        ExpressionAttributeNames: { '#sensor': 'sensor', '#level': 'level', '#at': 'at', '#note': 'note' },
        ExpressionAttributeValues: { ':v0': { S: 's' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { readingsByLevel: { nodes: [{ level: 2 }] } },
    deviation: { name: 'localIndexDoesNotFetch', data: { readingsByLevel: { nodes: [] } } },
  },
  {
    ...narrow,
    title: 'a filter on what a local index includes is sent',
    operation: `{ readingsByLevel(sensor: "s", filter: { unit: { eq: "m" } }) { nodes { level } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Readings',
        IndexName: 'LevelIndex',
        KeyConditionExpression: '#sensor = :v0',
        FilterExpression: '#unit = :v1',
        ProjectionExpression: '#level, #sensor, #at',
        ExpressionAttributeNames: { '#sensor': 'sensor', '#unit': 'unit', '#level': 'level', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: 's' }, ':v1': { S: 'm' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { readingsByLevel: { nodes: [{ level: 1 }, { level: 2 }] } },
  },
];
