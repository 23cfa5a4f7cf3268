import type { Command } from 'commander';
import { print } from 'graphql';
import { compileServedSchema, readSchemaFile } from '../server/servedSchema.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';

/** `sortkey print-schema`: the SDL that clients see, on stdout. */
export function addPrintSchema(program: Command, _onExit: (code: number) => void): void {
  const command = program
    .command('print-schema')
    .description('print the served schema: what clients see of your schema file')
    .action(async (given: Readonly<Record<string, unknown>>) => {
      const { schemaFile } = settingsFrom(given);
      const { api } = compileServedSchema(schemaFile, await readSchemaFile(schemaFile));
      process.stdout.write(`${print(api)}\n`);
    });
  addSettingFlags(command, ['schemaFile']);
}
