import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scenario } from './scenario.js';
import type { TabletopItems } from './tabletopTransport.js';
import type { Command } from './testGateway.js';

/** One access pattern of an example's README: what a client sends, the commands it makes, and the answer. */
export type AccessPattern = Omit<Scenario, 'schema' | 'items' | 'operation'> &
  (
    | { readonly operation: string }
    /** Name of a file in the example's `operations`, without `.graphql`; its variables are those beside it. */
    | { readonly file: string }
  );

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/**
 * The access patterns of an example as golden scenarios, on its own schema.
 *
 * @param folder  Below `examples`, such as `existing-table/telemetry`.
 */
export function exampleScenarios(
  folder: string,
  items: TabletopItems,
  patterns: readonly AccessPattern[],
): readonly Scenario[] {
  const schema = fileOf(folder, 'schema.graphql');
  return patterns.map((pattern) => {
    if ('operation' in pattern) return { ...pattern, schema, items };
    const { file, ...rest } = pattern;
    return { ...rest, schema, items, ...operationOf(folder, file) };
  });
}

/** What an example's `items.json` holds: items by table, in DynamoDB's JSON. */
export function rawItems(folder: string): TabletopItems {
  return JSON.parse(fileOf(folder, 'items.json')) as TabletopItems;
}

/** One command for each shard of a spread partition. */
export function inShards(count: number, commandOf: (shard: number) => Command): readonly Command[] {
  return Array.from({ length: count }, (_, shard) => commandOf(shard));
}

function operationOf(folder: string, file: string): Pick<Scenario, 'operation' | 'variables'> {
  const operation = withoutIntroduction(fileOf(folder, `operations/${file}.graphql`));
  const variables = `operations/${file}.variables.json`;
  if (!existsSync(join(EXAMPLES, folder, variables))) return { operation };
  return { operation, variables: JSON.parse(fileOf(folder, variables)) as Readonly<Record<string, unknown>> };
}

function fileOf(folder: string, file: string): string {
  return readFileSync(join(EXAMPLES, folder, file), 'utf8');
}

/** An operation file starts with a comment for its reader; scenarios are told apart by their first word. */
function withoutIntroduction(operation: string): string {
  return operation.replace(/^(?:#.*\n)+/, '');
}
