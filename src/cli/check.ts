import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { FieldPlan, OperationPlan } from '../resolvers/explain/operationPlan.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';
import { UsageError } from './usageError.js';

interface Given {
  /** Commander's value of `--no-scan`. */
  readonly scan?: boolean;
  readonly claims?: string;
  readonly safelist?: string;
}

/** `sortkey check ops/`: holds all operations of a folder to limits, for CI. */
export function addCheck(program: Command, onExit: (code: number) => void): void {
  const command = program
    .command('check')
    .description('hold the operations of a folder to the schema and to limits, one line an operation')
    .argument('<folder>', 'a folder of *.graphql files; a file may have several operations, and fragments for others')
    .addOption(new Option('--no-scan', 'refuse operations that read a whole table or index'))
    .addOption(new Option('--claims <json>', 'who asks: the claims of a token, as JSON or the path of a file'))
    .addOption(new Option('--safelist <file>', 'write a manifest of all operations, where none is refused'))
    .action(async (folder: string, given: Given) =>
      onExit(await check(folder, given, settingsFrom({ ...given, safelist: undefined }))),
    );
  addSettingFlags(command, [
    ...(['schemaFile', 'maxItems', 'maxReadUnits', 'maxWriteUnits'] as const),
    ...(['pageSizeDefault', 'pageSizeMax', 'readBudgetUnits'] as const),
  ]);
}

/** @returns 0 where every operation passes, else 1. */
async function check(folder: string, given: Given, settings: GatewaySettings): Promise<number> {
  const { parse, print, separateOperations } = await import('graphql');
  const { explainedSchema } = await import('../server/explainedSchema.js');
  const { explainOperation } = await import('../resolvers/explain/explainOperation.js');
  const { createViewer } = await import('../resolvers/viewer.js');
  const { readJsonObject } = await import('./readOperations.js');
  const { principalWith } = await import('./principalWith.js');
  const { assumedVariables } = await import('./assumedVariables.js');

  const served = await explainedSchema(settings);
  const { operations, problems } = await operationsIn(folder, served.schema);
  const principal = principalWith(
    given.claims === undefined ? undefined : await readJsonObject(given.claims, '--claims'),
  );
  const viewer = createViewer(served.model, principal, new Date());
  let failed = problems.length;
  for (const problem of problems) console.log(`FAIL  ${problem}`);
  for (const { name, file, document, operation } of operations) {
    const beside = file.replace(/\.graphql$/, '.variables.json');
    const variables = existsSync(beside) ? await readJsonObject(beside, beside) : {};
    let reasons: readonly string[];
    let cost = '';
    try {
      const plan = explainOperation({
        ...served,
        document,
        operationName: operation.name?.value,
        variables: assumedVariables(served, document, operation, variables),
        principal,
        viewer,
      });
      reasons = reasonsAgainst(plan, settings, given.scan !== false);
      cost = costText(plan);
    } catch (error) {
      reasons = [error instanceof Error ? error.message : String(error)];
    }
    if (reasons.length > 0) failed += 1;
    console.log(`${reasons.length === 0 ? 'ok  ' : 'FAIL'}  ${name} (${file})${cost}`);
    for (const reason of reasons) console.log(`        ${reason}`);
  }
  const total = operations.length;
  console.log(
    failed === 0
      ? `All ${total} operations pass.`
      : `${failed} of what was checked is refused; ${total} operations were read.`,
  );
  if (failed === 0 && given.safelist !== undefined) {
    const manifest = operations.map(({ document, operation }) => {
      const name = operation.name?.value ?? '';
      const body = print(separateOperations(document)[name] ?? document);
      return { id: createHash('sha256').update(body).digest('hex'), name, type: operation.operation, body };
    });
    const written = { format: 'apollo-persisted-query-manifest', version: 1, operations: manifest };
    await writeFile(given.safelist, `${JSON.stringify(written, undefined, 2)}\n`);
    // What is written must be what it says.
    for (const { body } of manifest) parse(body);
  }
  return failed === 0 ? 0 : 1;
}

interface FoundOperation {
  readonly name: string;
  readonly file: string;
  /** The operation with the fragments it needs, of whichever file. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

async function operationsIn(
  folder: string,
  schema: GraphQLSchema,
): Promise<{ readonly operations: readonly FoundOperation[]; readonly problems: readonly string[] }> {
  const { Kind, separateOperations } = await import('graphql');
  const { parsed, problemsOf, readSource } = await import('./readOperations.js');
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(
      `The folder "${folder}" cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  });
  const files = names.filter((name) => name.endsWith('.graphql')).sort();
  if (files.length === 0) throw new UsageError(`The folder "${folder}" has no *.graphql files.`);
  const problems: string[] = [];
  const documents: { readonly file: string; readonly document: DocumentNode }[] = [];
  for (const name of files) {
    const file = join(folder, name);
    const document = parsed(await readSource(file));
    if ('kind' in document) documents.push({ file, document });
    else problems.push(...document);
  }
  const fragments = documents.flatMap(({ document }) =>
    document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
  );
  const operations = documents.flatMap(({ file, document }) =>
    document.definitions.flatMap((definition): FoundOperation[] => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] };
      const own = separateOperations(alone)[definition.name?.value ?? ''] ?? alone;
      const wrong = problemsOf(schema, own);
      problems.push(...wrong);
      const name = definition.name?.value ?? 'an operation without a name';
      return wrong.length > 0 ? [] : [{ name, file, document: own, operation: definition }];
    }),
  );
  return { operations, problems };
}

function reasonsAgainst(plan: OperationPlan, limits: GatewaySettings, mayScan: boolean): readonly string[] {
  const { items, readUnits, writeUnits } = plan.totals;
  const fields = flattened(plan.fields);
  const beyond = [
    [items.atMost, limits.maxItems, 'items are read', '--max-items'],
    [readUnits.atMost, limits.maxReadUnits, 'read units', '--max-read-units'],
    [writeUnits.atMost, limits.maxWriteUnits, 'write units', '--max-write-units'],
  ] as const;
  return [
    ...fields.flatMap(({ path, refused }) =>
      refused === undefined
        ? []
        : [
            `"${path.join('.')}" is refused with the variables that were taken: ${refused.message} Give others in a .variables.json file beside it.`,
          ],
    ),
    ...beyond.flatMap(([atMost, max, words, flag]) =>
      atMost > max ? [`up to ${Math.ceil(atMost)} ${words}, and at most ${max} may be (${flag})`] : [],
    ),
    ...fields.flatMap(({ path, calls }) =>
      !mayScan && calls.some(({ action }) => action === 'Scan')
        ? [
            `"${path.join('.')}" scans ${calls.map(({ table, index }) => (index === undefined ? table : `${table}.${index}`)).join(', ')} (--no-scan)`,
          ]
        : [],
    ),
  ];
}

function flattened(fields: readonly FieldPlan[]): readonly FieldPlan[] {
  return fields.flatMap((field) => [field, ...flattened(field.fields)]);
}

function costText({ totals: { calls, readUnits, writeUnits } }: OperationPlan): string {
  const parts = [
    `${Math.ceil(calls.atMost)} calls`,
    ...(readUnits.atMost > 0 ? [`${readUnits.atMost} read`] : []),
    ...(writeUnits.atMost > 0 ? [`${writeUnits.atMost} write`] : []),
  ];
  return `: at most ${parts.join(', ')}`;
}
