import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { unrestricted } from '../../model/viewer.js';
import { GatewayError } from '../../errors/gatewayError.js';
import { ownItemOf } from '../../model/ownItem.js';
import { batchGetItems, type FoundItem } from '../execute/batchGetItems.js';
import { eachAtMost } from '../execute/eachAtMost.js';
import type { ItemRead } from '../execute/transactGetItems.js';
import type { ActionInput } from '../actions.js';
import { DynamoError } from '../execute/transport.js';
import { canBeMarked, markerKey } from '../keys/uniqueMarker.js';
import { isThere } from '../loaders/isThere.js';
import { ownerOf } from '../plan/planUniqueLookup.js';
import { createHeldValues, type HeldValues } from './heldValues.js';
import { judgeHolder, judgeMarker, marks } from './judgeHolder.js';
import { planMarkerDelete, planMarkerWrite } from './markerRepairs.js';
import { planItemScan, planMarkerScan } from './planUniqueScans.js';
import type { UniqueFinding } from './uniqueFinding.js';
import {
  expiresWith,
  isSameKey,
  keyOfItem,
  readOf,
  readOfMarker,
  seen,
  valueOf,
  type UniqueIo,
  type UniqueSubject,
} from './uniqueSubject.js';

export interface UniqueCounts {
  /** Items with a value, and markers. */
  readonly items: number;
  readonly markers: number;
  readonly problems: number;
  readonly mended: number;
}

export interface UniqueCheck {
  readonly io: UniqueIo;
  readonly subject: UniqueSubject;
  /** Write the markers that are missing and delete those that are nobody's. */
  readonly repair: boolean;
  readonly onFinding: (finding: UniqueFinding) => void;
  /** Told after each page. */
  readonly onProgress: (counts: UniqueCounts) => void;
}

/** Items that are looked at one by one, at a time: enough to hide the wait for each, few beside a gateway that serves. */
const AT_ONCE = 16;
/** A repair that others come between is begun again this often. */
const MAX_REPAIRS = 10;

/**
 * Compares all items of a type that have a value with all markers of the field, page by page, so that it takes the
 * same memory for any number of them; beside it only what is wrong is kept, and in files where it is much. It may run
 * while the field is written: what looks wrong is read again as of one moment, and a repair holds only while nothing
 * of it has changed.
 *
 * @returns What was looked at and found, once all is told to `onFinding`.
 * @throws {GatewayError} As `Caller.call`. What was mended before that is mended.
 */
export async function checkUnique(check: UniqueCheck): Promise<UniqueCounts> {
  const counts = { items: 0, markers: 0, problems: 0, mended: 0 };
  const held = createHeldValues();
  const run: Run = {
    ...check,
    held,
    onFinding(finding) {
      counts.problems += 1;
      if (finding.mended) counts.mended += 1;
      check.onFinding(finding);
    },
  };
  try {
    for await (const page of pages(run, planItemScan(run.subject, run.io.now()))) {
      counts.items += await checkItems(run, page);
      check.onProgress({ ...counts });
    }
    for await (const page of pages(run, planMarkerScan(run.subject, run.io.now()))) {
      counts.markers += await checkMarkers(run, page);
      check.onProgress({ ...counts });
    }
    for (const { value, keys } of held.groups()) {
      const [key = {}, ...others] = keys;
      if (others.length > 0) run.onFinding({ kind: 'HELD_BY_SEVERAL', value, keys, mended: false });
      else run.onFinding({ kind: 'UNMARKED', value, key, mended: false });
    }
    return { ...counts };
  } finally {
    held.close();
  }
}

interface Run extends UniqueCheck {
  /** Of items without a marker, or with another item's: several may have one value. */
  readonly held: HeldValues;
}

async function* pages({ io }: Run, input: ActionInput<'Scan'>): AsyncGenerator<readonly AttributeMap[]> {
  let start: AttributeMap | undefined;
  do {
    const asked = start === undefined ? input : { ...input, ExclusiveStartKey: start };
    const { Items = [], LastEvaluatedKey } = await io.caller.call('Scan', asked, io.callOptions());
    yield Items;
    start = LastEvaluatedKey;
  } while (start !== undefined);
}

/** @returns How many of them have a value. */
async function checkItems(run: Run, page: readonly AttributeMap[]): Promise<number> {
  const { io, subject } = run;
  const { entity, field, ownTable } = subject;
  const now = io.now();
  const holders = page.flatMap((item) => {
    const holder = seen(subject, keyOfItem(subject, item), item, now);
    const value = valueOf(subject, holder);
    return value === undefined ? [] : [{ key: holder.key, item, value }];
  });
  const marked = holders.filter(({ value }) => canBeMarked(entity, field, value));
  const markers = await readAll(
    run,
    marked.map(({ value }) => readOfMarker(subject, markerKey(entity, field, value))),
  );
  const isWell = new Set(
    marked.filter(({ key, item }, at) => {
      const marker = markers[at] ?? null;
      if (marker === null || !isThere(ownItemOf(ownTable), marker, unrestricted(now))) return false;
      const owner = ownerOf(entity, marker);
      return owner !== undefined && isSameKey(owner, key) && expiresWith(subject, marker, item);
    }),
  );
  const doubtful = holders.filter((holder) => !isWell.has(holder));
  await eachAtMost(AT_ONCE, doubtful, ({ key, value }) => checkHolder(run, key, value));
  return holders.length;
}

async function checkHolder(run: Run, key: AttributeMap, value: AttributeValue): Promise<void> {
  const { io, subject, repair, held, onFinding } = run;
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await judgeHolder(io, subject, key, value);
    const { kind } = verdict;
    if (kind === 'WELL') return;
    if (kind === 'UNMARKABLE') {
      onFinding({ kind, value: verdict.value, key, mended: false });
      return;
    }
    const name = JSON.stringify(markerKey(subject.entity, subject.field, verdict.value));
    if (kind === 'HELD') {
      held.add(name, { value: verdict.value, keys: [verdict.by, key] });
      return;
    }
    if (!repair) {
      if (kind === 'UNMARKED') held.add(name, { value: verdict.value, keys: [key] });
      else onFinding({ kind, value: verdict.value, key, mended: false });
      return;
    }
    const { markerKey: marker, holder, orphan } = verdict;
    if (await isDone(run, attempt, planMarkerWrite(subject, marker, holder, orphan, io.now()))) {
      onFinding({ kind, value: verdict.value, key, mended: true });
      return;
    }
  }
}

/** @returns How many of them are of this field. */
async function checkMarkers(run: Run, page: readonly AttributeMap[]): Promise<number> {
  const { io, subject } = run;
  const now = io.now();
  const markers = page.map((marker) => ({ key: markerKeyOf(subject, marker), owner: ownerOf(subject.entity, marker) }));
  const owned = markers.flatMap(({ key, owner }) => (owner === undefined ? [] : [{ key, owner }]));
  const items = await readAll(
    run,
    owned.map(({ owner }) => readOf(subject, owner)),
  );
  const isWell = new Set(
    owned.flatMap(({ key, owner }, at) =>
      marks(subject, key, seen(subject, owner, items[at] ?? null, now)) ? [key] : [],
    ),
  );
  const doubtful = markers.filter(({ key }) => !isWell.has(key));
  await eachAtMost(AT_ONCE, doubtful, ({ key }) => checkMarker(run, key));
  return page.length;
}

async function checkMarker(run: Run, key: AttributeMap): Promise<void> {
  const { io, subject, repair, onFinding } = run;
  for (let attempt = 1; ; attempt += 1) {
    const orphan = await judgeMarker(io, subject, key);
    if (orphan === undefined) return;
    const finding = { kind: 'ORPHAN', marker: key, key: orphan.owner?.key } as const;
    if (!repair) {
      onFinding({ ...finding, mended: false });
      return;
    }
    if (await isDone(run, attempt, planMarkerDelete(subject, orphan, io.now()))) {
      onFinding({ ...finding, mended: true });
      return;
    }
  }
}

/** False where a write came between, so that everything is to be looked at again. */
async function isDone({ io }: Run, attempt: number, input: ActionInput<'TransactWriteItems'>): Promise<boolean> {
  try {
    await io.caller.call('TransactWriteItems', input, io.callOptions());
    return true;
  } catch (error) {
    const changed =
      error instanceof DynamoError && error.reasons?.some(({ code }) => code === 'ConditionalCheckFailed') === true;
    if (!changed) throw error;
    if (attempt < MAX_REPAIRS) return false;
    throw new GatewayError(
      'OVERLOADED',
      'An item is written again and again. Try again in a moment.',
      {},
      { cause: error },
    );
  }
}

async function readAll({ io }: Run, reads: readonly ItemRead[]): Promise<readonly FoundItem[]> {
  const [first] = reads;
  if (first === undefined) return [];
  const { table, projection } = first;
  const request = { table, keys: reads.map(({ key }) => key), consistent: true, ...(projection && { projection }) };
  const [found = []] = await batchGetItems(io.caller, [request], io.callOptions());
  return found;
}

function markerKeyOf({ ownTable }: UniqueSubject, marker: AttributeMap): AttributeMap {
  const names = [ownTable.partition.name, ownTable.sort?.name ?? ''];
  return Object.fromEntries(Object.entries(marker).filter(([name]) => names.includes(name)));
}
