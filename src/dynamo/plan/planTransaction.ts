import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { OWN_EXPIRY } from '../../model/ownTable.js';
import type { TransactConditional, TransactWriteItem } from '../actions.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { MARKER_OWNER, markerItem } from '../keys/uniqueMarker.js';
import { itemSizeBytes } from '../values/itemSize.js';
import { placeholders } from './placeholders.js';
import { epochSeconds } from './presence.js';
import type { MarkerAction } from './uniqueMarkers.js';
import type { WriteGroup } from './writeGroups.js';
import { WriteFailure } from './writeFailure.js';
import type { Known, WritePlan } from './writePlan.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const MAX_TRANSACTION_ACTIONS = 100;
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

export interface PlannedWrite {
  readonly group: WriteGroup;
  readonly plan: WritePlan;
  /** What the plan was made with, where it had to be read. */
  readonly known: Known | undefined;
}

/** The actions of one transaction, and what each is for, in the same order. */
export interface TransactionPlan {
  readonly items: readonly TransactWriteItem[];
  readonly parts: readonly TransactionPart[];
}

export type TransactionPart =
  | { readonly kind: 'item'; readonly write: PlannedWrite }
  /** A value taken from the free or from another item of the same transaction. */
  | { readonly kind: 'taken'; readonly write: PlannedWrite; readonly field: string }
  /** A value set free. */
  | { readonly kind: 'released'; readonly write: PlannedWrite; readonly marker: string }
  | { readonly kind: 'token' };

/** Two items of one transaction want one value. */
export interface TakenTwice {
  readonly takenTwice: { readonly write: PlannedWrite; readonly field: string };
}

export interface TransactionContext {
  readonly ownTable: string;
  readonly now: Date;
  /** The token's item, where there is one: it goes along as an action of its own. */
  readonly token: AttributeMap | undefined;
  /** Markers (`keyIdentity`) that were found to be another item's, so that they are not set free. */
  readonly notOurs: ReadonlySet<string>;
}

/**
 * All writes as the actions of one TransactWriteItems: those on the items in the order of the writes, those on
 * markers, the token.
 *
 * @throws {WriteFailure} `LIMIT_EXCEEDED` for the write that goes beyond 100 actions or 4 MB.
 */
export function planTransaction(
  writes: readonly PlannedWrite[],
  context: TransactionContext,
): TransactionPlan | TakenTwice {
  const { ownTable, now, token } = context;
  const markers = collectMarkers(writes, context.notOurs);
  if ('takenTwice' in markers) return markers;
  const ofMarkers = [...markers.values()].map((marker) => ({
    action: markerCommand(marker, ownTable, now),
    part: marker.part,
  }));
  const ofToken: readonly { action: TransactWriteItem; part: TransactionPart }[] =
    token === undefined ? [] : [{ action: tokenCommand(token, ownTable, now), part: { kind: 'token' } }];
  const all = [
    ...writes.map((write) => ({ action: itemCommand(write.plan), part: { kind: 'item' as const, write } })),
    ...ofMarkers,
    ...ofToken,
  ];
  refuseTooMuch(writes, all, ofToken.length);
  return { items: all.map(({ action }) => action), parts: all.map(({ part }) => part) };
}

/** A transaction has no `ReturnValues`, and no update that changes nothing: that one is a check. */
function itemCommand(plan: WritePlan): TransactWriteItem {
  if (plan.action === 'PutItem') return { Put: plan.input };
  const { ReturnValues: _none, ...input } = plan.input;
  if (plan.action === 'DeleteItem') return { Delete: input };
  if (plan.action === 'ConditionCheck') return { ConditionCheck: input };
  const { UpdateExpression, ...rest } = plan.input;
  const { ReturnValues: _neither, ...checked } = rest;
  return UpdateExpression === undefined ? { ConditionCheck: checked } : { Update: { ...checked, UpdateExpression } };
}

/** What happens to one marker in the whole transaction. */
interface MarkerChange {
  readonly key: AttributeMap;
  /** Items that may have it now, among those that are written. */
  readonly owners: readonly AttributeMap[];
  readonly taken: MarkerAction | undefined;
  readonly part: TransactionPart;
}

function collectMarkers(
  writes: readonly PlannedWrite[],
  notOurs: ReadonlySet<string>,
): ReadonlyMap<string, MarkerChange> | TakenTwice {
  const changes = new Map<string, MarkerChange>();
  for (const write of writes) {
    for (const action of write.plan.markers) {
      const marker = keyIdentity(action.key);
      const known = changes.get(marker);
      if (action.kind === 'release' && known === undefined && notOurs.has(marker)) continue;
      if (action.kind === 'take' && known?.taken !== undefined) return { takenTwice: { write, field: action.field } };
      const taken = action.kind === 'take' ? action : known?.taken;
      changes.set(marker, {
        key: action.key,
        owners: [...(known?.owners ?? []), action.owner],
        taken,
        part:
          action.kind === 'take'
            ? { kind: 'taken', write, field: action.field }
            : (known?.part ?? { kind: 'released', write, marker }),
      });
    }
  }
  return changes;
}

function markerCommand({ key, owners, taken }: MarkerChange, ownTable: string, now: Date): TransactWriteItem {
  const mayExpire = taken?.entity.ttl !== undefined;
  const condition = unlessHeld(key, owners, mayExpire ? now : undefined);
  return taken === undefined
    ? { Delete: { TableName: ownTable, Key: key, ...condition } }
    : { Put: { TableName: ownTable, Item: markerItem(key, taken.owner, taken.expiry), ...condition } };
}

function tokenCommand(item: AttributeMap, ownTable: string, now: Date): TransactWriteItem {
  return { Put: { TableName: ownTable, Item: item, ...unlessHeld(item, [], now) } };
}

/**
 * Nothing is stored, or what is there belongs to one of `owners`, or it has expired.
 *
 * @param now  Undefined for what does not expire.
 */
function unlessHeld(key: AttributeMap, owners: readonly AttributeMap[], now: Date | undefined): TransactConditional {
  const builder = createExpressionBuilder();
  const [first = 'pk'] = Object.keys(key);
  const alternatives = [
    `attribute_not_exists(${builder.name(first)})`,
    ...owners.map((owner) => `${builder.name(MARKER_OWNER)} = ${builder.value({ M: owner } satisfies AttributeValue)}`),
    ...(now === undefined ? [] : [`${builder.name(OWN_EXPIRY)} <= ${builder.value({ N: epochSeconds(now) })}`]),
  ];
  return {
    ConditionExpression: [...new Set(alternatives)].join(' OR '),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...placeholders(builder),
  };
}

interface Sized {
  readonly action: TransactWriteItem;
  readonly part: TransactionPart;
}

/** Counts as the writes come, each with its markers, so that the one that is too much can be named. */
function refuseTooMuch(writes: readonly PlannedWrite[], all: readonly Sized[], tokens: number): void {
  const maxActions = MAX_TRANSACTION_ACTIONS - tokens;
  const withToken = tokens === 0 ? '' : ', beside its token';
  let actions = 0;
  let bytes = 0;
  for (const write of writes) {
    const own = all.filter(({ part }) => 'write' in part && part.write === write);
    actions += own.length;
    bytes += own.reduce((sum, { action }) => sum + actionSizeBytes(action), 0);
    if (actions > maxActions) {
      throw refused(
        write,
        `This transaction has more than ${maxActions} actions, which is all that DynamoDB takes at once${withToken}; each unique value that is taken or set free counts as one. Split it.`,
        { name: 'transactionActions', max: maxActions, actual: all.length - tokens },
      );
    }
    if (bytes > MAX_TRANSACTION_BYTES) {
      throw refused(write, `This transaction has more than the 4 MB that DynamoDB takes at once. Split it.`, {
        name: 'transactionBytes',
        max: MAX_TRANSACTION_BYTES,
      });
    }
  }
}

function refused(
  { group }: PlannedWrite,
  message: string,
  limit: { readonly name: string; readonly max: number; readonly actual?: number },
): WriteFailure {
  return new WriteFailure(group.members.at(-1)?.at ?? 0, new GatewayError('LIMIT_EXCEEDED', message, { limit }));
}

/** What the request says of it: what is stored and stays is not known here. */
function actionSizeBytes(action: TransactWriteItem): number {
  if ('Put' in action) return itemSizeBytes(action.Put.Item);
  const [asked] = Object.values(action) as readonly (TransactConditional & { readonly Key: AttributeMap })[];
  const written = 'Update' in action ? itemSizeBytes(action.Update.ExpressionAttributeValues ?? {}) : 0;
  return itemSizeBytes(asked?.Key ?? {}) + written;
}
