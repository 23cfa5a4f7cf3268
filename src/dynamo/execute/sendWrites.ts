import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { brokenCondition, type WriteCondition } from '../plan/conditions.js';
import type { PlannedWrite, TransactionPart, TransactionPlan } from '../plan/planTransaction.js';
import { placeAtFault } from '../plan/writeGroups.js';
import { WriteFailure } from '../plan/writeFailure.js';
import { itemSizeBytes } from '../values/itemSize.js';
import { subjectOf, finalError } from './callErrors.js';
import type { Caller, CallOptions } from './caller.js';
import { isPassing } from './failureKind.js';
import { type CancellationReason, DynamoError } from './transport.js';
import { liveItem, refusedBy, type Refused } from './writeOutcome.js';

/** What came of one attempt. */
export type SendResult =
  /** `item`: what a single call gave back. */
  | { readonly kind: 'written'; readonly item: AttributeMap | undefined }
  | { readonly kind: 'refused'; readonly refusals: ReadonlyMap<number, Refused> }
  | { readonly kind: 'again'; readonly because: readonly Obstacle[] }
  /** The token was spent before: its item. */
  | { readonly kind: 'spent'; readonly token: AttributeMap };

/** Why a write must be planned anew. */
export type Obstacle =
  /** What was read has changed since, or must be read: DynamoDB takes the update for wrong, and a stored value may be why. */
  | { readonly kind: 'item'; readonly write: PlannedWrite }
  /** A marker that was to be set free is another item's. */
  | { readonly kind: 'marker'; readonly marker: string };

/** Sends the one action of a write as a call of its own. */
export async function sendAlone(caller: Caller, write: PlannedWrite, options: CallOptions): Promise<SendResult> {
  const { plan } = write;
  if (plan.action === 'ConditionCheck') throw new Error('A check is no call of its own.');
  // Without a condition a put can be done twice without harm.
  const idempotent = plan.action === 'PutItem' && plan.conditions.length === 0;
  try {
    const output = await caller.call(plan.action, plan.input, { ...options, idempotent });
    return { kind: 'written', item: plan.action === 'PutItem' ? plan.input.Item : output.Attributes };
  } catch (error) {
    if (!(error instanceof DynamoError)) throw error;
    if (isForLookingAt(error.name, write)) return { kind: 'again', because: [{ kind: 'item', write }] };
    if (error.name !== 'ConditionalCheckFailedException') throw error;
    const refusals = refusalsOf(write, error.item);
    return refusals.size === 0 ? { kind: 'again', because: [{ kind: 'item', write }] } : { kind: 'refused', refusals };
  }
}

/**
 * Sends all actions as one transaction.
 *
 * @throws {WriteFailure} for the write whose item DynamoDB finds too large or otherwise wrong.
 */
export async function sendTogether(
  caller: Caller,
  { items, parts }: TransactionPlan,
  options: CallOptions,
): Promise<SendResult> {
  try {
    await caller.call('TransactWriteItems', { TransactItems: items }, options);
    return { kind: 'written', item: undefined };
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'ITEM_TOO_LARGE') throw tooLarge(parts, error);
    if (!(error instanceof DynamoError)) throw error;
    if (error.reasons === undefined) {
      const because = parts.flatMap((part): Obstacle[] =>
        part.kind === 'item' && isForLookingAt(error.name, part.write) ? [{ kind: 'item', write: part.write }] : [],
      );
      if (because.length === 0) throw error;
      return { kind: 'again', because };
    }
    const failed = parts.flatMap((part, at) => {
      const reason = error.reasons?.[at];
      return reason === undefined || reason.code === 'None' ? [] : [{ part, reason }];
    });
    return judge(failed, error);
  }
}

interface FailedPart {
  readonly part: TransactionPart;
  readonly reason: CancellationReason;
}

/** A spent token explains everything else; a refusal stands whatever else was in the way; the rest is tried again. */
function judge(failed: readonly FailedPart[], error: DynamoError): SendResult {
  const token = failed.find(({ part }) => part.kind === 'token');
  if (token?.reason.item !== undefined) return { kind: 'spent', token: token.reason.item };
  const refusals = new Map<number, Refused>();
  const because: Obstacle[] = [];
  const taken: Extract<TransactionPart, { readonly kind: 'taken' }>[] = [];
  for (const { part, reason } of failed) {
    if (reason.code !== 'ConditionalCheckFailed') {
      if (part.kind === 'item' && isForLookingAt(reason.code, part.write)) {
        because.push({ kind: 'item', write: part.write });
      } else if (!isPassing(reason.code)) throw failureOf(part, reason, error);
    } else if (part.kind === 'item') {
      const own = refusalsOf(part.write, reason.item);
      if (own.size === 0) because.push({ kind: 'item', write: part.write });
      for (const [at, refusal] of own) refusals.set(at, refusal);
    } else if (part.kind === 'taken') taken.push(part);
    else if (part.kind === 'released') because.push({ kind: 'marker', marker: part.marker });
  }
  // Which values are taken and set free follows from the items: of one that has changed it is found out again.
  if (!because.some(({ kind }) => kind === 'item')) {
    for (const { write, field } of taken) {
      const at = placeAtFault(write.group, [field]);
      refusals.set(at, withTaken(refusals.get(at), valueTaken(write, field)));
    }
  }
  if (refusals.size > 0) return { kind: 'refused', refusals };
  if (because.length === 0) throw error;
  return { kind: 'again', because };
}

/** All taken values are named; what is said of the item itself, which is shown with it, goes first. */
function withTaken(before: Refused | undefined, taken: Refused): Refused {
  if (before === undefined) return taken;
  if (before.reason !== 'UNIQUE_VALUE_TAKEN') return before;
  return { ...before, fields: [...before.fields, ...taken.fields] };
}

/** Another item has the value of a unique field. What was read of this one may be more than whoever writes may see. */
export function valueTaken({ known, plan }: PlannedWrite, field: string): Refused {
  const current = liveItem(plan.entity, plan.live, known?.item);
  return { kind: 'refused', reason: 'UNIQUE_VALUE_TAKEN', fields: [field], current };
}

/**
 * Whose condition the stored item broke, by the place of the write; empty where only what was read has changed.
 *
 * @param item  What DynamoDB answered with; undefined when nothing is stored.
 */
function refusalsOf({ group, plan }: PlannedWrite, item: AttributeMap | undefined): ReadonlyMap<number, Refused> {
  const current = liveItem(plan.entity, plan.live, item);
  const refusal = (condition: WriteCondition): Refused | undefined =>
    condition.reason === 'STALE' ? undefined : refusedBy(condition, current);
  const alone = group.members.length === 1;
  const broken = group.members.flatMap(({ at, guards }): [number, Refused][] => {
    const condition = brokenCondition(alone ? plan.conditions : guards, item);
    const refused = condition && refusal(condition);
    return refused === undefined ? [] : [[at, refused]];
  });
  if (broken.length > 0 || brokenCondition(plan.conditions, item)?.reason === 'STALE') return new Map(broken);
  // DynamoDB saw what is not seen here: the condition was broken all the same.
  const last = plan.conditions.findLast(({ reason }) => reason !== 'STALE');
  const refused = last && refusal(last);
  return new Map(refused === undefined ? [] : [[group.members.at(-1)?.at ?? 0, refused]]);
}

/** DynamoDB takes an update for wrong, and the stored item, which may be why, was not looked at yet. */
function isForLookingAt(name: string, { plan, known }: PlannedWrite): boolean {
  return plan.action === 'UpdateItem' && known === undefined && LOOKED_AT.has(name);
}

/** Of a call, and of an action in a transaction. */
const LOOKED_AT: ReadonlySet<string> = new Set(['ValidationException', 'ValidationError']);

function failureOf(part: TransactionPart, { code, message }: CancellationReason, error: DynamoError): Error {
  const name = code === 'ValidationError' ? 'ValidationException' : code;
  const subject = subjectOf('TransactWriteItems', part.kind === 'item' ? { TableName: part.write.plan.table } : {});
  const own =
    code === 'ItemCollectionSizeLimitExceeded'
      ? new GatewayError('ITEM_TOO_LARGE', PARTITION_FULL, {}, { cause: error })
      : finalError(subject, new DynamoError(name, message ?? error.message, { status: 400, cause: error }));
  const at = 'write' in part ? placeAtFault(part.write.group) : undefined;
  return own instanceof GatewayError && at !== undefined ? new WriteFailure(at, own) : own;
}

const PARTITION_FULL =
  'The items of one partition key of a table with local indexes may take 10 GB together, and there is no room for this write.';

/** DynamoDB does not say which item it is, where it refuses the call as a whole: the largest that is written whole. */
function tooLarge(parts: readonly TransactionPart[], error: GatewayError): WriteFailure {
  const sizes = parts.flatMap((part) =>
    part.kind === 'item' ? [{ at: placeAtFault(part.write.group), bytes: writtenBytes(part.write) }] : [],
  );
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  return new WriteFailure(largest?.at ?? 0, error);
}

function writtenBytes({ plan }: PlannedWrite): number {
  return plan.action === 'PutItem'
    ? itemSizeBytes(plan.input.Item)
    : itemSizeBytes(plan.input.ExpressionAttributeValues ?? {});
}
