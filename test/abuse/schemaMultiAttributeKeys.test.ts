import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('keys of several attributes that cannot be', () => {
  test('the key of a table', () => {
    expect(
      problemsOf(`type Order @table(partition: ["tenantId", "day"], sort: ["status", "id"]) {
  id: ID!
  tenantId: ID!
  day: Date!
  status: String!
}`),
    ).toEqual([
      '1:43 A table has one partition key attribute, and Order names 2. Put the fields into one template: "PK = {tenantId}#{day}".',
      '1:68 A table has one sort key attribute, and Order names 2. Put the fields into one template: "SK = {status}#{id}".',
    ]);
  });

  test('a local index', () => {
    expect(
      problemsOf(`type Order @table(partition: "tenantId", sort: "id")
  @index(name: "ByStatus", local: true, partition: "tenantId", sort: ["status", "day"], query: "ordersByStatus") {
  id: ID!
  tenantId: ID!
  day: Date!
  status: String!
}`),
    ).toEqual([
      '2:81 A local index has one sort key attribute, and "ByStatus" names 2. Put the fields into one template: "SK = {status}#{day}".',
    ]);
  });

  test('more than four', () => {
    expect(
      problemsOf(`type Order @table(partition: "id") @index(name: "ByAll", partition: ["a", "b", "c", "PK = {d}", "e"], sort: ["f", "g", "h", "i", "j"]) {
  id: ID!
  a: ID, b: ID, c: ID, d: ID, e: ID, f: ID, g: ID, h: ID, i: ID, j: ID
}`),
    ).toEqual([
      '1:97 DynamoDB allows 4 partition key attributes in an index, and "ByAll" names 5. Put the fields into one template: "GSI1PK = {a}#{b}#{c}#{d}#{e}".',
      '1:130 DynamoDB allows 4 sort key attributes in an index, and "ByAll" names 5. Put the fields into one template: "GSI1SK = {f}#{g}#{h}#{i}#{j}".',
    ]);
  });

  test('one attribute twice', () => {
    expect(
      problemsOf(`type Order @table(partition: "id") @index(name: "ByTenant", partition: ["tenantId", "tenantId"], sort: ["day", "tenantId"]) {
  id: ID!
  tenantId: ID!
  day: Date!
}`),
    ).toEqual([
      '1:85 "tenantId" is twice in one partition key: leave one out.',
      '1:112 "tenantId" cannot be the partition key and the sort key at once: name another sort key, or none.',
    ]);
  });

  test('a field that is not there', () => {
    expect(
      problemsOf(`type Order @table(partition: "id") @index(name: "ByTenant", partition: ["tenantId", "stauts"], sort: ["day", "GSI1SK = {number}"]) {
  id: ID!
  tenantId: ID!
  status: String!
  day: Date!
}`),
    ).toEqual([
      '1:85 Order has no field "stauts" for its partition key. Did you mean "status"?',
      '1:110 Order has no field "number" for the template "{number}".',
    ]);
  });

  test('types that share an index and give its attributes in another order, or fewer', () => {
    expect(
      problemsOf(`type Order @table(name: "Shop", partition: "PK = O#{id}") @index(name: "ByTenant", partition: ["tenantId", "status"], sort: ["day", "id"]) {
  id: ID!
  tenantId: ID!
  status: String!
  day: Date!
}
type Invoice @table(name: "Shop", partition: "PK = I#{id}") @index(name: "ByTenant", partition: ["status", "tenantId"], sort: "day") {
  id: ID!
  tenantId: ID!
  status: String!
  day: Date!
}`),
    ).toEqual([
      '7:98 Invoice gives the index "ByTenant" the partition key "status" and "tenantId", and Order gives it the partition key "tenantId" and "status". Types that share an index have its key attributes in common, in one order: give it the same, or name another index.',
      '7:127 Invoice gives the index "ByTenant" the sort key "day", and Order gives it the sort key "day" and "id". Types that share an index have its key attributes in common, in one order: give it the same, or name another index.',
    ]);
  });
});
