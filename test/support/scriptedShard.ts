import { createHash } from 'node:crypto';
import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';

/** A record as it was written, whole: what a stream of fewer images shows of it is decided when it is read. */
export interface ScriptedRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: AttributeMap;
  readonly oldImage: AttributeMap | undefined;
  readonly newImage: AttributeMap | undefined;
  readonly atMs: number;
  /** Deleted by the TTL service. */
  readonly expired: boolean;
}

/** A shard of a scripted stream. Positions are indexes into `records`, from which nothing is ever taken. */
export interface ScriptedShard {
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  readonly startingSequenceNumber: bigint;
  /** Its items' partition keys have hashes in `from` to below `below`, of 0 to 1. */
  readonly from: number;
  readonly below: number;
  readonly records: ScriptedRecord[];
  /** So many of the oldest records are gone. */
  trimmed: number;
  closedAtMs: number | undefined;
  /** DescribeStream shows a shard some time after it was made. */
  isListed: boolean;
  /** So many pages come empty before the next one with records, as AWS may answer at any time. */
  emptyPages: number;
  /** Read to its end, it has one more page, empty and without a next iterator; else that is the last one with records. */
  readonly endsWithEmptyPage: boolean;
}

/** What all shards of an endpoint get their names and numbers from. */
export interface ShardNumbers {
  made: number;
}

const RETENTION_MS = 24 * 60 * 60 * 1000;

export function makeShard(
  numbers: ShardNumbers,
  { from, below, parentShardId }: Pick<ScriptedShard, 'from' | 'below' | 'parentShardId'>,
  atMs: number,
): ScriptedShard {
  const number = (numbers.made += 1);
  const hex = createHash('md5').update(String(number)).digest('hex').slice(0, 8);
  return {
    // The younger has the larger id.
    shardId: `shardId-${String(atMs + number).padStart(20, '0')}-${hex}`,
    parentShardId,
    // Of 21 to 39 digits and about to have one more: neither as texts nor between shards can they be compared.
    startingSequenceNumber: 10n ** BigInt(21 + ((number * 7) % 19)) - 4n,
    from,
    below,
    records: [],
    trimmed: 0,
    closedAtMs: undefined,
    isListed: true,
    emptyPages: 0,
    endsWithEmptyPage: number % 2 === 0,
  };
}

export function nextSequenceNumber({ records, startingSequenceNumber }: ScriptedShard): bigint {
  const last = records.at(-1);
  return last === undefined ? startingSequenceNumber : BigInt(last.sequenceNumber) + 1n + BigInt(records.length % 3);
}

/** What is older than 24 hours is gone. */
export function trimOld(shard: ScriptedShard, nowMs: number): void {
  while ((shard.records[shard.trimmed]?.atMs ?? Infinity) < nowMs - RETENTION_MS) shard.trimmed += 1;
}

/** A closed shard lives as long as what could be in it. */
export function isOutlived({ closedAtMs }: { readonly closedAtMs: number | undefined }, nowMs: number): boolean {
  return closedAtMs !== undefined && closedAtMs < nowMs - RETENTION_MS;
}

/** 0 to below 1, by which items are spread over shards. */
export function hashOf(partitionKey: AttributeValue | undefined): number {
  return createHash('md5').update(JSON.stringify(partitionKey)).digest().readUInt32BE() / 2 ** 32;
}
