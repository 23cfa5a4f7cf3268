import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { unrestricted } from '../../model/viewer.js';
import { ownItemOf } from '../../model/ownItem.js';
import { GatewayError } from '../../errors/gatewayError.js';
import { transactGetItems } from '../execute/transactGetItems.js';
import { canBeMarked, markerKey } from '../keys/uniqueMarker.js';
import { isThere } from '../loaders/isThere.js';
import { ownerOf } from '../plan/planUniqueLookup.js';
import { equalValues } from '../values/equalValues.js';
import type { OrphanMarker } from './markerRepairs.js';
import {
  expiresWith,
  isSameKey,
  readOf,
  readOfMarker,
  seen,
  valueOf,
  type SeenItem,
  type UniqueIo,
  type UniqueSubject,
} from './uniqueSubject.js';

/** How an item with a value, or a marker, is found, all that belongs to it as of one moment. */
export type HolderVerdict =
  /** Also where it has no value any more. */
  | { readonly kind: 'WELL' }
  /** Too long: no write of the gateway's could have stored it. */
  | { readonly kind: 'UNMARKABLE'; readonly value: AttributeValue }
  | (Marked & { readonly kind: 'UNMARKED'; readonly orphan: OrphanMarker | undefined })
  | (Marked & { readonly kind: 'EXPIRY_DIFFERS'; readonly orphan: undefined })
  | { readonly kind: 'HELD'; readonly value: AttributeValue; readonly by: AttributeMap };

interface Marked {
  readonly value: AttributeValue;
  readonly markerKey: AttributeMap;
  readonly holder: SeenItem & { readonly item: AttributeMap };
}

/** Reads again when what was read leads to something that has to be read with it. */
const MAX_ATTEMPTS = 10;

/**
 * Looks at one item that seems to have no marker: reads it, the marker of its value and the item that the marker names
 * as they are at one moment, so that a write in between is never taken for a problem.
 *
 * @param key  The item's primary key.
 * @param value  What it had when it was last seen.
 * @throws {GatewayError} As `Caller.call`; `OVERLOADED` for an item that is written again and again meanwhile.
 */
export async function judgeHolder(
  io: UniqueIo,
  subject: UniqueSubject,
  key: AttributeMap,
  value: AttributeValue,
): Promise<HolderVerdict> {
  let wanted = value;
  let other: AttributeMap | undefined;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (!canBeMarked(subject.entity, subject.field, wanted)) return { kind: 'UNMARKABLE', value: wanted };
    const state = await readTogether(io, subject, key, wanted, other);
    const { holder, marker, markerOf, owner, now } = state;
    const has = valueOf(subject, holder);
    if (has === undefined || holder.item === null) return { kind: 'WELL' };
    const facts = { value: has, markerKey: markerOf, holder: { key, item: holder.item } };
    if (!equalValues(has, wanted)) {
      wanted = has;
      continue;
    }
    if (marker === null || !isThere(ownItemOf(subject.ownTable), marker, unrestricted(now))) {
      return { kind: 'UNMARKED', ...facts, orphan: undefined };
    }
    const named = ownerOf(subject.entity, marker);
    if (named === undefined) {
      return { kind: 'UNMARKED', ...facts, orphan: { key: markerOf, marker, owner: undefined } };
    }
    if (isSameKey(named, key)) {
      const well = expiresWith(subject, marker, holder.item);
      return well ? { kind: 'WELL' } : { kind: 'EXPIRY_DIFFERS', ...facts, orphan: undefined };
    }
    if (owner === undefined || !isSameKey(named, owner.key)) {
      other = named;
      continue;
    }
    const theirs = valueOf(subject, owner);
    return theirs !== undefined && equalValues(theirs, has)
      ? { kind: 'HELD', value: has, by: owner.key }
      : { kind: 'UNMARKED', ...facts, orphan: { key: markerOf, marker, owner } };
  }
  throw new GatewayError('OVERLOADED', `${JSON.stringify(key)} is written again and again. Try again in a moment.`);
}

/** The same of a marker that seems to be nobody's. @returns undefined where it is gone, expired or well. */
export async function judgeMarker(
  io: UniqueIo,
  subject: UniqueSubject,
  key: AttributeMap,
): Promise<OrphanMarker | undefined> {
  let other: AttributeMap | undefined;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const now = io.now();
    const reads = [readOfMarker(subject, key), ...(other === undefined ? [] : [readOf(subject, other)])];
    const [marker = null, item = null] = await transactGetItems(io.caller, reads, io.callOptions());
    if (marker === null || !isThere(ownItemOf(subject.ownTable), marker, unrestricted(now))) return undefined;
    const named = ownerOf(subject.entity, marker);
    if (named === undefined) return { key, marker, owner: undefined };
    if (other === undefined || !isSameKey(named, other)) {
      other = named;
      continue;
    }
    const owner = seen(subject, named, item, now);
    return marks(subject, key, owner) ? undefined : { key, marker, owner };
  }
  throw new GatewayError('OVERLOADED', `${JSON.stringify(key)} is written again and again. Try again in a moment.`);
}

/** Whether the marker under this key stands for the value that the item has. */
export function marks(subject: UniqueSubject, key: AttributeMap, owner: SeenItem): boolean {
  const { entity, field } = subject;
  const value = valueOf(subject, owner);
  return value !== undefined && canBeMarked(entity, field, value) && isSameKey(markerKey(entity, field, value), key);
}

async function readTogether(
  { caller, callOptions, now: clock }: UniqueIo,
  subject: UniqueSubject,
  key: AttributeMap,
  value: AttributeValue,
  other: AttributeMap | undefined,
) {
  const now = clock();
  const markerOf = markerKey(subject.entity, subject.field, value);
  const reads = [
    readOf(subject, key),
    readOfMarker(subject, markerOf),
    ...(other === undefined ? [] : [readOf(subject, other)]),
  ];
  const [item = null, marker = null, theirs = null] = await transactGetItems(caller, reads, callOptions());
  const owner = other && seen(subject, other, theirs, now);
  return { holder: seen(subject, key, item, now), marker, markerOf, owner, now };
}
