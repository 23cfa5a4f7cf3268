import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { Scenario } from '../../support/scenario.js';
import { item } from '../../support/scenarioItem.js';
import type { Command } from '../../support/testGateway.js';
import { SHOP, shop } from '../fixtures/shop.js';

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(3, '0')}`);

const keys = (name: string, values: readonly string[]): readonly AttributeMap[] =>
  values.map((value) => ({ [name]: { S: value } }));

/** `count` products of one category in the order of their price, each with a seller of `sellers`. */
const products = (count: number, sellerOf: (at: number) => string): readonly AttributeMap[] =>
  numbered('p', count).map((productId, at) =>
    item({ productId, name: productId, category: 'all', price: at, sellerId: sellerOf(at) }),
  );

function categoryQuery(fields: readonly string[], limit: number): Command {
  const attributes = [...new Set([...fields, 'productId', 'category', 'price'])];
  return {
    action: 'Query',
    TableName: 'Products',
    IndexName: 'CategoryPriceIndex',
    KeyConditionExpression: '#category = :v0',
    ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: { ':v0': { S: 'all' } },
    ScanIndexForward: true,
    Limit: limit,
  };
}

function sellersBatch(sellerIds: readonly string[]): Command {
  return {
    action: 'BatchGetItem',
    RequestItems: {
      Sellers: {
        Keys: keys('sellerId', sellerIds),
        ProjectionExpression: '#name, #sellerId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
      },
    },
  };
}

const sellers = numbered('s', 150);
const hundred = {
  Products: products(100, (at) => sellers[at] ?? ''),
  Sellers: sellers.slice(0, 100).map((sellerId) => item({ sellerId, name: `Seller ${sellerId}` })),
};
const hundredAndFifty = {
  Products: products(150, (at) => sellers[at] ?? ''),
  Sellers: sellers.map((sellerId) => item({ sellerId, name: `Seller ${sellerId}` })),
};
const fewSellers = {
  Products: products(100, (at) => sellers[at % 3] ?? ''),
  Sellers: hundred.Sellers.slice(0, 3),
};

const productIds = numbered('p', 50);
/** 50 products with 6 reviews each; the 250 that are the first 5 of a product are by 120 users. */
const userOf = (product: number, review: number): string => `u${String((product * 5 + review) % 120).padStart(3, '0')}`;
const reviewed = {
  Products: products(50, () => 's000'),
  Reviews: productIds.flatMap((productId, product) =>
    numbered('r', 6).map((reviewId, review) =>
      item({ productId, reviewId, rating: (review % 5) + 1, userId: userOf(product, review) }),
    ),
  ),
  Users: numbered('u', 125).map((userId) => item({ userId, name: `User ${userId}` })),
};

function reviewsQuery(productId: string): Command {
  return {
    action: 'Query',
    TableName: 'Reviews',
    KeyConditionExpression: '#productId = :v0',
    ProjectionExpression: '#userId, #productId, #reviewId',
    ExpressionAttributeNames: { '#userId': 'userId', '#productId': 'productId', '#reviewId': 'reviewId' },
    ExpressionAttributeValues: { ':v0': { S: productId } },
    ScanIndexForward: true,
    Limit: 5,
  };
}

function usersBatch(userIds: readonly string[]): Command {
  return {
    action: 'BatchGetItem',
    RequestItems: {
      Users: {
        Keys: keys('userId', userIds),
        ProjectionExpression: '#name, #userId',
        ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
      },
    },
  };
}

const fifty = numbered('p', 50);
const aliases = (idOf: (at: number) => string): string =>
  `{ ${fifty.map((_, at) => `a${at}: product(productId: "${idOf(at)}") { name }`).join(' ')} }`;

/** Siblings share a call, whatever their number. */
export const batches: readonly Scenario[] = [
  {
    title: '100 products each with a seller are one Query and one BatchGetItem',
    schema: SHOP,
    items: hundred,
    operation: `{ productsByCategory(category: "all", first: 100) { nodes { seller { name } } } }`,
    commands: [categoryQuery(['sellerId'], 100), sellersBatch(sellers.slice(0, 100))],
    data: {
      productsByCategory: {
        nodes: sellers.slice(0, 100).map((sellerId) => ({ seller: { name: `Seller ${sellerId}` } })),
      },
    },
  },
  {
    title: '150 products with 150 sellers are one Query and two BatchGetItems',
    schema: SHOP,
    items: hundredAndFifty,
    limits: { maxPageSizeItems: 150 },
    operation: `{ productsByCategory(category: "all", first: 150) { nodes { seller { name } } } }`,
    commands: [categoryQuery(['sellerId'], 150), sellersBatch(sellers.slice(0, 100)), sellersBatch(sellers.slice(100))],
    data: { productsByCategory: { nodes: sellers.map((sellerId) => ({ seller: { name: `Seller ${sellerId}` } })) } },
  },
  {
    title: '100 products of three sellers ask for three keys',
    schema: SHOP,
    items: fewSellers,
    operation: `{ productsByCategory(category: "all", first: 100) { nodes { seller { name } } } }`,
    commands: [categoryQuery(['sellerId'], 100), sellersBatch(sellers.slice(0, 3))],
    data: {
      productsByCategory: {
        nodes: Array.from({ length: 100 }, (_, at) => ({ seller: { name: `Seller ${sellers[at % 3]}` } })),
      },
    },
  },
  {
    title:
      '50 products, the first 5 reviews of each and their users are 1 + 50 Queries and two BatchGetItems of 120 users',
    schema: SHOP,
    items: reviewed,
    keysInAnyOrder: true,
    operation: `{ productsByCategory(category: "all", first: 50) { nodes { reviews(first: 5) { nodes { user { name } } } } } }`,
    commands: [
      categoryQuery([], 50),
      ...productIds.map(reviewsQuery),
      usersBatch(numbered('u', 100)),
      usersBatch(numbered('u', 120).slice(100)),
    ],
    data: {
      productsByCategory: {
        nodes: productIds.map((_, product) => ({
          reviews: {
            nodes: [0, 1, 2, 3, 4].map((review) => ({ user: { name: `User ${userOf(product, review)}` } })),
          },
        })),
      },
    },
  },
  {
    title: '50 aliases of one lookup are one BatchGetItem of 50 keys',
    schema: SHOP,
    items: hundred,
    operation: aliases((at) => fifty[at] ?? ''),
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: keys('productId', fifty),
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
        },
      },
    ],
    data: Object.fromEntries(fifty.map((name, at) => [`a${at}`, { name }])),
  },
  {
    title: '50 aliases of one lookup with one key are one GetItem',
    schema: SHOP,
    items: hundred,
    operation: aliases(() => 'p007'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p007' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: Object.fromEntries(fifty.map((_, at) => [`a${at}`, { name: 'p007' }])),
  },
  {
    title: 'productsByKeys of 101 keys is two BatchGetItems',
    schema: SHOP,
    items: hundred,
    operation: `query ($keys: [ProductKey!]!) { productsByKeys(keys: $keys) { price } }`,
    variables: { keys: numbered('p', 101).map((productId) => ({ productId })) },
    commands: [numbered('p', 100), ['p100']].map((ids): Command => {
      const asked = {
        ProjectionExpression: '#price, #productId',
        ExpressionAttributeNames: { '#price': 'price', '#productId': 'productId' },
      };
      return {
        action: 'BatchGetItem',
        RequestItems: { Products: { Keys: keys('productId', ids), ...asked } },
      };
    }),
    data: { productsByKeys: [...Array.from({ length: 100 }, (_, price) => ({ price })), null] },
  },
  {
    title: 'two relations of one wave share one BatchGetItem of two tables',
    ...shop,
    operation: `{ reviewsByProductId(productId: "p1") { nodes { user { name } product { name } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#userId, #productId, #reviewId',
        ExpressionAttributeNames: { '#userId': 'userId', '#productId': 'productId', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Users: {
            Keys: keys('userId', ['u1', 'u2']),
            ProjectionExpression: '#name, #userId',
            ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
          },
          Products: {
            Keys: keys('productId', ['p1']),
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
        },
      },
    ],
    data: {
      reviewsByProductId: {
        nodes: [
          { user: { name: 'Kim' }, product: { name: 'Lamp' } },
          { user: { name: 'Lee' }, product: { name: 'Lamp' } },
        ],
      },
    },
  },
  {
    title: 'a list and a lookup side by side: the lookup waits for the keys that the list will ask for',
    ...shop,
    operation: `{ user(userId: "u2") { name } reviewsByProductId(productId: "p2") { nodes { user { name } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#userId, #productId, #reviewId',
        ExpressionAttributeNames: { '#userId': 'userId', '#productId': 'productId', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p2' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      usersBatch(['u2', 'u1']),
    ],
    data: { user: { name: 'Lee' }, reviewsByProductId: { nodes: [{ user: { name: 'Kim' } }] } },
  },
];
