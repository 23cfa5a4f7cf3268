import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import { isItemOf } from '../dynamo/keys/entityOfItem.js';
import { seenInChange } from '../dynamo/plan/accessChecks.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { ChangeRecord } from '../model/changeRecord.js';
import type { Entity } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';
import { changedFields } from './changedFields.js';

/** `GAP`: changes may have been missed here. It is of no item. */
export type ChangeKind = 'CREATED' | 'UPDATED' | 'DELETED' | 'ENTERED' | 'LEFT' | 'GAP';

/** One change of one item of a type, as a subscriber sees it. */
export interface EntityChange {
  readonly kind: ChangeKind;
  readonly item: AttributeMap | undefined;
  readonly previous: AttributeMap | undefined;
  /** Names of the fields whose values differ. */
  readonly changedFields: readonly string[];
  readonly at: Date;
  readonly expired: boolean;
}

/** What of a type's changes somebody wants to hear of. */
export interface WantedChanges {
  /** Of items for which this is true, and what makes it true or false; undefined: of all. */
  readonly matches: ((image: AttributeMap) => boolean) | undefined;
  /** Undefined: all. */
  readonly kinds: ReadonlySet<ChangeKind> | undefined;
}

/**
 * Makes the function that turns records of a table into changes of one of its types. Undefined for a change of another
 * type's item, of a hidden one, and of one that matches neither before nor after.
 */
export function changeReader(
  entity: Entity,
  viewer: Viewer,
  wanted: WantedChanges,
): (record: ChangeRecord) => EntityChange | undefined {
  const seen = seenInChange(entity, viewer);
  const hiding = new Map(
    [...entity.fieldRules.keys()].flatMap((name) => {
      const filter = viewer.mayField(entity, name, 'READ');
      return filter === undefined ? [] : [[name, filter] as const];
    }),
  );
  const asSeen = (image: AttributeMap | undefined) =>
    image !== undefined && isItemOf(entity, image) && (seen === undefined || evaluateFilter(seen, image))
      ? image
      : undefined;
  const isMatch = (image: AttributeMap | undefined) => image !== undefined && (wanted.matches?.(image) ?? true);
  /** A change of a hidden field is none, so it must be seen of what was and of what is. */
  const isShown = (name: string, images: readonly (AttributeMap | undefined)[]) => {
    const filter = hiding.get(name);
    return filter === undefined || images.every((image) => image === undefined || evaluateFilter(filter, image));
  };

  return (record) => {
    // Most records match nobody's filter, and whose item it is takes longer to tell.
    const [matches, matched] = [isMatch(record.newImage), isMatch(record.oldImage)];
    if (!matches && !matched) return undefined;
    const item = asSeen(record.newImage);
    const previous = asSeen(record.oldImage);
    const [is, was] = [item !== undefined, previous !== undefined];
    const kind = kindOf({ is, was, matches: is && matches, matched: was && matched });
    if (kind === undefined || wanted.kinds?.has(kind) === false) return undefined;
    const changed = changedFields(entity, previous, item);
    const shown = hiding.size === 0 ? changed : changed.filter((name) => isShown(name, [previous, item]));
    // A change of hidden fields alone would tell that there was one.
    if (kind === 'UPDATED' && changed.length > 0 && shown.length === 0) return undefined;
    return { kind, item, previous, changedFields: shown, at: record.at, expired: record.expired };
  };
}

/** Changes may have been missed. @param at  About when it was found. */
export function gapAt(at: Date): EntityChange {
  return { kind: 'GAP', item: undefined, previous: undefined, changedFields: [], at, expired: false };
}

function kindOf(state: { is: boolean; was: boolean; matches: boolean; matched: boolean }): ChangeKind | undefined {
  if (state.matches) {
    if (state.matched) return 'UPDATED';
    return state.was ? 'ENTERED' : 'CREATED';
  }
  if (!state.matched) return undefined;
  return state.is ? 'LEFT' : 'DELETED';
}
