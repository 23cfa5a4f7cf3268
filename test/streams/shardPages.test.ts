import { describe, expect, test } from '@jest/globals';

import { createIdlePace } from '../../src/dynamo/streams/idlePace.js';
import { createShardPages, type ShardPage, type ShardToRead } from '../../src/dynamo/streams/shardPages.js';
import { keyOf } from './consumerTown.js';
import { createFakeStream, type FakeStreamOptions, sdkError } from './fakeStream.js';
import { createVirtualClock } from './virtualClock.js';

function setup(
  from: ShardToRead['from'],
  { hasGap = false, ...options }: FakeStreamOptions & { hasGap?: boolean } = {},
) {
  const clock = createVirtualClock();
  const stream = createFakeStream({ now: () => clock.wallMs(), ...options });
  stream.addShard('s1');
  const errors: unknown[] = [];
  const abort = new AbortController();
  const pages = createShardPages(
    { table: 'T', streamArn: 'arn-1', shardId: 's1', parentShardId: 's0', from, hasGap },
    {
      streamsClient: stream.streamsClient,
      signal: abort.signal,
      onError: (error) => errors.push(error),
      random: () => 0.5,
      clock,
    },
  );
  /** The next page, in the time that it takes. */
  async function next(maxFailures?: number): Promise<ShardPage> {
    let isSettled = false;
    const page = pages.next(maxFailures).finally(() => (isSettled = true));
    page.catch(() => undefined);
    await clock.until('the page comes', () => isSettled);
    return page;
  }
  return { clock, stream, next, errors, abort, pages };
}

const shown = ({ batch, isTip }: ShardPage) => ({
  after: batch.after,
  through: batch.through,
  keys: batch.records.map(keyOf),
  hasGap: batch.hasGap,
  isTip,
});

describe('pages of a shard', () => {
  test('begin where they are told to, and form a chain to the end', async () => {
    const { stream, next } = setup('START', { pageSize: 2 });
    for (const key of ['a', 'b', 'c']) stream.write('s1', key);
    expect(shown(await next())).toEqual({
      after: 'START',
      through: '2',
      keys: ['a', 'b'],
      hasGap: false,
      isTip: false,
    });
    expect(shown(await next())).toEqual({ after: '2', through: '3', keys: ['c'], hasGap: false, isTip: false });
    stream.write('s1', 'd');
    stream.closeShard('s1');
    const end = { after: 'END', through: 'END', keys: [], hasGap: false, isTip: true };
    expect(shown(await next())).toEqual({ ...end, after: '3', keys: ['d'] });
    expect(shown(await next())).toEqual(end);
  });

  test('go on behind a sequence number', async () => {
    const { stream, next } = setup('2');
    for (const key of ['a', 'b', 'c']) stream.write('s1', key);
    expect(shown(await next())).toMatchObject({ after: '2', keys: ['c'] });
    expect(stream.log).toContain('GetShardIterator s1 AFTER_SEQUENCE_NUMBER 2');
  });

  test('leave out what is before a sequence number that an engine does not know', async () => {
    const { stream, next } = setup('2');
    stream.write('s1', 'a');
    stream.write('s1', 'b', { dynamodb: { SequenceNumber: '10' } });
    expect(shown(await next())).toMatchObject({ after: '2', through: '10', keys: ['b'] });
  });

  test('behind a moment pass over what was before it, save for what clocks may differ by', async () => {
    const { clock, stream, next } = setup('@1000000180000');
    stream.write('s1', 'long before');
    await clock.advance(170_000);
    stream.write('s1', 'about then');
    await clock.advance(60_000);
    stream.write('s1', 'later');
    expect(shown(await next())).toMatchObject({ after: '@1000000180000', through: '3', keys: ['about then', 'later'] });
  });

  test('behind a moment move on over what they pass', async () => {
    const { clock, stream, next } = setup('@1000000180000', { pageSize: 1 });
    stream.write('s1', 'long before');
    await clock.advance(120_000);
    expect(shown(await next())).toMatchObject({ through: '1', keys: [] });
  });

  test('of who begins at the tip have a moment as position until a record comes', async () => {
    const { clock, stream, next } = setup('LATEST');
    stream.write('s1', 'before');
    const at = `@${clock.wallMs()}`;
    expect(shown(await next())).toEqual({ after: at, through: at, keys: [], hasGap: false, isTip: true });
    stream.write('s1', 'a');
    expect(shown(await next())).toMatchObject({ after: at, through: '2', keys: ['a'] });
  });

  test('of who begins at the tip do not ask what time it is at DynamoDB', async () => {
    const { clock, stream, next } = setup('LATEST');
    await next();
    stream.write('s1', 'a', { at: new Date(clock.wallMs() - 120_000) });
    expect(shown(await next()).keys).toEqual(['a']);
  });

  test('are at the tip when two in a row are empty', async () => {
    const { stream, next } = setup('START');
    stream.write('s1', 'a');
    expect([await next(), await next(), await next()].map(({ isTip }) => isTip)).toEqual([false, false, true]);
  });

  test('leave out what is no change and what cannot be read, and move on over it', async () => {
    const { stream, next, errors } = setup('START');
    const image = { id: { S: 'same' } };
    stream.write('s1', 'same', { eventName: 'MODIFY', dynamodb: { OldImage: image, NewImage: image } });
    stream.write('s1', 'broken', { dynamodb: { Keys: undefined } });
    expect(shown(await next())).toMatchObject({ through: '2', keys: [] });
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('A record of table "T"') })]);
  });

  test('have no images where the stream has none', async () => {
    const { stream, next } = setup('START');
    stream.write('s1', 'a', { eventName: 'MODIFY', dynamodb: { NewImage: undefined } });
    const { batch } = await next();
    expect(batch.records).toMatchObject([{ keys: { id: { S: 'a' } }, oldImage: undefined, newImage: undefined }]);
  });
});

describe('what is lost is told', () => {
  test('where records were trimmed behind the position', async () => {
    const { stream, next } = setup('1');
    for (const key of ['a', 'b', 'c']) stream.write('s1', key);
    stream.trim('s1', 2);
    stream.failNext('GetShardIterator', sdkError('TrimmedDataAccessException'));
    expect(shown(await next())).toMatchObject({ after: '1', through: '3', keys: ['c'], hasGap: true });
    expect((await next()).batch.hasGap).toBe(false);
  });

  test('where the tip itself was trimmed: all that is left comes', async () => {
    const { clock, stream, next } = setup('LATEST');
    await next();
    stream.write('s1', 'lost');
    stream.write('s1', 'kept', { at: new Date(clock.wallMs() - 120_000) });
    stream.trim('s1', 1);
    expect(shown(await next())).toMatchObject({ keys: ['kept'], hasGap: true });
  });

  test('where the shard is gone', async () => {
    const { stream, next } = setup('1');
    stream.addShard('s2');
    stream.removeShard('s1');
    expect(shown(await next())).toEqual({ after: '1', through: 'END', keys: [], hasGap: true, isTip: true });
  });

  test('where a moment is longer ago than a stream keeps records', async () => {
    const { clock, next } = setup('@1000000000000');
    await clock.advance(24 * 60 * 60 * 1000 + 1);
    expect((await next()).batch.hasGap).toBe(true);
  });

  test('where the one who begins to read knows of it', async () => {
    const { next } = setup('START', { hasGap: true });
    expect([await next(), await next()].map(({ batch }) => batch.hasGap)).toEqual([true, false]);
  });
});

describe('reading goes on', () => {
  test('behind the last record when an iterator expires', async () => {
    const { stream, next, errors } = setup('START');
    stream.write('s1', 'a');
    await next();
    stream.expireIterators();
    stream.write('s1', 'b');
    expect(shown(await next())).toMatchObject({ after: '1', keys: ['b'] });
    expect(errors).toEqual([]);
  });

  test('at the moment where it began when the first iterator expires', async () => {
    const { clock, stream, next } = setup('LATEST');
    stream.write('s1', 'before', { at: new Date(clock.wallMs() - 120_000) });
    await next();
    stream.expireIterators();
    stream.write('s1', 'a');
    expect(shown(await next()).keys).toEqual(['a']);
    expect(stream.log).toContain('GetShardIterator s1 TRIM_HORIZON');
  });

  test('after an iterator that the service does not know, but not for ever', async () => {
    const { stream, next } = setup('START');
    stream.write('s1', 'a');
    stream.failNext('GetRecords', sdkError('ValidationException'), sdkError('ValidationException'));
    expect(shown(await next()).keys).toEqual(['a']);
    stream.failNext('GetRecords', ...Array.from({ length: 3 }, () => sdkError('ValidationException')));
    await expect(next()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('after faults, reported once in a row, as often as is allowed', async () => {
    const { stream, next, errors } = setup('START');
    const fault = sdkError('InternalServerError', 500);
    stream.failNext('GetRecords', fault, fault, fault);
    await next();
    expect(errors).toEqual([fault]);
    stream.failNext('GetRecords', fault, fault, fault);
    await expect(next(2)).rejects.toBe(fault);
  });

  test('after a shard was not found that the stream has', async () => {
    const { stream, next } = setup('START');
    stream.write('s1', 'a');
    stream.failNext('GetShardIterator', sdkError('ResourceNotFoundException'));
    expect(shown(await next())).toMatchObject({ keys: ['a'], hasGap: false });
  });

  test('not where access is denied, the stream is gone, or nobody wants it any more', async () => {
    const { stream, next, abort, pages } = setup('START');
    const denied = sdkError('AccessDeniedException');
    stream.failNext('GetRecords', denied);
    await expect(next()).rejects.toBe(denied);
    stream.switchOn();
    await expect(next()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    abort.abort();
    await expect(pages.next()).rejects.toBe(abort.signal.reason);
  });
});

test('the pace is at once after a full page, soon after records, and slower and slower while nothing comes', () => {
  const pace = createIdlePace(1_000);
  expect([1000, 1, 0, 0, 0, 0, 0, 0, 1, 0].map(pace)).toEqual([0, 50, 100, 200, 400, 800, 1000, 1000, 50, 100]);
});
