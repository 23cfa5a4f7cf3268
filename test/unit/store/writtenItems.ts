import { createDocumentClient } from '../../../src/dynamo/execute/sdkClients.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { SeedContext } from '../../../store/seed/seed.js';
import { success } from '../../support/scriptedAnswer.js';
import { startScriptedEndpoint, type Script, type ScriptedEndpoint } from '../../support/scriptedEndpoint.js';

export interface BatchWrite {
  readonly RequestItems: Readonly<Record<string, readonly { readonly PutRequest: { readonly Item: AttributeMap } }[]>>;
}

export interface WrittenItem {
  readonly table: string;
  readonly item: AttributeMap;
}

/**
 * Runs a `seed` against an endpoint that takes everything.
 *
 * @param answers  What the endpoint answers first.
 * @returns What it was sent, as it went over the wire, and what was logged.
 */
export async function runSeed(
  seed: (context: SeedContext) => Promise<void>,
  ...answers: readonly Script[]
): Promise<{ readonly batches: readonly BatchWrite[]; readonly logged: readonly string[] }> {
  const endpoint: ScriptedEndpoint = await startScriptedEndpoint();
  endpoint.on('BatchWriteItem', ...answers);
  endpoint.always('BatchWriteItem', success({ UnprocessedItems: {} }));
  const documentClient = createDocumentClient({ endpoint: endpoint.endpoint });
  const logged: string[] = [];
  try {
    await seed({ documentClient, tableName: (name) => `test-${name}`, log: (message) => logged.push(message) });
    return { batches: endpoint.inputsOf('BatchWriteItem') as readonly BatchWrite[], logged };
  } finally {
    documentClient.destroy();
    await endpoint.close();
  }
}

/** The items of batches, with the names their tables have in the schema. */
export function itemsOfBatches(batches: readonly BatchWrite[]): readonly WrittenItem[] {
  return batches.flatMap(({ RequestItems }) =>
    Object.entries(RequestItems).flatMap(([table, requests]) =>
      requests.map(({ PutRequest }) => ({ table: table.replace(/^test-/, ''), item: PutRequest.Item })),
    ),
  );
}
