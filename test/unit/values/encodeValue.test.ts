import { describe, expect, test } from '@jest/globals';
import { encodeValue } from '../../../src/dynamo/values/encodeValue.js';
import type { GatewayError } from '../../../src/errors/gatewayError.js';
import type { ValueType } from '../../../src/model/valueType.js';
import { field, listOf, mapOf, scalar } from './valueTypes.js';

const size: ValueType = { kind: 'enum', enum: 'Size', values: ['SMALL', 'LARGE'] };
const address: ValueType = { kind: 'map', map: 'Address' };
const maps = new Map([
  [
    'Address',
    mapOf('Address', [
      field('city', scalar('String'), { attribute: 'City Name' }),
      field('lines', listOf(scalar('String'))),
      field('height', scalar('Float')),
      field('tags', listOf(scalar('String'), { storage: 'SS' })),
      field('within', address),
    ]),
  ],
]);

const encode = (type: ValueType, value: unknown) => encodeValue(type, value, maps);

function refusal(type: ValueType, value: unknown): Pick<GatewayError, 'code' | 'message' | 'details'> {
  try {
    encode(type, value);
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error('It was not refused.');
}

describe('encodeValue of scalars', () => {
  test.each<[string, ValueType, unknown, unknown]>([
    ['a String is text', scalar('String'), 'x', { S: 'x' }],
    ['an empty String is stored', scalar('String'), '', { S: '' }],
    ['an ID is text', scalar('ID'), '7', { S: '7' }],
    ['a date keeps its text', scalar('DateTime'), '2024-05-31T12:00:00+02:00', { S: '2024-05-31T12:00:00+02:00' }],
    ['an Int is a number', scalar('Int'), 7, { N: '7' }],
    ['a Float is plain decimal', scalar('Float'), 1e-7, { N: '0.0000001' }],
    ['a negative zero is zero', scalar('Float'), -0, { N: '0' }],
    [
      'a Decimal keeps 38 digits',
      scalar('Decimal'),
      '1234567890123456789012345678.9012345670',
      { N: '1234567890123456789012345678.901234567' },
    ],
    ['a BigInt keeps 38 digits', scalar('BigInt'), '9'.repeat(38), { N: '9'.repeat(38) }],
    ['a number kept as text is canonical', scalar('Decimal', 'S'), '1.50', { S: '1.5' }],
    ['an Int kept as text', scalar('Int', 'S'), 12, { S: '12' }],
    ['a Boolean', scalar('Boolean'), false, { BOOL: false }],
    ['Bytes are base64 in one spelling', scalar('Bytes'), 'AAEC_w', { B: 'AAEC/w==' }],
    ['an enum is its name', size, 'LARGE', { S: 'LARGE' }],
    ['epoch seconds', scalar('DateTime', 'EPOCH_SECONDS'), '2024-05-31T14:00:00.900+02:00', { N: '1717156800' }],
    ['epoch seconds before 1970', scalar('DateTime', 'EPOCH_SECONDS'), '1969-12-31T23:59:59.500Z', { N: '-1' }],
    [
      'epoch milliseconds',
      scalar('DateTime', 'EPOCH_MILLISECONDS'),
      '2024-05-31T12:00:00.900Z',
      { N: '1717156800900' },
    ],
    ['JSON text', scalar('JSON', 'JSON_TEXT'), { b: [1, null] }, { S: '{"b":[1,null]}' }],
  ])('%s', (_, type, value, stored) => {
    expect(encode(type, value)).toEqual(stored);
  });

  test.each<[string, ValueType]>([
    ['String', scalar('String')],
    ['JSON', scalar('JSON')],
    ['JSON text', scalar('JSON', 'JSON_TEXT')],
    ['a map', address],
    ['a list', listOf(scalar('Int'))],
  ])('null and undefined of %s store nothing', (_, type) => {
    expect(encode(type, null)).toBeUndefined();
    expect(encode(type, undefined)).toBeUndefined();
  });

  test.each([NaN, Infinity, -Infinity, 1e200, 1e-200])('refuses the Float %d', (value) => {
    const error = refusal(scalar('Float'), value);
    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.message).toMatch(/is not a number that DynamoDB can store: at most 38 digits/);
    expect(error.details.argument).toBeUndefined();
  });

  test('refuses a Decimal of 39 digits', () => {
    expect(refusal(scalar('Decimal'), '1'.repeat(39)).code).toBe('BAD_USER_INPUT');
  });

  test('refuses text that is no time where the epoch is stored', () => {
    expect(refusal(scalar('DateTime', 'EPOCH_SECONDS'), 'soon').message).toBe(
      '"soon" is not a date and time; write it like 2024-05-31T12:00:00Z.',
    );
  });
});

describe('encodeValue of documents', () => {
  test('stores each JSON value in the member it has by nature', () => {
    expect(encode(scalar('JSON'), { a: [1.5, 'x', true, null], b: {}, c: undefined, d: 12n })).toEqual({
      M: {
        a: { L: [{ N: '1.5' }, { S: 'x' }, { BOOL: true }, { NULL: true }] },
        b: { M: {} },
        d: { N: '12' },
      },
    });
    expect(encode(scalar('Money'), 'EUR 5')).toEqual({ S: 'EUR 5' });
    expect(encode(scalar('JSON'), new Date(0))).toEqual({ S: '1970-01-01T00:00:00.000Z' });
  });

  test('keeps a member called __proto__', () => {
    const stored = encode(scalar('JSON'), JSON.parse('{"__proto__":{"x":1}}'));
    expect(JSON.stringify(stored)).toBe('{"M":{"__proto__":{"M":{"x":{"N":"1"}}}}}');
  });

  test('refuses what is no JSON, and what is nested deeper than DynamoDB stores', () => {
    expect(refusal(scalar('JSON'), { f: () => 1 }).message).toBe('A function is no JSON value and cannot be stored.');
    expect(refusal(scalar('JSON'), { '': 1 }).message).toBe(
      'A JSON object with a member that has no name cannot be stored in DynamoDB.',
    );
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(encode(scalar('JSON'), nested(31))).toBeDefined();
    expect(refusal(scalar('JSON'), nested(32)).message).toMatch(/deeper than the 32 levels/);
  });
});

describe('encodeValue of maps and lists', () => {
  test('a map is stored by attribute names, without its null members', () => {
    const value = { city: 'Oslo', height: null, lines: ['a', 'b'], within: { city: 'Norway' } };
    expect(encode(address, value)).toEqual({
      M: {
        'City Name': { S: 'Oslo' },
        lines: { L: [{ S: 'a' }, { S: 'b' }] },
        within: { M: { 'City Name': { S: 'Norway' } } },
      },
    });
    expect(encode(address, { tags: [] })).toEqual({ M: {} });
  });

  test('a null in a list is kept where elements may be null, and refused where not', () => {
    expect(encode(listOf(scalar('Int'), { ofRequired: false }), [1, null])).toEqual({
      L: [{ N: '1' }, { NULL: true }],
    });
    expect(refusal(listOf(scalar('Int')), [1, null]).details.argument).toEqual([1]);
    expect(encode(listOf(scalar('Int')), [])).toEqual({ L: [] });
  });

  test('sets hold distinct elements, numbers by value, and an empty one is nothing', () => {
    expect(encode(listOf(scalar('String'), { storage: 'SS' }), ['b', 'a', 'b'])).toEqual({ SS: ['b', 'a'] });
    expect(encode(listOf(scalar('Decimal'), { storage: 'NS' }), ['1.0', '1', '2'])).toEqual({ NS: ['1', '2'] });
    expect(encode(listOf(scalar('Bytes'), { storage: 'BS' }), ['AA==', 'AA'])).toEqual({ BS: ['AA=='] });
    expect(encode(listOf(size, { storage: 'SS' }), ['SMALL'])).toEqual({ SS: ['SMALL'] });
    expect(encode(listOf(scalar('String'), { storage: 'SS' }), [])).toBeUndefined();
    expect(refusal(listOf(scalar('String'), { storage: 'SS', ofRequired: false }), [null]).message).toBe(
      'A set cannot hold null; leave the element out.',
    );
  });

  test('the argument of a refusal is the path inside the value', () => {
    const error = refusal(listOf(address), [{}, { within: { height: NaN } }]);
    expect(error.details.argument).toEqual([1, 'within', 'height']);
    expect(error.message).toMatch(/^NaN is not a number/);
  });
});
