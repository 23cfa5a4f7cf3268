import type { Scenario } from '../../support/scenario.js';
import { shop } from '../fixtures/shop.js';

function notACursor(title: string, operation: string, argument = 'after'): Scenario {
  const message = `"${argument}" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "${argument}" out to start anew.`;
  return { ...shop, title, operation, commands: [], errors: [{ code: 'CURSOR_INVALID', message }] };
}

/** Cursors that are not of this list. They are signed with the secret of the test gateway. */
export const cursors: readonly Scenario[] = [
  notACursor('garbage is no cursor', `{ reviewsByProductId(productId: "p1", after: "garbage") { nodes { rating } } }`),
  notACursor('an empty cursor is none', `{ reviewsByProductId(productId: "p1", after: "") { nodes { rating } } }`),
  notACursor(
    'a cursor with one character changed is refused',
    `{ reviewsByProductId(productId: "p1", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicxEifV0") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor with something behind it is refused',
    `{ reviewsByProductId(productId: "p1", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0AA") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of the list in the other order is refused',
    `{ reviewsByProductId(productId: "p1", after: "AVtHYWgDrLHIN4cnjpIIntrCW3siUyI6InAxIn0seyJTIjoicjIifV0") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of the list with another filter is refused',
    `{ reviewsByProductId(productId: "p1", after: "AVsejVXnPW7EeOwuv0iwifm3W3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of another field with the same items is refused',
    `{ reviewsByProductId(productId: "p1", after: "AVsk-2rXrktdwKXuWN8qLwyNW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
  ),
  notACursor(
    "a cursor of another type's list is refused",
    `{ reviewsByProductId(productId: "p1", after: "AVu1zu7bgLwaDyjdQ0tjIwhtW3siUyI6ImxpZ2h0In0seyJOIjoiMTUifSx7IlMiOiJwMyJ9XQ") { nodes { rating } } }`,
  ),
  notACursor(
    'a wrong cursor in before is named as such',
    `{ reviewsByProductId(productId: "p1", last: 1, before: "AVtHYWgDrLHIN4cnjpIIntrCW3siUyI6InAxIn0seyJTIjoicjIifV0") { nodes { rating } } }`,
    'before',
  ),
  notACursor(
    'a cursor of another partition is refused',
    `{ reviewsByProductId(productId: "p2", after: "AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0") { nodes { rating } } }`,
  ),
  {
    ...shop,
    title: 'a cursor of another parent is refused, after the parent was read',
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
];
