import type { Scenario } from '../../support/scenario.js';
import { ledger } from '../fixtures/ledger.js';
import { pets } from '../fixtures/oneTable.js';
import { shop } from '../fixtures/shop.js';

/** `query @transaction`: everything that follows from the arguments, as it was at one moment. */
export const snapshots: readonly Scenario[] = [
  {
    ...shop,
    title: 'root fields of several tables are one TransactGetItems, in the order of the document',
    operation: `query @transaction { a: product(productId: "p1") { name } b: seller(sellerId: "s2") { name } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'p1' } },
              ProjectionExpression: '#name, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            },
          },
          {
            Get: {
              TableName: 'Sellers',
              Key: { sellerId: { S: 's2' } },
              ProjectionExpression: '#name, #sellerId',
              ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
            },
          },
        ],
      },
    ],
    data: { a: { name: 'Lamp' }, b: { name: 'Bo' } },
  },
  {
    ...shop,
    title: 'a single item is a consistent GetItem, which is of one moment as well',
    operation: `query @transaction { product(productId: "p1") { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
        ConsistentRead: true,
      },
    ],
    data: { product: { name: 'Lamp' } },
  },
  {
    ...shop,
    title: 'an item that is asked for several times is read once, with all that is selected of its type',
    operation: `query @transaction { a: product(productId: "p1") { name } b: product(productId: "p1") { price } user(userId: "u1") { name } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'p1' } },
              ProjectionExpression: '#name, #price, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#price': 'price', '#productId': 'productId' },
            },
          },
          {
            Get: {
              TableName: 'Users',
              Key: { userId: { S: 'u1' } },
              ProjectionExpression: '#name, #userId',
              ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
            },
          },
        ],
      },
    ],
    data: { a: { name: 'Lamp' }, b: { price: 40 }, user: { name: 'Kim' } },
  },
  {
    ...shop,
    title: 'keys that are given twice are read once, and what is missing is null',
    operation: `query @transaction { productsByKeys(keys: [{ productId: "p3" }, { productId: "nope" }, { productId: "p1" }, { productId: "p3" }]) { name } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'p3' } },
              ProjectionExpression: '#name, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            },
          },
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'nope' } },
              ProjectionExpression: '#name, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            },
          },
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'p1' } },
              ProjectionExpression: '#name, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            },
          },
        ],
      },
    ],
    data: { productsByKeys: [{ name: 'Torch' }, null, { name: 'Lamp' }, { name: 'Torch' }] },
  },
  {
    ...shop,
    title: 'an empty list of keys sends nothing',
    operation: `query @transaction { productsByKeys(keys: []) { name } }`,
    commands: [],
    data: { productsByKeys: [] },
  },
  {
    ...shop,
    title: 'a relation whose key is in the arguments is in the snapshot',
    operation: `query @transaction { review(productId: "p1", reviewId: "r1") { rating product { name } } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Reviews',
              Key: { productId: { S: 'p1' }, reviewId: { S: 'r1' } },
              ProjectionExpression: '#rating, #productId, #reviewId',
              ExpressionAttributeNames: { '#rating': 'rating', '#productId': 'productId', '#reviewId': 'reviewId' },
            },
          },
          {
            Get: {
              TableName: 'Products',
              Key: { productId: { S: 'p1' } },
              ProjectionExpression: '#name, #productId',
              ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
            },
          },
        ],
      },
    ],
    data: { review: { rating: 5, product: { name: 'Lamp' } } },
  },
  {
    ...shop,
    title: 'fragments, variables, aliases and what is left out are followed',
    operation: `query Reviews($id: ID!, $brief: Boolean!) @transaction { ...Root review(productId: $id, reviewId: "r2") { ...Facts } product(productId: "p2") @skip(if: $brief) { name } user(userId: "u2") @include(if: $brief) { name } } fragment Root on Query { again: review(productId: $id, reviewId: "r2") { ...Facts } } fragment Facts on Review { rating product @skip(if: $brief) { name } }`,
    variables: { id: 'p1', brief: true },
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Reviews',
              Key: { productId: { S: 'p1' }, reviewId: { S: 'r2' } },
              ProjectionExpression: '#rating, #productId, #reviewId',
              ExpressionAttributeNames: { '#rating': 'rating', '#productId': 'productId', '#reviewId': 'reviewId' },
            },
          },
          {
            Get: {
              TableName: 'Users',
              Key: { userId: { S: 'u2' } },
              ProjectionExpression: '#name, #userId',
              ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId' },
            },
          },
        ],
      },
    ],
    data: { again: { rating: 3 }, review: { rating: 3 }, user: { name: 'Lee' } },
  },
  {
    ...shop,
    title: 'a value that is no key fails its own field, and the others are read',
    operation: `query @transaction { a: product(productId: "") { name seller { name } } b: seller(sellerId: "s1") { name } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Sellers',
        Key: { sellerId: { S: 's1' } },
        ProjectionExpression: '#name, #sellerId',
        ExpressionAttributeNames: { '#name': 'name', '#sellerId': 'sellerId' },
        ConsistentRead: true,
      },
    ],
    data: { a: null, b: { name: 'Ada' } },
    errors: [{ code: 'BAD_USER_INPUT', message: '"productId" must not be empty: it is a key of Product.' }],
  },
  {
    ...shop,
    title: 'a list that is left out is no obstacle',
    operation: `query @transaction { product(productId: "p1") { name } productsByCategory(category: "light") @skip(if: true) { nodes { name } } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Products',
        Key: { productId: { S: 'p1' } },
        ProjectionExpression: '#name, #productId',
        ExpressionAttributeNames: { '#name': 'name', '#productId': 'productId' },
        ConsistentRead: true,
      },
    ],
    data: { product: { name: 'Lamp' } },
  },
  {
    ...shop,
    title: 'introspection is no read',
    operation: `query @transaction { __typename __schema { queryType { name } } }`,
    commands: [],
    data: { __typename: 'Query', __schema: { queryType: { name: 'Query' } } },
  },
  {
    ...ledger,
    title: 'relations to one type and to several go on from key to key, and back to what is read already',
    operation: `query @transaction { account(partyId: "ada", currency: "NOK") { cents money { digits } limit { cents account { cents } } party { __typename ... on Person { name firm { name } } ... on Firm { name } } } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#ada' }, SK: { S: 'NOK' } },
              ProjectionExpression: '#cents, #SK, #PK',
              ExpressionAttributeNames: { '#cents': 'cents', '#SK': 'SK', '#PK': 'PK' },
            },
          },
          {
            Get: {
              TableName: 'Currencies',
              Key: { code: { S: 'NOK' } },
              ProjectionExpression: '#digits, #code',
              ExpressionAttributeNames: { '#digits': 'digits', '#code': 'code' },
            },
          },
          {
            Get: {
              TableName: 'Limits',
              Key: { PK: { S: 'ada#NOK' } },
              ProjectionExpression: '#cents, #PK, #until',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#until': 'until' },
            },
          },
          {
            Get: {
              TableName: 'People',
              Key: { personId: { S: 'ada' } },
              ProjectionExpression: '#name, #personId',
              ExpressionAttributeNames: { '#name': 'name', '#personId': 'personId' },
            },
          },
          {
            Get: {
              TableName: 'Firms',
              Key: { firmId: { S: 'ada' } },
              ProjectionExpression: '#name, #firmId',
              ExpressionAttributeNames: { '#name': 'name', '#firmId': 'firmId' },
            },
          },
        ],
      },
    ],
    data: {
      account: {
        cents: '500',
        money: { digits: 2 },
        limit: { cents: '1000', account: { cents: '500' } },
        party: { __typename: 'Person', name: 'Ada', firm: null },
      },
    },
  },
  {
    ...ledger,
    title: 'a relation whose key would hold a delimiter relates to nothing, and reads nothing',
    operation: `query @transaction { account(partyId: "a#b", currency: "NOK") { cents limit { cents } money { digits } } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#a#b' }, SK: { S: 'NOK' } },
              ProjectionExpression: '#cents, #PK, #SK',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#SK': 'SK' },
            },
          },
          {
            Get: {
              TableName: 'Currencies',
              Key: { code: { S: 'NOK' } },
              ProjectionExpression: '#digits, #code',
              ExpressionAttributeNames: { '#digits': 'digits', '#code': 'code' },
            },
          },
        ],
      },
    ],
    data: { account: { cents: '1', limit: null, money: { digits: 2 } } },
  },
  {
    ...ledger,
    title: 'an expired item is null, and its time is read with it',
    operation: `query @transaction { account(partyId: "acme", currency: "USD") { cents limit { cents } } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#acme' }, SK: { S: 'USD' } },
              ProjectionExpression: '#cents, #PK, #SK',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#SK': 'SK' },
            },
          },
          {
            Get: {
              TableName: 'Limits',
              Key: { PK: { S: 'acme#USD' } },
              ProjectionExpression: '#cents, #PK, #until',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#until': 'until' },
            },
          },
        ],
      },
    ],
    data: { account: { cents: '900', limit: null } },
  },
  {
    ...ledger,
    title: 'a global id is a key',
    operation: `query Node($id: ID!) @transaction { node(id: $id) { id ... on Account { cents money { digits } } } }`,
    variables: { id: 'WyJBY2NvdW50IiwiYWRhIiwiTk9LIl0' },
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#ada' }, SK: { S: 'NOK' } },
              ProjectionExpression: '#PK, #SK, #cents',
              ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#cents': 'cents' },
            },
          },
          {
            Get: {
              TableName: 'Currencies',
              Key: { code: { S: 'NOK' } },
              ProjectionExpression: '#digits, #code',
              ExpressionAttributeNames: { '#digits': 'digits', '#code': 'code' },
            },
          },
        ],
      },
    ],
    data: { node: { id: 'WyJBY2NvdW50IiwiYWRhIiwiTk9LIl0', cents: '500', money: { digits: 2 } } },
  },
  {
    ...ledger,
    title: 'several global ids are one read, in their order',
    operation: `query Nodes($ids: [ID!]!) @transaction { nodes(ids: $ids) { ... on Account { cents } } }`,
    variables: { ids: ['WyJBY2NvdW50IiwiYWNtZSIsIlVTRCJd', 'WyJBY2NvdW50IiwiYWRhIiwiTk9LIl0'] },
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#acme' }, SK: { S: 'USD' } },
              ProjectionExpression: '#cents, #PK, #SK',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#SK': 'SK' },
            },
          },
          {
            Get: {
              TableName: 'Accounts',
              Key: { PK: { S: 'ACCOUNT#ada' }, SK: { S: 'NOK' } },
              ProjectionExpression: '#cents, #PK, #SK',
              ExpressionAttributeNames: { '#cents': 'cents', '#PK': 'PK', '#SK': 'SK' },
            },
          },
        ],
      },
    ],
    data: { nodes: [{ cents: '900' }, { cents: '500' }] },
  },
  {
    ...ledger,
    title: 'a collection of one item is one Get, and an item of none of its types is null',
    operation: `query @transaction { mine: notice(noticeId: "n1") { __typename ... on Praise { words } ... on Warning { level } } foreign: notice(noticeId: "n2") { __typename } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Notices',
              Key: { PK: { S: 'NOTICE#n1' } },
              ProjectionExpression: '#level, #PK, #kind, #words',
              ExpressionAttributeNames: { '#level': 'level', '#PK': 'PK', '#kind': 'kind', '#words': 'words' },
            },
          },
          {
            Get: {
              TableName: 'Notices',
              Key: { PK: { S: 'NOTICE#n2' } },
              ProjectionExpression: '#level, #PK, #kind, #words',
              ExpressionAttributeNames: { '#level': 'level', '#PK': 'PK', '#kind': 'kind', '#words': 'words' },
            },
          },
        ],
      },
    ],
    data: { mine: { __typename: 'Praise', words: 'well kept' }, foreign: null },
  },
  {
    ...pets,
    title: 'two types of one key share a Get, and the item is that of one only',
    operation: `query @transaction { cat(owner: "o", name: "Bea") { lives } dog(owner: "o", name: "Bea") { tricks } other: dog(owner: "o", name: "Alf") { tricks } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Pets',
              Key: { owner: { S: 'o' }, name: { S: 'Bea' } },
              ProjectionExpression: '#lives, #owner, #name, #kind, #tricks',
              ExpressionAttributeNames: {
                '#lives': 'lives',
                '#owner': 'owner',
                '#name': 'name',
                '#kind': 'kind',
                '#tricks': 'tricks',
              },
            },
          },
          {
            Get: {
              TableName: 'Pets',
              Key: { owner: { S: 'o' }, name: { S: 'Alf' } },
              ProjectionExpression: '#tricks, #owner, #name, #kind',
              ExpressionAttributeNames: { '#tricks': 'tricks', '#owner': 'owner', '#name': 'name', '#kind': 'kind' },
            },
          },
        ],
      },
    ],
    data: { cat: { lives: 9 }, dog: null, other: { tricks: ['sit'] } },
  },
  {
    ...ledger,
    title: '@consistent changes nothing',
    operation: `query @transaction @consistent { entry(partyId: "ada", number: 1) @consistent { cents person { name } } }`,
    commands: [
      {
        action: 'TransactGetItems',
        TransactItems: [
          {
            Get: {
              TableName: 'Entries',
              Key: { partyId: { S: 'ada' }, number: { N: '1' } },
              ProjectionExpression: '#cents, #partyId, #number',
              ExpressionAttributeNames: { '#cents': 'cents', '#partyId': 'partyId', '#number': 'number' },
            },
          },
          {
            Get: {
              TableName: 'People',
              Key: { personId: { S: 'ada' } },
              ProjectionExpression: '#name, #personId',
              ExpressionAttributeNames: { '#name': 'name', '#personId': 'personId' },
            },
          },
        ],
      },
    ],
    data: { entry: { cents: '200', person: { name: 'Ada' } } },
  },
];
