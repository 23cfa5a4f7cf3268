import { setTimeout as delay } from 'node:timers/promises';
import { fullJitterMs } from '../../dynamo/execute/fullJitter.js';
import type { ChangeBatch } from '../../model/changeBatch.js';
import { BEGIN_OF_LOG, type ChangeLog, type ChangeLogState, compareEntryIds } from './changeLog.js';
import { reasonOf } from './redisConnection.js';

export interface LogListenerOptions {
  readonly table: string;
  readonly log: ChangeLog;
  /** Where it begins: behind the newest entry of then. */
  readonly begin: ChangeLogState;
  /** The state now, with what there is to be listened to. */
  readonly readState: () => Promise<ChangeLogState>;
  readonly onBatch: (batch: ChangeBatch) => Promise<void>;
  /** Told each time that reading fails, and each time that it does not. */
  readonly onLost: (reason: string) => void;
  readonly onBack: () => void;
  /** An entry that cannot be read. */
  readonly onProblem: (problem: string) => void;
  readonly signal: AbortSignal;
}

/** How long Redis may wait for an entry before it says that there is none. */
export const BLOCK_MS = 2_000;
const RETRY = { baseDelayMs: 100, maxDelayMs: 2_000 };

/**
 * Gives the batches of a log as they come, whatever becomes of the Redis. What was lost on the way (the log was trimmed
 * before it was read, the Redis has lost its memory, an entry cannot be read) is found by the offsets of entries. Then
 * an empty batch is given for each shard, with how far it was published: whoever has not come so far knows what is
 * missing, also of shards in which nothing more happens.
 *
 * Resolves once `signal` is aborted. Does not reject.
 */
export async function listenToLog(options: LogListenerOptions): Promise<void> {
  const { table, log, readState, onBatch, onLost, onBack, onProblem, signal } = options;
  let { last, offset, streamArn } = options.begin;
  /** Something was missed before it: given once everything up to its `last` was. */
  let missed: ChangeLogState | undefined;

  async function readSome(): Promise<void> {
    const entries = await log.readAfter(last, missed === undefined ? BLOCK_MS : undefined);
    for (const { id, from, to, batch, problem } of entries) {
      if (missed !== undefined && compareEntryIds(id, missed.last) > 0) await tellMissed(missed);
      if (missed === undefined && from !== offset) missed = await readState();
      if (problem !== undefined) {
        onProblem(`entry ${id}: ${problem}`);
        missed = await readState();
      }
      if (batch !== undefined) await onBatch(batch);
      streamArn = batch?.streamArn ?? streamArn;
      [last, offset] = [id, to];
      if (signal.aborted) return;
    }
    if (entries.length > 0) return;
    if (missed === undefined) await lookForLoss();
    else await tellMissed(missed);
  }

  /** Nothing came, which may be because the entries that should have come are no longer there. */
  async function lookForLoss(): Promise<void> {
    const end = await log.end();
    if (compareEntryIds(end.last, last) === 0 && end.offset === offset) return;
    // Of a Redis that lost its memory, the new entries may be older by its clock than the last one read here.
    if (compareEntryIds(end.last, last) < 0) last = BEGIN_OF_LOG;
    missed = await readState();
  }

  async function tellMissed(state: ChangeLogState): Promise<void> {
    for (const [shardId, { position, parentShardId }] of state.shards) {
      // A shard of which no record came yet has no stream so far.
      const arn = state.streamArn ?? streamArn;
      if (arn === undefined) continue;
      await onBatch({
        table,
        streamArn: arn,
        shardId,
        parentShardId,
        after: position,
        through: position,
        records: [],
        hasGap: false,
      });
      if (signal.aborted) return;
    }
    offset = state.offset;
    missed = undefined;
  }

  for (let failures = 0; !signal.aborted;) {
    try {
      await readSome();
      failures = 0;
      onBack();
    } catch (error) {
      if (signal.aborted) return;
      onLost(reasonOf(error));
      failures += 1;
      await delay(20 + fullJitterMs(failures, RETRY, Math.random), undefined, { signal }).catch(() => undefined);
    }
  }
}
