import type { Scenario } from '../../support/scenario.js';
import { creates, reads, takes, transaction } from '../../support/transactionActions.js';
import { bank, voucher } from '../fixtures/bank.js';

/** An expired item counts as absent for every write, in the condition itself; what is new lives as long as the schema says. */
export const lifetimes: readonly Scenario[] = [
  {
    ...bank,
    title: 'a new item without a time lives as long as the schema says',
    operation: `mutation { createCoupon(input: { couponId: "c-1", value: 5 }) { coupon { until version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-1' }, value: { N: '5' }, version: { N: '1' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createCoupon: { coupon: { until: '2026-01-16T12:00:00Z', version: 1 } } },
  },
  {
    ...bank,
    title: 'a time that is given is the time',
    operation: `mutation { createCoupon(input: { couponId: "c-1", until: "2026-01-15T12:00:30Z" }) { coupon { until } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-1' }, version: { N: '1' }, until: { N: '1768478430' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createCoupon: { coupon: { until: '2026-01-15T12:00:30Z' } } },
  },
  {
    ...bank,
    title: 'null for a time is for ever',
    operation: `mutation { createCoupon(input: { couponId: "c-1", until: null }) { coupon { until } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-1' }, version: { N: '1' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createCoupon: { coupon: { until: null } } },
  },
  {
    ...bank,
    title: 'a put without a time begins a new life',
    operation: `mutation { putCoupon(input: { couponId: "c-live", value: 6 }, expectedVersion: 2) { coupon { until version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-live' }, value: { N: '6' }, version: { N: '3' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v0 AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { N: '2' } },
      },
    ],
    data: { putCoupon: { coupon: { until: '2026-01-16T12:00:00Z', version: 3 } } },
  },
  {
    ...bank,
    title: 'an update leaves the time alone',
    operation: `mutation { updateCoupon(couponId: "c-live", set: { value: 6 }) { coupon { until version } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Coupons',
        Key: { couponId: { S: 'c-live' } },
        UpdateExpression: 'SET #value = :v0 ADD #version :v1',
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#value': 'value',
          '#version': 'version',
          '#couponId': 'couponId',
          '#until': 'until',
        },
        ExpressionAttributeValues: { ':v0': { N: '6' }, ':v1': { N: '1' }, ':v2': { N: '1768478400' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateCoupon: { coupon: { until: '2026-01-15T12:00:01Z', version: 3 } } },
  },
  {
    ...bank,
    title: 'a create over an item that has expired, this very second, succeeds with version 1',
    operation: `mutation { createCoupon(input: { couponId: "c-gone" }) { coupon { value version } conflict { reason } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-gone' }, version: { N: '1' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createCoupon: { coupon: { value: null, version: 1 }, conflict: null } },
  },
  {
    ...bank,
    title: 'a create over an item that expires in a second is refused',
    operation: `mutation { createCoupon(input: { couponId: "c-live" }) { conflict { reason current { value version } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-live' }, version: { N: '1' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createCoupon: { conflict: { reason: 'ALREADY_EXISTS', current: { value: 5, version: 2 } } } },
  },
  {
    ...bank,
    title: 'a put over an expired item expects version 0 and writes version 1',
    operation: `mutation { putCoupon(input: { couponId: "c-gone", value: 1 }, expectedVersion: 0) { coupon { value version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-gone' }, value: { N: '1' }, version: { N: '1' }, until: { N: '1768564800' } },
        ConditionExpression:
          '#until <= :v0 OR attribute_not_exists(#couponId) OR attribute_not_exists(#version) OR attribute_type(#version, :v1) OR #version = :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#until': 'until', '#couponId': 'couponId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { S: 'NULL' }, ':v2': { N: '0' } },
      },
    ],
    data: { putCoupon: { coupon: { value: 1, version: 1 } } },
  },
  {
    ...bank,
    title: 'a put that expects the version of an expired item is refused, and shows nothing of it',
    operation: `mutation { putCoupon(input: { couponId: "c-gone", value: 1 }, expectedVersion: 8) { conflict { reason message current { value } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-gone' }, value: { N: '1' }, version: { N: '9' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v0 AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' }, ':v1': { N: '8' } },
      },
    ],
    data: {
      putCoupon: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Coupon was expected to have version 8; there is none.',
          current: null,
        },
      },
    },
  },
  {
    ...bank,
    title: 'an update of an expired item finds none',
    operation: `mutation { updateCoupon(couponId: "c-gone", add: { value: 1 }) { coupon { value } conflict { reason message current { value } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Coupons',
        Key: { couponId: { S: 'c-gone' } },
        UpdateExpression: 'ADD #value :v0, #version :v0',
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#value': 'value',
          '#version': 'version',
          '#couponId': 'couponId',
          '#until': 'until',
        },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { N: '1768478400' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: {
      updateCoupon: {
        coupon: null,
        conflict: {
          reason: 'NOT_FOUND',
          message: 'There is no Coupon with this key. A create or a put would store one.',
          current: null,
        },
      },
    },
  },
  {
    ...bank,
    title: 'an update of an expired item with its version finds none',
    operation: `mutation { updateCoupon(couponId: "c-gone", add: { value: 1 }, expectedVersion: 8) { conflict { reason current { value } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Coupons',
        Key: { couponId: { S: 'c-gone' } },
        UpdateExpression: 'ADD #value :v0, #version :v0',
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v1 AND #version = :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#value': 'value',
          '#version': 'version',
          '#couponId': 'couponId',
          '#until': 'until',
        },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { N: '1768478400' }, ':v2': { N: '8' } },
      },
    ],
    data: { updateCoupon: { conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...bank,
    title: 'a delete of an expired item finds none',
    operation: `mutation { deleteCoupon(couponId: "c-gone") { coupon { value } conflict { reason } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Coupons',
        Key: { couponId: { S: 'c-gone' } },
        ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteCoupon: { coupon: null, conflict: { reason: 'NOT_FOUND' } } },
  },
  {
    ...bank,
    title: 'in a transaction an expired item is absent too',
    operation: `mutation @transaction {
      check: checkCoupon(couponId: "c-gone") { conflict { reason current { value } } }
      live: updateCoupon(couponId: "c-live", add: { value: 1 }) { conflict { reason } }
    }`,
    commands: [
      transaction(
        {
          ConditionCheck: {
            TableName: 'Coupons',
            Key: { couponId: { S: 'c-gone' } },
            ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        {
          Update: {
            TableName: 'Coupons',
            Key: { couponId: { S: 'c-live' } },
            ConditionExpression: 'attribute_exists(#couponId) AND NOT #until <= :v1',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#value': 'value',
              '#version': 'version',
              '#couponId': 'couponId',
              '#until': 'until',
            },
            ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { N: '1768478400' } },
            UpdateExpression: 'ADD #value :v0, #version :v0',
          },
        },
      ),
    ],
    data: {
      check: { conflict: { reason: 'NOT_FOUND', current: null } },
      live: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    },
  },
  {
    ...bank,
    title: 'a transaction creates over an expired item',
    operation: `mutation @transaction {
      createCoupon(input: { couponId: "c-gone", value: 3 }) { coupon { value version until } }
      createEntry(input: { accountId: "a", number: 1, amount: 1 }) { entry { amount } }
    }`,
    commands: [
      transaction(
        {
          Put: {
            TableName: 'Coupons',
            Item: { couponId: { S: 'c-gone' }, value: { N: '3' }, version: { N: '1' }, until: { N: '1768564800' } },
            ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
            ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
          },
        },
        creates('Entries', 'accountId', { accountId: { S: 'a' }, number: { N: '1' }, amount: { N: '1' } }),
      ),
    ],
    data: {
      createCoupon: { coupon: { value: 3, version: 1, until: '2026-01-16T12:00:00Z' } },
      createEntry: { entry: { amount: 1 } },
    },
  },
  {
    ...bank,
    title: 'a batch puts over an expired item as over nothing',
    operation: `mutation { batchWriteCoupons(put: [{ couponId: "c-gone", value: 3 }]) { put { status coupon { value version until } } } }`,
    commands: [
      reads({ Coupons: [{ couponId: { S: 'c-gone' } }] }),
      {
        action: 'PutItem',
        TableName: 'Coupons',
        Item: { couponId: { S: 'c-gone' }, value: { N: '3' }, version: { N: '1' }, until: { N: '1768564800' } },
        ConditionExpression: 'attribute_not_exists(#couponId) OR #until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#couponId': 'couponId', '#until': 'until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: {
      batchWriteCoupons: {
        put: [{ status: 'WRITTEN', coupon: { value: 3, version: 1, until: '2026-01-16T12:00:00Z' } }],
      },
    },
  },
  {
    ...bank,
    title: 'a batch deletes an expired item as any other: nothing is left of it',
    operation: `mutation { batchWriteCoupons(delete: [{ couponId: "c-gone" }]) { delete { status conflict { reason } } } }`,
    commands: [
      {
        action: 'BatchWriteItem',
        RequestItems: { Coupons: [{ DeleteRequest: { Key: { couponId: { S: 'c-gone' } } } }] },
      },
    ],
    data: { batchWriteCoupons: { delete: [{ status: 'WRITTEN', conflict: null }] } },
  },
  {
    ...bank,
    title: 'a batch puts an item with a unique value over an expired one',
    operation: `mutation { batchWriteVouchers(put: [{ voucherId: "v-gone", code: "GONE" }]) { put { status voucher { version expiresAt } } } }`,
    commands: [
      reads({ Vouchers: [voucher('v-gone')] }),
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
    data: {
      batchWriteVouchers: { put: [{ status: 'WRITTEN', voucher: { version: 1, expiresAt: '2026-01-15T13:00:00Z' } }] },
    },
  },
  {
    ...bank,
    title: 'a batch finds nothing to delete where an item with a unique value has expired',
    operation: `mutation { batchWriteVouchers(delete: [{ voucherId: "v-gone" }]) { delete { status conflict { reason } error { code message } } } }`,
    commands: [reads({ Vouchers: [voucher('v-gone')] })],
    data: { batchWriteVouchers: { delete: [{ status: 'WRITTEN', conflict: null, error: null }] } },
  },
];
