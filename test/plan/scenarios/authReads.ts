import type { Scenario } from '../../support/scenario.js';
import { ANN, EDITOR, papers } from '../fixtures/papers.js';

/** The rules of a type in what reads its items. */
export const authReads: readonly Scenario[] = [
  {
    ...papers,
    ...ANN,
    title: 'a key that the rules say nothing of is read with what they ask',
    operation: `{ paper(paperId: "p1") { title } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        ProjectionExpression: '#title, #paperId, #ownerId, #readers',
        ExpressionAttributeNames: {
          '#title': 'title',
          '#paperId': 'paperId',
          '#ownerId': 'ownerId',
          '#readers': 'readers',
        },
      },
    ],
    data: { paper: { title: 'Ants' } },
  },
  {
    ...papers,
    ...ANN,
    title: 'what may be hidden is read with what its rules ask, and null',
    operation: `{ papersByKeys(keys: [{ paperId: "p1" }, { paperId: "p2" }]) { title grade } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Papers: {
            Keys: [{ paperId: { S: 'p1' } }, { paperId: { S: 'p2' } }],
            ProjectionExpression: '#title, #grade, #paperId, #ownerId, #readers',
            ExpressionAttributeNames: {
              '#title': 'title',
              '#grade': 'grade',
              '#paperId': 'paperId',
              '#ownerId': 'ownerId',
              '#readers': 'readers',
            },
          },
        },
      },
    ],
    data: {
      papersByKeys: [
        { title: 'Ants', grade: 1 },
        { title: 'Bees', grade: null },
      ],
    },
  },
  {
    ...papers,
    ...EDITOR,
    title: 'whoever sees all asks nothing of the items',
    operation: `{ paper(paperId: "p3") { title grade seal } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p3' } },
        ProjectionExpression: '#title, #grade, #seal, #paperId',
        ExpressionAttributeNames: { '#title': 'title', '#grade': 'grade', '#seal': 'seal', '#paperId': 'paperId' },
      },
    ],
    data: { paper: { title: 'Cows', grade: 3, seal: null } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a claim that is the partition has decided already',
    operation: `{ papersByOwnerId(ownerId: "ann") { nodes { title } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'ByOwner',
        KeyConditionExpression: '#ownerId = :v0',
        ProjectionExpression: '#title, #paperId, #ownerId',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#title': 'title', '#paperId': 'paperId' },
        ExpressionAttributeValues: { ':v0': { S: 'ann' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { papersByOwnerId: { nodes: [{ title: 'Ants' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a list of other owners is filtered by its readers',
    operation: `{ papersByOwnerId(ownerId: "bob") { nodes { title } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'ByOwner',
        KeyConditionExpression: '#ownerId = :v0',
        FilterExpression: 'attribute_type(#readers, :v1) AND contains(#readers, :v2)',
        ProjectionExpression: '#title, #paperId, #ownerId',
        ExpressionAttributeNames: {
          '#ownerId': 'ownerId',
          '#readers': 'readers',
          '#title': 'title',
          '#paperId': 'paperId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'bob' }, ':v1': { S: 'SS' }, ':v2': { S: 'ann' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { papersByOwnerId: { nodes: [{ title: 'Bees' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'rules of several attributes are one filter',
    operation: `{ papersByYear(year: 2025) { nodes { title } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'ByYear',
        KeyConditionExpression: '#year = :v0',
        FilterExpression: '#ownerId = :v1 OR attribute_type(#readers, :v2) AND contains(#readers, :v1)',
        ProjectionExpression: '#title, #paperId, #year',
        ExpressionAttributeNames: {
          '#year': 'year',
          '#ownerId': 'ownerId',
          '#readers': 'readers',
          '#title': 'title',
          '#paperId': 'paperId',
        },
        ExpressionAttributeValues: { ':v0': { N: '2025' }, ':v1': { S: 'ann' }, ':v2': { S: 'SS' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { papersByYear: { nodes: [{ title: 'Ants' }, { title: 'Bees' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a scan is filtered',
    operation: `{ scanPapers { nodes { __typename } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Papers',
        FilterExpression: '#ownerId = :v0 OR attribute_type(#readers, :v1) AND contains(#readers, :v0)',
        ProjectionExpression: '#paperId',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#readers': 'readers', '#paperId': 'paperId' },
        ExpressionAttributeValues: { ':v0': { S: 'ann' }, ':v1': { S: 'SS' } },
        Limit: 100,
      },
    ],
    data: { scanPapers: { nodes: [{ __typename: 'Paper' }, { __typename: 'Paper' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'what a sort key holds with other attributes is decided row by row',
    operation: `{ papersByTopic(topic: "bugs") { nodes { paperId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'ByTopic',
        KeyConditionExpression: '#topic = :v0',
        ProjectionExpression: '#paperId, #topic, #ownerId, #readers',
        ExpressionAttributeNames: {
          '#topic': 'topic',
          '#paperId': 'paperId',
          '#ownerId': 'ownerId',
          '#readers': 'readers',
        },
        ExpressionAttributeValues: { ':v0': { S: 'bugs' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { papersByTopic: { nodes: [{ paperId: 'p1' }, { paperId: 'p2' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a total counts what is seen',
    operation: `{ papersByYear(year: 2025) { totalCount } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'ByYear',
        KeyConditionExpression: '#year = :v0',
        FilterExpression: '#ownerId = :v1 OR attribute_type(#readers, :v2) AND contains(#readers, :v1)',
        ExpressionAttributeNames: { '#year': 'year', '#ownerId': 'ownerId', '#readers': 'readers' },
        ExpressionAttributeValues: { ':v0': { N: '2025' }, ':v1': { S: 'ann' }, ':v2': { S: 'SS' } },
        Select: 'COUNT',
      },
    ],
    data: { papersByYear: { totalCount: 2 } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a snapshot reads what rules ask',
    operation: `query @transaction { paper(paperId: "p2") { title } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p2' } },
        ProjectionExpression: '#title, #paperId, #ownerId, #readers',
        ExpressionAttributeNames: {
          '#title': 'title',
          '#paperId': 'paperId',
          '#ownerId': 'ownerId',
          '#readers': 'readers',
        },
        ConsistentRead: true,
      },
    ],
    data: { paper: { title: 'Bees' } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a snapshot of nothing that is seen is no call',
    operation: `query @transaction { letter(tenantId: "other", ownerId: "ann", letterId: "1") { text } }`,
    commands: [],
    data: { letter: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read a Letter like this.', path: ['letter'] }],
  },
];
