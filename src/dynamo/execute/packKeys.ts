import type { AttributeMap } from '../../model/attributeValue.js';

/** Keys of one table to be read in one way; keys of two lanes of one table cannot share a call. */
export interface Lane {
  readonly table: string;
  readonly keys: readonly AttributeMap[];
}

/** A stretch of one lane's keys: `keys[start]` up to, not including, `keys[end]`. */
export interface Stretch<L extends Lane> {
  readonly lane: L;
  readonly start: number;
  readonly end: number;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const MAX_KEYS_PER_CALL = 100;

/**
 * Packs lanes into the fewest calls of at most 100 keys with each table at most once.
 * (Where several tables each have several lanes the greedy packing may take one more.)
 */
export function packKeys<L extends Lane>(lanes: readonly L[]): readonly (readonly Stretch<L>[])[] {
  const lanesOfTable = new Map<string, number>();
  for (const { table } of lanes) lanesOfTable.set(table, (lanesOfTable.get(table) ?? 0) + 1);
  // Lanes that exclude each other open calls of their own first; the others then fill the gaps.
  const ordered = lanes.toSorted((a, b) => (lanesOfTable.get(b.table) ?? 0) - (lanesOfTable.get(a.table) ?? 0));

  const calls: { room: number; tables: Set<string>; stretches: Stretch<L>[] }[] = [];
  for (const lane of ordered) {
    for (let start = 0; start < lane.keys.length;) {
      let call = calls.find(({ room, tables }) => room > 0 && !tables.has(lane.table));
      if (call === undefined) calls.push((call = { room: MAX_KEYS_PER_CALL, tables: new Set(), stretches: [] }));
      const end = Math.min(lane.keys.length, start + call.room);
      call.stretches.push({ lane, start, end });
      call.room -= end - start;
      call.tables.add(lane.table);
      start = end;
    }
  }
  return calls.map(({ stretches }) => stretches);
}
