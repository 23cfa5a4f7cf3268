import { allOf, type Filter } from '../../model/filter.js';
import { ownItemOf } from '../../model/ownItem.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { projectionExpression } from '../expressions/projectionExpression.js';
import type { ActionInput } from '../actions.js';
import { markerKeyPrefix } from '../keys/uniqueMarker.js';
import { placeholders } from '../plan/placeholders.js';
import { marked, notExpired } from '../plan/presence.js';
import { projectedAttributes } from '../plan/selectedAttributes.js';
import type { UniqueSubject } from './uniqueSubject.js';

/** Items that a page looks at: its markers (or items) are five batches, which go side by side. */
const PAGE_ITEMS = 500;

/**
 * All items of the type with a value, without what is of no matter to markers. It may see an item as it was a moment
 * ago: half the price, and whatever looks wrong is looked at again.
 */
export function planItemScan({ entity, field }: UniqueSubject, now: Date): ActionInput<'Scan'> {
  const hasValue: Filter = { kind: 'exists', path: [field.attribute], exists: true };
  const filter = allOf([hasValue, marked(entity), notExpired(entity, now)]) ?? hasValue;
  const also = entity.ttl === undefined ? [] : [entity.ttl.attribute];
  const attributes = projectedAttributes(entity, undefined, new Set([field.name]), also) ?? [];
  return scan(entity.table, filter, attributes);
}

/** All markers of the field. */
export function planMarkerScan({ entity, field, ownTable }: UniqueSubject, now: Date): ActionInput<'Scan'> {
  const value = { S: markerKeyPrefix(entity, field) };
  const ofField: Filter = { kind: 'beginsWith', path: [ownTable.partition.name], value };
  return scan(ownTable.name, allOf([ofField, notExpired(ownItemOf(ownTable), now)]) ?? ofField, undefined);
}

function scan(table: string, filter: Filter, attributes: readonly string[] | undefined): ActionInput<'Scan'> {
  const builder = createExpressionBuilder();
  return {
    TableName: table,
    ...(attributes && { ProjectionExpression: projectionExpression(attributes, builder) }),
    FilterExpression: filterExpression(filter, builder),
    Limit: PAGE_ITEMS,
    ...placeholders(builder),
  };
}
