import { setTimeout as sleep } from 'node:timers/promises';

import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';

import type { ChangeRecord } from '../../model/changeRecord.js';
import { fullJitterMs } from '../execute/fullJitter.js';
import { isExpected, isTransient, nameOf } from './streamErrors.js';
import { toChangeRecord } from './toChangeRecord.js';

export interface ShardToRead {
  readonly table: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly from: 'LATEST' | 'TRIM_HORIZON';
}

export interface ShardContext {
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  readonly signal: AbortSignal;
  readonly onRecord: (record: ChangeRecord) => Promise<void> | void;
  readonly onError: (error: unknown) => void;
  readonly onGap: (gap: StreamGap) => void;
  /** The longest wait between two polls of a shard that has nothing new. */
  readonly idleDelayMs: number;
  /** In 0 to 1, like `Math.random`. */
  readonly random: () => number;
  /** Ends all reading: aborts the signal with this reason. */
  readonly fail: (error: unknown) => void;
}

/** Changes of this table went unread: trimmed after 24 hours, or made while it had no stream. */
export interface StreamGap {
  readonly table: string;
  /** Undefined where the whole stream was switched off for a time. */
  readonly shardId: string | undefined;
}

/** How far a shard is read, and how to read on. */
interface ShardCursor {
  iterator: string | undefined;
  /** Where to ask for a new iterator: after this record, or at `from` where none came yet. */
  lastSequenceNumber: string | undefined;
  from: ShardToRead['from'];
  /** Records made before are passed over. */
  skipBeforeMs: number;
}

/** What GetRecords gives at most; so many mean that more are waiting. */
const FULL_PAGE_RECORDS = 1000;
const FIRST_IDLE_DELAY_MS = 50;
export const STREAM_RETRY = { baseDelayMs: 100, maxDelayMs: 5000 };
/** Failures in a row after which a start is given up. */
export const MAX_FIRST_FAILURES = 8;
/** A record's time is to the second, and by DynamoDB's clock, not ours. */
const CLOCK_MARGIN_MS = 5000;

/**
 * Reads one shard from a position to its end: the next record is given to
 * `onRecord` when the last is done. A record whose handler fails is reported
 * and passed over. Failed polls are repeated with backoff, and reported once in a row.
 *
 * @param onPositioned  Called after the first page: every later write to the shard will be seen. Someone who
 *   waits for that is told what makes it impossible; without it, reading is tried for ever.
 * @returns When a closed shard is read to its end, or is gone from the stream.
 * @throws The signal's reason when aborted; with `onPositioned`, what fails for good before the first page.
 */
export async function readShard(shard: ShardToRead, context: ShardContext, onPositioned?: () => void): Promise<void> {
  const { signal, idleDelayMs, onError } = context;
  const startedAtMs = Date.now();
  const cursor: ShardCursor = { iterator: undefined, lastSequenceNumber: undefined, from: shard.from, skipBeforeMs: 0 };
  let positioned = false;
  let failures = 0;
  let idleMs = 0;
  for (;;) {
    try {
      const recordCount = await readPage(cursor, shard, context);
      if (!positioned) onPositioned?.();
      positioned = true;
      if (cursor.iterator === undefined) return;
      failures = 0;
      idleMs = Math.min(idleDelayMs, recordCount > 0 ? FIRST_IDLE_DELAY_MS : Math.max(FIRST_IDLE_DELAY_MS, idleMs * 2));
      if (recordCount < FULL_PAGE_RECORDS) await sleep(idleMs, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      const name = nameOf(error);
      if (name === 'TrimmedDataAccessException' || (name === 'ResourceNotFoundException' && positioned)) {
        context.onGap({ table: shard.table, shardId: shard.shardId });
      }
      if (name === 'ResourceNotFoundException') return;
      failures += 1;
      const isWaitedFor = onPositioned !== undefined && !positioned;
      if (isWaitedFor && (failures >= MAX_FIRST_FAILURES || !isTransient(error))) throw error;
      if (failures === 1 && !isExpected(error)) onError(error);
      reposition(cursor, name, startedAtMs);
      await sleep(fullJitterMs(failures, STREAM_RETRY, context.random), undefined, { signal });
    }
  }
}

/** @returns How many records the page had. Afterwards the cursor has no iterator where the shard is at its end. */
async function readPage(cursor: ShardCursor, shard: ShardToRead, context: ShardContext): Promise<number> {
  const { streamsClient, signal } = context;
  cursor.iterator ??= await requestIterator(cursor, shard, context);
  const page = await streamsClient.send(new GetRecordsCommand({ ShardIterator: cursor.iterator }), {
    abortSignal: signal,
  });
  const records = page.Records ?? [];
  for (const record of records) {
    if (!(timeOf(record) < cursor.skipBeforeMs)) await deliver(shard, record, context);
    signal.throwIfAborted();
    cursor.lastSequenceNumber = record.dynamodb?.SequenceNumber ?? cursor.lastSequenceNumber;
  }
  cursor.iterator = page.NextShardIterator;
  return records.length;
}

async function requestIterator(
  { lastSequenceNumber, from }: ShardCursor,
  { streamArn, shardId }: ShardToRead,
  { streamsClient, signal }: ShardContext,
): Promise<string> {
  const at = lastSequenceNumber
    ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: lastSequenceNumber } as const)
    : { ShardIteratorType: from };
  const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...at });
  const { ShardIterator } = await streamsClient.send(command, { abortSignal: signal });
  if (ShardIterator === undefined) throw new Error(`DynamoDB gave no iterator for shard ${shardId}.`);
  return ShardIterator;
}

/** Gives up an iterator that will not work again, so that the next page asks for another. */
function reposition(cursor: ShardCursor, errorName: string, startedAtMs: number): void {
  if (errorName === 'ExpiredIteratorException' && cursor.from === 'LATEST' && cursor.lastSequenceNumber === undefined) {
    // A second LATEST would lose what was written since the first: read from the oldest, and pass over what was before.
    cursor.from = 'TRIM_HORIZON';
    cursor.skipBeforeMs = startedAtMs - CLOCK_MARGIN_MS;
  }
  if (errorName === 'TrimmedDataAccessException') {
    cursor.from = 'TRIM_HORIZON';
    cursor.lastSequenceNumber = undefined;
  }
  // ValidationException: an iterator that the service does not know, as after an engine was started anew.
  const lost = ['ExpiredIteratorException', 'TrimmedDataAccessException', 'ValidationException'];
  if (lost.includes(errorName)) cursor.iterator = undefined;
}

function timeOf(record: StreamRecord): number {
  return record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Infinity;
}

async function deliver(shard: ShardToRead, record: StreamRecord, { onRecord, onError }: ShardContext): Promise<void> {
  try {
    const change = toChangeRecord(shard.table, shard.shardId, record);
    if (change !== undefined) await onRecord(change);
  } catch (error) {
    onError(error);
  }
}
