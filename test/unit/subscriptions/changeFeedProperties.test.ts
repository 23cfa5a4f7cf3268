import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from '../../../src/dynamo/keys/cursor.js';
import type { Entity } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { createChangeFeed, type ChangeFeed } from '../../../src/subscriptions/changeFeed.js';
import type { ChangeEvent, ChangeTopic } from '../../../src/subscriptions/changeTopic.js';
import { asWritten, createStreamTown, type Fate, type StreamTown, TOWN_TABLE } from '../../support/streamTown.js';

const SCHEMA = `type Town @table(name: "${TOWN_TABLE}", partition: "id") { id: Int!  count: Int }`;

function townEntity(): Entity {
  const { model } = compileSchema([{ name: 'schema.graphql', body: SCHEMA }]);
  const entity = model.entities.get('Town');
  if (entity === undefined) throw new Error('There is a type Town.');
  return entity;
}

const entity = townEntity();
const cursors = createCursorCodec(['a secret of this test']);

/** Everything; the change's item tells which one it is. */
const topic: ChangeTopic = {
  entity,
  key: undefined,
  want: asWritten,
};

/** A client: what it has got so far, over all its subscriptions, and where it would go on. */
interface Client {
  readonly got: string[];
  gaps: number;
  /** How many changes each item had when the client came first: all later ones are for it. */
  before: ReadonlyMap<number, number> | undefined;
  cursor: string | undefined;
  stop: (() => void) | undefined;
}

/** Like a socket's subscription: missed changes first, then live ones, each in turn. */
async function subscribe(feed: ChangeFeed, client: Client, errors: unknown[]): Promise<void> {
  const give = ({ change, cursor }: ChangeEvent) => {
    if (change.kind === 'GAP') client.gaps += 1;
    else client.got.push(change.changedFields[0] ?? '');
    client.cursor = cursor();
  };
  const stream = feed.open(topic);
  let isLive = client.cursor === undefined;
  const unfollow = await stream.follow({
    push: (event) => {
      if (isLive) give(event);
    },
    ready: () => undefined,
    end: () => {},
  });
  const catchUp = client.cursor === undefined ? undefined : await stream.catchUp(client.cursor);
  let isStopped = false;
  client.stop = () => {
    isStopped = true;
    isLive = false;
    unfollow();
    catchUp?.return();
  };
  void (async () => {
    try {
      while (catchUp !== undefined && !isLive && !isStopped) {
        const event = await catchUp.next(() => (isLive = true));
        if (event !== undefined) give(event);
      }
    } catch (error) {
      if (!isStopped) errors.push(error);
    }
  })();
}

type Step =
  | { readonly kind: 'write'; readonly item: number }
  | { readonly kind: 'publish'; readonly records: number; readonly fate: Fate }
  | { readonly kind: 'rollOver'; readonly at: number; readonly children: 1 | 2 }
  | { readonly kind: 'subscribe' | 'leave' | 'return'; readonly client: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'trim'; readonly count: number }
  | { readonly kind: 'turns'; readonly count: number };

const ITEMS = 5;
const RUNS = 300;

function steps(fates: readonly Fate[], more: readonly fc.Arbitrary<Step>[] = []): fc.Arbitrary<readonly Step[]> {
  const client = fc.nat(3);
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), item: fc.nat(ITEMS - 1) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('publish' as const),
        records: fc.integer({ min: 1, max: 4 }),
        fate: fc.constantFrom(...fates),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('rollOver' as const),
        at: fc.nat(3),
        children: fc.constantFrom(1 as const, 2 as const),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('subscribe' as const, 'leave' as const, 'return' as const),
        client,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    ...more.map((arbitrary) => ({ weight: 1, arbitrary })),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 6 }) }) },
  );
  return fc.array(step, { minLength: 5, maxLength: 60 });
}

/** One resumes while the newest record of a shard is gone from the stream already. */
const LAST_RECORD_TRIMMED: readonly Step[] = [
  { kind: 'subscribe', client: 3 },
  { kind: 'write', item: 0 },
  { kind: 'publish', records: 1, fate: 'GIVEN' },
  { kind: 'subscribe', client: 0 },
  { kind: 'leave', client: 3 },
  { kind: 'write', item: 4 },
  { kind: 'write', item: 4 },
  { kind: 'publish', records: 1, fate: 'GIVEN' },
  { kind: 'restart' },
  { kind: 'subscribe', client: 0 },
  { kind: 'write', item: 1 },
  { kind: 'publish', records: 1, fate: 'GIVEN' },
  { kind: 'trim', count: 1 },
];

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Run {
  readonly clients: readonly Client[];
  readonly town: StreamTown;
  readonly errors: readonly unknown[];
}

async function play(
  all: readonly Step[],
  { knowsPositions, remembers }: { knowsPositions: boolean; remembers: number },
): Promise<Run> {
  const town = createStreamTown();
  const errors: unknown[] = [];
  const open = () =>
    createChangeFeed({
      broker: town.broker(knowsPositions),
      source: town.source,
      cursors,
      readsStreams: true,
      recentLimits: { maxRecords: remembers, maxBytes: 1_000_000 },
      now: town.now,
      onError: (error) => errors.push(error),
    });
  let feed = open();
  // A table that somebody follows from the beginning: else a feed that nobody uses would hear nothing.
  const clients = Array.from({ length: 4 }, (): Client => ({
    got: [],
    gaps: 0,
    before: undefined,
    cursor: undefined,
    stop: undefined,
  }));
  const leave = (client: Client) => {
    client.stop?.();
    client.stop = undefined;
  };
  for (const step of all) {
    if (step.kind === 'write') town.write(step.item);
    if (step.kind === 'publish') await town.publish(step.records, step.fate);
    if (step.kind === 'rollOver') town.rollOver(step.at, step.children);
    if (step.kind === 'trim') town.trim(step.count);
    if (step.kind === 'turns') await turns(step.count);
    if (step.kind === 'restart') {
      clients.forEach(leave);
      await feed.close();
      feed = open();
    }
    if ('client' in step) {
      const client = clients[step.client];
      if (client === undefined) continue;
      if (step.kind === 'leave') leave(client);
      else if (client.stop === undefined) {
        // A cursor comes with a change: who has none yet begins anew.
        if (client.cursor === undefined) client.before = countsOf(town);
        await subscribe(feed, client, errors);
      }
    }
  }
  // Who was there and has a cursor comes back, and hears of everything.
  for (const client of clients) {
    if (client.stop === undefined && client.cursor !== undefined) await subscribe(feed, client, errors);
  }
  for (let round = 0; round < 8; round += 1) {
    await town.publishAll();
    await turns(10);
  }
  clients.forEach(leave);
  await feed.close();
  town.close();
  return { clients, town, errors };
}

/** For each item: the changes a client got are all of one stretch, in order, to the last one written. */
function expectEachOnceInOrder({ clients, town, errors }: Run): void {
  expect(errors).toEqual([]);
  for (const client of clients) {
    if (client.cursor === undefined) continue;
    expect(client.gaps).toBe(0);
    for (const [item, all] of town.written) {
      const got = client.got.filter((text) => text.startsWith(`${item}:`));
      expect(got).toEqual(all.slice(all.length - got.length));
      expect(got.length).toBeGreaterThanOrEqual(all.length - (client.before?.get(item) ?? 0));
    }
  }
}

function countsOf({ written }: StreamTown): ReadonlyMap<number, number> {
  return new Map([...written].map(([item, all]) => [item, all.length] as const));
}

describe('a feed over shards that roll over and split, with clients that come and go', () => {
  test('each change comes once and in order, where the broker knows positions and loses and repeats batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps(['GIVEN', 'GIVEN', 'TWICE', 'LOST']),
        fc.constantFrom(2, 8, 1000),
        async (all, remembers) => {
          expectEachOnceInOrder(await play(all, { knowsPositions: true, remembers }));
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  test('and where listening begins at the tip each time', async () => {
    await fc.assert(
      fc.asyncProperty(steps(['GIVEN']), fc.constantFrom(2, 8, 1000), async (all, remembers) => {
        expectEachOnceInOrder(await play(all, { knowsPositions: false, remembers }));
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  test('what was trimmed is missing, but whoever misses it is told of a gap, and nothing comes twice', async () => {
    const trim = fc.record({ kind: fc.constant('trim' as const), count: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(steps(['GIVEN', 'TWICE', 'LOST'], [trim]), fc.constantFrom(2, 8), async (all, remembers) => {
        const { clients, town } = await play(all, { knowsPositions: true, remembers });
        for (const { cursor, got, gaps } of clients) {
          if (cursor === undefined || gaps > 0) continue;
          for (const [item, written] of town.written) {
            const ofItem = got.filter((text) => text.startsWith(`${item}:`));
            expect(ofItem).toEqual(written.slice(written.length - ofItem.length));
          }
        }
        for (const { got } of clients) expect(new Set(got).size).toBe(got.length);
      }),
      { numRuns: RUNS, examples: [[LAST_RECORD_TRIMMED, 2]] },
    );
  }, 60_000);

  test('pages of missed changes, however small, give each change since the first cursor once', async () => {
    const writes = fc.array(fc.record({ item: fc.nat(ITEMS - 1), rollOver: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        writes,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(2, 1000),
        async (all, first, remembers) => {
          const town = createStreamTown();
          const feed = createChangeFeed({
            broker: town.broker(true),
            source: town.source,
            cursors,
            readsStreams: true,
            recentLimits: { maxRecords: remembers, maxBytes: 1_000_000 },
            now: town.now,
            onError: () => {},
          });
          const deadlineAtMs = town.now() + 10_000_000;
          const { endCursor } = await feed.missed(topic, { since: undefined, first, deadlineAtMs });
          for (const { item, rollOver } of all) {
            town.write(item);
            if (rollOver) town.rollOver(item, 2);
          }
          await town.publishAll();
          const got: string[] = [];
          let since = endCursor;
          for (let page = 0, hasMore = true; hasMore && page <= all.length; page += 1) {
            const missed = await feed.missed(topic, { since, first, deadlineAtMs });
            expect(missed.events.length).toBeLessThanOrEqual(first);
            got.push(...missed.events.map(({ change }) => change.changedFields[0] ?? ''));
            ({ hasMore, endCursor: since } = missed);
          }
          for (const [item, written] of town.written) {
            expect(got.filter((text) => text.startsWith(`${item}:`))).toEqual(written);
          }
          expect(got.length).toBe(all.length);
          await feed.close();
        },
      ),
      { numRuns: RUNS },
    );
  }, 60_000);
});
