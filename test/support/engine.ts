import { randomBytes } from 'node:crypto';
import { engineDeviations, type DeviationName } from './engineDeviations.js';

/** The engine of this jest run, and how the SDK's clients reach it. */
export interface TestEngine {
  readonly kind: 'dynoxide' | 'dynamodb-local';
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @throws {Error} outside a jest run with this repository's configuration, whose global setup starts the engine. */
export function testEngine(): TestEngine {
  const endpoint = process.env['SORTKEY_TEST_ENDPOINT'];
  if (endpoint === undefined)
    throw new Error('No engine runs: start tests with npm test, whose global setup starts it.');
  return {
    kind: process.env['SORTKEY_TEST_ENGINE'] === 'dynamodb-local' ? 'dynamodb-local' : 'dynoxide',
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}

/**
 * A prefix for table names that no other test uses: tests share the engine and
 * run side by side. In lower case throughout, for both engines mix up names
 * that differ in case only.
 */
export function uniqueTablePrefix(): string {
  return `t${randomBytes(6).toString('hex')}-`;
}

/** Whether the engine of this run deviates from AWS in this way. */
export function deviates(name: DeviationName): boolean {
  return (engineDeviations[name].engines as readonly string[]).includes(testEngine().kind);
}
