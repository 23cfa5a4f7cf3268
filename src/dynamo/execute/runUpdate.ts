import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity, Model } from '../../model/model.js';
import { brokenCondition } from '../plan/conditions.js';
import type { Generators } from '../plan/itemToStore.js';
import { planUpdate } from '../plan/planUpdate.js';
import { guards, type UpdatePlan } from '../plan/planWrite.js';
import { present } from '../plan/presence.js';
import type { UpdateRequest } from '../plan/updateRequest.js';
import type { Caller, CallOptions } from './caller.js';
import { liveItem, runWrite, type WriteOutcome } from './runWrite.js';
import { DynamoError } from './transport.js';

/** Reads and conditional writes of one update before it gives up; under a steady stream of other writers. */
export const MAX_ATTEMPTS = 10;
/** The wait before attempt n + 1 is random in 0 to n times this. */
const RETRY_DELAY_MS = 20;

/**
 * Updates one item: one call where the change follows from the request alone. Where it depends on
 * what is stored, each attempt is one consistent read and one conditional write, so that no change
 * in between is lost. An item that already breaks a condition when it is read is refused without a write.
 *
 * @throws {GatewayError} `OVERLOADED` when other writers changed the item in every one of 10 attempts;
 *   `ITEM_INVALID` where a stored value has a type that the change cannot work on;
 *   `BAD_USER_INPUT` as `planUpdate`; what `Caller.call` throws.
 */
export async function runUpdate(
  caller: Caller,
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  generators: Generators,
  options: CallOptions,
): Promise<WriteOutcome> {
  const refusals = guards(entity, request, generators.now);
  let item: AttributeMap | undefined;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const plan = planUpdate(entity, model, request, generators, item);
    if (plan.action === 'UpdateItem') {
      const outcome = await writeOrLook(caller, plan, item, options);
      if (outcome !== 'look') {
        if (outcome.kind === 'written' || outcome.condition.reason !== 'STALE') return outcome;
        // Without the request's signal: it is a moment, and the next call knows best what to say of an abort.
        await sleep(Math.random() * RETRY_DELAY_MS * attempt);
      }
    }
    const asked = { TableName: entity.table, Key: plan.key, ConsistentRead: true };
    const { Item } = await caller.call('GetItem', asked, options);
    const current = liveItem(entity, present(entity, generators.now), Item);
    const condition = brokenCondition(refusals, Item) ?? (current === undefined ? refusals[0] : undefined);
    if (condition !== undefined) return { kind: 'refused', condition, current };
    item = current;
  }
  throw new GatewayError(
    'OVERLOADED',
    `Other writers changed this ${entity.name} each of the ${MAX_ATTEMPTS} times it was to be updated. Try again.`,
  );
}

/**
 * `look`: DynamoDB takes the update for wrong, and no stored value is known to blame. Where one has a type that the
 * change cannot work on, the plan made with the item says so, or gets by where that value is a NULL.
 */
async function writeOrLook(
  caller: Caller,
  plan: UpdatePlan,
  item: AttributeMap | undefined,
  options: CallOptions,
): Promise<WriteOutcome | 'look'> {
  try {
    return await runWrite(caller, plan, options);
  } catch (error) {
    if (item === undefined && error instanceof DynamoError && error.name === 'ValidationException') return 'look';
    throw error;
  }
}
