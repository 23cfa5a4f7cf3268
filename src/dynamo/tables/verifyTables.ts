import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import type { Model, Table } from '../../model/model.js';
import { describeTable } from './describeTable.js';
import { type TableDrift, tableDrift } from './tableDrift.js';
import { liveTtlAttribute } from './timeToLive.js';

export interface VerifyTablesOptions {
  readonly client: DynamoDBClient;
  readonly model: Model;
  /** Whether tables must have a change stream. Default true. */
  readonly streams?: boolean;
}

/**
 * Compares the live tables with the model and changes nothing.
 *
 * @returns What differs, in the order of the model's tables; empty where all is well.
 * @throws What the SDK throws when DynamoDB cannot be reached or asked (`dynamodb:DescribeTable`, `dynamodb:DescribeTimeToLive`).
 */
export async function verifyTables(options: VerifyTablesOptions): Promise<readonly TableDrift[]> {
  const tables = [...options.model.tables.values()];
  return (await Promise.all(tables.map((table) => verifyTable(table, options)))).flat();
}

async function verifyTable(
  table: Table,
  { client, streams = true }: VerifyTablesOptions,
): Promise<readonly TableDrift[]> {
  const live = await describeTable(client, table.name);
  const drifts = tableDrift(table, live, { stream: streams });
  if (live === undefined || table.ttlAttribute === undefined) return drifts;
  const attribute = await liveTtlAttribute(client, table.name);
  if (attribute === table.ttlAttribute) return drifts;
  const state = attribute === undefined ? 'no TTL' : `TTL on "${attribute}"`;
  const message = `Table "${table.name}" has ${state}: switch TTL on for "${table.ttlAttribute}", without it expired items are never deleted.`;
  return [...drifts, { kind: 'TTL_OFF', table: table.name, index: undefined, message }];
}
