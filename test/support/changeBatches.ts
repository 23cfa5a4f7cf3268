import type { ChangeBatch, ShardPosition } from '../../src/model/changeBatch.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';

export interface SampleBatch {
  readonly table: string;
  readonly shardId?: string;
  readonly parentShardId?: string;
  readonly streamArn?: string;
  readonly after: ShardPosition;
  readonly through?: ShardPosition;
  readonly sequenceNumbers?: readonly (number | bigint)[];
  /** Letters in each record's new image. */
  readonly size?: number;
}

/** A batch as a reader of streams gives it: one record for each sequence number, `through` the last of them. */
export function sampleBatch({ table, after, sequenceNumbers = [], size = 1, ...rest }: SampleBatch): ChangeBatch {
  const { shardId = 'shardId-1', parentShardId, streamArn = streamArnOf(table) } = rest;
  const numbers = sequenceNumbers.map(String) as `${bigint}`[];
  return {
    table,
    shardId,
    parentShardId,
    streamArn,
    after,
    through: rest.through ?? numbers.at(-1) ?? after,
    records: numbers.map((sequenceNumber) => sampleRecord(table, shardId, sequenceNumber, size)),
    hasGap: false,
  };
}

export function streamArnOf(table: string): string {
  return `arn:aws:dynamodb:eu-central-1:123456789012:table/${table}/stream/2026-01-02T03:04:05.678`;
}

function sampleRecord(table: string, shardId: string, sequenceNumber: string, size: number): ChangeRecord {
  return {
    table,
    shardId,
    sequenceNumber,
    kind: 'MODIFY',
    keys: { id: { S: 'ä' } },
    oldImage: { id: { S: 'ä' }, n: { N: '12345678901234567890123456789012345678' } },
    newImage: { id: { S: 'ä' }, b: { B: 'AAH/' }, text: { S: 'x'.repeat(size) } },
    at: new Date(1_700_000_000_000),
    expired: false,
  };
}
