import type { Scenario } from '../../support/scenario.js';
import { related } from '../fixtures/related.js';

/** Many-to-many relations, through a type of links. */
export const links: readonly Scenario[] = [
  {
    ...related,
    title: 'many to many through a type of links is one Query and one batch',
    operation: `{ person(personId: "ada") { memberships { nodes { since club { name } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#since, #clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#since': 'since', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Clubs: {
            Keys: [{ clubId: { S: 'chess' } }, { clubId: { S: 'go' } }],
            ProjectionExpression: '#name, #clubId',
            ExpressionAttributeNames: { '#name': 'name', '#clubId': 'clubId' },
          },
        },
      },
    ],
    data: {
      person: {
        memberships: {
          nodes: [
            { since: '2020-01-01', club: { name: 'Chess' } },
            { since: '2022-01-01', club: { name: 'Go' } },
          ],
        },
      },
    },
  },
  {
    ...related,
    title: 'many to many the other way reads the index of the links',
    operation: `{ club(clubId: "chess") { memberships(order: DESC) { nodes { person { name } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Clubs',
        Key: { clubId: { S: 'chess' } },
        ProjectionExpression: '#clubId',
        ExpressionAttributeNames: { '#clubId': 'clubId' },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        IndexName: 'ClubIndex',
        KeyConditionExpression: '#clubId = :v0',
        ProjectionExpression: '#personId, #clubId, #since',
        ExpressionAttributeNames: { '#clubId': 'clubId', '#personId': 'personId', '#since': 'since' },
        ExpressionAttributeValues: { ':v0': { S: 'chess' } },
        ScanIndexForward: false,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          People: {
            Keys: [
              { PK: { S: 'PERSON#bo' }, SK: { S: 'PERSON' } },
              { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: { club: { memberships: { nodes: [{ person: { name: 'Bo' } }, { person: { name: 'Ada' } }] } } },
  },
  {
    ...related,
    title: 'many to many there and back is one Query for each item and one batch for each step',
    operation: `{ person(personId: "bo") { memberships { nodes { club { name memberships { nodes { person { name } } } } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#bo' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'bo' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Clubs',
        Key: { clubId: { S: 'chess' } },
        ProjectionExpression: '#name, #clubId',
        ExpressionAttributeNames: { '#name': 'name', '#clubId': 'clubId' },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        IndexName: 'ClubIndex',
        KeyConditionExpression: '#clubId = :v0',
        ProjectionExpression: '#personId, #clubId, #since',
        ExpressionAttributeNames: { '#clubId': 'clubId', '#personId': 'personId', '#since': 'since' },
        ExpressionAttributeValues: { ':v0': { S: 'chess' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
    ],
    data: {
      person: {
        memberships: {
          nodes: [
            {
              club: {
                name: 'Chess',
                memberships: { nodes: [{ person: { name: 'Ada' } }, { person: { name: 'Bo' } }] },
              },
            },
          ],
        },
      },
    },
  },
  {
    ...related,
    title: 'links of several parents lead to one batch',
    operation: `{ a: person(personId: "ada") { memberships { nodes { club { name } } } } b: person(personId: "bo") { memberships { nodes { club { name } } } } }`,
    keysInAnyOrder: true,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          People: {
            Keys: [
              { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
              { PK: { S: 'PERSON#bo' }, SK: { S: 'PERSON' } },
            ],
            ProjectionExpression: '#personId, #PK, #SK',
            ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'bo' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Clubs: {
            Keys: [{ clubId: { S: 'chess' } }, { clubId: { S: 'go' } }],
            ProjectionExpression: '#name, #clubId',
            ExpressionAttributeNames: { '#name': 'name', '#clubId': 'clubId' },
          },
        },
      },
    ],
    data: {
      a: { memberships: { nodes: [{ club: { name: 'Chess' } }, { club: { name: 'Go' } }] } },
      b: { memberships: { nodes: [{ club: { name: 'Chess' } }] } },
    },
  },
  {
    ...related,
    title: 'pages of links are each their own',
    operation: `{ person(personId: "ada") { memberships(first: 1, after: "AmsM51A0yyGYxREWLoY0166njSs7EOXoE8T7PReW9dolChcnU5UqOpRLo1DMy-dp1Bs") { nodes { club { name } } pageInfo { hasPreviousPage } } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { personId: { S: 'ada' }, clubId: { S: 'chess' } },
      },
      {
        action: 'Query',
        TableName: 'Memberships',
        KeyConditionExpression: '#personId = :v0',
        ProjectionExpression: '#clubId, #personId',
        ExpressionAttributeNames: { '#personId': 'personId', '#clubId': 'clubId' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: false,
        Limit: 1,
        ExclusiveStartKey: { personId: { S: 'ada' }, clubId: { S: 'go' } },
      },
      {
        action: 'GetItem',
        TableName: 'Clubs',
        Key: { clubId: { S: 'go' } },
        ProjectionExpression: '#name, #clubId',
        ExpressionAttributeNames: { '#name': 'name', '#clubId': 'clubId' },
      },
    ],
    data: { person: { memberships: { nodes: [{ club: { name: 'Go' } }], pageInfo: { hasPreviousPage: true } } } },
  },
  {
    ...related,
    title: 'a cursor of another parent is refused',
    operation: `{ person(personId: "bo") { memberships(after: "AmsM51A0yyGYxREWLoY0166njSs7EOXoE8T7PReW9dolChcnU5UqOpRLo1DMy-dp1Bs") { nodes { since } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#bo' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { person: { memberships: null } },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
];
