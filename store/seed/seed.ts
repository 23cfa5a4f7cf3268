import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { storeItems } from './storeItems.js';
import type { StoreItem } from './storeItem.js';

export interface SeedContext {
  readonly documentClient: DynamoDBDocumentClient;
  /** The schema's name of a table -> the name it has in DynamoDB. */
  readonly tableName: (name: string) => string;
  readonly log: (message: string) => void;
}

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>;

/** BatchWriteItem takes 25 items, of any tables. */
const ITEMS_PER_BATCH = 25;
const BATCHES_AT_A_TIME = 8;
const ATTEMPTS = 10;

/**
 * Loads the sample data into tables that exist. Running it again writes the same items over
 * themselves: edits of sample items are lost, other items stay.
 *
 * @throws {Error} when DynamoDB still leaves items unprocessed after ten attempts, about 25 s.
 */
export async function seed({ documentClient, tableName, log }: SeedContext): Promise<void> {
  const startedMs = Date.now();
  const items = [...storeItems(new Date())];
  const batches = Array.from({ length: Math.ceil(items.length / ITEMS_PER_BATCH) }, (_, index) =>
    toRequests(items.slice(index * ITEMS_PER_BATCH, (index + 1) * ITEMS_PER_BATCH), tableName),
  );
  const queue = batches.values();
  async function work(): Promise<void> {
    for (const batch of queue) await writeBatch(documentClient, batch);
  }
  await Promise.all(Array.from({ length: BATCHES_AT_A_TIME }, work));
  log(`Loaded ${items.length} sample items in ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
}

function toRequests(items: readonly StoreItem[], tableName: (name: string) => string): Requests {
  const requests: Requests = {};
  for (const { table, item } of items) (requests[tableName(table)] ??= []).push({ PutRequest: { Item: { ...item } } });
  return requests;
}

async function writeBatch(documentClient: DynamoDBDocumentClient, batch: Requests): Promise<void> {
  let remaining = batch;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { UnprocessedItems = {} } = await documentClient.send(new BatchWriteCommand({ RequestItems: remaining }));
    if (Object.keys(UnprocessedItems).length === 0) return;
    remaining = UnprocessedItems;
    await wait(Math.random() * 25 * 2 ** attempt);
  }
  const tables = Object.keys(remaining).join(', ');
  throw new Error(
    `DynamoDB keeps refusing items of ${tables}: give the tables more write capacity (or on-demand billing) and start again.`,
  );
}
