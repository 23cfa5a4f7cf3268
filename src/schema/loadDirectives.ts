import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, type DocumentNode } from 'graphql';

const FILE = 'directives.graphql';

let loaded: DocumentNode | undefined;

/**
 * `directives.graphql`, parsed once. It stands in the package's root, beside the first package.json
 * above this file, whether this runs from `src/` or from `dist/src/`.
 */
export function loadDirectives(): DocumentNode {
  loaded ??= parse(readFileSync(directivesPath(), 'utf8'), { noLocation: true });
  return loaded;
}

/** Where `directives.graphql` is on this disk. */
export function directivesPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, FILE))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${FILE} is missing from the package; install sortkey again.`);
    folder = parent;
  }
  return join(folder, FILE);
}
