import type { Scenario } from '../../support/scenario.js';
import { creates, reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { adds, bank, owner, voucher } from '../fixtures/bank.js';
import { notes, wares } from '../fixtures/stock.js';

/** What a transaction must read before it: what its updates, puts and deletes depend on, all at once. */
export const transactionReads: readonly Scenario[] = [
  {
    ...wares,
    title: 'an update that depends on its item is read before the transaction and held to what was read',
    operation: `mutation @transaction {
      room: updateWare(wareId: "w1", set: { room: "B" }) { ware { room shelf } }
      note: updateWare(wareId: "w2", set: { note: "x" }) { conflict { reason } }
    }`,
    commands: [
      reads({ Wares: [{ wareId: { S: 'w1' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Wares',
            Key: { wareId: { S: 'w1' } },
            ConditionExpression: 'attribute_exists(#wareId) AND #shelf = :v5',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#room': 'room',
              '#updatedAt': 'updatedAt',
              '#IP': 'IP',
              '#IS': 'IS',
              '#SS': 'SS',
              '#version': 'version',
              '#wareId': 'wareId',
              '#shelf': 'shelf',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'B' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'PLACE#B' },
              ':v3': { S: '1#w1' },
              ':v4': { N: '1' },
              ':v5': { S: '1' },
            },
            UpdateExpression: 'SET #room = :v0, #updatedAt = :v1, #IP = :v2, #IS = :v3, #SS = :v1 ADD #version :v4',
          },
        },
        {
          Update: {
            TableName: 'Wares',
            Key: { wareId: { S: 'w2' } },
            ConditionExpression: 'attribute_exists(#wareId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#note': 'note',
              '#updatedAt': 'updatedAt',
              '#SS': 'SS',
              '#version': 'version',
              '#wareId': 'wareId',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'x' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { N: '1' },
            },
            UpdateExpression: 'SET #note = :v0, #updatedAt = :v1, #SS = :v1 ADD #version :v2',
          },
        },
      ),
      reads({ Wares: [{ wareId: { S: 'w1' } }] }),
    ],
    data: { room: { ware: { room: 'B', shelf: '1' } }, note: { conflict: null } },
  },
  {
    ...notes,
    title: 'an update inside a map that may be missing is read before the transaction',
    operation: `mutation @transaction {
      updateNote(noteId: "n1", set: { parts: { head: "x" } }) { note { parts { head } } }
      createNote(input: { noteId: "n3", frame: {} }) { note { noteId } }
    }`,
    commands: [
      reads({ Notes: [{ noteId: { S: 'n1' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Notes',
            Key: { noteId: { S: 'n1' } },
            ConditionExpression:
              'attribute_exists(#noteId) AND (attribute_not_exists(#parts) OR attribute_type(#parts, :v1))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#parts': 'parts', '#noteId': 'noteId' },
            ExpressionAttributeValues: { ':v0': { M: { head: { S: 'x' } } }, ':v1': { S: 'NULL' } },
            UpdateExpression: 'SET #parts = :v0',
          },
        },
        creates('Notes', 'noteId', { noteId: { S: 'n3' }, frame: { M: {} } }),
      ),
      reads({ Notes: [{ noteId: { S: 'n1' } }] }),
    ],
    data: { updateNote: { note: { parts: { head: 'x' } } }, createNote: { note: { noteId: 'n3' } } },
  },
  {
    ...wares,
    title: 'all items that updates depend on are read by one call',
    operation: `mutation @transaction {
      one: updateWare(wareId: "w1", set: { room: "B" }) { conflict { reason } }
      two: updateWare(wareId: "w2", set: { room: "B" }) { conflict { reason } }
    }`,
    commands: [
      reads({ Wares: [{ wareId: { S: 'w1' } }, { wareId: { S: 'w2' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Wares',
            Key: { wareId: { S: 'w1' } },
            ConditionExpression: 'attribute_exists(#wareId) AND #shelf = :v5',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#room': 'room',
              '#updatedAt': 'updatedAt',
              '#IP': 'IP',
              '#IS': 'IS',
              '#SS': 'SS',
              '#version': 'version',
              '#wareId': 'wareId',
              '#shelf': 'shelf',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'B' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { S: 'PLACE#B' },
              ':v3': { S: '1#w1' },
              ':v4': { N: '1' },
              ':v5': { S: '1' },
            },
            UpdateExpression: 'SET #room = :v0, #updatedAt = :v1, #IP = :v2, #IS = :v3, #SS = :v1 ADD #version :v4',
          },
        },
        {
          Update: {
            TableName: 'Wares',
            Key: { wareId: { S: 'w2' } },
            ConditionExpression:
              'attribute_exists(#wareId) AND (attribute_not_exists(#shelf) OR attribute_type(#shelf, :v3))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#room': 'room',
              '#updatedAt': 'updatedAt',
              '#SS': 'SS',
              '#IP': 'IP',
              '#IS': 'IS',
              '#version': 'version',
              '#wareId': 'wareId',
              '#shelf': 'shelf',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'B' },
              ':v1': { S: '2026-01-15T12:00:00.000Z' },
              ':v2': { N: '1' },
              ':v3': { S: 'NULL' },
            },
            UpdateExpression: 'SET #room = :v0, #updatedAt = :v1, #SS = :v1 REMOVE #IP, #IS ADD #version :v2',
          },
        },
      ),
    ],
    data: { one: { conflict: null }, two: { conflict: null } },
  },
  {
    ...bank,
    title: 'items of all tables that writes depend on are read by one call',
    operation: `mutation @transaction {
      updateOwner(ownerId: "o-1", set: { handle: null }) { conflict { reason } }
      putVoucher(input: { voucherId: "v-1", code: "NEW" }, expectedVersion: 0) { conflict { reason } }
      updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
      deleteTicket(ticketId: "t-1") { conflict { reason } }
    }`,
    commands: [
      reads({ Owners: [owner('o-1')], Vouchers: [voucher('v-1')], Tickets: [{ ticketId: { S: 't-1' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Owners',
            Key: owner('o-1'),
            ConditionExpression: 'attribute_exists(#ownerId) AND #handle = :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#updatedAt': 'updatedAt', '#handle': 'handle', '#ownerId': 'ownerId' },
            ExpressionAttributeValues: { ':v0': { S: '2026-01-15T12:00:00.000Z' }, ':v1': { S: 'ann' } },
            UpdateExpression: 'SET #updatedAt = :v0 REMOVE #handle',
          },
        },
        {
          Put: {
            TableName: 'Vouchers',
            Item: { voucherId: { S: 'v-1' }, code: { S: 'NEW' }, version: { N: '1' }, expiresAt: { N: '1768482000' } },
            ConditionExpression:
              '(#expiresAt <= :v0 OR attribute_not_exists(#voucherId) OR attribute_not_exists(#version) OR attribute_type(#version, :v1) OR #version = :v2) AND (attribute_not_exists(#voucherId) OR #expiresAt <= :v0)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#voucherId': 'voucherId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: 'NULL' }, ':v2': { N: '0' } },
          },
        },
        adds('a', 1),
        {
          Delete: {
            TableName: 'Tickets',
            Key: { ticketId: { S: 't-1' } },
            ConditionExpression: 'attribute_exists(#ticketId) AND NOT #until <= :v0 AND #seat = :v1 AND #price = :v2',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#ticketId': 'ticketId',
              '#until': 'until',
              '#seat': 'seat',
              '#price': 'price',
            },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: '1A' }, ':v2': { N: '1.5' } },
          },
        },
        releases('Owner.handle', 'ann', owner('o-1')),
        takes('Voucher.code', 'NEW', voucher('v-1'), { expiresAt: { N: '1768482000' } }),
        releases('Ticket.seat', '1A', { ticketId: { S: 't-1' } }),
        releases('Ticket.price', '1.5', { ticketId: { S: 't-1' } }),
      ),
    ],
    data: {
      updateOwner: { conflict: null },
      putVoucher: { conflict: null },
      updateAccount: { conflict: null },
      deleteTicket: { conflict: null },
    },
  },
  {
    ...bank,
    title: 'an item that the read finds missing refuses the transaction without sending it',
    operation: `mutation @transaction {
      updateAccount(accountId: "a", add: { balance: 1 }) { conflict { reason } }
      updateOwner(ownerId: "none", set: { handle: "x" }) { conflict { reason message } }
    }`,
    commands: [reads({ Owners: [owner('none')] })],
    data: {
      updateAccount: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      updateOwner: {
        conflict: {
          reason: 'NOT_FOUND',
          message: 'There is no Owner with this key. A create or a put would store one.',
        },
      },
    },
  },
  {
    ...bank,
    title: 'a version that the read finds to be another refuses the transaction without sending it',
    operation: `mutation @transaction {
      updateVoucher(voucherId: "v-live", set: { code: "NEXT" }, expectedVersion: 1) { conflict { reason current { version } } }
      deleteVoucher(voucherId: "none") { conflict { reason } }
      createEntry(input: { accountId: "a", number: 1, amount: 1 }) { conflict { reason } }
    }`,
    commands: [reads({ Vouchers: [voucher('v-live'), voucher('none')] })],
    data: {
      updateVoucher: { conflict: { reason: 'VERSION_MISMATCH', current: { version: 2 } } },
      deleteVoucher: { conflict: { reason: 'NOT_FOUND' } },
      createEntry: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
];
