// Adds up what jest runs wrote with --json: `node scripts/sumTests.mjs FILE...` prints `PASSED FAILED`.
// A file that is missing or not whole counts as one failure: its run broke off.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    const run = JSON.parse(readFileSync(file, 'utf8'));
    passed += run.numPassedTests;
    // A suite that could not run at all has no tests to count.
    const failures = run.numFailedTests + run.numRuntimeErrorTestSuites;
    failed += failures === 0 && !run.success ? 1 : failures;
  } catch {
    failed += 1;
  }
}
console.log(`${passed} ${failed}`);
