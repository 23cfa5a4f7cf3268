import { expect, test } from '@jest/globals';
import { modelOf } from './compile.js';

const schema = modelOf(`
  type Customer @table(name: "Shop", partition: "PK = C#{customerId}", sort: "SK = PROFILE") {
    customerId: ID!
    createdAt: DateTime!
    orders: [Order!]! @hasMany
    notes: [Note!]! @hasMany(with: "about = customerId")
  }
  type Order @table(name: "Shop", partition: "PK = C#{customerId}", sort: "SK = O#{orderId}") {
    customerId: ID!
    orderId: ID!
    approvedBy: String
    customer: Customer @belongsTo
    approver: Customer @belongsTo(with: "customerId = approvedBy")
    lines: [Line!]! @hasMany
    siblings: [Order!]! @hasMany
    lineOne: [Line!]! @hasMany(with: ["orderId = orderId", "line = one"])
    one: Int
  }
  type Line @table(name: "Shop", partition: "PK = C#{customerId}", sort: "SK = L#{orderId}#{line:03}") {
    customerId: ID!
    orderId: ID!
    line: Int!
    order: Order! @belongsTo
  }
  type Note @table(partition: "about", sort: "createdAt") {
    about: ID!
    createdAt: DateTime!
  }
`);

test.each([
  ['fields of one name give the target’s whole key', 'Order', 'customer', { customerId: 'customerId' }],
  ['with says which field holds which', 'Order', 'approver', { customerId: 'approvedBy' }],
  ['a key of several fields', 'Line', 'order', { customerId: 'customerId', orderId: 'orderId' }],
  ['a partition', 'Customer', 'orders', { customerId: 'customerId' }],
  [
    'a partition under another name, and not the createdAt that both happen to have',
    'Customer',
    'notes',
    { about: 'customerId' },
  ],
  [
    'the start of the sort key, where it is in this type’s own key',
    'Order',
    'lines',
    { customerId: 'customerId', orderId: 'orderId' },
  ],
  ['its own type: the partition only', 'Order', 'siblings', { customerId: 'customerId' }],
  ['sort fields by name', 'Order', 'lineOne', { customerId: 'customerId', orderId: 'orderId', line: 'one' }],
])('%s', (_, type, field, expected) => {
  const relation = schema.entities.get(type)?.relations.get(field);
  expect(Object.fromEntries(relation?.with ?? [])).toEqual(expected);
});
