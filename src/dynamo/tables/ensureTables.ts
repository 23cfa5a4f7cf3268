import { CreateTableCommand, type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';

import { GatewayError } from '../../errors/gatewayError.js';
import type { Model, Table, TableIndex } from '../../model/model.js';
import { createTableInput, definitionsForIndex, indexInput, STREAM_VIEW_TYPE } from './createTableInput.js';
import { describeTable, isActive, waitUntilActive } from './describeTable.js';
import { multiAttributeIndexes, withoutMultiAttributeKeys } from './multiAttributeKeys.js';
import { type DriftKind, tableDrift } from './tableDrift.js';
import { ensureTtl } from './timeToLive.js';

export interface EnsureTablesOptions {
  readonly client: DynamoDBClient;
  readonly model: Model;
  /** Whether new tables get a change stream at once. Default true; else `enableStreams` does it later. */
  readonly streams?: boolean;
}

/**
 * For an engine that is the gateway's own: makes the tables of the model and the gateway's own that
 * are missing, adds missing global indexes, switches TTL on, and resolves when
 * everything is ACTIVE. Nothing that exists is changed or dropped.
 *
 * @throws {GatewayError} `TABLE_NOT_READY`, before anything was made, when a table or index that exists has
 *   another key or projects less than the model needs, and for an index key of several attributes that the engine
 *   refuses: one line for each.
 */
export async function ensureTables({ client, model, streams = true }: EnsureTablesOptions): Promise<void> {
  const tables = [...model.tables.values(), model.ownTable];
  const described = await Promise.all(
    tables.map(async (table) => [table, await describeTable(client, table.name)] as const),
  );
  const drifts = described.flatMap(([table, live]) => tableDrift(table, live, { stream: false }));
  const refused = drifts.filter((drift) => isUnchangeable(drift.kind) || isMissingLocalIndex(model, drift));
  if (refused.length > 0) {
    const lines = refused.map(({ message }) => message).join('\n');
    throw new GatewayError(
      'TABLE_NOT_READY',
      `${lines}\nTo start with empty tables instead, stop the gateway and delete its data folder (--data-dir, by default .sortkey).`,
    );
  }
  const make = async ([table, live]: (typeof described)[number]): Promise<void> => {
    if (live === undefined) await createTable(client, model, table, streams && table !== model.ownTable);
    else {
      if (!isActive(live)) await waitUntilActive(client, table.name);
      const existing = new Set(live.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
      await addMissingIndexes(client, model, table, existing);
    }
    if (table.ttlAttribute !== undefined) await ensureTtl(client, table.name, table.ttlAttribute);
  };
  const doubtful = new Set(multiAttributeIndexes(model).map(({ table }) => table));
  // First what an engine may not have at all, so that it is told before anything else is made.
  await Promise.all(described.filter(([table]) => doubtful.has(table)).map(make));
  await Promise.all(described.filter(([table]) => !doubtful.has(table)).map(make));
}

/**
 * Switches the change stream on for every table of the model that has none, and
 * resolves when all are ACTIVE. Records begin with the writes after that.
 *
 * @throws {GatewayError} `TABLE_NOT_READY` for a table that is missing or whose stream lacks the images.
 */
export async function enableStreams({ client, model }: Pick<EnsureTablesOptions, 'client' | 'model'>): Promise<void> {
  await Promise.all([...model.tables.keys()].map((table) => enableStream(client, table)));
}

async function enableStream(client: DynamoDBClient, table: string): Promise<void> {
  const live = await describeTable(client, table);
  if (live === undefined)
    throw new GatewayError('TABLE_NOT_READY', `Table "${table}" does not exist: create it first.`);
  const { StreamEnabled = false, StreamViewType } = live.StreamSpecification ?? {};
  if (StreamEnabled && StreamViewType === STREAM_VIEW_TYPE) return;
  if (StreamEnabled) {
    throw new GatewayError(
      'TABLE_NOT_READY',
      `The stream of table "${table}" has ${StreamViewType} only: switch it off and on again with ${STREAM_VIEW_TYPE}.`,
    );
  }
  await client.send(
    new UpdateTableCommand({
      TableName: table,
      StreamSpecification: { StreamEnabled: true, StreamViewType: STREAM_VIEW_TYPE },
    }),
  );
  await waitUntilActive(client, table);
}

async function createTable(client: DynamoDBClient, model: Model, table: Table, stream: boolean): Promise<void> {
  const command = new CreateTableCommand(createTableInput(table, { stream }));
  const { TableDescription } = await client.send(command).catch(refused(model, table, [...table.indexes.values()]));
  if (TableDescription === undefined || !isActive(TableDescription)) await waitUntilActive(client, table.name);
}

/** One after the other: AWS makes one index of a table at a time. */
async function addMissingIndexes(
  client: DynamoDBClient,
  model: Model,
  table: Table,
  existing: ReadonlySet<string | undefined>,
): Promise<void> {
  for (const index of table.indexes.values()) {
    if (index.local || existing.has(index.name)) continue;
    const command = new UpdateTableCommand({
      TableName: table.name,
      AttributeDefinitions: definitionsForIndex(table, index),
      GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }],
    });
    await client.send(command).catch(refused(model, table, [index]));
    await waitUntilActive(client, table.name);
  }
}

/** An engine that refuses an index key of several attributes does not have them: the thing to say, before its own words. */
function refused(model: Model, table: Table, indexes: readonly TableIndex[]): (error: Error) => never {
  const special = multiAttributeIndexes(model).filter((each) => each.table === table && indexes.includes(each.index));
  return (error) => {
    if (special.length === 0 || error.name !== 'ValidationException') throw error;
    throw withoutMultiAttributeKeys(model, special, error.message);
  };
}

function isUnchangeable(kind: DriftKind): boolean {
  return kind === 'KEY_DIFFERS' || kind === 'INDEX_DIFFERS';
}

function isMissingLocalIndex(
  model: Model,
  drift: { kind: DriftKind; table: string; index: string | undefined },
): boolean {
  return (
    drift.kind === 'INDEX_MISSING' && model.tables.get(drift.table)?.indexes.get(drift.index ?? '')?.local === true
  );
}
