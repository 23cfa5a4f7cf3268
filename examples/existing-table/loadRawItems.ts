import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface SeedContext {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: (name: string) => string;
  readonly log: (message: string) => void;
}

type RawItem = Record<string, AttributeValue>;

const ITEMS_PER_BATCH = 25;
const ATTEMPTS = 10;

/**
 * Writes items exactly as they stand in a file of DynamoDB's JSON, as another program would have: nothing is checked,
 * nothing is added.
 *
 * @param file  Items by table name: `{ "telemetry": [{ "pk": { "S": "device#1" } }] }`. The tables have to exist.
 * @throws {Error} when DynamoDB still leaves items unprocessed after ten attempts, about 25 s.
 */
export async function loadRawItems({ documentClient, tableName, log }: SeedContext, file: URL): Promise<void> {
  const tables = JSON.parse(await readFile(file, 'utf8'), withBytes) as Record<string, readonly RawItem[]>;
  for (const [name, items] of Object.entries(tables)) {
    const table = tableName(name);
    for (let start = 0; start < items.length; start += ITEMS_PER_BATCH) {
      let requests = items.slice(start, start + ITEMS_PER_BATCH).map((Item) => ({ PutRequest: { Item } }));
      for (let attempt = 1; requests.length > 0; attempt += 1) {
        if (attempt > ATTEMPTS)
          throw new Error(`${table} takes no more items; give it more write capacity and try again.`);
        const answer = await documentClient.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
        requests = (answer.UnprocessedItems?.[table] ?? []) as typeof requests;
        if (requests.length > 0) await wait(Math.random() * 25 * 2 ** attempt);
      }
    }
    log(`Loaded ${items.length} items into ${table}.`);
  }
}

/** In DynamoDB's JSON a text under "B" is base64; the client wants the bytes. */
function withBytes(key: string, value: unknown): unknown {
  return key === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}
