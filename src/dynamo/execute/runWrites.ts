import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { MAX_TRANSACTION_ACTIONS, planTransaction, type PlannedWrite } from '../plan/planTransaction.js';
import { planWrite } from '../plan/planWrite.js';
import type { Write } from '../plan/write.js';
import { groupWrites, placeAtFault, type WriteGroup } from '../plan/writeGroups.js';
import { WriteFailure } from '../plan/writeFailure.js';
import type { Known } from '../plan/writePlan.js';
import type { FoundItem } from './batchGetItems.js';
import type { Caller, CallOptions } from './caller.js';
import { fullJitterMs, type RetryOptions } from './fullJitter.js';
import { outcomesOf } from './outcomesOf.js';
import { judgeFound, readItems, type Stopped } from './readItems.js';
import { type SendResult, sendAlone, sendTogether, valueTaken } from './sendWrites.js';
import type { WriteIo } from './writeIo.js';
import type { Refused, WriteOutcome, Written } from './writeOutcome.js';

/** Attempts of one write before it gives up; under a steady stream of other writers. */
export const MAX_ATTEMPTS = 25;
/** The waits between them, all together some two seconds: a crowd at one item is through by then. */
const RETRY: RetryOptions = { baseDelayMs: 20, maxDelayMs: 200 };

export type WritesResult =
  /** One a write, in their order. All were done, or none was. */
  | { readonly kind: 'done'; readonly outcomes: readonly WriteOutcome[] }
  /** The token was spent before: nothing was done now, and this is its item. */
  | { readonly kind: 'spent'; readonly token: AttributeMap };

/**
 * One write, in one call where it can be one: without unique values to take or to set free, and where it follows from
 * the request alone. Else each attempt is one consistent read and one conditional write.
 *
 * @param found  What a consistent read has found under its key a moment ago, null for nothing: it is not read again.
 * @throws {GatewayError} As `runWrites`; also what stands in the way of this write.
 */
export async function runWrite(io: WriteIo, write: Write, found?: FoundItem): Promise<Written | Refused> {
  const result = await runWrites(io, [write], undefined, found);
  const [outcome] = result.kind === 'done' ? result.outcomes : [];
  if (outcome?.kind === 'failed') throw outcome.error;
  if (outcome?.kind !== 'written' && outcome?.kind !== 'refused') throw new Error('A write by itself has an outcome.');
  return outcome;
}

/**
 * All of the writes or none, in one call: a single action as a call of its own, several as one TransactWriteItems. What
 * depends on the stored items is planned with what a consistent read finds, and held to it by conditions; where
 * something has changed in between it is read and tried again, at most 25 times, and no later than the deadline. Items
 * that a transaction has changed and that are asked for are read after it, in one consistent BatchGetItem for each 100,
 * so they may show a later write.
 *
 * @param token  The item of the transaction's token, to be written with it.
 * @param found  As `runWrite`, of the first write's item.
 * @throws {GatewayError} `OVERLOADED` when other writers came first each time; `ITEM_INVALID` where a stored value has
 *   a type that a change cannot work on; `TRANSACTION_CONFLICT`, `THROTTLED` ... as `Caller.call`.
 */
export async function runWrites(
  io: WriteIo,
  writes: readonly Write[],
  token?: AttributeMap,
  found?: FoundItem,
): Promise<WritesResult> {
  try {
    return await attemptAll(io, writes, token, found);
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    return { kind: 'done', outcomes: allBut(writes, new Map([[error.at, { kind: 'failed', error: error.error }]])) };
  }
}

async function attemptAll(
  io: WriteIo,
  writes: readonly Write[],
  token: AttributeMap | undefined,
  found: FoundItem | undefined,
): Promise<WritesResult> {
  const { model, viewer, callOptions, caller } = io;
  const groups = groupWrites(writes, viewer);
  refuseTooMany(groups);
  const known = new Map<WriteGroup, Known>();
  const notOurs = new Set<string>();
  const early = found === undefined ? undefined : judgeFound(viewer, groups.slice(0, 1), [[found]], known);
  if (early !== undefined) return done(writes, early);
  for (let attempt = 1; ;) {
    const plans = groups.map((group) => [group, planOf(group, model, viewer, known)] as const);
    const lacking = plans.flatMap(([group, plan]) => (plan.action === 'NeedsItem' ? [group] : []));
    if (lacking.length > 0) {
      const stopped = await readItems(io, lacking, known, token);
      if (stopped !== undefined) return done(writes, stopped);
      continue;
    }
    const planned = plans.flatMap(([group, plan]): PlannedWrite[] =>
      plan.action === 'NeedsItem' ? [] : [{ group, plan, known: known.get(group) }],
    );
    const result = await send(planned, {
      caller,
      callOptions,
      ownTable: model.ownTable.name,
      now: viewer.now,
      token,
      notOurs,
    });
    if (result.kind === 'spent' || result.kind === 'refused') return done(writes, result);
    if (result.kind === 'written') {
      return { kind: 'done', outcomes: await outcomesOf(io, writes, planned, result.item) };
    }
    const toRead = result.because.flatMap((obstacle) => (obstacle.kind === 'item' ? [obstacle.write.group] : []));
    // A marker is another's only beside what was read of its item: an item that has changed may have it again.
    if (toRead.length > 0) notOurs.clear();
    else for (const obstacle of result.because) if (obstacle.kind === 'marker') notOurs.add(obstacle.marker);
    if (!(await backOff(attempt, callOptions))) throw lostEachTime(writes, attempt);
    attempt += 1;
    const stopped = toRead.length === 0 ? undefined : await readItems(io, toRead, known, token);
    if (stopped !== undefined) return done(writes, stopped);
  }
}

/** False, without a wait, after the last attempt and where the wait would end after the deadline. */
async function backOff(attempt: number, { deadlineAtMs, now = Date.now }: CallOptions): Promise<boolean> {
  const delayMs = fullJitterMs(attempt, RETRY, Math.random);
  if (attempt === MAX_ATTEMPTS || now() + delayMs >= deadlineAtMs) return false;
  // Without the request's signal: it is a moment, and the next call knows best what to say of an abort.
  await sleep(delayMs);
  return true;
}

function lostEachTime(writes: readonly Write[], attempts: number): GatewayError {
  const names = [...new Set(writes.map(({ entity }) => entity.name))].join(', ');
  const times = attempts === 1 ? 'when' : `each of the ${attempts} times`;
  return new GatewayError(
    'OVERLOADED',
    `Other writers changed this ${names} ${times} it was to be written. Try again.`,
  );
}

function done(writes: readonly Write[], stopped: Stopped): WritesResult {
  return stopped.kind === 'spent' ? stopped : { kind: 'done', outcomes: allBut(writes, stopped.refusals) };
}

/** Those that stood in the way, and the others with them. */
function allBut(writes: readonly Write[], own: ReadonlyMap<number, WriteOutcome>): readonly WriteOutcome[] {
  return writes.map((_write, at) => own.get(at) ?? { kind: 'cancelled' });
}

function refuseTooMany(groups: readonly WriteGroup[]): void {
  const beyond = groups[MAX_TRANSACTION_ACTIONS];
  if (beyond === undefined) return;
  const limit = { name: 'transactionActions', max: MAX_TRANSACTION_ACTIONS, actual: groups.length };
  const message = `This transaction writes ${groups.length} items, and DynamoDB takes ${MAX_TRANSACTION_ACTIONS} actions at once. Split it.`;
  throw new WriteFailure(beyond.members[0]?.at ?? 0, new GatewayError('LIMIT_EXCEEDED', message, { limit }));
}

function planOf(group: WriteGroup, model: Model, viewer: Viewer, known: ReadonlyMap<WriteGroup, Known>) {
  try {
    return planWrite(group.write, model, viewer, known.get(group));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new WriteFailure(placeAtFault(group, error.details.argument), error);
  }
}

interface SendContext {
  readonly caller: Caller;
  readonly callOptions: CallOptions;
  readonly ownTable: string;
  readonly now: Date;
  readonly token: AttributeMap | undefined;
  readonly notOurs: ReadonlySet<string>;
}

async function send(planned: readonly PlannedWrite[], context: SendContext): Promise<SendResult> {
  const { caller, callOptions, token } = context;
  const [first, ...others] = planned;
  if (first === undefined) return { kind: 'written', item: undefined };
  const { action, markers } = first.plan;
  if (others.length === 0 && markers.length === 0 && token === undefined && action !== 'ConditionCheck') {
    return sendAlone(caller, first, callOptions);
  }
  const transaction = planTransaction(planned, context);
  if ('takenTwice' in transaction) {
    const { write, field } = transaction.takenTwice;
    return { kind: 'refused', refusals: new Map([[placeAtFault(write.group, [field]), valueTaken(write, field)]]) };
  }
  return sendTogether(caller, transaction, callOptions);
}
