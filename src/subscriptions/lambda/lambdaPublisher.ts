import { randomUUID } from 'node:crypto';
import { entryHead, MAX_ENTRY_BYTES, packed } from '../brokers/changeLogEntry.js';
import { type ChangeLogBounds, changeLogKeys, PUBLISH_LAMBDA_RECORDS } from '../brokers/changeLogScripts.js';
import { connectRedis, type RedisConnection } from '../brokers/redisConnection.js';
import type { LambdaRecord } from './lambdaRecord.js';

/** Records with a text, of one stream. */
export type Publishable = LambdaRecord & { readonly text: string };

export interface LambdaPublisher {
  /**
   * Keeps all of them, or none that was not kept before.
   *
   * @throws {Error} Then it is not known whether they are kept: published again, none of them is there twice.
   */
  publish(records: readonly Publishable[]): Promise<void>;
  close(): Promise<void>;
}

export interface LambdaPublisherOptions {
  readonly url: string;
  readonly tablePrefix: string;
  readonly bounds: ChangeLogBounds;
}

/**
 * Lambda hands records over again at once when it was told so or the function timed out (15 minutes at the most), and
 * later only while the Redis takes none. A record whose answer was lost is remembered for as long as that may take:
 * an hour, and no more than half a million records of a table, some 60 MB.
 */
const REMEMBER_MS = 60 * 60 * 1_000;
export const REMEMBER_RECORDS = 500_000;

/** A function has three seconds where nothing else is said. */
const COMMAND_TIMEOUT_MS = 1_000;
const MAX_RECORDS_AT_ONCE = 1_000;

/** Records that one call publishes together, in order. */
export function chunksOf(records: readonly Publishable[]): readonly (readonly Publishable[])[] {
  const chunks: Publishable[][] = [];
  for (const list of packed(records, MAX_ENTRY_BYTES)) {
    for (const record of list) {
      const chunk = chunks.at(-1);
      const first = chunk?.[0];
      const isNew = chunk === undefined || record === list[0] || chunk.length === MAX_RECORDS_AT_ONCE;
      if (isNew || first?.streamArn !== record.streamArn) chunks.push([record]);
      else chunk.push(record);
    }
  }
  return chunks;
}

/** One connection for the life of a container, made with the first record. */
export function createLambdaPublisher({ url, tablePrefix, bounds }: LambdaPublisherOptions): LambdaPublisher {
  let connecting: Promise<RedisConnection> | undefined;

  const connect = () =>
    connectRedis({
      url,
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      silenceMs: COMMAND_TIMEOUT_MS,
      // Whoever publishes is told.
      onLost: () => undefined,
      onReady: () => undefined,
    });

  async function send(connection: RedisConnection, records: readonly Publishable[]): Promise<void> {
    const [first] = records;
    if (first === undefined) return;
    const { table, streamArn } = first;
    const keys = changeLogKeys(tablePrefix, table);
    const head = entryHead(streamArn, undefined, false);
    const limits = [bounds.maxEntries, bounds.maxAgeMs, bounds.maxBytes, REMEMBER_MS, REMEMBER_RECORDS];
    const values = records.flatMap(({ eventId, text }) => [eventId, text]);
    await connection.ready();
    await connection.client.eval(
      PUBLISH_LAMBDA_RECORDS,
      3,
      ...[keys.log, keys.state, keys.seen],
      ...[streamArn, randomUUID(), head, ...limits, ...values],
    );
  }

  return {
    async publish(records) {
      const connection = await (connecting ??= connect());
      try {
        await send(connection, records);
      } catch (error) {
        // What Redis says no to, it says no to again.
        if (error instanceof Error && error.name === 'ReplyError') throw error;
        // A container is frozen between invocations: its connection may have died meanwhile without a word.
        await connection.renew();
        await send(connection, records);
      }
    },
    async close() {
      const closing = connecting;
      connecting = undefined;
      (await closing)?.close();
    },
  };
}
