import { createHash } from 'node:crypto';
import { GatewayError } from '../errors/gatewayError.js';
import { createBoundedCache, LEAST_CHARACTERS } from './boundedCache.js';
import type { OperationManifest } from './operationManifest.js';

/** What a request says of its document, as it came. */
export interface AskedSource {
  readonly query?: unknown;
  /** The id of a persisted operation, as the draft of GraphQL over HTTP has it. */
  readonly documentId?: unknown;
  /** `persistedQuery: { version: 1, sha256Hash }`, as Apollo's clients send it: a hash, or an id of the manifest. */
  readonly extensions?: unknown;
}

/** Where documents come from: the request, what clients have sent before (APQ), and the manifest. */
export interface OperationSources {
  /**
   * @returns The document's text; undefined where the request has none, which is for GraphQL to say.
   * @throws {GatewayError} `PERSISTED_QUERY_NOT_FOUND` for an id that is not known, `BAD_REQUEST` for one that is none
   *   or is not the document's, and for a document that the safelist does not have.
   */
  textOf(asked: AskedSource): string | undefined;
}

/** Characters of the documents that clients have persisted. */
const PERSISTED_CHARACTERS = 8_000_000;

/** @param safelist  Only what `manifest` has may run. */
export function createOperationSources(manifest: OperationManifest | undefined, safelist: boolean): OperationSources {
  const listed = manifest?.bodies ?? new Map<string, string>();
  const bodies = new Set(listed.values());
  const persisted = createBoundedCache<string>(PERSISTED_CHARACTERS);

  /** A document that the request itself brings. */
  function allowed(query: string): string {
    if (safelist && !bodies.has(query)) throw notListed();
    return query;
  }

  function byHash(hash: string, query: string | undefined): string {
    if (query === undefined) {
      const known = persisted.get(hash);
      if (known === undefined)
        throw safelist ? unknownId(hash) : new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return known;
    }
    if (createHash('sha256').update(query).digest('hex') !== hash.toLowerCase()) throw otherHash();
    persisted.set(hash, allowed(query), Math.max(query.length, LEAST_CHARACTERS));
    return query;
  }

  return {
    textOf({ query: given, documentId, extensions }) {
      const query = typeof given === 'string' && given !== '' ? given : undefined;
      const hash = hashOf(extensions);
      const id = documentId === undefined || documentId === null ? hash : documentId;
      if (id === undefined) return query === undefined ? undefined : allowed(query);
      if (typeof id !== 'string' || id === '')
        throw new GatewayError('BAD_REQUEST', 'The id of a document has to be a string.');
      const body = listed.get(id);
      if (body === undefined) {
        if (id !== hash) throw unknownId(id);
        return byHash(id, query);
      }
      if (query !== undefined && query !== body) throw otherBody(id);
      return body;
    },
  };
}

/** True where a request asks for its document by id or hash, with or without the document. */
export function isPersisted({ documentId, extensions }: AskedSource): boolean {
  return documentId !== undefined || memberOf(extensions, 'persistedQuery') !== undefined;
}

/** Of `extensions.persistedQuery`; undefined where there is none. */
function hashOf(extensions: unknown): unknown {
  const persistedQuery = memberOf(extensions, 'persistedQuery');
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  if (memberOf(persistedQuery, 'version') !== 1) {
    throw new GatewayError('BAD_REQUEST', 'extensions.persistedQuery has to have "version": 1.');
  }
  const hash = memberOf(persistedQuery, 'sha256Hash');
  if (typeof hash !== 'string' || hash === '') {
    throw new GatewayError('BAD_REQUEST', 'extensions.persistedQuery has to have a "sha256Hash".');
  }
  return hash;
}

/** Of an object's own. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function unknownId(id: string): GatewayError {
  return new GatewayError(
    'PERSISTED_QUERY_NOT_FOUND',
    `No operation has the id ${JSON.stringify(id.slice(0, 100))}. Only operations of the manifest have ids here: ` +
      'add this one to it (--persisted-operations) and start the gateway again.',
  );
}

function notListed(): GatewayError {
  return new GatewayError(
    'BAD_REQUEST',
    'This document is not on the list of operations that may run (--safelist). Send one that is, letter by letter or by its id; ' +
      'or add this one to the manifest (--persisted-operations) and start the gateway again.',
  );
}

function otherHash(): GatewayError {
  return new GatewayError('BAD_REQUEST', 'The hash in extensions.persistedQuery is not the SHA-256 of the document.');
}

function otherBody(id: string): GatewayError {
  return new GatewayError(
    'BAD_REQUEST',
    `The document is not the one with the id ${JSON.stringify(id.slice(0, 100))}. Leave out either.`,
  );
}
