import type { ChangeRecord } from './changeRecord.js';

/**
 * How far a shard of a stream is read:
 *
 * - `START`: nothing of it yet.
 * - digits: all records up to the one with this sequence number.
 * - `@` and milliseconds since 1970: all records made before about this moment (a record's time is to the second, and by
 *   DynamoDB's clock). What reading that began at the tip can say of a shard in which no record came since.
 * - `END`: all of it; it is closed, and its children begin at their START.
 */
export type ShardPosition = 'START' | 'END' | `@${number}` | `${bigint}`;

/** What was read of one shard at once, in the order of its writes. */
export interface ChangeBatch {
  readonly table: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  /** Everything up to here was given before, by whoever read the shard then. */
  readonly after: ShardPosition;
  /** The position once these records are done. Equal to `after` where there was nothing to read. */
  readonly through: ShardPosition;
  readonly records: readonly ChangeRecord[];
  /** Records between `after` and the first of these are lost: trimmed after 24 hours, or made while there was no stream. */
  readonly hasGap: boolean;
}

/**
 * Negative where `a` is before `b`. Moments (`@`) and START are before every record, for nothing says which records they
 * cover: two of them are equal.
 */
export function comparePositions(a: ShardPosition, b: ShardPosition): number {
  if (a === b) return 0;
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right || left !== RECORD) return left - right;
  return compareSequenceNumbers(a, b);
}

/** As whole numbers: they have up to 40 digits. */
export function compareSequenceNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The position after a record. */
export function positionAfter({ sequenceNumber }: Pick<ChangeRecord, 'sequenceNumber'>): ShardPosition {
  return sequenceNumber as `${bigint}`;
}

/** Milliseconds since 1970 of a position that is a moment. */
export function momentOf(position: ShardPosition): number | undefined {
  return position.startsWith('@') ? Number(position.slice(1)) : undefined;
}

const RECORD = 1;

function rankOf(position: ShardPosition): number {
  if (position === 'END') return 2;
  return position === 'START' || position.startsWith('@') ? 0 : RECORD;
}
