import type { Scenario } from '../../support/scenario.js';
import { films } from '../fixtures/films.js';

/** Global ids: `node`, `nodes` and the `id` of types that implement Node. */
export const globalIds: readonly Scenario[] = [
  {
    ...films,
    title: 'node reads the item that its id names',
    operation: `{ node(id: "WyJGaWxtIiwiZjEiXQ") { __typename id ... on Film { title } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Films',
        Key: { filmId: { S: 'f1' } },
        ProjectionExpression: '#filmId, #title',
        ExpressionAttributeNames: { '#filmId': 'filmId', '#title': 'title' },
      },
    ],
    data: { node: { __typename: 'Film', id: 'WyJGaWxtIiwiZjEiXQ', title: 'Dusk' } },
  },
  {
    ...films,
    title: 'nodes of several types are one batch, in the order of the ids',
    operation: `{ nodes(ids: ["WyJEaXJlY3RvciIsImQxIl0", "WyJGaWxtIiwiZjIiXQ", "WyJGaWxtIiwiZjkiXQ"]) { id ... on Film { title } ... on Director { name } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Directors: {
            Keys: [{ directorId: { S: 'd1' } }],
            ProjectionExpression: '#directorId, #name',
            ExpressionAttributeNames: { '#directorId': 'directorId', '#name': 'name' },
          },
          Films: {
            Keys: [{ filmId: { S: 'f2' } }, { filmId: { S: 'f9' } }],
            ProjectionExpression: '#filmId, #title',
            ExpressionAttributeNames: { '#filmId': 'filmId', '#title': 'title' },
          },
        },
      },
    ],
    data: {
      nodes: [{ id: 'WyJEaXJlY3RvciIsImQxIl0', name: 'Ada' }, { id: 'WyJGaWxtIiwiZjIiXQ', title: 'Dawn' }, null],
    },
  },
  {
    ...films,
    title: 'an id that is given twice is read once',
    operation: `{ nodes(ids: ["WyJGaWxtIiwiZjEiXQ", "WyJGaWxtIiwiZjEiXQ"]) { ... on Film { title } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Films',
        Key: { filmId: { S: 'f1' } },
        ProjectionExpression: '#title, #filmId',
        ExpressionAttributeNames: { '#title': 'title', '#filmId': 'filmId' },
      },
    ],
    data: { nodes: [{ title: 'Dusk' }, { title: 'Dusk' }] },
  },
  {
    ...films,
    title: 'no ids are no call',
    operation: `{ nodes(ids: []) { id } }`,
    commands: [],
    data: { nodes: [] },
  },
  {
    ...films,
    title: 'node shares the wave of other lookups',
    operation: `{ node(id: "WyJGaWxtIiwiZjEiXQ") { ... on Film { title } } ticket(ticketId: "t1") { seat } director(directorId: "d2") { name } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Films: {
            Keys: [{ filmId: { S: 'f1' } }],
            ProjectionExpression: '#title, #filmId',
            ExpressionAttributeNames: { '#title': 'title', '#filmId': 'filmId' },
          },
          Tickets: {
            Keys: [{ ticketId: { S: 't1' } }],
            ProjectionExpression: '#seat, #ticketId',
            ExpressionAttributeNames: { '#seat': 'seat', '#ticketId': 'ticketId' },
          },
          Directors: {
            Keys: [{ directorId: { S: 'd2' } }],
            ProjectionExpression: '#name, #directorId',
            ExpressionAttributeNames: { '#name': 'name', '#directorId': 'directorId' },
          },
        },
      },
    ],
    data: { node: { title: 'Dusk' }, ticket: { seat: '7C' }, director: { name: 'Bo' } },
  },
  {
    ...films,
    title: 'node and a lookup of the same item are one read',
    operation: `{ node(id: "WyJGaWxtIiwiZjEiXQ") { ... on Film { year } } film(filmId: "f1") { title } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Films',
        Key: { filmId: { S: 'f1' } },
        ProjectionExpression: '#year, #title, #filmId',
        ExpressionAttributeNames: { '#year': 'year', '#title': 'title', '#filmId': 'filmId' },
      },
    ],
    data: { node: { year: 1999 }, film: { title: 'Dusk' } },
  },
  {
    ...films,
    title: 'node waits for a list and goes out with its hydration',
    operation: `{ filmsByYear(year: 1999) { nodes { director { name } } } node(id: "WyJEaXJlY3RvciIsImQxIl0") { ... on Director { name } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Films',
        IndexName: 'YearIndex',
        KeyConditionExpression: '#year = :v0',
        ProjectionExpression: '#filmId, #year',
        ExpressionAttributeNames: { '#year': 'year', '#filmId': 'filmId' },
        ExpressionAttributeValues: { ':v0': { N: '1999' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Directors: {
            Keys: [{ directorId: { S: 'd1' } }],
            ProjectionExpression: '#name, #directorId',
            ExpressionAttributeNames: { '#name': 'name', '#directorId': 'directorId' },
          },
          Films: {
            Keys: [{ filmId: { S: 'f1' } }, { filmId: { S: 'f2' } }],
            ProjectionExpression: '#directorId, #filmId',
            ExpressionAttributeNames: { '#directorId': 'directorId', '#filmId': 'filmId' },
          },
        },
      },
      {
        action: 'GetItem',
        TableName: 'Directors',
        Key: { directorId: { S: 'd2' } },
        ProjectionExpression: '#name, #directorId',
        ExpressionAttributeNames: { '#name': 'name', '#directorId': 'directorId' },
      },
    ],
    data: {
      filmsByYear: { nodes: [{ director: { name: 'Ada' } }, { director: { name: 'Bo' } }] },
      node: { name: 'Ada' },
    },
  },
  {
    ...films,
    title: 'a relation below node is one batch more',
    operation: `{ nodes(ids: ["WyJGaWxtIiwiZjEiXQ", "WyJGaWxtIiwiZjIiXQ"]) { ... on Film { director { id name } } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Films: {
            Keys: [{ filmId: { S: 'f1' } }, { filmId: { S: 'f2' } }],
            ProjectionExpression: '#directorId, #filmId',
            ExpressionAttributeNames: { '#directorId': 'directorId', '#filmId': 'filmId' },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Directors: {
            Keys: [{ directorId: { S: 'd1' } }, { directorId: { S: 'd2' } }],
            ProjectionExpression: '#directorId, #name',
            ExpressionAttributeNames: { '#directorId': 'directorId', '#name': 'name' },
          },
        },
      },
    ],
    data: {
      nodes: [
        { director: { id: 'WyJEaXJlY3RvciIsImQxIl0', name: 'Ada' } },
        { director: { id: 'WyJEaXJlY3RvciIsImQyIl0', name: 'Bo' } },
      ],
    },
  },
  {
    ...films,
    title: 'an id of several key fields',
    operation: `{ node(id: "WyJTY2VuZSIsImYxIiwyXQ") { id ... on Scene { number place } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Scenes',
        Key: { PK: { S: 'FILM#f1' }, SK: { S: 'SCENE#002' } },
        ProjectionExpression: '#PK, #SK, #place',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#place': 'place' },
      },
    ],
    data: { node: { id: 'WyJTY2VuZSIsImYxIiwyXQ', number: 2, place: 'roof' } },
  },
  {
    ...films,
    title: 'an id with a number and a date',
    operation: `{ node(id: "WyJUYWtlIiwiZjEiLDEsIjIwMjYtMDEtMDEiXQ") { id ... on Take { day good } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Scenes',
        Key: { PK: { S: 'FILM#f1' }, SK: { S: 'TAKE#001#2026-01-01' } },
        ProjectionExpression: '#PK, #SK, #good',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#good': 'good' },
      },
    ],
    data: { node: { id: 'WyJUYWtlIiwiZjEiLDEsIjIwMjYtMDEtMDEiXQ', day: '2026-01-01', good: true } },
  },
  {
    ...films,
    title: 'nodes of one table in one batch, each of its own type',
    operation: `{ nodes(ids: ["WyJTY2VuZSIsImYxIiwxXQ", "WyJUYWtlIiwiZjEiLDEsIjIwMjYtMDEtMDEiXQ"]) { __typename ... on Scene { place } ... on Take { good } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Scenes: {
            Keys: [
              { PK: { S: 'FILM#f1' }, SK: { S: 'SCENE#001' } },
              { PK: { S: 'FILM#f1' }, SK: { S: 'TAKE#001#2026-01-01' } },
            ],
            ProjectionExpression: '#place, #PK, #SK, #good',
            ExpressionAttributeNames: { '#place': 'place', '#PK': 'PK', '#SK': 'SK', '#good': 'good' },
          },
        },
      },
    ],
    data: {
      nodes: [
        { __typename: 'Scene', place: 'pier' },
        { __typename: 'Take', good: true },
      ],
    },
  },
  {
    ...films,
    title: 'an id that is selected in a list reads the key alone',
    operation: `{ film(filmId: "f1") { scenes { nodes { id } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Films',
        Key: { filmId: { S: 'f1' } },
        ProjectionExpression: '#filmId',
        ExpressionAttributeNames: { '#filmId': 'filmId' },
      },
      {
        action: 'Query',
        TableName: 'Scenes',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'FILM#f1' }, ':v1': { S: 'SCENE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { film: { scenes: { nodes: [{ id: 'WyJTY2VuZSIsImYxIiwxXQ' }, { id: 'WyJTY2VuZSIsImYxIiwyXQ' }] } } },
  },
  {
    ...films,
    title: 'an id that is selected in a list of a narrow index is made of what it holds',
    operation: `{ filmsByYear(year: 1999) { nodes { id year } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Films',
        IndexName: 'YearIndex',
        KeyConditionExpression: '#year = :v0',
        ProjectionExpression: '#filmId, #year',
        ExpressionAttributeNames: { '#year': 'year', '#filmId': 'filmId' },
        ExpressionAttributeValues: { ':v0': { N: '1999' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      filmsByYear: {
        nodes: [
          { id: 'WyJGaWxtIiwiZjEiXQ', year: 1999 },
          { id: 'WyJGaWxtIiwiZjIiXQ', year: 1999 },
        ],
      },
    },
  },
  {
    ...films,
    title: 'an id that is selected in a collection is made for each type',
    operation: `{ footage(filmId: "f1") { nodes { ... on Node { id } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Scenes',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'FILM#f1' }, ':v1': { S: 'SCENE#' }, ':v2': { S: 'TAKE#\u{10FFFF}' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      footage: {
        nodes: [
          { id: 'WyJTY2VuZSIsImYxIiwxXQ' },
          { id: 'WyJTY2VuZSIsImYxIiwyXQ' },
          { id: 'WyJUYWtlIiwiZjEiLDEsIjIwMjYtMDEtMDEiXQ' },
        ],
      },
    },
  },
  {
    ...films,
    title: 'a key attribute that is itself called id stays as it is stored',
    operation: `{ product(productId: "p1") { id productId name } node(id: "WyJQcm9kdWN0IiwicDEiXQ") { ... on Product { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { id: { S: 'p1' } },
        ProjectionExpression: '#id, #name',
        ExpressionAttributeNames: { '#id': 'id', '#name': 'name' },
      },
    ],
    data: { product: { id: 'WyJQcm9kdWN0IiwicDEiXQ', productId: 'p1', name: 'Mug' }, node: { name: 'Mug' } },
  },
  {
    ...films,
    title: 'node takes @consistent',
    operation: `{ node(id: "WyJGaWxtIiwiZjEiXQ") @consistent { ... on Film { title } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Films',
        Key: { filmId: { S: 'f1' } },
        ProjectionExpression: '#title, #filmId',
        ExpressionAttributeNames: { '#title': 'title', '#filmId': 'filmId' },
        ConsistentRead: true,
      },
    ],
    data: { node: { title: 'Dusk' } },
  },
  {
    ...films,
    title: 'a created item has its id',
    operation: `mutation { createFilm(input: { filmId: "f3", title: "Noon" }) { film { id title } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Films',
        Item: { filmId: { S: 'f3' }, title: { S: 'Noon' } },
        ConditionExpression: 'attribute_not_exists(#filmId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#filmId': 'filmId' },
      },
    ],
    data: { createFilm: { film: { id: 'WyJGaWxtIiwiZjMiXQ', title: 'Noon' } } },
  },
];
