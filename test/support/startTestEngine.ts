import { startEmbeddedEngine } from '../../src/dynamo/embedded/startEmbeddedEngine.js';

/**
 * Starts the one engine of a jest run, in memory, and tells the workers by the environment where it is.
 *
 * SORTKEY_TEST_ENGINE=dynamodb-local takes DynamoDB Local (its jar by
 * DYNAMODB_LOCAL_JAR) in place of dynoxide.
 *
 * @returns what stops it.
 */
export async function startTestEngine(): Promise<() => Promise<void>> {
  const kind = process.env['SORTKEY_TEST_ENGINE'] ?? 'dynoxide';
  if (kind !== 'dynoxide' && kind !== 'dynamodb-local') {
    throw new Error(`SORTKEY_TEST_ENGINE is "${kind}"; write dynoxide or dynamodb-local.`);
  }
  const engine = await startEmbeddedEngine({ kind });
  process.env['SORTKEY_TEST_ENGINE'] = engine.kind;
  process.env['SORTKEY_TEST_ENDPOINT'] = engine.endpoint;
  return () => engine.close();
}
