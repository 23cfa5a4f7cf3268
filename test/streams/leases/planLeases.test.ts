import { describe, expect, test } from '@jest/globals';

import type { Lease } from '../../../src/dynamo/streams/leases/lease.js';
import { planLeases } from '../../../src/dynamo/streams/leases/planLeases.js';

const DURATION_MS = 1000;

/** `a` is the worker that plans; a lease of `-` is nobody's; `b!` is dead, `-!!` has been nobody's for long. */
function seen(...owners: readonly string[]) {
  return owners.map((text, at) => {
    const owner = text.replaceAll('!', '');
    const lease: Lease = {
      streamArn: 'arn',
      shardId: `s${at}`,
      parentShardId: undefined,
      owner: owner === '-' ? undefined : owner,
      counter: 1,
      checkpoint: 'START',
      hasGap: false,
      writtenAtMs: 0,
    };
    return { lease, unchangedMs: (text.length - owner.length) * DURATION_MS, isHeld: owner === 'a' };
  });
}

function plan(owners: readonly string[], { isShared = true, random = (): number => 0 } = {}) {
  const { take, steal } = planLeases(seen(...owners), { me: 'a', leaseDurationMs: DURATION_MS, isShared, random });
  return { take: take.map(({ lease }) => lease.shardId).toSorted(), steal: steal?.lease.shardId };
}

describe('a worker takes', () => {
  test.each([
    ['all that is free, alone', ['-', '-', 'a'], ['s0', 's1']],
    ['all of one that is dead', ['b!', 'b!'], ['s0', 's1']],
    ['nothing of one that lives', ['b'], []],
    ['no more than its share', ['b', '-', '-', '-'], ['s1', 's2']],
    ['nothing where it has its share', ['a', 'a', 'b', '-'], []],
    ['also beyond its share what nobody has wanted for long', ['a', 'a', 'b', '-!!'], ['s3']],
  ])('%s', (_what, owners, take) => {
    expect(plan(owners)).toEqual({ take, steal: undefined });
  });

  test('a lease of its own name that it does not hold', () => {
    const [lost] = seen('a').map((one) => ({ ...one, isHeld: false }));
    const rules = { me: 'a', leaseDurationMs: DURATION_MS, isShared: true, random: () => 0 };
    expect(planLeases([lost!], rules).take).toEqual([lost]);
  });

  test('all that nobody reads, and steals nothing, where it does not share', () => {
    expect(plan(['b', 'b', 'b', '-', 'c!'], { isShared: false })).toEqual({ take: ['s3', 's4'], steal: undefined });
  });
});

describe('a worker steals one lease', () => {
  test.each([
    ['from who has two more', ['b', 'b'], 's0'],
    ['from the one that has the most', ['b', 'b', 'c', 'c', 'c'], 's2'],
    ['not from who has one more', ['a', 'b', 'b'], undefined],
    ['not where there is one', ['b'], undefined],
    ['not while something is free', ['b', 'b', 'b', '-'], undefined],
    ['not from who has no more than others', ['a', 'b', 'c', 'c'], undefined],
  ])('%s', (_what, owners, steal) => {
    expect(plan(owners).steal).toBe(steal);
  });

  test('that chance chooses', () => {
    expect(plan(['b', 'b', 'b'], { random: () => 0.99 }).steal).toBe('s2');
  });
});
