import { describe, expect, test } from '@jest/globals';

import type { ShardPosition } from '../../../src/model/changeBatch.js';
import { isReadable } from '../../../src/dynamo/streams/leases/isReadable.js';
import type { Lease } from '../../../src/dynamo/streams/leases/lease.js';
import { type LeaseOrigin, leasesToCreate } from '../../../src/dynamo/streams/leases/leasesToCreate.js';

const NOW_MS = 1_000_000_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;

function leaseOf(shardId: string, checkpoint: ShardPosition, parentShardId?: string, writtenAtMs = NOW_MS): Lease {
  return {
    streamArn: 'arn',
    shardId,
    parentShardId,
    owner: undefined,
    counter: 1,
    checkpoint,
    hasGap: false,
    writtenAtMs,
  };
}

/** `s1, s2<s1`: shards with their parents. */
function shardsOf(text: string) {
  return text.split(', ').map((one) => {
    const [shardId = '', parentId] = one.split('<');
    return { shardId, parentId };
  });
}

function created(shards: string, origin: LeaseOrigin, leases: readonly Lease[] = []): readonly string[] {
  return leasesToCreate(shardsOf(shards), leases, origin, NOW_MS).map(
    ({ shard, from, hasGap }) => `${shard.shardId} ${from}${hasGap ? ' gap' : ''}`,
  );
}

describe('the leases of a stream', () => {
  test.each([
    [
      'that is read from the tip on: what is passed over comes first',
      's1, s2<s1, s3<s1',
      'LATEST',
      ['s1 END', 's2 LATEST', 's3 LATEST'],
    ],
    ['that is read from its oldest record', 's1, s2<s1', 'TRIM_HORIZON', ['s1 START', 's2 START']],
    [
      'that follows another have a gap before their roots',
      's2<s1, s3<s2, s4',
      'AFTER_GAP',
      ['s2 START gap', 's3 START', 's4 START gap'],
    ],
  ] as const)('%s', (_what, shards, origin, expected) => {
    expect(created(shards, origin)).toEqual(expected);
  });

  test('that is followed are made for what is new', () => {
    expect(created('s1, s2<s1', 'GROWN', [leaseOf('s1', '5')])).toEqual(['s2 START']);
  });

  test('have a gap where the parent ended more than a day ago', () => {
    const ended = leaseOf('s1', 'END', undefined, NOW_MS - DAY_MS - 1);
    expect(created('s1, s2<s1', 'GROWN', [ended])).toEqual(['s2 START gap']);
  });

  test('begin at their start where somebody at the same time reads the parent from the tip on', () => {
    expect(created('s1, s2<s1, s3<s2', 'LATEST', [leaseOf('s1', '@5')])).toEqual(['s2 START', 's3 START']);
    expect(created('s1, s2<s1', 'LATEST', [leaseOf('s1', 'END')])).toEqual(['s2 LATEST']);
  });
});

describe('a shard may be read', () => {
  const parent = leaseOf('s1', '5');
  test.each([
    ['that has no parent', leaseOf('s2', 'START'), [], [], true],
    ['whose parent is read to its end', leaseOf('s2', 'START', 's1'), [leaseOf('s1', 'END')], ['s1'], true],
    ['whose parent is gone from leases and stream', leaseOf('s2', 'START', 's1'), [], [], true],
    ['not while its parent is read', leaseOf('s2', 'START', 's1'), [parent], ['s1'], false],
    [
      'not while its parent is read, even if that is gone from the stream',
      leaseOf('s2', 'START', 's1'),
      [parent],
      [],
      false,
    ],
    ['not while its parent has no lease yet', leaseOf('s2', 'START', 's1'), [], ['s1'], false],
    ['not when it is at its end', leaseOf('s2', 'END'), [], [], false],
  ] as const)('%s', (_what, lease, leases, listed, expected) => {
    expect(isReadable(lease, new Map(leases.map((one) => [one.shardId, one])), new Set(listed))).toBe(expected);
  });
});
