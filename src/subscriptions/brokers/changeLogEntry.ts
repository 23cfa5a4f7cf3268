import type { AttributeMap } from '../../model/attributeValue.js';
import { type ChangeBatch, positionAfter, type ShardPosition } from '../../model/changeBatch.js';
import type { ChangeRecord } from '../../model/changeRecord.js';
import { isRecord } from '../../model/isRecord.js';

/** A batch, or a part of one, as the log keeps it. */
export interface ChangeLogEntry {
  readonly after: ShardPosition;
  readonly through: ShardPosition;
  /** JSON: `[streamArn, parentShardId or null, hasGap as 0 or 1, [records]]`. */
  readonly text: string;
}

/** A larger batch becomes several entries: Redis does nothing else while it takes one. A single record may be larger. */
export const MAX_ENTRY_BYTES = 512 * 1024;

/** The entries of a batch: they follow each other as batches do, each `after` the one before is `through`. */
export function toEntries(batch: ChangeBatch, maxBytes = MAX_ENTRY_BYTES): readonly ChangeLogEntry[] {
  const parts = packed(
    batch.records.map((record) => ({ record, text: recordText(record, record.sequenceNumber) })),
    maxBytes,
  );
  let { after, hasGap } = batch;
  return parts.map((part, at) => {
    const last = part.at(-1);
    const isLast = at === parts.length - 1;
    const through = isLast || last === undefined ? batch.through : positionAfter(last.record);
    const head = entryHead(batch.streamArn, batch.parentShardId, hasGap);
    const entry = { after, through, text: `${head}${part.map(({ text }) => text).join(',')}]]` };
    [after, hasGap] = [through, false];
    return entry;
  });
}

/** Lists of at most so many bytes, in order; one list at least. */
export function packed<T extends { readonly text: string }>(
  items: readonly T[],
  maxBytes: number,
): readonly (readonly T[])[] {
  const lists: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const more = Buffer.byteLength(item.text);
    let list = lists.at(-1) ?? [];
    if (list.length > 0 && bytes + more > maxBytes) {
      lists.push((list = []));
      bytes = 0;
    }
    list.push(item);
    bytes += more;
  }
  return lists;
}

/** An entry's text as far as its records: their texts follow, separated by commas, and `]]`. */
export function entryHead(streamArn: string, parentShardId: string | undefined, hasGap: boolean): string {
  return `${JSON.stringify([streamArn, parentShardId ?? null, hasGap ? 1 : 0]).slice(0, -1)},[`;
}

/** @param sequenceNumber  Undefined where the records are numbered by their place behind `after`. */
export function recordText(
  { kind, at, expired, keys, oldImage, newImage }: Omit<ChangeRecord, 'sequenceNumber' | 'table' | 'shardId'>,
  sequenceNumber: string | undefined,
): string {
  const fields = [
    kind,
    sequenceNumber ?? null,
    at.getTime(),
    expired ? 1 : 0,
    keys,
    oldImage ?? null,
    newImage ?? null,
  ];
  return JSON.stringify(fields);
}

export interface EntryPlace {
  readonly table: string;
  readonly shardId: string;
  readonly after: string;
  readonly through: string;
}

/** @throws {Error} saying what is wrong with it. */
export function fromEntry({ table, shardId, after, through }: EntryPlace, text: string): ChangeBatch {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error('It is no list.');
  const [streamArn, parent, gap, records] = parsed as readonly unknown[];
  if (typeof streamArn !== 'string' || !(parent === null || typeof parent === 'string') || !Array.isArray(records)) {
    throw new Error('It has no stream, parent or records.');
  }
  if (!isPosition(after) || !isPosition(through)) throw new Error(`From "${after}" to "${through}" is no way.`);
  return {
    table,
    streamArn,
    shardId,
    parentShardId: parent ?? undefined,
    after,
    through,
    records: records.map((record, at) => toRecord({ table, shardId, after }, record, at)),
    hasGap: gap === 1,
  };
}

export function isPosition(text: string): text is ShardPosition {
  return /^(START|END|@\d+|\d+)$/.test(text);
}

function toRecord(
  { table, shardId, after }: Pick<EntryPlace, 'table' | 'shardId' | 'after'>,
  value: unknown,
  at: number,
): ChangeRecord {
  const [kind, sequenceNumber, madeAt, expired, keys, oldImage, newImage] = (
    Array.isArray(value) ? value : []
  ) as readonly unknown[];
  if (!(kind === 'INSERT' || kind === 'MODIFY' || kind === 'REMOVE') || typeof madeAt !== 'number' || !isRecord(keys)) {
    throw new Error(`Record ${at + 1} has no kind, time or key.`);
  }
  return {
    table,
    shardId,
    kind,
    sequenceNumber: typeof sequenceNumber === 'string' ? sequenceNumber : String(Number(after) + 1 + at),
    at: new Date(madeAt),
    expired: expired === 1,
    keys: keys as AttributeMap,
    oldImage: isRecord(oldImage) ? (oldImage as AttributeMap) : undefined,
    newImage: isRecord(newImage) ? (newImage as AttributeMap) : undefined,
  };
}
