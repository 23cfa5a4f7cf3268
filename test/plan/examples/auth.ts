import { resolvers } from '../../../examples/auth/resolvers.js';
import { paperItems } from '../../../examples/auth/paperItems.js';
import type { UserResolvers } from '../../../src/resolvers/userResolvers.js';
import { exampleScenarios } from '../../support/exampleScenarios.js';
import { item } from '../../support/scenarioItem.js';

const items = { Papers: paperItems().map(item) };

/** Whoever has a token with these claims. */
function as(
  sub: string,
  more: { readonly org?: string; readonly teams?: readonly string[]; readonly groups?: readonly string[] } = {},
) {
  return { identity: sub, claims: { sub, org: 'acme', ...more }, resolvers: resolvers as UserResolvers };
}

/** Papers that are shared: every kind of rule. */
export const auth = exampleScenarios('auth', items, [
  {
    file: '01-mine',
    title: 'my documents are a partition of the index, and each is asked whether I may see it',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        IndexName: 'Mine',
        KeyConditionExpression: '#MinePK = :v0',
        FilterExpression:
          '#PK = :v1 AND (#ownerId = :v2 OR attribute_type(#editorIds, :v3) AND contains(#editorIds, :v2))',
        ProjectionExpression: '#documentId, #SK, #title, #PK, #MinePK, #MineSK',
        ExpressionAttributeNames: {
          '#MinePK': 'MinePK',
          '#ownerId': 'ownerId',
          '#editorIds': 'editorIds',
          '#documentId': 'documentId',
          '#SK': 'SK',
          '#title': 'title',
          '#PK': 'PK',
          '#MineSK': 'MineSK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORG#acme#OF#ada' },
          ':v1': { S: 'ORG#acme' },
          ':v2': { S: 'ada' },
          ':v3': { S: 'SS' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { documentsOf: { nodes: [{ documentId: '001', title: 'Plan' }] } },
  },
  {
    file: '02-shown-to-me',
    title: 'what I may see of my organisation is decided by DynamoDB',
    ...as('ada', { teams: ['sales'] }),
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression:
          '#ownerId = :v2 OR attribute_type(#editorIds, :v3) AND contains(#editorIds, :v2) OR attribute_type(#readerTeams, :v4) AND contains(#readerTeams, :v5)',
        ProjectionExpression: '#documentId, #SK, #title, #ownerId, #MinePK, #PK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#ownerId': 'ownerId',
          '#editorIds': 'editorIds',
          '#readerTeams': 'readerTeams',
          '#documentId': 'documentId',
          '#title': 'title',
          '#MinePK': 'MinePK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'ORG#acme' },
          ':v1': { S: 'DOC#' },
          ':v2': { S: 'ada' },
          ':v3': { S: 'SS' },
          ':v4': { S: 'L' },
          ':v5': { S: 'sales' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      documentsByOrgId: {
        nodes: [
          { documentId: '001', title: 'Plan', ownerId: 'ada' },
          { documentId: '003', title: 'Sketches', ownerId: 'cleo' },
        ],
      },
    },
  },
  {
    file: '03-as-an-editor',
    title: 'an editor sees a document without what is hidden, and is told what is hidden from everybody like them',
    ...as('bo'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        ProjectionExpression: '#title, #editorIds, #privateNotes, #legalNote, #PK, #SK, #ownerId',
        ExpressionAttributeNames: {
          '#title': 'title',
          '#editorIds': 'editorIds',
          '#privateNotes': 'privateNotes',
          '#legalNote': 'legalNote',
          '#PK': 'PK',
          '#SK': 'SK',
          '#ownerId': 'ownerId',
        },
      },
    ],
    data: { document: { title: 'Plan', editorIds: ['bo'], privateNotes: null, legalNote: null } },
    errors: [
      {
        code: 'FORBIDDEN',
        message: 'No rule lets you read "legalNote" of a Document.',
        path: ['document', 'legalNote'],
      },
    ],
  },
  {
    file: '04-not-for-me',
    title: 'a document that is hidden answers like one that is not there',
    ...as('cleo'),
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Papers: {
            Keys: [
              { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#002' } },
              { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#999' } },
            ],
            ProjectionExpression: '#title, #PK, #SK, #ownerId, #editorIds',
            ExpressionAttributeNames: {
              '#title': 'title',
              '#PK': 'PK',
              '#SK': 'SK',
              '#ownerId': 'ownerId',
              '#editorIds': 'editorIds',
            },
          },
        },
      },
    ],
    data: { hidden: null, absent: null },
  },
  {
    file: '05-of-another-organisation',
    title: 'another organisation is refused without a call',
    ...as('ada'),
    commands: [],
    data: { document: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read a Document like this.', path: ['document'] }],
  },
  {
    file: '06-begin',
    title: 'a new document is of who makes it',
    ...as('ada'),
    commands: [
      {
        action: 'PutItem',
        TableName: 'Papers',
        Item: {
          orgId: { S: 'acme' },
          documentId: { S: 'ULID-0001' },
          ownerId: { S: 'ada' },
          title: { S: 'Minutes' },
          version: { N: '1' },
          MinePK: { S: 'ORG#acme#OF#ada' },
          MineSK: { S: 'ULID-0001' },
          PK: { S: 'ORG#acme' },
          SK: { S: 'DOC#ULID-0001' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createDocument: { document: { orgId: 'acme', documentId: 'ULID-0001', ownerId: 'ada' } } },
  },
  {
    file: '07-edit',
    title: 'that somebody is an editor is a condition of the write',
    ...as('bo'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        UpdateExpression: 'SET #body = :v0 ADD #version :v1',
        ConditionExpression:
          'attribute_exists(#PK) AND #PK = :v2 AND (#ownerId = :v3 OR attribute_type(#editorIds, :v4) AND contains(#editorIds, :v3)) AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#body': 'body',
          '#version': 'version',
          '#PK': 'PK',
          '#ownerId': 'ownerId',
          '#editorIds': 'editorIds',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'Begin in May.' },
          ':v1': { N: '1' },
          ':v2': { S: 'ORG#acme' },
          ':v3': { S: 'bo' },
          ':v4': { S: 'SS' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateDocument: { document: { body: 'Begin in May.', version: 2 }, conflict: null } },
  },
  {
    file: '08-let-somebody-in',
    title: 'the owner lets somebody in',
    ...as('ada'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        UpdateExpression: 'ADD #version :v0, #editorIds :v1',
        ConditionExpression:
          'attribute_exists(#PK) AND #PK = :v2 AND (#ownerId = :v3 OR attribute_type(#editorIds, :v4) AND contains(#editorIds, :v3)) AND #ownerId = :v3 AND (#ownerId = :v3 OR contains(#editorIds, :v3))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#editorIds': 'editorIds',
          '#PK': 'PK',
          '#ownerId': 'ownerId',
        },
        ExpressionAttributeValues: {
          ':v0': { N: '1' },
          ':v1': { SS: ['cleo'] },
          ':v2': { S: 'ORG#acme' },
          ':v3': { S: 'ada' },
          ':v4': { S: 'SS' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateDocument: { document: { editorIds: ['bo', 'cleo'] }, conflict: null } },
  },
  {
    file: '08-let-somebody-in',
    title: 'an editor lets nobody in',
    ...as('bo'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        UpdateExpression: 'ADD #version :v0, #editorIds :v1',
        ConditionExpression:
          'attribute_exists(#PK) AND #PK = :v2 AND (#ownerId = :v3 OR attribute_type(#editorIds, :v4) AND contains(#editorIds, :v3)) AND #ownerId = :v3 AND (#ownerId = :v3 OR contains(#editorIds, :v3))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#version': 'version',
          '#editorIds': 'editorIds',
          '#PK': 'PK',
          '#ownerId': 'ownerId',
        },
        ExpressionAttributeValues: {
          ':v0': { N: '1' },
          ':v1': { SS: ['cleo'] },
          ':v2': { S: 'ORG#acme' },
          ':v3': { S: 'bo' },
          ':v4': { S: 'SS' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateDocument: { document: null, conflict: { reason: 'CONDITION_FAILED' } } },
  },
  {
    file: '09-review',
    title: 'lawyers read everything of their organisation, and ask about their notes',
    ...as('eve', { groups: ['legal'] }),
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: 'attribute_exists(#legalNote) AND NOT attribute_type(#legalNote, :v2)',
        ProjectionExpression: '#title, #legalNote, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#legalNote': 'legalNote', '#title': 'title' },
        ExpressionAttributeValues: { ':v0': { S: 'ORG#acme' }, ':v1': { S: 'DOC#' }, ':v2': { S: 'NULL' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { documentsByOrgId: { nodes: [{ title: 'Plan', legalNote: 'Names a customer.' }] } },
  },
  {
    file: '09-review',
    title: 'nobody else asks about what they could never see',
    ...as('ada'),
    commands: [],
    data: { documentsByOrgId: null },
    errors: [
      { code: 'FORBIDDEN', message: 'No rule lets you read "legalNote" of a Document.', path: ['documentsByOrgId'] },
    ],
  },
  {
    file: '10-hand-over',
    title: 'a resolver does in one transaction what its caller could not',
    ...as('ada'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        ConsistentRead: true,
      },
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Update: {
              TableName: 'Papers',
              Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
              ConditionExpression: 'attribute_exists(#PK) AND #version = :v2',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: {
                '#ownerId': 'ownerId',
                '#MinePK': 'MinePK',
                '#version': 'version',
                '#PK': 'PK',
              },
              ExpressionAttributeValues: {
                ':v0': { S: 'cleo' },
                ':v1': { S: 'ORG#acme#OF#cleo' },
                ':v2': { N: '1' },
              },
              UpdateExpression: 'SET #ownerId = :v0, #MinePK = :v1 ADD #version :v2',
            },
          },
          {
            Put: {
              TableName: 'Papers',
              Item: {
                orgId: { S: 'acme' },
                entryId: { S: 'ULID-0001' },
                documentId: { S: '001' },
                from: { S: 'ada' },
                to: { S: 'cleo' },
                PK: { S: 'LOG#acme' },
                SK: { S: 'ULID-0001' },
              },
              ConditionExpression: 'attribute_not_exists(#PK)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#PK': 'PK' },
            },
          },
        ],
      },
    ],
    data: { handOver: true },
  },
  {
    file: '10-hand-over',
    title: 'a resolver finds out whose the document is before that',
    ...as('bo'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Papers',
        Key: { PK: { S: 'ORG#acme' }, SK: { S: 'DOC#001' } },
        ConsistentRead: true,
      },
    ],
    data: { handOver: null },
    errors: [{ code: 'NOT_YOURS', message: '"001" is no document of yours.', path: ['handOver'] }],
  },
  {
    file: '11-log',
    title: 'auditors read the log',
    ...as('fay', { groups: ['auditors'] }),
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        KeyConditionExpression: '#PK = :v0',
        ProjectionExpression: '#documentId, #from, #to, #PK, #SK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#documentId': 'documentId',
          '#from': 'from',
          '#to': 'to',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'LOG#acme' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { log: { nodes: [{ documentId: '002', from: 'cleo', to: 'bo' }] } },
  },
  {
    file: '11-log',
    title: 'the log is refused to others without a call',
    ...as('ada'),
    commands: [],
    data: { log: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read a LogEntry like this.', path: ['log'] }],
  },
  {
    file: '12-templates',
    title: 'templates are for everybody, known or not',
    resolvers: resolvers,
    commands: [
      {
        action: 'Query',
        TableName: 'Papers',
        KeyConditionExpression: '#PK = :v0',
        ProjectionExpression: '#name, #SK, #body, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#name': 'name', '#SK': 'SK', '#body': 'body' },
        ExpressionAttributeValues: { ':v0': { S: 'TEMPLATE' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { templates: { nodes: [{ name: 'letter', body: 'Dear' }] } },
  },
]);
