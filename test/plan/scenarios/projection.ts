import type { Scenario } from '../../support/scenario.js';
import { SHOP, shopItems } from '../fixtures/shop.js';

/** Exactly what the document selects is read, and the keys. */
export const projection: readonly Scenario[] = [
  {
    title: 'fields of fragments add up',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { ...A ... on Product { price } } } fragment A on Product { name }`,
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
    title: 'aliases of one field project it once',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { a: name b: name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
      },
    ],
    data: { product: { a: 'Lamp', b: 'Lamp' } },
  },
  {
    title: 'a field left out by @skip or @include is not read',
    schema: SHOP,
    items: shopItems,
    operation: `query ($yes: Boolean!, $no: Boolean!) { product(productId: "p1") { name @skip(if: $yes) price @include(if: $no) category @include(if: $yes) } }`,
    variables: { yes: true, no: false },
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#category, #productId',
        ExpressionAttributeNames: { '#category': 'category', '#productId': 'productId' },
      },
    ],
    data: { product: { category: 'light' } },
  },
  {
    title: 'a fragment left out by @include is not read',
    schema: SHOP,
    items: shopItems,
    operation: `query ($no: Boolean!) { product(productId: "p1") { category ... @include(if: $no) { name } ...A @skip(if: true) } } fragment A on Product { price }`,
    variables: { no: false },
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#category, #productId',
        ExpressionAttributeNames: { '#category': 'category', '#productId': 'productId' },
      },
    ],
    data: { product: { category: 'light' } },
  },
  {
    title: 'a lookup left out by @skip sends nothing',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") @skip(if: true) { name } __typename }`,
    commands: [],
    data: { __typename: 'Query' },
  },
  {
    title: "a fragment on an interface of the user's own counts",
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { ... on Named { name } } seller(sellerId: "s1") { ...N } } fragment N on Named { name }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }],
            ProjectionExpression: '#name, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
          },
          Sellers: {
            Keys: [{ sellerId: { S: 's1' } }],
            ProjectionExpression: '#name, #sellerId',
            ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
          },
        },
      },
    ],
    data: { product: { name: 'Lamp' }, seller: { name: 'Ada' } },
  },
  {
    title: 'what two fields select of one type by key adds up',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { name } review(productId: "p1", reviewId: "r1") { product { price } } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Products: {
            Keys: [{ productId: { S: 'p1' } }],
            ProjectionExpression: '#name, #price, #productId',
            ExpressionAttributeNames: { '#name': 'name', '#price': 'price', '#productId': 'productId' },
          },
          Reviews: {
            Keys: [{ productId: { S: 'p1' }, reviewId: { S: 'r1' } }],
            ProjectionExpression: '#productId, #reviewId',
            ExpressionAttributeNames: { '#productId': 'productId', '#reviewId': 'reviewId' },
          },
        },
      },
    ],
    data: { product: { name: 'Lamp' }, review: { product: { price: 40 } } },
  },
  {
    title: 'a relation needs the fields that hold its key',
    schema: SHOP,
    items: shopItems,
    operation: `{ review(productId: "p1", reviewId: "r1") { user { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Reviews',
        Key: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
        ProjectionExpression: '#userId, #productId, #reviewId',
        ExpressionAttributeNames: { '#userId': 'userId', '#productId': 'productId', '#reviewId': 'reviewId' },
      },
      {
        action: 'GetItem',
        TableName: 'Users',
        Key: { userId: { S: 'u1' } },
        ProjectionExpression: '#name, #userId',
        ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
      },
    ],
    data: { review: { user: { name: 'Kim' } } },
  },
  {
    title: 'hasMany of the own key needs no further field',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { reviews { nodes { rating } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#productId',
        ExpressionAttributeNames: { '#productId': 'productId' },
      },
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { product: { reviews: { nodes: [{ rating: 5 }, { rating: 3 }] } } },
  },
  {
    title: 'members of a map are read with the whole map',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { size { widthCm depthCm } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#size, #productId',
        ExpressionAttributeNames: { '#size': 'size', '#productId': 'productId' },
      },
    ],
    data: { product: { size: { widthCm: 20, depthCm: null } } },
  },
  {
    title: 'edges and nodes add up',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1") { edges { node { rating } } nodes { userId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #userId, #productId, #reviewId',
        ExpressionAttributeNames: {
          '#productId': 'productId',
          '#rating': 'rating',
          '#userId': 'userId',
          '#reviewId': 'reviewId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      reviewsByProductId: {
        edges: [{ node: { rating: 5 } }, { node: { rating: 3 } }],
        nodes: [{ userId: 'u1' }, { userId: 'u2' }],
      },
    },
  },
  {
    title: 'two lists of one type are projected each by itself',
    schema: SHOP,
    items: shopItems,
    operation: `{ a: reviewsByProductId(productId: "p1") { nodes { rating } } b: reviewsByProductId(productId: "p2") { nodes { userId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#userId, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#userId': 'userId', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p2' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { a: { nodes: [{ rating: 5 }, { rating: 3 }] }, b: { nodes: [{ userId: 'u1' }] } },
  },
  {
    title: 'pageInfo alone reads the keys',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1) { pageInfo { hasNextPage hasPreviousPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 2,
      },
    ],
    data: { reviewsByProductId: { pageInfo: { hasNextPage: true, hasPreviousPage: false } } },
  },
  {
    title: 'hasNextPage is read only when selected: one item more',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1) { nodes { rating } pageInfo { hasNextPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 2,
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }], pageInfo: { hasNextPage: true } } },
  },
  {
    title: 'a write gives back the item only when it is selected',
    schema: SHOP,
    items: shopItems,
    operation: `mutation { updateSeller(sellerId: "s1", set: { name: "Eva" }) { conflict { reason } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Sellers',
        Key: { sellerId: { S: 's1' } },
        UpdateExpression: 'SET #name = :v0',
        ConditionExpression: 'attribute_exists(#sellerId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
        ExpressionAttributeValues: { ':v0': { S: 'Eva' } },
      },
    ],
    data: { updateSeller: { conflict: null } },
  },
];
