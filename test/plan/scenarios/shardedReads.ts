import { inShards } from '../../support/inShards.js';
import type { Scenario } from '../../support/scenario.js';
import { sharded } from '../fixtures/sharded.js';

/** Lists of a partition that is spread over shards: each is asked, and one connection comes of it. */
export const shardedReads: readonly Scenario[] = [
  {
    ...sharded,
    title: 'every shard is asked, and the answers are merged by the sort key',
    operation: `{ eventsByDay(day: "2026-01-01", first: 4) { nodes { eventId at } pageInfo { hasNextPage hasPreviousPage } } }`,
    commands: [
      ...inShards(3, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0',
        ProjectionExpression: '#eventId, #at, #OS, #DP',
        ExpressionAttributeNames: { '#DP': 'DP', '#eventId': 'eventId', '#at': 'at', '#OS': 'OS' },
        ExpressionAttributeValues: { ':v0': { S: `DAY#2026-01-01#${shard}` } },
        ScanIndexForward: true,
        Limit: 5,
      })),
    ],
    data: {
      eventsByDay: {
        nodes: [
          { eventId: 'e1', at: 10 },
          { eventId: 'e2', at: 20 },
          { eventId: 'e3', at: 20 },
          { eventId: 'e4', at: 30 },
        ],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
    },
  },
  {
    ...sharded,
    title: 'a merged list is read in descending order',
    operation: `{ eventsByDay(day: "2026-01-01", order: DESC, first: 3) { nodes { eventId } } }`,
    commands: [
      ...inShards(3, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0',
        ProjectionExpression: '#eventId, #DP, #at',
        ExpressionAttributeNames: { '#DP': 'DP', '#eventId': 'eventId', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: `DAY#2026-01-01#${shard}` } },
        ScanIndexForward: false,
        Limit: 3,
      })),
    ],
    data: { eventsByDay: { nodes: [{ eventId: 'e5' }, { eventId: 'e4' }, { eventId: 'e3' }] } },
  },
  {
    ...sharded,
    title: 'a range of the sort key is asked of every shard',
    operation: `{ eventsByDay(day: "2026-01-01", at: { between: [20, 30] }) { nodes { eventId } } }`,
    commands: [
      ...inShards(3, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0 AND #at BETWEEN :v1 AND :v2',
        ProjectionExpression: '#eventId, #DP, #at',
        ExpressionAttributeNames: { '#DP': 'DP', '#at': 'at', '#eventId': 'eventId' },
        ExpressionAttributeValues: { ':v0': { S: `DAY#2026-01-01#${shard}` }, ':v1': { N: '20' }, ':v2': { N: '30' } },
        ScanIndexForward: true,
        Limit: 18,
      })),
    ],
    data: { eventsByDay: { nodes: [{ eventId: 'e2' }, { eventId: 'e3' }, { eventId: 'e4' }] } },
  },
  {
    ...sharded,
    title: 'a filter is sent to every shard',
    operation: `{ eventsByDay(day: "2026-01-02", first: 2, filter: { text: { eq: "odd" } }) { nodes { at } pageInfo { hasNextPage } } }`,
    commands: [
      ...inShards(3, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0',
        FilterExpression: '#text = :v1',
        ProjectionExpression: '#at, #OS, #eventId, #DP',
        ExpressionAttributeNames: { '#DP': 'DP', '#text': 'text', '#at': 'at', '#OS': 'OS', '#eventId': 'eventId' },
        ExpressionAttributeValues: { ':v0': { S: `DAY#2026-01-02#${shard}` }, ':v1': { S: 'odd' } },
        ScanIndexForward: true,
        Limit: 71,
      })),
    ],
    data: { eventsByDay: { nodes: [{ at: 1 }, { at: 3 }], pageInfo: { hasNextPage: true } } },
  },
  {
    ...sharded,
    title: 'a sharded narrow index is merged before it is hydrated',
    operation: `{ owner(owner: "o") { events(first: 2) { nodes { text } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Owners',
        Key: { owner: { S: 'o' } },
        ProjectionExpression: '#owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
      },
      ...inShards(2, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'OwnerIndex',
        KeyConditionExpression: '#OP = :v0',
        ProjectionExpression: '#eventId, #OP, #OS',
        ExpressionAttributeNames: { '#OP': 'OP', '#eventId': 'eventId', '#OS': 'OS' },
        ExpressionAttributeValues: { ':v0': { S: `${shard}#o` } },
        ScanIndexForward: true,
        Limit: 2,
      })),
      {
        action: 'BatchGetItem',
        RequestItems: {
          Events: {
            Keys: [{ eventId: { S: 'o1' } }, { eventId: { S: 'o2' } }],
            ProjectionExpression: '#text, #eventId',
            ExpressionAttributeNames: { '#text': 'text', '#eventId': 'eventId' },
          },
        },
      },
    ],
    data: { owner: { events: { nodes: [{ text: 'o1' }, { text: 'o2' }] } } },
  },
  {
    ...sharded,
    title: 'a condition on the first field of the sort key holds in every shard',
    operation: `{ eventsByOwner(owner: "o", place: { eq: "hall" }) { nodes { eventId at } } }`,
    commands: [
      ...inShards(2, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'OwnerIndex',
        KeyConditionExpression: '#OP = :v0 AND begins_with(#OS, :v1)',
        ProjectionExpression: '#eventId, #OS, #OP',
        ExpressionAttributeNames: { '#OP': 'OP', '#OS': 'OS', '#eventId': 'eventId' },
        ExpressionAttributeValues: { ':v0': { S: `${shard}#o` }, ':v1': { S: 'hall#' } },
        ScanIndexForward: true,
        Limit: 20,
      })),
    ],
    data: {
      eventsByOwner: {
        nodes: [
          { eventId: 'o1', at: 1 },
          { eventId: 'o2', at: 2 },
        ],
      },
    },
  },
  {
    ...sharded,
    title: 'several types of a sharded partition are one connection',
    operation: `{ entries(minute: "12:00") { nodes { __typename ... on Call { second minute } ... on Fault { text } } } }`,
    commands: [
      ...inShards(2, (shard) => ({
        action: 'Query',
        TableName: 'Log',
        IndexName: 'MinuteIndex',
        KeyConditionExpression: '#MP = :v0 AND #MS BETWEEN :v1 AND :v2',
        ProjectionExpression: '#MS, #MP, #PK, #text',
        ExpressionAttributeNames: { '#MP': 'MP', '#MS': 'MS', '#PK': 'PK', '#text': 'text' },
        ExpressionAttributeValues: {
          ':v0': { S: `12:00#${shard}` },
          ':v1': { S: 'CALL#' },
          ':v2': { S: 'FAULT#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 20,
      })),
    ],
    data: {
      entries: {
        nodes: [
          { __typename: 'Call', second: 3, minute: '12:00' },
          { __typename: 'Call', second: 7, minute: '12:00' },
          { __typename: 'Fault', text: 'Smoke' },
          { __typename: 'Fault', text: 'Fire' },
        ],
      },
    },
  },
  {
    ...sharded,
    title: 'type narrows the range in every shard',
    operation: `{ entries(minute: "12:00", type: [Fault]) { nodes { ... on Fault { faultId } } } }`,
    commands: [
      ...inShards(2, (shard) => ({
        action: 'Query',
        TableName: 'Log',
        IndexName: 'MinuteIndex',
        KeyConditionExpression: '#MP = :v0 AND begins_with(#MS, :v1)',
        ProjectionExpression: '#PK, #MP, #MS',
        ExpressionAttributeNames: { '#MP': 'MP', '#MS': 'MS', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: `12:00#${shard}` }, ':v1': { S: 'FAULT#' } },
        ScanIndexForward: true,
        Limit: 20,
      })),
    ],
    data: { entries: { nodes: [{ faultId: 'f1' }, { faultId: 'f2' }] } },
  },
  {
    ...sharded,
    title: 'a sharded collection goes on from a cursor',
    operation: `{ entries(minute: "12:00", first: 2, after: "AmvOVAv0OzRN8HNzNX8gGoFM6lyHg9W9B6ykX2sgTmcTHha9AnJXMlb_BEkktdpMxFyo2QCb_DBBCvxJ7K3i7Erx1E1kE9t_JS8WIcqMQ5HK4g") { nodes { __typename ... on Call { callId } ... on Fault { faultId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Log',
        IndexName: 'MinuteIndex',
        KeyConditionExpression: '#MP = :v0 AND #MS > :v1',
        ProjectionExpression: '#PK, #MP, #MS',
        ExpressionAttributeNames: { '#MP': 'MP', '#MS': 'MS', '#PK': 'PK' },
        ExpressionAttributeValues: {
          ':v0': { S: '12:00#0' },
          ':v1': { S: 'CALL#03' },
        },
        ScanIndexForward: true,
        Limit: 2,
      },
      {
        action: 'Query',
        TableName: 'Log',
        IndexName: 'MinuteIndex',
        KeyConditionExpression: '#MP = :v0 AND #MS BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #MP, #MS',
        ExpressionAttributeNames: { '#MP': 'MP', '#MS': 'MS', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '12:00#1' }, ':v1': { S: 'CALL#' }, ':v2': { S: 'FAULT#\u{10FFFF}' } },
        ScanIndexForward: true,
        Limit: 2,
        ExclusiveStartKey: { MP: { S: '12:00#1' }, MS: { S: 'CALL#03' }, PK: { S: 'CALL#c2' } },
      },
    ],
    data: {
      entries: {
        nodes: [
          { __typename: 'Call', callId: 'c1' },
          { __typename: 'Fault', faultId: 'f1' },
        ],
      },
    },
  },
  {
    ...sharded,
    title: 'each shard is counted',
    operation: `{ eventsByDay(day: "2026-01-02") { totalCount } }`,
    commands: [
      ...inShards(3, (shard) => ({
        action: 'Query',
        TableName: 'Events',
        IndexName: 'DayIndex',
        KeyConditionExpression: '#DP = :v0',
        ExpressionAttributeNames: { '#DP': 'DP' },
        ExpressionAttributeValues: { ':v0': { S: `DAY#2026-01-02#${shard}` } },
        Select: 'COUNT',
      })),
    ],
    data: { eventsByDay: { totalCount: 20 } },
  },
  {
    ...sharded,
    title: 'a field that is only in a sharded key is parsed back from it',
    operation: `{ call(callId: "c1") { minute second } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Log',
        Key: { PK: { S: 'CALL#c1' } },
        ProjectionExpression: '#MP, #MS, #PK',
        ExpressionAttributeNames: { '#MP': 'MP', '#MS': 'MS', '#PK': 'PK' },
      },
    ],
    data: { call: { minute: '12:00', second: 7 } },
  },
  {
    ...sharded,
    title: 'a cursor of another number of shards is refused',
    operation: `{ eventsByDay(day: "2026-01-01", after: "AmvIzph3IBkwChypbQGsal4Wn393Y_nU89vXRxkT8XuvgcHxeRjK5tdLJQphpGPmA6c0ix1AkD39k418rOR0AskP") { nodes { eventId } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
];
