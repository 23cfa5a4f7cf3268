import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';
import { UsageError } from './usageError.js';

interface Given {
  readonly variables?: string;
  readonly operation?: string;
  readonly claims?: string;
  readonly json?: boolean;
  readonly sample?: boolean;
}

/** `sortkey explain op.graphql`: what an operation would do and cost, without sending it. */
export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('show what an operation would send to DynamoDB and what it would cost, without sending it')
    .argument('<file>', 'a GraphQL document')
    .addOption(new Option('--variables <json>', 'its variables: JSON, or the path of a file with JSON'))
    .addOption(new Option('--operation <name>', 'which of its operations'))
    .addOption(new Option('--claims <json>', 'who asks: the claims of a token, as JSON or the path of a file'))
    .addOption(new Option('--sample', 'look at some items of each table, for better estimates'))
    .addOption(new Option('--json', 'print the plan as JSON'))
    .action(async (file: string, given: Given) => explain(file, given, settingsFrom({ ...given })));
  addSettingFlags(command, [
    ...(['schemaFile', 'endpoint', 'region', 'tablePrefix', 'dataDir', 'dynamodbLocalJar'] as const),
    ...(['pageSizeDefault', 'pageSizeMax', 'readBudgetUnits'] as const),
  ]);
}

async function explain(file: string, given: Given, settings: GatewaySettings): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { explainedSchema, sampledSizes } = await import('../server/explainedSchema.js');
  const { explainOperation } = await import('../resolvers/explain/explainOperation.js');
  const { explainText } = await import('../resolvers/explain/explainText.js');
  const { createViewer } = await import('../resolvers/viewer.js');
  const { parsed, problemsOf, readJsonObject, readSource } = await import('./readOperations.js');
  const { principalWith } = await import('./principalWith.js');

  const { model, schema, limits } = await explainedSchema(settings);
  const document = parsed(await readSource(file));
  if (!('kind' in document)) throw new Error(document.join('\n'));
  const problems = problemsOf(schema, document);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const variables = given.variables === undefined ? {} : await readJsonObject(given.variables, '--variables');
  const principal = principalWith(
    given.claims === undefined ? undefined : await readJsonObject(given.claims, '--claims'),
  );
  if (given.sample === true) assertReachable(settings);
  const plan = explainOperation({
    model,
    schema,
    limits,
    document,
    operationName: given.operation,
    variables,
    principal,
    viewer: createViewer(model, principal, new Date()),
    sizes: given.sample === true ? await sampledSizes(settings, model) : undefined,
  });
  process.stdout.write(given.json === true ? `${JSON.stringify(plan, undefined, 2)}\n` : explainText(plan));
}

function assertReachable({ endpoint, region, dataDir }: GatewaySettings): void {
  if (endpoint !== undefined || region !== undefined || existsSync(dataDir)) return;
  throw new UsageError(
    `There is no data in "${dataDir}" to take samples of. Name its folder with --data-dir, or DynamoDB with --endpoint or --region.`,
  );
}
