import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createConsumerTown, LEASE_MS, type TownProcess } from './consumerTown.js';

type Town = ReturnType<typeof createConsumerTown>;
const open: TownProcess[] = [];
afterEach(() => void open.splice(0));

function townOf(shardCount: number): Town & { shardIds: readonly string[] } {
  const town = createConsumerTown();
  const shardIds = Array.from({ length: shardCount }, (_, at) => `s${String(at).padStart(2, '0')}`);
  for (const id of shardIds) town.stream.addShard(id);
  return { ...town, shardIds };
}

/** Numbers in 0 to 1 that look random, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const sizes = (processes: readonly TownProcess[]) => processes.map((one) => one.reads().length).toSorted();
const isSpread = (processes: readonly TownProcess[], shards: number) => {
  const counts = sizes(processes);
  const isEven = (counts.at(-1) ?? 0) - (counts[0] ?? 0) <= 1;
  return (
    isEven &&
    new Set(processes.flatMap((one) => one.reads())).size === shards &&
    counts.reduce((a, b) => a + b) === shards
  );
};

describe('consumers of one name', () => {
  test.each([
    [2, 1],
    [2, 2],
    [3, 4],
    [4, 12],
    [3, 7],
  ])('%i that start one after the other divide %i shards evenly, and then leave them so', async (count, shards) => {
    const { process, clock } = townOf(shards);
    const all = Array.from({ length: count }, (_, at) => process({ random: randomFrom(at + 1) }));
    for (const one of all) await one.start();
    await clock.until('the shards are divided', () => isSpread(all, shards), 3 * LEASE_MS);
    const reads = all.map((one) => one.reads());
    await clock.advance(10 * LEASE_MS);
    expect(all.map((one) => one.reads())).toEqual(reads);
  });

  test('that start together share from the beginning, and nobody misses what came after any start', async () => {
    const { stream, process, clock, during, shardIds } = townOf(6);
    const all = [1, 2, 3].map((seed) => process({ random: randomFrom(seed) }));
    await during(Promise.all(all.map((one) => one.consumer.start())));
    for (const id of shardIds) stream.write(id, `in ${id}`);
    await clock.until('all come', () => new Set(all.flatMap((one) => one.keys())).size === 6);
    await clock.until('the shards are divided', () => isSpread(all, 6), 3 * LEASE_MS);
  });

  test('read on where one that was closed stood, at once', async () => {
    const { stream, process, clock } = townOf(1);
    const one = process();
    await one.start();
    stream.write('s00', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    await one.close();
    stream.write('s00', 'b');
    const two = process();
    await two.start();
    await clock.until('the next comes', () => two.keys().length > 0, 1_000);
    expect(two.keys()).toEqual(['b']);
  });

  test('take over from one that was killed after a lease, by their own clock, and lose nothing', async () => {
    const { stream, process, clock } = townOf(1);
    const one = process();
    await one.start();
    stream.write('s00', 'a');
    await clock.until('it comes', () => one.keys().length === 1);
    // The renewal writes the checkpoint down.
    await clock.advance(LEASE_MS);
    stream.write('s00', 'b');
    await clock.until('it comes', () => one.keys().length === 2);
    one.kill();
    const two = process();
    await two.start();
    stream.write('s00', 'c');
    await clock.advance(LEASE_MS * 0.9);
    expect(two.keys()).toEqual([]);
    await clock.until('it is taken over', () => two.keys().length === 2, LEASE_MS);
    expect(two.keys()).toEqual(['b', 'c']);
  });

  test('give nothing more of a shard that was taken while they were paused', async () => {
    const { stream, process, clock } = townOf(1);
    const one = process();
    await one.start();
    await clock.advance(LEASE_MS);
    const two = process();
    await two.start();
    one.pause();
    stream.write('s00', 'a');
    await clock.until('it is taken over', () => two.keys().length === 1, 3 * LEASE_MS);
    one.resume();
    stream.write('s00', 'b');
    await clock.until('the next comes', () => two.keys().length === 2);
    await clock.advance(LEASE_MS);
    expect(one.keys()).toEqual([]);
    expect(one.reads()).toEqual([]);
    expect(two.reads()).toEqual(['s00']);
  });

  test('stop reading what they cannot renew for a lease', async () => {
    const { stream, process, clock } = townOf(1);
    const one = process();
    await one.start();
    stream.failNext('UpdateItem', ...Array.from({ length: 20 }, () => new Error('no lease table')));
    await clock.advance(LEASE_MS * 1.2);
    stream.write('s00', 'a');
    await clock.advance(1_000);
    expect(one.keys()).toEqual([]);
    await clock.until('it has the lease again', () => one.keys().length === 1);
  });

  test('begin a shard again that they lost and got back only when the old handler is done', async () => {
    const { stream, process, clock } = townOf(1);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered = 0;
    const beforeBatch = () => {
      entered += 1;
      return held;
    };
    const one = process({ beforeBatch });
    await one.start();
    stream.write('s00', 'a');
    await clock.until('the handler runs', () => entered === 1);
    stream.failNext('UpdateItem', ...Array.from({ length: 20 }, () => new Error('no lease table')));
    await clock.until('the lease is lost', () => one.reads().length === 0);
    stream.failNext('UpdateItem');
    await clock.advance(5 * LEASE_MS);
    expect([entered, one.reads()]).toEqual([1, []]);
    release();
    await clock.until('it is read again', () => one.reads().length === 1);
    stream.write('s00', 'b');
    await clock.until('the next comes', () => one.keys().includes('b'));
    expect(one.keys()).toEqual(['a', 'a', 'b']);
  });

  test('keep a lease through a renewal whose answer was lost', async () => {
    const { stream, process, clock, leaseTable } = townOf(1);
    const one = process();
    await one.start();
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    stream.loseAnswer('UpdateItem', lost);
    const counter = () => [...leaseTable.items.values()].find(({ sk }) => sk?.S === 's00')?.['counter']?.N;
    await clock.until('it is renewed twice', () => counter() === '3', LEASE_MS);
    await clock.advance(3 * LEASE_MS);
    expect(one.reads()).toEqual(['s00']);
    expect(stream.log.filter((line) => line.startsWith('GetShardIterator'))).toHaveLength(1);
  });
});

/** What may happen to processes and shards. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), shard: fc.nat(), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 10, max: 12_000 }) }),
  fc.record({ kind: fc.constant('split' as const), shard: fc.nat(), children: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ kind: fc.constantFrom('start', 'kill', 'close', 'pause', 'resume'), which: fc.nat() }),
  fc.constant({ kind: 'expire' as const }),
);

test('whatever comes, goes, dies and splits: every record is given, in order, parents first, and in the end one reads each shard', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      async (shardCount, steps, seed) => {
        const story = await play(shardCount, steps, seed);
        expect(story.problems).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

type Step = ReturnType<typeof step.generate>['value'];

async function play(shardCount: number, steps: readonly Step[], seed: number) {
  const { stream, process, clock, shardIds } = townOf(shardCount);
  const random = randomFrom(seed);
  const parents = new Map<string, string | undefined>(shardIds.map((id) => [id, undefined]));
  const written = new Map<string, string[]>(shardIds.map((id) => [id, []]));
  let openShards = [...shardIds];
  const given = new Set<string>();
  const problems: string[] = [];
  let alive: TownProcess[] = [];
  let paused: TownProcess[] = [];
  let counter = 0;
  const never = new AbortController().signal;

  async function start(): Promise<void> {
    const positions = new Map<string, number>();
    const running = new Set<string>();
    const one = process({
      random,
      idleDelayMs: 500,
      beforeBatch: async ({ shardId, records, parentShardId }) => {
        if (running.has(shardId)) problems.push(`${shardId} was given twice at once`);
        running.add(shardId);
        // Some handlers take longer than a lease lasts, and some fail.
        const fate = random();
        if (fate < 0.3) await clock.sleep(fate * 50_000, never);
        running.delete(shardId);
        if (fate > 0.3 && fate < 0.4) throw new Error('handler');
        if (one.isOver()) return;
        const parent = written.get(parentShardId ?? '') ?? [];
        if (records.length > 0 && !parent.every((key) => given.has(key))) problems.push(`${shardId} before its parent`);
        for (const { keys } of records) {
          const key = (keys['id'] as { S: string }).S;
          const at = written.get(shardId)?.indexOf(key) ?? -1;
          const last = positions.get(shardId) ?? -1;
          // A lease that is taken again begins at its checkpoint; in between nothing is passed over.
          if (
            at > last + 1 &&
            written
              .get(shardId)
              ?.slice(0, at)
              .some((earlier) => !given.has(earlier))
          ) {
            problems.push(`${key} passed over what was before it`);
          }
          positions.set(shardId, at);
          given.add(key);
        }
      },
    });
    alive.push(one);
    await one.start();
  }

  await start();
  for (const one of steps) {
    const shard = 'shard' in one ? openShards[one.shard % openShards.length]! : '';
    if (one.kind === 'write') {
      for (let at = 0; at < one.count; at += 1) {
        counter += 1;
        stream.write(shard, `${shard}/${counter}`);
        written.get(shard)?.push(`${shard}/${counter}`);
      }
    } else if (one.kind === 'split') {
      const children = Array.from({ length: one.children }, (_, at) => `${shard}.${at}`);
      for (const child of children) {
        stream.addShard(child, { parent: shard });
        parents.set(child, shard);
        written.set(child, []);
      }
      stream.closeShard(shard);
      openShards = [...openShards.filter((id) => id !== shard), ...children];
    } else if (one.kind === 'wait') await clock.advance(one.ms);
    else if (one.kind === 'expire') stream.expireIterators();
    else if (one.kind === 'start' && alive.length + paused.length < 4) await start();
    else if (one.kind === 'pause' && alive.length > 0) {
      const [chosen] = alive.splice(('which' in one ? one.which : 0) % alive.length, 1);
      chosen!.pause();
      paused.push(chosen!);
    } else if (one.kind === 'resume') {
      for (const each of paused) each.resume();
      alive = [...alive, ...paused];
      paused = [];
    } else if ((one.kind === 'kill' || one.kind === 'close') && alive.length > 0) {
      const [chosen] = alive.splice(('which' in one ? one.which : 0) % alive.length, 1);
      if (one.kind === 'kill') chosen!.kill();
      else await chosen!.close();
    }
  }
  for (const one of paused) one.resume();
  alive = [...alive, ...paused];
  if (alive.length === 0) await start();
  const all = [...written.values()].flat();
  await clock.until('every record comes', () => all.every((key) => given.has(key)), 60 * LEASE_MS);
  await clock.until('one reads each shard', () => isSpread(alive, openShards.length), 60 * LEASE_MS);
  for (const one of alive) await one.close();
  return { problems };
}
