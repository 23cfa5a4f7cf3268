import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('what this version does not serve is refused by name', () => {
  test('@collection', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = ORDER#{id}", sort: "SK = ORDER") {
  id: ID!
}
type Line @table(name: "Shop", partition: "PK = ORDER#{id}", sort: "SK = LINE#{line:03}") {
  id: ID!
  line: Int!
}
union OrderRecord @collection(table: "Shop", partition: "PK = ORDER#{id}", query: "orderRecords") = Order | Line`),
    ).toEqual([
      '8:19 @collection is not supported by this version yet. List each type by itself, with a @table or @index key of its own.',
    ]);
  });

  test('{shard(N)}', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "ByDay", partition: "GSI1PK = {day}#{shard(10)}") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:69 {shard(10)} is not supported by this version yet: leave it out of the template "{day}#{shard(10)}".',
    ]);
  });

  test('keys of several attributes', () => {
    expect(
      problemsOf(`type Order @table(partition: "id") @index(name: "ByTenant", partition: ["tenantId", "status"], sort: ["day", "id"]) {
  id: ID!
  tenantId: ID!
  status: String!
  day: Date!
}`),
    ).toEqual([
      '1:85 A partition key of several attributes is not supported by this version yet. Put the fields into one template: "GSI1PK = {tenantId}#{status}".',
      '1:110 A sort key of several attributes is not supported by this version yet. Put the fields into one template: "GSI1SK = {day}#{id}".',
    ]);
  });

  test('a table key of several attributes', () => {
    expect(
      problemsOf(`type Order @table(partition: ["tenantId", "id"]) {
  id: ID!
  tenantId: ID!
}`),
    ).toEqual([
      '1:43 A table has one partition key attribute, and Order names 2. Put the fields into one template: "PK = {tenantId}#{id}".',
    ]);
  });

  test('@ttl(after:)', () => {
    expect(
      problemsOf(`type Session @table(partition: "id") {
  id: ID!
  endsAt: DateTime @ttl(after: "PT1H")
}`),
    ).toEqual([
      '3:32 @ttl(after:) is not supported by this version yet. Leave "after" out and give the field its value when the item is created.',
    ]);
  });

  test('@unique', () => {
    expect(
      problemsOf(`type User @table(partition: "id") {
  id: ID!
  email: String! @unique
}`),
    ).toEqual([
      '3:18 @unique is not supported by this version yet. Make the field the key of a type: createX refuses a key that exists.',
    ]);
  });

  test('@auth', () => {
    expect(
      problemsOf(`type User @table(partition: "id") @auth(rules: [{allow: AUTHENTICATED}]) {
  id: ID!
  email: String @auth(rules: [{allow: OWNER, ownerField: "id"}])
}`),
    ).toEqual([
      '1:35 @auth is not supported by this version yet. Check the identity in front of the gateway, or in a resolver of your own.',
      '3:17 @auth is not supported by this version yet. Check the identity in front of the gateway, or in a resolver of your own.',
    ]);
  });

  test('@tableSettings', () => {
    expect(
      problemsOf(`extend schema @tableSettings(name: "Users", stream: NEW_AND_OLD_IMAGES)
type User @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:15 @tableSettings is not supported by this version yet. Set them on the table itself, with the AWS CLI or your own template.',
    ]);
  });

  test('@hasOne', () => {
    expect(
      problemsOf(`type User @table(partition: "id") {
  id: ID!
  profile: Profile @hasOne
}
type Profile @table(partition: "id", sort: "at") {
  id: ID!
  at: DateTime!
}`),
    ).toEqual([
      '3:20 @hasOne is not supported by this version yet. Use @belongsTo where this item holds the whole key, or @hasMany with "first: 1".',
    ]);
  });
});
