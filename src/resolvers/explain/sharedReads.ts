import { packKeys } from '../../dynamo/execute/packKeys.js';
import { itemIdentity } from '../../dynamo/keys/itemIdentity.js';
import { itemProjection } from '../../dynamo/loaders/itemProjection.js';
import { toReads } from '../../dynamo/loaders/snapshotLoader.js';
import type { GetPlan } from '../../dynamo/plan/planGet.js';
import type { FieldSelection } from '../../dynamo/plan/selectedAttributes.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { costOf, exactly, NONE, product, sumOf } from './amount.js';
import { commandText } from './commandText.js';
import { groupedBy } from './groupedBy.js';
import type { Amount, SharedCall } from './operationPlan.js';
import type { PlannedField, PlannedLoad } from './plannedField.js';
import type { PlannedOperation } from './planOperation.js';
import type { Planning } from './planning.js';
import { unitsOfGet } from './pricing.js';

/** The batches of an operation in their order, with what each field has in them. */
export interface SharedReads {
  readonly calls: readonly SharedCall[];
  /** Place of a load's batch in `calls`. */
  readonly placeOf: (load: PlannedLoad) => number;
}

function loadsOf(fields: readonly PlannedField[]): readonly PlannedLoad[] {
  return fields.flatMap(({ loads, below }) => [
    ...loads,
    ...below.flatMap(({ alternatives }) => alternatives.flatMap(loadsOf)),
  ]);
}

/** One batch for each wave of each stage; of a snapshot the one call that reads it all. */
export function sharedReads({ planning, fields, snapshot }: PlannedOperation): SharedReads {
  const loads = loadsOf(fields);
  if (snapshot !== undefined) {
    return { calls: snapshotCalls(planning, snapshot.plans, snapshot.readsAll), placeOf: () => 0 };
  }
  const waves = [...groupedBy(loads, ({ stage, wave }) => `${stage}/${wave}`).values()].sort(
    ([a], [b]) => (a?.stage ?? 0) - (b?.stage ?? 0) || (a?.wave ?? 0) - (b?.wave ?? 0),
  );
  const read = new Set<string>();
  const calls = waves.map((wave) => batchCall(planning, wave, read));
  const places = new Map(waves.flatMap((wave, at) => wave.map((load) => [load, at] as const)));
  return { calls, placeOf: (load) => places.get(load) ?? 0 };
}

/** What is read of one table in one way. */
interface Lane {
  readonly table: string;
  readonly consistent: boolean;
  readonly keys: readonly AttributeMap[];
  /** Keys that only stored items will tell, beyond the one that stands for them. */
  readonly count: Amount;
  readonly units: Amount;
  readonly how: Readonly<Record<string, unknown>>;
  readonly isExact: boolean;
}

/** @param read  Keys of earlier batches, which the loader has: filled. */
function batchCall(planning: Planning, wave: readonly PlannedLoad[], read: Set<string>): SharedCall {
  const parts = wave.flatMap((load) => load.gets.map((get) => ({ load, get })));
  const lanes = [...groupedBy(parts, ({ get }) => JSON.stringify([get.table, get.consistent])).values()].flatMap(
    (own) => laneOf(planning, own, read),
  );
  const count = sumOf(lanes.map((lane) => lane.count));
  const calls = { likely: callsFor(lanes, count.likely), atMost: callsFor(lanes, count.atMost) };
  // A table that is read in two ways may be two reads of one item.
  const isOne = count.atMost === calls.atMost;
  return {
    action: isOne ? 'GetItem' : 'BatchGetItem',
    tables: [...new Set(lanes.map(({ table }) => table))],
    commands: commandsOf(planning, lanes),
    isExact: lanes.every(({ isExact }) => isExact),
    says: lanes.map(({ table, keys, how }) => ({
      table,
      text: named(planning, commandText({ Keys: keys, ...how })),
    })),
    afterwards: [],
    count,
    cost: costOf({ calls, readUnits: sumOf(lanes.map(({ units }) => units)) }),
  };
}

/** Nothing where all of it has been read before. */
function laneOf(
  planning: Planning,
  parts: readonly { readonly load: PlannedLoad; readonly get: GetPlan }[],
  read: Set<string>,
): readonly Lane[] {
  const isNew = ({ load, get }: (typeof parts)[number]): boolean => {
    const identity = JSON.stringify([itemIdentity(get.table, get.key), get.entity.name, get.consistent, load.all]);
    if (!load.isExact) return true;
    if (read.has(identity)) return false;
    read.add(identity);
    return true;
  };
  const fresh = parts.filter(isNew);
  const [first] = fresh;
  if (first === undefined) return [];
  const keys = new Map(fresh.map(({ get }) => [itemIdentity(get.table, get.key), get.key]));
  const exact = groupedBy(
    fresh.filter(({ load }) => load.isExact),
    ({ get }) => itemIdentity(get.table, get.key),
  );
  const exactUnits = [...exact.values()].map(([part]) => part?.load.unitsEach ?? NONE);
  const unknown = [...new Set(fresh.map(({ load }) => load))].filter(({ isExact }) => !isExact);
  const counts = unknown.map((load) => [load, expected(planning, load)] as const);
  const fields = new Map<Entity, FieldSelection>(
    fresh.map(({ load, get }) => [get.entity, load.all ? 'ALL' : planning.selection.byKey(get.entity)]),
  );
  const projection = itemProjection(
    fields,
    planning.viewer,
    fresh.flatMap(({ load }) => load.attributes),
  );
  const { table, consistent } = first.get;
  return [
    {
      table,
      consistent,
      keys: [...keys.values()],
      count: sumOf([exactly(exact.size), ...counts.map(([, count]) => count)]),
      units: sumOf([...exactUnits, ...counts.map(([{ unitsEach }, count]) => product(count, unitsEach))]),
      how: {
        ...(projection && {
          ProjectionExpression: projection.expression,
          ExpressionAttributeNames: projection.names,
        }),
        ...(consistent && { ConsistentRead: true }),
      },
      isExact: unknown.length === 0,
    },
  ];
}

/** How many different keys are likely among so many, where it is known how many items there are: many lead to the same few. */
function expected({ sizes }: Planning, { count, gets }: PlannedLoad): Amount {
  const all = gets.map(({ entity }) => sizes.itemsInAll(entity));
  const total = all.reduce<number>((sum, number) => sum + (number ?? Infinity), 0);
  if (!Number.isFinite(total) || total <= 1) return { ...count, likely: Math.min(count.likely, total) };
  return { ...count, likely: total * (1 - (1 - 1 / total) ** count.likely) };
}

/** A table that is read in two ways takes two calls. */
function callsFor(lanes: readonly Lane[], keys: number): number {
  const ofTable = [...groupedBy(lanes, ({ table }) => table).values()].map((own) => own.length);
  return keys <= 0 ? 0 : Math.max(Math.ceil(keys / 100), ...ofTable);
}

function commandsOf(planning: Planning, lanes: readonly Lane[]): readonly object[] {
  return packKeys(lanes).map((stretches) => {
    const [only, ...others] = stretches;
    if (only !== undefined && others.length === 0 && only.lane.count.atMost === 1) {
      const { table, keys, how } = only.lane;
      return named(planning, { TableName: table, Key: keys[0], ...how });
    }
    return named(planning, {
      RequestItems: Object.fromEntries(
        stretches.map(({ lane, start, end }) => [lane.table, { Keys: lane.keys.slice(start, end), ...lane.how }]),
      ),
    });
  });
}

/** With names in place of values that stand for others. */
export function named<T extends object>({ stands }: Planning, value: T): T {
  return JSON.parse(stands.named(JSON.stringify(value))) as T;
}

function snapshotCalls(planning: Planning, plans: readonly GetPlan[], readsAll: boolean): readonly SharedCall[] {
  const { selection, sizes, viewer } = planning;
  const reads = [...toReads(plans, (entity) => (readsAll ? 'ALL' : selection.byKey(entity)), viewer).values()];
  if (reads.length === 0) return [];
  const gets = reads.map(({ table, key, projection }) => ({
    TableName: table,
    Key: key,
    ...(projection && {
      ProjectionExpression: projection.expression,
      ExpressionAttributeNames: projection.names,
    }),
  }));
  const isOne = gets.length === 1;
  const items = new Map(plans.map((plan) => [itemIdentity(plan.table, plan.key), plan.entity]));
  const mode = isOne ? 'CONSISTENT' : 'TRANSACTION';
  const units = [...items.values()].map((entity) => exactly(unitsOfGet(sizes.itemBytes(entity), mode)));
  return [
    {
      action: isOne ? 'GetItem' : 'TransactGetItems',
      tables: [...new Set(gets.map(({ TableName }) => TableName))],
      commands: isOne
        ? gets.map((get) => ({ ...get, ConsistentRead: true }))
        : [{ TransactItems: gets.map((Get) => ({ Get })) }],
      isExact: true,
      says: gets.map((get) => ({ table: get.TableName, text: commandText(get) })),
      afterwards: [],
      count: exactly(gets.length),
      cost: costOf({ calls: exactly(1), readUnits: sumOf(units) }),
    },
  ];
}
