import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

import type { ChangeBatch } from '../../model/changeBatch.js';
import { type Clock, systemClock } from './clock.js';

export interface StreamConsumerOptions {
  /** Tables whose streams are read, at least one. */
  readonly tables: readonly string[];
  /** Consumers of one name share the work, and their checkpoints. */
  readonly name: string;
  readonly dynamoClient: Pick<DynamoDBClient, 'send'>;
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  /** Where leases are kept: a table with a string partition key `pk`, a string sort key `sk`, and TTL on `expiresAt`. */
  readonly leaseTable: string;
  /** Takes the records of a shard, batch after batch. One that rejects is given again, with backoff, and nothing after it. */
  readonly onBatch: (batch: ChangeBatch) => Promise<void> | void;
  /** Where a stream begins that consumers of this name have never read. Default `LATEST`. */
  readonly startFrom?: 'LATEST' | 'TRIM_HORIZON';
  /**
   * - `SHARED` (default): consumers of one name in several processes divide the shards.
   * - `EXCLUSIVE`: this one reads all of them; where another lives, the start throws `StreamTakenError`.
   * - `ALONE`: it takes all of them at once, whoever held them. For who knows that no other lives.
   */
  readonly sharing?: 'SHARED' | 'EXCLUSIVE' | 'ALONE';
  /** `IGNORE`: each start begins at `startFrom`; not with `SHARED`. Default `KEEP`. */
  readonly checkpoints?: 'KEEP' | 'IGNORE';
  /** Whether polls that found nothing are given too, as empty batches. Default false. */
  readonly onEmptyPages?: boolean;
  /** Whether the start refuses a stream that lacks images before and after the change. Default false. */
  readonly needsImages?: boolean;
  /**
   * - `REFUSE` (default): the start fails where one of the tables' streams cannot be read.
   * - `RETRY`: that is told to `onError`, the others are read, and this one is as soon as it can be.
   */
  readonly unreadableTables?: 'REFUSE' | 'RETRY';
  /** Told of what goes wrong while reading goes on, once in a row. Must not throw. Default: `process.emitWarning`. */
  readonly onError?: (error: unknown) => void;
  /** A consumer that does not renew its leases for so long has lost them. Default 10 000, at least 100. */
  readonly leaseDurationMs?: number;
  /** The longest wait between two polls of a shard that has nothing new. Default 1000. */
  readonly idleDelayMs?: number;
  /** In 0 to 1, like `Math.random` (the default). */
  readonly random?: () => number;
  /** Default: the system's. */
  readonly clock?: Clock;
}

type Defaults = Required<
  Omit<StreamConsumerOptions, 'tables' | 'name' | 'dynamoClient' | 'streamsClient' | 'leaseTable' | 'onBatch'>
>;

export const CONSUMER_DEFAULTS: Defaults = {
  startFrom: 'LATEST',
  sharing: 'SHARED',
  checkpoints: 'KEEP',
  onEmptyPages: false,
  needsImages: false,
  unreadableTables: 'REFUSE',
  onError: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  leaseDurationMs: 10_000,
  idleDelayMs: 1000,
  random: Math.random,
  clock: systemClock,
};

const CHECKS: Readonly<Record<keyof StreamConsumerOptions, readonly [(value: unknown) => boolean, string]>> = {
  tables: [
    (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
    'a list of table names, at least one',
  ],
  name: [isText, 'a text that is not empty'],
  dynamoClient: [isClient, 'a DynamoDBClient'],
  streamsClient: [isClient, 'a DynamoDBStreamsClient'],
  leaseTable: [isText, 'the name of a table'],
  onBatch: [isFunction, 'a function'],
  startFrom: oneOf('LATEST', 'TRIM_HORIZON'),
  sharing: oneOf('SHARED', 'EXCLUSIVE', 'ALONE'),
  checkpoints: oneOf('KEEP', 'IGNORE'),
  onEmptyPages: [isBoolean, 'true or false'],
  needsImages: [isBoolean, 'true or false'],
  unreadableTables: oneOf('REFUSE', 'RETRY'),
  onError: [isFunction, 'a function'],
  leaseDurationMs: [(value) => isNumber(value) && value >= 100, 'a number of milliseconds, at least 100'],
  idleDelayMs: [(value) => isNumber(value) && value >= 0, 'a number of milliseconds, at least 0'],
  random: [isFunction, 'a function'],
  clock: [(value) => typeof value === 'object' && value !== null, 'a clock'],
};

export const CONSUMER_OPTION_NAMES = Object.keys(CHECKS);
const REQUIRED = CONSUMER_OPTION_NAMES.filter((name) => !(name in CONSUMER_DEFAULTS));

/** @throws {TypeError} naming the first option that is missing or cannot be used. */
export function parseConsumerOptions(options: StreamConsumerOptions): Required<StreamConsumerOptions> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const name of REQUIRED) {
    const [, what] = CHECKS[name as keyof typeof CHECKS];
    if (!given.some(([each]) => each === name)) throw new TypeError(`createStreamConsumer needs "${name}": ${what}.`);
  }
  for (const [name, value] of given) {
    const [isUsable, what] = CHECKS[name as keyof typeof CHECKS];
    if (!isUsable(value)) throw new TypeError(`"${name}" of createStreamConsumer must be ${what}.`);
  }
  const parsed = { ...CONSUMER_DEFAULTS, ...Object.fromEntries(given) } as Required<StreamConsumerOptions>;
  if (parsed.checkpoints === 'IGNORE' && parsed.sharing === 'SHARED') {
    throw new TypeError(
      'checkpoints: "IGNORE" would set back consumers that share: write sharing: "EXCLUSIVE" (or "ALONE") with it.',
    );
  }
  return parsed;
}

/** A name that no other process has, nor this one after a restart. */
export function newWorkerName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

function oneOf(...values: readonly string[]): readonly [(value: unknown) => boolean, string] {
  return [(value) => values.includes(value as string), values.map((value) => `"${value}"`).join(' or ')];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isClient(value: unknown): boolean {
  return typeof (value as { readonly send?: unknown } | null)?.send === 'function';
}
