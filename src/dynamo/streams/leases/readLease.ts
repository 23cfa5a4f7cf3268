import type { ChangeBatch } from '../../../model/changeBatch.js';
import { fullJitterMs } from '../../execute/fullJitter.js';
import type { Clock } from '../clock.js';
import { createErrorReporter } from '../errorReporter.js';
import { createIdlePace } from '../idlePace.js';
import { type ShardPage, type ShardPages, STREAM_RETRY } from '../shardPages.js';
import { isTransient, nameOf } from '../streamErrors.js';
import type { HeldLease } from './heldLease.js';

export interface ReadLeaseContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly idleDelayMs: number;
  readonly onBatch: (batch: ChangeBatch) => Promise<void> | void;
  readonly onEmptyPages: boolean;
  readonly onError: (error: unknown) => void;
  /** False once the lease may be another's: then nothing more is given. */
  readonly isHeld: (held: HeldLease) => boolean;
  /** The first page is there. */
  readonly onStanding: () => void;
  /** The first page fails for good, or too often, or nobody will ask for it any more. */
  readonly onImpossible: (error: unknown) => void;
}

/** Failures in a row after which those who wait for something to begin are told. */
export const MAX_FIRST_FAILURES = 8;
/** The wait before a batch is given again. */
const GIVE_RETRY = { baseDelayMs: 100, maxDelayMs: 5000 };

/**
 * Reads a leased shard and gives its batches, one after the other, each again until it is taken. What is done is in
 * `held.position`.
 *
 * @param first  A page that was read already.
 * @returns `END` when the shard is read to its end, `STREAM_GONE` when the whole stream is gone, `LOST` when the
 *   lease may be another's or was given up.
 */
export async function readLease(
  held: HeldLease,
  pages: ShardPages,
  first: ShardPage | undefined,
  context: ReadLeaseContext,
): Promise<'END' | 'STREAM_GONE' | 'LOST'> {
  const { clock, random, onBatch, onEmptyPages, onError, isHeld } = context;
  const { signal } = held.abort;
  const pace = createIdlePace(context.idleDelayMs);
  const reading = createErrorReporter(onError);
  const giving = createErrorReporter(onError);
  let isFirst = first === undefined;
  if (!isFirst) context.onStanding();

  async function nextPage(): Promise<ShardPage | 'STREAM_GONE'> {
    for (let failures = 1; ; failures += 1) {
      try {
        const page = await pages.next(isFirst ? MAX_FIRST_FAILURES : Infinity);
        if (isFirst) context.onStanding();
        isFirst = false;
        reading.reset();
        return page;
      } catch (error) {
        signal.throwIfAborted();
        if (isFirst) context.onImpossible(error);
        isFirst = false;
        if (nameOf(error) === 'ResourceNotFoundException') return 'STREAM_GONE';
        // What may pass was told when it happened first.
        if (!isTransient(error)) reading.report(error);
        await clock.sleep(fullJitterMs(failures, STREAM_RETRY, random), signal);
      }
    }
  }

  async function give(batch: ChangeBatch): Promise<void> {
    for (let failures = 1; isHeld(held); failures += 1) {
      try {
        await onBatch(batch);
        giving.reset();
        held.position = batch.through;
        if (batch.hasGap) held.isGapTold = true;
        return;
      } catch (error) {
        giving.report(error);
        await clock.sleep(fullJitterMs(failures, GIVE_RETRY, random), signal);
      }
    }
  }

  try {
    for (let page = first ?? (await nextPage()); page !== 'STREAM_GONE'; page = await nextPage()) {
      const { batch, recordCount } = page;
      if (onEmptyPages || batch.hasGap || batch.through !== batch.after) await give(batch);
      if (!isHeld(held)) return 'LOST';
      if (batch.through === 'END') return 'END';
      await clock.sleep(pace(recordCount), signal);
    }
    return 'STREAM_GONE';
  } catch (error) {
    context.onImpossible(error);
    if (signal.aborted) return 'LOST';
    throw error;
  }
}
