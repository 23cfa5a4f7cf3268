import { readFile } from 'node:fs/promises';
import type { DocumentNode } from 'graphql';
import { ConfigError } from '../config/configError.js';
import type { Model } from '../model/model.js';
import { buildApi } from '../schema/api/buildApi.js';
import { compileSchema } from '../schema/compileSchema.js';

/** A schema as compiled: what the user wrote, and what clients see of it. */
export interface ServedSchema {
  readonly model: Model;
  readonly api: DocumentNode;
}

/** @throws {SchemaError} with every problem, each with line and column. */
export function compileServedSchema(name: string, body: string): ServedSchema {
  const { model, document } = compileSchema([{ name, body }]);
  return { model, api: buildApi(model, document) };
}

/**
 * Reads a schema file, from the working directory.
 *
 * @throws {ConfigError} when it cannot be read.
 */
export async function readSchemaFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? message})`;
    throw new ConfigError([
      `The schema file "${file}" ${why}. Write your types there, or name another file with --schema (SORTKEY_SCHEMA).`,
    ]);
  });
}
