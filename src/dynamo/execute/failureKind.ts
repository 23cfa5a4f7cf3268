import type { ActionName } from '../actions.js';
import type { DynamoError } from './transport.js';

/**
 * What a failed exchange means for trying again.
 *
 * - `throttled`: refused for lack of capacity; nothing was done.
 * - `contended`: refused because another transaction or region holds the item; nothing was done.
 * - `unreachable`: no connection stood; nothing was sent.
 * - `lost`: sent, and no answer or a 5xx came: a write may have been done.
 * - `aborted`: our own signal.
 * - `final`: an answer that the same request would get again.
 */
export type FailureKind = 'throttled' | 'contended' | 'unreachable' | 'lost' | 'aborted' | 'final';

const BY_NAME: ReadonlyMap<string, FailureKind> = new Map([
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['TransactionConflictException', 'contended'],
  ['ReplicatedWriteConflictException', 'contended'],
  // The call that was sent before is still at work; asked again, it answers for both.
  ['TransactionInProgressException', 'contended'],
  ['ConnectionRefused', 'unreachable'],
  ['ConnectionLost', 'lost'],
  ['Aborted', 'aborted'],
]);

export function failureKind(error: DynamoError): FailureKind {
  const named = BY_NAME.get(error.name) ?? kindOfReasons(error);
  if (named !== undefined) return named;
  if (error.status === 429) return 'throttled';
  return error.status !== undefined && error.status >= 500 ? 'lost' : 'final';
}

/** A cancelled transaction is tried again where nothing but the moment stood in its way. */
function kindOfReasons({ reasons }: DynamoError): FailureKind | undefined {
  const codes = (reasons ?? []).map(({ code }) => code).filter((code) => code !== 'None');
  if (codes.length === 0 || !codes.every((code) => BY_REASON.has(code))) return undefined;
  return codes.some((code) => BY_REASON.get(code) === 'throttled') ? 'throttled' : 'contended';
}

/** Whether a reason for cancelling a transaction passes with the moment. */
export function isPassing(reasonCode: string): boolean {
  return BY_REASON.has(reasonCode);
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const BY_REASON: ReadonlyMap<string, FailureKind> = new Map([
  ['TransactionConflict', 'contended'],
  ['ThrottlingError', 'throttled'],
  ['ProvisionedThroughputExceeded', 'throttled'],
]);

const READS: ReadonlySet<ActionName> = new Set<ActionName>([
  'GetItem',
  'BatchGetItem',
  'TransactGetItems',
  'Query',
  'Scan',
]);

/** True for actions that change nothing: these can always be tried again. */
export function isRead(action: ActionName): boolean {
  return READS.has(action);
}
