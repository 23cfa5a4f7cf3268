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
 * @returns What differs, in the order of the model's tables, the gateway's own last; empty where all is well.
 * @throws What the SDK throws when DynamoDB cannot be reached or asked (`dynamodb:DescribeTable`, `dynamodb:DescribeTimeToLive`).
 */
export async function verifyTables({
  client,
  model,
  streams = true,
}: VerifyTablesOptions): Promise<readonly TableDrift[]> {
  const tables = [...model.tables.values()];
  const drifts = await Promise.all([
    ...tables.map((table) => verifyTable(client, table, streams)),
    verifyOwnTable(client, model),
  ]);
  return drifts.flat();
}

/**
 * The gateway's own table. Where no type has a `@unique` field it is needed by clients that send tokens only, so that
 * everything about it is one kind of drift, `OWN_TABLE_UNFIT`; also that it may not be looked at.
 */
async function verifyOwnTable(client: DynamoDBClient, model: Model): Promise<readonly TableDrift[]> {
  const { ownTable } = model;
  const needed = [...model.entities.values()].some(({ uniqueFields }) => uniqueFields.length > 0);
  const unfit = (message: string): TableDrift => ({
    kind: 'OWN_TABLE_UNFIT',
    table: ownTable.name,
    index: undefined,
    message,
  });
  try {
    const drifts = (await verifyTable(client, ownTable, false)).map((drift) =>
      drift.kind === 'TABLE_MISSING' ? { ...drift, message: missingOwnTable(ownTable, needed) } : drift,
    );
    return needed ? drifts : drifts.map(({ message }) => unfit(message));
  } catch (error) {
    if (needed || (error as Error).name !== 'AccessDeniedException') throw error;
    return [unfit(`Table "${ownTable.name}" cannot be looked at: ${(error as Error).message}`)];
  }
}

function missingOwnTable({ name, partition, sort, ttlAttribute }: Table, needed: boolean): string {
  const use = needed ? 'the markers of @unique values' : 'the tokens of transactions and the leases of streams';
  // Where it is needed the start fails, and says so of all tables together.
  const orByItself = needed
    ? ''
    : ', or start the gateway with --tables create (SORTKEY_TABLES=create), which makes it';
  return (
    `Table "${name}" does not exist, where the gateway keeps ${use}: create it with partition key ` +
    `"${partition.name}" (${partition.type}) and sort key "${sort?.name}" (${sort?.type}), and switch TTL on for "${ttlAttribute}"${orByItself}.`
  );
}

async function verifyTable(client: DynamoDBClient, table: Table, stream: boolean): Promise<readonly TableDrift[]> {
  const live = await describeTable(client, table.name);
  const drifts = tableDrift(table, live, { stream });
  if (live === undefined || table.ttlAttribute === undefined) return drifts;
  const attribute = await liveTtlAttribute(client, table.name);
  if (attribute === table.ttlAttribute) return drifts;
  const state = attribute === undefined ? 'no TTL' : `TTL on "${attribute}"`;
  const message = `Table "${table.name}" has ${state}: switch TTL on for "${table.ttlAttribute}", without it expired items are never deleted.`;
  return [...drifts, { kind: 'TTL_OFF', table: table.name, index: undefined, message }];
}
