import { expect, test } from '@jest/globals';
import { fromSdkMap, toSdkMap } from '../../../src/dynamo/execute/binaryValues.js';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('binary values at any depth become bytes and come back as base64', () => {
  const item = {
    id: { S: 'a' },
    plain: { B: 'AQID' },
    set: { BS: ['AQ==', 'Ag=='] },
    nested: { M: { list: { L: [{ N: '1' }, { B: '' }, { M: { deep: { B: '/w==' } } }] } } },
  };
  const sdk = toSdkMap(item);
  expect(sdk['plain']?.B).toEqual(Buffer.from([1, 2, 3]));
  expect(sdk['nested']?.M?.['list']?.L?.[2]?.M?.['deep']?.B).toEqual(Buffer.from([255]));
  expect(fromSdkMap(sdk)).toEqual(item);
});

test('bytes that are a view of a larger buffer give their own text only', () => {
  expect(fromSdkMap({ a: { B: bytes(0, 1, 2, 3).subarray(1, 3) } })).toEqual({ a: { B: 'AQI=' } });
});

test('a map without binary values is not copied', () => {
  const item = { id: { S: 'a' }, nested: { M: { list: { L: [{ N: '1' }] } } }, set: { SS: ['B'] } };
  expect(toSdkMap(item)).toBe(item);
  expect(fromSdkMap(toSdkMap(item))).toBe(item);
});

test('attributes named like the members of an AttributeValue are only names', () => {
  const item = { B: { S: 'x' }, M: { M: { B: { S: 'not bytes' } } } };
  expect(toSdkMap(item)).toBe(item);
});
