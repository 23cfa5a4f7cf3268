import type { ActionName } from '../../dynamo/actions.js';
import { planTransaction, type PlannedWrite } from '../../dynamo/plan/planTransaction.js';
import { planWrite } from '../../dynamo/plan/planWrite.js';
import type { Write } from '../../dynamo/plan/write.js';
import { groupWrites, type WriteGroup } from '../../dynamo/plan/writeGroups.js';
import { WriteFailure } from '../../dynamo/plan/writeFailure.js';
import { packKeys } from '../../dynamo/execute/packKeys.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { ownKeyOf } from '../../model/ownTable.js';
import { groupedBy } from './groupedBy.js';
import { costOf, exactly, ONE, sumOf } from './amount.js';
import type { Amount } from './operationPlan.js';
import type { PlannedCall } from './plannedField.js';
import type { Planning } from './planning.js';
import { unitsOfGet, unitsOfWrite } from './pricing.js';
import { OWN_ITEM_BYTES } from './sizes.js';
import { unplannedUnits, writeUnits } from './writeCost.js';

/** The calls of writes that are done together: as `runWrites` makes them, where nothing stands in their way. */
export interface PlannedWrites {
  readonly calls: readonly PlannedCall[];
  readonly notes: readonly string[];
}

/**
 * @param token  The item of the transaction's token.
 * @throws {GatewayError} What is wrong with the writes whatever is stored.
 */
export function planWrites(planning: Planning, writes: readonly Write[], token?: AttributeMap): PlannedWrites {
  try {
    return planned(planning, writes, token);
  } catch (error) {
    throw error instanceof WriteFailure ? error.error : error;
  }
}

function planned(planning: Planning, writes: readonly Write[], token: AttributeMap | undefined): PlannedWrites {
  const { model, viewer, sizes } = planning;
  const groups = groupWrites(writes, viewer);
  const plans = groups.map((group) => ({ group, plan: planWrite(group.write, model, viewer) }));
  const lacking = plans.flatMap(({ group, plan }) => (plan.action === 'NeedsItem' ? [group] : []));
  const known = plans.flatMap(({ group, plan }): PlannedWrite[] =>
    plan.action === 'NeedsItem' ? [] : [{ group, plan, known: undefined }],
  );
  const before = lacking.length === 0 ? [] : readCalls(planning, lacking, token);
  const [only, ...others] = plans;
  if (only === undefined) return { calls: [], notes: [] };
  const alone = others.length === 0 && token === undefined && goesAlone(only.plan, only.group.write);

  if (alone && only.plan.action !== 'NeedsItem') {
    const { plan, group } = only;
    const call: PlannedCall = {
      action: plan.action === 'ConditionCheck' ? 'TransactWriteItems' : plan.action,
      table: plan.table,
      index: undefined,
      cost: costOf({ calls: ONE, writeUnits: writeUnits(plan, group.write.kind, 'ALONE', sizes) }),
      afterwards: [],
      commands: () => [plan.input],
    };
    return { calls: [call], notes: [] };
  }
  const send = sendCall(planning, plans, known, { token, alone });
  const notes =
    lacking.length === 0
      ? []
      : ['it depends on what is stored, so its item is read first; the write holds only if that has not changed'];
  return { calls: [...before, send, ...readAfter(planning, groups, alone)], notes };
}

type Plan = ReturnType<typeof planWrite>;

/** One action, as a call of its own. Of one that is not planned yet, whether it has unique values to keep. */
function goesAlone(plan: Plan, write: Write): boolean {
  if (plan.action === 'NeedsItem') return write.entity.uniqueFields.length === 0;
  return plan.markers.length === 0 && plan.action !== 'ConditionCheck';
}

const ACTIONS: Readonly<Record<Write['kind'], ActionName>> = {
  create: 'PutItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'TransactWriteItems',
};

function sendCall(
  { model, viewer, sizes }: Planning,
  plans: readonly { readonly group: WriteGroup; readonly plan: Plan }[],
  known: readonly PlannedWrite[],
  { token, alone }: { readonly token: AttributeMap | undefined; readonly alone: boolean },
): PlannedCall {
  const mode = alone ? 'ALONE' : 'TRANSACTION';
  const [first] = plans;
  const own = unitsOfWrite(OWN_ITEM_BYTES, mode);
  const units = plans.map(({ group: { write }, plan }): Amount => {
    if (plan.action !== 'NeedsItem') {
      return sumOf([writeUnits(plan, write.kind, mode, sizes), exactly(plan.markers.length * own)]);
    }
    // Each value may be taken, and another one set free.
    const markers = {
      likely: write.entity.uniqueFields.length * own,
      atMost: write.entity.uniqueFields.length * 2 * own,
    };
    return sumOf([unplannedUnits(write, mode, sizes), markers]);
  });
  // Made at once: it says what is too much for one transaction.
  const transaction =
    known.length === plans.length
      ? planTransaction(known, { ownTable: model.ownTable.name, now: viewer.now, token, notOurs: new Set() })
      : undefined;
  return {
    action: alone && first !== undefined ? ACTIONS[first.group.write.kind] : 'TransactWriteItems',
    table: first?.group.write.entity.table ?? '',
    index: undefined,
    cost: costOf({
      calls: ONE,
      writeUnits: sumOf([...units, exactly(token === undefined ? 0 : own)]),
    }),
    afterwards: [],
    commands: () => (transaction !== undefined && 'items' in transaction ? [{ TransactItems: transaction.items }] : []),
  };
}

/** What has to be known of the items, in one consistent read. */
function readCalls(
  planning: Planning,
  groups: readonly WriteGroup[],
  token: AttributeMap | undefined,
): readonly PlannedCall[] {
  const { model, sizes } = planning;
  const items = groups.map(({ write: { entity, key } }) => ({
    table: entity.table,
    key,
    units: unitsOfGet(sizes.itemBytes(entity), 'CONSISTENT'),
  }));
  const ofToken =
    token === undefined
      ? []
      : [{ table: model.ownTable.name, key: ownKeyOf(token), units: unitsOfGet(OWN_ITEM_BYTES, 'CONSISTENT') }];
  return consistentReads([...items, ...ofToken]);
}

/** A transaction gives nothing back, so what is asked for of it is read again. */
function readAfter({ sizes }: Planning, groups: readonly WriteGroup[], alone: boolean): readonly PlannedCall[] {
  if (alone) return [];
  const asked = groups.flatMap(({ write }) =>
    write.returnsItem && (write.kind === 'update' || write.kind === 'check')
      ? [
          {
            table: write.entity.table,
            key: write.key,
            units: unitsOfGet(sizes.itemBytes(write.entity), 'CONSISTENT'),
          },
        ]
      : [],
  );
  return consistentReads(asked);
}

interface ConsistentRead {
  readonly table: string;
  readonly key: AttributeMap;
  readonly units: number;
}

export function consistentReads(reads: readonly ConsistentRead[]): readonly PlannedCall[] {
  const [first] = reads;
  if (first === undefined) return [];
  const lanes = [...groupedBy(reads, ({ table }) => table)].map(([table, own]) => ({
    table,
    keys: own.map(({ key }) => key),
  }));
  const calls = packKeys(lanes);
  const cost = costOf({
    calls: exactly(calls.length),
    readUnits: exactly(reads.reduce((sum, { units }) => sum + units, 0)),
  });
  const called = { table: lanes.map(({ table }) => table).join(', '), index: undefined, afterwards: [], cost };
  if (reads.length === 1) {
    const command = { TableName: first.table, Key: first.key, ConsistentRead: true };
    return [{ ...called, action: 'GetItem', commands: () => [command] }];
  }
  const commands = calls.map((stretches) => ({
    RequestItems: Object.fromEntries(
      stretches.map(({ lane, start, end }) => [
        lane.table,
        { Keys: lane.keys.slice(start, end), ConsistentRead: true },
      ]),
    ),
  }));
  return [{ ...called, action: 'BatchGetItem', commands: () => commands }];
}
