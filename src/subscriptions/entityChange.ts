import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import { isItemOf } from '../dynamo/keys/entityOfItem.js';
import { seenInChange } from '../dynamo/plan/accessChecks.js';
import type { AttributeMap, AttributeValue } from '../model/attributeValue.js';
import type { ChangeRecord } from '../model/changeRecord.js';
import type { Filter } from '../model/filter.js';
import type { Entity } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';

export type ChangeKind = 'CREATED' | 'UPDATED' | 'DELETED' | 'ENTERED' | 'LEFT';

/** One change of one item of a type, as a subscriber with a filter sees it. */
export interface EntityChange {
  readonly kind: ChangeKind;
  readonly item: AttributeMap | undefined;
  readonly previous: AttributeMap | undefined;
  /** Names of the fields whose stored values differ. */
  readonly changedFields: readonly string[];
  readonly at: Date;
  readonly expired: boolean;
}

/** Undefined for a change of another type's item, of a hidden one, or of one that matches the filter neither before nor after. */
export function toEntityChange(
  entity: Entity,
  record: ChangeRecord,
  filter: Filter | undefined,
  viewer: Viewer,
): EntityChange | undefined {
  const seen = seenInChange(entity, viewer);
  const ofType = (image: AttributeMap | undefined) =>
    image !== undefined && isItemOf(entity, image) && (seen === undefined || evaluateFilter(seen, image))
      ? image
      : undefined;
  const item = ofType(record.newImage);
  const previous = ofType(record.oldImage);
  const matches = (image: AttributeMap | undefined) =>
    image !== undefined && (filter === undefined || evaluateFilter(filter, image));
  const kind = kindOf({
    is: item !== undefined,
    was: previous !== undefined,
    matches: matches(item),
    matched: matches(previous),
  });
  if (kind === undefined) return undefined;
  const changed = changedFields(entity, previous, item);
  const shown = changed.filter((name) => isSeenOf(entity, name, [previous, item], viewer));
  // A change of hidden fields alone would tell that there was one.
  if (kind === 'UPDATED' && changed.length > 0 && shown.length === 0) return undefined;
  return {
    kind,
    item,
    previous,
    changedFields: shown,
    at: record.at,
    expired: record.expired,
  };
}

function kindOf(state: { is: boolean; was: boolean; matches: boolean; matched: boolean }): ChangeKind | undefined {
  if (state.matches) {
    if (state.matched) return 'UPDATED';
    return state.was ? 'ENTERED' : 'CREATED';
  }
  if (!state.matched) return undefined;
  return state.is ? 'LEFT' : 'DELETED';
}

/** A change of a hidden field is none, so it must be seen of what was and of what is. */
function isSeenOf(
  entity: Entity,
  field: string,
  images: readonly (AttributeMap | undefined)[],
  viewer: Viewer,
): boolean {
  const seen = viewer.mayField(entity, field, 'READ');
  return seen === undefined || images.every((image) => image === undefined || evaluateFilter(seen, image));
}

function changedFields(entity: Entity, before: AttributeMap = {}, after: AttributeMap = {}): readonly string[] {
  return [...entity.fields.values()]
    .filter(({ attribute, stored, source }) => {
      const from = stored ? attribute : (source?.attribute ?? attribute);
      return !sameValue(before[from], after[from]);
    })
    .map(({ name }) => name);
}

function sameValue(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

/** Maps and sets have no order; streams may show them in any. */
function ordered(value: AttributeValue | undefined): unknown {
  if (value === undefined) return null;
  if ('M' in value) {
    return Object.entries(value.M)
      .map(([name, inner]) => [name, ordered(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
  if ('L' in value) return value.L.map(ordered);
  if ('SS' in value) return { SS: value.SS.toSorted() };
  if ('NS' in value) return { NS: value.NS.toSorted() };
  if ('BS' in value) return { BS: value.BS.toSorted() };
  return value;
}
