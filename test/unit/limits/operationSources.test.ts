import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { GatewayError } from '../../../src/errors/gatewayError.js';
import { parseOperationManifest } from '../../../src/limits/operationManifest.js';
import { type AskedSource, createOperationSources } from '../../../src/limits/operationSources.js';

const CART = 'query Cart { cart }';
const OTHER = '{ other }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });
const manifest = { bodies: new Map([['cart', CART]]) };

function codeOf(sources: ReturnType<typeof createOperationSources>, asked: AskedSource): string {
  try {
    return `answered: ${sources.textOf(asked)}`;
  } catch (error) {
    return (error as GatewayError).code;
  }
}

describe('documents of clients', () => {
  test('a document is what the request brings', () => {
    const sources = createOperationSources(undefined, false);
    expect(sources.textOf({ query: OTHER })).toBe(OTHER);
    expect(sources.textOf({})).toBeUndefined();
    expect(sources.textOf({ query: '' })).toBeUndefined();
    expect(sources.textOf({ query: { kind: 'Document' } })).toBeUndefined();
  });

  test('one sent with its hash is known by the hash from then on', () => {
    const sources = createOperationSources(undefined, false);
    const extensions = byHash(hashOf(OTHER));
    expect(codeOf(sources, { extensions })).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(sources.textOf({ query: OTHER, extensions })).toBe(OTHER);
    expect(sources.textOf({ extensions })).toBe(OTHER);
  });

  test('many short ones push out those that were not used for longest', () => {
    const sources = createOperationSources(undefined, false);
    const persist = (query: string) => sources.textOf({ query, extensions: byHash(hashOf(query)) });
    persist(OTHER);
    for (let count = 0; count < 15_999; count++) persist(`{ a${count} }`);
    expect(sources.textOf({ extensions: byHash(hashOf('{ a0 }')) })).toBe('{ a0 }');
    persist('{ last }');
    expect(codeOf(sources, { extensions: byHash(hashOf(OTHER)) })).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(sources.textOf({ extensions: byHash(hashOf('{ a0 }')) })).toBe('{ a0 }');
  });

  test.each([
    ['of another document', byHash(hashOf(CART))],
    ['of another version', byHash(hashOf(OTHER), 2)],
    ['without a version', { persistedQuery: { sha256Hash: hashOf(OTHER) } }],
    ['that is no text', byHash(7)],
    ['that is empty', byHash('')],
    ['that is not there', { persistedQuery: { version: 1 } }],
    ['in what is no object', { persistedQuery: 'x' }],
  ])('a hash %s is refused, and nothing is kept', (_name, extensions) => {
    const sources = createOperationSources(undefined, false);
    expect(codeOf(sources, { query: OTHER, extensions })).toBe('BAD_REQUEST');
    expect(codeOf(sources, { extensions: byHash(hashOf(OTHER)) })).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('an id is none without a manifest', () => {
    expect(codeOf(createOperationSources(undefined, false), { documentId: 'cart' })).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a manifest', () => {
  test.each([false, true])('its operations answer to their ids, in both places (safelist: %s)', (safelist) => {
    const sources = createOperationSources(manifest, safelist);
    expect(sources.textOf({ documentId: 'cart' })).toBe(CART);
    expect(sources.textOf({ extensions: byHash('cart') })).toBe(CART);
    expect(sources.textOf({ documentId: 'cart', query: CART })).toBe(CART);
    expect(codeOf(sources, { documentId: 'cart', query: OTHER })).toBe('BAD_REQUEST');
    expect(codeOf(sources, { documentId: 'cart2' })).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(codeOf(sources, { documentId: 7 })).toBe('BAD_REQUEST');
    expect(codeOf(sources, { documentId: 'toString' })).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('without the safelist other documents run as well', () => {
    const sources = createOperationSources(manifest, false);
    expect(sources.textOf({ query: OTHER, extensions: byHash(hashOf(OTHER)) })).toBe(OTHER);
  });

  test('with it only those listed, letter by letter, and no client adds one', () => {
    const sources = createOperationSources(manifest, true);
    expect(sources.textOf({ query: CART })).toBe(CART);
    expect(sources.textOf({ query: CART, extensions: byHash(hashOf(CART)) })).toBe(CART);
    for (const query of [OTHER, `${CART} `, `#\n${CART}`]) {
      expect(codeOf(sources, { query })).toBe('BAD_REQUEST');
      expect(codeOf(sources, { query, extensions: byHash(hashOf(query)) })).toBe('BAD_REQUEST');
      expect(codeOf(sources, { extensions: byHash(hashOf(query)) })).toBe('PERSISTED_QUERY_NOT_FOUND');
    }
  });
});

describe('the file of a manifest', () => {
  const apollo = (operations: unknown, version: unknown = 1) =>
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version, operations });

  test("Apollo's and Relay's are read", () => {
    const bodies = new Map([['cart', CART]]);
    expect(parseOperationManifest(apollo([{ id: 'cart', name: 'Cart', type: 'query', body: CART }]))).toEqual({
      bodies,
    });
    expect(parseOperationManifest(JSON.stringify({ cart: CART }))).toEqual({ bodies });
  });

  test('an id may be a name that objects have', () => {
    const parsed = parseOperationManifest('{ "__proto__": "{ a }", "constructor": "{ b }" }');
    expect(parsed).toEqual({
      bodies: new Map([
        ['__proto__', '{ a }'],
        ['constructor', '{ b }'],
      ]),
    });
  });

  test.each([
    ['{', 'It is not JSON: '],
    ['[]', 'It has to be a JSON object: '],
    [apollo([], 2), 'Its format is "apollo-persisted-query-manifest", version 2: it has to be '],
    ['{ "format": "x" }', 'Its format is "x", version undefined: it has to be '],
    [apollo({}), 'Its "operations" have to be a list.'],
    [apollo([{ id: 'a', body: CART }, { body: CART }]), 'Number 2 of its "operations" has no id.'],
    [apollo([{ id: 'a' }]), 'Operation "a" has no body.'],
    ['{ "a": 7 }', 'Operation "a" has no body.'],
    [
      apollo([
        { id: 'a', body: CART },
        { id: 'a', body: OTHER },
      ]),
      'Two operations have the id "a".',
    ],
  ])('%s is refused', (text, problem) => {
    const parsed = parseOperationManifest(text);
    expect('problems' in parsed ? parsed.problems[0] : undefined).toContain(problem);
  });
});
