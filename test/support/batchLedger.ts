import { expect } from '@jest/globals';
import { type ChangeBatch, comparePositions, positionAfter, type ShardPosition } from '../../src/model/changeBatch.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import type { ScriptedRecord } from './scriptedShard.js';

/** Whoever listens to all consumers of one name: it keeps a position per shard, as the gateway's feed does. */
export interface BatchLedger {
  /** Every batch that was given, repeats too, with the consumer's name. */
  readonly batches: readonly { readonly by: string; readonly batch: ChangeBatch }[];
  /** Every record once, in the order in which it came first. */
  readonly records: readonly ChangeRecord[];
  /** What broke a promise of the consumer: holes, disorder, children before their parents. */
  readonly faults: readonly string[];
  /** Batches that told of lost records, by shard, in order. */
  readonly gaps: readonly string[];
  positionOf(shardId: string): ShardPosition | undefined;
  take(by: string, batch: ChangeBatch): void;
  has(record: ScriptedRecord): boolean;
  /**
   * Every one of these records came, those of a shard and those of an item in the order of writing, children after
   * their parents, and a gap was told where one is named.
   */
  expectAll(written: readonly ScriptedRecord[], options?: { readonly gaps?: readonly string[] }): void;
}

export function createBatchLedger(): BatchLedger {
  const batches: { readonly by: string; readonly batch: ChangeBatch }[] = [];
  const records: ChangeRecord[] = [];
  const faults: string[] = [];
  const gaps: string[] = [];
  const positions = new Map<string, ShardPosition>();
  const came = new Set<string>();
  const idOf = ({ shardId, sequenceNumber }: Pick<ChangeRecord, 'shardId' | 'sequenceNumber'>) =>
    `${shardId} ${sequenceNumber}`;

  function checkInside({ after, through, records: inside, shardId }: ChangeBatch): void {
    const order = [after, ...inside.map(positionAfter), through];
    for (const [at, position] of order.entries()) {
      const next = order[at + 1];
      if (next !== undefined && comparePositions(position, next) > 0) {
        faults.push(`A batch of ${shardId} has ${next} behind ${position}.`);
      }
    }
  }

  function checkBeginning({ parentShardId, shardId, records: inside }: ChangeBatch): void {
    const parent = parentShardId === undefined ? undefined : positions.get(parentShardId);
    if (inside.length > 0 && parent !== undefined && parent !== 'END') {
      faults.push(`Records of ${shardId} came before its parent's end, at ${parent}.`);
    }
  }

  return {
    batches,
    records,
    faults,
    gaps,
    positionOf: (shardId) => positions.get(shardId),
    take(by, batch) {
      batches.push({ by, batch });
      checkInside(batch);
      checkBeginning(batch);
      const position = positions.get(batch.shardId);
      if (batch.hasGap) gaps.push(batch.shardId);
      if (position !== undefined && comparePositions(batch.after, position) > 0 && !batch.hasGap) {
        faults.push(`A batch of ${batch.shardId} begins after ${batch.after}: all was read through ${position} only.`);
      }
      for (const record of batch.records) {
        if (position !== undefined && comparePositions(positionAfter(record), position) <= 0) continue;
        if (came.has(idOf(record))) continue;
        came.add(idOf(record));
        records.push(record);
      }
      if (position === undefined || comparePositions(batch.through, position) > 0) {
        positions.set(batch.shardId, batch.through);
      }
    },
    has: (record) => came.has(idOf(record)),
    expectAll(written, { gaps: expected = [] } = {}) {
      expect(faults).toEqual([]);
      const wanted = new Set(written.map(idOf));
      const found = records.filter((record) => wanted.has(idOf(record)));
      expect(byItem(found)).toEqual(byItem(written));
      expect([...new Set(gaps)].toSorted()).toEqual([...expected].toSorted());
    },
  };
}

/** The sequence numbers of each item's records, in the order given. */
function byItem(
  records: readonly Pick<ChangeRecord, 'keys' | 'sequenceNumber'>[],
): ReadonlyMap<string, readonly string[]> {
  const items = new Map<string, string[]>();
  for (const { keys, sequenceNumber } of records) {
    const item = JSON.stringify(keys);
    items.set(item, [...(items.get(item) ?? []), sequenceNumber]);
  }
  return items;
}
