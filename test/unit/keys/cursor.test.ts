import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from '../../../src/dynamo/keys/cursor.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../../src/model/attributeValue.js';

const codec = createCursorCodec(['first secret', 'older secret']);
const attributes = ['gsi pk', 'sk', 'pk'];
const binding = '["Query","rowsByPk",{},{"pk":"a"}]';

const values: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((S) => ({ S })),
  fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((N) => ({ N: String(N) })),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => ({ B: Buffer.from(bytes).toString('base64') })),
);
const positions: fc.Arbitrary<AttributeMap> = fc
  .tuple(values, values, values)
  .map(([a, b, c]) => ({ 'gsi pk': a, sk: b, pk: c }));
const position: AttributeMap = { 'gsi pk': { S: 'é' }, sk: { N: '1.5' }, pk: { B: 'AAE=' } };

/** The code that decoding ends with, or what it gives. */
function decoded(cursor: string, using = codec, names: readonly string[] = attributes, bound = binding): unknown {
  try {
    return using.decode(cursor, names, bound, 'after');
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

describe('cursors', () => {
  test('any position comes back, whatever else its item holds', () => {
    fc.assert(
      fc.property(positions, fc.string(), (at, bound) => {
        const cursor = codec.encode({ ...at, other: { S: 'not in it' } }, attributes, bound);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(codec.decode(cursor, attributes, bound, 'after')).toEqual(at);
      }),
    );
  });

  test('what a position lacks is lacking again', () => {
    const lacking: AttributeMap = { sk: { BOOL: false }, pk: { S: 'a' } };
    const cursor = codec.encode(lacking, attributes, binding);
    expect(Object.entries(codec.decode(cursor, attributes, binding, 'after'))).toEqual(Object.entries(lacking));
  });

  test('a changed byte, wherever it is, makes it invalid', () => {
    fc.assert(
      fc.property(positions, fc.nat(), fc.integer({ min: 1, max: 255 }), (at, place, change) => {
        const bytes = Buffer.from(codec.encode(at, attributes, binding), 'base64url');
        const index = place % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        expect(decoded(bytes.toString('base64url'))).toBe('CURSOR_INVALID');
      }),
    );
  });

  test('a cut, lengthened or re-spelt cursor is invalid', () => {
    const cursor = codec.encode(position, attributes, binding);
    const others = [
      ...Array.from({ length: cursor.length }, (_, length) => cursor.slice(0, length)),
      `${cursor}A`,
      `${cursor}=`,
      ` ${cursor}`,
      `${cursor}\n`,
      'not a cursor',
      Buffer.from(JSON.stringify([{ S: 'a' }, { N: '1' }, { S: 'b' }])).toString('base64url'),
    ];
    expect(others.filter((other) => decoded(other) !== 'CURSOR_INVALID')).toEqual([]);
  });

  test('it is bound to its field and arguments, and to the attributes that make a position', () => {
    const cursor = codec.encode(position, attributes, binding);
    expect(decoded(cursor, codec, attributes, `${binding} `)).toBe('CURSOR_INVALID');
    expect(decoded(cursor, codec, ['gsi pk', 'sk'])).toBe('CURSOR_INVALID');
    expect(decoded(cursor, codec, ['gsi pk', 'other', 'pk'])).toBe('CURSOR_INVALID');
    expect(decoded(cursor, codec, ['gsi pk', 'pk', 'sk'])).toBe('CURSOR_INVALID');
    expect(decoded(cursor)).toEqual(position);
  });

  test('binding and position cannot be traded against each other', () => {
    const bindings = ['', '1', '[', '"a"', ':', '1:1'];
    const cursors = bindings.map((bound) => codec.encode(position, attributes, bound));
    for (const [at, cursor] of cursors.entries()) {
      const opening = bindings.filter((bound) => decoded(cursor, codec, attributes, bound) !== 'CURSOR_INVALID');
      expect(opening).toEqual([bindings[at]]);
    }
  });

  test('secrets rotate: the first makes cursors, all open them, and a removed one no longer counts', () => {
    const older = createCursorCodec(['older secret']);
    const oldCursor = older.encode(position, attributes, binding);
    expect(decoded(oldCursor)).toEqual(position);
    expect(decoded(codec.encode(position, attributes, binding), older)).toBe('CURSOR_INVALID');
    expect(decoded(oldCursor, createCursorCodec(['first secret']))).toBe('CURSOR_INVALID');
  });

  test('another version is invalid', () => {
    const bytes = Buffer.from(codec.encode(position, attributes, binding), 'base64url');
    expect(bytes[0]).toBe(2);
    bytes[0] = 3;
    expect(decoded(bytes.toString('base64url'))).toBe('CURSOR_INVALID');
  });

  test('a signed one that shows its position, as version 1 made them, is invalid', () => {
    const made = 'AR08KtiQGJU7JeW4JMYtubcOW3siUyI6IsOpIn0seyJOIjoiMS41In0seyJCIjoiQUFFPSJ9XQ';
    expect(decoded(made)).toBe('CURSOR_INVALID');
  });

  test('it hides its position: its bytes are in no relation to those of another, save that equal ones are equal', () => {
    const secret = 'ORDER#4711';
    const of = (sk: string, bound = binding) =>
      Buffer.from(codec.encode({ ...position, sk: { S: sk } }, attributes, bound), 'base64url');
    expect(of(secret).toString('latin1')).not.toContain(secret);
    expect(of(secret).equals(of(secret))).toBe(true);
    // The same position elsewhere, and its neighbour here: as if by chance one byte in 256 is the same.
    for (const other of [of(secret, `${binding} `), of('ORDER#4712')]) {
      expect(other.length).toBe(of(secret).length);
      expect([...other.subarray(2)].filter((byte, at) => byte === of(secret)[at + 2]).length).toBeLessThan(8);
    }
  });

  test('its length does not tell that of a number in it', () => {
    const lengths = ['1', '12', '1234', '123456'].map(
      (N) => codec.encode({ ...position, sk: { N } }, attributes, binding).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  test('the error names the argument and the way out', () => {
    expect(() => codec.decode('x', attributes, binding, 'before')).toThrow(
      '"before" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "before" out to start anew.',
    );
  });
});
