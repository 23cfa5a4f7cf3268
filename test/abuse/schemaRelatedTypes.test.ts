import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('relations to one item that cannot be', () => {
  test('many in a field for one', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  profile: [Profile!] @hasOne
}
type Profile @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual(['3:12 User.profile has one Profile: write profile: Profile. For a list, use @hasMany.']);
  });

  test('a partition field that is not here', () => {
    expect(
      problemsOf(`type User @table(partition: "id") {
  id: ID!
  profile: Profile @hasOne
  latestOrder: Order @hasOne(index: "ByUser")
}
type Profile @table(partition: "userId") {
  userId: ID!
}
type Order @table(partition: "orderId") @index(name: "ByUser", partition: "userId", sort: "orderId") {
  orderId: ID!
  userId: ID!
}`),
    ).toEqual([
      '3:20 User.profile needs "userId", Profile\'s partition, and User stores no field of that name. Say which one holds it: @hasOne(with: "userId = id").',
      '4:22 User.latestOrder needs "userId", the partition of Order\'s index "ByUser", and User stores no field of that name. Say which one holds it: @hasOne(with: "userId = id").',
    ]);
  });

  test('an index and a field that are not there', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  lost: Order @hasOne(index: "ByUsr")
  odd: Order @hasOne(index: "ByUser", with: "user = userId")
}
type Order @table(partition: "orderId") @index(name: "ByUser", partition: "userId", sort: "orderId") {
  orderId: ID!
  userId: ID!
}`),
    ).toEqual([
      '3:30 Order has no index "ByUsr". Did you mean "ByUser"?',
      '4:45 "user" is not in the key of Order that User.odd reads, which is made of "userId" and "orderId". Theirs comes first: "userId = user".',
    ]);
  });

  test('two kinds of relation', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  friend: User @hasOne @belongsTo
}`),
    ).toEqual(['3:24 User.friend is one relation or the other: leave out @hasOne or @belongsTo.']);
  });

  test('a scalar and an enum', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  name: String @hasOne
  color: Color @belongsTo
}
enum Color {
  RED
}`),
    ).toEqual([
      '3:9 User.name is a relation to String, which is no type with @table. Relate to one, or leave @hasOne out.',
      '4:10 User.color is a relation to Color, which is no type with @table. Relate to one, or leave @belongsTo out.',
    ]);
  });

  test('a directive on a field of a map', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  address: Address
}
type Address {
  country: String @hasOne
}`),
    ).toEqual([
      '6:19 @hasOne belongs on a field of a type with @table; Address is stored inside other items, where only @attribute works.',
    ]);
  });
});

describe('relations to unions and interfaces that cannot be', () => {
  test('one of several keys that is not here', () => {
    expect(
      problemsOf(`union Subject = Order | Product
type Review @table(partition: "reviewId") {
  reviewId: ID!
  subjectId: ID!
  subject: Subject @belongsTo(with: "orderId = subjectId")
}
type Order @table(partition: "orderId") {
  orderId: ID!
}
type Product @table(partition: "productId") {
  productId: ID!
}`),
    ).toEqual([
      '5:20 Review.subject needs "productId", Product\'s key, and Review stores no field of that name. Say which one holds it: @belongsTo(with: ["orderId = subjectId", "productId = subjectId"]).',
    ]);
  });

  test('a pair that is in no key, and one with a field that is not here', () => {
    expect(
      problemsOf(`union Subject = Order | Product
type Review @table(partition: "reviewId") {
  reviewId: ID!
  orderId: ID
  productId: ID
  subject: Subject @belongsTo(with: "sku = productId")
  other: Subject @belongsTo(with: "orderId = order")
}
type Order @table(partition: "orderId") {
  orderId: ID!
}
type Product @table(partition: "productId") {
  productId: ID!
}`),
    ).toEqual([
      '6:37 "sku" is not in the key of Subject that Review.subject reads, which is made of "orderId" and "productId". Theirs comes first: "productId = sku".',
      '7:35 Review stores no field "order" to compare with "orderId", a key of Subject. Did you mean "orderId"?',
    ]);
  });

  test('a type without a key', () => {
    expect(
      problemsOf(`union Subject = Order | Address
interface Lonely {
  name: String
}
type Review @table(partition: "reviewId") {
  reviewId: ID!
  orderId: ID!
  subject: Subject @belongsTo
  lonely: Lonely @belongsTo
}
type Order @table(partition: "orderId") {
  orderId: ID!
}
type Address {
  street: String
}`),
    ).toEqual([
      '8:12 Review.subject belongs to one Subject, which may be Address, and that has no @table and no key to read it by. Relate to a union of types with @table.',
      '9:11 Review.lonely is a relation to Lonely, which no type implements: write "implements Lonely" on the types it may be.',
    ]);
  });

  test('lists for one, and one for lists', () => {
    expect(
      problemsOf(`union Subject @collection(table: "Orders", partition: "orderId", query: "subjects") = Order
type Review @table(partition: "reviewId") {
  reviewId: ID!
  orderId: ID!
  one: [Subject!] @belongsTo
  many: Subject @hasMany
}
type Order @table(partition: "orderId", sort: "SK = {reviewId}") {
  orderId: ID!
  reviewId: ID!
}`),
    ).toEqual([
      '5:8 Review.one belongs to one Subject: write one: Subject. For a list, use @hasMany.',
      '6:9 Review.many has many: write many: [Subject!]!. For one item, use @belongsTo or @hasOne.',
    ]);
  });

  test('no collection to read, and only one of everything', () => {
    expect(
      problemsOf(`union Bare = Order
union Whole @collection(table: "Orders", scan: true, query: "everything") = Order
type User @table(partition: "userId") {
  userId: ID!
  bare: [Bare!]! @hasMany
  first: Bare @hasOne
  whole: [Whole!]! @hasMany
}
type Order @table(partition: "userId", sort: "orderId") {
  userId: ID!
  orderId: ID!
}`),
    ).toEqual([
      '5:9 User.bare reads a partition of Bare, which has no @collection with a partition: add @collection(table: "...", partition: "...", query: "...") to it.',
      '6:10 User.first reads a partition of Bare, which has no @collection with a partition: add @collection(table: "...", partition: "...", query: "...") to it.',
      '7:10 User.whole reads a partition of Whole, which has no @collection with a partition: add @collection(table: "...", partition: "...", query: "...") to it.',
    ]);
  });

  test('a collection of one item at most', () => {
    expect(
      problemsOf(`union Record @collection(table: "Orders", partition: "orderId", query: "record") = Order
type User @table(partition: "userId") {
  userId: ID!
  orderId: ID!
  records: [Record!]! @hasMany
}
type Order @table(partition: "orderId") {
  orderId: ID!
}`),
    ).toEqual([
      '5:23 User.records lists a partition of the table "Orders", which has no sort key: one item at most. Use @hasOne, or a @collection on an index of it.',
    ]);
  });

  test('several indexes, and one that is not among them', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", index: "ByUser", partition: "userId", query: "recordsOfUser")
  @collection(table: "Orders", index: "ByDay", partition: "day", query: "recordsOfDay") = Order
type User @table(partition: "userId") {
  userId: ID!
  records: [Record!]! @hasMany
  latest: Record @hasOne(index: "ByMonth")
}
type Order @table(partition: "orderId") @index(name: "ByUser", partition: "userId", sort: "orderId") @index(name: "ByDay", partition: "day", sort: "orderId") {
  orderId: ID!
  userId: ID!
  day: Date!
}`),
    ).toEqual([
      '6:23 Record has a @collection on each of the indexes "ByUser" and "ByDay": say which, @hasMany(index: "ByUser").',
      '7:33 Record has no @collection on an index "ByMonth". It has "ByUser" and "ByDay".',
    ]);
  });

  test('a partition that is not here, and one of another type', () => {
    expect(
      problemsOf(`union Record
  @collection(table: "Orders", index: "ByUser", partition: "buyerId", query: "recordsOfUser")
  @collection(table: "Orders", index: "ByDay", partition: "day", query: "recordsOfDay") = Order
type User @table(partition: "userId") {
  userId: ID!
  age: Int
  records: [Record!]! @hasMany(index: "ByUser")
  ofDay: [Record!]! @hasMany(index: "ByDay", with: "day = age")
}
type Order @table(partition: "orderId") @index(name: "ByUser", partition: "userId", sort: "orderId") @index(name: "ByDay", partition: "day", sort: "orderId") {
  orderId: ID!
  userId: ID!
  day: Date!
}`),
    ).toEqual([
      '7:23 User.records needs "buyerId", the partition of the collection "recordsOfUser", and User stores no field of that name. Say which one holds it: @hasMany(with: "buyerId = userId").',
      '8:52 User.ofDay compares Record.day (Date) with User.age (Int): they must have one type.',
    ]);
  });

  test('a collection that is refused itself is not reported once more', () => {
    expect(
      problemsOf(`union Record @collection(table: "Ordrs", partition: "userId", query: "records") = Order
type User @table(partition: "userId") {
  userId: ID!
  records: [Record!]! @hasMany
}
type Order @table(partition: "userId", sort: "orderId") {
  userId: ID!
  orderId: ID!
}`),
    ).toEqual(['1:33 No type is stored in the table "Ordrs". Did you mean "Orders"?']);
  });
});
