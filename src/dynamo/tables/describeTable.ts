import { setTimeout as sleep } from 'node:timers/promises';

import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';

import { GatewayError } from '../../errors/gatewayError.js';

/** The live description, or undefined where there is no such table. */
export async function describeTable(
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  signal?: AbortSignal,
): Promise<TableDescription | undefined> {
  try {
    const { Table } = await client.send(
      new DescribeTableCommand({ TableName: table }),
      signal ? { abortSignal: signal } : {},
    );
    return Table;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 1000;
/** A new table takes seconds; adding an index to a large one may take hours and is done by other means. */
const READY_TIMEOUT_MS = 120_000;

/**
 * Waits until the table and all its indexes are ACTIVE.
 *
 * @throws {GatewayError} `TABLE_NOT_READY` when that takes longer than 120 s.
 */
export async function waitUntilActive(client: DynamoDBClient, table: string): Promise<void> {
  const giveUpAtMs = Date.now() + READY_TIMEOUT_MS;
  for (let delayMs = FIRST_POLL_MS; ; delayMs = Math.min(LONGEST_POLL_MS, delayMs * 2)) {
    const live = await describeTable(client, table);
    if (live !== undefined && isActive(live)) return;
    if (Date.now() > giveUpAtMs) {
      throw new GatewayError(
        'TABLE_NOT_READY',
        `Table "${table}" is still ${live?.TableStatus ?? 'missing'} after ${READY_TIMEOUT_MS / 1000} s. Start again once it is ACTIVE.`,
      );
    }
    await sleep(delayMs);
  }
}

export function isActive(live: TableDescription): boolean {
  const statuses = [live.TableStatus, ...(live.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus)];
  return statuses.every((status) => status === 'ACTIVE');
}
