import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

/** A type with one field more, which begins at 3:3. */
const user = (field: string, more = ''): string => `type User @table(partition: "userId", type: "entity = User") {
  userId: ID!
  ${field}
}
${more}`;

const SINGLE = '@unique is for single values that could be a key: a String, ID, enum, number, date or Bytes.';

describe('fields that cannot be unique', () => {
  test.each([
    ['flag: Boolean @unique', `3:17 User.flag is Boolean, and ${SINGLE} Change its type, or leave @unique out.`],
    ['data: JSON @unique', `3:14 User.data is JSON, and ${SINGLE} Change its type, or leave @unique out.`],
    ['tags: [String!] @unique', `3:19 User.tags is [String!], and ${SINGLE} Change its type, or leave @unique out.`],
    [
      'tags: [ID!] @attribute(as: SET) @unique',
      `3:35 User.tags is [ID!], and ${SINGLE} Change its type, or leave @unique out.`,
    ],
    ['home: Place @unique', `3:15 User.home is Place, and ${SINGLE} Change its type, or leave @unique out.`],
    [
      'page: Url @unique',
      `3:13 User.page is Url, and ${SINGLE} Store it as text, @attribute(as: STRING), or leave @unique out.`,
    ],
  ])('no single value: %s', (field, problem) => {
    expect(problemsOf(user(field, 'type Place { street: String } scalar Url'))).toEqual([problem]);
  });

  test.each([
    [
      'version: Int! @version @unique',
      '3:26 User.version is the @version, and many items are of one version: leave @unique out.',
    ],
    [
      'endsAt: Int @ttl @unique',
      '3:20 User.endsAt is the @ttl field, and many items may expire at one moment: leave @unique out.',
    ],
    [
      'at: DateTime @generated(by: CREATED_AT) @unique',
      '3:43 User.at is @generated(by: CREATED_AT), and many items may be written at one moment: leave @unique out.',
    ],
    [
      'at: DateTime @generated(by: UPDATED_AT) @unique',
      '3:43 User.at is @generated(by: UPDATED_AT), and many items may be written at one moment: leave @unique out.',
    ],
    [
      'label: String @attribute(template: "U-{userId}") @unique',
      '3:52 User.label is computed from a template, and @unique is for values that are given: put it on a field that stands in the template, or leave it out.',
    ],
    ['entity: String @unique', '3:18 User.entity shows the type marker, which every User has: leave @unique out.'],
    [
      'code: String @readOnly @unique',
      '3:26 User.code is @readOnly, so only other programs write it, and those do not keep its values apart. Leave out @readOnly or @unique.',
    ],
    [
      'code: String @default(value: "x") @unique',
      '3:37 User.code is @unique and has a @default, which only the first item could have: leave one of the two out.',
    ],
  ])('nobody gives it to one item: %s', (field, problem) => {
    expect(problemsOf(user(field))).toEqual([problem]);
  });

  test.each([
    [
      'by a plain key',
      `type User @table(partition: "userId") {
  userId: ID! @unique
}`,
    ],
    [
      'by the only field of a template, beside a constant',
      `type User @table(partition: "PK = USER#{userId}", sort: "SK = PROFILE") {
  userId: ID! @unique
}`,
    ],
    [
      'in both halves of the key',
      `type User @table(partition: "PK = USER#{userId}", sort: "SK = USER#{userId}") {
  userId: ID! @unique
}`,
    ],
  ])('it is the primary key: %s', (_, body) => {
    expect(problemsOf(body)).toEqual([
      '2:15 User.userId is the primary key by itself, so no two items have the same already: leave @unique out.',
    ]);
  });

  test('it is not stored', () => {
    expect(
      problemsOf(`type User @table(partition: "userId") @index(name: "GSI1", partition: "GSI1PK = EMAIL#{email}", query: "usersOf") {
  userId: ID!
  email: String! @attribute(stored: false) @unique
}`),
    ).toEqual(['3:44 User.email is @unique, so it has an attribute of its own: leave out "stored: false".']);
  });

  test('it is in templates only', () => {
    expect(
      problemsOf(`type User @table(partition: "userId", storeKeyFields: false) @index(name: "GSI1", partition: "GSI1PK = EMAIL#{email}", query: "usersOf") {
  userId: ID!
  email: String! @unique
}`),
    ).toEqual([
      '3:18 User.email is @unique and stored in key templates only: give it an attribute of its own, @attribute(stored: true).',
    ]);
  });

  test('expired items are shown', () => {
    expect(problemsOf(user('code: String @unique\n  endsAt: Int @ttl(showExpired: true)'))).toEqual([
      '3:16 User.code is @unique, and an expired User gives its value free while @ttl(showExpired: true) still shows it: two of one value would be seen. Leave one of the two out.',
    ]);
  });

  test('it is inside another item', () => {
    expect(problemsOf(user('home: Place', 'type Place { street: String @unique }'))).toEqual([
      '5:29 @unique belongs on a field of a type with @table; Place is stored inside other items, where only @attribute works.',
    ]);
  });

  test('it is in no item', () => {
    expect(problemsOf(user('name: String', 'type Place { street: String @unique }'))).toEqual([
      '5:29 @unique on Place.street has no effect: no type with @table stores Place. Add @table(partition: ...) to it, or leave the directive out.',
    ]);
  });

  test('it is of an interface', () => {
    expect(problemsOf(user('name: String', 'interface Named { name: String @unique }'))).toEqual([
      '5:32 @unique on Named has no effect: an interface is not stored. Write it on the types that implement it.',
    ]);
  });

  test('it is a relation', () => {
    expect(problemsOf(user('bossId: ID\n  boss: User @belongsTo(with: "userId = bossId") @unique'))).toEqual([
      "4:50 User.boss is a relation and is not stored itself: @unique belongs on the field that holds the other's key.",
    ]);
  });
});

describe('fields that can be unique', () => {
  test.each([
    'email: String! @unique',
    'email: String @unique @immutable',
    'number: Int @unique',
    'price: Decimal @unique',
    'digest: Bytes @unique',
    'kind: Kind @unique',
    'at: DateTime @attribute(as: EPOCH_MILLISECONDS) @unique',
    'page: Url @attribute(as: STRING) @unique',
    'token: ID @generated(by: UUID) @unique',
    'token: ID @generated(by: UUID) @readOnly @unique',
    'code: String @unique\n  endsAt: Int @ttl(after: "P1D")',
  ])('%s', (field) => {
    expect(problemsOf(user(field, 'enum Kind { A B } scalar Url'))).toEqual([]);
  });

  test('a part of the primary key', () => {
    expect(
      problemsOf('type User @table(partition: "tenantId", sort: "email") { tenantId: ID! email: String! @unique }'),
    ).toEqual([]);
  });

  test('a field of a template that is stored as well', () => {
    expect(
      problemsOf(
        'type User @table(partition: "userId", storeKeyFields: false) @index(name: "GSI1", partition: "GSI1PK = {email}") { userId: ID! email: String! @attribute(stored: true) @unique }',
      ),
    ).toEqual([]);
  });
});
