import { describe, expect, test } from '@jest/globals';

import { createConsumerTown, LEASE_MS } from './consumerTown.js';

function townWithShards() {
  const town = createConsumerTown();
  for (const id of ['s1', 's2']) town.stream.addShard(id);
  return town;
}

describe('a consumer that reads alone', () => {
  test('is refused where another lives, naming table and owner, and leaves it alone', async () => {
    const { stream, process, clock } = townWithShards();
    const one = process({ sharing: 'EXCLUSIVE' });
    await one.start();
    const two = process({ sharing: 'EXCLUSIVE' });
    await expect(two.start()).rejects.toMatchObject({
      name: 'StreamTakenError',
      table: 'T',
      owner: expect.stringMatching(/^[^:]+:\d+$/),
      message: expect.stringMatching(/^The stream of table "T" is read by another process \([^:]+:\d+\)/),
    });
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    await clock.advance(5 * LEASE_MS);
    expect(one.reads()).toEqual(['s1', 's2']);
    expect(one.errors).toEqual([]);
  });

  test('of two that start at once is one', async () => {
    const { process, during } = townWithShards();
    const both = [process({ sharing: 'EXCLUSIVE' }), process({ sharing: 'EXCLUSIVE' })];
    const outcomes = await during(Promise.allSettled(both.map((one) => one.consumer.start())));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const winner = both.find((one) => one.reads().length > 0);
    expect(winner?.reads()).toEqual(['s1', 's2']);
  });

  test.each(['KEEP', 'IGNORE'] as const)(
    'takes all when the other is dead for a lease: checkpoints %s',
    async (checkpoints) => {
      const { stream, process, clock } = townWithShards();
      const one = process({ sharing: 'EXCLUSIVE', checkpoints });
      await one.start();
      stream.write('s1', 'a');
      await clock.until('it comes', () => one.keys().length === 1);
      await clock.advance(LEASE_MS);
      one.kill();
      stream.write('s1', 'b');
      const two = process({ sharing: 'EXCLUSIVE', checkpoints });
      const before = clock.monotonicMs();
      await two.start();
      expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(LEASE_MS);
      expect(two.reads()).toEqual(['s1', 's2']);
      stream.write('s1', 'c');
      const expected = checkpoints === 'KEEP' ? ['b', 'c'] : ['c'];
      await clock.until('the last comes', () => two.keys().includes('c'));
      expect(two.keys()).toEqual(expected);
    },
  );

  test('starts at once where the other was closed', async () => {
    const { process, clock } = townWithShards();
    const one = process({ sharing: 'EXCLUSIVE' });
    await one.start();
    await one.close();
    const before = clock.monotonicMs();
    const two = process({ sharing: 'EXCLUSIVE' });
    await two.start();
    expect(two.reads()).toEqual(['s1', 's2']);
    expect(clock.monotonicMs()).toBe(before);
  });

  test.each(['KEEP', 'IGNORE'] as const)(
    'may be told that no other lives, and takes all at once: checkpoints %s',
    async (checkpoints) => {
      const { stream, process, clock } = townWithShards();
      const one = process({ sharing: 'ALONE', checkpoints });
      await one.start();
      one.kill();
      stream.write('s2', 'while away');
      const before = clock.monotonicMs();
      const two = process({ sharing: 'ALONE', checkpoints });
      await two.start();
      expect(clock.monotonicMs()).toBe(before);
      expect(two.reads()).toEqual(['s1', 's2']);
      stream.write('s2', 'a');
      await clock.until('the last comes', () => two.keys().includes('a'));
      expect(two.keys()).toEqual(checkpoints === 'KEEP' ? ['while away', 'a'] : ['a']);
    },
  );

  test('that was paused too long gives way, tells of it, and is there again when the other goes', async () => {
    const { stream, process, clock } = townWithShards();
    const one = process({ sharing: 'EXCLUSIVE' });
    await one.start();
    one.pause();
    const two = process({ sharing: 'EXCLUSIVE' });
    await two.start();
    one.resume();
    await clock.advance(3 * LEASE_MS);
    expect([one.reads(), two.reads()]).toEqual([[], ['s1', 's2']]);
    expect(one.errors).toMatchObject([{ name: 'StreamTakenError' }]);
    await two.close();
    stream.write('s1', 'a');
    await clock.until('it reads again', () => one.keys().length === 1, 2 * LEASE_MS);
  });

  test('follows a shard to its children', async () => {
    const { stream, process, clock } = townWithShards();
    const one = process({ sharing: 'EXCLUSIVE', checkpoints: 'IGNORE' });
    await one.start();
    stream.addShard('s3', { parent: 's1' });
    stream.closeShard('s1');
    stream.write('s3', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    expect(one.reads()).toEqual(['s2', 's3']);
  });
});
