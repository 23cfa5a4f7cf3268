// Runs the browser tests on the built gateway: `node run.mjs [--json --outputFile=FILE]`.
// The two options are jest's, and so are the counts in FILE: what adds up jest's runs adds up these as well.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, outputFile: { type: 'string' } } });

const built = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
if (!existsSync(built)) {
  console.error('There is no built gateway to test. Run `npm run build` at the root first.');
  process.exit(1);
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => join(folder, name));

let passed = 0;
let failed = 0;
const events = run({ files, concurrency: 1 });
events.on('test:pass', ({ details }) => (passed += details.type === 'suite' ? 0 : 1));
events.on('test:fail', ({ details }) => (failed += details.type === 'suite' ? 0 : 1));
const report = events.compose(spec);
report.pipe(process.stderr);
await finished(report);

// A file in which nothing ran has not passed.
const success = failed === 0 && passed > 0;
if (values.outputFile !== undefined) {
  const counts = { success, numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: 0 };
  writeFileSync(values.outputFile, `${JSON.stringify(counts)}\n`);
}
process.exitCode = success ? 0 : 1;
