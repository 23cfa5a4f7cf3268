import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { creates, takes, transaction } from '../../support/transactionActions.js';
import { bank, owner } from '../fixtures/bank.js';
import { members } from '../fixtures/members.js';

/** A new item takes the markers of its unique values in the transaction that writes it. */
export const uniqueCreates: readonly Scenario[] = [
  {
    ...bank,
    title: 'a new item and the markers of its unique values are written as one',
    operation: `mutation { createOwner(input: { email: "cy@example.com", handle: "cy" }) { owner { ownerId email handle } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          handle: { S: 'cy' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        {
          Put: {
            TableName: 'sortkey',
            Item: {
              pk: { S: 'UNIQUE#Owner.email#cy@example.com' },
              sk: { S: 'UNIQUE' },
              owner: { M: { ownerId: { S: 'ULID-0001' } } },
            },
            ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
            ExpressionAttributeValues: { ':v0': { M: { ownerId: { S: 'ULID-0001' } } } },
          },
        },
        takes('Owner.handle', 'cy', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { ownerId: 'ULID-0001', email: 'cy@example.com', handle: 'cy' } } },
  },
  {
    ...bank,
    title: 'a unique field that is not given takes no marker',
    operation: `mutation { createOwner(input: { email: "cy@example.com" }) { owner { handle } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { handle: null } } },
  },
  {
    ...bank,
    title: 'null in a unique field is no value, so any number of items may have it',
    operation: `mutation { createOwner(input: { email: "cy@example.com", handle: null }) { owner { handle } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { handle: null } } },
  },
  {
    ...bank,
    title: 'an item without a unique value is one PutItem',
    operation: `mutation { createTicket(input: { ticketId: "t-3" }) { ticket { seat } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Tickets',
        Item: { ticketId: { S: 't-3' } },
        ConditionExpression: 'attribute_not_exists(#ticketId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ticketId': 'ticketId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createTicket: { ticket: { seat: null } } },
  },
  {
    ...bank,
    title: 'an empty text is a value',
    operation: `mutation { createOwner(input: { email: "cy@example.com", handle: "" }) { owner { handle } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          handle: { S: '' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.handle', '', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { handle: '' } } },
  },
  {
    ...bank,
    title: 'a value may hold what stands between the parts of a marker',
    operation: `mutation { createOwner(input: { email: "a#Owner.handle#ann" }) { owner { email } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'a#Owner.handle#ann' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'a#Owner.handle#ann', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { owner: { email: 'a#Owner.handle#ann' } } },
  },
  {
    ...bank,
    title: 'a value that another item has is a conflict that names the field',
    operation: `mutation { createOwner(input: { email: "ann@example.com", handle: "cy" }) {
      owner { ownerId }
      conflict { reason message fields current { ownerId } }
    } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'ann@example.com' },
          handle: { S: 'cy' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'ann@example.com', owner('ULID-0001')),
        takes('Owner.handle', 'cy', owner('ULID-0001')),
      ),
    ],
    data: {
      createOwner: {
        owner: null,
        conflict: {
          reason: 'UNIQUE_VALUE_TAKEN',
          message: 'Another Owner has this "email" already. Choose another value.',
          fields: ['email'],
          current: null,
        },
      },
    },
  },
  {
    ...bank,
    title: 'of two values the one that is taken is named',
    operation: `mutation { createOwner(input: { email: "cy@example.com", handle: "ann" }) { conflict { reason message fields } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'cy@example.com' },
          handle: { S: 'ann' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('ULID-0001')),
        takes('Owner.handle', 'ann', owner('ULID-0001')),
      ),
    ],
    data: {
      createOwner: {
        conflict: {
          reason: 'UNIQUE_VALUE_TAKEN',
          message: 'Another Owner has this "handle" already. Choose another value.',
          fields: ['handle'],
        },
      },
    },
  },
  {
    ...bank,
    title: 'two values that are taken are both named',
    operation: `mutation { createOwner(input: { email: "bob@example.com", handle: "ann" }) { conflict { reason message fields } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'bob@example.com' },
          handle: { S: 'ann' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'bob@example.com', owner('ULID-0001')),
        takes('Owner.handle', 'ann', owner('ULID-0001')),
      ),
    ],
    data: {
      createOwner: {
        conflict: {
          reason: 'UNIQUE_VALUE_TAKEN',
          message: 'Another Owner has this "email", "handle" already. Choose another value.',
          fields: ['email', 'handle'],
        },
      },
    },
  },
  {
    ...bank,
    title: 'a taken value is an error where conflict is not selected',
    operation: `mutation { createOwner(input: { email: "ann@example.com" }) { owner { ownerId } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'ann@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'ann@example.com', owner('ULID-0001')),
      ),
    ],
    data: { createOwner: null },
    errors: [
      {
        code: 'CONFLICT',
        message: 'Another Owner has this "email" already. Choose another value.',
        path: ['createOwner'],
      },
    ],
  },
  {
    ...bank,
    title: 'a key that is taken is what is told, also where a value is taken too',
    operation: `mutation { createOwner(input: { ownerId: "o-1", email: "bob@example.com" }) { conflict { reason fields current { email } } } }`,
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'o-1' },
          email: { S: 'bob@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'bob@example.com', owner('o-1')),
      ),
    ],
    data: {
      createOwner: { conflict: { reason: 'ALREADY_EXISTS', fields: [], current: { email: 'ann@example.com' } } },
    },
  },
  {
    ...members,
    title: 'the marker of a number is named by its value, and of an item by its whole key',
    operation: `mutation {
      createMember(input: { memberId: "m4", email: "dan@example.com", badge: 12 }) { member { badge } }
      createVisit(input: { memberId: "m4", day: "2026-01-15", pass: "P-3" }) { visit { pass } }
    }`,
    commands: [
      transaction(
        creates('Members', 'memberId', { memberId: { S: 'm4' }, email: { S: 'dan@example.com' }, badge: { N: '12' } }),
        takes('Member.email', 'dan@example.com', { memberId: { S: 'm4' } }),
        takes('Member.badge', '12', { memberId: { S: 'm4' } }),
      ),
      transaction(
        {
          Put: {
            TableName: 'Visits',
            Item: { memberId: { S: 'm4' }, day: { S: '2026-01-15' }, pass: { S: 'P-3' } },
            ConditionExpression: 'attribute_not_exists(#memberId) OR #gone <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#memberId': 'memberId', '#gone': 'gone' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Visit.pass', 'P-3', { memberId: { S: 'm4' }, day: { S: '2026-01-15' } }, { expiresAt: null }),
      ),
    ],
    data: { createMember: { member: { badge: 12 } }, createVisit: { visit: { pass: 'P-3' } } },
  },
  {
    ...bank,
    title: 'numbers that are equal are one value, however they are written',
    operation: `mutation { createTicket(input: { ticketId: "t-3", price: "1.50" }) { conflict { reason fields } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Tickets',
            Item: { ticketId: { S: 't-3' }, price: { N: '1.5' } },
            ConditionExpression: 'attribute_not_exists(#ticketId) OR #until <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ticketId': 'ticketId', '#until': 'until' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Ticket.price', '1.5', { ticketId: { S: 't-3' } }, { expiresAt: null }),
      ),
    ],
    data: { createTicket: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['price'] } } },
  },
  {
    ...members,
    title: 'binary values are unique by their bytes',
    operation: `mutation { createClub(input: { clubId: "c2", seal: "c2VhbA==" }) { conflict { reason fields } } }`,
    commands: [
      transaction(
        creates('Clubs', 'PK', {
          clubId: { S: 'c2' },
          seal: { B: 'c2VhbA==' },
          kind: { S: 'Club' },
          PK: { S: 'CLUB#c2' },
          SK: { S: 'PROFILE' },
        }),
        takes('Club.seal', 'c2VhbA==', { PK: { S: 'CLUB#c2' }, SK: { S: 'PROFILE' } }),
      ),
    ],
    data: { createClub: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['seal'] } } },
  },
  refused(
    bank,
    'a value too long to be unique is refused',
    `mutation Create($email: String!) { createOwner(input: { email: $email }) { owner { email } } }`,
    '"email" is too long to be unique: with "UNIQUE#Owner.email#" before it, it would have 2049 bytes, and a key may have 2048.',
    { variables: { email: 'x'.repeat(2030) } },
  ),
  {
    ...bank,
    title: 'a value just as long as a marker can hold is unique',
    operation: `mutation Create($email: String!) { createOwner(input: { email: $email }) { conflict { reason } } }`,
    variables: { email: 'x'.repeat(2029) },
    commands: [
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'ULID-0001' },
          email: { S: 'x'.repeat(2029) },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'x'.repeat(2029), owner('ULID-0001')),
      ),
    ],
    data: { createOwner: { conflict: null } },
  },
];
