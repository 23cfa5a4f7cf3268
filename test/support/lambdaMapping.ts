import type { StreamHandler } from '../../src/lambda.js';
import { callDynamo } from './callDynamo.js';
import { testEngine } from './engine.js';

/** Hands a table's changes to a handler as Lambda does: shard by shard, and from the record that failed again. */
export interface LambdaMapping {
  /** Everything that was written since the last time. @param batchSize  Records an event. */
  handOver(batchSize?: number): Promise<void>;
}

interface StreamShard {
  readonly ShardId: string;
}

interface StreamRecord {
  readonly dynamodb: { readonly SequenceNumber: string };
}

/** From the first record of the table's stream at the engine of the run. */
export async function createLambdaMapping(table: string, handler: StreamHandler): Promise<LambdaMapping> {
  const { Table } = await ask<{ readonly Table: { readonly LatestStreamArn: string } }>(
    'DynamoDB_20120810',
    'DescribeTable',
    {
      TableName: table,
    },
  );
  const StreamArn = Table.LatestStreamArn;
  const { StreamDescription } = await ask<{ readonly StreamDescription: { readonly Shards: readonly StreamShard[] } }>(
    STREAMS,
    'DescribeStream',
    { StreamArn },
  );
  const done = new Map<string, string>();

  async function recordsOf({ ShardId }: StreamShard): Promise<readonly StreamRecord[]> {
    const SequenceNumber = done.get(ShardId);
    const position =
      SequenceNumber === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber };
    const { ShardIterator } = await ask<{ readonly ShardIterator: string }>(STREAMS, 'GetShardIterator', {
      StreamArn,
      ShardId,
      ...position,
    });
    const { Records } = await ask<{ readonly Records: readonly StreamRecord[] }>(STREAMS, 'GetRecords', {
      ShardIterator,
    });
    return Records.map((record) => ({ ...record, eventSourceARN: StreamArn }));
  }

  return {
    async handOver(batchSize = 100) {
      for (const shard of StreamDescription.Shards) {
        for (let left = await recordsOf(shard); left.length > 0;) {
          const Records = left.slice(0, batchSize);
          const { batchItemFailures } = await handler({ Records });
          const [failed] = batchItemFailures;
          const at = failed === undefined ? Records.length : indexOf(Records, failed.itemIdentifier);
          const last = left[at - 1];
          if (last !== undefined) done.set(shard.ShardId, last.dynamodb.SequenceNumber);
          left = left.slice(at);
        }
      }
    },
  };
}

const STREAMS = 'DynamoDBStreams_20120810';

function indexOf(records: readonly StreamRecord[], sequenceNumber: string): number {
  return records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === sequenceNumber);
}

async function ask<T>(service: string, action: string, input: unknown): Promise<T> {
  const { status, body } = await callDynamo(testEngine().endpoint, `${service}.${action}`, input);
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
  return body as T;
}
