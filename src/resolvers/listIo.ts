import type { ListIo } from '../dynamo/execute/listReader.js';
import { pickKey } from '../dynamo/keys/itemKey.js';
import type { ListPlan } from '../dynamo/plan/listPlan.js';
import type { RequestInternals } from './requestInternals.js';

/** Read units that one page may consume: what the setting says, or what is left to the request, if that is less. */
export function readBudget({ runtime, calls }: Pick<RequestInternals, 'runtime' | 'calls'>): number {
  const { readBudgetUnits, maxReadUnits } = runtime.limits;
  return Math.max(0, Math.min(readBudgetUnits, maxReadUnits - calls.units().readUnits));
}

/**
 * How a list is read within its request: batches wait for it where its rows lead to further loads, and what an index
 * lacks comes through the request's loader, so that lists side by side are hydrated in one batch.
 *
 * @param options.leadsOn  The items lead to further loads.
 * @param options.all  Somebody may look at any field of the items.
 */
export function listIo(
  { runtime, gate, loader, callOptions }: RequestInternals,
  plan: ListPlan,
  options: { readonly leadsOn: boolean; readonly all?: boolean },
): ListIo {
  const { leadsOn, all = false } = options;
  return {
    caller: runtime.caller,
    options: callOptions,
    during: leadsOn || plan.hydration !== undefined ? (read) => gate.during(read) : (read) => read(),
    hydrate: (rows, attributes) =>
      Promise.all(
        rows.map(({ entity, item }) => {
          const key = pickKey(item, plan.primaryKey);
          if (key === undefined) throw new Error(`A row of ${plan.table} came without its primary key.`);
          return loader.load({ entity, table: plan.table, key, consistent: false }, { leadsOn, all, attributes });
        }),
      ),
  };
}
