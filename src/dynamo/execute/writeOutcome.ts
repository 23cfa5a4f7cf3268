import type { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { seenAfterWrite } from '../plan/accessChecks.js';
import type { Write } from '../plan/write.js';
import type { Viewer } from '../../model/viewer.js';
import type { RefusalReason, WriteCondition } from '../plan/conditions.js';

/** What became of a write. */
export type WriteOutcome = Written | Refused | Cancelled | Failed;

export interface Written {
  readonly kind: 'written';
  /** As stored now, or as it was before a delete; undefined where it was not asked for, or is gone again. */
  readonly item: AttributeMap | undefined;
  /** Why a written item could not be read after its transaction: a GatewayError, or a fault. */
  readonly unread?: Error;
}

export interface Refused {
  readonly kind: 'refused';
  readonly reason: Exclude<RefusalReason, 'STALE'>;
  /** GraphQL fields the reason is about. */
  readonly fields: readonly string[];
  /** The item under the key, undefined where none of this type is stored, or an expired one. */
  readonly current: AttributeMap | undefined;
}

/** What a write gives back: nothing, where whoever writes may not read it. */
export function shownItem(
  { entity, viewer: by }: Pick<Write, 'entity' | 'viewer'>,
  item: AttributeMap | undefined,
  viewer: Viewer,
): AttributeMap | undefined {
  const seen = seenAfterWrite(entity, by ?? viewer);
  return item !== undefined && seen !== undefined && !evaluateFilter(seen, item) ? undefined : item;
}

/** @param seen  The stored item, as far as whoever writes may see it: of one that is not there for them, nothing is shown. */
export function refusedBy({ reason, fields }: WriteCondition, seen: AttributeMap | undefined): Refused {
  if (reason === 'STALE') throw new Error('A plan that is stale is no refusal.');
  return { kind: 'refused', reason, fields, current: reason === 'NOT_FOUND' ? undefined : seen };
}

/** Another write of the same transaction was refused or failed, so this one was not done. */
export interface Cancelled {
  readonly kind: 'cancelled';
}

/** It can be no part of the transaction. */
export interface Failed {
  readonly kind: 'failed';
  readonly error: GatewayError;
}

/** The item, where it counts as one of the type: not another type's, not expired. */
export function liveItem(entity: Entity, live: Filter, item: AttributeMap | undefined): AttributeMap | undefined {
  return item !== undefined && isItemOf(entity, item) && evaluateFilter(live, item) ? item : undefined;
}
