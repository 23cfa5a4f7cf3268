import { SHOP, shopItems } from '../fixtures/shop.js';
const R1 = 'AVvq2TpC3Ni2-OMft3im3TJoW3siUyI6InAxIn0seyJTIjoicjEifV0', R2='AVvJCngJjUmDN_SCb77I2RIwW3siUyI6InAxIn0seyJTIjoicjIifV0';
const D2='AVtHYWgDrLHIN4cnjpIIntrCW3siUyI6InAxIn0seyJTIjoicjIifV0', F1='AVsejVXnPW7EeOwuv0iwifm3W3siUyI6InAxIn0seyJTIjoicjEifV0', N1='AVsk-2rXrktdwKXuWN8qLwyNW3siUyI6InAxIn0seyJTIjoicjEifV0';
const C3='AVu1zu7bgLwaDyjdQ0tjIwhtW3siUyI6ImxpZ2h0In0seyJOIjoiMTUifSx7IlMiOiJwMyJ9XQ';
const base = { schema: ['SHOP', SHOP], items: ['shopItems', shopItems] };
const invalid = (title, args, rest = '') => ({ title, operation: `{ reviewsByProductId(productId: "p1"${rest}, ${args}) { nodes { rating } } }` });
export const draft = {
  name: 'paging', doc: 'Pages in both directions, and cursors that are not of this list. Cursors are signed with the secret of the test gateway.',
  imports: "import { SHOP, shopItems } from '../fixtures/shop.js';",
  scenarios: [
    { title: 'a page without a size is the default size', limits: { defaultPageSizeItems: 7 }, operation: '{ reviewsByProductId(productId: "p1") { nodes { rating } } }' },
    { title: 'first: 0 sends nothing', operation: '{ reviewsByProductId(productId: "p1", first: 0) { nodes { rating } } }' },
    { title: 'after starts behind the cursor\'s key', operation: `{ reviewsByProductId(productId: "p1", first: 1, after: "${R1}") { nodes { rating } } }` },
    { title: 'before with last reads backward from the cursor\'s key', operation: `{ reviewsByProductId(productId: "p1", last: 1, before: "${R2}") { nodes { rating } } }` },
    { title: 'last reads backward from the end, and answers in order', operation: '{ reviewsByProductId(productId: "p1", last: 2) { nodes { rating } } }' },
    { title: 'last of a descending list reads forward', operation: '{ reviewsByProductId(productId: "p1", order: DESC, last: 2) { nodes { reviewId rating } } }' },
    { title: 'a cursor of an index is the index\'s key and the table\'s', operation: `{ productsByCategory(category: "light", after: "${C3}") { nodes { name } } }` },
    { title: 'hasPreviousPage behind a cursor is one look back, when it is selected', operation: `{ reviewsByProductId(productId: "p1", first: 1, after: "${R1}") { nodes { rating } pageInfo { hasPreviousPage } } }`, needsEngine: true },
    { title: 'hasPreviousPage without a cursor is false, with no look', operation: '{ reviewsByProductId(productId: "p1", first: 1) { pageInfo { hasPreviousPage } } }' },
    { title: 'edges, startCursor and endCursor come from the items', operation: '{ reviewsByProductId(productId: "p1", first: 2) { edges { cursor } pageInfo { startCursor endCursor } } }' },
    { title: 'null for after is as good as none', operation: '{ reviewsByProductId(productId: "p1", first: 1, after: null) { nodes { rating } } }' },
    { title: 'order: ASC is the same list as no order', operation: `{ reviewsByProductId(productId: "p1", order: ASC, first: 1, after: "${R1}") { nodes { rating } } }` },
    { title: 'an alias is the same list', operation: `{ more: reviewsByProductId(productId: "p1", first: 1, after: "${R1}") { nodes { rating } } }` },
    { title: 'a cursor of the parent\'s relation pages on in it', operation: `{ product(productId: "p1") { reviews(first: 1, after: "${N1}") { nodes { rating } } } }` },
    invalid('garbage is no cursor', 'after: "garbage"'),
    invalid('an empty cursor is none', 'after: ""'),
    invalid('a cursor with one character changed is refused', `after: "${R1.slice(0, -6) + 'x' + R1.slice(-5)}"`),
    invalid('a cursor with something behind it is refused', `after: "${R1}AA"`),
    invalid('a cursor of the list in the other order is refused', `after: "${D2}"`),
    invalid('a cursor of the list with another filter is refused', `after: "${F1}"`),
    invalid('a cursor of another field with the same items is refused', `after: "${N1}"`),
    invalid('a cursor of another type\'s list is refused', `after: "${C3}"`),
    invalid('a wrong cursor in before is named as such', `last: 1, before: "${D2}"`),
    { title: 'a cursor of another partition is refused', operation: `{ reviewsByProductId(productId: "p2", after: "${R1}") { nodes { rating } } }` },
    { title: 'a cursor of another parent is refused, after the parent was read', operation: `{ product(productId: "p2") { reviews(after: "${N1}") { nodes { rating } } } }` },
    invalid('first and last together are refused', 'first: 1, last: 1'),
    invalid('a negative first is refused', 'first: -1'),
    invalid('a negative last is refused', 'last: -5'),
    invalid('more than the most is refused', 'first: 101'),
    { ...invalid('the most is what the limits say', 'last: 11'), limits: { maxPageSizeItems: 10 } },
  ].map((s) => ({ ...base, ...s })),
};
