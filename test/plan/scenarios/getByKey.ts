import type { Scenario } from '../../support/scenario.js';
import { SHOP, shopItems } from '../fixtures/shop.js';

/** One item by its key, and several: what is asked for once is read once. */
export const getByKey: readonly Scenario[] = [
  {
    title: 'an item is read by its key with one GetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'a missing item is null, after one GetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'two keys are one BatchGetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'two aliases of one key are one GetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'keys of two tables share one BatchGetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'the same item asked by three paths is one key',
    schema: SHOP,
    items: shopItems,
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
    title: 'productsByKeys keeps order and repeats, and is null where nothing is stored',
    schema: SHOP,
    items: shopItems,
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
    title: 'productsByKeys of one key is a GetItem',
    schema: SHOP,
    items: shopItems,
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
    title: 'productsByKeys of no keys sends nothing',
    schema: SHOP,
    items: shopItems,
    operation: `{ productsByKeys(keys: []) { name } }`,
    commands: [],
    data: { productsByKeys: [] },
  },
  {
    title: 'a composite key is both attributes',
    schema: SHOP,
    items: shopItems,
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
    title: 'an integer given for an ID is its text',
    schema: SHOP,
    items: shopItems,
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
    title: 'belongsTo is a second GetItem after the first',
    schema: SHOP,
    items: shopItems,
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
    title: 'belongsTo without a key is null, with no further call',
    schema: SHOP,
    items: shopItems,
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
    title: 'belongsTo of belongsTo is one GetItem a step',
    schema: SHOP,
    items: shopItems,
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
    title: '__typename alone asks for the key',
    schema: SHOP,
    items: shopItems,
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
  {
    title: '@consistent on the query makes its reads consistent',
    schema: SHOP,
    items: shopItems,
    operation: `query @consistent { product(productId: "p1") { name seller { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #sellerId, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId', '#productId': 'productId' },
        ConsistentRead: true,
      },
      {
        action: 'GetItem',
        TableName: 'Sellers',
        Key: { sellerId: { S: 's1' } },
        ProjectionExpression: '#name, #sellerId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
        ConsistentRead: true,
      },
    ],
    data: { product: { name: 'Lamp', seller: { name: 'Ada' } } },
  },
  {
    title: '@consistent on a field makes that read consistent',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") @consistent { name } user(userId: "u1") { name } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }],
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            ConsistentRead: true,
          },
          Users: {
            Keys: [{ userId: { S: 'u1' } }],
            ProjectionExpression: '#name, #userId',
            ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
          },
        },
      },
    ],
    data: { product: { name: 'Lamp' }, user: { name: 'Kim' } },
  },
  {
    title: 'one item read consistently and eventually is two reads, each as it was asked',
    schema: SHOP,
    items: shopItems,
    operation: `{ a: product(productId: "p1") @consistent { name } b: product(productId: "p1") { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
        ConsistentRead: true,
      },
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: { a: { name: 'Lamp' }, b: { name: 'Lamp' } },
  },
  {
    title: "@consistent on a relation is that read's own",
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { seller @consistent { name } } }`,
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
        ConsistentRead: true,
      },
    ],
    data: { product: { seller: { name: 'Ada' } } },
  },
  {
    title: '@consistent on the list of a table is a consistent Query',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1") @consistent { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ConsistentRead: true,
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }, { rating: 3 }] } },
  },
  {
    title: '@consistent on a global index is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ productsByCategory(category: "light") @consistent { nodes { name } } }`,
    commands: [],
    data: { productsByCategory: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '@consistent cannot be used here: "CategoryPriceIndex" is a global index of Product, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
      },
    ],
  },
  {
    title: '@consistent on a query is refused where it meets a global index',
    schema: SHOP,
    items: shopItems,
    operation: `query @consistent { productsByCategory(category: "light") { nodes { name } } }`,
    commands: [],
    data: { productsByCategory: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '@consistent cannot be used here: "CategoryPriceIndex" is a global index of Product, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
      },
    ],
  },
];
