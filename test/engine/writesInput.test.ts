import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';

/** What DynamoDB would refuse in words of its own, or take and make a mess of. */
const schema = /* GraphQL */ `
  type Part {
    n: Int
    text: String @attribute(name: "constructor")
    deep: Deep
    data: JSON
  }
  type Deep {
    x: String!
    deeper: [Deep!]
  }
  type Thing
    @table(name: "Things", partition: "PK = T#{a}#{b}", sort: "SK = T#{c:04}")
    @index(name: "ByPlain", partition: "plain", sort: "num")
    @index(name: "ByCons", partition: "MPK = M#{a}", sort: "MSK = {cons}#{rank:03}", query: "thingsByCons")
    @index(name: "ByBytes", partition: "bytes", query: "thingsByBytes") {
    a: ID!
    b: String!
    c: Int!
    plain: String
    num: Float
    bytes: Bytes
    cons: String @attribute(name: "constructor")
    rank: Int
    big: BigInt
    dec: Decimal
    tags: [String!] @attribute(as: SET)
    nums: [Float!] @attribute(as: SET)
    list: [String]
    data: JSON
    part: Part
    need: Part!
    ownerId: ID
    owner: Owner @belongsTo(with: "id = ownerId")
    crew: [Mate!]! @hasMany(with: ["id = ownerId", "x = cons"])
  }
  type Owner @table(name: "Owners", partition: "OPK = O#{id}") {
    id: ID!
    name: String
  }
  type Mate @table(name: "Mates", partition: "MP = M#{id}", sort: "MS = {x}#{y}") {
    id: ID!
    x: String!
    y: String!
  }
`;

let gateway: EngineGateway;
beforeAll(async () => {
  gateway = await createEngineGateway({ schema });
  const seeded = await create({ b: 'base', rank: 1, big: '9'.repeat(38), dec: '1E+37' });
  expect(seeded.errors).toBeUndefined();
});
afterAll(() => gateway.close());

type Values = Readonly<Record<string, unknown>>;

const ANSWER = '{ thing { b } conflict { reason } }';

function create(input: Values) {
  return gateway.run(`mutation ($input: ThingCreateInput!) { createThing(input: $input) ${ANSWER} }`, {
    input: { a: 'x', b: 'other', c: 1, need: {}, ...input },
  });
}

function update(parts: Values, b = 'base') {
  return gateway.run(
    `mutation ($b: String!, $set: ThingSetInput, $setIfAbsent: ThingSetInput, $add: ThingAddInput, $append: ThingAppendInput,
      $remove: ThingRemoveInput, $if: ThingFilter) {
      updateThing(a: "x", b: $b, c: 1, set: $set, setIfAbsent: $setIfAbsent, add: $add, append: $append, remove: $remove, if: $if) ${ANSWER}
    }`,
    { b, ...parts },
  );
}

const shown = ({
  errors = [],
}: {
  readonly errors: Parameters<typeof toGraphQLError>[0][] | undefined | readonly Error[];
}) =>
  errors.map((error) => {
    const { code, formatted } = toGraphQLError(error);
    return { code, message: formatted.message, argument: formatted.extensions?.['argument'] };
  });

async function raw(b: string): Promise<AttributeMap | undefined> {
  const { Item } = await gateway.transport.send(
    'GetItem',
    {
      TableName: `${gateway.tablePrefix}Things`,
      Key: { PK: { S: `T#x#${b}` }, SK: { S: 'T#0001' } },
      ConsistentRead: true,
    },
    { signal: AbortSignal.timeout(5000) },
  );
  return Item;
}

const SURROGATE = '\ud800';
const NUMBER = 'is not a number that DynamoDB can store';
const nested = (levels: number): unknown => (levels === 0 ? 1 : { d: nested(levels - 1) });
const deepList = (levels: number): Values => (levels === 0 ? { x: 'y' } : { x: 'y', deeper: [deepList(levels - 1)] });

describe('a new item is refused with the path of the argument when it holds', () => {
  test.each<[title: string, input: Values, message: string, argument: readonly unknown[]]>([
    ['an empty key', { b: '' }, '"b" must not be empty: it is part of the key "T#{a}#{b}".', ['input', 'b']],
    ['a delimiter', { b: 'p#q' }, '"b" must not contain "#"', ['input', 'b']],
    ['half a character in a key', { b: SURROGATE }, 'half a character (a lone surrogate)', ['input', 'b']],
    [
      'the last code point in a template',
      { b: '\u{10ffff}' },
      'holds a character that cannot stand in the key',
      ['input', 'b'],
    ],
    ['a key beyond 2048 bytes', { b: 'é'.repeat(1030) }, 'would be 2064 bytes long; DynamoDB allows 2048', ['input']],
    ['a negative padded number', { c: -1 }, 'must be a whole number from 0 to 9999', ['input', 'c']],
    ['a padded number too wide', { c: 10_000 }, 'must be a whole number from 0 to 9999', ['input', 'c']],
    ['an empty index key', { plain: '' }, '"plain" must not be empty: it is a key of Thing.', ['input', 'plain']],
    ['an empty binary index key', { bytes: '' }, '"bytes" must not be empty', ['input', 'bytes']],
    ['an index key beyond 2048 bytes', { plain: 'x'.repeat(2049) }, 'would be 2049 bytes long', ['input', 'plain']],
    ['a delimiter in an index template', { cons: 'a#b', rank: 1 }, '"cons" must not contain "#"', ['input', 'cons']],
    ['a number too great', { num: 1e300 }, NUMBER, ['input', 'num']],
    ['a number too small', { num: 1e-200 }, NUMBER, ['input', 'num']],
    ['such a number in a set', { nums: [1, 1e300] }, NUMBER, ['input', 'nums', 1]],
    ['such a number in JSON', { part: { data: { a: [1e200] } } }, NUMBER, ['input', 'part', 'data']],
    ['half a character in a list', { list: ['a', SURROGATE] }, 'half a character', ['input', 'list', 1]],
    ['half a character in JSON', { data: { a: SURROGATE } }, 'half a character', ['input', 'data']],
    [
      'half a character in the name of a JSON member',
      { data: { [SURROGATE]: 1 } },
      'half a character',
      ['input', 'data'],
    ],
    ['JSON of 33 levels', { data: nested(32) }, 'nested deeper than the 32 levels', ['input', 'data']],
    [
      'JSON of 32 levels inside a map',
      { part: { data: nested(31) } },
      'nested deeper than the 32 levels',
      ['input', 'part', 'data'],
    ],
  ])('%s', async (_title, input, message, argument) => {
    const result = await create(input);
    expect(shown(result)).toEqual([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message), argument }]);
    expect(result.commands).toEqual([]);
  });

  test('maps in lists in maps beyond 32 levels', async () => {
    expect(shown(await create({ part: { deep: deepList(20) } }))).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('nested deeper than the 32 levels') },
    ]);
    expect((await create({ b: 'deep', part: { deep: deepList(14) } })).errors).toBeUndefined();
  });

  test('a value no scalar takes', async () => {
    for (const input of [
      { big: '1'.repeat(39) },
      { dec: '1e200' },
      { rank: 2_147_483_648 },
      { bytes: 'not base64!' },
    ]) {
      expect(shown(await create(input)).map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('more than 400 KB', async () => {
    expect(shown(await create({ list: ['x'.repeat(410_000)] }))).toMatchObject([{ code: 'ITEM_TOO_LARGE' }]);
    expect(await raw('other')).toBeUndefined();
  });
});

describe('an update is refused with the path of the argument when it holds', () => {
  test.each<[title: string, parts: Values, message: string, argument: readonly unknown[]]>([
    ['nothing', { set: {} }, 'This update of Thing changes nothing.', ['set']],
    [
      'nothing but nulls, save in set',
      { add: { rank: null, tags: null }, setIfAbsent: { plain: null }, remove: { tags: null }, append: { list: null } },
      'This update of Thing changes nothing.',
      ['set'],
    ],
    [
      'two changes of one field',
      { set: { rank: 1 }, add: { rank: 1 } },
      'Two changes of one update touch "rank"',
      ['add', 'rank'],
    ],
    ['an empty index key', { set: { plain: '' } }, '"plain" must not be empty', ['set', 'plain']],
    [
      'an empty index key for an absent one',
      { setIfAbsent: { plain: '' } },
      '"plain" must not be empty',
      ['setIfAbsent', 'plain'],
    ],
    [
      'an index key too long for an absent one',
      { setIfAbsent: { plain: 'x'.repeat(2049) } },
      '2049 bytes',
      ['setIfAbsent', 'plain'],
    ],
    ['a delimiter', { set: { cons: 'a#', rank: 1 } }, '"cons" must not contain "#"', ['set', 'cons']],
    ['a number too great', { set: { num: 1e300 } }, NUMBER, ['set', 'num']],
    ['such a number to add', { add: { num: 1e300 } }, NUMBER, ['add', 'num']],
    ['such a number to put into a set', { add: { nums: [1e300] } }, NUMBER, ['add', 'nums', 0]],
    ['half a character to append', { append: { list: [SURROGATE] } }, 'half a character', ['append', 'list', 0]],
    ['half a character to take out', { remove: { tags: [SURROGATE] } }, 'half a character', ['remove', 'tags', 0]],
    ['null for a required map', { set: { need: null } }, 'Thing.need is required', ['set', 'need']],
    [
      'null for a required member',
      { set: { part: { deep: { x: null } } } },
      'part.deep.x is required',
      ['set', 'part', 'deep', 'x'],
    ],
    ['a bad number inside a map', { set: { need: { data: 1e300 } } }, NUMBER, ['set', 'need', 'data']],
    ['32 levels inside a map', { set: { need: { data: nested(31) } } }, 'nested deeper', ['set', 'need', 'data']],
    [
      'part of a map that would be written whole',
      { setIfAbsent: { part: { deep: {} } } },
      'part.deep.x is required: setIfAbsent writes part.deep whole',
      ['setIfAbsent', 'part', 'deep', 'x'],
    ],
    ['a test of a bad number', { set: { rank: 1 }, if: { num: { in: [1, 1e300] } } }, NUMBER, ['if', 'num', 'in']],
    [
      'a test of half a character',
      { set: { rank: 1 }, if: { plain: { beginsWith: SURROGATE } } },
      'half a character',
      ['if', 'plain', 'beginsWith'],
    ],
    [
      'such a test of a list',
      { set: { rank: 1 }, if: { list: { contains: SURROGATE } } },
      'half a character',
      ['if', 'list', 'contains'],
    ],
    [
      'a test of too many values',
      { set: { list: ['x'] }, if: { rank: { in: Array.from({ length: 900 }, (_, at) => at) } } },
      'and 4096 are allowed',
      ['if'],
    ],
    [
      'bounds of one value',
      { set: { rank: 1 }, if: { num: { between: [1] } } },
      '"between" takes two values',
      ['if', 'num', 'between'],
    ],
  ])('%s', async (_title, parts, message, argument) => {
    const before = await raw('base');
    const result = await update(parts);
    expect(shown(result)).toEqual([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message), argument }]);
    expect(result.commands).toEqual([]);
    expect(await raw('base')).toEqual(before);
  });

  test.each<[title: string, parts: Values, message: string, argument: readonly unknown[]]>([
    [
      'a number that grows too wide for its key',
      { add: { rank: 999 }, set: { cons: 'c' } },
      'must be a whole number from 0 to 999',
      ['add', 'rank'],
    ],
    [
      'a number that falls below its key',
      { add: { rank: -9 }, set: { cons: 'c' } },
      'must be a whole number from 0 to 999',
      ['add', 'rank'],
    ],
    [
      'a sum beyond 32 bits in a key',
      { add: { rank: 2_147_483_647 }, set: { cons: 'c' } },
      '"rank" would be 2147483648',
      ['add', 'rank'],
    ],
    [
      'a sum of more than 38 digits',
      { add: { dec: '1E-10' } },
      'would make a number that DynamoDB cannot store',
      ['add'],
    ],
    [
      'a delimiter for an absent field',
      { setIfAbsent: { cons: 'a#' } },
      '"cons" must not contain "#"',
      ['setIfAbsent', 'cons'],
    ],
    [
      'part of a map that is not there',
      { set: { part: { deep: {} } } },
      'part.deep.x is required: the item has no part.deep yet',
      ['set', 'part', 'deep', 'x'],
    ],
  ])('%s, as the stored item shows', async (_title, parts, message, argument) => {
    const before = await raw('base');
    expect(shown(await update(parts))).toEqual([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining(message), argument },
    ]);
    expect(await raw('base')).toEqual(before);
  });

  test('what makes the item too large', async () => {
    const before = await raw('base');
    const large = 'x'.repeat(410_000);
    for (const parts of [{ set: { data: large } }, { append: { list: [large] } }]) {
      expect(shown(await update(parts))).toMatchObject([{ code: 'ITEM_TOO_LARGE' }]);
    }
    expect(await raw('base')).toEqual(before);
  });
});

describe('odd values come back as they went in', () => {
  test.each<[title: string, input: Values, stored: AttributeMap]>([
    [
      'the names of what every object inherits',
      { b: '__proto__', cons: 'constructor', rank: 1 },
      { MSK: { S: 'constructor#001' }, constructor: { S: 'constructor' } },
    ],
    [
      'such names in JSON',
      { b: 'json', data: JSON.parse('{ "__proto__": { "x": 1 }, "constructor": 2 }') as unknown },
      {
        data: {
          M: JSON.parse('{ "__proto__": { "M": { "x": { "N": "1" } } }, "constructor": { "N": "2" } }') as AttributeMap,
        },
      },
    ],
    [
      'minus zero and needless zeros',
      { b: 'zero', num: -0, plain: 'p', dec: '-0.00', nums: [0, -0] },
      { num: { N: '0' }, dec: { N: '0' }, nums: { NS: ['0'] } },
    ],
    [
      '38 digits and exponents',
      { b: 'digits', big: '9'.repeat(38), dec: '1e125' },
      { big: { N: '9'.repeat(38) }, dec: { N: `1${'0'.repeat(125)}` } },
    ],
    [
      'empty texts where there is no key',
      { b: 'empty', list: ['', null], tags: [''] },
      { list: { L: [{ S: '' }, { NULL: true }] }, tags: { SS: [''] } },
    ],
    ['the last code point', { b: 'last', plain: '\u{10ffff}' }, { plain: { S: '\u{10ffff}' } }],
  ])('%s', async (_title, input, stored) => {
    expect((await create(input)).errors).toBeUndefined();
    expect(await raw(String(input['b']))).toMatchObject(stored);
    const { data } = await gateway.run(
      'query ($b: String!) { thing(a: "x", b: $b, c: 1) { b cons num big dec tags list data plain } }',
      { b: input['b'] },
    );
    const { rank: _rank, nums: _nums, ...shownInput } = input;
    const canonical = {
      ...shownInput,
      ...(input['b'] === 'zero' && { dec: '0', num: 0 }),
      ...(input['b'] === 'digits' && { dec: `1${'0'.repeat(125)}` }),
    };
    expect((data as { thing: unknown }).thing).toMatchObject(canonical);
  });

  test('an update that comes to nothing is done, and keeps its condition', async () => {
    for (const parts of [{ add: { tags: [] } }, { remove: { tags: [] } }, { set: { need: {} } }]) {
      const before = await raw('base');
      expect(await update(parts)).toMatchObject({ errors: undefined, data: { updateThing: { thing: { b: 'base' } } } });
      expect(await raw('base')).toEqual(before);
      expect(await update(parts, 'nowhere')).toMatchObject({
        data: { updateThing: { conflict: { reason: 'NOT_FOUND' } } },
      });
      expect(await raw('nowhere')).toBeUndefined();
    }
  });

  test('a field whose attribute has the name of an inherited property is absent until it is set', async () => {
    await create({ b: 'absent', rank: 2 });
    expect(await raw('absent')).not.toHaveProperty('MSK');
    expect((await update({ set: { rank: 3 } }, 'absent')).errors).toBeUndefined();
    expect(await raw('absent')).toEqual(expect.not.objectContaining({ MSK: expect.anything() }));
    expect((await update({ setIfAbsent: { cons: 'now' } }, 'absent')).errors).toBeUndefined();
    expect(await raw('absent')).toMatchObject({ MSK: { S: 'now#003' } });
  });
});

describe('what another program stored', () => {
  const keyed = (b: string, more: AttributeMap): AttributeMap => ({
    PK: { S: `T#x#${b}` },
    SK: { S: 'T#0001' },
    need: { M: {} },
    ...more,
  });
  const odd: AttributeMap = {
    rank: { S: 'high' },
    tags: { L: [{ S: 'a' }] },
    list: { SS: ['q'] },
    part: { S: 'no map' },
    need: { M: { deep: { S: 'no map' } } },
  };

  test.each<[title: string, parts: Values, attribute: string]>([
    ['a text to add to', { add: { rank: 1 } }, 'rank'],
    ['a list to put elements of a set into', { add: { tags: ['b'] } }, 'tags'],
    ['a list to take elements of a set out of', { remove: { tags: ['a'] } }, 'tags'],
    ['a set to append to', { append: { list: ['z'] } }, 'list'],
    ['a text to look into', { set: { part: { n: 1 } } }, 'part'],
    ['a text inside a map to look into', { set: { need: { deep: { x: 'y' } } } }, 'need.deep'],
  ])('%s is ITEM_INVALID, by name, and stays', async (_title, parts, attribute) => {
    await gateway.store({ Things: [keyed('odd', odd)] });
    expect(shown(await update(parts, 'odd'))).toMatchObject([
      { code: 'ITEM_INVALID', message: expect.stringContaining(`"${attribute}": expected a value of DynamoDB's type`) },
    ]);
    expect(await raw('odd')).toEqual(keyed('odd', odd));
  });

  test('is written over where it does not fit', async () => {
    await gateway.store({ Things: [keyed('mended', odd)] });
    expect((await update({ set: { rank: 1, tags: ['a'], list: ['q'] } }, 'mended')).errors).toBeUndefined();
    expect(await raw('mended')).toMatchObject({ rank: { N: '1' }, tags: { SS: ['a'] }, list: { L: [{ S: 'q' }] } });
  });

  test('as NULL counts as absent to every change', async () => {
    const NULL = { NULL: true };
    const nulls = { rank: NULL, tags: NULL, list: NULL, part: NULL, need: NULL, dec: NULL, nums: NULL };
    await gateway.store({ Things: [keyed('null', nulls)] });
    const parts = {
      set: { part: { n: 1 }, need: { n: 2 } },
      add: { rank: 5, tags: ['t'] },
      append: { list: ['l'] },
      setIfAbsent: { dec: '1.5' },
      remove: { nums: [1] },
    };
    expect((await update(parts, 'null')).errors).toBeUndefined();
    expect(await raw('null')).toEqual({
      PK: { S: 'T#x#null' },
      SK: { S: 'T#0001' },
      part: { M: { n: { N: '1' } } },
      need: { M: { n: { N: '2' } } },
      rank: { N: '5' },
      tags: { SS: ['t'] },
      list: { L: [{ S: 'l' }] },
      dec: { N: '1.5' },
      nums: NULL,
    });
  });

  test.each([
    ['empty', ''],
    ['with a character that no key holds', 'o\u{10ffff}'],
    ['too long for a key', 'x'.repeat(3000)],
  ])("as another's key, %s, leads to nothing", async (_title, ownerId) => {
    await gateway.store({ Things: [keyed('related', { ownerId: { S: ownerId }, constructor: { S: 'x' } })] });
    const { data, errors } = await gateway.run(
      '{ thing(a: "x", b: "related", c: 1) { owner { id } crew { nodes { y } pageInfo { hasNextPage } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ thing: { owner: null, crew: { nodes: [], pageInfo: { hasNextPage: false } } } });
  });

  test("as part of another's sort key, with a delimiter, leads to nothing", async () => {
    await gateway.store({ Things: [keyed('related', { ownerId: { S: 'o' }, constructor: { S: 'x#y' } })] });
    const { data, errors } = await gateway.run('{ thing(a: "x", b: "related", c: 1) { crew { nodes { y } } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ thing: { crew: { nodes: [] } } });
  });

  test('under "__proto__" harms no read', async () => {
    await gateway.store({
      Things: [keyed('proto', JSON.parse('{ "__proto__": { "S": "x" }, "plain": { "S": "p" } }') as AttributeMap)],
    });
    const { data, errors } = await gateway.run(
      'mutation { updateThing(a: "x", b: "proto", c: 1, add: { rank: 1 }) { thing { plain rank } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ updateThing: { thing: { plain: 'p', rank: 1 } } });
  });
});
