import type { Scenario } from '../../support/scenario.js';
import { oddTables } from '../fixtures/stored.js';

/** Expired items are absent, for reads and for the conditions of writes. */
export const expired: readonly Scenario[] = [
  {
    ...oddTables,
    title: 'an expired item is absent by key',
    operation: `{ a: session(userId: "u", sessionId: "a") { note } b: session(userId: "u", sessionId: "b") { note } c: session(userId: "u", sessionId: "c") { note } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Sessions: {
            Keys: [
              { userId: { S: 'u' }, sessionId: { S: 'a' } },
              { userId: { S: 'u' }, sessionId: { S: 'b' } },
              { userId: { S: 'u' }, sessionId: { S: 'c' } },
            ],
            ProjectionExpression: '#note, #userId, #sessionId, #endsAt',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#userId': 'userId',
              '#sessionId': 'sessionId',
              '#endsAt': 'endsAt',
            },
          },
        },
      },
    ],
    data: { a: { note: 'live' }, b: null, c: { note: 'for ever' } },
  },
  {
    ...oddTables,
    title: 'expired items are filtered out of a list',
    operation: `{ sessionsByUserId(userId: "u") { nodes { sessionId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Sessions',
        KeyConditionExpression: '#userId = :v0',
        FilterExpression: 'NOT #endsAt <= :v1',
        ProjectionExpression: '#sessionId, #userId',
        ExpressionAttributeNames: { '#userId': 'userId', '#endsAt': 'endsAt', '#sessionId': 'sessionId' },
        ExpressionAttributeValues: { ':v0': { S: 'u' }, ':v1': { N: '1768478400' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { sessionsByUserId: { nodes: [{ sessionId: 'a' }, { sessionId: 'c' }] } },
  },
  {
    ...oddTables,
    title: 'expired items are left out by the gateway where the time is the key of the index',
    operation: `{ sessionsByDevice(device: "d") { nodes { sessionId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Sessions',
        IndexName: 'EndIndex',
        KeyConditionExpression: '#device = :v0',
        ProjectionExpression: '#sessionId, #userId, #device, #endsAt',
        ExpressionAttributeNames: {
          '#device': 'device',
          '#sessionId': 'sessionId',
          '#userId': 'userId',
          '#endsAt': 'endsAt',
        },
        ExpressionAttributeValues: { ':v0': { S: 'd' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { sessionsByDevice: { nodes: [{ sessionId: 'a' }] } },
  },
  {
    ...oddTables,
    title: 'expired items are filtered out of a scan',
    operation: `{ scanSessions { nodes { sessionId } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Sessions',
        FilterExpression: 'NOT #endsAt <= :v0',
        ProjectionExpression: '#sessionId, #userId',
        ExpressionAttributeNames: { '#endsAt': 'endsAt', '#sessionId': 'sessionId', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
        Limit: 20,
      },
    ],
    data: { scanSessions: { nodes: [{ sessionId: 'a' }, { sessionId: 'c' }] } },
  },
  {
    ...oddTables,
    title: 'create takes the key of an expired item',
    operation: `mutation { createSession(input: { userId: "u", sessionId: "b", note: "again" }) { session { note version } conflict { reason } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Sessions',
        Item: { userId: { S: 'u' }, sessionId: { S: 'b' }, note: { S: 'again' }, version: { N: '1' } },
        ConditionExpression: 'attribute_not_exists(#userId) OR #endsAt <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#userId': 'userId', '#endsAt': 'endsAt' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createSession: { session: { note: 'again', version: 1 }, conflict: null } },
  },
  {
    ...oddTables,
    title: 'update does not find an expired item',
    operation: `mutation { updateSession(userId: "u", sessionId: "b", set: { note: "x" }) { session { note } conflict { reason current { note } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Sessions',
        Key: { userId: { S: 'u' }, sessionId: { S: 'b' } },
        UpdateExpression: 'SET #note = :v0 ADD #version :v1',
        ConditionExpression: 'attribute_exists(#userId) AND NOT #endsAt <= :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#note': 'note', '#version': 'version', '#userId': 'userId', '#endsAt': 'endsAt' },
        ExpressionAttributeValues: { ':v0': { S: 'x' }, ':v1': { N: '1' }, ':v2': { N: '1768478400' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateSession: { session: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...oddTables,
    title: 'delete does not find an expired item',
    operation: `mutation { deleteSession(userId: "u", sessionId: "b") { session { note } conflict { reason current { note } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Sessions',
        Key: { userId: { S: 'u' }, sessionId: { S: 'b' } },
        ConditionExpression: 'attribute_exists(#userId) AND NOT #endsAt <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#userId': 'userId', '#endsAt': 'endsAt' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteSession: { session: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...oddTables,
    title: 'put with version 0 replaces an expired item',
    operation: `mutation { putSession(input: { userId: "u", sessionId: "b", note: "again" }, expectedVersion: 0) { session { note version } conflict { reason } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Sessions',
        Item: { userId: { S: 'u' }, sessionId: { S: 'b' }, note: { S: 'again' }, version: { N: '1' } },
        ConditionExpression:
          '#endsAt <= :v0 OR attribute_not_exists(#userId) OR attribute_not_exists(#version) OR attribute_type(#version, :v1) OR #version = :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#endsAt': 'endsAt', '#userId': 'userId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: 'NULL' }, ':v2': { N: '0' } },
      },
    ],
    data: { putSession: { session: { note: 'again', version: 1 }, conflict: null } },
  },
  {
    ...oddTables,
    title: 'put with the version of an expired item is refused, and shows none',
    operation: `mutation { putSession(input: { userId: "u", sessionId: "b" }, expectedVersion: 4) { conflict { reason message current { note } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Sessions',
        Item: { userId: { S: 'u' }, sessionId: { S: 'b' }, version: { N: '5' } },
        ConditionExpression: 'attribute_exists(#userId) AND NOT #endsAt <= :v0 AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#userId': 'userId', '#endsAt': 'endsAt', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { N: '4' } },
      },
    ],
    data: {
      putSession: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Session was expected to have version 4; there is none.',
          current: null,
        },
      },
    },
  },
];
