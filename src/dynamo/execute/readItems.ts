import type { AttributeMap } from '../../model/attributeValue.js';
import type { Viewer } from '../../model/viewer.js';
import { ownKeyOf } from '../../model/ownTable.js';
import { brokenCondition } from '../plan/conditions.js';
import { guardedOperation, guards } from '../plan/planGuarded.js';
import { hasExpired, present, presentAfterWrite } from '../plan/presence.js';
import type { WriteGroup } from '../plan/writeGroups.js';
import type { Known } from '../plan/writePlan.js';
import { batchGetItems, type FoundItem } from './batchGetItems.js';
import type { SendResult } from './sendWrites.js';
import type { WriteIo } from './writeIo.js';
import { liveItem, refusedBy, type Refused } from './writeOutcome.js';

/** Something that was read already tells that the writes cannot be done. */
export type Stopped = Extract<SendResult, { readonly kind: 'refused' | 'spent' }>;

/**
 * Reads the items that plans need. One that breaks a condition of its write is refused without a call; with a token
 * only when the token is not spent, for then it may be the transaction's own work.
 */
export async function readItems(
  { caller, model, viewer, callOptions }: WriteIo,
  groups: readonly WriteGroup[],
  known: Map<WriteGroup, Known>,
  token: AttributeMap | undefined,
): Promise<Stopped | undefined> {
  const wanted = groups.map(({ write }) => ({ table: write.entity.table, keys: [write.key], consistent: true }));
  const { ownTable } = model;
  const tokenKey = token && ownKeyOf(token);
  const ofToken = tokenKey === undefined ? [] : [{ table: ownTable.name, keys: [tokenKey], consistent: true }];
  const found = await batchGetItems(caller, [...wanted, ...ofToken], callOptions);
  const spent = tokenKey === undefined ? undefined : found.at(-1)?.[0];
  if (spent !== null && spent !== undefined && !hasExpired(spent, viewer.now)) return { kind: 'spent', token: spent };
  const stopped = judgeFound(viewer, groups, found, known);
  if (stopped === undefined || ofToken.length === 0) return stopped;
  // The same transaction, sent twice: its work may have been seen and its token, looked at a moment before, not.
  const [[since] = []] = await batchGetItems(caller, ofToken, callOptions);
  return since === null || since === undefined || hasExpired(since, viewer.now)
    ? stopped
    : { kind: 'spent', token: since };
}

/** Notes what was read, and says which writes it refuses. */
export function judgeFound(
  viewer: Viewer,
  groups: readonly WriteGroup[],
  answers: readonly (readonly FoundItem[])[],
  known: Map<WriteGroup, Known>,
): Stopped | undefined {
  const refusals = new Map<number, Refused>();
  for (const [place, group] of groups.entries()) {
    const { entity, kind, viewer: by = viewer } = group.write;
    const item = answers[place]?.[0] ?? undefined;
    const found = liveItem(entity, present(entity, viewer.now, undefined), item);
    known.set(group, { item: found });
    if (kind === 'create' || kind === 'put') continue;
    const seen = liveItem(entity, presentAfterWrite(entity, by), item);
    const isThere = guards(entity, guardedOperation(kind), { expectedVersion: undefined, if: undefined }, by);
    for (const { at, guards: own } of group.members) {
      const condition = brokenCondition(own, item) ?? (found === undefined ? isThere[0] : undefined);
      if (condition === undefined || condition.reason === 'STALE') continue;
      refusals.set(at, refusedBy(condition, seen));
    }
  }
  return refusals.size === 0 ? undefined : { kind: 'refused', refusals };
}
