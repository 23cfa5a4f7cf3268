import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

const session = (directives: string): string => `type Session @table(partition: "id") {
  id: ID!
  endsAt: DateTime! ${directives}
}`;

describe('lifetimes that cannot be', () => {
  test.each([
    ['"1 day"', '"1 day" is no length of time as ISO 8601 writes it. Write after: "P30D", or after: "PT12H".'],
    ['"p1d"', '"p1d" is no length of time as ISO 8601 writes it. Write after: "P30D", or after: "PT12H".'],
    ['"P"', '"P" is no length of time as ISO 8601 writes it. Write after: "P30D", or after: "PT12H".'],
    ['3600', '3600 is no length of time as ISO 8601 writes it. Write after: "P30D", or after: "PT12H".'],
    ['"P1Y"', '"P1Y" has years, which differ in length. Write days: after: "P365D".'],
    ['"P2M"', '"P2M" has months, which differ in length. Write days: after: "P60D".'],
    ['"P1Y1M1W1DT1H"', '"P1Y1M1W1DT1H" has years and months, which differ in length. Write days: after: "P403DT1H".'],
    ['"PT1.5S"', '"PT1.5S" ends in a part of a second, and DynamoDB expires items by whole seconds. Leave it out.'],
    ['"PT0S"', '"PT0S" is too short: an item lives from 1 second to 100 years, "PT1S" to "P36500D".'],
    ['"-PT1H"', '"-PT1H" is too short: an item lives from 1 second to 100 years, "PT1S" to "P36500D".'],
    ['"P36501D"', '"P36501D" is too long: an item lives from 1 second to 100 years, "PT1S" to "P36500D".'],
    [
      `"P${'9'.repeat(400)}D"`,
      `"P${'9'.repeat(400)}D" is too long: an item lives from 1 second to 100 years, "PT1S" to "P36500D".`,
    ],
  ])('after: %s', (after, message) => {
    expect(problemsOf(session(`@ttl(after: ${after})`))).toEqual([
      `3:33 The lifetime that Session.endsAt gives does not fit: ${message}`,
    ]);
  });

  test('a lifetime and a default', () => {
    expect(problemsOf(session('@ttl(after: "P1D") @default(value: "2025-03-01T00:00:00Z")'))).toEqual([
      '3:33 Session.endsAt has both @ttl(after:) and @default: one of the two gives a new item its value. Leave the other out.',
    ]);
  });

  test('a lifetime and a generated time', () => {
    expect(problemsOf(session('@ttl(after: "P1D") @generated(by: CREATED_AT)'))).toEqual([
      '3:33 Session.endsAt has both @ttl(after:) and @generated: one of the two gives a new item its value. Leave the other out.',
    ]);
  });

  test('a lifetime and a version', () => {
    expect(
      problemsOf(`type Session @table(partition: "id") {
  id: ID!
  endsAt: Int! @ttl(after: "P1D") @version
}`),
    ).toEqual([
      '3:28 Session.endsAt has both @ttl(after:) and @version: one of the two gives a new item its value. Leave the other out.',
    ]);
  });

  test('a lifetime of an item inside another', () => {
    expect(
      problemsOf(`type Product @table(partition: "id") {
  id: ID!
  offer: Offer
}
type Offer {
  endsAt: DateTime @ttl(after: "P1D")
}`),
    ).toEqual([
      '6:20 @ttl belongs on a field of a type with @table; Offer is stored inside other items, where only @attribute works.',
    ]);
  });
});

test('a required field that nobody gives is no trouble where it has a lifetime', () => {
  expect(problemsOf(session('@ttl(after: "P1D") @readOnly'))).toEqual([]);
});
