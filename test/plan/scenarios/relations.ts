import type { Scenario } from '../../support/scenario.js';
import { related } from '../fixtures/related.js';

/** @hasOne, relations to unions and interfaces, through keys of several fields and through a type of links. */
export const relations: readonly Scenario[] = [
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
    ],
    data: { article: { title: 'Three', image: null } },
  },
  {
    ...related,
    title: 'belongsTo through a key of several fields',
    operation: `{ quote(quoteId: "q1") { text article { title year } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q1' } },
        ProjectionExpression: '#text, #onSite, #onSection, #inYear, #slug, #quoteId',
        ExpressionAttributeNames: {
          '#text': 'text',
          '#onSite': 'onSite',
          '#onSection': 'onSection',
          '#inYear': 'inYear',
          '#slug': 'slug',
          '#quoteId': 'quoteId',
        },
      },
      {
        action: 'GetItem',
        TableName: 'Articles',
        Key: { PK: { S: 'times#art' }, SK: { S: '2025#two' } },
        ProjectionExpression: '#title, #SK, #PK',
        ExpressionAttributeNames: { '#title': 'title', '#SK': 'SK', '#PK': 'PK' },
      },
    ],
    data: { quote: { text: 'So it goes.', article: { title: 'Two', year: 2025 } } },
  },
  {
    ...related,
    title: 'a parent without one of the fields of a key has no item, without a call',
    operation: `{ quote(quoteId: "q2") { article { title } sameYear { nodes { title } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q2' } },
        ProjectionExpression: '#onSite, #onSection, #inYear, #slug, #quoteId',
        ExpressionAttributeNames: {
          '#onSite': 'onSite',
          '#onSection': 'onSection',
          '#inYear': 'inYear',
          '#slug': 'slug',
          '#quoteId': 'quoteId',
        },
      },
    ],
    data: { quote: { article: null, sameYear: { nodes: [] } } },
  },
  {
    ...related,
    title: 'a parent whose field cannot stand in the key has no item, without a call',
    operation: `{ quote(quoteId: "q3") { article { title } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q3' } },
        ProjectionExpression: '#onSite, #onSection, #inYear, #slug, #quoteId',
        ExpressionAttributeNames: {
          '#onSite': 'onSite',
          '#onSection': 'onSection',
          '#inYear': 'inYear',
          '#slug': 'slug',
          '#quoteId': 'quoteId',
        },
      },
    ],
    data: { quote: { article: null } },
  },
  {
    ...related,
    title: 'hasMany through leading fields of the sort key',
    operation: `{ quote(quoteId: "q1") { sameYear(order: DESC) { nodes { slug title } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Quotes',
        Key: { quoteId: { S: 'q1' } },
        ProjectionExpression: '#onSite, #onSection, #inYear, #quoteId',
        ExpressionAttributeNames: {
          '#onSite': 'onSite',
          '#onSection': 'onSection',
          '#inYear': 'inYear',
          '#quoteId': 'quoteId',
        },
      },
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #title, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#title': 'title' },
        ExpressionAttributeValues: { ':v0': { S: 'times#art' }, ':v1': { S: '2025#' } },
        ScanIndexForward: false,
        Limit: 20,
      },
    ],
    data: {
      quote: {
        sameYear: {
          nodes: [
            { slug: 'two', title: 'Two' },
            { slug: 'three', title: 'Three' },
          ],
        },
      },
    },
  },
  {
    ...related,
    title: 'hasMany through a partition of several fields, which are in the key of the parent only',
    operation: `{ frontPage(site: "times", section: "art") { theme articles(year: { eq: 2024 }) { nodes { title } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'FrontPages',
        Key: { PK: { S: 'times#art' } },
        ProjectionExpression: '#theme, #PK',
        ExpressionAttributeNames: { '#theme': 'theme', '#PK': 'PK' },
      },
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#title, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#title': 'title' },
        ExpressionAttributeValues: { ':v0': { S: 'times#art' }, ':v1': { S: '2024#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { frontPage: { theme: 'dark', articles: { nodes: [{ title: 'One' }] } } },
  },
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
    title: 'many to many there and back is a Query an item and a batch a step',
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
    operation: `{ person(personId: "ada") { memberships(first: 1, after: "AVvGfix890lO-Biw08r1u96WW3siUyI6ImFkYSJ9LHsiUyI6ImNoZXNzIn1d") { nodes { club { name } } pageInfo { hasPreviousPage } } } }`,
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
    operation: `{ person(personId: "bo") { memberships(after: "AVvGfix890lO-Biw08r1u96WW3siUyI6ImFkYSJ9LHsiUyI6ImNoZXNzIn1d") { nodes { since } } } }`,
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
