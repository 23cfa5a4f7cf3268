import type { Scenario } from '../../support/scenario.js';
import { related } from '../fixtures/related.js';

/** Relations through keys of several fields. */
export const relations: readonly Scenario[] = [
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
];
