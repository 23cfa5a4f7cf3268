import { describe, expect, test } from '@jest/globals';
import { itemSizeBytes, valueSizeBytes } from '../../../src/dynamo/values/itemSize.js';
import type { AttributeValue } from '../../../src/model/attributeValue.js';

const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

describe('the size of a value, as DynamoDB counts it, is', () => {
  test.each<readonly [string, AttributeValue, number]>([
    ['the UTF-8 bytes of a text', { S: 'aé€😀' }, 1 + 2 + 3 + 4],
    ['none of an empty text', { S: '' }, 0],
    ['the bytes of a binary value, not those of its base64 text', { B: base64(1000) }, 1000],
    ['none of an empty binary value', { B: '' }, 0],
    ['1 of a Boolean', { BOOL: false }, 1],
    ['1 of a null', { NULL: true }, 1],
    ['what the elements of a set of texts have', { SS: ['a', '', 'é'] }, 3],
    ['what the elements of a set of binary values have', { BS: [base64(2), base64(5)] }, 7],
    [
      'what the elements of a set of numbers have',
      { NS: ['1', '123', '12345678901234567890123456789012345678'] },
      2 + 3 + 20,
    ],
    ['3 of an empty list', { L: [] }, 3],
    ['3 of an empty map', { M: {} }, 3],
    [
      '3 and 1 an element of a list, beside what is in it',
      { L: [{ S: 'ab' }, { BOOL: true }, { L: [] }] },
      3 + 3 + 2 + 1 + 3,
    ],
    [
      '3 and 1 a member of a map, beside its names and values',
      { M: { é: { S: 'ab' }, x: { M: {} } } },
      3 + 2 + 2 + 2 + 1 + 3,
    ],
  ])('%s', (_title, value, bytes) => {
    expect(valueSizeBytes(value)).toBe(bytes);
  });

  test.each([
    ['0', 1],
    ['1', 2],
    ['12', 2],
    ['123', 3],
    ['12345678901234567890123456789012345678', 20],
    ['1000000', 2],
    ['1E+125', 2],
    ['9.99E+125', 3],
    ['1E-130', 2],
    ['0.00012', 2],
    ['0012.00', 2],
  ])('1 and 1 for each two digits of a number, without zeros at its ends: %s', (N, bytes) => {
    expect(valueSizeBytes({ N })).toBe(bytes);
  });
});

test('an item has the size of the UTF-8 bytes of its names and of its values', () => {
  expect(itemSizeBytes({})).toBe(0);
  expect(itemSizeBytes({ id: { S: 'a' }, größe: { N: '12' }, '😀': { NULL: true } })).toBe(3 + 7 + 2 + 5);
});
