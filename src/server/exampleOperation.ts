import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config/configError.js';

/** A document that GraphiQL offers as a tab. */
export interface ExampleOperation {
  /** The file's name without `.graphql`. */
  readonly name: string;
  readonly query: string;
  /** JSON text. */
  readonly variables: string | undefined;
}

/**
 * Reads `*.graphql` of a folder in the order of their names, each with the
 * variables of `<name>.variables.json` where that exists.
 *
 * @throws {ConfigError} when the folder cannot be read.
 */
export async function readExampleOperations(folder: string): Promise<readonly ExampleOperation[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    throw new ConfigError([
      `The operations folder "${folder}" cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}). ` +
        'Give --operations (SORTKEY_OPERATIONS) the path of a folder with *.graphql files.',
    ]);
  });
  const names = files.filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -'.graphql'.length);
      const variables = `${name}.variables.json`;
      return {
        name,
        query: await readFile(join(folder, file), 'utf8'),
        variables: files.includes(variables) ? (await readFile(join(folder, variables), 'utf8')).trimEnd() : undefined,
      };
    }),
  );
}
