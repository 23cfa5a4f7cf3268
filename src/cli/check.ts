import { type Command, Option } from 'commander';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';

interface Given {
  /** Commander's value of `--no-scan`. */
  readonly scan?: boolean;
  readonly claims?: string;
  readonly writeManifest?: string;
}

/** `sortkey check ops/`: holds all operations of a folder to limits, for CI. */
export function addCheck(program: Command, onExit: (code: number) => void): void {
  const command = program
    .command('check')
    .description('hold the operations of a folder to the schema and to limits, one line an operation')
    .argument('<folder>', 'a folder of *.graphql files; a file may have several operations, and fragments for others')
    .addOption(new Option('--no-scan', 'refuse operations that read a whole table or index'))
    .addOption(new Option('--claims <json>', 'who asks: the claims of a token, as JSON or the path of a file'))
    .addOption(new Option('--write-manifest <file>', 'write a manifest of all operations, where none is refused'))
    .action(async (folder: string, given: Given) => onExit(await check(folder, given, settingsFrom({ ...given }))));
  addSettingFlags(command, [
    ...(['schemaFile', 'maxItems', 'maxReadUnits', 'maxWriteUnits'] as const),
    ...(['pageSizeDefault', 'pageSizeMax', 'readBudgetUnits', 'keysMax'] as const),
    ...(['documentLimitTokens', 'documentLimitDepth', 'documentLimitSelections', 'documentLimitAliases'] as const),
    ...(['documentLimitRootFields', 'documentLimitDirectives', 'inputDepthMax'] as const),
  ]);
}

/** @returns 0 where every operation passes, else 1. */
async function check(folder: string, given: Given, settings: GatewaySettings): Promise<number> {
  const { explainedSchema } = await import('../server/explainedSchema.js');
  const { createDocumentGate } = await import('../limits/documentGate.js');
  const { createViewer } = await import('../resolvers/viewer.js');
  const { readJsonObject } = await import('./readOperations.js');
  const { principalWith } = await import('./principalWith.js');
  const { operationsIn } = await import('./operationsIn.js');
  const { checkOperation } = await import('./checkOperation.js');
  const { writeManifest } = await import('./writeManifest.js');

  const served = await explainedSchema(settings);
  const { operations, problems } = await operationsIn(folder, served.schema);
  const principal = principalWith(
    given.claims === undefined ? undefined : await readJsonObject(given.claims, '--claims'),
  );
  const viewer = createViewer(served.model, principal, new Date());
  const gate = createDocumentGate(settings);
  const checks = { served, settings, gate, mayScan: given.scan !== false, principal, viewer };
  let failed = problems.length;
  for (const problem of problems) console.log(`FAIL  ${problem}`);
  for (const found of operations) {
    const { reasons, cost } = await checkOperation(found, checks);
    if (reasons.length > 0) failed += 1;
    console.log(`${reasons.length === 0 ? 'ok  ' : 'FAIL'}  ${found.name} (${found.file})${cost}`);
    for (const reason of reasons) console.log(`        ${reason}`);
  }
  const total = operations.length;
  console.log(failed === 0 ? `All ${total} operations pass.` : `Refused: ${failed}. Operations read: ${total}.`);
  if (failed === 0 && given.writeManifest !== undefined) await writeManifest(given.writeManifest, operations);
  return failed === 0 ? 0 : 1;
}
