import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { DEFAULT_SETTINGS } from '../../../src/config/gatewaySettings.js';
import type { GatewayError } from '../../../src/errors/gatewayError.js';
import { type DocumentRequest, createDocumentGate } from '../../../src/limits/documentGate.js';
import type { DocumentLimits } from '../../../src/limits/documentLimits.js';

const SMALL: Partial<DocumentLimits> = {
  documentLimitDepth: 3,
  documentLimitSelections: 20,
  documentLimitAliases: 2,
  documentLimitRootFields: 4,
  documentLimitDirectives: 2,
  inputDepthMax: 3,
};

/** Name, value and what the request had; undefined where it passes. */
function excess(asked: DocumentRequest, limits: Partial<DocumentLimits> = SMALL): unknown {
  try {
    createDocumentGate({ ...DEFAULT_SETTINGS, ...limits }).check(asked);
    return undefined;
  } catch (error) {
    const { code, details } = error as GatewayError;
    return { code, ...details.limit };
  }
}

const beyond = (name: string, max: number, actual?: number) => ({
  code: 'LIMIT_EXCEEDED',
  name,
  max,
  ...(actual === undefined ? {} : { actual }),
});

describe('what an operation may have', () => {
  test.each([
    ['as many levels as the limit', '{ a { b { c } } }'],
    ['levels of inline fragments, which are none', '{ a { ... { b { ... { c } } } } }'],
    ['as many root fields as the limit', '{ a b c d }'],
    ['introspection deeper than fields may be', '{ __schema { types { fields { args { type { name } } } } } }'],
    ['text that is no GraphQL, for the parser to say so', '{ a ' + '} '.repeat(50)],
    ['an operation that is not there', 'query A { a } query B { a }'],
  ])('%s', (_name, query) => {
    expect(excess({ query })).toBeUndefined();
  });

  test.each([
    ['one level more', '{ a { b { c { d } } } }', beyond('documentLimitDepth', 3, 4)],
    [
      'levels through fragments',
      '{ a { ...F } } fragment F on Q { b { ...G } } fragment G on Q { c { d } }',
      beyond('documentLimitDepth', 3, 4),
    ],
    ['root fields', '{ a b c d e }', beyond('documentLimitRootFields', 4, 5)],
    ['one root field again and again', '{ a a a a a }', beyond('documentLimitRootFields', 4, 5)],
    [
      'root fields in fragments',
      '{ a b ...F ... { e } } fragment F on Q { c d }',
      beyond('documentLimitRootFields', 4, 5),
    ],
    ['aliases', '{ x: a { y: b z: c } }', beyond('documentLimitAliases', 2, 3)],
    [
      'aliases of a fragment, as often as it is spread',
      '{ a { ...F } b { ...F } } fragment F on Q { x: a y: b }',
      beyond('documentLimitAliases', 2, 4),
    ],
    ['directives', '{ a @x @y @z }', beyond('documentLimitDirectives', 2, 3)],
    [
      'directives of operations, spreads and fragments',
      'query @a { ...F @b ... @c { a } } fragment F on Q @d { a }',
      beyond('documentLimitDirectives', 2, 4),
    ],
    ['selections', `{ a { ${'b '.repeat(20)} } }`, beyond('documentLimitSelections', 20, 21)],
  ])('%s: refused', (_name, query, expected) => {
    expect(excess({ query })).toEqual(expected);
  });

  test('introspection without end: refused', () => {
    const query = `{ __type(name: "Q") { ${'ofType { '.repeat(31)}name${' }'.repeat(31)} } }`;
    expect(excess({ query }, {})).toEqual(beyond('introspectionDepth', 30, 32));
  });

  test('each operation of a document is measured by itself, for validation looks at all of them', () => {
    const query = 'query Flat { a } query Deep { a { b { c { d } } } }';
    expect(excess({ query })).toEqual(beyond('documentLimitDepth', 3, 4));
    expect(excess({ query: 'query A { a { b { c } } } query B { a { b { c } } }' })).toBeUndefined();
  });

  test('two operations of one name count together', () => {
    const gate = createDocumentGate({ ...DEFAULT_SETTINGS, documentLimitRootFields: 3 });
    expect(() => gate.check({ query: 'query A { a b } query A { c d }' })).toThrow('"A" has 4 root fields');
  });

  test('the message names operation, number, limit and flag', () => {
    const gate = createDocumentGate({ ...DEFAULT_SETTINGS, documentLimitDepth: 1 });
    expect(() => gate.check({ query: 'query Cart { a { b } }' })).toThrow(
      'The operation "Cart" has 2 levels of fields inside each other; at most 1 may be. Ask for fewer levels, or raise the limit (--document-limit-depth).',
    );
  });

  test('what was refused once is refused again', () => {
    const gate = createDocumentGate({ ...DEFAULT_SETTINGS, ...SMALL });
    const query = 'query Deep { a { b { c { d } } } }';
    expect(() => gate.check({ query })).toThrow('"Deep"');
    expect(() => gate.check({ query })).toThrow('"Deep"');
  });

  test("the defaults take GraphiQL's introspection, however it is configured", () => {
    for (const query of [
      getIntrospectionQuery(),
      getIntrospectionQuery({
        inputValueDeprecation: true,
        schemaDescription: true,
        specifiedByUrl: true,
        oneOf: true,
      }),
    ]) {
      expect(excess({ query }, {})).toBeUndefined();
    }
  });
});

describe('fragments', () => {
  const chain = (count: number, body: (next: string) => string, last: string) =>
    Array.from(
      { length: count },
      (_, at) => `fragment F${at} on Q { ${at === count - 1 ? last : body(`F${at + 1}`)} }`,
    );

  test('a bomb that doubles a thousand times is measured once a fragment', () => {
    const bomb = chain(100, (next) => `x: a { ...${next} } y: a { ...${next} }`, 'a').join('\n');
    expect(excess({ query: `{ ...F0 } ${bomb}` }, { documentLimitDepth: 200 })).toEqual(
      beyond('documentLimitAliases', 100, Number.MAX_SAFE_INTEGER),
    );
    const flat = chain(1_000, (next) => `x: a ...${next} ...${next}`, 'a').join('\n');
    expect(
      excess({ query: `{ ...F0 } ${flat}` }, { documentLimitTokens: 100_000, documentLimitRootFields: 1_000_000 }),
    ).toEqual(beyond('documentLimitRootFields', 1_000_000, Number.MAX_SAFE_INTEGER));
  });

  test('a chain that is too deep to be validated is refused, also where it does not run', () => {
    const deep = chain(1_100, (next) => `a { ...${next} }`, 'a').join('\n');
    const limits = { documentLimitTokens: 100_000 };
    expect(excess({ query: `query A { a } ${deep}` }, limits)).toEqual(beyond('nestedSelections', 500));
    const backwards = deep.split('\n').reverse().join('\n');
    expect(excess({ query: `query A { a } ${backwards}` }, limits)).toEqual(beyond('nestedSelections', 500));
  });

  test('a circle ends, and is left to validation', () => {
    expect(excess({ query: '{ ...A } fragment A on Q { a ...B } fragment B on Q { b ...A }' })).toBeUndefined();
    expect(excess({ query: '{ ...A } fragment A on Q { ...A }' })).toBeUndefined();
  });
});

describe('a document before it is parsed', () => {
  test.each([
    ['tokens', '{ a b c d }', { documentLimitTokens: 5 }, beyond('documentLimitTokens', 5)],
    ['comments', '#\n'.repeat(20) + '{ a }', { documentLimitTokens: 10 }, beyond('documentLimitTokens', 10)],
    ['comments at the end', '{ a }' + '\n#'.repeat(20), { documentLimitTokens: 10 }, beyond('documentLimitTokens', 10)],
    ['braces', `${'{ a '.repeat(600)}${'}'.repeat(600)}`, {}, beyond('nestedSelections', 500)],
    ['braces that never close', '{ a '.repeat(3_000), {}, beyond('nestedSelections', 500)],
    ['lists', `{ a(x: ${'['.repeat(4_000)}${']'.repeat(4_000)}) }`, {}, beyond('inputDepthMax', 50)],
    ['objects', `{ a(x: ${'{ y: '.repeat(60)}1${'}'.repeat(60)}) }`, {}, beyond('inputDepthMax', 50)],
    ['types', `query ($x: ${'['.repeat(4_000)}Int) { a }`, {}, beyond('inputDepthMax', 50)],
    ['values of directives', `{ a @x(y: ${'['.repeat(51)}${']'.repeat(51)}) }`, {}, beyond('inputDepthMax', 50)],
  ])('too many %s', (_name, query, limits, expected) => {
    expect(excess({ query }, limits)).toEqual(expected);
  });

  test('brackets in strings and comments do not count', () => {
    expect(
      excess({ query: `{ a(x: "${'['.repeat(100)}") b(x: """${'{'.repeat(100)}""") } # ${'('.repeat(9)}` }),
    ).toBeUndefined();
  });

  test('values side by side are not inside each other', () => {
    expect(excess({ query: `{ a(x: [${'[[1]] '.repeat(10)}]) { b(y: [[[1]]]) } }` })).toBeUndefined();
  });
});

describe('variables', () => {
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

  test('lists and objects inside each other up to the limit', () => {
    expect(excess({ query: '{ a }', variables: { x: [{ y: [1] }], z: nested(3) } })).toBeUndefined();
    expect(excess({ query: '{ a }', variables: { x: [{ y: [[1]] }] } })).toEqual(beyond('inputDepthMax', 3));
    expect(excess({ query: '{ a }', variables: { x: nested(20_000) } })).toEqual(beyond('inputDepthMax', 3));
  });

  test('what is no object has no variables', () => {
    for (const variables of [undefined, null, 'text', 1]) expect(excess({ query: '{ a }', variables })).toBeUndefined();
  });
});
