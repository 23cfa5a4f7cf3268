import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, type DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

import { GatewayError } from '../../errors/gatewayError.js';
import { STREAM_VIEW_TYPE } from '../tables/createTableInput.js';
import { describeTable } from '../tables/describeTable.js';
import type { ShardLink } from './shardLineage.js';

export interface StreamDescription {
  /** `ENABLING`, `ENABLED`, `DISABLING`, `DISABLED`: what is in a disabled stream can still be read for 24 hours. */
  readonly status: string;
  readonly shards: readonly ShardLink[];
}

/** All shards of a stream, asked for page after page. */
export async function describeStream(
  client: Pick<DynamoDBStreamsClient, 'send'>,
  streamArn: string,
  signal: AbortSignal,
): Promise<StreamDescription> {
  const shards: ShardLink[] = [];
  let status = 'ENABLED';
  let lastShardId: string | undefined;
  do {
    const { StreamDescription: page } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(lastShardId && { ExclusiveStartShardId: lastShardId }) }),
      { abortSignal: signal },
    );
    for (const { ShardId, ParentShardId } of page?.Shards ?? []) {
      if (ShardId !== undefined) shards.push({ shardId: ShardId, parentId: ParentShardId });
    }
    status = page?.StreamStatus ?? status;
    lastShardId = page?.LastEvaluatedShardId;
  } while (lastShardId !== undefined);
  return { status, shards };
}

/**
 * The ARN of a table's stream.
 *
 * @param views  `IMAGES`: only a stream that shows items before and after each change will do.
 * @throws {GatewayError} `TABLE_NOT_READY` where there is no such table, or no such stream of it.
 */
export async function streamOfTable(
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  signal: AbortSignal,
  views: 'IMAGES' | 'ANY' = 'IMAGES',
): Promise<string> {
  const description = await describeTable(client, table, signal);
  if (description === undefined) throw notReady(`Table "${table}" does not exist: create it.`);
  const { StreamEnabled = false, StreamViewType } = description.StreamSpecification ?? {};
  if (!StreamEnabled || description.LatestStreamArn === undefined) {
    throw notReady(
      `Table "${table}" has no stream, so its changes cannot be seen: switch on a stream of ${STREAM_VIEW_TYPE}, ` +
        `with: ${commandFor(table)}`,
    );
  }
  if (views === 'IMAGES' && StreamViewType !== STREAM_VIEW_TYPE) {
    throw notReady(
      `The stream of table "${table}" has ${StreamViewType} only: switch it off, and on again with ${STREAM_VIEW_TYPE}: ` +
        commandFor(table),
    );
  }
  return description.LatestStreamArn;
}

function commandFor(table: string): string {
  return (
    `aws dynamodb update-table --table-name ${table} ` +
    `--stream-specification StreamEnabled=true,StreamViewType=${STREAM_VIEW_TYPE}`
  );
}

function notReady(message: string): GatewayError {
  return new GatewayError('TABLE_NOT_READY', message);
}
