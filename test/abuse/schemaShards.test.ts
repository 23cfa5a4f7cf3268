import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('a spread partition that cannot be', () => {
  test('one partition, a thousand, and no number', () => {
    expect(
      problemsOf(`type Event @table(partition: "id")
  @index(name: "ByDay", partition: "A = {day}#{shard(1)}", sort: "id", query: "a")
  @index(name: "ByMonth", partition: "B = {day}#{shard(1000)}", sort: "id", query: "b")
  @index(name: "ByYear", partition: "C = {day}#{shard(0)}", sort: "id", query: "c")
  @index(name: "ByAge", partition: "D = {day}#{shard(ten)}", sort: "id", query: "d")
  @index(name: "ByEra", partition: "E = {day}#{shard()}", sort: "id", query: "e") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '2:36 {shard(1)} in the template "{day}#{shard(1)}" must spread over 2 to 100 partitions, each of which every read asks: write {shard(10)}, or leave it out.',
      '3:38 {shard(1000)} in the template "{day}#{shard(1000)}" must spread over 2 to 100 partitions, each of which every read asks: write {shard(10)}, or leave it out.',
      '4:37 {shard(0)} in the template "{day}#{shard(0)}" must spread over 2 to 100 partitions, each of which every read asks: write {shard(10)}, or leave it out.',
      '5:36 {shard(ten)} in the template "{day}#{shard(ten)}" must spread over 2 to 100 partitions, each of which every read asks: write {shard(10)}, or leave it out.',
      '6:36 {shard()} in the template "{day}#{shard()}" must spread over 2 to 100 partitions, each of which every read asks: write {shard(10)}, or leave it out.',
    ]);
  });

  test('a template that is spread twice', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "ByDay", partition: "GSI1PK = {shard(2)}#{day}#{shard(10)}", sort: "id") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:69 The template "{shard(2)}#{day}#{shard(10)}" has {shard(...)} twice, and one number spreads it: leave one out.',
    ]);
  });

  test('two attributes of one key that are spread', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "ByDay", partition: ["A = {day}#{shard(10)}", "B = {shard(10)}"], sort: "id") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:95 The partition of index "ByDay" has {shard(...)} twice, and one number spreads it: leave one out.',
    ]);
  });

  test('the key of a table', () => {
    expect(
      problemsOf(`type Event @table(partition: "PK = {day}#{shard(10)}", sort: "SK = {shard(10)}#{id}") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:30 {shard(10)} spreads the partition of a global index, and an item is read by the table\'s key, which has to be known: leave it out of the template "{day}#{shard(10)}".',
      '1:62 {shard(10)} spreads the partition of a global index, and this is a sort key: leave it out of the template "{shard(10)}#{id}".',
    ]);
  });

  test('a local index', () => {
    expect(
      problemsOf(`type Event @table(partition: "PK = {day}", sort: "id")
  @index(name: "ByName", local: true, partition: "PK = {day}#{shard(10)}", sort: "name", query: "eventsByName") {
  id: ID!
  day: Date!
  name: String
}`),
    ).toEqual([
      '2:50 {shard(10)} spreads the partition of a global index, and a local index has the partition of its table: leave it out of the template "{day}#{shard(10)}".',
    ]);
  });

  test('the sort key of an index', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "ByDay", partition: "day", sort: "GSI1SK = {id}#{shard(10)}") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:82 {shard(10)} spreads the partition of a global index, and this is a sort key: leave it out of the template "{id}#{shard(10)}".',
    ]);
  });

  test('a computed field', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") {
  id: ID!
  label: String @attribute(template: "{id}#{shard(10)}")
}`),
    ).toEqual([
      '3:38 {shard(10)} spreads the partition of a global index, and this template computes a field: leave it out of "{id}#{shard(10)}".',
    ]);
  });

  test('an index without a sort key', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "ByDay", partition: "GSI1PK = {day}#{shard(10)}") {
  id: ID!
  day: Date!
}`),
    ).toEqual([
      '1:36 The index "ByDay" spreads its partition over 10 shards, which are read together in the order of a sort key, and has none. Write sort: "<field>", or leave {shard(10)} out.',
    ]);
  });

  test('nothing between the shard and a field', () => {
    expect(
      problemsOf(`type Event @table(partition: "id")
  @index(name: "ByDay", partition: "A = {day}{shard(10)}", sort: "id")
  @index(name: "ByKind", partition: "B = {shard(10)}{kind}", sort: "id") {
  id: ID!
  day: Date!
  kind: String!
}`),
    ).toEqual([
      '2:36 Nothing separates {day} from {shard(10)} in "{day}{shard(10)}", so the two cannot be told apart. Write a delimiter between them, {day}#{shard(10)}.',
      '3:37 Nothing separates {shard(10)} from {kind} in "{shard(10)}{kind}", so the two cannot be told apart. Write a delimiter between them, {shard(10)}#{kind}.',
    ]);
  });

  test('digits between the shard and a field', () => {
    expect(
      problemsOf(`type Event @table(partition: "id")
  @index(name: "ByDay", partition: "A = {day}0{shard(10)}", sort: "id")
  @index(name: "ByKind", partition: "B = {shard(10)}00{kind}", sort: "id") {
  id: ID!
  day: Date!
  kind: String!
}`),
    ).toEqual([
      '2:36 "0" between {day} and {shard(10)} in "{day}0{shard(10)}" could be part of the shard\'s number, so the two cannot be told apart. Take another delimiter, such as "#".',
      '3:37 "00" between {shard(10)} and {kind} in "{shard(10)}00{kind}" could be part of the shard\'s number, so the two cannot be told apart. Take another delimiter, such as "#".',
    ]);
  });

  test('a partition without a field, whose list needs a name', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "All", partition: "GSI1PK = EVENTS#{shard(10)}", sort: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:36 The partition of index "All" has no field to name the list of Event by: write query: "allEvents".',
    ]);
  });

  test('constants that leave no room for the number', () => {
    expect(
      problemsOf(`type Event @table(partition: "id") @index(name: "All", partition: "P = ${'C'.repeat(2047)}{shard(100)}", sort: "id", query: "events") {
  id: ID!
}`),
    ).toEqual(['1:67 The constants of this partition key have 2049 bytes; DynamoDB allows 2048 for the whole.']);
  });
});
