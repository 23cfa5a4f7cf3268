import type { Scenario } from '../../support/scenario.js';
import { related } from '../fixtures/related.js';

/** @hasOne, and relations to one item of several types. */
export const oneOfSeveral: readonly Scenario[] = [
  {
    ...related,
    title: 'hasOne reads the first item of the partition of the parent',
    operation: `{ person(personId: "ada") { badge { colour } } }`,
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
        TableName: 'Badges',
        KeyConditionExpression: '#holder = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#colour, #SK, #holder',
        ExpressionAttributeNames: { '#holder': 'holder', '#SK': 'SK', '#colour': 'colour' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' }, ':v1': { S: 'BADGE#' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { person: { badge: { colour: 'blue' } } },
  },
  {
    ...related,
    title: 'hasOne of a parent that has none is null',
    operation: `{ person(personId: "bo") { name badge { colour } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#bo' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#name, #personId, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#personId': 'personId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Badges',
        KeyConditionExpression: '#holder = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#colour, #SK, #holder',
        ExpressionAttributeNames: { '#holder': 'holder', '#SK': 'SK', '#colour': 'colour' },
        ExpressionAttributeValues: { ':v0': { S: 'bo' }, ':v1': { S: 'BADGE#' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { person: { name: 'Bo', badge: null } },
  },
  {
    ...related,
    title: 'hasOne of a narrow index is hydrated',
    operation: `{ person(personId: "ada") { newest { rank title } } }`,
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
        TableName: 'Articles',
        IndexName: 'AuthorIndex',
        KeyConditionExpression: '#authorId = :v0',
        ProjectionExpression: '#PK, #SK, #authorId, #rank',
        ExpressionAttributeNames: { '#authorId': 'authorId', '#PK': 'PK', '#SK': 'SK', '#rank': 'rank' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'GetItem',
        TableName: 'Articles',
        Key: { PK: { S: 'times#art' }, SK: { S: '2024#one' } },
        ProjectionExpression: '#rank, #title, #PK, #SK',
        ExpressionAttributeNames: { '#rank': 'rank', '#title': 'title', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { person: { newest: { rank: 1, title: 'One' } } },
  },
  {
    ...related,
    title: 'hasOne of what the index holds is one Query',
    operation: `{ person(personId: "ada") { newest { rank } } }`,
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
        TableName: 'Articles',
        IndexName: 'AuthorIndex',
        KeyConditionExpression: '#authorId = :v0',
        ProjectionExpression: '#rank, #PK, #SK, #authorId',
        ExpressionAttributeNames: { '#authorId': 'authorId', '#rank': 'rank', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { person: { newest: { rank: 1 } } },
  },
  {
    ...related,
    title: 'hasOne to a union is the first item that is one of its types',
    operation: `{ quote(quoteId: "q1") { opener { __typename ... on Joke { about } ... on Poem { verses } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q1' } },
        ProjectionExpression: '#onSection, #quoteId',
        ExpressionAttributeNames: { '#onSection': 'onSection', '#quoteId': 'quoteId' },
      },
      {
        action: 'Query',
        TableName: 'Pieces',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#verses, #PK, #SK, #about',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#verses': 'verses', '#about': 'about' },
        ExpressionAttributeValues: {
          ':v0': { S: 'SECTION#art' },
          ':v1': { S: 'JOKE#' },
          ':v2': { S: 'POEM#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { quote: { opener: { __typename: 'Joke', about: 'doors' } } },
  },
  {
    ...related,
    title: 'hasOne without the field of its partition is null, without a call',
    operation: `{ quote(quoteId: "q2") { text opener { __typename } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q2' } },
        ProjectionExpression: '#text, #onSection, #quoteId',
        ExpressionAttributeNames: { '#text': 'text', '#onSection': 'onSection', '#quoteId': 'quoteId' },
      },
    ],
    data: { quote: { text: null, opener: null } },
  },
  {
    ...related,
    title: 'hasOne that holds the whole key is one batch for all parents',
    operation: `{ articlesBySiteAndSection(site: "times", section: "art") { nodes { slug frontPage { theme } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#PK = :v0',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'times#art' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'FrontPages',
        Key: { PK: { S: 'times#art' } },
        ProjectionExpression: '#theme, #PK',
        ExpressionAttributeNames: { '#theme': 'theme', '#PK': 'PK' },
      },
    ],
    data: {
      articlesBySiteAndSection: {
        nodes: [
          { slug: 'one', frontPage: { theme: 'dark' } },
          { slug: 'three', frontPage: { theme: 'dark' } },
          { slug: 'two', frontPage: { theme: 'dark' } },
        ],
      },
    },
  },
  {
    ...related,
    title: 'a relation below hasOne goes on',
    operation: `{ person(personId: "ada") { newest { author { ... on Person { name } } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'People',
        Key: { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
        ProjectionExpression: '#personId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#personId': 'personId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Articles',
        IndexName: 'AuthorIndex',
        KeyConditionExpression: '#authorId = :v0',
        ProjectionExpression: '#authorId, #PK, #SK, #rank',
        ExpressionAttributeNames: { '#authorId': 'authorId', '#PK': 'PK', '#SK': 'SK', '#rank': 'rank' },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'GetItem',
        TableName: 'Bots',
        Key: { botId: { S: 'ada' } },
        ProjectionExpression: '#botId',
        ExpressionAttributeNames: { '#botId': 'botId' },
      },
    ],
    data: { person: { newest: { author: { name: 'Ada' } } } },
  },
  {
    ...related,
    title: 'belongsTo a union asks for each type it may be in one batch',
    operation: `{ article(site: "times", section: "art", year: 2025, slug: "two") { author { __typename ... on Person { name } ... on Bot { maker } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Articles',
        Key: { PK: { S: 'times#art' }, SK: { S: '2025#two' } },
        ProjectionExpression: '#authorId, #PK, #SK',
        ExpressionAttributeNames: { '#authorId': 'authorId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          People: {
            Keys: [{ PK: { S: 'PERSON#r2' }, SK: { S: 'PERSON' } }],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
          Bots: {
            Keys: [{ botId: { S: 'r2' } }],
            ProjectionExpression: '#maker, #botId',
            ExpressionAttributeNames: { '#maker': 'maker', '#botId': 'botId' },
          },
        },
      },
    ],
    data: { article: { author: { __typename: 'Bot', maker: 'Acme' } } },
  },
  {
    ...related,
    title: 'the authors of a list, of whatever type, are one batch',
    operation: `{ articlesBySiteAndSection(site: "times", section: "art") { nodes { slug author { ... on Person { name } ... on Bot { maker } } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#PK = :v0',
        ProjectionExpression: '#SK, #authorId, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#authorId': 'authorId' },
        ExpressionAttributeValues: { ':v0': { S: 'times#art' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          People: {
            Keys: [
              { PK: { S: 'PERSON#ada' }, SK: { S: 'PERSON' } },
              { PK: { S: 'PERSON#r2' }, SK: { S: 'PERSON' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
          Bots: {
            Keys: [{ botId: { S: 'ada' } }, { botId: { S: 'r2' } }],
            ProjectionExpression: '#maker, #botId',
            ExpressionAttributeNames: { '#maker': 'maker', '#botId': 'botId' },
          },
        },
      },
    ],
    data: {
      articlesBySiteAndSection: {
        nodes: [
          { slug: 'one', author: { name: 'Ada' } },
          { slug: 'three', author: { name: 'Ada' } },
          { slug: 'two', author: { maker: 'Acme' } },
        ],
      },
    },
  },
  {
    ...related,
    title: 'belongsTo an interface whose types share a key reads it once',
    operation: `{ article(site: "times", section: "art", year: 2024, slug: "one") { image { __typename name ... on Photo { pixels } ... on Clip { seconds } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Articles',
        Key: { PK: { S: 'times#art' }, SK: { S: '2024#one' } },
        ProjectionExpression: '#cover, #PK, #SK',
        ExpressionAttributeNames: { '#cover': 'cover', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Assets',
        Key: { PK: { S: 'ASSET#a1' } },
        ProjectionExpression: '#name, #pixels, #PK, #kind, #seconds',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#pixels': 'pixels',
          '#PK': 'PK',
          '#kind': 'kind',
          '#seconds': 'seconds',
        },
      },
    ],
    data: { article: { image: { __typename: 'Photo', name: 'Sea', pixels: 9 } } },
  },
  {
    ...related,
    title: 'belongsTo an interface of which nothing is stored is null',
    operation: `{ article(site: "times", section: "art", year: 2025, slug: "three") { title image { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Articles',
        Key: { PK: { S: 'times#art' }, SK: { S: '2025#three' } },
        ProjectionExpression: '#title, #cover, #PK, #SK',
        ExpressionAttributeNames: { '#title': 'title', '#cover': 'cover', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Assets',
        Key: { PK: { S: 'ASSET#gone' } },
        ProjectionExpression: '#name, #PK, #kind',
        ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#kind': 'kind' },
      },
    ],
    data: { article: { title: 'Three', image: null } },
  },
  {
    ...related,
    title: 'the images of a list, of whatever type, are one batch of each key once',
    operation: `{ articlesBySiteAndSection(site: "times", section: "art") { nodes { image { name } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#PK = :v0',
        ProjectionExpression: '#cover, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#cover': 'cover', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'times#art' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Assets: {
            Keys: [{ PK: { S: 'ASSET#a1' } }, { PK: { S: 'ASSET#gone' } }, { PK: { S: 'ASSET#a2' } }],
            ProjectionExpression: '#name, #PK, #kind',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#kind': 'kind' },
          },
        },
      },
    ],
    data: {
      articlesBySiteAndSection: { nodes: [{ image: { name: 'Sea' } }, { image: null }, { image: { name: 'Wind' } }] },
    },
  },
];
