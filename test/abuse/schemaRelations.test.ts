import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('relations that cannot be', () => {
  test('a key field that is not here', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  authorId: ID!
  author: User @belongsTo
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual([
      '4:16 Review.author needs "userId", User\'s key, and Review stores no field of that name. Say which one holds it: @belongsTo(with: "userId = authorId").',
    ]);
  });

  test('a partition field that is not here', () => {
    expect(
      problemsOf(`type User @table(partition: "id") {
  id: ID!
  reviews: [Review!]! @hasMany(index: "ByUser")
}
type Review @table(partition: "reviewId") @index(name: "ByUser", partition: "userId") {
  reviewId: ID!
  userId: ID!
}`),
    ).toEqual([
      '3:23 User.reviews needs "userId", the partition of Review\'s index "ByUser", and User stores no field of that name. Say which one holds it: @hasMany(with: "userId = id").',
    ]);
  });

  test('a pair that is no pair', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  author: User @belongsTo(with: "authorId")
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual(['3:33 with: "authorId" is no pair of fields: write theirs = mine, with: "userId = authorId".']);
  });

  test('a pair the wrong way round', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  authorId: ID!
  author: User @belongsTo(with: "authorId = userId")
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual([
      '4:33 "authorId" is not in the key of User that Review.author reads, which is made of "userId". Theirs comes first: "userId = authorId".',
    ]);
  });

  test('a pair with a field that is not here', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  authorId: ID!
  author: User @belongsTo(with: "userId = autorId")
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual([
      '4:33 Review stores no field "autorId" to compare with "userId", User\'s key. Did you mean "authorId"?',
    ]);
  });

  test('one field given twice', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  authorId: ID!
  author: User @belongsTo(with: ["userId = authorId", "userId = id"])
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual(['4:55 Review.author gives "userId" twice: leave one out.']);
  });

  test('fields of different types', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  userId: Int!
  author: User @belongsTo
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual(['4:16 Review.author compares User.userId (ID) with Review.userId (Int): they must have one type.']);
  });

  test('an index that is not there', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  reviews: [Review!]! @hasMany(index: "ByUsr")
}
type Review @table(partition: "reviewId") @index(name: "ByUser", partition: "userId") {
  reviewId: ID!
  userId: ID!
}`),
    ).toEqual(['3:39 Review has no index "ByUsr". Did you mean "ByUser"?']);
  });

  test('an index of a type that has none', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  reviews: [Review!]! @hasMany(index: "ByUser")
}
type Review @table(partition: "reviewId") {
  reviewId: ID!
}`),
    ).toEqual(['3:39 Review has no index "ByUser". It has none.']);
  });

  test('a list of a table without a sort key', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  reviews: [Review!]! @hasMany
}
type Review @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual([
      '3:23 User.reviews lists a partition of Review\'s table, which has no sort key: one item at most. Use @belongsTo, or name an index: @hasMany(index: "...").',
    ]);
  });

  test('many in a field for one', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  reviews: Review @hasMany
}
type Review @table(partition: "userId", sort: "at") {
  userId: ID!
  at: DateTime!
}`),
    ).toEqual(['3:12 User.reviews has many: write reviews: [Review!]!. For one item, use @belongsTo or @hasOne.']);
  });

  test('one in a field for many', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  review: [Review!] @belongsTo
}
type Review @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual(['3:11 User.review belongs to one Review: write review: Review. For a list, use @hasMany.']);
  });

  test('a gap in the sort key', () => {
    expect(
      problemsOf(`type Building @table(partition: "building") {
  building: ID!
  number: String!
  rooms: [Room!]! @hasMany(with: "number = number")
}
type Room @table(partition: "building", sort: "SK = {floor}#{number}") {
  building: ID!
  floor: String!
  number: String!
}`),
    ).toEqual([
      '4:34 Building.rooms gives "number", which comes after "floor" in the sort key of Room: give "floor" too, or neither.',
    ]);
  });

  test('a relation to a type without a table', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  address: Address @belongsTo
}
type Address {
  street: String
}`),
    ).toEqual([
      '3:12 User.address is a relation to Address, which is no type with @table. Relate to one, or leave @belongsTo out.',
    ]);
  });

  test('both relations', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  friend: User @belongsTo @hasMany
}`),
    ).toEqual(['3:27 User.friend is one relation or the other: leave out @belongsTo or @hasMany.']);
  });

  test('a relation that is stored', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  friend: User @belongsTo(with: "userId = userId") @attribute(name: "f")
}`),
    ).toEqual([
      "3:52 User.friend is a relation and is not stored itself: @attribute belongs on the field that holds the other's key.",
    ]);
  });

  test('a key field that is nowhere', () => {
    expect(
      problemsOf(`type Review @table(partition: "id") {
  id: ID!
  user: User @belongsTo
}
type User @table(partition: "userId") {
  userId: ID!
}`),
    ).toEqual([
      '3:14 Review.user needs "userId", User\'s key, and Review stores no field of that name. Add it, or say which one holds it: @belongsTo(with: "userId = ...").',
    ]);
  });

  test('a relation by an index that is refused itself is not reported too', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") {
  userId: ID!
  reviews: [Review!]! @hasMany(index: "ByUser")
}
type Review @table(partition: "reviewId") @index(name: "ByUser") {
  reviewId: ID!
}`),
    ).toEqual([
      '5:43 Directive "@index" argument "partition" of type "[String!]!" is required, but it was not provided. Name a field, partition: "id", or an attribute and its template, partition: "PK = ORDER#{id}".',
    ]);
  });
});
