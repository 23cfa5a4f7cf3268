// Does what tsc leaves undone in dist: GraphiQL, built, so that the server serves it without internet (dist/assets), the
// items.json beside the examples' seeds, and the mode that lets the shell run the command.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const from = packageFolder('@graphql-yoga/render-graphiql');
const to = fileURLToPath(new URL('../dist/assets/graphiql', import.meta.url));

mkdirSync(to, { recursive: true });
copyIfNewer(join(from, 'esm', 'graphiql.js'), join(to, 'graphiql.js'));
copyIfNewer(join(from, 'LICENSE'), join(to, 'LICENSE'));
const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
writeFileSync(join(to, 'ORIGIN'), `${name} ${version}\n`);

const root = fileURLToPath(new URL('..', import.meta.url));
for (const file of readdirSync(join(root, 'examples'), { recursive: true })) {
  if (file.endsWith('items.json')) copyIfNewer(join(root, 'examples', file), join(root, 'dist', 'examples', file));
}

chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);

/** Its `exports` do not offer package.json, so the folder is found from its entry. */
function packageFolder(packageName) {
  const entry = require.resolve(packageName);
  return entry.slice(0, entry.lastIndexOf(join('node_modules', packageName))) + join('node_modules', packageName);
}

function copyIfNewer(source, target) {
  const { mtimeMs, size } = statSync(source);
  const present = statSync(target, { throwIfNoEntry: false });
  if (present && present.size === size && present.mtimeMs >= mtimeMs) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}
