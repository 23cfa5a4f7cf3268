import type { Scenario } from '../../support/scenario.js';
import { ANN, EDITOR, papers } from '../fixtures/papers.js';

/** Fields with rules of their own. */
export const authFields: readonly Scenario[] = [
  {
    ...papers,
    ...ANN,
    title: 'a field that none of the claims opens is null, and FORBIDDEN',
    operation: `{ paper(paperId: "p1") { title seal } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        ProjectionExpression: '#title, #seal, #paperId, #ownerId, #readers',
        ExpressionAttributeNames: {
          '#title': 'title',
          '#seal': 'seal',
          '#paperId': 'paperId',
          '#ownerId': 'ownerId',
          '#readers': 'readers',
        },
      },
    ],
    data: { paper: { title: 'Ants', seal: null } },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read "seal" of a Paper.', path: ['paper', 'seal'] }],
  },
  {
    ...papers,
    ...ANN,
    title: 'a filter asks a hidden field as if it were missing',
    operation: `{ scanPapers(filter: { grade: { gt: 1 } }) { nodes { paperId } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Papers',
        FilterExpression:
          '(#ownerId = :v0 OR attribute_type(#readers, :v1) AND contains(#readers, :v0)) AND #ownerId = :v0 AND #grade > :v2',
        ProjectionExpression: '#paperId',
        ExpressionAttributeNames: {
          '#ownerId': 'ownerId',
          '#readers': 'readers',
          '#grade': 'grade',
          '#paperId': 'paperId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ann' }, ':v1': { S: 'SS' }, ':v2': { N: '1' } },
        Limit: 100,
      },
    ],
    data: { scanPapers: { nodes: [] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a filter that a missing field meets is met by a hidden one',
    operation: `{ scanPapers(filter: { grade: { ne: 1 } }) { nodes { paperId } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Papers',
        FilterExpression:
          '(#ownerId = :v0 OR attribute_type(#readers, :v1) AND contains(#readers, :v0)) AND (#ownerId = :v0 AND #grade <> :v2 OR NOT #ownerId = :v0)',
        ProjectionExpression: '#paperId',
        ExpressionAttributeNames: {
          '#ownerId': 'ownerId',
          '#readers': 'readers',
          '#grade': 'grade',
          '#paperId': 'paperId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ann' }, ':v1': { S: 'SS' }, ':v2': { N: '1' } },
        Limit: 100,
      },
    ],
    data: { scanPapers: { nodes: [{ paperId: 'p2' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a filter on a field that is never seen is FORBIDDEN',
    operation: `{ scanPapers(filter: { seal: { eq: "S" } }) { nodes { paperId } } }`,
    commands: [],
    data: { scanPapers: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read "seal" of a Paper.', path: ['scanPapers'] }],
  },
  {
    ...papers,
    ...EDITOR,
    title: 'a field with rules is asked when it changes',
    operation: `mutation { updatePaper(paperId: "p1", set: { stamp: "paid" }) { paper { stamp } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        UpdateExpression: 'SET #stamp = :v0',
        ConditionExpression: 'attribute_exists(#paperId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#stamp': 'stamp', '#paperId': 'paperId' },
        ExpressionAttributeValues: { ':v0': { S: 'paid' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePaper: { paper: { stamp: 'paid' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a field that no item would let one change is FORBIDDEN',
    operation: `mutation { updatePaper(paperId: "p1", set: { stamp: "paid" }) { paper { stamp } } }`,
    commands: [],
    data: { updatePaper: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you update "stamp" of a Paper.', path: ['updatePaper'] }],
  },
  {
    ...papers,
    ...ANN,
    title: 'a field that one may not give is FORBIDDEN',
    operation: `mutation { createPaper(input: { paperId: "p9", seal: "S" }) { paper { title } } }`,
    commands: [],
    data: { createPaper: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you create a Paper like this.', path: ['createPaper'] }],
  },
];
