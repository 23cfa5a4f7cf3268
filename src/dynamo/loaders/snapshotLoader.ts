import { badInput, GatewayError } from '../../errors/gatewayError.js';
import type { Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import type { FoundItem } from '../execute/batchGetItems.js';
import type { Caller, CallOptions } from '../execute/caller.js';
import { MAX_TRANSACT_GETS, transactGetItems, type ItemRead } from '../execute/transactGetItems.js';
import type { GetPlan } from '../plan/planGet.js';
import type { FieldSelection } from '../plan/selectedAttributes.js';
import { isThere } from './isThere.js';
import { itemIdentity } from '../keys/itemIdentity.js';
import type { ItemLoader } from './itemLoader.js';
import { itemProjection } from './itemProjection.js';

export interface SnapshotLoaderOptions {
  readonly caller: Caller;
  readonly callOptions: CallOptions;
  /** What has expired, and what rules hide, is absent. */
  readonly viewer: Viewer;
  /** Everything that will be loaded. */
  readonly plans: readonly GetPlan[];
  /** What is read of a type; `ALL` where somebody loads with `all`. */
  readonly fields: (entity: Entity) => FieldSelection;
}

/**
 * A loader of items as they were at one moment: the first load reads them all, in one call. What was not planned is
 * refused, and so is an item that was written since: it would be of another moment.
 *
 * @throws {GatewayError} `LIMIT_EXCEEDED` for plans of more than 100 different items.
 */
export function createSnapshotLoader(options: SnapshotLoaderOptions): ItemLoader {
  const { caller, callOptions, viewer, plans, fields } = options;
  const reads = toReads(plans, fields, viewer);

  async function readAll(): Promise<ReadonlyMap<string, FoundItem>> {
    const items = await transactGetItems(caller, [...reads.values()], callOptions);
    return new Map([...reads.keys()].map((identity, at) => [identity, items[at] ?? null]));
  }

  let answer: Promise<ReadonlyMap<string, FoundItem>> | undefined;
  const written = new Set<string>();
  return {
    async load({ entity, table, key }, { viewer: looking = viewer } = {}) {
      const identity = itemIdentity(table, key);
      if (!reads.has(identity) || written.has(identity)) throw notPlanned(entity);
      answer ??= readAll();
      const item = (await answer).get(identity) ?? null;
      return item !== null && isThere(entity, item, looking) ? item : null;
    },
    forget(entity, key) {
      written.add(itemIdentity(entity.table, key));
    },
  };
}

/**
 * By identity, each item once, with what is read of all types that it may be.
 *
 * @throws {GatewayError} `LIMIT_EXCEEDED` for more than 100 different items.
 */
export function toReads(
  plans: readonly GetPlan[],
  fields: SnapshotLoaderOptions['fields'],
  viewer: Viewer,
): ReadonlyMap<string, ItemRead> {
  const wanted = new Map<string, { readonly plan: GetPlan; readonly types: Map<Entity, FieldSelection> }>();
  for (const plan of plans) {
    const identity = itemIdentity(plan.table, plan.key);
    const item = wanted.get(identity) ?? { plan, types: new Map<Entity, FieldSelection>() };
    wanted.set(identity, item);
    item.types.set(plan.entity, fields(plan.entity));
  }
  if (wanted.size > MAX_TRANSACT_GETS) throw tooMany(wanted.size);
  return new Map(
    [...wanted].map(([identity, { plan, types }]) => [
      identity,
      { table: plan.table, key: plan.key, projection: itemProjection(types, viewer) },
    ]),
  );
}

function tooMany(count: number): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `This query with @transaction reads ${count} different items, and DynamoDB reads at most ${MAX_TRANSACT_GETS} in one transaction. Ask for fewer, or read them in a query without @transaction.`,
    { limit: { name: 'snapshotItems', max: MAX_TRANSACT_GETS, actual: count } },
  );
}

function notPlanned({ name }: Entity): GatewayError {
  return badInput(
    `This ${name} is not in the snapshot of this query with @transaction, which holds the items whose keys follow from the document's arguments, as they were before any write. Select it in the document by its key, or read it in a query without @transaction.`,
    [],
  );
}
