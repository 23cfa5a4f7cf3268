import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { FoundOperation } from './operationsIn.js';
import { UsageError } from './usageError.js';

/**
 * Writes what `--persisted-operations` reads: each operation under the SHA-256 of its document.
 *
 * @throws {UsageError} where the file cannot be written.
 */
export async function writeManifest(file: string, found: readonly FoundOperation[]): Promise<void> {
  const operations = found.map(({ body, operation }) => ({
    id: createHash('sha256').update(body).digest('hex'),
    name: operation.name?.value ?? '',
    type: operation.operation,
    body,
  }));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`).catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UsageError(
      `--write-manifest: "${file}" cannot be written (${why}). Give the path of a file in a folder that is there.`,
      { cause },
    );
  });
}
