import { readFile } from 'node:fs/promises';
import { ConfigError } from '../config/configError.js';
import { SETTINGS } from '../config/settingTable.js';
import { isRecord } from '../model/isRecord.js';
import type { Claims } from '../model/principal.js';

/** One API key of the file. */
export interface ApiKeyEntry {
  /** Unique; for logs and identities. */
  readonly name: string;
  /** Of the key's text in UTF-8, in small hexadecimal digits. */
  readonly sha256: string;
  readonly claims: Claims;
  readonly expiresAt: Date | undefined;
}

/**
 * Reads a file of API keys.
 *
 * @throws {ConfigError} with everything that cannot be used.
 */
export async function readApiKeys(file: string): Promise<readonly ApiKeyEntry[]> {
  const { flag, variable } = SETTINGS.apiKeysFile;
  const refuse = (problems: readonly string[]) =>
    new ConfigError(problems.map((problem) => `${flag} (or ${variable}): "${file}" ${problem}`));
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    // The parser's own words may repeat a piece of the file.
    throw refuse([error instanceof SyntaxError ? 'is not JSON.' : `cannot be read: ${(error as Error).message}`]);
  }
  if (!Array.isArray(content)) throw refuse(['is no JSON array of { "name", "sha256", "claims", "expiresAt" }.']);
  const problems: string[] = [];
  const entries = content.map((entry: unknown, index) =>
    parseEntry(entry, (problem) => problems.push(`has at number ${index + 1} ${problem}`)),
  );
  if (problems.length > 0) throw refuse(problems);
  for (const member of ['name', 'sha256'] as const) {
    entries.forEach((entry, index) => {
      const first = entries.findIndex((other) => other[member] === entry[member]);
      if (first < index) problems.push(`has at number ${index + 1} the ${member} of number ${first + 1}.`);
    });
  }
  if (problems.length > 0) throw refuse(problems);
  return entries;
}

const MEMBERS = ['name', 'sha256', 'claims', 'expiresAt'];

/** What cannot be used is told, and stands in the result as it is. */
function parseEntry(entry: unknown, tell: (problem: string) => void): ApiKeyEntry {
  if (!isRecord(entry)) {
    tell('no object.');
    return { name: '', sha256: '', claims: {}, expiresAt: undefined };
  }
  for (const member of Object.keys(entry)) {
    if (!MEMBERS.includes(member)) tell(`an unknown member "${member}": there are ${MEMBERS.join(', ')}.`);
  }
  const { name, sha256, claims = {}, expiresAt } = entry;
  const isName = typeof name === 'string' && /^[\w.-]{1,100}$/.test(name);
  if (!isName) tell('no usable "name": give 1 to 100 letters, digits, "_", "." and "-".');
  const isHash = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  if (!isHash)
    tell('no usable "sha256": give the hash of the key as 64 small hexadecimal digits, never the key itself.');
  if (!isRecord(claims)) tell('"claims" that are no object.');
  const expires = typeof expiresAt === 'string' && MOMENT.test(expiresAt) ? new Date(expiresAt) : undefined;
  if (expiresAt !== undefined && Number.isNaN(expires?.getTime() ?? Number.NaN)) {
    tell('no usable "expiresAt": give a moment, such as 2030-01-31T00:00:00Z.');
  }
  return {
    name: String(name),
    sha256: String(sha256),
    claims: isRecord(claims) ? claims : {},
    expiresAt: expires,
  };
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
