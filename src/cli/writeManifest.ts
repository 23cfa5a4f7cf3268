import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { FoundOperation } from './operationsIn.js';

/** Writes what `--persisted-operations` reads: each operation under the SHA-256 of its document. */
export async function writeManifest(file: string, found: readonly FoundOperation[]): Promise<void> {
  const operations = found.map(({ body, operation }) => ({
    id: createHash('sha256').update(body).digest('hex'),
    name: operation.name?.value ?? '',
    type: operation.operation,
    body,
  }));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
