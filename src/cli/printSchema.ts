import type { Command } from 'commander';
import { addSettingFlags, settingsFrom } from './settingFlags.js';

/** `sortkey print-schema`: the SDL that clients see, on stdout. */
export function addPrintSchema(program: Command): void {
  const command = program
    .command('print-schema')
    .description('print the served schema: what clients see of your schema file')
    .action(async (given: Readonly<Record<string, unknown>>) => {
      const { schemaFile } = settingsFrom(given);
      const { print } = await import('graphql');
      const { compileServedSchema, readSchemaFile } = await import('../server/servedSchema.js');
      const { api } = compileServedSchema(schemaFile, await readSchemaFile(schemaFile));
      process.stdout.write(`${print(api)}\n`);
    });
  addSettingFlags(command, ['schemaFile']);
}
