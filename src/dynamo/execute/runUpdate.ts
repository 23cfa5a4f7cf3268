import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity, Model } from '../../model/model.js';
import { isItemOf } from '../keys/entityOfItem.js';
import type { Generators } from '../plan/itemToStore.js';
import { planUpdate, type NeedsItem, type UpdateRequest } from '../plan/planUpdate.js';
import { guards } from '../plan/planWrite.js';
import type { Caller, CallOptions } from './caller.js';
import { runWrite, type WriteOutcome } from './runWrite.js';

/** Reads and conditional writes of one update before it gives up; under a steady stream of other writers. */
const MAX_ATTEMPTS = 10;
/** The wait before attempt n + 1 is random in 0 to n times this. */
const RETRY_DELAY_MS = 20;

/**
 * Updates one item: one call where the change follows from the request alone. Where it depends on
 * what is stored, each attempt is one consistent read and one conditional write, so that no change
 * in between is lost.
 *
 * @throws {GatewayError} `OVERLOADED` when other writers changed the item in every one of 10 attempts;
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
  let item: AttributeMap | undefined;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const plan = planUpdate(entity, model, request, generators, item);
    if (plan.action === 'UpdateItem') {
      const outcome = await runWrite(caller, plan, options);
      if (outcome.kind === 'written' || outcome.condition.reason !== 'STALE') return outcome;
      await sleep(Math.random() * RETRY_DELAY_MS * attempt, undefined, { signal: options.signal });
    }
    item = await readItem(
      caller,
      entity,
      plan.action === 'NeedsItem' ? plan : { action: 'NeedsItem', key: plan.key },
      options,
    );
    if (item === undefined) return notFound(entity, request, generators);
  }
  throw new GatewayError(
    'OVERLOADED',
    `Other writers changed this ${entity.name} each of the ${MAX_ATTEMPTS} times it was to be updated. Try again.`,
  );
}

async function readItem(
  caller: Caller,
  entity: Entity,
  { key }: NeedsItem,
  options: CallOptions,
): Promise<AttributeMap | undefined> {
  const { Item } = await caller.call('GetItem', { TableName: entity.table, Key: key, ConsistentRead: true }, options);
  return Item !== undefined && isItemOf(entity, Item) ? Item : undefined;
}

function notFound(entity: Entity, request: UpdateRequest, generators: Generators): WriteOutcome {
  const [condition] = guards(entity, request, generators.now);
  if (condition === undefined) throw new Error('An update always requires its item.');
  return { kind: 'refused', condition, current: undefined };
}
