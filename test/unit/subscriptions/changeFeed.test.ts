import { describe, expect, test } from '@jest/globals';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import { createChangeFeed } from '../../../src/subscriptions/changeFeed.js';

function change(sequenceNumber: string): ChangeRecord {
  return {
    table: 'Products',
    kind: 'INSERT',
    keys: {},
    oldImage: undefined,
    newImage: {},
    shardId: 'shard-1',
    sequenceNumber,
    at: new Date(0),
    expired: false,
  };
}

/** A feed whose readers are told what to say. */
function feedUnderTest(options: { startError?: Error; maxWaitingChanges?: number } = {}) {
  const log: string[] = [];
  const emitters = new Map<string, (record: ChangeRecord) => void>();
  const feed = createChangeFeed({
    maxWaitingChanges: options.maxWaitingChanges ?? 10,
    openReader: (table, onRecord) => {
      log.push(`open ${table}`);
      emitters.set(table, onRecord);
      return {
        start: () => (options.startError ? Promise.reject(options.startError) : Promise.resolve()),
        close: () => {
          log.push(`close ${table}`);
          return Promise.resolve();
        },
      };
    },
  });
  return { feed, log, emit: (table: string, record: ChangeRecord) => emitters.get(table)?.(record) };
}

describe('changeFeed', () => {
  test('any number of subscribers of a table share one reader, closed when the last one leaves', async () => {
    const { feed, log, emit } = feedUnderTest();
    const one = await feed.subscribe('Products');
    const other = await feed.subscribe('Products');
    emit('Products', change('1'));
    expect((await one.next()).value).toMatchObject({ sequenceNumber: '1' });
    expect((await other.next()).value).toMatchObject({ sequenceNumber: '1' });
    await one.return?.();
    expect(log).toEqual(['open Products']);
    await other.return?.();
    expect(log).toEqual(['open Products', 'close Products']);
  });

  test('a new subscriber after the last one left gets a new reader', async () => {
    const { feed, log } = feedUnderTest();
    await (await feed.subscribe('Products')).return?.();
    await feed.subscribe('Products');
    expect(log).toEqual(['open Products', 'close Products', 'open Products']);
  });

  test('changes that come before they are asked for wait, in order', async () => {
    const { feed, emit } = feedUnderTest();
    const changes = await feed.subscribe('Products');
    for (const number of ['1', '2', '3']) emit('Products', change(number));
    const seen = [await changes.next(), await changes.next(), await changes.next()];
    expect(seen.map(({ value }) => (value as ChangeRecord).sequenceNumber)).toEqual(['1', '2', '3']);
  });

  test('return() ends a next() that waits', async () => {
    const { feed } = feedUnderTest();
    const changes = await feed.subscribe('Products');
    const waiting = changes.next();
    await changes.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('a subscriber that does not read is ended with SLOW_CONSUMER, after what already waited; others go on', async () => {
    const { feed, emit } = feedUnderTest({ maxWaitingChanges: 2 });
    const slow = await feed.subscribe('Products');
    const quick = await feed.subscribe('Products');
    for (const number of ['1', '2', '3']) {
      const next = quick.next();
      emit('Products', change(number));
      expect(((await next).value as ChangeRecord).sequenceNumber).toBe(number);
    }
    await slow.next();
    await slow.next();
    await expect(slow.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
  });

  test('a stream that cannot be read fails the subscription and leaves no reader behind', async () => {
    const { feed, log } = feedUnderTest({ startError: new Error('no stream') });
    await expect(feed.subscribe('Products')).rejects.toThrow('no stream');
    expect(log).toEqual(['open Products', 'close Products']);
  });

  test('close() ends every subscription and reader', async () => {
    const { feed, log } = feedUnderTest();
    const waiting = (await feed.subscribe('Products')).next();
    await feed.subscribe('Sellers');
    await feed.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(log).toEqual(['open Products', 'open Sellers', 'close Products', 'close Sellers']);
  });
});
