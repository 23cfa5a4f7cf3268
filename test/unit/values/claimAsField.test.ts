import { describe, expect, test } from '@jest/globals';
import { claimAsField } from '../../../src/dynamo/values/claimAsField.js';
import type { ScalarStorage, ValueType } from '../../../src/model/valueType.js';

const scalar = (name: string, storage: ScalarStorage): ValueType => ({ kind: 'scalar', scalar: name, storage });
const INT = scalar('Int', 'N');
const BIG_INT = scalar('BigInt', 'N');
const STRING = scalar('String', 'S');
const ID = scalar('ID', 'S');
const OWN = scalar('Email', 'S');
const BOOLEAN = scalar('Boolean', 'BOOL');
const WHO: ValueType = { kind: 'enum', enum: 'Who', values: ['ANN'] };

describe('a claim is read', () => {
  test.each([
    [INT, 7, 7],
    [INT, '7', 7],
    [INT, -(2 ** 31), -(2 ** 31)],
    [scalar('Int', 'S'), '7', 7],
    [BIG_INT, 2 ** 40, '1099511627776'],
    [BIG_INT, '123456789012345678901234567890', '123456789012345678901234567890'],
    [STRING, 'ann', 'ann'],
    [STRING, 7, '7'],
    [ID, '007', '007'],
    [ID, 7, '7'],
    [OWN, 'a@b', 'a@b'],
    [BOOLEAN, false, false],
    [WHO, 'ANN', 'ANN'],
  ])('for %j: %j as %j', (type, claim, value) => {
    expect(claimAsField(type, claim)).toBe(value);
  });

  test.each([
    ...[1.5, 2 ** 31, 2 ** 40, '2147483648', '7.0', '1e3', '0x10', ' 7 ', '007', '-0', '+7', '', true].map(
      (claim) => [INT, claim] as const,
    ),
    ...[1.5, '1.0', '1e3', '0x10', ' 7 ', '9'.repeat(39), true].map((claim) => [BIG_INT, claim] as const),
    [STRING, true],
    [STRING, ''],
    [ID, 1.5],
    [BOOLEAN, 'true'],
    [BOOLEAN, 1],
    [WHO, 'BOB'],
    [{ kind: 'map', map: 'Address' } as const, 'ann'],
  ])('for %j: %j as nothing', (type, claim) => {
    expect(claimAsField(type, claim)).toBeUndefined();
  });
});
