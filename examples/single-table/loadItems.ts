import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SampleItem } from './sampleItem.js';

export interface SeedContext {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: (name: string) => string;
  readonly log: (message: string) => void;
}

const ITEMS_PER_BATCH = 25;
const ATTEMPTS = 10;

/**
 * Loads sample items into one table, which has to exist.
 *
 * @param name  The table's name in the schema.
 * @throws {Error} when DynamoDB still leaves items unprocessed after ten attempts, about 25 s.
 */
export async function loadItems(
  { documentClient, tableName, log }: SeedContext,
  name: string,
  items: readonly SampleItem[],
): Promise<void> {
  const table = tableName(name);
  for (let start = 0; start < items.length; start += ITEMS_PER_BATCH) {
    let requests = items.slice(start, start + ITEMS_PER_BATCH).map((item) => ({ PutRequest: { Item: { ...item } } }));
    for (let attempt = 1; requests.length > 0; attempt += 1) {
      if (attempt > ATTEMPTS)
        throw new Error(`${table} takes no more items; give it more write capacity and try again.`);
      const answer = await documentClient.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      requests = (answer.UnprocessedItems?.[table] ?? []) as typeof requests;
      if (requests.length > 0) await wait(Math.random() * 25 * 2 ** attempt);
    }
  }
  log(`Loaded ${items.length} items into ${table}.`);
}
