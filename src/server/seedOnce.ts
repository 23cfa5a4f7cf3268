import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import type { Seed } from './gatewayOptions.js';

export interface SeedOptions {
  readonly seed: Seed;
  readonly settings: GatewaySettings;
  readonly documentClient: DocumentClient;
  readonly tableName: (name: string) => string;
  /** Told one line a call. */
  readonly onProgress: (message: string) => void;
}

/**
 * Loads the sample data into the embedded engine, once in the life of its data:
 * a mark beside the data file says that it was loaded to the end. A start that
 * is killed while loading leaves no mark, and the next start loads again.
 */
export async function seedOnce({ seed, settings, documentClient, tableName, onProgress }: SeedOptions): Promise<void> {
  const mark = settings.inMemory ? undefined : join(settings.dataDir, 'seeded');
  if (mark !== undefined && existsSync(mark)) return;
  await seed({ documentClient, tableName, log: onProgress });
  if (mark !== undefined)
    await writeFile(mark, 'The sample data is in dynamodb.sqlite. Delete the folder to begin anew.\n');
}
