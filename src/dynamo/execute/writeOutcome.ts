import type { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import type { RefusalReason } from '../plan/conditions.js';

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
