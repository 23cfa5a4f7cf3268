import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import type { BatchEntry } from '../plan/planBatchWrite.js';
import { planWrite } from '../plan/planWrite.js';
import type { DeleteWrite, PutWrite } from '../plan/write.js';
import { batchGetItems, type FoundItem } from './batchGetItems.js';
import { batchWriteItems, isLost, type RequestOutcome } from './batchWriteItems.js';
import { eachAtMost } from './eachAtMost.js';
import { MAX_KEYS_PER_CALL } from './packKeys.js';
import { runWrite } from './runWrites.js';
import type { WriteIo } from './writeIo.js';
import { shownItem, type Refused } from './writeOutcome.js';

/** Writes that go one by one, on their way at a time: a quarter of the connections, for other requests want some. */
export const MAX_WRITES_IN_FLIGHT = 32;

/** What became of one write of a batch. */
export type BatchOutcome =
  /** `item`: what a put stored. */
  | { readonly kind: 'written'; readonly item: AttributeMap | undefined }
  | Refused
  | Exclude<RequestOutcome, { readonly kind: 'written' }>;

/**
 * Writes a batch: what needs no condition in BatchWriteItem calls, the rest one by one, all of it side by side.
 *
 * @returns An outcome for each entry, in their order. Nothing is thrown for what could not be written.
 */
export async function runBatchWrite(
  io: WriteIo,
  entity: Entity,
  entries: readonly BatchEntry[],
): Promise<readonly BatchOutcome[]> {
  const outcomes = new Map<BatchEntry, BatchOutcome>();
  await Promise.all([writeTogether(io, entity, entries, outcomes), writeOneByOne(io, entries, outcomes)]);
  return entries.map((entry) => {
    const outcome = outcomes.get(entry);
    if (outcome === undefined) throw new Error('A write of a batch was left without an outcome.');
    return outcome;
  });
}

async function writeTogether(
  { caller, callOptions, viewer }: WriteIo,
  entity: Entity,
  entries: readonly BatchEntry[],
  outcomes: Map<BatchEntry, BatchOutcome>,
): Promise<void> {
  const together = entries.flatMap((entry) =>
    entry.action.kind === 'REQUEST' ? [{ entry, key: entry.key, request: entry.action.request }] : [],
  );
  const found = await batchWriteItems(caller, entity.table, together, callOptions);
  for (const [at, { entry, request }] of together.entries()) {
    const outcome = found[at];
    if (outcome === undefined) continue;
    const put = 'PutRequest' in request ? request.PutRequest.Item : undefined;
    const item = shownItem({ entity }, put, viewer);
    outcomes.set(entry, outcome.kind === 'written' ? { kind: 'written', item } : outcome);
  }
}

/** What depends on the stored items is read before, for one BatchGetItem's worth of writes at a time. */
async function writeOneByOne(
  io: WriteIo,
  entries: readonly BatchEntry[],
  outcomes: Map<BatchEntry, BatchOutcome>,
): Promise<void> {
  const alone = entries.flatMap((entry) =>
    entry.action.kind === 'WRITE' ? [{ entry, write: entry.action.write }] : [],
  );
  for (let start = 0; start < alone.length; start += MAX_KEYS_PER_CALL) {
    const part = alone.slice(start, start + MAX_KEYS_PER_CALL);
    const read = await readBefore(io, part);
    await eachAtMost(MAX_WRITES_IN_FLIGHT, part, async ({ entry, write }) => {
      const outcome = read.kind === 'failed' ? notWritten(read.error) : writeOne(io, write, read.found.get(entry));
      outcomes.set(entry, await outcome);
    });
  }
}

function notWritten(error: unknown): BatchOutcome {
  return { kind: 'notWritten', error };
}

type ReadBefore =
  | { readonly kind: 'read'; readonly found: ReadonlyMap<BatchEntry, FoundItem> }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The stored items that writes need; an error is theirs, for none of them was sent. */
async function readBefore(
  { caller, callOptions, model, viewer }: WriteIo,
  alone: readonly { readonly entry: BatchEntry; readonly write: PutWrite | DeleteWrite }[],
): Promise<ReadBefore> {
  const needed = alone.filter(({ write }) => planWrite(write, model, viewer).action === 'NeedsItem');
  const requests = needed.map(({ entry, write }) => ({
    table: write.entity.table,
    keys: [entry.key],
    consistent: true,
  }));
  try {
    const found = await batchGetItems(caller, requests, callOptions);
    return { kind: 'read', found: new Map(needed.map(({ entry }, at) => [entry, found[at]?.[0] ?? null])) };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function writeOne(
  io: WriteIo,
  write: PutWrite | DeleteWrite,
  found: FoundItem | undefined,
): Promise<BatchOutcome> {
  try {
    const outcome = await runWrite(io, write, found);
    // A batch asks that an item is not there; whether it was before is no matter.
    const isGone = outcome.kind === 'refused' && write.kind === 'delete' && outcome.reason === 'NOT_FOUND';
    return isGone ? { kind: 'written', item: undefined } : outcome;
  } catch (error) {
    return isLost(error) ? { kind: 'unknown', error } : notWritten(error);
  }
}
