import { createHash } from 'node:crypto';
import type { Principal } from '../model/principal.js';
import type { ApiKeyEntry } from './readApiKeys.js';
import { unauthenticated } from './unauthenticated.js';

/** What stands before the name of a key in its identity. */
export const API_KEY_IDENTITY = 'key:';

/** As `sha256` of an entry has it. */
export function hashOfApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * Says whose an API key is. Keys are found by their hashes: who tries keys learns from the time that takes about hashes
 * at most, and cannot choose those.
 *
 * @throws {GatewayError} `UNAUTHENTICATED`
 */
export function apiKeyLookup(entries: readonly ApiKeyEntry[], now: () => Date): (key: string) => Principal {
  const byHash = new Map(entries.map((entry) => [entry.sha256, entry]));
  return (key) => {
    const entry = byHash.get(hashOfApiKey(key));
    if (entry === undefined) throw unauthenticated('The API key is not known here.');
    const { name, claims, expiresAt } = entry;
    if (expiresAt !== undefined && expiresAt <= now()) throw unauthenticated('The API key has expired.');
    return { identity: API_KEY_IDENTITY + name, claims };
  };
}
