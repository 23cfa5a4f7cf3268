import type { ShardLink } from '../../src/dynamo/streams/shardLineage.js';
import type { ShardPage, ShardToRead } from '../../src/dynamo/streams/shardPages.js';
import {
  type ChangeBatch,
  comparePositions,
  momentOf,
  positionAfter,
  type ShardPosition,
} from '../../src/model/changeBatch.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import type { Broker, BrokerListener } from '../../src/subscriptions/broker.js';
import type { ChangeTopic } from '../../src/subscriptions/changeTopic.js';
import type { StreamSource } from '../../src/subscriptions/streamSource.js';

export const TOWN_TABLE = 'Towns';
const STREAM = 'arn:aws:dynamodb:local:0:table/Towns/stream/one';

interface Shard {
  readonly shardId: string;
  readonly parentId: string | undefined;
  readonly records: ChangeRecord[];
  /** Which items are written to it: all whose number is `residue` modulo `modulus`. */
  readonly residue: number;
  readonly modulus: number;
  closed: boolean;
  trimmed: number;
  /** How far the steady reader has read and published. */
  published: ShardPosition;
}

/** What happens to a batch between the steady reader and those who listen. */
export type Fate = 'GIVEN' | 'TWICE' | 'LOST';

/**
 * A stream in memory with everything that no local engine has, and its steady readers and their broker moved by hand:
 * each write, page and loss is a step of the test.
 */
export interface StreamTown {
  readonly source: StreamSource;
  /** @param knowsPositions  As a broker with a memory knows them; else listening begins at the tip. */
  broker(knowsPositions: boolean): Broker;
  /** Milliseconds since 1970; each write takes ten seconds. */
  now(): number;
  passTime(ms: number): void;
  /** Appends the next change of an item to the shard that has it now. */
  write(item: number): void;
  /** Closes a shard; it has `children` new ones. @param at  Counted through the open ones. */
  rollOver(at: number, children: 1 | 2): void;
  /** The steady readers read on, at most so many records a shard, and tell listeners. */
  publish(records: number, fate: Fate): Promise<void>;
  /** Until all is published, and each shard's end or position told once more. */
  publishAll(): Promise<void>;
  /** The oldest records of all shards are gone, so many of each. */
  trim(count: number): void;
  /** All changes ever written, as `item:count`, by item. */
  readonly written: ReadonlyMap<number, readonly string[]>;
  /** How many readings of a shard were begun beside the steady ones, and how many were under way at once at most. */
  readonly readings: { begun: number; atOnce: number };
  close(): void;
}

export function textOf(record: ChangeRecord): string {
  const { id, count } = record.newImage as unknown as { id: { N: string }; count: { N: string } };
  return `${id.N}:${count.N}`;
}

/** All changes as they are written; each tells which one it is in `changedFields`, as `textOf` has it. */
export const asWritten: ChangeTopic['want'] = (record) => ({
  kind: 'UPDATED',
  item: record.newImage,
  previous: undefined,
  changedFields: [textOf(record)],
  at: record.at,
  expired: false,
});

export function createStreamTown({ pageRecords = 3, shardCount = 2 } = {}): StreamTown {
  const shards: Shard[] = [];
  const written = new Map<number, string[]>();
  const listeners = new Set<BrokerListener>();
  const readings = { begun: 0, atOnce: 0 };
  const underWay = new Map<string, number>();
  let clockMs = 1_700_000_000_000;
  let lastNumber = 10n ** 20n;

  function open(parent: Shard | undefined, residue: number, modulus: number): void {
    const parentId = parent?.shardId;
    const shardId = `shardId-${String(shards.length).padStart(4, '0')}`;
    shards.push({
      shardId,
      parentId,
      records: [],
      residue,
      modulus,
      closed: false,
      trimmed: 0,
      published: parent === undefined ? `@${clockMs}` : 'START',
    });
  }
  for (let residue = 0; residue < shardCount; residue += 1) open(undefined, residue, shardCount);

  const openShards = () => shards.filter(({ closed }) => !closed);

  async function tell(batch: ChangeBatch, fate: Fate): Promise<void> {
    if (fate === 'LOST') return;
    for (const listener of listeners) {
      await listener.onBatch(batch);
      if (fate === 'TWICE') await listener.onBatch(batch);
    }
  }

  function batchOf(shard: Shard, after: ShardPosition, records: readonly ChangeRecord[], isEnd: boolean): ChangeBatch {
    const last = records.at(-1);
    return {
      table: TOWN_TABLE,
      streamArn: STREAM,
      shardId: shard.shardId,
      parentShardId: shard.parentId,
      after,
      through: isEnd ? 'END' : last === undefined ? after : positionAfter(last),
      records,
      hasGap: shard.records.slice(0, shard.trimmed).some((record) => isBehind(record, after)),
    };
  }

  function isBehind(record: ChangeRecord, position: ShardPosition): boolean {
    const moment = momentOf(position);
    return moment === undefined ? comparePositions(positionAfter(record), position) > 0 : record.at.getTime() >= moment;
  }

  function behind(shard: Shard, position: ShardPosition): readonly ChangeRecord[] {
    return shard.records.slice(shard.trimmed).filter((record) => isBehind(record, position));
  }

  function isReadable({ parentId }: Shard): boolean {
    return shards.every(({ shardId, published }) => shardId !== parentId || published === 'END');
  }

  async function publish(count: number, fate: Fate): Promise<void> {
    for (const shard of shards) {
      if (shard.published === 'END' || !isReadable(shard)) continue;
      const all = behind(shard, shard.published);
      const records = all.slice(0, count);
      const batch = batchOf(shard, shard.published, records, shard.closed && records.length === all.length);
      shard.published = batch.through;
      await tell(batch, fate);
    }
  }

  function pagesOf(shard: ShardToRead) {
    const found = shards.find(({ shardId }) => shardId === shard.shardId);
    if (found === undefined) throw new Error(`There is no shard ${shard.shardId}.`);
    let position = shard.from as ShardPosition;
    return {
      next(): Promise<ShardPage> {
        const all = behind(found, position);
        const records = all.slice(0, pageRecords);
        const isLast = records.length === all.length;
        const batch = batchOf(found, position, records, found.closed && isLast);
        position = batch.through;
        return Promise.resolve({ batch, recordCount: records.length, isTip: isLast });
      },
    };
  }

  const source: StreamSource = {
    streamOf: () => Promise.resolve(STREAM),
    shardsOf: () => Promise.resolve(shards.map(({ shardId, parentId }): ShardLink => ({ shardId, parentId }))),
    pagesOf,
    slotOf({ shardId }) {
      readings.begun += 1;
      underWay.set(shardId, (underWay.get(shardId) ?? 0) + 1);
      readings.atOnce = Math.max(readings.atOnce, underWay.get(shardId) ?? 0);
      return Promise.resolve(() => {
        underWay.set(shardId, (underWay.get(shardId) ?? 0) - 1);
        return Promise.resolve();
      });
    },
  };

  return {
    source,
    broker: (knowsPositions) => ({
      listen(_table, listener) {
        listeners.add(listener);
        if (!knowsPositions) {
          // The steady readers begin anew, at the tip.
          for (const shard of shards) shard.published = shard.closed ? 'END' : `@${clockMs}`;
        }
        const known = shards.filter((shard) => isReadable(shard));
        const positions = new Map(known.map(({ shardId, published }) => [shardId, published] as const));
        return Promise.resolve({
          positions,
          recent: [],
          close: () => {
            listeners.delete(listener);
            return Promise.resolve();
          },
        });
      },
      close: () => Promise.resolve(),
    }),
    now: () => clockMs,
    passTime(ms) {
      clockMs += ms;
    },
    write(item) {
      clockMs += 10_000;
      lastNumber += 1n;
      const shard = openShards().find(({ residue, modulus }) => item % modulus === residue);
      if (shard === undefined) throw new Error(`No shard takes item ${item}.`);
      const counts = written.get(item) ?? [];
      written.set(item, counts);
      const newImage = { id: { N: String(item) }, count: { N: String(counts.length) } };
      counts.push(`${item}:${counts.length}`);
      shard.records.push({
        table: TOWN_TABLE,
        kind: 'MODIFY',
        keys: { id: newImage.id },
        oldImage: undefined,
        newImage,
        shardId: shard.shardId,
        sequenceNumber: String(lastNumber),
        at: new Date(clockMs),
        expired: false,
      });
    },
    rollOver(at, children) {
      const all = openShards();
      const shard = all[at % all.length];
      if (shard === undefined) return;
      shard.closed = true;
      for (let child = 0; child < children; child += 1) {
        open(shard, shard.residue + child * shard.modulus, shard.modulus * children);
      }
    },
    publish,
    async publishAll() {
      // Lost batches are found by what comes behind them: positions are told again, as a broker does of quiet shards.
      for (let round = 0; round < 4; round += 1) {
        for (
          let guard = 0;
          guard < 100 && shards.some((shard) => behind(shard, shard.published).length > 0);
          guard += 1
        ) {
          await publish(10, 'GIVEN');
        }
        await publish(10, 'GIVEN');
        for (const shard of shards) {
          if (isReadable(shard)) await tell(batchOf(shard, shard.published, [], shard.published === 'END'), 'GIVEN');
        }
      }
    },
    trim(count) {
      for (const shard of shards) shard.trimmed = Math.min(shard.records.length, shard.trimmed + count);
    },
    written,
    readings,
    close: () => listeners.clear(),
  };
}
