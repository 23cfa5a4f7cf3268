import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { post, startTinyGateway, type TinyGateway } from '../http/tinyGateway.js';

let gateway: TinyGateway;
beforeAll(async () => {
  gateway = await startTinyGateway();
});
afterAll(() => gateway.server.close());

interface Hostile {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');
const deepJson = (open: string, close: string, levels: number) => open.repeat(levels) + '1' + close.repeat(levels);

/** Answers are small, whatever was asked: an attacker must not be able to make the gateway talk. */
const MAX_ANSWER_BYTES = 100_000;
/** Generous, for a busy machine: what these documents cost before they were refused was seconds. */
const MAX_CPU_MS = 1_000;

async function refusalOf(payload: Hostile | string): Promise<{ status: number; codes: string[]; text: string }> {
  const before = process.cpuUsage();
  const { status, body } = await post(gateway.url, payload);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(MAX_CPU_MS);
  const text = JSON.stringify(body);
  const errors = (body?.errors ?? []) as readonly { extensions: { code: string } }[];
  return { status, codes: [...new Set(errors.map(({ extensions }) => extensions.code))], text };
}

async function isServed(): Promise<void> {
  expect((await post(gateway.url, { query: '{ hello }' })).body).toEqual({ data: { hello: 'Hello world' } });
}

const PARSE = 'GRAPHQL_PARSE_FAILED';
const VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
const LIMIT = 'LIMIT_EXCEEDED';
const INPUT = 'BAD_USER_INPUT';
const REQUEST = 'BAD_REQUEST';
const OPERATION = 'OPERATION_RESOLUTION_FAILURE';

const HOSTILE: readonly (readonly [string, Hostile, string])[] = [
  // too much
  ['ten thousand aliases', { query: `{ ${times(3_000, (at) => `a${at}:hello`)} }` }, LIMIT],
  ['ten thousand failing aliases', { query: `{ ${times(3_000, (at) => `a${at}:fault`)} }` }, LIMIT],
  ['aliases in every level', { query: `{ ${times(60, (at) => `a${at}:node { b${at}:hello }`)} }` }, LIMIT],
  ['more tokens than a document may have', { query: `{ ${'hello '.repeat(20_000)} }` }, LIMIT],
  ['300,000 comments', { query: `${'#\n'.repeat(300_000)}{ hello }` }, LIMIT],
  ['one root field thousands of times', { query: `{ ${'hello '.repeat(9_000)} }` }, LIMIT],
  ['one field below thousands of times', { query: `{ node { ${'hello '.repeat(9_000)} } }` }, LIMIT],
  ['thousands of objects to merge', { query: `{ node { ${'node { hello } '.repeat(1_900)} } }` }, LIMIT],
  ['a directive flood', { query: `{ hello ${'@include(if: true) '.repeat(1_500)} }` }, LIMIT],
  ['a flood of unknown directives', { query: `{ hello ${'@a '.repeat(4_000)} }` }, LIMIT],
  [
    'a directive flood in a fragment',
    { query: `{ ...F } fragment F on Query { hello ${'@skip(if: false) '.repeat(101)} }` },
    LIMIT,
  ],
  ['inline fragments inside each other', { query: `{ ${'... { '.repeat(600)}hello${' }'.repeat(600)} }` }, LIMIT],
  ['selections inside each other', { query: `{ ${'node { '.repeat(16)}hello${' }'.repeat(16)} }` }, LIMIT],
  [
    'thousands of selections inside each other',
    { query: `{ ${'node { '.repeat(3_000)}hello${' }'.repeat(3_000)} }` },
    LIMIT,
  ],
  ['selections that never close', { query: '{ node '.repeat(4_500) }, LIMIT],
  [
    'an operation that is too deep beside one that runs',
    { query: `query A { hello } query B { ${'node { '.repeat(600)}hello${' }'.repeat(600)} }`, operationName: 'A' },
    LIMIT,
  ],
  [
    'introspection around in circles',
    { query: `{ __schema { types { ${'fields { type { '.repeat(20)}name${' } }'.repeat(20)} } } }` },
    LIMIT,
  ],
  [
    'introspection of fields of fields',
    { query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }' },
    VALIDATION,
  ],

  // fragments
  ['a fragment in itself', { query: '{ ...F } fragment F on Query { hello ...F }' }, VALIDATION],
  [
    'fragments in a circle',
    { query: '{ ...A } fragment A on Query { node { ...B } } fragment B on Query { node { ...A } }' },
    VALIDATION,
  ],
  [
    'a long circle',
    { query: `{ ...F0 } ${times(1_000, (at) => `fragment F${at} on Query { ...F${(at + 1) % 1_000} }`)}` },
    VALIDATION,
  ],
  [
    'a long circle of levels',
    { query: `{ ...F0 } ${times(1_000, (at) => `fragment F${at} on Query { node { ...F${(at + 1) % 1_000} } }`)}` },
    LIMIT,
  ],
  [
    'a fragment bomb of levels',
    {
      query: `{ ...F0 } ${times(30, (at) => `fragment F${at} on Query { a: node { ...F${at + 1} } b: node { ...F${at + 1} } }`)} fragment F30 on Query { hello }`,
    },
    LIMIT,
  ],
  [
    'a fragment bomb without levels',
    {
      query: `{ ...F0 } ${times(60, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F60 on Query { hello }`,
    },
    LIMIT,
  ],
  [
    'a fragment bomb without aliases',
    {
      query: `{ node { ...F0 } } ${times(13, (at) => `fragment F${at} on Query { node { ...F${at + 1} ...F${at + 1} } }`)} fragment F13 on Query { hello }`,
    },
    LIMIT,
  ],
  [
    'a chain of fragments that is too deep to be validated',
    { query: `query A { hello } ${times(900, (at) => `fragment F${at} on Query { node { ...F${at + 1} } }`)}` },
    LIMIT,
  ],
  ['fragments that nobody knows', { query: `{ ${times(90, (at) => `...F${at}`)} }` }, VALIDATION],
  ['fragments of one name', { query: `{ ...F } ${'fragment F on Query { hello } '.repeat(900)}` }, VALIDATION],

  // values
  ['lists in the document', { query: `{ paint(where: ${'['.repeat(4_000)}${']'.repeat(4_000)}) }` }, LIMIT],
  [
    'objects in the document',
    { query: `{ paint(where: ${'{ inside: '.repeat(2_000)}null${'}'.repeat(2_000)}) }` },
    LIMIT,
  ],
  [
    'a list type that never ends',
    { query: `query ($x: ${'['.repeat(4_000)}Int${']'.repeat(4_000)}) { hello }` },
    LIMIT,
  ],
  [
    'ten thousand wrong elements',
    { query: 'query ($w: [Place!]) { paint(where: $w) }', variables: { w: Array.from({ length: 10_000 }, () => 'x') } },
    INPUT,
  ],
  [
    'ten thousand unknown fields',
    {
      query: 'query ($w: [Place!]) { paint(where: $w) }',
      variables: { w: [Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, 1]))] },
    },
    INPUT,
  ],
  ['ten thousand unknown fields in the schema', { query: `{ ${times(100, (at) => `helo${at}`)} }` }, VALIDATION],
  ['a number beyond Int', { query: `{ number(value: ${'9'.repeat(400)}) }` }, VALIDATION],
  ['a number of a hundred thousand digits', { query: `{ number(value: ${'9'.repeat(100_000)}) }` }, VALIDATION],
  ['an exponent without end', { query: '{ number(value: 1e999999999) }' }, VALIDATION],
  [
    'a number beyond Int in a variable',
    { query: 'query ($v: Int!) { number(value: $v) }', variables: { v: 1e300 } },
    INPUT,
  ],
  [
    'an object for a number',
    { query: 'query ($v: Int!) { number(value: $v) }', variables: { v: { valueOf: 1, toString: 2 } } },
    INPUT,
  ],
  ['a NUL in a name', { query: '{ hel\u0000lo }' }, PARSE],
  ['a lone surrogate outside of a text', { query: '{ hello \ud800 }' }, PARSE],
  ['a lone surrogate escaped in a text', { query: '{ hello(name: "\\ud800") }' }, PARSE],
  ['a code point beyond Unicode', { query: '{ hello(name: "\\u{110000}") }' }, PARSE],
  ['a text that never ends', { query: `{ hello(name: "${'x'.repeat(100_000)}` }, PARSE],
  ['a block text that never ends', { query: `{ hello(name: """${'"'.repeat(2)}` }, PARSE],

  // names
  ['__proto__ as an argument', { query: '{ hello(__proto__: "x") }' }, VALIDATION],
  ['constructor as a field', { query: '{ constructor }' }, VALIDATION],
  ['toString as a field', { query: '{ toString }' }, VALIDATION],
  ['hasOwnProperty as a directive', { query: '{ hello @hasOwnProperty }' }, VALIDATION],
  ['__proto__ as a type', { query: '{ ... on __proto__ { hello } }' }, VALIDATION],
  ['constructor as a fragment', { query: '{ ...constructor }' }, VALIDATION],
  ['__proto__ as an enum value', { query: '{ paint(color: __proto__) }' }, VALIDATION],
  ['__proto__ as an input field', { query: '{ paint(where: [{ __proto__: { room: "x" } }]) }' }, VALIDATION],
  ['__proto__ as the operation', { query: '{ hello }', operationName: '__proto__' }, OPERATION],
  ['toString as the operation', { query: 'query A { hello }', operationName: 'toString' }, OPERATION],

  // operations
  ['no document', {}, REQUEST],
  ['an empty document', { query: '' }, REQUEST],
  ['spaces', { query: ' \t\n' }, PARSE],
  ['a byte order mark alone', { query: '\ufeff' }, PARSE],
  ['a comment', { query: '# hello' }, PARSE],
  ['an empty selection', { query: '{ }' }, PARSE],
  ['a fragment alone', { query: 'fragment F on Query { hello }' }, VALIDATION],
  ['a schema', { query: 'type Query { hello: String }' }, VALIDATION],
  ['operations without a name', { query: '{ hello } { hello }' }, VALIDATION],
  ['operations of one name', { query: 'query A { hello } query A { hello }' }, VALIDATION],
  ['many operations and no name', { query: times(1_000, (at) => `query Q${at} { hello }`) }, OPERATION],
  ['an operation that is not there', { query: 'query A { hello }', operationName: 'B' }, OPERATION],
  ['a huge name of an operation', { query: 'query A { hello }', operationName: 'x'.repeat(500_000) }, OPERATION],
  ['a subscription', { query: 'subscription { ticked }' }, REQUEST],
  ['a document that is parsed already', { query: { kind: 'Document', definitions: [] } }, REQUEST],
  ['a number for a document', { query: 7 }, REQUEST],
  ['a list for a document', { query: ['{ hello }'] }, REQUEST],
  ['a text for variables', { query: '{ hello }', variables: '{"a":1}' }, REQUEST],
  ['a list for variables', { query: '{ hello }', variables: [] }, REQUEST],
  ['a number for the operation', { query: '{ hello }', operationName: 7 }, REQUEST],
  ['a list for extensions', { query: '{ hello }', extensions: [] }, REQUEST],
  ['a persisted query that is none', { query: '{ hello }', extensions: { persistedQuery: { version: 'x' } } }, REQUEST],
];

/** As text: JSON.stringify cannot write what JSON.parse can read. */
const DEEP: readonly (readonly [string, string, string])[] = [
  ['objects', 'query ($w: [Place!]) { paint(where: $w) }', deepJson('{"inside":', '}', 20_000)],
  ['lists', 'query ($w: [Place!]) { paint(where: $w) }', deepJson('[', ']', 20_000)],
  ['lists that nobody asked for', '{ hello }', deepJson('[', ']', 400_000)],
];

describe('a hostile document', () => {
  test.each(DEEP)('a variable with %s inside each other, thousands of them', async (_name, query, value) => {
    const { status, codes } = await refusalOf(`{ "query": "${query}", "variables": { "w": ${value} } }`);
    expect([status, codes]).toEqual([400, [LIMIT]]);
    await isServed();
  });

  test('JSON that is deep where nobody looks is no more than JSON', async () => {
    const deep = deepJson('[', ']', 100_000);
    const { body } = await post(gateway.url, `{ "query": "{ hello }", "extensions": { "x": ${deep} }, "y": ${deep} }`);
    expect(body).toEqual({ data: { hello: 'Hello world' } });
  });

  test.each(HOSTILE)('%s: refused, cheaply, in few words; the next one is served', async (_name, payload, code) => {
    const { status, codes, text } = await refusalOf(payload);
    expect([status, codes]).toEqual([400, [code]]);
    expect(text.length).toBeLessThan(MAX_ANSWER_BYTES);
    expect(text).not.toMatch(/node_modules|\.[jt]s:|at (async )?[\w.]+ \(|stacktrace/);
    await isServed();
  });

  test('none of them is a fault', () => {
    expect(gateway.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});

describe('a document with names that objects have', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then'])(
    '%s as an alias, a variable and the name of the operation',
    async (name) => {
      const query = `query ${name}($${name}: String) { ${name}: hello(name: $${name}) }`;
      const variables = JSON.parse(`{ "${name}": "Ada" }`) as unknown;
      const { status, body } = await post(gateway.url, { query, variables, operationName: name });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toBe(`{"data":{"${name}":"Hello Ada"}}`);
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    },
  );

  test('JSON keys of them change nothing', async () => {
    const body =
      '{ "__proto__": { "query": "{ fault }" }, "constructor": {}, "query": "{ hello }", "variables": { "__proto__": { "a": 1 } }, "extensions": { "__proto__": { "persistedQuery": {} } } }';
    expect((await post(gateway.url, body)).body).toEqual({ data: { hello: 'Hello world' } });
    expect({}).not.toHaveProperty('a');
  });

  test('of a key that is there twice the last one counts, everywhere', async () => {
    const body = `{ "query": "{ ${'a: hello '.repeat(200)} }", "query": "{ hello }" }`;
    expect((await post(gateway.url, body)).body).toEqual({ data: { hello: 'Hello world' } });
    const other = `{ "query": "{ hello }", "query": "{ ${'a: hello '.repeat(200)} }" }`;
    expect((await post(gateway.url, other)).body.errors[0].extensions.code).toBe('LIMIT_EXCEEDED');
  });

  test('a lone surrogate and a NUL in a value come back as they were', async () => {
    const query = 'query ($name: String) { hello(name: $name) }';
    for (const name of ['\ud800', '\u0000', '\ufeff', '\u202e']) {
      expect((await post(gateway.url, { query, variables: { name } })).body).toEqual({
        data: { hello: `Hello ${name}` },
      });
    }
  });
});
