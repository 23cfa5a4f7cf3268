import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import { createCursorCodec } from '../../../src/dynamo/keys/cursor.js';
import type { ChangeBatch, ShardPosition } from '../../../src/model/changeBatch.js';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import type { Broker } from '../../../src/subscriptions/broker.js';
import { createChangeFeed, type ChangeFeedOptions } from '../../../src/subscriptions/changeFeed.js';
import type { ChangeEvent, ChangeTopic } from '../../../src/subscriptions/changeTopic.js';
import { asWritten, createStreamTown, textOf, TOWN_TABLE } from '../../support/streamTown.js';
import { waitUntil } from '../../support/waitUntil.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Town @table(name: "${TOWN_TABLE}", partition: "id") { id: Int!  count: Int }
      type Road @table(name: "Roads", partition: "id") { id: Int!  count: Int }
    `,
  },
]);

function topicOf(type: 'Town' | 'Road', key?: ChangeTopic['key']): ChangeTopic {
  const entity = model.entities.get(type);
  if (entity === undefined) throw new Error(`There is no ${type}.`);
  return {
    entity,
    key,
    want: asWritten,
  };
}

const cursors = createCursorCodec(['a secret']);
/** Two days after the town's beginning, by its clock. */
const LATER = createStreamTown().now() + 2 * 24 * 60 * 60 * 1000;

function feedOver(options: Partial<ChangeFeedOptions> = {}) {
  const town = createStreamTown();
  const log: string[] = [];
  const inner = town.broker(true);
  const broker: Broker = {
    ...inner,
    async listen(table, listener) {
      log.push(`listen ${table}`);
      const listening = await inner.listen(table, listener);
      return {
        ...listening,
        close: () => {
          log.push(`close ${table}`);
          return listening.close();
        },
      };
    },
  };
  const feed = createChangeFeed({
    broker,
    source: town.source,
    cursors,
    readsStreams: true,
    lingerMs: 0,
    now: town.now,
    onError: (error) => log.push(String(error)),
    ...options,
  });
  return { town, feed, log };
}

/** Somebody who keeps what is pushed. */
function follower() {
  const got: string[] = [];
  const events: ChangeEvent[] = [];
  const ends: unknown[] = [];
  return {
    got,
    events,
    ends,
    push: (event: ChangeEvent) => {
      got.push(event.change.kind === 'GAP' ? 'GAP' : (event.change.changedFields[0] ?? ''));
      events.push(event);
    },
    ready: () => undefined,
    end: (error: unknown) => ends.push(error),
  };
}

describe('a feed of changes', () => {
  test('listens to a table once for all, and no longer when nobody follows it any more', async () => {
    const { town, feed, log } = feedOver();
    const [one, other] = [follower(), follower()];
    const leaveOne = await feed.open(topicOf('Town')).follow(one);
    const leaveOther = await feed.open(topicOf('Town')).follow(other);
    town.write(1);
    await town.publishAll();
    expect([one.got, other.got]).toEqual([['1:0'], ['1:0']]);
    leaveOne();
    town.write(1);
    await town.publishAll();
    expect([one.got, other.got]).toEqual([['1:0'], ['1:0', '1:1']]);
    expect(log).toEqual([`listen ${TOWN_TABLE}`]);
    leaveOther();
    await waitUntil('the feed to close the table', () => log.length > 1);
    expect(log).toEqual([`listen ${TOWN_TABLE}`, `close ${TOWN_TABLE}`]);
  });

  test('asks only those whose type and key a change may concern', async () => {
    const { town, feed } = feedOver();
    const asked: string[] = [];
    const [mine, all] = [follower(), follower()];
    const key = {
      fields: 'id',
      value: '3',
      valueOf: (item: { readonly id?: unknown }) => (item.id as { readonly N: string }).N,
    };
    const topic = topicOf('Town', key);
    const watched: ChangeTopic = {
      ...topic,
      want: (record) => {
        asked.push(textOf(record));
        return topic.want(record);
      },
    };
    await feed.open(watched).follow(mine);
    await feed.open(topicOf('Town')).follow(all);
    for (const item of [1, 2, 3, 4, 3]) town.write(item);
    await town.publishAll();
    expect(asked).toEqual(['3:0', '3:1']);
    expect(mine.got).toEqual(['3:0', '3:1']);
    expect(all.got.toSorted()).toEqual(['1:0', '2:0', '3:0', '3:1', '4:0']);
    await feed.close();
  });

  test('reads no further while a follower cannot take more', async () => {
    const { town, feed } = feedOver();
    const slow = follower();
    let makeRoom = () => {};
    await feed.open(topicOf('Town')).follow({
      ...slow,
      ready: () => new Promise<void>((resolve) => (makeRoom = resolve)),
    });
    town.write(1);
    town.write(1);
    const published = town.publishAll();
    await waitUntil('the first change', () => slow.got.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(slow.got).toEqual(['1:0']);
    makeRoom();
    await waitUntil('the second change', () => slow.got.length === 2);
    makeRoom();
    await published;
    await feed.close();
  });

  test('refuses a table whose changes cannot be read, and reads it once they can', async () => {
    let isReady = false;
    const town = createStreamTown();
    const source = {
      ...town.source,
      streamOf: () =>
        isReady ? town.source.streamOf(TOWN_TABLE, new AbortController().signal) : Promise.reject(notReady()),
    };
    const { feed } = feedOver({ source });
    await expect(feed.open(topicOf('Town')).follow(follower())).rejects.toMatchObject({ code: 'TABLE_NOT_READY' });
    isReady = true;
    await feed.open(topicOf('Town')).follow(follower());
    await feed.close();
  });

  test('refuses a cursor of another table, of another secret, and anything that is none', async () => {
    const { feed } = feedOver();
    const at = (topic: ChangeTopic) => feed.missed(topic, { since: undefined, first: 1, deadlineAtMs: LATER });
    const { endCursor: ofRoads } = await at(topicOf('Road'));
    const elsewhere = feedOver({ cursors: createCursorCodec(['another secret']) });
    const foreign = await elsewhere.feed.missed(topicOf('Town'), { since: undefined, first: 1, deadlineAtMs: LATER });
    for (const cursor of [ofRoads, foreign.endCursor, '', 'nonsense', `${ofRoads}A`]) {
      await expect(feed.open(topicOf('Town')).catchUp(cursor)).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
        details: { argument: ['after'] },
      });
    }
    await expect(feed.open(topicOf('Town')).catchUp('nonsense', 'Last-Event-ID')).rejects.toMatchObject({
      message: expect.stringMatching(/^"Last-Event-ID" is not a cursor of changes of this table\./),
      details: { argument: ['Last-Event-ID'] },
    });
    await feed.close();
    await elsewhere.feed.close();
  });

  test('a cursor of yesterday is told of a gap, with a cursor from which it goes on', async () => {
    const { town, feed } = feedOver();
    const topic = topicOf('Town');
    const { endCursor } = await feed.missed(topic, { since: undefined, first: 1, deadlineAtMs: LATER });
    town.write(1);
    town.passTime(24 * 60 * 60 * 1000);
    await town.publishAll();
    const missed = await feed.missed(topic, { since: endCursor, first: 5, deadlineAtMs: LATER });
    expect(missed.events.map(({ change }) => change.kind)).toEqual(['GAP']);
    town.write(2);
    await town.publishAll();
    const next = await feed.missed(topic, { since: missed.endCursor, first: 5, deadlineAtMs: LATER });
    expect(next.events.map(({ change }) => change.changedFields)).toEqual([['2:0']]);
    await feed.close();
  });

  test('where Lambda reads another stream there is one gap, and behind its cursor what comes, without another', async () => {
    const [stream, lambdaShard] = ['arn:aws:dynamodb:local:0:table/Towns/stream/two', 'lambda-one'];
    const recordOf = (count: number): ChangeRecord => ({
      table: TOWN_TABLE,
      shardId: lambdaShard,
      kind: 'MODIFY',
      keys: { id: { N: '1' } },
      oldImage: undefined,
      newImage: { id: { N: '1' }, count: { N: String(count) } },
      sequenceNumber: String(count),
      at: new Date(LATER),
      expired: false,
    });
    const batch: ChangeBatch = {
      table: TOWN_TABLE,
      streamArn: stream,
      shardId: lambdaShard,
      parentShardId: undefined,
      after: '0',
      through: '3',
      records: [1, 2, 3].map(recordOf),
      hasGap: false,
    };
    let publish = (_: ChangeBatch) => Promise.resolve();
    const broker: Broker = {
      async listen(_, { onBatch }) {
        publish = onBatch;
        const positions = new Map<string, ShardPosition>([
          ['shardId-0001', '100'],
          [lambdaShard, '0'],
        ]);
        return { positions, streamArn: stream.replace('two', 'one'), recent: [], close: () => Promise.resolve() };
      },
      async *log() {
        yield batch;
      },
      close: () => Promise.resolve(),
    };
    const { feed } = feedOver({ broker, readsStreams: false });
    const live = follower();
    await feed.open(topicOf('Town')).follow(live);
    await publish(batch);
    expect(live.got).toEqual(['GAP', '1:1', '1:2', '1:3']);
    const [gap] = live.events;
    const page = { since: gap?.cursor(), first: 5, deadlineAtMs: LATER };
    const missed = await feed.missed(topicOf('Town'), page);
    expect(missed.events.map(({ change }) => [change.kind, ...change.changedFields])).toEqual([
      ['UPDATED', '1:1'],
      ['UPDATED', '1:2'],
      ['UPDATED', '1:3'],
    ]);
    await feed.close();
  });

  test('what could not be read when the broker had lost it is read for whoever resumes before it', async () => {
    const town = createStreamTown();
    let isDown = false;
    const slotOf: typeof town.source.slotOf = (shard, signal) =>
      isDown ? Promise.reject(new Error('The stream cannot be read.')) : town.source.slotOf(shard, signal);
    const { feed } = feedOver({ broker: town.broker(true), source: { ...town.source, slotOf }, now: town.now });
    const live = follower();
    const stream = feed.open(topicOf('Town'));
    await stream.follow(live);
    for (const fate of ['GIVEN', 'LOST', 'GIVEN'] as const) {
      isDown = fate === 'GIVEN' && live.got.length > 0;
      town.write(2);
      await town.publish(10, fate);
    }
    expect(live.got).toEqual(['2:0', 'GAP', '2:2']);
    const [{ cursor } = { cursor: () => '' }] = live.events;
    const page = { since: cursor(), first: 5, deadlineAtMs: LATER };
    isDown = false;
    const missed = await feed.missed(topicOf('Town'), page);
    expect(missed.events.map(({ change }) => change.changedFields[0])).toEqual(['2:1', '2:2']);
    await feed.close();
  });

  test('many who resume at once share one reading of each shard', async () => {
    const { town, feed } = feedOver({ recentLimits: { maxRecords: 1, maxBytes: 1_000_000 } });
    const topic = topicOf('Town');
    await feed.open(topic).follow(follower());
    const { endCursor } = await feed.missed(topic, { since: undefined, first: 1, deadlineAtMs: LATER });
    for (let write = 0; write < 20; write += 1) town.write(write);
    await town.publishAll();
    const begun = town.readings.begun;
    const all = await Promise.all(
      Array.from({ length: 50 }, () => feed.missed(topic, { since: endCursor, first: 100, deadlineAtMs: LATER })),
    );
    for (const { events } of all) expect(events).toHaveLength(20);
    expect(town.readings.begun - begun).toBe(2);
    expect(town.readings.atOnce).toBe(1);
    await feed.close();
  });

  test('when it is closed, those who follow are told, and those who catch up do not wait for ever', async () => {
    const town = createStreamTown();
    const slotOf: typeof town.source.slotOf = async (_shard, signal) => {
      await waitUntil('the reading to be given up', () => signal.aborted);
      throw new Error('The turn did not come.');
    };
    const broker = town.broker(true);
    const recentLimits = { maxRecords: 0, maxBytes: 0 };
    const { feed } = feedOver({ broker, source: { ...town.source, slotOf }, now: town.now, recentLimits });
    const someone = follower();
    const stream = feed.open(topicOf('Town'));
    await stream.follow(someone);
    for (const _write of [1, 2]) {
      town.write(1);
      await town.publishAll();
    }
    const catchUp = await stream.catchUp(someone.events[0]?.cursor() ?? '');
    const refused = expect(catchUp.next(() => {})).rejects.toMatchObject({ code: 'OVERLOADED' });
    await feed.close();
    await refused;
    expect(someone.ends).toHaveLength(1);
    await expect(feed.open(topicOf('Town')).follow(follower())).rejects.toMatchObject({ code: 'OVERLOADED' });
  });
});

function notReady(): GatewayError {
  return new GatewayError('TABLE_NOT_READY', 'It has no stream.');
}
