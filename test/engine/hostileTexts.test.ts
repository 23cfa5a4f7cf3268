import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import type { Command } from '../support/testGateway.js';

const schema = /* GraphQL */ `
  type Odd
    @table(name: "Odds", partition: "#pk = K#{id}", sort: ":v0 = {part}")
    @index(name: "ByName", partition: "a.b[0] = {name}", sort: "AND = {rank:04}", query: "oddsByName") {
    id: ID!
    part: String! @attribute(name: "NOT")
    name: String @attribute(name: "constructor")
    rank: Int @attribute(name: "SET")
    text: String @attribute(name: "#n")
    note: String @attribute(name: "size(x) = :v")
    json: JSON @attribute(name: "REMOVE a")
    list: [String!] @attribute(name: "l[0]")
    words: [String!] @attribute(name: "NS, x", as: SET)
    box: Box @attribute(name: "😀 é")
    code: String @unique @attribute(name: "owner")
    version: Int! @version @attribute(name: "if_not_exists")
  }
  type Box {
    inner: String @attribute(name: "..")
    other: JSON @attribute(name: "#n")
  }
`;

/** Of the schema, and of the gateway's own table. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['#pk', ':v0', 'a.b[0]', 'AND', 'id', 'NOT', 'constructor', 'SET', '#n', 'size(x) = :v', 'REMOVE a', 'l[0]'],
  ...['NS, x', '😀 é', 'owner', 'if_not_exists', '..'],
  ...['pk', 'sk', 'expiresAt'],
]);

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema });
});
afterAll(() => gateway.close());

const HOSTILE = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', '-0'],
  ...['#a', '#n', '#pk', ':v', ':v0', ':v1', 'a.b', 'l[0]', '..', '[', ')', '(', ',', '=', '<>', '#', ':'],
  ...['SELECT * FROM "Odds"', '\'; DELETE FROM "Odds" WHERE 1 = 1 --', 'SET #n = :v0', 'REMOVE #n', 'ADD #n :v0'],
  ...['attribute_not_exists(#pk)', ') OR attribute_exists(#pk', 'NOT', 'BETWEEN :v0 AND :v1', 'IN (:v0)', 'size(#n)'],
  ...['{id}', '{{', '}}', 'K#', 'UNIQUE#Odd.code#', '${id}', '{"S":"x"}', '%s', '\\', '"', "'", '`', '/*', '--'],
  ...['\u0000', '\n', '\t', ' ', 'é', 'e\u0301', '😀', '👩‍👩‍👧‍👦', '\u202e', 'ﬃ', 'İ'],
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);
const words = fc.uniqueArray(text, { minLength: 1, maxLength: 4 });
const json = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(null, true, 0, -1.5),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie('node')), { maxLength: 3 }).map((members) => Object.fromEntries(members)),
  ),
})).node;

const values = fc.record({
  ...{ id: text, part: text, name: text, text, note: text, json, list: words, words, code: text, token: text },
  box: fc.record({ inner: text, other: json }),
});

interface Expression {
  readonly text: string;
  /** What stands beside it, names and values among it. */
  readonly of: Readonly<Record<string, unknown>>;
}

/** What users wrote; expressions stand beside these. */
const USERS: ReadonlySet<string> = new Set(['Item', 'Key', 'ExpressionAttributeValues']);

/** All texts of a command that are named as expressions. */
function expressionsOf(part: unknown): readonly Expression[] {
  if (typeof part !== 'object' || part === null) return [];
  const of = Object.fromEntries(Object.entries(part));
  return Object.entries(of).flatMap(([name, value]) => {
    if (name.endsWith('Expression') && typeof value === 'string') return [{ text: value, of }];
    return USERS.has(name) ? [] : expressionsOf(value);
  });
}

const PLACEHOLDER = /[#:]\w+/g;
const LANGUAGE = new RegExp(
  `^(?:${[
    '#\\w+|:v\\d+|SET|REMOVE|ADD|DELETE|AND|OR|NOT|BETWEEN|IN|size|contains|begins_with|list_append|if_not_exists',
    'attribute_(?:exists|not_exists|type)|<>|[<>]=?|[ ,.()=+]',
  ].join('|')})*$`,
);

function expectOursOnly(commands: readonly Command[]): number {
  const expressions = commands.flatMap(expressionsOf);
  for (const { text: expression, of } of expressions) {
    expect(expression).toMatch(LANGUAGE);
    const names = (of['ExpressionAttributeNames'] ?? {}) as Readonly<Record<string, string>>;
    const own = of['ExpressionAttributeValues'] ?? {};
    for (const placeholder of expression.match(PLACEHOLDER) ?? []) {
      expect(Object.hasOwn(placeholder.startsWith('#') ? names : own, placeholder)).toBe(true);
    }
    for (const [placeholder, attribute] of Object.entries(names)) {
      expect(ATTRIBUTES).toContain(attribute);
      expect(placeholder).toMatch(new RegExp(`^#${attribute.replace(/\W/g, '_')}(?:_\\d+)?$`));
    }
    expect(Object.keys(own).filter((placeholder) => !/^:v\d+$/.test(placeholder))).toEqual([]);
  }
  return expressions.length;
}

/** Maps and sets have no order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, inOrder(member)] as const);
  return members.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const FIELDS = 'id part name rank text note json list words box { inner other } code version';

async function done(operation: string, variables: Readonly<Record<string, unknown>>): Promise<readonly Command[]> {
  const { data, errors, commands } = await gateway.run(operation, variables);
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data)).not.toMatch(/"conflict":\{|"status":"(?!WRITTEN)/);
  return commands;
}

test('no expression holds a text of the user, whatever is written, and it comes back as it was', async () => {
  let runs = 0;
  let expressions = 0;
  await fc.assert(
    fc.asyncProperty(values, values, async (first, second) => {
      runs += 1;
      const own = { id: `${first.id}${runs}`, part: first.part };
      const key = `id: $id, part: $part`;
      const VARS = '$id: ID!, $part: String!';
      const commands: Command[] = [];

      async function expectStored(expected: typeof first, version: number): Promise<void> {
        const {
          data,
          errors,
          commands: reads,
        } = await gateway.run(
          `query (${VARS}, $name: String!, $code: String!, $text: String!) {
            odd(${key}) { ${FIELDS} }
            oddByCode(code: $code) { id part }
            oddsByName(name: $name, rank: { ge: 1 }, filter: { or: [{ text: { eq: $text } }, { note: { contains: $text } }] }) {
              nodes { id part } } }`,
          { ...own, name: expected.name, code: expected.code, text: expected.text },
        );
        expect(errors).toBeUndefined();
        const { token: _unused, ...stored } = { ...expected, ...own, rank: 7, version };
        const { odd, oddByCode, oddsByName } = data as Readonly<Record<string, Record<string, unknown>>>;
        const read = { ...odd, words: (odd?.['words'] as readonly string[]).toSorted() };
        expect(inOrder(read)).toEqual(inOrder({ ...stored, words: expected.words.toSorted() }));
        expect(oddByCode).toEqual(own);
        expect(oddsByName?.['nodes']).toContainEqual(own);
        commands.push(...reads);
      }

      const given = ({ token: _unused, ...rest }: typeof first) => ({ ...rest, ...own, rank: 7 });
      // A unique value of the run's own, as long as another run may have had this one.
      const one = { ...first, code: `${first.code}${runs}` };
      const other = { ...second, code: `${second.code}+${runs}` };

      commands.push(
        ...(await done(`mutation ($input: OddCreateInput!) { createOdd(input: $input) { conflict { reason } } }`, {
          input: given(one),
        })),
      );
      await expectStored(one, 1);

      const { id: _id, part: _part, token: _token, list, words: added, ...set } = other;
      const fresh = added.filter((word) => !one.words.includes(word));
      commands.push(
        ...(await done(
          `mutation (${VARS}, $set: OddSetInput!, $list: [String!]!, $fresh: [String!], $if: OddFilter!) {
            updateOdd(${key}, set: $set, append: { list: $list }, ${fresh.length > 0 ? 'add: { words: $fresh }, ' : ''}
              expectedVersion: 1, if: $if) { odd { version } conflict { reason } } }`.replace(
            fresh.length > 0 ? '' : ', $fresh: [String!]',
            '',
          ),
          {
            ...{ ...own, set, list, fresh },
            if: {
              and: [
                { text: { eq: one.text } },
                { note: { in: [one.note, ...HOSTILE] } },
                { name: { beginsWith: one.name } },
                { list: { contains: one.list[0] } },
                { box: { inner: { between: [one.box.inner, one.box.inner] } } },
                { not: { text: { eq: `${one.text}!` } } },
              ],
            },
          },
        )),
      );
      await expectStored({ ...other, list: [...one.list, ...list], words: [...one.words, ...fresh] }, 2);

      commands.push(
        ...(await done(
          `mutation (${VARS}, $input: OddCreateInput!, $beside: ID!, $text: String!, $token: String) @transaction(token: $token) {
            putOdd(input: $input, expectedVersion: 2) { conflict { reason } }
            beside: createOdd(input: { id: $beside, part: $text, text: $text }) { conflict { reason } } }`.replace(
            `${VARS}, `,
            '',
          ),
          { input: given(one), beside: `${own.id}+`, text: other.text, token: `${runs}${first.token}`.slice(0, 36) },
        )),
      );
      await expectStored(one, 3);

      commands.push(
        ...(await done(
          `mutation (${VARS}, $beside: ID!, $text: String!, $words: [String!]!, $json: JSON) {
            transactWrite(items: [
              { odd: { check: { id: $beside, part: $text, if: { text: { eq: $text } } } } }
              { odd: { update: { ${key}, setIfAbsent: { text: $text }, remove: { words: $words }, set: { json: $json } } } }
            ]) { results { odd { conflict { reason } } } }
            batchWriteOdds(delete: [{ id: $beside, part: $text }]) { delete { status } }
            deleteOdd(${key}, expectedVersion: 4, if: { json: { exists: ${one.json !== null} } }) { odd { id } conflict { reason } } }`,
          { ...own, beside: `${own.id}+`, text: other.text, words: one.words, json: one.json },
        )),
      );
      expressions += expectOursOnly(commands);
    }),
    { numRuns: 20 },
  );
  expect(expressions).toBeGreaterThan(20);
  expect(await gateway.itemsOf('Odds')).toEqual([]);
}, 60_000);
