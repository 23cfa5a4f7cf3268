import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { isItemOf } from '../keys/entityOfItem.js';
import type { ListPlan } from '../plan/listPlan.js';
import { compareKeyValues } from '../values/compareKeyValues.js';

/** What a Query or Scan returned, with the type whose item it is; undefined where it is not listed. */
export interface Row {
  readonly item: AttributeMap;
  readonly entity: Entity | undefined;
}

/** As far as the row itself tells whether it is listed. */
export function toRow(plan: ListPlan, item: AttributeMap): Row {
  const entity = plan.members.find((member) => isItemOf(member, item, plan.markerIsRead));
  const ownFilter = entity && plan.localByType.get(entity);
  const isListed =
    (plan.local === undefined || evaluateFilter(plan.local, item)) &&
    (ownFilter === undefined || evaluateFilter(ownFilter, item));
  return { item, entity: isListed ? entity : undefined };
}

/**
 * The order of a connection, as far as DynamoDB tells it: by the sort key, then by the shard. 0 for rows of one
 * partition with equal sort keys, whose order only DynamoDB knows.
 *
 * @returns Less than 0 where `a` comes before `b` in the connection.
 */
export function compareRows(plan: ListPlan, a: AttributeMap, b: AttributeMap): number {
  for (const attribute of plan.sortAttributes) {
    const [left, right] = [a[attribute], b[attribute]];
    const order = left === undefined || right === undefined ? 0 : compareKeyValues(left, right);
    if (order !== 0) return plan.ascending ? order : -order;
  }
  const order = shardOfRow(plan, a) - shardOfRow(plan, b);
  return plan.ascending ? order : -order;
}

/** Which of the plan's partitions a row stands in. */
export function shardOfRow({ partitions }: ListPlan, row: AttributeMap): number {
  if (partitions.length < 2) return 0;
  return partitions.findIndex((partition) =>
    Object.entries(partition).every(([attribute, value]) => {
      const stored = row[attribute];
      return stored !== undefined && compareKeyValues(stored, value) === 0;
    }),
  );
}
