import { describe, expect, test } from '@jest/globals';
import type { Relation } from '../../../src/model/model.js';
import { modelOf } from './compile.js';

const relationIn =
  (body: string) =>
  (type: string, field: string): Relation | undefined =>
    modelOf(body).entities.get(type)?.relations.get(field);

/** The keys that a relation gives, by the type whose they are; of a list, by what it reads. */
function given(relation: Relation | undefined): unknown {
  if (relation?.kind !== 'belongsTo') return Object.fromEntries(relation?.with ?? []);
  return Object.fromEntries(relation.keys.map((key) => [key.entity, Object.fromEntries(key.with)]));
}

describe('relations to a type', () => {
  const relation = relationIn(`
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
    ['fields of one name give the target’s whole key', 'Order', 'customer', { Customer: { customerId: 'customerId' } }],
    ['with says which field holds which', 'Order', 'approver', { Customer: { customerId: 'approvedBy' } }],
    ['a key of several fields', 'Line', 'order', { Order: { customerId: 'customerId', orderId: 'orderId' } }],
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
    expect(given(relation(type, field))).toEqual(expected);
  });
});

describe('@hasOne', () => {
  const relation = relationIn(`
    type User @table(name: "Users", partition: "PK = USER#{userId}", sort: "SK = USER") {
      userId: ID!
      pictureId: ID
      profile: Profile @hasOne
      picture: Picture @hasOne
      newest: Picture @hasOne(index: "ByTime")
      first: Picture @hasOne(with: "userId = userId")
      chosen: Picture @hasOne(with: ["pictureId = pictureId"])
      account: Account @hasOne(with: "ownerId = userId")
    }
    type Profile @table(name: "Users", partition: "PK = USER#{userId}", sort: "SK = PROFILE") {
      userId: ID!
    }
    type Picture @table(name: "Users", partition: "PK = USER#{userId}", sort: "SK = PICTURE#{pictureId}")
      @index(name: "ByTime", partition: "GSI1PK = {userId}", sort: "takenAt", query: "newestPictures") {
      userId: ID!
      pictureId: ID!
      takenAt: DateTime
    }
    type Account @table(partition: "ownerId") {
      ownerId: ID!
    }
  `);

  test.each([
    ['a sort key that is a constant', 'profile', { Profile: { userId: 'userId' } }],
    ['a table without a sort key', 'account', { Account: { ownerId: 'userId' } }],
    ['a sort key whose fields are given', 'chosen', { Picture: { userId: 'userId', pictureId: 'pictureId' } }],
  ])('of %s is the one item of a key', (_, field, expected) => {
    const found = relation('User', field);
    expect(found?.kind).toBe('belongsTo');
    expect(given(found)).toEqual(expected);
  });

  test.each([
    ['a table', 'picture', undefined],
    ['a table, with its partition alone', 'first', undefined],
    ['an index', 'newest', 'ByTime'],
  ])('of a partition of %s is its first item', (_, field, index) => {
    expect(relation('User', field)).toEqual({
      kind: 'hasOne',
      field,
      reads: { kind: 'entity', entity: 'Picture', index },
      with: new Map([['userId', 'userId']]),
    });
  });
});

describe('relations to unions and interfaces', () => {
  const relation = relationIn(`
    union Subject = Order | Product
    interface Priced @collection(table: "Orders", index: "ByDay", partition: "day", query: "pricedOfDay") {
      price: Float
    }
    union Record
      @collection(table: "Orders", scan: true, query: "everyRecord")
      @collection(table: "Orders", index: "ByDay", partition: "day", query: "recordsOfDay")
      @collection(table: "Orders", partition: "customer", query: "records") = Order
    union Single @collection(table: "Cards", partition: "PK = {number}", query: "single") = Card | Voucher

    type Review @table(partition: "reviewId") {
      reviewId: ID!
      subjectId: ID!
      customerId: ID!
      productId: ID
      day: Date
      cardNumber: String
      subject: Subject @belongsTo(with: ["customerId = customerId", "orderId = subjectId", "productId = subjectId"])
      product: Subject @belongsTo(with: "orderId = subjectId")
      records: [Record!]! @hasMany(with: "customer = customerId")
      ofDay: [Record!]! @hasMany(index: "ByDay")
      firstOfDay: Record @hasOne(index: "ByDay")
      priced: [Priced!]! @hasMany
      paidWith: Single @hasOne(with: "number = cardNumber")
    }
    type Order implements Priced @table(partition: "customerId", sort: "orderId")
      @index(name: "ByDay", partition: "day", sort: "orderId", query: "ordersOfDay") {
      customerId: ID!
      orderId: ID!
      day: Date
      price: Float
    }
    type Product @table(partition: "productId") {
      productId: ID!
    }
    type Card @table(partition: "PK = {cardId}", type: "kind = Card") {
      cardId: ID!
    }
    type Voucher @table(name: "Cards", partition: "PK = {code}", type: "kind = Voucher") {
      code: ID!
    }
  `);

  test('@belongsTo gives the key of each type, in the order of the union', () => {
    const found = relation('Review', 'subject');
    expect(found).toMatchObject({
      kind: 'belongsTo',
      target: 'Subject',
      keys: [{ entity: 'Order' }, { entity: 'Product' }],
    });
    expect(given(found)).toEqual({
      Order: { customerId: 'customerId', orderId: 'subjectId' },
      Product: { productId: 'subjectId' },
    });
  });

  test('a pair belongs to the types whose key it names, and fields of one name to the others', () => {
    expect(given(relation('Review', 'product'))).toEqual({
      Order: { customerId: 'customerId', orderId: 'subjectId' },
      Product: { productId: 'productId' },
    });
  });

  test.each([
    ['the collection on the table', 'records', 'records', { customer: 'customerId' }],
    ['the collection on the index that is named', 'ofDay', 'recordsOfDay', { day: 'day' }],
    ['the only one, wherever it is', 'priced', 'pricedOfDay', { day: 'day' }],
  ])('@hasMany reads %s', (_, field, collection, expected) => {
    const found = relation('Review', field);
    expect(found).toMatchObject({ kind: 'hasMany', reads: { kind: 'collection', collection } });
    expect(given(found)).toEqual(expected);
  });

  test('@hasOne reads the first of a collection', () => {
    expect(relation('Review', 'firstOfDay')).toEqual({
      kind: 'hasOne',
      field: 'firstOfDay',
      reads: { kind: 'collection', collection: 'recordsOfDay' },
      with: new Map([['day', 'day']]),
    });
  });

  test('@hasOne of a collection whose partition is one item gives each type its key, under its own name', () => {
    const found = relation('Review', 'paidWith');
    expect(found).toMatchObject({ kind: 'belongsTo', target: 'Single' });
    expect(given(found)).toEqual({ Card: { cardId: 'cardNumber' }, Voucher: { code: 'cardNumber' } });
  });

  test('@belongsTo a Node that nobody defines', () => {
    const found = relationIn(`
      type Folder implements Node @table(partition: "folderId") { folderId: ID! }
      type File implements Node @table(partition: "fileId") { fileId: ID!, folderId: ID, in: Node @belongsTo }
    `)('File', 'in');
    expect(given(found)).toEqual({ Folder: { folderId: 'folderId' }, File: { fileId: 'fileId' } });
  });
});
