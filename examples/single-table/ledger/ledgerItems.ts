import { epochSeconds, type SampleItem } from '../sampleItem.js';
import { shardOf } from '../shardOf.js';

/**
 * Three accounts of a person and a company, in the order of the keys. Only the hold depends on `now`: it ends three
 * days later.
 */
export function ledgerItems(now: Date): readonly SampleItem[] {
  return [
    account('cash', 'ada', { balance: 74_500, lastNumber: 4 }),
    entry('cash', '2025-12-30', 1, 'tr-1', 100_000, 100_000, '09:00:00.000'),
    entry('cash', '2026-01-05', 2, 'tr-2', -20_000, 80_000, '10:15:00.000'),
    entry('cash', '2026-01-05', 3, 'tr-3', -4_000, 76_000, '17:40:00.000'),
    entry('cash', '2026-01-14', 4, 'tr-4', -1_500, 74_500, '12:05:00.000'),
    { PK: 'ACCOUNT#cash', SK: 'HOLD#h1', accountId: 'cash', holdId: 'h1', amount: 5_000, until: epochSeconds(now, 3) },
    statement('cash', '2025-12', 0, 100_000, 1),
    account('savings', 'ada', { balance: 20_000, lastNumber: 1 }),
    entry('savings', '2026-01-05', 1, 'tr-2', 20_000, 20_000, '10:15:00.001'),
    account('till', 'bakery', { balance: 5_500, lastNumber: 2 }),
    entry('till', '2026-01-05', 1, 'tr-3', 4_000, 4_000, '17:40:00.001'),
    entry('till', '2026-01-14', 2, 'tr-4', 1_500, 5_500, '12:05:00.001'),
    {
      PK: 'HOLDER#ada',
      SK: 'HOLDER',
      kind: 'PERSON',
      holderId: 'ada',
      name: 'Ada Berg',
      birthDate: '1990-12-10',
    },
    {
      PK: 'HOLDER#bakery',
      SK: 'HOLDER',
      kind: 'COMPANY',
      holderId: 'bakery',
      name: 'Bakery Bo',
      registerNumber: 'HRB 4711',
    },
    transfer('tr-2', 'cash', 'savings', 20_000, 'Put aside'),
    transfer('tr-3', 'cash', 'till', 4_000, 'Birthday cake'),
    transfer('tr-4', 'cash', 'till', 1_500, 'Bread'),
    { ...transfer('tr-5', 'cash', 'till', 2_500, 'Cake'), status: 'PENDING', version: 1 },
  ];
}

function account(
  accountId: string,
  holderId: string,
  state: { readonly balance: number; readonly lastNumber: number },
): SampleItem {
  return {
    PK: `ACCOUNT#${accountId}`,
    SK: 'ACCOUNT',
    GSI1PK: `HOLDER#${holderId}`,
    GSI1SK: `ACCOUNT#${accountId}`,
    accountId,
    holderId,
    currency: 'EUR',
    status: 'OPEN',
    ...state,
    version: state.lastNumber + 1,
  };
}

function entry(
  accountId: string,
  day: string,
  number: number,
  transferId: string,
  amount: number,
  balanceAfter: number,
  time: string,
): SampleItem {
  const key = { PK: `ACCOUNT#${accountId}`, SK: `ENTRY#${day}#${String(number).padStart(8, '0')}` };
  const bookedAt = `${day}T${time}Z`;
  return {
    ...key,
    GSI1PK: `TRANSFER#${transferId}`,
    GSI1SK: `ENTRY#${accountId}`,
    JournalPK: `JOURNAL#${day}#${shardOf(key, 8)}`,
    JournalSK: bookedAt,
    accountId,
    day,
    number,
    transferId,
    amount,
    balanceAfter,
    bookedAt,
  };
}

function statement(
  accountId: string,
  month: string,
  openingBalance: number,
  closingBalance: number,
  entryCount: number,
): SampleItem {
  return {
    PK: `ACCOUNT#${accountId}`,
    SK: `STATEMENT#${month}`,
    accountId,
    month,
    openingBalance,
    closingBalance,
    entryCount,
  };
}

function transfer(transferId: string, fromId: string, toId: string, amount: number, purpose: string): SampleItem {
  return {
    PK: `TRANSFER#${transferId}`,
    SK: 'TRANSFER',
    GSI1PK: `TRANSFER#${transferId}`,
    GSI1SK: 'TRANSFER',
    transferId,
    fromId,
    toId,
    amount,
    status: 'BOOKED',
    purpose,
    version: 2,
  };
}
