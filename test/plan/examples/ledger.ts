import { expect } from '@jest/globals';
import { ledgerItems } from '../../../examples/single-table/ledger/ledgerItems.js';
import { exampleScenarios, inShards } from '../../support/exampleScenarios.js';
import { item } from '../../support/scenarioItem.js';
import { TEST_NOW } from '../../support/moments.js';

/** A ledger: what an account's holder, its clerk and its auditor ask. */
export const ledger = exampleScenarios('single-table/ledger', { Ledger: ledgerItems(TEST_NOW).map(item) }, [
  {
    file: '01-an-account',
    title: 'an account shows its holder, person or company, which are one get',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ACCOUNT' } },
        ProjectionExpression: '#balance, #currency, #holderId, #GSI1PK, #PK, #SK',
        ExpressionAttributeNames: {
          '#balance': 'balance',
          '#currency': 'currency',
          '#holderId': 'holderId',
          '#GSI1PK': 'GSI1PK',
          '#PK': 'PK',
          '#SK': 'SK',
        },
      },
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'HOLDER#bakery' }, SK: { S: 'HOLDER' } },
        ProjectionExpression: '#name, #PK, #SK, #kind, #registerNumber',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#PK': 'PK',
          '#SK': 'SK',
          '#kind': 'kind',
          '#registerNumber': 'registerNumber',
        },
      },
    ],
    data: {
      account: {
        balance: '5500',
        currency: 'EUR',
        holder: { __typename: 'Company', name: 'Bakery Bo', registerNumber: 'HRB 4711' },
      },
    },
  },
  {
    file: '02-account-sheet',
    title: 'an account with its entries, holds and statements is one Query',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#balance, #PK, #SK, #day, #amount, #month, #closingBalance, #until',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#balance': 'balance',
          '#day': 'day',
          '#amount': 'amount',
          '#month': 'month',
          '#closingBalance': 'closingBalance',
          '#until': 'until',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'ACCOUNT#cash' },
          ':v1': { S: 'ACCOUNT' },
          ':v2': { S: 'STATEMENT#􏿿' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      accountRecords: {
        nodes: [
          { __typename: 'Account', balance: '74500' },
          { __typename: 'Entry', day: '2025-12-30', amount: '100000' },
          { __typename: 'Entry', day: '2026-01-05', amount: '-20000' },
          { __typename: 'Entry', day: '2026-01-05', amount: '-4000' },
          { __typename: 'Entry', day: '2026-01-14', amount: '-1500' },
          { __typename: 'Hold', held: '5000' },
          { __typename: 'Statement', month: '2025-12', closingBalance: '100000' },
        ],
      },
    },
  },
  {
    file: '03-newest-entries',
    title: 'the newest entries are the end of a range',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
        ProjectionExpression: '#balance, #accountId, #PK, #SK',
        ExpressionAttributeNames: { '#balance': 'balance', '#accountId': 'accountId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#day, #SK, #amount, #balanceAfter, #PK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#day': 'day',
          '#amount': 'amount',
          '#balanceAfter': 'balanceAfter',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ACCOUNT#cash' }, ':v1': { S: 'ENTRY#' } },
        ScanIndexForward: false,
        Limit: 3,
      },
    ],
    data: {
      account: {
        balance: '74500',
        entries: {
          nodes: [
            { day: '2026-01-14', amount: '-1500', balanceAfter: '74500' },
            { day: '2026-01-05', amount: '-4000', balanceAfter: '76000' },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    },
  },
  {
    file: '04-a-month',
    title: 'the entries of a month are a prefix of the sort key',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#day, #SK, #number, #amount, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#day': 'day', '#number': 'number', '#amount': 'amount' },
        ExpressionAttributeValues: { ':v0': { S: 'ACCOUNT#cash' }, ':v1': { S: 'ENTRY#2026-01' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      entriesByAccountId: {
        nodes: [
          { day: '2026-01-05', number: 2, amount: '-20000' },
          { day: '2026-01-05', number: 3, amount: '-4000' },
          { day: '2026-01-14', number: 4, amount: '-1500' },
        ],
      },
    },
  },
  {
    file: '05-a-period',
    title: 'the entries of any days are a range of the stored sort key',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#day, #SK, #number, #amount, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#day': 'day', '#number': 'number', '#amount': 'amount' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ACCOUNT#cash' },
          ':v1': { S: 'ENTRY#2025-12-30' },
          ':v2': { S: 'ENTRY#2026-01-06' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      accountRecords: {
        nodes: [
          { day: '2025-12-30', number: 1, amount: '100000' },
          { day: '2026-01-05', number: 2, amount: '-20000' },
          { day: '2026-01-05', number: 3, amount: '-4000' },
        ],
      },
    },
  },
  {
    file: '06-one-day',
    title: 'the entries of one day from a number on are a range too',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#number, #SK, #amount, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#number': 'number', '#amount': 'amount' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ACCOUNT#cash' },
          ':v1': { S: 'ENTRY#2026-01-05#00000003' },
          ':v2': { S: 'ENTRY#2026-01-05#99999999' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { entriesByAccountId: { nodes: [{ number: 3, amount: '-4000' }] } },
  },
  {
    file: '07-balance-of-a-day',
    title: 'the balance at the end of any day is in the last entry up to it',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#day, #SK, #balanceAfter, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#day': 'day', '#balanceAfter': 'balanceAfter' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ACCOUNT#cash' },
          ':v1': { S: 'ENTRY#' },
          ':v2': { S: 'ENTRY#2026-01-06' },
        },
        ScanIndexForward: false,
        Limit: 2,
      },
    ],
    data: { accountRecords: { nodes: [{ day: '2026-01-05', balanceAfter: '76000' }] } },
  },
  {
    file: '08-statements',
    title: 'the statements of a year are a prefix of the sort key',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#month, #SK, #openingBalance, #closingBalance, #entryCount, #PK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#month': 'month',
          '#openingBalance': 'openingBalance',
          '#closingBalance': 'closingBalance',
          '#entryCount': 'entryCount',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ACCOUNT#cash' }, ':v1': { S: 'STATEMENT#2025' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      statementsByAccountId: {
        nodes: [{ month: '2025-12', openingBalance: '0', closingBalance: '100000', entryCount: 1 }],
      },
    },
  },
  {
    file: '09-holds',
    title: 'holds that are over are not there',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
        ProjectionExpression: '#accountId, #PK, #SK',
        ExpressionAttributeNames: { '#accountId': 'accountId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Ledger',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: 'NOT #until <= :v2',
        ProjectionExpression: '#holdId, #SK, #amount, #PK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#until': 'until',
          '#holdId': 'holdId',
          '#amount': 'amount',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ACCOUNT#cash' }, ':v1': { S: 'HOLD#' }, ':v2': { N: '1768478400' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { account: { holds: { nodes: [{ holdId: 'h1', amount: '5000' }] } } },
  },
  {
    file: '10-a-transfer',
    title: 'a transfer and its two sides are one Query of the index',
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #amount, #SK, #GSI1PK, #GSI1SK, #status',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#amount': 'amount',
          '#SK': 'SK',
          '#status': 'status',
        },
        ExpressionAttributeValues: { ':v0': { S: 'TRANSFER#tr-2' }, ':v1': { S: 'ENTRY#' }, ':v2': { S: 'TRANSFER' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      transferRecords: {
        nodes: [
          { __typename: 'Entry', accountId: 'cash', amount: '-20000' },
          { __typename: 'Entry', accountId: 'savings', amount: '20000' },
          { __typename: 'Transfer', status: 'BOOKED' },
        ],
      },
    },
  },
  {
    file: '11-who-paid-whom',
    title: 'a transfer leads to both accounts and their holders, a batch for each step',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'TRANSFER#tr-3' }, SK: { S: 'TRANSFER' } },
        ProjectionExpression: '#amount, #purpose, #fromId, #toId, #PK, #SK',
        ExpressionAttributeNames: {
          '#amount': 'amount',
          '#purpose': 'purpose',
          '#fromId': 'fromId',
          '#toId': 'toId',
          '#PK': 'PK',
          '#SK': 'SK',
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
              { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ACCOUNT' } },
            ],
            ProjectionExpression: '#holderId, #GSI1PK, #PK, #SK',
            ExpressionAttributeNames: { '#holderId': 'holderId', '#GSI1PK': 'GSI1PK', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'HOLDER#ada' }, SK: { S: 'HOLDER' } },
              { PK: { S: 'HOLDER#bakery' }, SK: { S: 'HOLDER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK, #kind',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK', '#kind': 'kind' },
          },
        },
      },
    ],
    data: {
      transfer: {
        amount: '4000',
        purpose: 'Birthday cake',
        from: { holder: { name: 'Ada Berg' } },
        to: { holder: { name: 'Bakery Bo' } },
      },
    },
  },
  {
    file: '12-my-accounts',
    title: "a holder's accounts are on the index, and their balances one batch",
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'HOLDER#ada' }, SK: { S: 'HOLDER' } },
        ProjectionExpression: '#name, #holderId, #PK, #SK, #kind',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#holderId': 'holderId',
          '#PK': 'PK',
          '#SK': 'SK',
          '#kind': 'kind',
        },
      },
      {
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        ProjectionExpression: '#PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#GSI1SK': 'GSI1SK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'HOLDER#ada' }, ':v1': { S: 'ACCOUNT#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
              { PK: { S: 'ACCOUNT#savings' }, SK: { S: 'ACCOUNT' } },
            ],
            ProjectionExpression: '#accountId, #PK, #currency, #balance, #SK',
            ExpressionAttributeNames: {
              '#accountId': 'accountId',
              '#PK': 'PK',
              '#currency': 'currency',
              '#balance': 'balance',
              '#SK': 'SK',
            },
          },
        },
      },
    ],
    data: {
      person: {
        name: 'Ada Berg',
        accounts: {
          nodes: [
            { accountId: 'cash', currency: 'EUR', balance: '74500' },
            { accountId: 'savings', currency: 'EUR', balance: '20000' },
          ],
        },
      },
    },
  },
  {
    file: '13-my-currencies',
    title: "the currencies of a holder's accounts need the index alone",
    commands: [
      {
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        ProjectionExpression: '#PK, #currency, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#currency': 'currency',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'HOLDER#ada' }, ':v1': { S: 'ACCOUNT#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      accountsByHolderId: {
        nodes: [
          { accountId: 'cash', currency: 'EUR' },
          { accountId: 'savings', currency: 'EUR' },
        ],
      },
    },
  },
  {
    file: '14-journal',
    title: 'the journal of a day is read from eight shards as one list',
    commands: [
      ...inShards(8, (shard) => ({
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'JournalIndex',
        KeyConditionExpression: '#JournalPK = :v0',
        ProjectionExpression: '#PK, #amount, #JournalSK, #SK, #JournalPK',
        ExpressionAttributeNames: {
          '#JournalPK': 'JournalPK',
          '#PK': 'PK',
          '#amount': 'amount',
          '#JournalSK': 'JournalSK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: `JOURNAL#2026-01-05#${shard}` } },
        ScanIndexForward: false,
        Limit: 4,
      })),
    ],
    data: {
      journal: {
        nodes: [
          { accountId: 'till', amount: '4000', bookedAt: '2026-01-05T17:40:00.001Z' },
          { accountId: 'cash', amount: '-4000', bookedAt: '2026-01-05T17:40:00.000Z' },
          { accountId: 'savings', amount: '20000', bookedAt: '2026-01-05T10:15:00.001Z' },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    file: '15-journal-count',
    title: 'the entries of a day are counted shard by shard',
    commands: [
      ...inShards(8, (shard) => ({
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'JournalIndex',
        KeyConditionExpression: '#JournalPK = :v0',
        ProjectionExpression: '#PK, #SK, #JournalPK, #JournalSK',
        ExpressionAttributeNames: { '#JournalPK': 'JournalPK', '#PK': 'PK', '#SK': 'SK', '#JournalSK': 'JournalSK' },
        ExpressionAttributeValues: { ':v0': { S: `JOURNAL#2026-01-05#${shard}` } },
      })),
    ],
    data: { journal: { totalCount: 4 } },
  },
  {
    file: '16-journal-afternoon',
    title: 'the journal of an afternoon is the same range in every shard',
    commands: [
      ...inShards(8, (shard) => ({
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'JournalIndex',
        KeyConditionExpression: '#JournalPK = :v0 AND #JournalSK >= :v1',
        ProjectionExpression: '#PK, #amount, #SK, #JournalPK, #JournalSK',
        ExpressionAttributeNames: {
          '#JournalPK': 'JournalPK',
          '#JournalSK': 'JournalSK',
          '#PK': 'PK',
          '#amount': 'amount',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: `JOURNAL#2026-01-05#${shard}` },
          ':v1': { S: '2026-01-05T12:00:00.000Z' },
        },
        ScanIndexForward: true,
        Limit: 9,
      })),
    ],
    data: {
      journal: {
        nodes: [
          { accountId: 'cash', amount: '-4000' },
          { accountId: 'till', amount: '4000' },
        ],
      },
    },
  },
  {
    file: '17-journal-details',
    title: 'a journal that shows more than its index holds is read by one batch',
    commands: [
      ...inShards(8, (shard) => ({
        action: 'Query',
        TableName: 'Ledger',
        IndexName: 'JournalIndex',
        KeyConditionExpression: '#JournalPK = :v0',
        ProjectionExpression: '#PK, #SK, #JournalPK, #JournalSK',
        ExpressionAttributeNames: { '#JournalPK': 'JournalPK', '#PK': 'PK', '#SK': 'SK', '#JournalSK': 'JournalSK' },
        ExpressionAttributeValues: { ':v0': { S: `JOURNAL#2026-01-14#${shard}` } },
        ScanIndexForward: true,
        Limit: 9,
      })),
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ENTRY#2026-01-14#00000004' } },
              { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ENTRY#2026-01-14#00000002' } },
            ],
            ProjectionExpression: '#balanceAfter, #accountId, #PK, #SK',
            ExpressionAttributeNames: {
              '#balanceAfter': 'balanceAfter',
              '#accountId': 'accountId',
              '#PK': 'PK',
              '#SK': 'SK',
            },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
              { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ACCOUNT' } },
            ],
            ProjectionExpression: '#currency, #PK, #SK',
            ExpressionAttributeNames: { '#currency': 'currency', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      journal: {
        nodes: [
          { balanceAfter: '74500', account: { currency: 'EUR' } },
          { balanceAfter: '5500', account: { currency: 'EUR' } },
        ],
      },
    },
  },
  {
    file: '18-a-node',
    title: 'an entry that a client has kept is read again by its global id',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ENTRY#2026-01-05#00000002' } },
        ProjectionExpression: '#accountId, #PK, #day, #SK, #number, #amount, #transferId, #GSI1PK',
        ExpressionAttributeNames: {
          '#accountId': 'accountId',
          '#PK': 'PK',
          '#day': 'day',
          '#SK': 'SK',
          '#number': 'number',
          '#amount': 'amount',
          '#transferId': 'transferId',
          '#GSI1PK': 'GSI1PK',
        },
      },
      {
        action: 'GetItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'TRANSFER#tr-2' }, SK: { S: 'TRANSFER' } },
        ProjectionExpression: '#transferId, #PK, #purpose, #SK',
        ExpressionAttributeNames: { '#transferId': 'transferId', '#PK': 'PK', '#purpose': 'purpose', '#SK': 'SK' },
      },
    ],
    data: {
      node: { id: 'WyJFbnRyeSIsImNhc2giLCIyMDI2LTAxLTA1IiwyXQ', amount: '-20000', transfer: { purpose: 'Put aside' } },
    },
  },
  {
    file: '19-pay-twice',
    title: 'a transfer that is asked for twice is there once',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Ledger',
        Item: {
          transferId: { S: 'tr-2' },
          fromId: { S: 'cash' },
          toId: { S: 'savings' },
          amount: { N: '20000' },
          status: { S: 'PENDING' },
          version: { N: '1' },
          GSI1PK: { S: 'TRANSFER#tr-2' },
          GSI1SK: { S: 'TRANSFER' },
          PK: { S: 'TRANSFER#tr-2' },
          SK: { S: 'TRANSFER' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: {
      createTransfer: {
        transfer: null,
        conflict: { reason: 'ALREADY_EXISTS', current: { status: 'BOOKED', amount: '20000' } },
      },
    },
  },
  {
    file: '20-freeze',
    title: 'an account is frozen as it was seen, or not at all',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Ledger',
        Key: { PK: { S: 'ACCOUNT#savings' }, SK: { S: 'ACCOUNT' } },
        UpdateExpression: 'SET #status = :v0 ADD #version :v1',
        ConditionExpression: 'attribute_exists(#PK) AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#status': 'status', '#version': 'version', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'FROZEN' }, ':v1': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: {
      updateAccount: {
        account: null,
        conflict: { reason: 'VERSION_MISMATCH', current: { status: 'OPEN', version: 2 } },
      },
    },
  },
  {
    file: '21-book',
    title: 'a booking is one transaction, and what it changed is read once after it',
    commands: [
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Update: {
              TableName: 'Ledger',
              Key: { PK: { S: 'TRANSFER#tr-5' }, SK: { S: 'TRANSFER' } },
              UpdateExpression: 'SET #status = :v0 ADD #version :v1',
              ConditionExpression: 'attribute_exists(#PK) AND #status = :v2',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#status': 'status', '#version': 'version', '#PK': 'PK' },
              ExpressionAttributeValues: { ':v0': { S: 'BOOKED' }, ':v1': { N: '1' }, ':v2': { S: 'PENDING' } },
            },
          },
          {
            Put: {
              TableName: 'Ledger',
              Item: {
                accountId: { S: 'cash' },
                day: { S: '2026-01-15' },
                number: { N: '5' },
                transferId: { S: 'tr-5' },
                amount: { N: '-2500' },
                balanceAfter: { N: '72000' },
                bookedAt: { S: '2026-01-15T12:00:00.000Z' },
                GSI1PK: { S: 'TRANSFER#tr-5' },
                GSI1SK: { S: 'ENTRY#cash' },
                JournalPK: { S: 'JOURNAL#2026-01-15#6' },
                JournalSK: { S: '2026-01-15T12:00:00.000Z' },
                PK: { S: 'ACCOUNT#cash' },
                SK: { S: 'ENTRY#2026-01-15#00000005' },
              },
              ConditionExpression: 'attribute_not_exists(#PK)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#PK': 'PK' },
            },
          },
          {
            Update: {
              TableName: 'Ledger',
              Key: { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
              UpdateExpression: 'ADD #balance :v0, #lastNumber :v1, #version :v1',
              ConditionExpression: 'attribute_exists(#PK) AND #version = :v2 AND #status = :v3 AND #balance >= :v4',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: {
                '#balance': 'balance',
                '#lastNumber': 'lastNumber',
                '#version': 'version',
                '#PK': 'PK',
                '#status': 'status',
              },
              ExpressionAttributeValues: {
                ':v0': { N: '-2500' },
                ':v1': { N: '1' },
                ':v2': { N: '5' },
                ':v3': { S: 'OPEN' },
                ':v4': { N: '2500' },
              },
            },
          },
          {
            Put: {
              TableName: 'Ledger',
              Item: {
                accountId: { S: 'till' },
                day: { S: '2026-01-15' },
                number: { N: '3' },
                transferId: { S: 'tr-5' },
                amount: { N: '2500' },
                balanceAfter: { N: '8000' },
                bookedAt: { S: '2026-01-15T12:00:00.001Z' },
                GSI1PK: { S: 'TRANSFER#tr-5' },
                GSI1SK: { S: 'ENTRY#till' },
                JournalPK: { S: 'JOURNAL#2026-01-15#2' },
                JournalSK: { S: '2026-01-15T12:00:00.001Z' },
                PK: { S: 'ACCOUNT#till' },
                SK: { S: 'ENTRY#2026-01-15#00000003' },
              },
              ConditionExpression: 'attribute_not_exists(#PK)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#PK': 'PK' },
            },
          },
          {
            Update: {
              TableName: 'Ledger',
              Key: { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ACCOUNT' } },
              UpdateExpression: 'ADD #balance :v0, #lastNumber :v1, #version :v1',
              ConditionExpression: 'attribute_exists(#PK) AND #version = :v2 AND #status = :v3',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: {
                '#balance': 'balance',
                '#lastNumber': 'lastNumber',
                '#version': 'version',
                '#PK': 'PK',
                '#status': 'status',
              },
              ExpressionAttributeValues: {
                ':v0': { N: '2500' },
                ':v1': { N: '1' },
                ':v2': { N: '3' },
                ':v3': { S: 'OPEN' },
              },
            },
          },
          {
            Put: {
              TableName: 'sortkey',
              Item: {
                pk: { S: expect.stringMatching(/^TOKEN#[0-9a-f]{64}$/) },
                sk: { S: 'TOKEN' },
                body: { S: expect.stringMatching(/^[0-9a-f]{64}$/) },
                made: {
                  S: '{"now":"2026-01-15T12:00:00.000Z","ids":{"transfer":[],"taken":[],"from":[],"given":[],"to":[]}}',
                },
                expiresAt: { N: '1768564800' },
              },
              ConditionExpression: 'attribute_not_exists(#pk) OR #expiresAt <= :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
              ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
            },
          },
        ],
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Ledger: {
            Keys: [
              { PK: { S: 'TRANSFER#tr-5' }, SK: { S: 'TRANSFER' } },
              { PK: { S: 'ACCOUNT#cash' }, SK: { S: 'ACCOUNT' } },
              { PK: { S: 'ACCOUNT#till' }, SK: { S: 'ACCOUNT' } },
            ],
            ConsistentRead: true,
          },
        },
      },
    ],
    data: {
      transfer: { transfer: { status: 'BOOKED' }, conflict: null },
      taken: { entry: { balanceAfter: '72000' }, conflict: null },
      from: { account: { balance: '72000', version: 6 }, conflict: null },
      given: { entry: { balanceAfter: '8000' }, conflict: null },
      to: { account: { balance: '8000', version: 4 }, conflict: null },
    },
  },
]);
