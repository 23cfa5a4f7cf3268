import type { Scenario } from '../../support/scenario.js';
import { shop } from '../fixtures/shop.js';

function notACursor(title: string, operation: string, argument = 'after'): Scenario {
  const message = `"${argument}" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "${argument}" out to start anew.`;
  return { ...shop, title, operation, commands: [], errors: [{ code: 'CURSOR_INVALID', message }] };
}

/** Cursors that are not of this list. They are made with the secret of the test gateway. */
export const cursors: readonly Scenario[] = [
  notACursor('garbage is no cursor', `{ reviewsByProductId(productId: "p1", after: "garbage") { nodes { rating } } }`),
  notACursor('an empty cursor is none', `{ reviewsByProductId(productId: "p1", after: "") { nodes { rating } } }`),
  notACursor(
    'a cursor with one character changed is refused',
    `{ reviewsByProductId(productId: "p1", after: "AmuHZljalU9OdH_a-9DjJaIlcmWIvTolwM0UzN8HBdhcrBlDmcbnIH6OS0WrXwRQCew") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor with something behind it is refused',
    `{ reviewsByProductId(productId: "p1", after: "AmuHZljalU9OdH_a-9DjJaIlcmWIvTolwM0UzN8HddhcrBlDmcbnIH6OS0WrXwRQCewAA") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of the list in the other order is refused',
    `{ reviewsByProductId(productId: "p1", after: "AmvMnjeEf3JbOuVoCVm10mdi2tHwPCAL1Xc8dO8JjzTOcTfwdwBNRRcqvEPtxaYHKEI") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of the list with another filter is refused',
    `{ reviewsByProductId(productId: "p1", after: "Amu5QGpG7zve96xDtOwK9Vrz7HqsE4AtoBHkJMPLgR__dRQ-P3CGn_zuMKNmYbods1Q") { nodes { rating } } }`,
  ),
  notACursor(
    'a cursor of another field with the same items is refused',
    `{ reviewsByProductId(productId: "p1", after: "Amvd7w9LfnifvjclARFfDcFaM9K1Cs5VypIh7Xvbip-ZW-SWq0G3KTsBHTMvLkh0DxM") { nodes { rating } } }`,
  ),
  notACursor(
    "a cursor of another type's list is refused",
    `{ reviewsByProductId(productId: "p1", after: "AmtT_RlIGz3-8uw_Vez1k6IrpGNg_DLMmiUqaU04IyCgUAbQkVJm8SjruuqhQ1YaHFKugIQ8N-8uqXYRhJmAfQ2-") { nodes { rating } } }`,
  ),
  notACursor(
    'a wrong cursor in before is named as such',
    `{ reviewsByProductId(productId: "p1", last: 1, before: "AmvMnjeEf3JbOuVoCVm10mdi2tHwPCAL1Xc8dO8JjzTOcTfwdwBNRRcqvEPtxaYHKEI") { nodes { rating } } }`,
    'before',
  ),
  notACursor(
    'a cursor of another partition is refused',
    `{ reviewsByProductId(productId: "p2", after: "AmuHZljalU9OdH_a-9DjJaIlcmWIvTolwM0UzN8HddhcrBlDmcbnIH6OS0WrXwRQCew") { nodes { rating } } }`,
  ),
  {
    ...shop,
    title: 'a cursor of another parent is refused, after the parent was read',
    operation: `{ product(productId: "p2") { reviews(after: "Amvd7w9LfnifvjclARFfDcFaM9K1Cs5VypIh7Xvbip-ZW-SWq0G3KTsBHTMvLkh0DxM") { nodes { rating } } } }`,
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
