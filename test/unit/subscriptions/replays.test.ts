import { describe, expect, test } from '@jest/globals';
import { createCursorCodec } from '../../../src/dynamo/keys/cursor.js';
import type { ChangeBatch } from '../../../src/model/changeBatch.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import type { Broker } from '../../../src/subscriptions/broker.js';
import { type ChangeFeed, createChangeFeed } from '../../../src/subscriptions/changeFeed.js';
import type { ChangeTopic } from '../../../src/subscriptions/changeTopic.js';
import { asWritten, createStreamTown, type StreamTown, textOf, TOWN_TABLE } from '../../support/streamTown.js';

const { model } = compileSchema([
  { name: 'schema.graphql', body: `type Town @table(name: "${TOWN_TABLE}", partition: "id") { id: Int!  count: Int }` },
]);

const topic: ChangeTopic = {
  entity: model.entities.get('Town')!,
  key: undefined,
  want: asWritten,
};

const cursors = createCursorCodec(['a secret']);

function feedOver(town: StreamTown, broker: Broker): ChangeFeed {
  const { source, now } = town;
  return createChangeFeed({ broker, source, cursors, readsStreams: true, now, onError: () => undefined });
}

async function missedSince(feed: ChangeFeed, cursor: string, count: number): Promise<readonly string[]> {
  const reading = await feed.open(topic).catchUp(cursor);
  const missed: string[] = [];
  while (missed.length < count) {
    const event = await reading.next(() => undefined);
    if (event === undefined) break;
    missed.push(event.change.changedFields[0] ?? event.change.kind);
  }
  reading.return();
  return missed;
}

/** Follows the feed. @returns The cursor of the last event. */
async function follow(feed: ChangeFeed): Promise<() => string> {
  let last = '';
  const push = ({ cursor }: { readonly cursor: () => string }) => (last = cursor());
  await feed.open(topic).follow({ push, ready: () => undefined, end: () => undefined });
  return () => last;
}

describe('what was missed', () => {
  test("is read from the stream where the broker's log cannot be read", async () => {
    const town = createStreamTown({ shardCount: 1 });
    const next = () => Promise.reject<IteratorResult<ChangeBatch>>(new Error('It is away.'));
    const log = () => ({ [Symbol.asyncIterator]: () => ({ next }) });
    const feed = feedOver(town, { ...town.broker(true), log });
    const lastCursor = await follow(feed);
    town.write(1);
    await town.publishAll();
    const cursor = lastCursor();
    town.write(1);
    town.write(1);
    await town.publishAll();
    const fresh = feedOver(town, { ...town.broker(true), log });
    expect(await missedSince(fresh, cursor, 2)).toEqual(['1:1', '1:2']);
    await Promise.all([feed.close(), fresh.close()]);
  });

  test('is not found in a shard of which a child was read, although the log has all of it', async () => {
    const town = createStreamTown({ shardCount: 1 });
    const feed = feedOver(town, town.broker(true));
    const lastCursor = await follow(feed);
    town.write(1);
    town.rollOver(0, 1);
    town.write(1);
    await town.publishAll();
    const cursor = lastCursor();
    const [parent] = await town.source.shardsOf('', AbortSignal.any([]));
    const shard = { table: TOWN_TABLE, streamArn: '', parentShardId: undefined, ...parent!, from: 'START' as const };
    const { batch } = await town.source.pagesOf(shard, AbortSignal.any([])).next();
    expect(batch.records.map(textOf)).toEqual(['1:0']);

    // A broker that lost its memory, and is told once more of the parent by who reads on from a checkpoint.
    const broker = town.broker(true);
    const fresh = feedOver(town, {
      ...broker,
      listen: async (...asked) => ({
        ...(await broker.listen(...asked)),
        positions: new Map([[parent!.shardId, 'START' as const]]),
      }),
      async *log() {
        yield batch;
      },
    });
    town.write(1);
    expect(await missedSince(fresh, cursor, 1)).toEqual(['1:2']);
    await Promise.all([feed.close(), fresh.close()]);
  });

  test.each([1, 2])(
    'is read from the stream where the log knows only the last of %i shards that came one after another',
    async (rollOvers) => {
      const town = createStreamTown({ shardCount: 1 });
      const feed = feedOver(town, town.broker(true));
      const lastCursor = await follow(feed);
      town.write(1);
      await town.publishAll();
      const cursor = lastCursor();
      for (let at = 0; at <= rollOvers; at += 1) {
        town.write(1);
        if (at < rollOvers) town.rollOver(0, 1);
      }
      await town.publishAll();
      const shards = await town.source.shardsOf('', AbortSignal.any([]));
      const last = shards.at(-1)!;
      const shard = { table: TOWN_TABLE, streamArn: '', parentShardId: last.parentId, ...last, from: 'START' as const };
      const { batch } = await town.source.pagesOf(shard, AbortSignal.any([])).next();
      const broker = town.broker(true);
      const fresh = feedOver(town, {
        ...broker,
        listen: async (...asked) => ({
          ...(await broker.listen(...asked)),
          positions: new Map([[last.shardId, batch.through]]),
          recent: [batch],
        }),
        async *log() {
          yield batch;
        },
      });
      const expected = Array.from({ length: rollOvers + 1 }, (_, at) => `1:${at + 1}`);
      expect(await missedSince(fresh, cursor, expected.length)).toEqual(expected);
      await Promise.all([feed.close(), fresh.close()]);
    },
  );
});
