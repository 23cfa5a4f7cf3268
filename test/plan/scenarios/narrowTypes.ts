import type { Scenario } from '../../support/scenario.js';
import { FUTURE } from '../../support/moments.js';
import { item } from '../../support/scenarioItem.js';

/** Types of one narrow index of which one expires, and a type whose marker its own narrow index lacks. */
const SCHEMA = `
  union Post @collection(table: "Board", index: "ByUser", partition: "userId", query: "posts") = Note | Poll
  type Note
    @table(name: "Board", partition: "PK = NOTE#{noteId}", storeKeyFields: false)
    @index(name: "ByUser", partition: "userId", sort: "at", projection: ["size"], query: "notes") {
    noteId: ID!
    userId: ID
    at: Int
    size: Int!
  }
  type Poll
    @table(name: "Board", partition: "PK = POLL#{pollId}", storeKeyFields: false)
    @index(name: "ByUser", partition: "userId", sort: "at", projection: [], query: "polls") {
    pollId: ID!
    userId: ID
    at: Int
    closesAt: DateTime @attribute(as: EPOCH_SECONDS) @ttl
  }
  type Part @table(name: "Stock", partition: "stockId", type: "kind = Part", scan: true)
    @index(name: "BySupplier", partition: "supplierId", projection: ["price"]) {
    stockId: ID!
    supplierId: ID
    price: Int!
  }
  type Box @table(name: "Stock", partition: "stockId", type: "kind = Box") {
    stockId: ID!
    depth: Int
  }
`;

const narrowTypesSchema = {
  schema: SCHEMA,
  items: {
    Board: [
      item({ PK: 'NOTE#n1', userId: 'u', at: 1, size: 10 }),
      item({ PK: 'POLL#p1', userId: 'u', at: 2, closesAt: FUTURE }),
      item({ PK: 'POLL#p2', userId: 'u', at: 3 }),
    ],
    Stock: [
      item({ stockId: 's1', kind: 'Part', supplierId: 'x', price: 5 }),
      item({ stockId: 's2', kind: 'Box', depth: 3 }),
    ],
  },
};

export const narrowTypes: readonly Scenario[] = [
  {
    ...narrowTypesSchema,
    title: 'that another type of the list expires reads its items whole, though the index holds what is selected',
    operation: `{ posts(userId: "u") { nodes { __typename ... on Note { size } } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Board',
        IndexName: 'ByUser',
        KeyConditionExpression: '#userId = :v0',
        ProjectionExpression: '#PK, #userId, #at',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#at': 'at' },
        ExpressionAttributeValues: { ':v0': { S: 'u' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Board: {
            Keys: [{ PK: { S: 'NOTE#n1' } }, { PK: { S: 'POLL#p1' } }, { PK: { S: 'POLL#p2' } }],
            ProjectionExpression: '#size, #PK, #closesAt',
            ExpressionAttributeNames: { '#size': 'size', '#PK': 'PK', '#closesAt': 'closesAt' },
          },
        },
      },
    ],
    data: {
      posts: { nodes: [{ __typename: 'Note', size: 10 }, { __typename: 'Poll' }, { __typename: 'Poll' }] },
    },
  },
  {
    ...narrowTypesSchema,
    title: 'that lacks the marker and holds items of one type only is scanned by itself',
    operation: `{ scanParts(index: BySupplier) { nodes { stockId price } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Stock',
        IndexName: 'BySupplier',
        ProjectionExpression: '#stockId, #price, #supplierId',
        ExpressionAttributeNames: { '#stockId': 'stockId', '#price': 'price', '#supplierId': 'supplierId' },
        Limit: 20,
      },
    ],
    data: { scanParts: { nodes: [{ stockId: 's1', price: 5 }] } },
  },
];
