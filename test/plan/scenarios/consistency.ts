import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { shop } from '../fixtures/shop.js';

/** Strong consistency, where it is asked for and where DynamoDB has it. */
export const consistency: readonly Scenario[] = [
  {
    ...shop,
    title: '@consistent on the query makes its reads consistent',
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
    ...shop,
    title: '@consistent on a field makes that read consistent',
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
    ...shop,
    title: 'one item read consistently and eventually is two reads, each as it was asked',
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
    ...shop,
    title: "@consistent on a relation is that read's own",
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
    ...shop,
    title: '@consistent on the list of a table is a consistent Query',
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
  refused(
    shop,
    '@consistent on a global index is refused',
    `{ productsByCategory(category: "light") @consistent { nodes { name } } }`,
    '@consistent cannot be used here: "CategoryPriceIndex" is a global index of Product, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
  refused(
    shop,
    '@consistent on a query is refused where it meets a global index',
    `query @consistent { productsByCategory(category: "light") { nodes { name } } }`,
    '@consistent cannot be used here: "CategoryPriceIndex" is a global index of Product, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
];
