import type { Scenario } from '../../support/scenario.js';
import { creates, reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { bank, owner, voucher } from '../fixtures/bank.js';
import { members } from '../fixtures/members.js';

/** Puts and deletes of items with unique values look at what is stored, for the values that are set free. */
export const uniquePuts: readonly Scenario[] = [
  {
    ...bank,
    title: 'a put where nothing is stored takes its values, held to that',
    operation: `mutation { putOwner(input: { ownerId: "o-9", email: "cy@example.com" }) { owner { ownerId email } } }`,
    commands: [
      reads({ Owners: [owner('o-9')] }),
      transaction(
        creates('Owners', 'ownerId', {
          ownerId: { S: 'o-9' },
          email: { S: 'cy@example.com' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        }),
        takes('Owner.email', 'cy@example.com', owner('o-9')),
      ),
    ],
    data: { putOwner: { owner: { ownerId: 'o-9', email: 'cy@example.com' } } },
  },
  {
    ...bank,
    title: 'a put with other values sets free what the item had',
    operation: `mutation { putOwner(input: { ownerId: "o-1", email: "anna@example.com" }) { owner { email handle } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Put: {
            TableName: 'Owners',
            Item: {
              ownerId: { S: 'o-1' },
              email: { S: 'anna@example.com' },
              updatedAt: { S: '2026-01-15T12:00:00.000Z' },
            },
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v0 AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'ann' } },
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        releases('Owner.handle', 'ann', owner('o-1')),
        takes('Owner.email', 'anna@example.com', owner('o-1')),
      ),
    ],
    data: { putOwner: { owner: { email: 'anna@example.com', handle: null } } },
  },
  {
    ...bank,
    title: 'a put with the values that are stored leaves the markers alone, so it is one PutItem',
    operation: `mutation { putOwner(input: { ownerId: "o-2", email: "bob@example.com", name: "Rob" }) { owner { name } } }`,
    commands: [
      reads({ Owners: [owner('o-2')] }),
      {
        action: 'PutItem',
        TableName: 'Owners',
        Item: {
          ownerId: { S: 'o-2' },
          email: { S: 'bob@example.com' },
          name: { S: 'Rob' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          'attribute_exists(#ownerId) AND #email = :v0 AND (attribute_not_exists(#handle) OR attribute_type(#handle, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
        ExpressionAttributeValues: { ':v0': { S: 'bob@example.com' }, ':v1': { S: 'NULL' } },
      },
    ],
    data: { putOwner: { owner: { name: 'Rob' } } },
  },
  {
    ...bank,
    title: 'a put with a value of another item is refused, with what is stored',
    operation: `mutation { putOwner(input: { ownerId: "o-1", email: "bob@example.com" }) { owner { email } conflict { reason fields current { email } } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Put: {
            TableName: 'Owners',
            Item: {
              ownerId: { S: 'o-1' },
              email: { S: 'bob@example.com' },
              updatedAt: { S: '2026-01-15T12:00:00.000Z' },
            },
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v0 AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'ann' } },
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        releases('Owner.handle', 'ann', owner('o-1')),
        takes('Owner.email', 'bob@example.com', owner('o-1')),
      ),
    ],
    data: {
      putOwner: {
        owner: null,
        conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['email'], current: { email: 'ann@example.com' } },
      },
    },
  },
  {
    ...bank,
    title: 'a put with unique values is held to the version that is expected',
    operation: `mutation { putVoucher(input: { voucherId: "v-live", code: "NEXT" }, expectedVersion: 2) { voucher { code version } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: {
              voucherId: { S: 'v-live' },
              code: { S: 'NEXT' },
              version: { N: '3' },
              expiresAt: { N: '1768482000' },
            },
            ConditionExpression:
              'attribute_exists(#voucherId) AND NOT #expiresAt <= :v0 AND #version = :v1 AND attribute_exists(#voucherId) AND #code = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#voucherId': 'voucherId',
              '#expiresAt': 'expiresAt',
              '#version': 'version',
              '#code': 'code',
            },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { N: '2' }, ':v2': { S: 'LIVE' } },
          },
        },
        releases('Voucher.code', 'LIVE', voucher('v-live')),
        takes('Voucher.code', 'NEXT', voucher('v-live'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { putVoucher: { voucher: { code: 'NEXT', version: 3 } } },
  },
  {
    ...bank,
    title: 'a put with unique values and another version is refused',
    operation: `mutation { putVoucher(input: { voucherId: "v-live", code: "NEXT" }, expectedVersion: 1) { conflict { reason message current { version } } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: {
              voucherId: { S: 'v-live' },
              code: { S: 'NEXT' },
              version: { N: '2' },
              expiresAt: { N: '1768482000' },
            },
            ConditionExpression:
              'attribute_exists(#voucherId) AND NOT #expiresAt <= :v0 AND #version = :v1 AND attribute_exists(#voucherId) AND #code = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#voucherId': 'voucherId',
              '#expiresAt': 'expiresAt',
              '#version': 'version',
              '#code': 'code',
            },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { N: '1' }, ':v2': { S: 'LIVE' } },
          },
        },
        releases('Voucher.code', 'LIVE', voucher('v-live')),
        takes('Voucher.code', 'NEXT', voucher('v-live'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: {
      putVoucher: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Voucher was expected to have version 1; it is 2.',
          current: { version: 2 },
        },
      },
    },
  },
  {
    ...bank,
    title: 'a delete is one consistent read and one transaction, and gives the item that was read',
    operation: `mutation { deleteOwner(ownerId: "o-1") { owner { email handle name } } }`,
    commands: [
      reads({ Owners: [owner('o-1')] }),
      transaction(
        {
          Delete: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #email = :v0 AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ownerId': 'ownerId', '#email': 'email', '#handle': 'handle' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { S: 'ann' } },
          },
        },
        releases('Owner.email', 'ann@example.com', owner('o-1')),
        releases('Owner.handle', 'ann', owner('o-1')),
      ),
    ],
    data: { deleteOwner: { owner: { email: 'ann@example.com', handle: 'ann', name: 'Ann' } } },
  },
  {
    ...bank,
    title: 'a delete of an item without unique values is one DeleteItem after the read',
    operation: `mutation { deleteTicket(ticketId: "t-2") { ticket { ticketId } } }`,
    commands: [
      reads({ Tickets: [{ ticketId: { S: 't-2' } }] }),
      {
        action: 'DeleteItem',
        TableName: 'Tickets',
        Key: { ticketId: { S: 't-2' } },
        ConditionExpression:
          'attribute_exists(#ticketId) AND NOT #until <= :v0 AND (attribute_not_exists(#seat) OR attribute_type(#seat, :v1)) AND (attribute_not_exists(#price) OR attribute_type(#price, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#ticketId': 'ticketId', '#until': 'until', '#seat': 'seat', '#price': 'price' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteTicket: { ticket: { ticketId: 't-2' } } },
  },
  {
    ...bank,
    title: 'a delete of what is missing is found out by the read',
    operation: `mutation { deleteOwner(ownerId: "none") { conflict { reason current { email } } } }`,
    commands: [reads({ Owners: [owner('none')] })],
    data: { deleteOwner: { conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...bank,
    title: 'a delete of an item that does not meet its condition is found out by the read',
    operation: `mutation { deleteOwner(ownerId: "o-1", if: { name: { eq: "Bob" } }) { owner { name } conflict { reason fields current { name } } } }`,
    commands: [reads({ Owners: [owner('o-1')] })],
    data: {
      deleteOwner: {
        owner: null,
        conflict: { reason: 'CONDITION_FAILED', fields: ['name'], current: { name: 'Ann' } },
      },
    },
  },
  {
    ...members,
    title: 'a delete sets the values of its fields free, whatever their types',
    operation: `mutation { deleteMember(memberId: "m1") { member { name } } deleteClub(clubId: "c1") { club { seal } } }`,
    commands: [
      reads({ Members: [{ memberId: { S: 'm1' } }] }),
      transaction(
        {
          Delete: {
            TableName: 'Members',
            Key: { memberId: { S: 'm1' } },
            ConditionExpression: 'attribute_exists(#memberId) AND #email = :v0 AND #badge = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#memberId': 'memberId', '#email': 'email', '#badge': 'badge' },
            ExpressionAttributeValues: { ':v0': { S: 'ann@example.com' }, ':v1': { N: '7' } },
          },
        },
        releases('Member.email', 'ann@example.com', { memberId: { S: 'm1' } }),
        releases('Member.badge', '7', { memberId: { S: 'm1' } }),
      ),
      reads({ Clubs: [{ PK: { S: 'CLUB#c1' }, SK: { S: 'PROFILE' } }] }),
      transaction(
        {
          Delete: {
            TableName: 'Clubs',
            Key: { PK: { S: 'CLUB#c1' }, SK: { S: 'PROFILE' } },
            ConditionExpression: 'attribute_exists(#PK) AND #kind = :v0 AND #seal = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#PK': 'PK', '#kind': 'kind', '#seal': 'seal' },
            ExpressionAttributeValues: { ':v0': { S: 'Club' }, ':v1': { B: 'c2VhbA==' } },
          },
        },
        releases('Club.seal', 'c2VhbA==', { PK: { S: 'CLUB#c1' }, SK: { S: 'PROFILE' } }),
      ),
    ],
    data: { deleteMember: { member: { name: 'Ann' } }, deleteClub: { club: { seal: 'c2VhbA==' } } },
  },
];
