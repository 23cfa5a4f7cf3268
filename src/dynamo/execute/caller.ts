import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { GatewayError } from '../../errors/gatewayError.js';
import {
  type CallSubject,
  deadlineExceeded,
  finalError,
  givenUp,
  outcomeUnknown,
  subjectOf,
  throttled,
} from './callErrors.js';
import { deadlineSignal } from './deadlineSignal.js';
import { failureKind, isRead } from './failureKind.js';
import { fullJitterMs, type RetryOptions } from './fullJitter.js';
import type { ActionInput, ActionName, ActionOutput } from '../actions.js';
import { itemsReceived, keysSent, leftUnprocessed } from './callSizes.js';
import { type ConsumedUnits, consumedUnits } from './consumedUnits.js';
import { DynamoError, type Transport } from './transport.js';

/** The SDK's own base for DynamoDB; a request's deadline leaves no room for its cap of 20 s. */
export const DEFAULT_RETRY: RetryOptions = { baseDelayMs: 50, maxDelayMs: 1000 };

export interface CallerOptions {
  readonly transport: Transport;
  readonly retry?: Partial<RetryOptions>;
  /** In 0 to 1, like `Math.random` (the default). */
  readonly random?: () => number;
  /** Told of every exchange, also failed ones. Must not throw. */
  readonly onCall?: (event: CallEvent) => void;
}

/** One HTTP exchange with DynamoDB. */
export interface CallEvent {
  /** A number that no other call of this caller has: exchanges with the same one are attempts of one call. */
  readonly call: number;
  readonly action: ActionName;
  readonly tables: readonly string[];
  readonly index: string | undefined;
  /** From 1. */
  readonly attempt: number;
  readonly durationMs: number;
  /** Read and write units by table, and by index where the call asked for that; none where the exchange failed. Of a refused write DynamoDB reports nothing, though it consumes. */
  readonly consumed: readonly ConsumedUnits[];
  /** Keys, items or actions that were sent: the size of a batch. Undefined for a Query or Scan. */
  readonly keys: number | undefined;
  /** Items that came back, of a read that was answered. */
  readonly items: number | undefined;
  /** Keys or items that a batch left undone: they follow in a call of their own. */
  readonly unprocessed: number;
  readonly error: DynamoError | undefined;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  /** When to give up, on the clock `now`. */
  readonly deadlineAtMs: number;
  /** Default `Date.now`. */
  readonly now?: () => number;
  /** A write that may be done twice without harm, so it is sent again when its answer is lost. Leave it out for a write with a condition or an `add`. */
  readonly idempotent?: boolean;
  /** As the caller's own, for this call alone. */
  readonly onCall?: (event: CallEvent) => void;
  /** Default: consumed units are reported by table only. */
  readonly capacity?: 'INDEXES';
}

export interface Caller {
  /**
   * Sends one action, asking again while that is safe: throttles and refused
   * connections always, lost answers and 5xx for reads, transactions and idempotent writes.
   * The wait before attempt n + 1 is random in 0..50·2^(n-1) ms, at most 1 s;
   * a wait that would end after the deadline is not begun.
   *
   * @throws {GatewayError} `THROTTLED`, `TRANSACTION_CONFLICT`, `DEADLINE_EXCEEDED` or `TABLE_NOT_READY` (nothing answers)
   *   at the deadline; `OUTCOME_UNKNOWN` for a write whose answer was lost; `TABLE_NOT_READY` and `ITEM_TOO_LARGE` at once.
   * @throws {DynamoError} For every other answer, among them `ConditionalCheckFailedException` with the stored item.
   * @throws The signal's reason where that is a GatewayError; else `DEADLINE_EXCEEDED`.
   */
  call<A extends ActionName>(action: A, input: ActionInput<A>, options: CallOptions): Promise<ActionOutput<A>>;

  /**
   * Waits before asking again for what an answer left out.
   *
   * @param attempt  How many answers have been without progress, from 1.
   * @throws {GatewayError} `THROTTLED` when the wait would end after the deadline; as `call` when aborted.
   */
  pause(attempt: number, subject: CallSubject, options: CallOptions): Promise<void>;
}

export function createCaller({ transport, retry, random = Math.random, onCall }: CallerOptions): Caller {
  const retryOptions = { ...DEFAULT_RETRY, ...retry };
  const retryAfterMs = retryOptions.maxDelayMs;
  let calls = 0;

  /** False, without a wait, when the wait would end after the deadline. */
  async function backOff(attempt: number, subject: CallSubject, options: CallOptions): Promise<boolean> {
    const delayMs = fullJitterMs(attempt, retryOptions, random);
    const { signal, deadlineAtMs, now = Date.now } = options;
    if (now() + delayMs >= deadlineAtMs) return false;
    try {
      await sleep(delayMs, undefined, { signal });
    } catch (error) {
      throw abortedError(signal, subject, error);
    }
    return true;
  }

  async function exchange<A extends ActionName>(
    subject: CallSubject,
    action: A,
    input: ActionInput<A>,
    signal: AbortSignal,
    { call, attempt }: Pick<CallEvent, 'call' | 'attempt'>,
    onCallOfRequest: CallOptions['onCall'],
  ): Promise<ActionOutput<A>> {
    const startedAtMs = performance.now();
    const report = (output: ActionOutput<A> | undefined, error: DynamoError | undefined) => {
      if (onCall === undefined && onCallOfRequest === undefined) return;
      const durationMs = performance.now() - startedAtMs;
      const event: CallEvent = {
        ...subject,
        call,
        attempt,
        durationMs,
        consumed: output === undefined ? [] : consumedUnits(action, output),
        keys: keysSent(input),
        items: output === undefined ? undefined : itemsReceived(action, output),
        unprocessed: output === undefined ? 0 : leftUnprocessed(output),
        error,
      };
      onCall?.(event);
      onCallOfRequest?.(event);
    };
    try {
      const output = await transport.send(action, input, { signal });
      report(output, undefined);
      return output;
    } catch (error) {
      if (error instanceof DynamoError) report(undefined, error);
      throw error;
    }
  }

  async function call<A extends ActionName>(
    action: A,
    input: ActionInput<A>,
    options: CallOptions,
  ): Promise<ActionOutput<A>> {
    const subject = subjectOf(action, input);
    // DynamoDB knows a transaction by its token for ten minutes: one that was lost is sent again, and done once.
    const isTransaction = action === 'TransactWriteItems';
    const asked = {
      ...input,
      ReturnConsumedCapacity: options.capacity ?? ('TOTAL' as const),
      ...(isTransaction && { ClientRequestToken: randomUUID() }),
    };
    const mayRepeat = isRead(action) || isTransaction || options.idempotent === true;
    const { signal, deadlineAtMs, now = Date.now } = options;
    if (signal.aborted) throw abortedError(signal, subject, undefined);
    if (now() >= deadlineAtMs) throw deadlineExceeded(subject);
    const limited = deadlineSignal(signal, deadlineAtMs - now());
    const callNumber = (calls += 1);
    /** An earlier attempt of this write was sent and not answered. */
    let mayBeDone = false;
    /** What kept the earlier attempts from an answer. */
    let obstacle: GatewayError | undefined;
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const place = { call: callNumber, attempt };
          return await exchange(subject, action, asked, limited.signal, place, options.onCall);
        } catch (error) {
          if (!(error instanceof DynamoError)) throw error;
          const kind = failureKind(error);
          mayBeDone ||= !isRead(action) && (kind === 'lost' || kind === 'aborted');
          // After a lost answer a failed condition may be the work of the lost attempt itself, save of a transaction.
          if (mayBeDone && (!mayRepeat || kind === 'aborted' || (kind === 'final' && !isTransaction))) {
            throw outcomeUnknown(subject, error);
          }
          if (kind === 'aborted') throw overdue(abortedError(signal, subject, error), obstacle);
          if (kind === 'final') throw finalError(subject, error);
          obstacle = givenUp(kind, subject, error, retryAfterMs);
          const again = await backOff(attempt, subject, options).catch((aborted: unknown) => {
            throw mayBeDone ? outcomeUnknown(subject, error) : aborted;
          });
          if (!again) throw mayBeDone ? outcomeUnknown(subject, error) : obstacle;
        }
      }
    } finally {
      limited.clear();
    }
  }

  return {
    call,
    async pause(attempt, subject, options) {
      if (!(await backOff(attempt, subject, options))) throw throttled(subject, retryAfterMs);
    },
  };
}

/** Where the outer signal is not aborted, the deadline was what stopped the call. */
function abortedError(signal: AbortSignal, subject: CallSubject, cause: unknown): unknown {
  if (!signal.aborted) return deadlineExceeded(subject, cause);
  const reason: unknown = signal.reason;
  return reason instanceof GatewayError ? reason : deadlineExceeded(subject, reason);
}

/** A deadline that cuts a later attempt short has come because of what kept the earlier ones from an answer. */
function overdue(stopped: unknown, obstacle: GatewayError | undefined): unknown {
  return stopped instanceof GatewayError && stopped.code === 'DEADLINE_EXCEEDED' ? (obstacle ?? stopped) : stopped;
}
