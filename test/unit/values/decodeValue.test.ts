import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeValue } from './decodeValue.js';
import { encodeValue } from '../../../src/dynamo/values/encodeValue.js';
import { InvalidStoredValue } from '../../../src/dynamo/values/invalidStoredValue.js';
import type { AttributeValue } from '../../../src/model/attributeValue.js';
import type { ValueType } from '../../../src/model/valueType.js';
import { field, listOf, mapOf, scalar } from './valueTypes.js';

const size: ValueType = { kind: 'enum', enum: 'Size', values: ['SMALL', 'LARGE'] };
const address: ValueType = { kind: 'map', map: 'Address' };
const maps = new Map([
  [
    'Address',
    mapOf('Address', [
      field('city', scalar('String'), { attribute: 'City Name', required: true }),
      field('floor', scalar('Int')),
      field('tags', listOf(scalar('String'), { storage: 'SS' }), { required: true }),
      field('constructor', scalar('String')),
      field('within', address),
    ]),
  ],
]);

const decode = (type: ValueType, stored: AttributeValue) => decodeValue(type, stored, maps);

describe('decodeValue of what fits', () => {
  test.each<[string, ValueType, AttributeValue, unknown]>([
    ['a String', scalar('String'), { S: 'x' }, 'x'],
    ['an ID that another program stored as a number', scalar('ID'), { N: '7.0' }, '7'],
    ['an Int', scalar('Int'), { N: '-2147483648' }, -2147483648],
    ['an Int that an engine spells oddly', scalar('Int'), { N: '5.00000000000000000000' }, 5],
    ['an Int kept as text', scalar('Int', 'S'), { S: '12' }, 12],
    ['a Float', scalar('Float'), { N: '0.1' }, 0.1],
    ['a BigInt keeps its digits', scalar('BigInt'), { N: '9'.repeat(38) }, '9'.repeat(38)],
    ['a Decimal is canonical', scalar('Decimal'), { N: '1.50' }, '1.5'],
    ['a Boolean', scalar('Boolean'), { BOOL: false }, false],
    ['Bytes', scalar('Bytes'), { B: 'AAE=' }, 'AAE='],
    ['a DateTime keeps its text', scalar('DateTime'), { S: '2024-05-31T12:00:00+02:00' }, '2024-05-31T12:00:00+02:00'],
    ['epoch seconds', scalar('DateTime', 'EPOCH_SECONDS'), { N: '1717156800' }, '2024-05-31T12:00:00Z'],
    [
      'epoch milliseconds',
      scalar('DateTime', 'EPOCH_MILLISECONDS'),
      { N: '1717156800005' },
      '2024-05-31T12:00:00.005Z',
    ],
    ['JSON text', scalar('JSON', 'JSON_TEXT'), { S: '{"a":[1]}' }, { a: [1] }],
    ['an enum', size, { S: 'LARGE' }, 'LARGE'],
    ['a list', listOf(scalar('Int')), { L: [{ N: '1' }] }, [1]],
    ['a list stored as a set', listOf(scalar('Int')), { NS: ['1', '2'] }, [1, 2]],
    ['a set stored as a list', listOf(scalar('String'), { storage: 'SS' }), { L: [{ S: 'a' }] }, ['a']],
    ['a set of binaries', listOf(scalar('Bytes'), { storage: 'BS' }), { BS: ['AA=='] }, ['AA==']],
    ['null in a list', listOf(scalar('Int'), { ofRequired: false }), { L: [{ NULL: true }] }, [null]],
    ['a stored NULL', scalar('Int'), { NULL: true }, null],
  ])('%s', (_, type, stored, value) => {
    expect(decode(type, stored)).toEqual(value);
  });

  test('a document is JSON, whole numbers with more digits than a double holds stay text', () => {
    const stored: AttributeValue = {
      M: {
        id: { N: '12345678901234567890' },
        round: { N: '12345678901234567000' },
        third: { N: '0.3333333333333333333333' },
        set: { SS: ['a'] },
        list: { L: [{ NULL: true }, { BOOL: true }, { B: 'AA==' }] },
      },
    };
    expect(decode(scalar('JSON'), stored)).toEqual({
      id: '12345678901234567890',
      round: 12345678901234567000,
      third: 0.3333333333333333,
      set: ['a'],
      list: [null, true, 'AA=='],
    });
  });
});

describe('decodeValue of what does not fit', () => {
  test.each<[string, ValueType, AttributeValue, string]>([
    ['a number for text', scalar('String'), { N: '5' }, 'expected text, stored is {"N":"5"}'],
    ['text for a number', scalar('Int'), { S: '5' }, 'expected a whole number of 32 bits, stored is {"S":"5"}'],
    [
      'a number where it is kept as text',
      scalar('Int', 'S'),
      { N: '5' },
      'expected a whole number of 32 bits, kept as text, stored is {"N":"5"}',
    ],
    ['text that is no number', scalar('Float', 'S'), { S: '' }, 'expected a number, kept as text, stored is {"S":""}'],
    ['a fraction for an Int', scalar('Int'), { N: '1.5' }, 'expected a whole number of 32 bits, stored is {"N":"1.5"}'],
    [
      '33 bits for an Int',
      scalar('Int'),
      { N: '2147483648' },
      'expected a whole number of 32 bits, stored is {"N":"2147483648"}',
    ],
    [
      'a fraction that a double rounds away',
      scalar('Int'),
      { N: '1.00000000000000000001' },
      'expected a whole number of 32 bits, stored is {"N":"1.00000000000000000001"}',
    ],
    ['a fraction for a BigInt', scalar('BigInt'), { N: '1.5' }, 'expected a whole number, stored is {"N":"1.5"}'],
    [
      'an enum value nobody knows',
      size,
      { S: 'HUGE' },
      'expected one of Size\'s values (SMALL, LARGE), stored is {"S":"HUGE"}',
    ],
    ['text for a Boolean', scalar('Boolean'), { S: 'true' }, 'expected true or false, stored is {"S":"true"}'],
    [
      'text for a DateTime that is none',
      scalar('DateTime'),
      { S: 'soon' },
      'expected text that is a DateTime, stored is {"S":"soon"}',
    ],
    [
      'half a second',
      scalar('DateTime', 'EPOCH_SECONDS'),
      { N: '0.5' },
      'expected a time in whole seconds since 1970, stored is {"N":"0.5"}',
    ],
    [
      'a year of five digits',
      scalar('DateTime', 'EPOCH_SECONDS'),
      { N: '999999999999' },
      'expected a time in whole seconds since 1970, stored is {"N":"999999999999"}',
    ],
    ['broken JSON text', scalar('JSON', 'JSON_TEXT'), { S: '{' }, 'expected JSON text, stored is {"S":"{"}'],
    ['text for a list', listOf(scalar('String')), { S: 'a' }, 'expected a list or a set, stored is {"S":"a"}'],
    [
      'a wrong element',
      listOf(scalar('Int')),
      { L: [{ S: 'a' }] },
      'expected a whole number of 32 bits, stored is {"S":"a"}',
    ],
    [
      'null among required elements',
      listOf(scalar('Int')),
      { L: [{ NULL: true }] },
      'expected a list without null, stored is {"NULL":true}',
    ],
    ['text for a map', address, { S: 'Oslo' }, 'expected a map (Address), stored is {"S":"Oslo"}'],
  ])('%s', (_, type, stored, message) => {
    expect(() => decode(type, stored)).toThrow(InvalidStoredValue);
    expect(() => decode(type, stored)).toThrow(message);
  });

  test('a long value is cut in the message', () => {
    expect(() => decode(scalar('Int'), { S: 'x'.repeat(1000) })).toThrow(/^.{0,140}\.\.\.$/);
  });

  test('a member that does not fit is an Error in its place, and its siblings are served', () => {
    const value = decode(address, {
      M: { floor: { S: 'third' }, within: { M: { 'City Name': { S: 'Oslo' } } } },
    }) as Record<string, unknown>;
    expect(value.floor).toBeInstanceOf(InvalidStoredValue);
    expect(value.city).toEqual(new InvalidStoredValue('a value', undefined));
    expect(value.constructor).toBeNull();
    expect(value.tags).toEqual([]);
    expect(value.within).toEqual({ city: 'Oslo', floor: null, tags: [], constructor: null, within: null });
  });
});

describe('decodeValue after encodeValue', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -90, max: 80 }))
    .map(([digits, power]) => `${digits}e${power}`);

  test('gives back every JSON value', () => {
    const doubles = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((x) => x === 0 || (Math.abs(x) > 1e-130 && Math.abs(x) < 1e126));
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.boolean(),
        doubles,
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1 }), tie('json'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const stored = encodeValue(scalar('JSON'), value, maps);
        if (value === null) expect(stored).toBeUndefined();
        else expect(JSON.stringify(decode(scalar('JSON'), stored ?? { NULL: true }))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('gives back every Float and Int', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer(), (float, int) => {
        expect(decode(scalar('Float'), encodeValue(scalar('Float'), float, maps) ?? { NULL: true })).toBe(float + 0);
        expect(decode(scalar('Int'), encodeValue(scalar('Int'), int, maps) ?? { NULL: true })).toBe(int);
        expect(decode(scalar('Int', 'S'), encodeValue(scalar('Int', 'S'), int, maps) ?? { NULL: true })).toBe(int);
      }),
    );
  });

  test('gives back every Decimal in one spelling, which encodes to the same', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        const stored = encodeValue(scalar('Decimal'), text, maps) ?? { NULL: true };
        const back = decode(scalar('Decimal'), stored);
        expect(encodeValue(scalar('Decimal'), back, maps)).toEqual(stored);
      }),
    );
  });
});
