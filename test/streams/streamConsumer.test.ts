import { describe, expect, test } from '@jest/globals';

import { createConsumerTown, LEASE_MS } from './consumerTown.js';
import { sdkError } from './fakeStream.js';

function townWith(...shards: readonly (readonly [id: string, parent?: string])[]) {
  const town = createConsumerTown();
  for (const [id, parent] of shards) town.stream.addShard(id, parent === undefined ? {} : { parent });
  return town;
}

describe('a start', () => {
  test('sees what is written after it, and nothing before', async () => {
    const { stream, process, clock } = townWith(['s1']);
    stream.write('s1', 'before');
    const one = process();
    await one.start();
    stream.write('s1', 'a');
    stream.write('s1', 'b');
    await clock.until('both come', () => one.keys().length === 2);
    expect(one.keys()).toEqual(['a', 'b']);
  });

  test('at the oldest record sees all that there is, parents first', async () => {
    const { stream, process, clock } = townWith(['s1'], ['s2', 's1']);
    stream.write('s2', 'child');
    stream.write('s1', 'parent');
    stream.closeShard('s1');
    const one = process({ startFrom: 'TRIM_HORIZON' });
    await one.start();
    await clock.until('both come', () => one.keys().length === 2);
    expect(one.keys()).toEqual(['parent', 'child']);
  });

  test('at the tip asks page after page for the shards, and reads those without children', async () => {
    const { stream, process } = townWith(['s1'], ['s2', 's1'], ['s3', 's1'], ['s4', 's2'], ['s5']);
    const one = process();
    await one.start();
    expect(one.reads()).toEqual(['s3', 's4', 's5']);
    const positions = stream.log.filter((line) => line.startsWith('GetShardIterator')).toSorted();
    expect(positions).toEqual(['s3', 's4', 's5'].map((id) => `GetShardIterator ${id} LATEST`));
  });

  test('waits for the first shard of a new stream', async () => {
    const { stream, process, clock, during } = townWith();
    stream.addShard('s1', { listed: false });
    const one = process();
    const started = one.consumer.start();
    await clock.advance(1_000);
    expect(one.consumer.leases()).toEqual([]);
    stream.list('s1');
    await during(started);
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
  });

  test('comes through throttles, faults and lost connections', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const faults = [sdkError('ThrottlingException'), sdkError('InternalServerError', 500), lost];
    for (const command of ['GetShardIterator', 'GetRecords', 'DescribeStream']) stream.failNext(command, ...faults);
    for (const command of ['DescribeTable', 'GetItem', 'Query', 'PutItem']) stream.failNext(command, lost);
    const one = process();
    await one.start();
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
  });

  test.each(['DescribeTable', 'GetItem', 'Query', 'PutItem', 'DescribeStream', 'GetShardIterator', 'GetRecords'])(
    'that %s denies for good fails, and leaves nothing running',
    async (command) => {
      const { stream, process, clock } = townWith(['s1'], ['s2']);
      const denied = sdkError('AccessDeniedException');
      stream.failNext(command, denied);
      const one = process();
      await expect(one.start()).rejects.toBe(denied);
      expect(clock.sleepers).toBe(0);
    },
  );

  test('without any answer fails in the end', async () => {
    const { stream, process } = townWith(['s1']);
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    stream.failNext('GetRecords', ...Array.from({ length: 100 }, () => lost));
    await expect(process().start()).rejects.toBe(lost);
  });

  test('on a table without a stream says how to get one', async () => {
    const { stream, process } = townWith(['s1']);
    stream.switchOff();
    await expect(process().start()).rejects.toMatchObject({
      code: 'TABLE_NOT_READY',
      message:
        'Table "T" has no stream, so its changes cannot be seen: switch on a stream of NEW_AND_OLD_IMAGES, with: ' +
        'aws dynamodb update-table --table-name T ' +
        '--stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES',
    });
  });

  test('on a stream without images is refused only where they are needed', async () => {
    const { stream, process } = createConsumerTown({ viewType: 'KEYS_ONLY' });
    stream.addShard('s1');
    await expect(process({ needsImages: true }).start()).rejects.toThrow('The stream of table "T" has KEYS_ONLY only');
    await process().start();
  });

  test('without a lease table says what it has to be', async () => {
    const { stream, process } = townWith(['s1']);
    stream.failNext('GetItem', sdkError('ResourceNotFoundException'));
    await expect(process().start()).rejects.toMatchObject({
      code: 'TABLE_NOT_READY',
      message:
        'The lease table "leases" does not exist: create it with a partition key "pk" and a sort key "sk", both strings, ' +
        'and TTL on "expiresAt".',
    });
  });

  test('on a table that does not exist names it', async () => {
    const { stream, process } = townWith(['s1']);
    stream.failNext('DescribeTable', sdkError('ResourceNotFoundException'));
    await expect(process().start()).rejects.toThrow('Table "T" does not exist: create it.');
  });
});

describe('a shard that ends', () => {
  test('is followed by its children, from their first record, after its own last is done', async () => {
    const { stream, process, clock } = townWith(['s1']);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const one = process({ beforeBatch: ({ records }) => (records.length > 0 ? held : undefined) });
    await one.start();
    stream.write('s1', 'last');
    stream.addShard('s2', { parent: 's1' });
    stream.write('s2', 'child');
    stream.closeShard('s1');
    await clock.advance(10 * LEASE_MS);
    expect(stream.log).not.toContain('GetShardIterator s2 TRIM_HORIZON');
    release();
    await clock.until('both come', () => one.keys().length === 2);
    expect(one.keys()).toEqual(['last', 'child']);
  });

  test('is followed at once, through generations', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process();
    await one.start();
    for (const [parent, child] of [
      ['s1', 's2'],
      ['s2', 's3'],
      ['s3', 's4'],
    ] as const) {
      stream.write(parent, `in ${parent}`);
      stream.addShard(child, { parent });
      stream.closeShard(parent);
    }
    stream.write('s4', 'in s4');
    await clock.until('all come', () => one.keys().length === 4, 2_000);
    expect(one.keys()).toEqual(['in s1', 'in s2', 'in s3', 'in s4']);
  });

  test('has children that are listed late, and not both at once', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process();
    await one.start();
    for (const child of ['s2', 's3']) stream.addShard(child, { parent: 's1', listed: false });
    stream.write('s2', 'a');
    stream.write('s3', 'b');
    stream.closeShard('s1');
    await clock.until('it ended', () => one.batches.some(({ through }) => through === 'END'));
    await clock.advance(1_000);
    stream.list('s2');
    await clock.until('one child is read', () => one.keys().includes('a'), 5_000);
    stream.list('s3');
    await clock.until('the other child is read', () => one.keys().includes('b'), 10_000);
  });
});

describe('while it runs', () => {
  test('batches of a shard form a chain, and empty pages are given where they are asked for', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process({ onEmptyPages: true });
    await one.start();
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    const seen = one.batches.length;
    await clock.advance(5_000);
    expect(one.batches.length).toBeGreaterThan(seen);
    for (const [at, batch] of one.batches.slice(1).entries()) expect(batch.after).toBe(one.batches[at]?.through);
    expect(one.batches.at(-1)).toMatchObject({ after: '1', through: '1', records: [] });
  });

  test('quiet shards are asked once an idle delay, and records bring the next page soon', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process({ idleDelayMs: 1_000 });
    await one.start();
    await clock.advance(60_000);
    const polls = () => stream.log.filter((line) => line === 'GetRecords').length;
    const before = polls();
    await clock.advance(60_000);
    expect(polls() - before).toBe(60);
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1, 1_000);
    const after = polls();
    await clock.advance(50);
    expect(polls() - after).toBe(1);
  });

  test('a batch whose handler rejects is given again, is reported once, and nothing passes it', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const bad = new Error('handler');
    let failures = 5;
    const one = process({
      beforeBatch: ({ records }) => {
        if (records.length > 0 && (failures -= 1) >= 0) throw bad;
      },
    });
    await one.start();
    stream.write('s1', 'a');
    await clock.until('it fails', () => failures < 5);
    stream.write('s1', 'b');
    await clock.until('both come', () => one.keys().length === 2);
    expect(one.keys()).toEqual(['a', 'b']);
    expect(one.errors).toEqual([bad]);
  });

  test('a failing poll is repeated and reported once in a row, a throttled one is not', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process();
    await one.start();
    const denied = sdkError('AccessDeniedException');
    stream.failNext('GetRecords', denied, denied, sdkError('LimitExceededException'), denied);
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    expect(one.errors).toEqual([denied]);
  });

  test('a stream that is switched off is reported, and its successor read from the start with a gap', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process();
    await one.start();
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    stream.switchOff();
    await clock.until('the end is reported', () => one.errors.length > 0);
    await clock.advance(10_000);
    expect(one.errors).toMatchObject([
      { code: 'TABLE_NOT_READY', message: expect.stringContaining('"T" was switched off') },
    ]);
    stream.switchOn();
    stream.addShard('s2');
    stream.write('s2', 'b');
    await clock.until('the next comes', () => one.keys().length === 2);
    expect(one.batches.at(-1)).toMatchObject({ shardId: 's2', after: 'START', hasGap: true });
    expect(one.batches.filter(({ hasGap }) => hasGap)).toHaveLength(1);
  });

  test('a stream that was switched off and on while nobody was there is gone on with, with a gap', async () => {
    const { stream, process, clock } = townWith(['s1']);
    const one = process();
    await one.start();
    await one.close();
    stream.switchOff();
    stream.switchOn();
    stream.addShard('s2');
    stream.write('s2', 'a');
    const two = process();
    await two.start();
    await clock.until('it comes', () => two.keys().length === 1);
    expect(two.batches[0]).toMatchObject({ shardId: 's2', after: 'START', hasGap: true });
  });
});

describe('closing', () => {
  test('ends all polls, leaves no timer, and gives the leases back with their positions', async () => {
    const { stream, process, clock, leaseTable } = townWith(['s1'], ['s2']);
    const one = process();
    await one.start();
    stream.write('s1', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    await one.close();
    expect(clock.sleepers).toBe(0);
    const leases = [...leaseTable.items.values()].filter(({ pk }) => pk?.S?.startsWith('LEASE#'));
    expect(leases.map(({ owner }) => owner)).toEqual([undefined, undefined]);
    expect(leases[0]?.['checkpoint']).toEqual({ S: '1' });
  });

  test('waits for the handler that is running, and calls no other', async () => {
    const { stream, process, clock } = townWith(['s1']);
    let release: () => void = () => undefined;
    let entered = false;
    const one = process({
      beforeBatch: () => {
        entered = true;
        return new Promise((resolve) => (release = resolve));
      },
    });
    await one.start();
    stream.write('s1', 'a');
    await clock.until('the handler runs', () => entered);
    stream.write('s1', 'b');
    let isClosed = false;
    const closed = one.consumer.close().then(() => (isClosed = true));
    await clock.advance(1_000);
    expect(isClosed).toBe(false);
    release();
    await closed;
    expect(one.keys()).toEqual(['a']);
  });

  test('while it starts ends the start', async () => {
    const { process, clock } = townWith();
    const one = process();
    const started = one.consumer.start();
    await clock.advance(1_000);
    await one.close();
    await started;
    expect(clock.sleepers).toBe(0);
  });

  test.each(['before', 'after'])('%s the start leaves nothing to start any more', async (when) => {
    const { stream, process } = townWith(['s1']);
    const one = process();
    if (when === 'after') await one.start();
    await one.close();
    const asked = stream.log.length;
    await expect(one.start()).rejects.toThrow('This consumer was closed: make another to read on.');
    expect(stream.log).toHaveLength(asked);
  });
});

test('starting twice is one start', async () => {
  const { stream, process, during } = townWith(['s1']);
  const one = process();
  await during(Promise.all([one.consumer.start(), one.consumer.start()]));
  expect(stream.log.filter((line) => line === 'DescribeTable')).toHaveLength(1);
});
