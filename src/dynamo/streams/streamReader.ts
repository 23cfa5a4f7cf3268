import { setTimeout as sleep } from 'node:timers/promises';

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

import { GatewayError } from '../../errors/gatewayError.js';
import type { ChangeRecord } from '../../model/changeRecord.js';
import { streamOfTable } from './describeStream.js';
import type { ShardContext, StreamGap } from './readShard.js';
import { readStream } from './readStream.js';
import { isExpected } from './streamErrors.js';

export interface StreamReaderOptions {
  readonly tables: readonly { readonly table: string }[];
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  /** Asked which stream a table has. */
  readonly dynamoClient: Pick<DynamoDBClient, 'send'>;
  /** Told of every change; a shard's next record waits until it is done. When it fails the record is reported and passed over. */
  readonly onRecord: (record: ChangeRecord) => Promise<void> | void;
  /** Told of what goes wrong while reading goes on. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** Told when changes went unread: trimmed after 24 hours, or made while the stream was off. Must not throw. */
  readonly onGap?: (gap: StreamGap) => void;
  /** The longest wait between two polls of a shard that has nothing new. Default 1000. */
  readonly idleDelayMs?: number;
  /** In 0 to 1, like `Math.random` (the default). */
  readonly random?: () => number;
}

/** Reads the streams of some tables for one process. It lives once: after `close()` create another. */
export interface StreamReader {
  /**
   * Resolves when every later write to the tables will be seen (or the reader was closed).
   *
   * @throws {GatewayError} `TABLE_NOT_READY` for a table without a stream of both images.
   * @throws What the SDK throws where a stream cannot be read at all. The reader is closed then.
   */
  start(): Promise<void>;
  /** Resolves when nothing runs any more: no poll, no timer, no handler. */
  close(): Promise<void>;
}

const DEFAULT_IDLE_DELAY_MS = 1000;
/** Between two looks for the stream of a table whose stream was switched off. */
const STREAM_POLL_MS = 1000;

export function createStreamReader(options: StreamReaderOptions): StreamReader {
  const abort = new AbortController();
  const context: ShardContext = {
    streamsClient: options.streamsClient,
    signal: abort.signal,
    onRecord: options.onRecord,
    onError: options.onError,
    onGap: options.onGap ?? (() => {}),
    idleDelayMs: options.idleDelayMs ?? DEFAULT_IDLE_DELAY_MS,
    random: options.random ?? Math.random,
    fail: (error) => abort.abort(error),
  };
  let starting: Promise<void> | undefined;
  let life: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function start(): Promise<void> {
    if (isClosed) return Promise.resolve();
    const positioned = new Promise<void>((resolve) => {
      let waitedFor = options.tables.length;
      const onPositioned = () => {
        waitedFor -= 1;
        if (waitedFor === 0) resolve();
      };
      life = Promise.all(
        options.tables.map(({ table }) =>
          // Once the signal is aborted this only repeats the first failure.
          readTable(table, options.dynamoClient, context, onPositioned).catch(context.fail),
        ),
      );
    });
    return Promise.race([positioned, life]).then(() => {
      if (abort.signal.aborted && !isClosed) throw abort.signal.reason;
    });
  }

  return {
    start: () => (starting ??= start()),
    async close() {
      isClosed = true;
      abort.abort();
      await life;
    },
  };
}

/** Reads a table's stream, and when that is switched off the next one. Ends by the signal, or by a failed start. */
async function readTable(
  table: string,
  dynamoClient: Pick<DynamoDBClient, 'send'>,
  context: ShardContext,
  onPositioned: () => void,
): Promise<void> {
  const { signal, onError, onGap } = context;
  let streamArn = await streamOfTable(dynamoClient, table, signal);
  await readStream({ table, streamArn, from: 'LATEST' }, context, onPositioned);
  for (;;) {
    onError(
      new GatewayError(
        'TABLE_NOT_READY',
        `The stream of table "${table}" was switched off: switch it on again, until then its changes are not seen.`,
      ),
    );
    streamArn = await nextStream(table, streamArn, dynamoClient, context);
    onGap({ table, shardId: undefined });
    await readStream({ table, streamArn, from: 'TRIM_HORIZON' }, context);
  }
}

/** Waits until the table has another stream. */
async function nextStream(
  table: string,
  previousArn: string,
  dynamoClient: Pick<DynamoDBClient, 'send'>,
  { signal, onError }: ShardContext,
): Promise<string> {
  for (;;) {
    try {
      const streamArn = await streamOfTable(dynamoClient, table, signal);
      if (streamArn !== previousArn) return streamArn;
    } catch (error) {
      signal.throwIfAborted();
      // That there is no stream yet was reported before.
      if (!(error instanceof GatewayError) && !isExpected(error)) onError(error);
    }
    await sleep(STREAM_POLL_MS, undefined, { signal });
  }
}
