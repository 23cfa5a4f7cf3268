import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';

import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../../model/changeBatch.js';
import type { ChangeRecord } from '../../model/changeRecord.js';
import { fullJitterMs } from '../execute/fullJitter.js';
import { type Clock, systemClock } from './clock.js';
import { describeStream } from './describeStream.js';
import { STREAM_KEEPS_MS } from './leases/lease.js';
import { isExpected, isTransient, nameOf } from './streamErrors.js';
import { toChangeRecord } from './toChangeRecord.js';

export interface ShardToRead {
  readonly table: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  /** `LATEST`: what is written from now on; the position is `@<now>` then, until a record comes. */
  readonly from: ShardPosition | 'LATEST';
  /** Records before `from` are lost: the first batch says so. */
  readonly hasGap?: boolean;
}

export interface ShardPagesContext {
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  readonly signal: AbortSignal;
  /** Told of what is repeated and is no part of normal running, once in a row, and of records that cannot be read. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** In 0 to 1, like `Math.random`. */
  readonly random: () => number;
  readonly clock?: Clock;
}

/** One shard, page by page: iterators are renewed, throttled and lost exchanges repeated with full jitter. */
export interface ShardPages {
  /**
   * The next page, asked for at once: the pace is the caller's. One call at a time. After the last page (`through` is
   * `END`) the same end comes again.
   *
   * @param maxFailures  After so many failures in a row it throws the last. Default: what may succeed is repeated for ever.
   * @throws What will not get better by repeating (access denied), also `ResourceNotFoundException` where the whole stream
   *   is gone, and the signal's reason. Called again, it goes on where it stood.
   */
  next(maxFailures?: number): Promise<ShardPage>;
}

export interface ShardPage {
  /** Empty (`after` = `through`) where nothing came. */
  readonly batch: ChangeBatch;
  /** How many records DynamoDB gave, also those that are no change: what the pace goes by. */
  readonly recordCount: number;
  /**
   * Nothing more was there at that moment: two empty pages in a row (DynamoDB may need several calls to pass over a stretch
   * without records), the first one of LATEST, or the shard's end.
   */
  readonly isTip: boolean;
}

export const STREAM_RETRY = { baseDelayMs: 100, maxDelayMs: 5000 };
/** A record's time is to the second (DynamoDB Local: to the minute), and by DynamoDB's clock, not ours. */
export const CLOCK_MARGIN_MS = 60_000;
/** An iterator that is refused as often as this, each time made anew, is refused for another reason. */
const MAX_REFUSED_ITERATORS = 3;

export function createShardPages(shard: ShardToRead, context: ShardPagesContext): ShardPages {
  const { streamsClient, signal, onError, random, clock = systemClock } = context;
  const { table, streamArn, shardId, parentShardId } = shard;
  let position: ShardPosition = shard.from === 'LATEST' ? `@${clock.wallMs()}` : shard.from;
  /** LATEST is asked for once: asked for a second time, it would lose what was written since the first. */
  let isFirstIterator = shard.from === 'LATEST';
  let iterator: string | undefined;
  let hasGap = shard.hasGap ?? false;
  let isTrimmed = false;
  let emptyPages = 0;
  /** Only where the tip itself could not be asked for: clocks may differ by more than the margin. */
  let skipBeforeMs = 0;
  /** Up to here by our clock the tip was seen, so that a moment long past is no reason to fear a gap. */
  let seenUntilMs = momentOf(position);

  async function requestIterator(): Promise<string> {
    const start = startOf(position, { isFirst: isFirstIterator, isTrimmed });
    const { ShardIterator } = await streamsClient.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...start }),
      { abortSignal: signal },
    );
    if (ShardIterator === undefined) throw new Error(`DynamoDB gave no iterator for shard ${shardId}.`);
    // What is left behind an iterator of the tip that was trimmed is all newer than the tip was.
    const isBehindTip = isFirstIterator || (isTrimmed && skipBeforeMs === 0);
    skipBeforeMs = isBehindTip ? 0 : (momentOf(position) ?? 0) - CLOCK_MARGIN_MS;
    if (isFirstIterator) emptyPages = 1;
    else if (momentOf(position) !== undefined && (seenUntilMs ?? 0) < clock.wallMs() - STREAM_KEEPS_MS) hasGap = true;
    isFirstIterator = false;
    return ShardIterator;
  }

  function toPage(output: GetRecordsCommandOutput): ShardPage {
    const after = position;
    const found = (output.Records ?? []).filter((record) => isBehind(after, record));
    const records: ChangeRecord[] = [];
    for (const record of found) {
      try {
        const change = timeOf(record) < skipBeforeMs ? undefined : toChangeRecord(table, shardId, record);
        if (change !== undefined) records.push(change);
      } catch (error) {
        onError(error);
      }
    }
    iterator = output.NextShardIterator;
    const last = found.findLast(({ dynamodb }) => dynamodb?.SequenceNumber !== undefined);
    const recordCount = output.Records?.length ?? 0;
    emptyPages = recordCount > 0 ? 0 : emptyPages + 1;
    if (emptyPages > 0) seenUntilMs = clock.wallMs();
    if (iterator === undefined) return pageTo('END', records, recordCount);
    const through = last ? positionAfter({ sequenceNumber: last.dynamodb?.SequenceNumber ?? '' }) : after;
    return pageTo(through, records, recordCount);
  }

  function pageTo(through: ShardPosition, records: readonly ChangeRecord[], recordCount: number): ShardPage {
    const batch = { table, streamArn, shardId, parentShardId, after: position, through, records, hasGap };
    if (through !== position) isTrimmed = false;
    position = through;
    hasGap = false;
    return { batch, recordCount, isTip: through === 'END' || emptyPages >= 2 };
  }

  /** Why the shard was not found: it is gone, the whole stream is, or it may be there the next time. */
  async function lookForShard(): Promise<'GONE' | 'STREAM_GONE' | 'ASK_AGAIN'> {
    try {
      const { shards } = await describeStream(streamsClient, streamArn, signal);
      return shards.some((listed) => listed.shardId === shardId) ? 'ASK_AGAIN' : 'GONE';
    } catch (error) {
      signal.throwIfAborted();
      if (nameOf(error) === 'ResourceNotFoundException') return 'STREAM_GONE';
      if (isTransient(error)) return 'ASK_AGAIN';
      throw error;
    }
  }

  /** Gives up what will not work again, so that the next attempt asks for another. */
  function reposition(errorName: string): void {
    if (errorName === 'TrimmedDataAccessException') {
      hasGap = true;
      isTrimmed = true;
    }
    // ValidationException: an iterator that the service does not know, as after an engine was started anew.
    const lost = ['ExpiredIteratorException', 'TrimmedDataAccessException', 'ValidationException'];
    if (lost.includes(errorName)) iterator = undefined;
  }

  return {
    async next(maxFailures = Infinity) {
      if (position === 'END') return pageTo('END', [], 0);
      let refused = 0;
      for (let failures = 1; ; failures += 1) {
        signal.throwIfAborted();
        try {
          iterator ??= await requestIterator();
          return toPage(
            await streamsClient.send(new GetRecordsCommand({ ShardIterator: iterator }), { abortSignal: signal }),
          );
        } catch (error) {
          signal.throwIfAborted();
          const name = nameOf(error);
          reposition(name);
          const found = name === 'ResourceNotFoundException' ? await lookForShard() : undefined;
          if (found === 'GONE') {
            hasGap = true;
            return pageTo('END', [], 0);
          }
          if (name === 'ValidationException') refused += 1;
          const isRefused = name === 'ValidationException' && refused < MAX_REFUSED_ITERATORS;
          const mayPass = isTransient(error) || found === 'ASK_AGAIN' || isRefused;
          if (!mayPass || failures >= maxFailures) throw error;
          if (failures === 1 && !isExpected(error)) onError(error);
          await clock.sleep(fullJitterMs(failures, STREAM_RETRY, random), signal);
        }
      }
    },
  };
}

/** How an iterator behind a position is asked for. */
function startOf(
  position: ShardPosition,
  { isFirst, isTrimmed }: { readonly isFirst: boolean; readonly isTrimmed: boolean },
): Pick<GetShardIteratorCommandInput, 'ShardIteratorType' | 'SequenceNumber'> {
  if (isFirst) return { ShardIteratorType: 'LATEST' };
  const isMoment = position === 'START' || momentOf(position) !== undefined;
  if (isMoment || isTrimmed) return { ShardIteratorType: 'TRIM_HORIZON' };
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position };
}

/** False for what was given before: a local engine reads from the start where it does not know the sequence number. */
function isBehind(position: ShardPosition, { dynamodb }: StreamRecord): boolean {
  const number = dynamodb?.SequenceNumber;
  return number === undefined || comparePositions(position, positionAfter({ sequenceNumber: number })) < 0;
}

function timeOf(record: StreamRecord): number {
  return record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Infinity;
}
