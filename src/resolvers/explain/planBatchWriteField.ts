import { planBatchWrite } from '../../dynamo/plan/planBatchWrite.js';
import { planWrite } from '../../dynamo/plan/planWrite.js';
import { MAX_REQUESTS_PER_CALL } from '../../dynamo/execute/batchWriteItems.js';
import { itemSizeBytes } from '../../dynamo/values/itemSize.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import type { Entity } from '../../model/model.js';
import { groupedBy } from './groupedBy.js';
import { costOf, exactly, sumOf } from './amount.js';
import { argumentsOf, type Values } from './askedLists.js';
import type { Amount } from './operationPlan.js';
import type { OutlinedField } from './outlineOperation.js';
import type { PlannedCall } from './plannedField.js';
import type { Planning } from './planning.js';
import { consistentReads, planWrites, type PlannedWrites } from './planWrites.js';
import { unitsOfEntry, unitsOfGet, unitsOfWrite } from './pricing.js';

/** `batchWriteX`: what needs no condition in batches, the rest one by one. */
export function planBatchWriteField(
  planning: Planning,
  outline: OutlinedField,
  entity: Entity,
): PlannedWrites & { readonly count: number } {
  const { model, viewer, claimed, generators, sizes } = planning;
  const args = argumentsOf(planning, outline) as {
    readonly put?: readonly Values[] | null;
    readonly delete?: readonly Values[] | null;
  };
  const put = (args.put ?? []).map((input) => claimed.inInput(entity, input).input);
  const keys = (args.delete ?? []).map((key, at) => claimed.inKey(entity, key, ['delete', at]));
  const entries = planBatchWrite(entity, model, { put, delete: keys }, generators, viewer);
  const requests = entries.flatMap(({ action }) => (action.kind === 'REQUEST' ? [action.request] : []));
  const writes = entries.flatMap(({ action }) => (action.kind === 'WRITE' ? [action.write] : []));

  const unitsOf = (request: (typeof requests)[number]): Amount => {
    const bytes = 'PutRequest' in request ? itemSizeBytes(request.PutRequest.Item) : 0;
    const item = exactly(unitsOfWrite(Math.max(bytes, sizes.itemBytes(entity)), 'ALONE'));
    const held = [...entity.indexes.values()].filter(
      ({ key }) =>
        !('PutRequest' in request) ||
        partsOfKey(key).every(({ attribute }) => request.PutRequest.Item[attribute] !== undefined),
    );
    return sumOf([
      item,
      ...held.map(({ name }) => ({
        likely: unitsOfEntry(sizes.rowBytes(entity, name), 1),
        atMost: unitsOfEntry(sizes.rowBytes(entity, name), 'PutRequest' in request ? 2 : 1),
      })),
    ]);
  };
  const together: PlannedCall = {
    action: 'BatchWriteItem',
    table: entity.table,
    index: undefined,
    cost: costOf({
      calls: exactly(Math.ceil(requests.length / MAX_REQUESTS_PER_CALL)),
      writeUnits: sumOf(requests.map(unitsOf)),
    }),
    afterwards: [],
    commands: () =>
      Array.from({ length: Math.ceil(requests.length / MAX_REQUESTS_PER_CALL) }, (_, at) => ({
        RequestItems: {
          [entity.table]: requests.slice(at * MAX_REQUESTS_PER_CALL, (at + 1) * MAX_REQUESTS_PER_CALL),
        },
      })),
  };
  const lacking = writes.filter((write) => planWrite(write, model, viewer).action === 'NeedsItem');
  const read = consistentReads(
    lacking.map(({ key }) => ({
      table: entity.table,
      key,
      units: unitsOfGet(sizes.itemBytes(entity), 'CONSISTENT'),
    })),
  );
  const alone = writes.flatMap((write) =>
    planWrites(planning, [write]).calls.filter(({ cost }) => cost.writeUnits.atMost > 0),
  );
  return {
    calls: [...(requests.length === 0 ? [] : [together]), ...read, ...merged(alone)],
    notes: writes.length === 0 ? [] : ['each write has a condition, so each goes by itself'],
    count: entries.length,
  };
}

/** Calls of one action on one table, as one line. */
function merged(calls: readonly PlannedCall[]): readonly PlannedCall[] {
  return [...groupedBy(calls, ({ action }) => action).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const cost = costOf({
      calls: sumOf(alike.map((call) => call.cost.calls)),
      writeUnits: sumOf(alike.map((call) => call.cost.writeUnits)),
    });
    return [{ ...first, cost, commands: () => alike.flatMap((call) => call.commands()) }];
  });
}
