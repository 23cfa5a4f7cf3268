import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import { brokenCondition, type WriteCondition } from '../plan/conditions.js';
import type { WritePlan } from '../plan/planWrite.js';
import type { Caller, CallOptions } from './caller.js';
import { DynamoError } from './transport.js';

/** What became of a write. */
export type WriteOutcome =
  /** `item`: as stored now, or as it was before a delete; undefined where the plan did not ask for it. */
  | { readonly kind: 'written'; readonly item: AttributeMap | undefined }
  /** `current`: the item under the key, undefined where none of this type is stored, or an expired one. */
  | { readonly kind: 'refused'; readonly condition: WriteCondition; readonly current: AttributeMap | undefined };

/**
 * Sends one write. A condition that fails is an outcome; everything else that goes wrong is thrown.
 *
 * @throws What `Caller.call` throws: among others `OUTCOME_UNKNOWN` when the answer was lost.
 */
export async function runWrite(caller: Caller, plan: WritePlan, options: CallOptions): Promise<WriteOutcome> {
  // Without a condition a put can be done twice without harm.
  const idempotent = plan.action === 'PutItem' && plan.conditions.length === 0;
  try {
    const output = await caller.call(plan.action, plan.input, { ...options, idempotent });
    return { kind: 'written', item: plan.action === 'PutItem' ? plan.input.Item : output.Attributes };
  } catch (error) {
    if (!(error instanceof DynamoError) || error.name !== 'ConditionalCheckFailedException') throw error;
    const condition = brokenCondition(plan.conditions, error.item) ?? plan.conditions.at(-1);
    if (condition === undefined) throw error;
    return { kind: 'refused', condition, current: liveItem(plan.entity, plan.live, error.item) };
  }
}

/** The item, where it counts as one of the type: not another type's, not expired. */
export function liveItem(entity: Entity, live: Filter, item: AttributeMap | undefined): AttributeMap | undefined {
  return item !== undefined && isItemOf(entity, item) && evaluateFilter(live, item) ? item : undefined;
}
