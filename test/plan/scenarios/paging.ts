import type { Scenario } from '../../support/scenario.js';
import { SHOP, shopItems } from '../fixtures/shop.js';

/** Pages in both directions, and cursors that are not of this list. Cursors are signed with the secret of the test gateway. */
export const paging: readonly Scenario[] = [
  {
    title: 'a page without a size is the default size',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1") { nodes { rating } } }`,
    limits: { defaultPageSizeItems: 7 },
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 7,
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }, { rating: 3 }] } },
  },
  {
    title: 'first: 0 sends nothing',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 0) { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: { nodes: [] } },
  },
  {
    title: "after starts behind the cursor's key",
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1, after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 3 }] } },
  },
  {
    title: "before with last reads backward from the cursor's key",
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", last: 1, before: "AVvJCngJjUmDN_SCb77I2RIwW3siUyI6InAxIn0seyJTIjoicjIifV0") { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: false,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r2' } },
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }] } },
  },
  {
    title: 'last reads backward from the end, and answers in order',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", last: 2) { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: false,
        Limit: 2,
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }, { rating: 3 }] } },
  },
  {
    title: 'last of a descending list reads forward',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", order: DESC, last: 2) { nodes { reviewId rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#reviewId, #rating, #productId',
        ExpressionAttributeNames: { '#productId': 'productId', '#reviewId': 'reviewId', '#rating': 'rating' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 2,
      },
    ],
    data: {
      reviewsByProductId: {
        nodes: [
          { reviewId: 'r2', rating: 3 },
          { reviewId: 'r1', rating: 5 },
        ],
      },
    },
  },
  {
    title: "a cursor of an index is the index's key and the table's",
    schema: SHOP,
    items: shopItems,
    operation: `{ productsByCategory(category: "light", after: "AVu1zu7bgLwaDyjdQ0tjIwhtW3siUyI6ImxpZ2h0In0seyJOIjoiMTUifSx7IlMiOiJwMyJ9XQ") { nodes { name } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Products',
        IndexName: 'CategoryPriceIndex',
        KeyConditionExpression: '#category = :v0',
        ProjectionExpression: '#name, #productId, #category, #price',
        ExpressionAttributeNames: {
          '#category': 'category',
          '#name': 'name',
          '#productId': 'productId',
          '#price': 'price',
        },
        ExpressionAttributeValues: { ':v0': { S: 'light' } },
        ScanIndexForward: true,
        Limit: 20,
        ExclusiveStartKey: { category: { S: 'light' }, price: { N: '15' }, productId: { S: 'p3' } },
      },
    ],
    data: { productsByCategory: { nodes: [{ name: 'Lamp' }] } },
  },
  {
    title: 'hasPreviousPage behind a cursor is one look back, when it is selected',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1, after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } pageInfo { hasPreviousPage } } }`,
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
      },
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: false,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r2' } },
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 3 }], pageInfo: { hasPreviousPage: true } } },
  },
  {
    title: 'hasPreviousPage without a cursor is false, with no look',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1) { pageInfo { hasPreviousPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { reviewsByProductId: { pageInfo: { hasPreviousPage: false } } },
  },
  {
    title: 'edges, startCursor and endCursor come from the items',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 2) { edges { cursor } pageInfo { startCursor endCursor } } }`,
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
    data: {
      reviewsByProductId: {
        edges: [
          { cursor: 'AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0' },
          { cursor: 'AVvJCngJjUmDN_SCb77I2RIwW3siUyI6InAxIn0seyJTIjoicjIifV0' },
        ],
        pageInfo: {
          startCursor: 'AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0',
          endCursor: 'AVvJCngJjUmDN_SCb77I2RIwW3siUyI6InAxIn0seyJTIjoicjIifV0',
        },
      },
    },
  },
  {
    title: 'null for after is as good as none',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1, after: null) { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 5 }] } },
  },
  {
    title: 'order: ASC is the same list as no order',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", order: ASC, first: 1, after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
      },
    ],
    data: { reviewsByProductId: { nodes: [{ rating: 3 }] } },
  },
  {
    title: 'an alias is the same list',
    schema: SHOP,
    items: shopItems,
    operation: `{ more: reviewsByProductId(productId: "p1", first: 1, after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Reviews',
        KeyConditionExpression: '#productId = :v0',
        ProjectionExpression: '#rating, #productId, #reviewId',
        ExpressionAttributeNames: { '#productId': 'productId', '#rating': 'rating', '#reviewId': 'reviewId' },
        ExpressionAttributeValues: { ':v0': { S: 'p1' } },
        ScanIndexForward: true,
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
      },
    ],
    data: { more: { nodes: [{ rating: 3 }] } },
  },
  {
    title: "a cursor of the parent's relation pages on in it",
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p1") { reviews(first: 1, after: "AVsk-2rXrktdwKXuWN8qLwyNW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } } }`,
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
        Limit: 1,
        ExclusiveStartKey: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
      },
    ],
    data: { product: { reviews: { nodes: [{ rating: 3 }] } } },
  },
  {
    title: 'garbage is no cursor',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "garbage") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'an empty cursor is none',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor with one character changed is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicxEifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor with something behind it is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0AA") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor of the list in the other order is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVtHYWgDrLHIN4cnjpIIntrCW3siUyI6InAxIn0seyJTIjoicjIifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor of the list with another filter is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVsejVXnPW7EeOwuv0iwifm3W3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor of another field with the same items is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVsk-2rXrktdwKXuWN8qLwyNW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: "a cursor of another type's list is refused",
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", after: "AVu1zu7bgLwaDyjdQ0tjIwhtW3siUyI6ImxpZ2h0In0seyJOIjoiMTUifSx7IlMiOiJwMyJ9XQ") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a wrong cursor in before is named as such',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", last: 1, before: "AVtHYWgDrLHIN4cnjpIIntrCW3siUyI6InAxIn0seyJTIjoicjIifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"before" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "before" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor of another partition is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p2", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'a cursor of another parent is refused, after the parent was read',
    schema: SHOP,
    items: shopItems,
    operation: `{ product(productId: "p2") { reviews(after: "AVsk-2rXrktdwKXuWN8qLwyNW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p2' } },
        ProjectionExpression: '#productId',
        ExpressionAttributeNames: { '#productId': 'productId' },
      },
    ],
    data: { product: { reviews: null } },
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    title: 'first and last together are refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 1, last: 1) { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"first" and "last" cannot be given together: "first" pages forward, "last" backward.',
      },
    ],
  },
  {
    title: 'a negative first is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: -1) { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      { code: 'BAD_USER_INPUT', message: '"first" must be from 0 to 100; it is -1. Page on with a cursor for more.' },
    ],
  },
  {
    title: 'a negative last is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", last: -5) { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      { code: 'BAD_USER_INPUT', message: '"last" must be from 0 to 100; it is -5. Page on with a cursor for more.' },
    ],
  },
  {
    title: 'more than the most is refused',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", first: 101) { nodes { rating } } }`,
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      { code: 'BAD_USER_INPUT', message: '"first" must be from 0 to 100; it is 101. Page on with a cursor for more.' },
    ],
  },
  {
    title: 'the most is what the limits say',
    schema: SHOP,
    items: shopItems,
    operation: `{ reviewsByProductId(productId: "p1", last: 11) { nodes { rating } } }`,
    limits: { maxPageSizeItems: 10 },
    commands: [],
    data: { reviewsByProductId: null },
    errors: [
      { code: 'BAD_USER_INPUT', message: '"last" must be from 0 to 10; it is 11. Page on with a cursor for more.' },
    ],
  },
];
