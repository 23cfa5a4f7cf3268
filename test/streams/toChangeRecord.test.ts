import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { describe, expect, test } from '@jest/globals';
import { isSameItem } from '../../src/dynamo/streams/sameItem.js';
import { toChangeRecord } from '../../src/dynamo/streams/toChangeRecord.js';

const AT = new Date('2026-03-01T10:00:00Z');
const bytes = Uint8Array.from([1, 2]);

function record(eventName: 'INSERT' | 'MODIFY' | 'REMOVE', more: Partial<StreamRecord> = {}): StreamRecord {
  return {
    eventName,
    ...more,
    dynamodb: {
      Keys: { id: { B: bytes } },
      OldImage: { id: { B: bytes }, n: { N: '1' } },
      NewImage: { id: { B: bytes }, n: { N: '2' } },
      SequenceNumber: '100000000000000000001',
      ApproximateCreationDateTime: AT,
      ...more.dynamodb,
    },
  };
}

describe('a record of the stream', () => {
  test('becomes plain data with base64 for binary values', () => {
    expect(toChangeRecord('T', 's1', record('MODIFY'))).toEqual({
      table: 'T',
      kind: 'MODIFY',
      keys: { id: { B: 'AQI=' } },
      oldImage: { id: { B: 'AQI=' }, n: { N: '1' } },
      newImage: { id: { B: 'AQI=' }, n: { N: '2' } },
      shardId: 's1',
      sequenceNumber: '100000000000000000001',
      at: AT,
      expired: false,
    });
  });

  test('has no image before an INSERT and none after a REMOVE', () => {
    expect(toChangeRecord('T', 's1', record('INSERT'))).toMatchObject({ oldImage: undefined, newImage: {} });
    expect(toChangeRecord('T', 's1', record('REMOVE'))).toMatchObject({ oldImage: {}, newImage: undefined });
  });

  test.each([
    ['the TTL service', 'REMOVE', { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' }, true],
    ['another service', 'REMOVE', { Type: 'Service', PrincipalId: 'replication.dynamodb.amazonaws.com' }, false],
    ['a user', 'REMOVE', undefined, false],
    ['replication of what TTL did', 'MODIFY', { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' }, false],
  ] as const)('by %s: %s', (_who, kind, userIdentity, expired) => {
    const given = record(kind, userIdentity && { userIdentity });
    expect(toChangeRecord('T', 's1', given)).toMatchObject({ expired });
  });

  test('that changed nothing is left out', () => {
    const { dynamodb } = record('MODIFY');
    const same = { ...dynamodb, NewImage: dynamodb?.OldImage };
    expect(toChangeRecord('T', 's1', record('MODIFY', { dynamodb: same }))).toBeUndefined();
  });

  test('without a sequence number is refused', () => {
    const broken = { eventName: 'INSERT', dynamodb: { Keys: {} } } as const;
    expect(() => toChangeRecord('T', 's1', broken)).toThrow('A record of table "T" has no key');
  });
});

describe('two images are the same', () => {
  test.each([
    ['with their attributes in another order', { a: { S: '1' }, b: { S: '2' } }, { b: { S: '2' }, a: { S: '1' } }],
    ['with a set in another order', { a: { SS: ['x', 'y'] } }, { a: { SS: ['y', 'x'] } }],
    [
      'at any depth',
      { a: { M: { l: { L: [{ NS: ['1', '2'] }] } } } },
      { a: { M: { l: { L: [{ NS: ['2', '1'] }] } } } },
    ],
  ])('%s', (_what, one, other) => {
    expect(isSameItem(one, other)).toBe(true);
    expect(isSameItem(other, one)).toBe(true);
  });

  test.each([
    ['one has an attribute more', { a: { S: '1' } }, { a: { S: '1' }, b: { S: '2' } }],
    ['an attribute has another name', { a: { S: '1' } }, { b: { S: '1' } }],
    ['an attribute has another type', { a: { S: '1' } }, { a: { N: '1' } }],
    ['a number differs', { a: { N: '1' } }, { a: { N: '2' } }],
    ['a list has another order', { a: { L: [{ S: '1' }, { S: '2' }] } }, { a: { L: [{ S: '2' }, { S: '1' }] } }],
    ['a list is longer', { a: { L: [{ S: '1' }] } }, { a: { L: [{ S: '1' }, { S: '2' }] } }],
    ['a set has another element', { a: { BS: ['AQ=='] } }, { a: { BS: ['Ag=='] } }],
    ['a map differs inside', { a: { M: { x: { BOOL: true } } } }, { a: { M: { x: { BOOL: false } } } }],
    ['a name is one that all objects have', { a: { S: '1' } }, { toString: { S: '1' } }],
  ] as const)('not where %s', (_what, one, other) => {
    expect(isSameItem(one, other)).toBe(false);
    expect(isSameItem(other, one)).toBe(false);
  });
});
