import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addCheck } from './check.js';
import { addExplain } from './explain.js';
import { addPrintSchema } from './printSchema.js';
import { addServe } from './serve.js';
import { addUnique } from './unique.js';
import { UsageError } from './usageError.js';

/** Done; failed; called wrongly. */
const OK = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * Runs a command line to its end.
 *
 * @param args  Without `node` and the script: `['serve', '--port', '4001']`.
 * @returns The exit code: 0, 1 (the command failed, with one message on stderr), or 2 (a flag, variable or
 *   command that does not exist or cannot be used).
 */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command('sortkey')
    .description('A GraphQL gateway over DynamoDB: schema.graphql says what items are and where they live.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .exitOverride();
  let code = OK;
  addServe(program, (exitCode) => (code = exitCode));
  addPrintSchema(program);
  addExplain(program);
  addCheck(program, (exitCode) => (code = exitCode));
  addUnique(program, (exitCode) => (code = exitCode));

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : MISUSED;
    console.error(`sortkey: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof UsageError ? MISUSED : FAILED;
  }
}

/** The package's own, found from `src/cli` and from `dist/src/cli`. */
function version(): string {
  for (const folder of ['../../', '../../../']) {
    try {
      const text = readFileSync(new URL(`${folder}package.json`, import.meta.url), 'utf8');
      const { name, version: own } = JSON.parse(text) as { name?: string; version?: string };
      if (name === 'sortkey' && own !== undefined) return own;
    } catch {
      // The other folder has it.
    }
  }
  return 'unknown';
}
