import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { ledger } from '../fixtures/ledger.js';
import { shop } from '../fixtures/shop.js';

/** What `query @transaction` cannot read: refused by its path before anything is sent, by every root field. */
export const snapshotRefusals: readonly Scenario[] = [
  {
    ...shop,
    title: 'a list beside keys is refused, and every root field says so',
    operation: `query @transaction { a: product(productId: "p1") { name } b: productsByCategory(category: "light") { nodes { name } } }`,
    commands: [],
    data: { a: null, b: null },
    errors: [
      { code: 'BAD_USER_INPUT', message: notByKey('b') },
      { code: 'BAD_USER_INPUT', message: notByKey('b') },
    ],
  },
  refused(
    shop,
    'a relation whose key is in the item is refused by its path',
    `query @transaction { review(productId: "p1", reviewId: "r1") { of: product { its: seller { name } } } }`,
    notKnown('review.of.its', 'sellerId', 'Product'),
  ),
  refused(
    shop,
    'the first field in the document that cannot be read is the reason',
    `query @transaction { product(productId: "p1") { ...Related } } fragment Related on Product { reviews { totalCount } seller { name } }`,
    notByKey('product.reviews'),
  ),
  refused(
    ledger,
    'hasMany below a key is refused',
    `query @transaction { account(partyId: "ada", currency: "NOK") { cents entries { totalCount } } }`,
    notByKey('account.entries'),
  ),
  refused(
    ledger,
    'hasOne that is found by a Query is refused',
    `query @transaction { account(partyId: "ada", currency: "NOK") { latest { cents } } }`,
    notByKey('account.latest'),
  ),
  refused(
    ledger,
    'a relation of one of several types is refused, whichever of them the item is',
    `query @transaction { account(partyId: "ada", currency: "NOK") { party { ... on Firm { bank { name } } } } }`,
    notKnown('account.party.bank', 'bankId', 'Firm'),
  ),
  refused(
    ledger,
    'a scan is refused',
    `query @transaction { scanEntries { nodes { cents } } }`,
    notByKey('scanEntries'),
  ),
  refused(
    ledger,
    'the one item of an index partition is refused',
    `query @transaction { entryByReceipt(receipt: "r1") { cents } }`,
    notByKey('entryByReceipt'),
  ),
  refused(
    ledger,
    'a lookup by a unique value is refused: what its marker says leads to the key',
    `query @transaction { personByEmail(email: "ada@example.com") { name } }`,
    notByKey('personByEmail'),
  ),
  refused(
    ledger,
    'a total is refused',
    `query @transaction { entriesOfDay(bookedOn: "2026-01-01") { totalCount } }`,
    notByKey('entriesOfDay'),
  ),
  refused(
    ledger,
    'a relation below a global id is refused',
    `query Node($id: ID!) @transaction { node(id: $id) { ... on Account { bank { name } } } }`,
    notKnown('node.bank', 'bankId', 'Account'),
    { variables: { id: 'WyJBY2NvdW50IiwiYWRhIiwiTk9LIl0' } },
  ),
  refused(
    shop,
    'a token of a query is refused',
    `query @transaction(token: "t") { product(productId: "p1") { name } }`,
    'A query with @transaction takes no "token": it changes nothing, so it may be sent again as it is. Leave the token out.',
  ),
  {
    ...shop,
    title: 'more than a hundred items are refused with their number',
    operation: `query Products($keys: [ProductKey!]!) @transaction { productsByKeys(keys: $keys) { name } seller(sellerId: "s1") { name } }`,
    variables: { keys: Array.from({ length: 105 }, (_none, at) => ({ productId: `p${at}` })) },
    commands: [],
    data: { productsByKeys: null, seller: null },
    errors: [
      {
        code: 'LIMIT_EXCEEDED',
        message:
          'This query with @transaction reads 106 different items, and DynamoDB reads at most 100 in one transaction. Ask for fewer, or read them in a query without @transaction.',
      },
      {
        code: 'LIMIT_EXCEEDED',
        message:
          'This query with @transaction reads 106 different items, and DynamoDB reads at most 100 in one transaction. Ask for fewer, or read them in a query without @transaction.',
      },
    ],
  },
];

function notByKey(path: string): string {
  return `"${path}" cannot be read in a query with @transaction: it is not read by a primary key that the arguments give. Ask for items by their keys, or for this field in a query without @transaction.`;
}

function notKnown(path: string, field: string, type: string): string {
  return `"${path}" cannot be read in a query with @transaction: its key is in "${field}" of the ${type}, which is not known before that is read. Give the key yourself in a field of its own, or ask for this one in a query without @transaction.`;
}
