import type { Scenario } from '../../support/scenario.js';
import { expiring } from '../fixtures/expiring.js';

/** Expired items among several types: each type goes by its own attribute. */
export const expiredInCollections: readonly Scenario[] = [
  {
    ...expiring,
    title: 'only items of the type that expires do so: that is told here',
    operation: `{ accesses(userId: "u") { nodes { __typename ... on Token { tokenId } ... on Licence { licenceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#tokenId, #SK, #PK, #licenceId, #expiresAt',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#tokenId': 'tokenId',
          '#licenceId': 'licenceId',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#u' },
          ':v1': { S: 'LICENCE#' },
          ':v2': { S: 'TOKEN#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      accesses: {
        nodes: [
          { __typename: 'Licence', licenceId: 'l1' },
          { __typename: 'Token', tokenId: 't2' },
          { __typename: 'Token', tokenId: 't3' },
        ],
      },
    },
  },
  {
    ...expiring,
    title: 'where all wanted types expire alike, it is told by the filter',
    operation: `{ accesses(userId: "u", type: [Token]) { nodes { __typename ... on Token { tokenId } ... on Licence { licenceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: 'NOT #expiresAt <= :v2',
        ProjectionExpression: '#tokenId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#expiresAt': 'expiresAt', '#tokenId': 'tokenId' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#u' }, ':v1': { S: 'TOKEN#' }, ':v2': { N: '1768478400' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      accesses: {
        nodes: [
          { __typename: 'Token', tokenId: 't2' },
          { __typename: 'Token', tokenId: 't3' },
        ],
      },
    },
  },
  {
    ...expiring,
    title: 'where no wanted type expires, nothing is asked',
    operation: `{ accesses(userId: "u", type: [Licence]) { nodes { __typename ... on Token { tokenId } ... on Licence { licenceId } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#licenceId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#licenceId': 'licenceId' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#u' }, ':v1': { S: 'LICENCE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { accesses: { nodes: [{ __typename: 'Licence', licenceId: 'l1' }] } },
  },
  {
    ...expiring,
    title: 'expired items of one type do not shorten a page',
    operation: `{ accesses(userId: "u", first: 2) { nodes { __typename ... on Token { tokenId } ... on Licence { licenceId } } pageInfo { hasNextPage } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#tokenId, #SK, #PK, #licenceId, #expiresAt',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#tokenId': 'tokenId',
          '#licenceId': 'licenceId',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#u' },
          ':v1': { S: 'LICENCE#' },
          ':v2': { S: 'TOKEN#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 3,
      },
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#tokenId, #SK, #PK, #licenceId, #expiresAt',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#tokenId': 'tokenId',
          '#licenceId': 'licenceId',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#u' },
          ':v1': { S: 'LICENCE#' },
          ':v2': { S: 'TOKEN#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 2,
        ExclusiveStartKey: { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t2' } },
      },
    ],
    data: {
      accesses: {
        nodes: [
          { __typename: 'Licence', licenceId: 'l1' },
          { __typename: 'Token', tokenId: 't2' },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    ...expiring,
    title: 'expired items of one type are not counted',
    operation: `{ accesses(userId: "u") { totalCount } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #expiresAt',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#u' },
          ':v1': { S: 'LICENCE#' },
          ':v2': { S: 'TOKEN#\u{10FFFF}' },
        },
      },
    ],
    data: { accesses: { totalCount: 3 } },
  },
  {
    ...expiring,
    title: 'an index that lacks the time of one type has the items of all read',
    operation: `{ accessesOfGate(gate: "g") { nodes { __typename ... on Token { tokenId } ... on Licence { licenceId } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        IndexName: 'GateIndex',
        KeyConditionExpression: '#gate = :v0',
        ProjectionExpression: '#PK, #SK, #gate, #grantedAt',
        ExpressionAttributeNames: { '#gate': 'gate', '#PK': 'PK', '#SK': 'SK', '#grantedAt': 'grantedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'g' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Accesses: {
            Keys: [
              { PK: { S: 'USER#u' }, SK: { S: 'LICENCE#l1' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t1' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t2' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t3' } },
            ],
            ProjectionExpression: '#licenceId, #SK, #PK, #tokenId, #expiresAt',
            ExpressionAttributeNames: {
              '#licenceId': 'licenceId',
              '#SK': 'SK',
              '#PK': 'PK',
              '#tokenId': 'tokenId',
              '#expiresAt': 'expiresAt',
            },
          },
        },
      },
    ],
    data: {
      accessesOfGate: {
        nodes: [
          { __typename: 'Licence', licenceId: 'l1' },
          { __typename: 'Token', tokenId: 't2' },
          { __typename: 'Token', tokenId: 't3' },
        ],
      },
    },
  },
  {
    ...expiring,
    title: 'fields of both types come with the items that tell',
    operation: `{ accessesOfGate(gate: "g", first: 2) { nodes { ... on Token { label } ... on Licence { label } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        IndexName: 'GateIndex',
        KeyConditionExpression: '#gate = :v0',
        ProjectionExpression: '#PK, #SK, #gate, #grantedAt',
        ExpressionAttributeNames: { '#gate': 'gate', '#PK': 'PK', '#SK': 'SK', '#grantedAt': 'grantedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'g' } },
        ScanIndexForward: true,
        Limit: 2,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Accesses: {
            Keys: [
              { PK: { S: 'USER#u' }, SK: { S: 'LICENCE#l1' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t1' } },
            ],
            ProjectionExpression: '#label, #PK, #SK, #expiresAt',
            ExpressionAttributeNames: { '#label': 'label', '#PK': 'PK', '#SK': 'SK', '#expiresAt': 'expiresAt' },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Accesses',
        IndexName: 'GateIndex',
        KeyConditionExpression: '#gate = :v0',
        ProjectionExpression: '#PK, #SK, #gate, #grantedAt',
        ExpressionAttributeNames: { '#gate': 'gate', '#PK': 'PK', '#SK': 'SK', '#grantedAt': 'grantedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'g' } },
        ScanIndexForward: true,
        Limit: 3,
        ExclusiveStartKey: { gate: { S: 'g' }, grantedAt: { N: '2' }, PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t1' } },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Accesses: {
            Keys: [
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t2' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t3' } },
            ],
            ProjectionExpression: '#label, #PK, #SK, #expiresAt',
            ExpressionAttributeNames: { '#label': 'label', '#PK': 'PK', '#SK': 'SK', '#expiresAt': 'expiresAt' },
          },
        },
      },
    ],
    data: { accessesOfGate: { nodes: [{ label: 'kept' }, { label: 'live' }] } },
  },
  {
    ...expiring,
    title: 'an index without the time is not asked about it for types that do not expire',
    operation: `{ accessesOfGate(gate: "g", type: [Licence]) { nodes { ... on Licence { licenceId label } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        IndexName: 'GateIndex',
        KeyConditionExpression: '#gate = :v0',
        ProjectionExpression: '#PK, #SK, #gate, #grantedAt',
        ExpressionAttributeNames: { '#gate': 'gate', '#PK': 'PK', '#SK': 'SK', '#grantedAt': 'grantedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'g' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Accesses',
        Key: { PK: { S: 'USER#u' }, SK: { S: 'LICENCE#l1' } },
        ProjectionExpression: '#licenceId, #SK, #label, #PK',
        ExpressionAttributeNames: { '#licenceId': 'licenceId', '#SK': 'SK', '#label': 'label', '#PK': 'PK' },
      },
    ],
    data: { accessesOfGate: { nodes: [{ licenceId: 'l1', label: 'kept' }] } },
  },
  {
    ...expiring,
    title: 'items of an index that lacks the time are counted by reading them',
    operation: `{ accessesOfGate(gate: "g") { totalCount } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Accesses',
        IndexName: 'GateIndex',
        KeyConditionExpression: '#gate = :v0',
        ProjectionExpression: '#PK, #SK, #gate, #grantedAt',
        ExpressionAttributeNames: { '#gate': 'gate', '#PK': 'PK', '#SK': 'SK', '#grantedAt': 'grantedAt' },
        ExpressionAttributeValues: { ':v0': { S: 'g' } },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Accesses: {
            Keys: [
              { PK: { S: 'USER#u' }, SK: { S: 'LICENCE#l1' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t1' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t2' } },
              { PK: { S: 'USER#u' }, SK: { S: 'TOKEN#t3' } },
            ],
            ProjectionExpression: '#PK, #SK, #expiresAt',
            ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#expiresAt': 'expiresAt' },
          },
        },
      },
    ],
    data: { accessesOfGate: { totalCount: 3 } },
  },
  {
    ...expiring,
    title: 'the one item of a collection expires by its own type',
    operation: `{ a: pass(passId: "d1") { __typename } b: pass(passId: "d2") { __typename } c: pass(passId: "y1") { ... on YearPass { year } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Passes: {
            Keys: [{ PK: { S: 'PASS#d1' } }, { PK: { S: 'PASS#d2' } }, { PK: { S: 'PASS#y1' } }],
            ProjectionExpression: '#PK, #kind, #until, #year',
            ExpressionAttributeNames: { '#PK': 'PK', '#kind': 'kind', '#until': 'until', '#year': 'year' },
          },
        },
      },
    ],
    data: { a: null, b: { __typename: 'DayPass' }, c: { year: 2026 } },
  },
];
