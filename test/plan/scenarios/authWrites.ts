import type { Scenario } from '../../support/scenario.js';
import { ANN, SOUTH, papers } from '../fixtures/papers.js';

/** The rules of a type in the conditions of writes. */
export const authWrites: readonly Scenario[] = [
  {
    ...papers,
    ...ANN,
    title: 'a new item takes its owner from the claim',
    operation: `mutation { createPaper(input: { paperId: "p9", title: "Dogs" }) { paper { ownerId } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Papers',
        Item: { paperId: { S: 'p9' }, ownerId: { S: 'ann' }, title: { S: 'Dogs' } },
        ConditionExpression: 'attribute_not_exists(#paperId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#paperId': 'paperId' },
      },
    ],
    data: { createPaper: { paper: { ownerId: 'ann' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a new item takes its tenant from the claim',
    operation: `mutation { createLetter(input: { letterId: "9" }) { letter { tenantId ownerId } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Mail',
        Item: {
          tenantId: { S: 'acme' },
          ownerId: { S: 'ann' },
          letterId: { S: '9' },
          PK: { S: 'T#acme' },
          SK: { S: 'ann#9' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createLetter: { letter: { tenantId: 'acme', ownerId: 'ann' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'an update asks the stored item',
    operation: `mutation { updatePaper(paperId: "p1", set: { year: 2026 }) { paper { year } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        UpdateExpression: 'SET #year = :v0',
        ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#year': 'year', '#paperId': 'paperId', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { N: '2026' }, ':v1': { S: 'ann' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePaper: { paper: { year: 2026 } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'an update of a hidden item is one of an absent item',
    operation: `mutation { updatePaper(paperId: "p3", set: { year: 2026 }) { paper { year } conflict { reason current { title } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p3' } },
        UpdateExpression: 'SET #year = :v0',
        ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#year': 'year', '#paperId': 'paperId', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { N: '2026' }, ':v1': { S: 'ann' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePaper: { paper: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'an update that leaves the owner is asked no more',
    operation: `mutation { updatePaper(paperId: "p1", set: { ownerId: "ann", year: 2026 }) { paper { year } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        UpdateExpression: 'SET #ownerId = :v0, #year = :v1',
        ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#year': 'year', '#paperId': 'paperId' },
        ExpressionAttributeValues: { ':v0': { S: 'ann' }, ':v1': { N: '2026' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePaper: { paper: { year: 2026 } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'an owner where none is must be one who may',
    operation: `mutation { updatePaper(paperId: "p1", setIfAbsent: { ownerId: "bob" }) { paper { year } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p1' } },
        UpdateExpression: 'SET #ownerId = if_not_exists(#ownerId, :v0)',
        ConditionExpression:
          'attribute_exists(#paperId) AND #ownerId = :v1 AND attribute_exists(#ownerId) AND NOT attribute_type(#ownerId, :v2) AND #ownerId = :v1 AND #ownerId <> :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#paperId': 'paperId' },
        ExpressionAttributeValues: {
          ':v0': { S: 'bob' },
          ':v1': { S: 'ann' },
          ':v2': { S: 'NULL' },
          ':v3': { NULL: true },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePaper: { paper: { year: 2025 } } },
  },
  {
    ...papers,
    ...SOUTH,
    title: 'a condition of the client is read of the item, too',
    operation: `mutation { updateJournal(journalId: "j1", set: { name: "Old" }, if: { name: { eq: "News" } }) { journal { name } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Journals',
        Key: { journalId: { S: 'j1' } },
        UpdateExpression: 'SET #name = :v0',
        ConditionExpression:
          'attribute_exists(#journalId) AND attribute_type(#teams, :v1) AND (contains(#teams, :v2) OR contains(#teams, :v3)) AND #name = :v4',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#name': 'name', '#journalId': 'journalId', '#teams': 'teams' },
        ExpressionAttributeValues: {
          ':v0': { S: 'Old' },
          ':v1': { S: 'L' },
          ':v2': { S: 'south' },
          ':v3': { S: 'east' },
          ':v4': { S: 'News' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateJournal: { journal: { name: 'Old' } } },
  },
  {
    ...papers,
    ...SOUTH,
    title: 'the groups of an item are asked as a list',
    operation: `mutation { deleteJournal(journalId: "j1") { journal { name } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Journals',
        Key: { journalId: { S: 'j1' } },
        ConditionExpression:
          'attribute_exists(#journalId) AND attribute_type(#teams, :v0) AND (contains(#teams, :v1) OR contains(#teams, :v2))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#journalId': 'journalId', '#teams': 'teams' },
        ExpressionAttributeValues: { ':v0': { S: 'L' }, ':v1': { S: 'south' }, ':v2': { S: 'east' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteJournal: { journal: { name: 'News' } } },
  },
  {
    ...papers,
    ...SOUTH,
    title: 'a put in the place of an item asks that one',
    operation: `mutation { putJournal(input: { journalId: "j1", teams: ["east"], name: "Old", issue: 1 }) { journal { name } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Journals',
        Item: { journalId: { S: 'j1' }, teams: { L: [{ S: 'east' }] }, name: { S: 'Old' }, issue: { N: '1' } },
        ConditionExpression:
          '(attribute_not_exists(#journalId) OR attribute_exists(#journalId) AND attribute_type(#teams, :v0) AND (contains(#teams, :v1) OR contains(#teams, :v2))) AND (attribute_not_exists(#journalId) OR #issue = :v3)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#journalId': 'journalId', '#teams': 'teams', '#issue': 'issue' },
        ExpressionAttributeValues: {
          ':v0': { S: 'L' },
          ':v1': { S: 'south' },
          ':v2': { S: 'east' },
          ':v3': { N: '1' },
        },
      },
    ],
    data: { putJournal: { journal: { name: 'Old' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a put that could change no item creates',
    operation: `mutation { putJournal(input: { journalId: "j2", name: "New" }) { journal { name } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Journals',
        Item: { journalId: { S: 'j2' }, name: { S: 'New' } },
        ConditionExpression:
          'attribute_not_exists(#journalId) AND (attribute_not_exists(#journalId) OR attribute_not_exists(#issue) OR attribute_type(#issue, :v0))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#journalId': 'journalId', '#issue': 'issue' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' } },
      },
    ],
    data: { putJournal: { journal: { name: 'New' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a put over an item that one may not change is refused',
    operation: `mutation { putJournal(input: { journalId: "j1", name: "Old" }) { journal { name } conflict { reason current { name } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Journals',
        Item: { journalId: { S: 'j1' }, name: { S: 'Old' } },
        ConditionExpression:
          'attribute_not_exists(#journalId) AND (attribute_not_exists(#journalId) OR attribute_not_exists(#issue) OR attribute_type(#issue, :v0))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#journalId': 'journalId', '#issue': 'issue' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' } },
      },
    ],
    data: { putJournal: { journal: null, conflict: { reason: 'ALREADY_EXISTS', current: { name: 'News' } } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a transaction carries the conditions of its rules',
    operation: `mutation @transaction { updatePaper(paperId: "p1", set: { year: 2026 }) { conflict { reason } } checkPaper(paperId: "p2") { conflict { reason } } }`,
    commands: [
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Update: {
              TableName: 'Papers',
              Key: { paperId: { S: 'p1' } },
              ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v1',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#year': 'year', '#paperId': 'paperId', '#ownerId': 'ownerId' },
              ExpressionAttributeValues: { ':v0': { N: '2026' }, ':v1': { S: 'ann' } },
              UpdateExpression: 'SET #year = :v0',
            },
          },
          {
            ConditionCheck: {
              TableName: 'Papers',
              Key: { paperId: { S: 'p2' } },
              ConditionExpression:
                'attribute_exists(#paperId) AND (#ownerId = :v0 OR attribute_type(#readers, :v1) AND contains(#readers, :v0))',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#paperId': 'paperId', '#ownerId': 'ownerId', '#readers': 'readers' },
              ExpressionAttributeValues: { ':v0': { S: 'ann' }, ':v1': { S: 'SS' } },
            },
          },
        ],
      },
    ],
    data: { updatePaper: { conflict: null }, checkPaper: { conflict: null } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a batch goes write by write where rules ask',
    operation: `mutation { batchWritePapers(delete: [{ paperId: "p3" }]) { delete { status } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p3' } },
        ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#paperId': 'paperId', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { S: 'ann' } },
      },
    ],
    data: { batchWritePapers: { delete: [{ status: 'WRITTEN' }] } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a write gives back what its writer may read',
    operation: `mutation { updateLetter(ownerId: "ann", letterId: "1", set: { text: "Hi" }) { letter { text } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Mail',
        Key: { PK: { S: 'T#acme' }, SK: { S: 'ann#1' } },
        UpdateExpression: 'SET #text = :v0',
        ConditionExpression: 'attribute_exists(#PK) AND #PK = :v1 AND begins_with(#SK, :v2)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'Hi' }, ':v1': { S: 'T#acme' }, ':v2': { S: 'ann#' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateLetter: { letter: { text: 'Hi' } } },
  },
  {
    ...papers,
    ...ANN,
    title: 'a delete of what is hidden is one of what is absent',
    operation: `mutation { deletePaper(paperId: "p3") { paper { title } conflict { reason current { title } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Papers',
        Key: { paperId: { S: 'p3' } },
        ConditionExpression: 'attribute_exists(#paperId) AND #ownerId = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#paperId': 'paperId', '#ownerId': 'ownerId' },
        ExpressionAttributeValues: { ':v0': { S: 'ann' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deletePaper: { paper: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
];
