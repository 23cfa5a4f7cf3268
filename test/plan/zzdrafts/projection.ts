import { SHOP, shopItems } from '../fixtures/shop.js';
const base = { schema: ['SHOP', SHOP], items: ['shopItems', shopItems] };
export const draft = {
  name: 'projection', doc: 'Exactly what the document selects is read, and the keys.',
  imports: "import { SHOP, shopItems } from '../fixtures/shop.js';",
  scenarios: [
    { title: 'fields of fragments add up', operation: '{ product(productId: "p1") { ...A ... on Product { price } } } fragment A on Product { name }' },
    { title: 'aliases of one field project it once', operation: '{ product(productId: "p1") { a: name b: name } }' },
    { title: 'a field left out by @skip or @include is not read', operation: 'query ($yes: Boolean!, $no: Boolean!) { product(productId: "p1") { name @skip(if: $yes) price @include(if: $no) category @include(if: $yes) } }', variables: { yes: true, no: false } },
    { title: 'a fragment left out by @include is not read', operation: 'query ($no: Boolean!) { product(productId: "p1") { category ... @include(if: $no) { name } ...A @skip(if: true) } } fragment A on Product { price }', variables: { no: false } },
    { title: 'a lookup left out by @skip sends nothing', operation: '{ product(productId: "p1") @skip(if: true) { name } __typename }' },
    { title: 'a fragment on an interface of the user\'s own counts', operation: '{ product(productId: "p1") { ... on Named { name } } seller(sellerId: "s1") { ...N } } fragment N on Named { name }' },
    { title: 'what two fields select of one type by key adds up', operation: '{ product(productId: "p1") { name } review(productId: "p1", reviewId: "r1") { product { price } } }' },
    { title: 'a relation needs the fields that hold its key', operation: '{ review(productId: "p1", reviewId: "r1") { user { name } } }' },
    { title: 'hasMany of the own key needs no further field', operation: '{ product(productId: "p1") { reviews { nodes { rating } } } }' },
    { title: 'members of a map are read with the whole map', operation: '{ product(productId: "p1") { size { widthCm depthCm } } }' },
    { title: 'edges and nodes add up', operation: '{ reviewsByProductId(productId: "p1") { edges { node { rating } } nodes { userId } } }' },
    { title: 'two lists of one type are projected each by itself', operation: '{ a: reviewsByProductId(productId: "p1") { nodes { rating } } b: reviewsByProductId(productId: "p2") { nodes { userId } } }' },
    { title: 'pageInfo alone reads the keys', operation: '{ reviewsByProductId(productId: "p1", first: 1) { pageInfo { hasNextPage hasPreviousPage } } }' },
    { title: 'hasNextPage is read only when selected: one item more', operation: '{ reviewsByProductId(productId: "p1", first: 1) { nodes { rating } pageInfo { hasNextPage } } }' },
    { title: 'a write gives back the item only when it is selected', operation: 'mutation { updateSeller(sellerId: "s1", set: { name: "Eva" }) { conflict { reason } } }' },
  ].map((s) => ({ ...base, ...s })),
};
