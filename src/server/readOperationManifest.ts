import { readFile } from 'node:fs/promises';
import type { GraphQLSchema } from 'graphql';
import { ConfigError } from '../config/configError.js';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import type { DocumentGate } from '../limits/documentGate.js';
import { type OperationManifest, parseOperationManifest } from '../limits/operationManifest.js';
import { persistedProblems } from '../limits/persistedProblems.js';

/**
 * The persisted operations, each of which could run.
 *
 * @returns undefined where no file is configured.
 * @throws {ConfigError} for a file that cannot be read, and for every operation that does not fit the schema or is
 *   beyond a limit.
 */
export async function readOperationManifest(
  { persistedOperationsFile: file }: Pick<GatewaySettings, 'persistedOperationsFile'>,
  schema: GraphQLSchema,
  gate: DocumentGate,
): Promise<OperationManifest | undefined> {
  if (file === undefined) return undefined;
  const { flag, variable } = SETTINGS.persistedOperationsFile;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ConfigError([
      `The persisted operations "${file}" cannot be read (${reason}). Give ${flag} (${variable}) the path of the manifest.`,
    ]);
  });
  const manifest = parseOperationManifest(text);
  const problems = 'problems' in manifest ? manifest.problems : persistedProblems(manifest, schema, gate);
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `${file}: ${problem}`));
  return 'problems' in manifest ? undefined : manifest;
}
