import type { Scenario } from '../../support/scenario.js';
import { narrow } from '../fixtures/narrow.js';

/** Local indexes: DynamoDB fetches what they lack by itself. */
export const localIndexes: readonly Scenario[] = [
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
