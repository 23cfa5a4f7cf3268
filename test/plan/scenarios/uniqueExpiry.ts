import type { Scenario } from '../../support/scenario.js';
import { reads, releases, takes, transaction } from '../../support/transactionActions.js';
import { bank, voucher } from '../fixtures/bank.js';

/** The marker of a value expires with its item, and is written anew whenever that time may have changed. */
export const uniqueExpiry: readonly Scenario[] = [
  {
    ...bank,
    title: 'the marker of a new item expires with it',
    operation: `mutation { createVoucher(input: { voucherId: "v-1", code: "NEW" }) { voucher { version expiresAt } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: { voucherId: { S: 'v-1' }, code: { S: 'NEW' }, version: { N: '1' }, expiresAt: { N: '1768482000' } },
            ConditionExpression: 'attribute_not_exists(#voucherId) OR #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Voucher.code', 'NEW', voucher('v-1'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { createVoucher: { voucher: { version: 1, expiresAt: '2026-01-15T13:00:00Z' } } },
  },
  {
    ...bank,
    title: 'the marker of an item that does not expire has no time',
    operation: `mutation { createTicket(input: { ticketId: "t-3", seat: "1B" }) { ticket { until } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Tickets',
            Item: { ticketId: { S: 't-3' }, seat: { S: '1B' } },
            ConditionExpression: 'attribute_not_exists(#ticketId) OR #until <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#ticketId': 'ticketId', '#until': 'until' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Ticket.seat', '1B', { ticketId: { S: 't-3' } }, { expiresAt: null }),
      ),
    ],
    data: { createTicket: { ticket: { until: null } } },
  },
  {
    ...bank,
    title: 'a value that an expired item had is free',
    operation: `mutation { createVoucher(input: { voucherId: "v-1", code: "GONE" }) { voucher { code version } conflict { reason } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: { voucherId: { S: 'v-1' }, code: { S: 'GONE' }, version: { N: '1' }, expiresAt: { N: '1768482000' } },
            ConditionExpression: 'attribute_not_exists(#voucherId) OR #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Voucher.code', 'GONE', voucher('v-1'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { createVoucher: { voucher: { code: 'GONE', version: 1 }, conflict: null } },
  },
  {
    ...bank,
    title: 'a value that a live item has is not',
    operation: `mutation { createVoucher(input: { voucherId: "v-1", code: "LIVE" }) { conflict { reason fields } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: { voucherId: { S: 'v-1' }, code: { S: 'LIVE' }, version: { N: '1' }, expiresAt: { N: '1768482000' } },
            ConditionExpression: 'attribute_not_exists(#voucherId) OR #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Voucher.code', 'LIVE', voucher('v-1'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { createVoucher: { conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['code'] } } },
  },
  {
    ...bank,
    title: 'an expired item is written over with its own value, and its version starts at 1',
    operation: `mutation { createVoucher(input: { voucherId: "v-gone", code: "GONE" }) { voucher { version } } }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: {
              voucherId: { S: 'v-gone' },
              code: { S: 'GONE' },
              version: { N: '1' },
              expiresAt: { N: '1768482000' },
            },
            ConditionExpression: 'attribute_not_exists(#voucherId) OR #expiresAt <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#voucherId': 'voucherId', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        takes('Voucher.code', 'GONE', voucher('v-gone'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { createVoucher: { voucher: { version: 1 } } },
  },
  {
    ...bank,
    title: 'a put over an expired item takes its value, and sets none free: that has expired with the item',
    operation: `mutation { putVoucher(input: { voucherId: "v-gone", code: "NEXT" }, expectedVersion: 0) { voucher { version } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-gone')] }),
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: {
              voucherId: { S: 'v-gone' },
              code: { S: 'NEXT' },
              version: { N: '1' },
              expiresAt: { N: '1768482000' },
            },
            ConditionExpression:
              '(#expiresAt <= :v0 OR attribute_not_exists(#voucherId) OR attribute_not_exists(#version) OR attribute_type(#version, :v1) OR #version = :v2) AND (attribute_not_exists(#voucherId) OR #expiresAt <= :v0)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#voucherId': 'voucherId', '#version': 'version' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: 'NULL' }, ':v2': { N: '0' } },
          },
        },
        takes('Voucher.code', 'NEXT', voucher('v-gone'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { putVoucher: { voucher: { version: 1 } } },
  },
  {
    ...bank,
    title: 'a put with the same value writes the marker with the new time',
    operation: `mutation { putVoucher(input: { voucherId: "v-live", code: "LIVE" }, expectedVersion: 2) { voucher { version expiresAt } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Put: {
            TableName: 'Vouchers',
            Item: {
              voucherId: { S: 'v-live' },
              code: { S: 'LIVE' },
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
        takes('Voucher.code', 'LIVE', voucher('v-live'), { expiresAt: { N: '1768482000' } }),
      ),
    ],
    data: { putVoucher: { voucher: { version: 3, expiresAt: '2026-01-15T13:00:00Z' } } },
  },
  {
    ...bank,
    title: 'an update of the time writes the marker anew',
    operation: `mutation { updateVoucher(voucherId: "v-live", set: { expiresAt: "2026-01-15T12:30:00Z" }) { voucher { expiresAt version } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Update: {
            TableName: 'Vouchers',
            Key: voucher('v-live'),
            ConditionExpression:
              'attribute_exists(#voucherId) AND NOT #expiresAt <= :v2 AND #code = :v3 AND #expiresAt = :v4',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#expiresAt': 'expiresAt',
              '#version': 'version',
              '#voucherId': 'voucherId',
              '#code': 'code',
            },
            ExpressionAttributeValues: {
              ':v0': { N: '1768480200' },
              ':v1': { N: '1' },
              ':v2': { N: '1768478400' },
              ':v3': { S: 'LIVE' },
              ':v4': { N: '1768478460' },
            },
            UpdateExpression: 'SET #expiresAt = :v0 ADD #version :v1',
          },
        },
        takes('Voucher.code', 'LIVE', voucher('v-live'), { expiresAt: { N: '1768480200' } }),
      ),
      reads({ Vouchers: [voucher('v-live')] }),
    ],
    data: { updateVoucher: { voucher: { expiresAt: '2026-01-15T12:30:00Z', version: 3 } } },
  },
  {
    ...bank,
    title: 'an update that takes the time away leaves the marker without one',
    operation: `mutation { updateVoucher(voucherId: "v-live", set: { expiresAt: null }) { conflict { reason } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Update: {
            TableName: 'Vouchers',
            Key: voucher('v-live'),
            ConditionExpression:
              'attribute_exists(#voucherId) AND NOT #expiresAt <= :v1 AND #code = :v2 AND #expiresAt = :v3',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#expiresAt': 'expiresAt',
              '#version': 'version',
              '#voucherId': 'voucherId',
              '#code': 'code',
            },
            ExpressionAttributeValues: {
              ':v0': { N: '1' },
              ':v1': { N: '1768478400' },
              ':v2': { S: 'LIVE' },
              ':v3': { N: '1768478460' },
            },
            UpdateExpression: 'REMOVE #expiresAt ADD #version :v0',
          },
        },
        takes('Voucher.code', 'LIVE', voucher('v-live'), { expiresAt: null }),
      ),
    ],
    data: { updateVoucher: { conflict: null } },
  },
  {
    ...bank,
    title: 'an update of the value gives the new marker the time that is stored',
    operation: `mutation { updateVoucher(voucherId: "v-live", set: { code: "NEXT" }) { conflict { reason } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-live')] }),
      transaction(
        {
          Update: {
            TableName: 'Vouchers',
            Key: voucher('v-live'),
            ConditionExpression:
              'attribute_exists(#voucherId) AND NOT #expiresAt <= :v2 AND #code = :v3 AND #expiresAt = :v4',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#code': 'code',
              '#version': 'version',
              '#voucherId': 'voucherId',
              '#expiresAt': 'expiresAt',
            },
            ExpressionAttributeValues: {
              ':v0': { S: 'NEXT' },
              ':v1': { N: '1' },
              ':v2': { N: '1768478400' },
              ':v3': { S: 'LIVE' },
              ':v4': { N: '1768478460' },
            },
            UpdateExpression: 'SET #code = :v0 ADD #version :v1',
          },
        },
        releases('Voucher.code', 'LIVE', voucher('v-live')),
        takes('Voucher.code', 'NEXT', voucher('v-live'), { expiresAt: { N: '1768478460' } }),
      ),
    ],
    data: { updateVoucher: { conflict: null } },
  },
  {
    ...bank,
    title: 'an update of neither is one call',
    operation: `mutation { updateVoucher(voucherId: "v-live", add: { value: 1 }) { voucher { value } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Vouchers',
        Key: voucher('v-live'),
        UpdateExpression: 'ADD #value :v0, #version :v0',
        ConditionExpression: 'attribute_exists(#voucherId) AND NOT #expiresAt <= :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#value': 'value',
          '#version': 'version',
          '#voucherId': 'voucherId',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { N: '1768478400' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateVoucher: { voucher: { value: 6 } } },
  },
  {
    ...bank,
    title: 'seconds that are added to the time are added to that of every marker',
    operation: `mutation { updateTicket(ticketId: "t-1", add: { until: 60 }) { ticket { until } } }`,
    commands: [
      reads({ Tickets: [{ ticketId: { S: 't-1' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Tickets',
            Key: { ticketId: { S: 't-1' } },
            ConditionExpression:
              'attribute_exists(#ticketId) AND NOT #until <= :v1 AND #seat = :v2 AND #price = :v3 AND #until = :v4',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#until': 'until',
              '#ticketId': 'ticketId',
              '#seat': 'seat',
              '#price': 'price',
            },
            ExpressionAttributeValues: {
              ':v0': { N: '60' },
              ':v1': { N: '1768478400' },
              ':v2': { S: '1A' },
              ':v3': { N: '1.5' },
              ':v4': { N: '1768478460' },
            },
            UpdateExpression: 'ADD #until :v0',
          },
        },
        takes('Ticket.seat', '1A', { ticketId: { S: 't-1' } }, { expiresAt: { N: '1768478520' } }),
        takes('Ticket.price', '1.5', { ticketId: { S: 't-1' } }, { expiresAt: { N: '1768478520' } }),
      ),
      reads({ Tickets: [{ ticketId: { S: 't-1' } }] }),
    ],
    data: { updateTicket: { ticket: { until: 1768478520 } } },
  },
  {
    ...bank,
    title: 'a first time gives the markers of the item one',
    operation: `mutation { updateTicket(ticketId: "t-2", set: { seat: "1B" }, setIfAbsent: { until: 1768478500 }) { ticket { seat until } } }`,
    commands: [
      reads({ Tickets: [{ ticketId: { S: 't-2' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Tickets',
            Key: { ticketId: { S: 't-2' } },
            ConditionExpression:
              'attribute_exists(#ticketId) AND NOT #until <= :v2 AND #until <> :v3 AND (attribute_not_exists(#seat) OR attribute_type(#seat, :v4)) AND (attribute_not_exists(#price) OR attribute_type(#price, :v4)) AND (attribute_not_exists(#until) OR attribute_type(#until, :v4))',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#seat': 'seat',
              '#until': 'until',
              '#ticketId': 'ticketId',
              '#price': 'price',
            },
            ExpressionAttributeValues: {
              ':v0': { S: '1B' },
              ':v1': { N: '1768478500' },
              ':v2': { N: '1768478400' },
              ':v3': { NULL: true },
              ':v4': { S: 'NULL' },
            },
            UpdateExpression: 'SET #seat = :v0, #until = if_not_exists(#until, :v1)',
          },
        },
        takes('Ticket.seat', '1B', { ticketId: { S: 't-2' } }, { expiresAt: { N: '1768478500' } }),
      ),
      reads({ Tickets: [{ ticketId: { S: 't-2' } }] }),
    ],
    data: { updateTicket: { ticket: { seat: '1B', until: 1768478500 } } },
  },
  {
    ...bank,
    title: 'setIfAbsent of a time that is there keeps the time of the markers',
    operation: `mutation { updateTicket(ticketId: "t-1", setIfAbsent: { until: 1768478500 }) { ticket { until } } }`,
    commands: [
      reads({ Tickets: [{ ticketId: { S: 't-1' } }] }),
      transaction(
        {
          Update: {
            TableName: 'Tickets',
            Key: { ticketId: { S: 't-1' } },
            ConditionExpression:
              'attribute_exists(#ticketId) AND NOT #until <= :v1 AND #until <> :v2 AND #seat = :v3 AND #price = :v4 AND #until = :v5',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#until': 'until',
              '#ticketId': 'ticketId',
              '#seat': 'seat',
              '#price': 'price',
            },
            ExpressionAttributeValues: {
              ':v0': { N: '1768478500' },
              ':v1': { N: '1768478400' },
              ':v2': { NULL: true },
              ':v3': { S: '1A' },
              ':v4': { N: '1.5' },
              ':v5': { N: '1768478460' },
            },
            UpdateExpression: 'SET #until = if_not_exists(#until, :v0)',
          },
        },
        takes('Ticket.seat', '1A', { ticketId: { S: 't-1' } }, { expiresAt: { N: '1768478460' } }),
        takes('Ticket.price', '1.5', { ticketId: { S: 't-1' } }, { expiresAt: { N: '1768478460' } }),
      ),
      reads({ Tickets: [{ ticketId: { S: 't-1' } }] }),
    ],
    data: { updateTicket: { ticket: { until: 1768478460 } } },
  },
  {
    ...bank,
    title: 'an update of an expired item with a unique value is found out by the read',
    operation: `mutation { updateVoucher(voucherId: "v-gone", set: { code: "NEXT" }) { voucher { code } conflict { reason current { code } } } }`,
    commands: [reads({ Vouchers: [voucher('v-gone')] })],
    data: { updateVoucher: { voucher: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...bank,
    title: 'a delete of an expired item with a unique value is found out by the read',
    operation: `mutation { deleteVoucher(voucherId: "v-gone") { conflict { reason current { code } } } }`,
    commands: [reads({ Vouchers: [voucher('v-gone')] })],
    data: { deleteVoucher: { conflict: { reason: 'NOT_FOUND', current: null } } },
  },
];
