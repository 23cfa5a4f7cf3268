import { fieldsOfParts, fieldsOfTemplate, type KeyTemplate } from '../model/keyTemplate.js';
import type { Entity, EntityIndex, TypeMarker } from '../model/model.js';
import {
  allParts,
  partsOf,
  storedField,
  storedFields,
  type EntityDraft,
  type IndexDraft,
  type KeyDraft,
} from './drafts.js';
import { areDisjoint, isOutsideRange, type Writer } from './keys/templateOverlap.js';

/** Whether the constants in the primary keys of two types of one table tell every item of theirs apart. */
export function areToldApartByKey(a: EntityDraft, b: EntityDraft): boolean {
  return partsOf(a.key).some(({ part }) => {
    const other = writerOf(b, part.attribute);
    return other !== undefined && areDisjoint(writer(a, part.template), other);
  });
}

export function areToldApartByMarker(a: TypeMarker | undefined, b: TypeMarker | undefined): boolean {
  return a !== undefined && b !== undefined && a.attribute === b.attribute && a.value !== b.value;
}

/** @param others  The other types of the table. */
export function toldApartBy(entity: EntityDraft, others: readonly EntityDraft[]): Entity['toldApartBy'] {
  if (others.length === 0) return marksForeignItems(entity, entity.key) ? 'marker' : 'nothing';
  return entity.marker !== undefined && others.some((other) => meets(entity, entity.key, other)) ? 'marker' : 'key';
}

/** @param others  The other types of the table. */
export function foreignIn(
  entity: EntityDraft,
  index: IndexDraft,
  projected: (attribute: string) => boolean,
  others: readonly EntityDraft[],
): EntityIndex['foreign'] {
  const meeting = others.filter((other) => meets(entity, index.key, other));
  const alone = others.length === 0 && marksForeignItems(entity, index.key);
  if (meeting.length === 0 && !alone) return 'none';
  // An index that lacks the marker cannot be filtered by it: the filter would drop every item.
  return entity.marker !== undefined && projected(entity.marker.attribute) ? 'marker' : 'key';
}

/**
 * A type alone in its table and yet marked says that another program keeps other items there. Where
 * its keys have leading constants they keep those items out of its ranges; else only the marker does.
 */
function marksForeignItems(entity: EntityDraft, key: KeyDraft): boolean {
  const hasConstant = partsOf(key).some(
    ({ part }) => part.template.kind === 'text' && part.template.segments[0]?.kind === 'literal',
  );
  return entity.marker !== undefined && !hasConstant;
}

/** Whether an item of `other` may stand in a partition and range that lists of `entity` by this key read. */
export function meets(entity: EntityDraft, key: KeyDraft, other: EntityDraft): boolean {
  if (!meetsInPartition(entity, key, other)) return false;
  const given = new Set(fieldsOfParts(key.partition.map(({ part }) => part)));
  for (const { part } of key.sort) {
    const theirs = writerOf(other, part.attribute);
    if (theirs !== undefined && isOutsideRange(writer(entity, part.template), theirs)) return false;
    // Behind an attribute that a list may leave open nothing narrows its range.
    if (fieldsOfTemplate(part.template).some((field) => !given.has(field))) break;
  }
  return true;
}

/** Whether an item of `other` may stand in a partition of `entity` by this key. */
export function meetsInPartition(entity: EntityDraft, key: KeyDraft, other: EntityDraft): boolean {
  if (!isIn(key, other)) return false;
  return !key.partition.some(({ part }) => {
    const theirs = writerOf(other, part.attribute);
    return theirs !== undefined && areDisjoint(writer(entity, part.template), theirs);
  });
}

/** Whether an item of `other` may have all of a key's attributes: without them it is not in the index at all. */
export function isIn(key: KeyDraft, other: EntityDraft): boolean {
  return key.partition.length > 0 && partsOf(key).every(({ part }) => writerOf(other, part.attribute) !== undefined);
}

/**
 * Whether only its marker says that an item is of this type, of all the items that are read by a key.
 *
 * @param others  The other types of the table.
 * @param isRead  Whether an item of such a type may be among them.
 */
export function isToldOnlyByMarker(
  entity: EntityDraft,
  key: KeyDraft,
  others: readonly EntityDraft[],
  isRead: (other: EntityDraft) => boolean,
): boolean {
  if (entity.marker === undefined) return false;
  if (others.length === 0) return marksForeignItems(entity, key);
  return others.some((other) => !areToldApartByKey(entity, other) && isRead(other));
}

/** How a type fills an attribute; undefined where it never writes it. */
function writerOf(entity: EntityDraft, attribute: string): Writer | undefined {
  const part = allParts(entity).find((candidate) => candidate.part.attribute === attribute);
  if (part !== undefined) return writer(entity, part.part.template);
  if (entity.marker?.attribute === attribute) {
    const { value } = entity.marker;
    return writer(entity, { kind: 'text', source: value, segments: [{ kind: 'literal', text: value }] });
  }
  const field = storedFields(entity).find((candidate) => candidate.attribute === attribute);
  return field && writer(entity, field.template ?? { kind: 'field', field: field.name });
}

function writer(entity: EntityDraft, template: KeyTemplate): Writer {
  return { template, typeOf: (field) => storedField(entity, field)?.type };
}
