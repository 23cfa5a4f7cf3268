import type { Scenario } from '../../support/scenario.js';
import { shop } from '../fixtures/shop.js';

/** One item by its key, and several: what is asked for once is read once. */
export const getByKey: readonly Scenario[] = [
  {
    ...shop,
    title: 'an item is read by its key with one GetItem',
    operation: `{ product(productId: "p1") { name price } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #price, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#price': 'price', '#productId': 'productId' },
      },
    ],
    data: { product: { name: 'Lamp', price: 40 } },
  },
  {
    ...shop,
    title: 'a missing item is null, after one GetItem',
    operation: `{ product(productId: "nope") { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'nope' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: { product: null },
  },
  {
    ...shop,
    title: 'two keys are one BatchGetItem',
    operation: `{ lamp: product(productId: "p1") { name } chair: product(productId: "p2") { name } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }, { productId: { S: 'p2' } }],
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
        },
      },
    ],
    data: { lamp: { name: 'Lamp' }, chair: { name: 'Chair' } },
  },
  {
    ...shop,
    title: 'two aliases of one key are one GetItem',
    operation: `{ a: product(productId: "p1") { name } b: product(productId: "p1") { price } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #price, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#price': 'price', '#productId': 'productId' },
      },
    ],
    data: { a: { name: 'Lamp' }, b: { price: 40 } },
  },
  {
    ...shop,
    title: 'keys of two tables share one BatchGetItem',
    operation: `{ product(productId: "p1") { name } user(userId: "u1") { email } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }],
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
          Users: {
            Keys: [{ userId: { S: 'u1' } }],
            ProjectionExpression: '#email, #userId',
            ExpressionAttributeNames: { '#email': 'email', '#userId': 'userId' },
          },
        },
      },
    ],
    data: { product: { name: 'Lamp' }, user: { email: 'kim@example.com' } },
  },
  {
    ...shop,
    title: 'the same item asked by three paths is one key',
    operation: `{ product(productId: "p1") { name } productsByKeys(keys: [{ productId: "p1" }, { productId: "p2" }]) { price } review(productId: "p1", reviewId: "r1") { rating product { category } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }, { productId: { S: 'p2' } }],
            ProjectionExpression: '#name, #price, #category, #productId',
            ExpressionAttributeNames: {
              '#name': 'name',
              '#price': 'price',
              '#category': 'category',
              '#productId': 'productId',
            },
          },
          Reviews: {
            Keys: [{ productId: { S: 'p1' }, reviewId: { S: 'r1' } }],
            ProjectionExpression: '#rating, #productId, #reviewId',
            ExpressionAttributeNames: { '#rating': 'rating', '#productId': 'productId', '#reviewId': 'reviewId' },
          },
        },
      },
    ],
    data: {
      product: { name: 'Lamp' },
      productsByKeys: [{ price: 40 }, { price: 90 }],
      review: { rating: 5, product: { category: 'light' } },
    },
  },
  {
    ...shop,
    title: 'productsByKeys keeps order and repeats, and is null where nothing is stored',
    operation: `{ productsByKeys(keys: [{ productId: "p3" }, { productId: "nope" }, { productId: "p1" }, { productId: "p3" }]) { productId name } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p3' } }, { productId: { S: 'nope' } }, { productId: { S: 'p1' } }],
            ProjectionExpression: '#productId, #name',
            ExpressionAttributeNames: { '#productId': 'productId', '#name': 'name' },
          },
        },
      },
    ],
    data: {
      productsByKeys: [
        { productId: 'p3', name: 'Torch' },
        null,
        { productId: 'p1', name: 'Lamp' },
        { productId: 'p3', name: 'Torch' },
      ],
    },
  },
  {
    ...shop,
    title: 'productsByKeys of one key is a GetItem',
    operation: `{ productsByKeys(keys: [{ productId: "p2" }]) { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p2' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: { productsByKeys: [{ name: 'Chair' }] },
  },
  {
    ...shop,
    title: 'productsByKeys of no keys sends nothing',
    operation: `{ productsByKeys(keys: []) { name } }`,
    commands: [],
    data: { productsByKeys: [] },
  },
  {
    ...shop,
    title: 'a composite key is both attributes',
    operation: `{ review(productId: "p1", reviewId: "r2") { rating } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Reviews',
        Key: { productId: { S: 'p1' }, reviewId: { S: 'r2' } },
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#rating': 'rating', '#productId': 'productId', '#reviewId': 'reviewId' },
      },
    ],
    data: { review: { rating: 3 } },
  },
  {
    ...shop,
    title: 'an integer given for an ID is its text',
    operation: `{ product(productId: 7) { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: '7' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: { product: null },
  },
  {
    ...shop,
    title: 'belongsTo is a second GetItem after the first',
    operation: `{ product(productId: "p1") { seller { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#sellerId, #productId',
        ExpressionAttributeNames: { '#sellerId': 'sellerId', '#productId': 'productId' },
      },
      {
        action: 'GetItem',
        TableName: 'Sellers',
        Key: { sellerId: { S: 's1' } },
        ProjectionExpression: '#name, #sellerId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
      },
    ],
    data: { product: { seller: { name: 'Ada' } } },
  },
  {
    ...shop,
    title: 'belongsTo without a key is null, with no further call',
    operation: `{ product(productId: "p4") { name seller { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p4' } },
        ProjectionExpression: '#name, #sellerId, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId', '#productId': 'productId' },
      },
    ],
    data: { product: { name: 'Candle', seller: null } },
  },
  {
    ...shop,
    title: 'belongsTo of belongsTo is one GetItem a step',
    operation: `{ product(productId: "p3") { seller { country { name } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p3' } },
        ProjectionExpression: '#sellerId, #productId',
        ExpressionAttributeNames: { '#sellerId': 'sellerId', '#productId': 'productId' },
      },
      {
        action: 'GetItem',
        TableName: 'Sellers',
        Key: { sellerId: { S: 's2' } },
        ProjectionExpression: '#countryCode, #sellerId',
        ExpressionAttributeNames: { '#countryCode': 'countryCode', '#sellerId': 'sellerId' },
      },
      {
        action: 'GetItem',
        TableName: 'Countries',
        Key: { code: { S: 'SE' } },
        ProjectionExpression: '#name, #code',
        ExpressionAttributeNames: { '#name': 'name', '#code': 'code' },
      },
    ],
    data: { product: { seller: { country: { name: 'Sweden' } } } },
  },
  {
    ...shop,
    title: '__typename alone asks for the key',
    operation: `{ product(productId: "p1") { __typename } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#productId',
        ExpressionAttributeNames: { '#productId': 'productId' },
      },
    ],
    data: { product: { __typename: 'Product' } },
  },
];
