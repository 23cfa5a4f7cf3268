import type { AttributeMap } from '../../model/attributeValue.js';
import { anyOf, type Filter } from '../../model/filter.js';
import { expired } from '../plan/presence.js';
import { expiryOf } from '../plan/uniqueMarkers.js';
import { placeholders } from '../plan/placeholders.js';
import type { ActionInput, TransactConditional, TransactWriteItem } from '../actions.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { MARKER_OWNER, markerItem } from '../keys/uniqueMarker.js';
import { ownItemOf } from '../../model/ownItem.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { asSeen, type SeenItem, type UniqueSubject } from './uniqueSubject.js';

/**
 * Writes the marker of an item, as long as the item is as it was seen and the marker is free, the item's own, expired,
 * or still names an item that does not have the value.
 *
 * @param markerKey  Of the value that the item has.
 * @param orphan  The marker as it is stored and the item that it names, which was seen without the value.
 */
export function planMarkerWrite(
  subject: UniqueSubject,
  markerKey: AttributeMap,
  holder: SeenItem & { readonly item: AttributeMap },
  orphan: OrphanMarker | undefined,
  now: Date,
): ActionInput<'TransactWriteItems'> {
  const { entity, ownTable } = subject;
  const own = ownItemOf(ownTable);
  const gone = expired(own, now);
  const mayTake: readonly Filter[] = [
    { kind: 'stored', path: [ownTable.partition.name], stored: false },
    { kind: 'compare', path: [MARKER_OWNER], op: '=', value: { M: holder.key } },
    ...(gone === undefined ? [] : [gone]),
    ...(orphan === undefined ? [] : [stillNames(orphan.marker)]),
  ];
  return {
    TransactItems: [
      checkOf(subject, holder, now),
      {
        Put: {
          TableName: ownTable.name,
          Item: markerItem(markerKey, holder.key, expiryOf(entity, holder.item)),
          ...conditionOf(anyOf(mayTake)),
        },
      },
      ...(orphan?.owner === undefined ? [] : [checkOf(subject, orphan.owner, now)]),
    ],
  };
}

/** A marker whose item was seen without its value. */
export interface OrphanMarker {
  readonly key: AttributeMap;
  readonly marker: AttributeMap;
  /** Undefined where the marker names no item of the type. */
  readonly owner: SeenItem | undefined;
}

/** Deletes a marker, as long as it names the same item and that item is as it was seen. */
export function planMarkerDelete(
  subject: UniqueSubject,
  orphan: OrphanMarker,
  now: Date,
): ActionInput<'TransactWriteItems'> {
  return {
    TransactItems: [
      {
        Delete: { TableName: subject.ownTable.name, Key: orphan.key, ...conditionOf(stillNames(orphan.marker)) },
      },
      ...(orphan.owner === undefined ? [] : [checkOf(subject, orphan.owner, now)]),
    ],
  };
}

function stillNames(marker: AttributeMap): Filter {
  const owner = ownAttribute(marker, MARKER_OWNER);
  return owner === undefined
    ? { kind: 'exists', path: [MARKER_OWNER], exists: false }
    : { kind: 'compare', path: [MARKER_OWNER], op: '=', value: owner };
}

function checkOf(subject: UniqueSubject, item: SeenItem, now: Date): TransactWriteItem {
  return {
    ConditionCheck: { TableName: subject.entity.table, Key: item.key, ...conditionOf(asSeen(subject, item, now)) },
  };
}

function conditionOf(filter: Filter): TransactConditional {
  const builder = createExpressionBuilder();
  return { ConditionExpression: filterExpression(filter, builder), ...placeholders(builder) };
}
