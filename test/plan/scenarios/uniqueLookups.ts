import type { Command } from '../../support/testGateway.js';
import type { Scenario } from '../../support/scenario.js';
import { members } from '../fixtures/members.js';

const key = (name: string) => ({ pk: { S: `UNIQUE#${name}` }, sk: { S: 'UNIQUE' } });
const markerOf = (name: string): Command => ({ action: 'GetItem', TableName: 'sortkey', Key: key(name) });
const member = (memberId: string, ...attributes: readonly string[]): Command => ({
  action: 'GetItem',
  TableName: 'Members',
  Key: { memberId: { S: memberId } },
  ...projected(attributes),
});

function projected(attributes: readonly string[]) {
  return {
    ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
  };
}

/** The item that has a unique value: its marker is read, then the item, which must have the value still. */
export const uniqueLookups: readonly Scenario[] = [
  {
    ...members,
    title: 'the marker of the value names the item, so that a lookup is two reads',
    operation: `{ memberByEmail(email: "ann@example.com") { name } }`,
    commands: [markerOf('Member.email#ann@example.com'), member('m1', 'email', 'name', 'memberId')],
    data: { memberByEmail: { name: 'Ann' } },
  },
  {
    ...members,
    title: 'a value that nobody has is null after one read',
    operation: `{ memberByEmail(email: "nobody@example.com") { name } }`,
    commands: [markerOf('Member.email#nobody@example.com')],
    data: { memberByEmail: null },
  },
  {
    ...members,
    title: 'lookups of any fields and types are two batches, which reads by key share',
    operation: `{
      ann: memberByEmail(email: "ann@example.com") { name }
      ben: memberByEmail(email: "ben@example.com") { name }
      seven: memberByBadge(badge: 7) { email }
      visit: visitByPass(pass: "P-2") { day }
      member(memberId: "m3") { name }
    }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Members: {
            Keys: [{ memberId: { S: 'm3' } }],
            ...projected(['name', 'email', 'memberId']),
          },
          sortkey: {
            Keys: [
              key('Member.email#ann@example.com'),
              key('Member.email#ben@example.com'),
              key('Member.badge#7'),
              key('Visit.pass#P-2'),
            ],
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Members: {
            Keys: [{ memberId: { S: 'm1' } }, { memberId: { S: 'm2' } }],
            ...projected(['email', 'badge', 'name', 'memberId']),
          },
          Visits: {
            Keys: [{ memberId: { S: 'm1' }, day: { S: '2026-01-02' } }],
            ...projected(['pass', 'day', 'memberId', 'gone']),
          },
        },
      },
    ],
    data: {
      ann: { name: 'Ann' },
      ben: { name: 'Ben' },
      seven: { email: 'ann@example.com' },
      visit: { day: '2026-01-02' },
      member: { name: 'Cleo' },
    },
  },
  {
    ...members,
    title: 'relations of looked up items are the third batch',
    operation: `{
      ann: memberByEmail(email: "ann@example.com") { club { title } }
      ben: memberByEmail(email: "ben@example.com") { club { title } }
    }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          sortkey: { Keys: [key('Member.email#ann@example.com'), key('Member.email#ben@example.com')] },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Members: {
            Keys: [{ memberId: { S: 'm1' } }, { memberId: { S: 'm2' } }],
            ...projected(['email', 'clubId', 'memberId']),
          },
        },
      },
      {
        action: 'GetItem',
        TableName: 'Clubs',
        Key: { PK: { S: 'CLUB#c1' }, SK: { S: 'PROFILE' } },
        ...projected(['title', 'PK', 'SK', 'kind']),
      },
    ],
    data: { ann: { club: { title: 'Chess' } }, ben: { club: { title: 'Chess' } } },
  },
  {
    ...members,
    title: 'a consistent lookup reads both consistently',
    operation: `{ memberByEmail(email: "ann@example.com") @consistent { memberId } }`,
    commands: [
      { ...markerOf('Member.email#ann@example.com'), ConsistentRead: true },
      { ...member('m1', 'email', 'memberId'), ConsistentRead: true },
    ],
    data: { memberByEmail: { memberId: 'm1' } },
  },
  {
    ...members,
    title: 'a number is looked up by its value',
    operation: `{ memberByBadge(badge: 7) { name } }`,
    commands: [markerOf('Member.badge#7'), member('m1', 'badge', 'name', 'memberId')],
    data: { memberByBadge: { name: 'Ann' } },
  },
  {
    ...members,
    title: 'a binary value is looked up in base64, and the item must bear its marker of the type',
    operation: `{ clubBySeal(seal: "c2VhbA==") { title } }`,
    commands: [
      markerOf('Club.seal#c2VhbA=='),
      {
        action: 'GetItem',
        TableName: 'Clubs',
        Key: { PK: { S: 'CLUB#c1' }, SK: { S: 'PROFILE' } },
        ...projected(['seal', 'title', 'PK', 'SK', 'kind']),
      },
    ],
    data: { clubBySeal: { title: 'Chess' } },
  },
  {
    ...members,
    title: 'an item that another program gave another value is not found by its old one',
    operation: `{ memberByEmail(email: "old@example.com") { name } }`,
    commands: [markerOf('Member.email#old@example.com'), member('m3', 'email', 'name', 'memberId')],
    data: { memberByEmail: null },
  },
  {
    ...members,
    title: 'an item that another program deleted is not found by the value that it had',
    operation: `{ memberByEmail(email: "gone@example.com") { name } }`,
    commands: [markerOf('Member.email#gone@example.com'), member('m9', 'email', 'name', 'memberId')],
    data: { memberByEmail: null },
  },
  {
    ...members,
    title: 'a marker that names no item of the type leads nowhere',
    operation: `{ memberByEmail(email: "odd@example.com") { name } }`,
    commands: [markerOf('Member.email#odd@example.com')],
    data: { memberByEmail: null },
  },
  {
    ...members,
    title: 'a marker that has expired leads nowhere, though it is still stored',
    operation: `{ visitByPass(pass: "P-1") { day } }`,
    commands: [markerOf('Visit.pass#P-1')],
    data: { visitByPass: null },
  },
  {
    ...members,
    title: 'the value may come from a variable, and what is left out by @skip is not read',
    operation: `query ($email: String!, $brief: Boolean!) {
      memberByEmail(email: $email) { memberId name @skip(if: $brief) }
      other: memberByEmail(email: "ben@example.com") @skip(if: $brief) { name }
    }`,
    variables: { email: 'ann@example.com', brief: true },
    commands: [markerOf('Member.email#ann@example.com'), member('m1', 'email', 'memberId')],
    data: { memberByEmail: { memberId: 'm1' } },
  },
  {
    ...members,
    title: 'a value that is too long to be unique is refused before anything is read',
    operation: `query ($email: String!) { memberByEmail(email: $email) { name } }`,
    variables: { email: 'x'.repeat(2_048) },
    commands: [],
    data: { memberByEmail: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"email" is too long to be unique: with "UNIQUE#Member.email#" before it, it would have 2068 bytes, and a key may have 2048.',
      },
    ],
  },
];
