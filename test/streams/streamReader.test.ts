import { afterEach, describe, expect, test } from '@jest/globals';
import { createStreamReader, type StreamReader } from '../../src/dynamo/streams/streamReader.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { waitUntil } from '../support/waitUntil.js';
import { createFakeStream, type FakeStream, sdkError } from './fakeStream.js';

let reader: StreamReader | undefined;
afterEach(() => reader?.close());

/** A reader of the fake stream that polls without pause, and what came of it. */
function setup(stream: FakeStream, onRecord?: (record: ChangeRecord) => Promise<void> | void, idleDelayMs = 1) {
  const seen: string[] = [];
  const errors: unknown[] = [];
  const gaps: unknown[] = [];
  reader = createStreamReader({
    tables: [{ table: 'T' }],
    streamsClient: stream.streamsClient,
    dynamoClient: stream.dynamoClient,
    onRecord: async (record) => {
      await onRecord?.(record);
      seen.push(keyOf(record));
    },
    onError: (error) => errors.push(error),
    onGap: (gap) => gaps.push(gap),
    idleDelayMs,
    random: () => 0,
  });
  const saw = (...keys: readonly string[]) =>
    waitUntil(`records ${keys.join()} come, not ${seen.join()}`, () => seen.length >= keys.length).then(() =>
      expect(seen).toEqual(keys),
    );
  return { reader, seen, errors, gaps, saw };
}

const keyOf = ({ keys }: ChangeRecord) => (keys['id'] as { readonly S: string }).S;

function streamWith(...shards: readonly (readonly [id: string, parent?: string])[]): FakeStream {
  const stream = createFakeStream();
  for (const [id, parent] of shards) stream.addShard(id, parent === undefined ? {} : { parent });
  return stream;
}

describe('a start', () => {
  test('sees what is written after it, and nothing before', async () => {
    const stream = streamWith(['s1']);
    stream.write('s1', 'before');
    const { reader, saw } = setup(stream);
    await reader.start();
    stream.write('s1', 'a');
    stream.write('s1', 'b');
    await saw('a', 'b');
  });

  test('asks page after page for the shards, and reads those without children', async () => {
    const stream = streamWith(['s1'], ['s2', 's1'], ['s3', 's1'], ['s4', 's2'], ['s5']);
    const { reader } = setup(stream);
    await reader.start();
    expect(stream.log.filter((line) => line.startsWith('DescribeStream'))).toHaveLength(3);
    const positions = stream.log.filter((line) => line.startsWith('GetShardIterator')).toSorted();
    expect(positions).toEqual(['s3', 's4', 's5'].map((id) => `GetShardIterator ${id} LATEST`));
  });

  test('waits for the first shard of a new stream', async () => {
    const stream = createFakeStream();
    stream.addShard('s1', { listed: false });
    const { reader, saw } = setup(stream);
    const started = reader.start();
    await waitUntil('the stream is described', () => stream.log.includes('DescribeStream'));
    stream.list('s1');
    await started;
    stream.write('s1', 'a');
    await saw('a');
  });

  test('comes through throttles, faults and lost connections', async () => {
    const stream = streamWith(['s1']);
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    stream.failNext('DescribeStream', sdkError('LimitExceededException'), sdkError('InternalServerError', 500));
    stream.failNext('GetShardIterator', lost, sdkError('ThrottlingException'));
    stream.failNext('GetRecords', lost, lost);
    const { reader, saw } = setup(stream);
    await reader.start();
    stream.write('s1', 'a');
    await saw('a');
  });

  test.each(['DescribeTable', 'DescribeStream', 'GetShardIterator', 'GetRecords'])(
    'that %s denies for good fails, and leaves nothing running',
    async (command) => {
      const stream = streamWith(['s1'], ['s2']);
      const denied = sdkError('AccessDeniedException');
      stream.failNext(command, denied);
      const { reader } = setup(stream);
      await expect(reader.start()).rejects.toBe(denied);
      await reader.close();
    },
  );

  test('without any answer fails in the end', async () => {
    const stream = streamWith(['s1']);
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    stream.failNext('GetRecords', ...Array.from({ length: 8 }, () => lost));
    const { reader } = setup(stream);
    await expect(reader.start()).rejects.toBe(lost);
  });

  test('on a table without a stream says how to get one', async () => {
    const stream = streamWith(['s1']);
    stream.switchOff();
    const { reader } = setup(stream);
    await expect(reader.start()).rejects.toMatchObject({
      code: 'TABLE_NOT_READY',
      message: 'Table "T" has no stream, so its changes cannot be seen: switch on a stream of NEW_AND_OLD_IMAGES.',
    });
  });

  test('on a table that does not exist names it', async () => {
    const stream = streamWith(['s1']);
    stream.failNext('DescribeTable', sdkError('ResourceNotFoundException'));
    const { reader } = setup(stream);
    await expect(reader.start()).rejects.toThrow('Table "T" does not exist: create it.');
  });
});

describe('a shard that ends', () => {
  test('is followed by its children, from their first record, after its own last', async () => {
    const stream = streamWith(['s1']);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { reader, seen, saw } = setup(stream, (record) => (keyOf(record) === 'last' ? held : undefined));
    await reader.start();
    stream.write('s1', 'last');
    stream.addShard('s2', { parent: 's1' });
    stream.addShard('s3', { parent: 's1' });
    stream.write('s2', 'child');
    stream.closeShard('s1');
    await waitUntil('the parent is read', () => stream.log.filter((line) => line === 'GetRecords').length > 1);
    expect(seen).toEqual([]);
    expect(stream.log).not.toContain('GetShardIterator s2 TRIM_HORIZON');
    release();
    await saw('last', 'child');
    stream.write('s3', 'other child');
    await saw('last', 'child', 'other child');
  });

  test('is followed through generations', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw } = setup(stream);
    await reader.start();
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
    await saw('in s1', 'in s2', 'in s3', 'in s4');
  });

  test('has children that are listed late', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw } = setup(stream);
    await reader.start();
    stream.addShard('s2', { parent: 's1', listed: false });
    stream.write('s2', 'a');
    stream.closeShard('s1');
    const before = stream.log.length;
    await waitUntil('the children are looked for', () => stream.log.slice(before).includes('DescribeStream'));
    stream.list('s2');
    await saw('a');
  });

  test('hands each child to one reader when two end at once', async () => {
    const stream = streamWith(['s1'], ['s2']);
    const { reader, saw } = setup(stream);
    await reader.start();
    for (const parent of ['s1', 's2']) stream.addShard(`child of ${parent}`, { parent });
    stream.closeShard('s1');
    stream.closeShard('s2');
    stream.write('child of s1', 'a');
    await saw('a');
    stream.write('child of s2', 'b');
    await saw('a', 'b');
    const taken = stream.log.filter((line) => line.startsWith('GetShardIterator child'));
    expect(taken.toSorted()).toEqual(['s1', 's2'].map((id) => `GetShardIterator child of ${id} TRIM_HORIZON`));
  });
});

describe('an expired iterator', () => {
  test('is renewed after the last record that was seen', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw, errors } = setup(stream);
    await reader.start();
    stream.write('s1', 'a');
    await saw('a');
    stream.expireIterators();
    stream.write('s1', 'b');
    await saw('a', 'b');
    expect(stream.log).toContain('GetShardIterator s1 AFTER_SEQUENCE_NUMBER 1');
    expect(errors).toEqual([]);
  });

  test('before any record came loses nothing, and does not bring back what was before the start', async () => {
    const stream = streamWith(['s1']);
    stream.write('s1', 'before', { at: new Date(Date.now() - 60_000) });
    stream.write('s1', 'before', { at: new Date(Date.now() - 50_000) });
    const { reader, saw } = setup(stream);
    await reader.start();
    stream.expireIterators();
    stream.write('s1', 'a');
    await saw('a');
    expect(stream.log).toContain('GetShardIterator s1 TRIM_HORIZON');
  });
});

test('trimmed records are told as a gap, and reading goes on with the oldest that is left', async () => {
  const stream = streamWith(['s1']);
  const { reader, saw, gaps } = setup(stream);
  await reader.start();
  stream.write('s1', 'a');
  await saw('a');
  stream.expireIterators();
  for (const key of ['lost', 'lost', 'kept']) stream.write('s1', key);
  stream.trim('s1', 3);
  await saw('a', 'kept');
  expect(gaps).toEqual([{ table: 'T', shardId: 's1' }]);
});

describe('while it runs', () => {
  test('a failing poll is repeated and reported once in a row', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw, errors } = setup(stream);
    await reader.start();
    const denied = sdkError('AccessDeniedException');
    stream.failNext('GetRecords', denied, denied, denied);
    await waitUntil('the failure is reported', () => errors.length > 0);
    stream.write('s1', 'a');
    await saw('a');
    expect(errors).toEqual([denied]);
  });

  test('throttles are not reported', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw, errors } = setup(stream);
    await reader.start();
    stream.failNext('GetRecords', sdkError('LimitExceededException'), sdkError('ThrottlingException'));
    stream.write('s1', 'a');
    await saw('a');
    expect(errors).toEqual([]);
  });

  test('an iterator that the service does not know is replaced', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw } = setup(stream);
    await reader.start();
    stream.write('s1', 'a');
    await saw('a');
    stream.failNext('GetRecords', sdkError('ValidationException'));
    stream.write('s1', 'b');
    await saw('a', 'b');
    expect(stream.log).toContain('GetShardIterator s1 AFTER_SEQUENCE_NUMBER 1');
  });

  test('a record whose handler fails is reported and passed over', async () => {
    const stream = streamWith(['s1']);
    const bad = new Error('handler');
    const { reader, saw, errors } = setup(stream, (record) => {
      if (keyOf(record) === 'bad') throw bad;
    });
    await reader.start();
    for (const key of ['a', 'bad', 'b']) stream.write('s1', key);
    await saw('a', 'b');
    expect(errors).toEqual([bad]);
  });

  test('the next record waits until the handler is done', async () => {
    const stream = streamWith(['s1']);
    let running = 0;
    let most = 0;
    const { reader, saw } = setup(stream, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    });
    await reader.start();
    for (const key of ['a', 'b', 'c']) stream.write('s1', key);
    await saw('a', 'b', 'c');
    expect(most).toBe(1);
  });

  test('a stream that is switched off is reported, and its successor read from the start', async () => {
    const stream = streamWith(['s1']);
    const { reader, saw, errors, gaps } = setup(stream);
    await reader.start();
    stream.write('s1', 'a');
    await saw('a');
    stream.switchOff();
    await waitUntil('the end is reported', () => errors.length > 0);
    expect(errors).toMatchObject([{ code: 'TABLE_NOT_READY', message: expect.stringContaining('"T"') }]);
    stream.switchOn();
    stream.addShard('s2');
    stream.write('s2', 'b');
    await saw('a', 'b');
    expect(gaps).toEqual([{ table: 'T', shardId: undefined }]);
  });
});

describe('closing', () => {
  test('ends all polls and leaves no timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const stream = streamWith(['s1'], ['s2']);
    const { reader } = setup(stream, undefined, 100_000);
    const before = timers();
    await reader.start();
    await waitUntil('both shards wait for their next poll', () => timers() >= before + 2);
    await reader.close();
    expect(timers()).toBe(before);
  });

  test('waits for the handler that is running, and calls no other', async () => {
    const stream = streamWith(['s1']);
    let release: () => void = () => undefined;
    let entered = false;
    const { reader, seen } = setup(stream, () => {
      entered = true;
      return new Promise((resolve) => (release = resolve));
    });
    await reader.start();
    stream.write('s1', 'a');
    stream.write('s1', 'b');
    await waitUntil('the handler runs', () => entered);
    const closed = reader.close();
    release();
    await closed;
    expect(seen).toEqual(['a']);
  });

  test('while it starts ends the start', async () => {
    const stream = createFakeStream();
    const { reader } = setup(stream);
    const started = reader.start();
    await waitUntil('the stream is described', () => stream.log.includes('DescribeStream'));
    await reader.close();
    await started;
  });

  test('before the start leaves nothing to do', async () => {
    const stream = streamWith(['s1']);
    const { reader } = setup(stream);
    await reader.close();
    await reader.start();
    expect(stream.log).toEqual([]);
  });
});

test('starting twice is one start', async () => {
  const stream = streamWith(['s1']);
  const { reader } = setup(stream);
  await Promise.all([reader.start(), reader.start()]);
  expect(stream.log.filter((line) => line === 'DescribeTable')).toHaveLength(1);
});

test('no tables are nothing to wait for', async () => {
  const stream = createFakeStream();
  const { streamsClient, dynamoClient } = stream;
  const onRecord = () => undefined;
  const empty = createStreamReader({ tables: [], streamsClient, dynamoClient, onRecord, onError: onRecord });
  await empty.start();
  await empty.close();
});
