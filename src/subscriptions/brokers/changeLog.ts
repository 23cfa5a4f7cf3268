import type { Redis } from 'ioredis';
import type { ChangeBatch, ShardPosition } from '../../model/changeBatch.js';
import { fromEntry, isPosition } from './changeLogEntry.js';
import type { ChangeLogKeys } from './changeLogScripts.js';

/** Entries of one answer: each may have half a megabyte. */
const ENTRIES_AT_ONCE = 16;

/** Before every entry. */
export const BEGIN_OF_LOG = '0-0';

/** One entry as it is read. */
export interface ReadEntry {
  readonly id: string;
  /** Where it begins and ends among the bytes of all entries: it follows the one that ends where it begins. */
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** Undefined for one that cannot be read; `problem` says why. */
  readonly batch: ChangeBatch | undefined;
  readonly problem: string | undefined;
}

/** What a table's log is at one moment. */
export interface ChangeLogState {
  /** The newest entry. */
  readonly last: string;
  /** Where it ends. */
  readonly offset: number;
  readonly streamArn: string | undefined;
  readonly shards: ReadonlyMap<
    string,
    { readonly position: ShardPosition; readonly parentShardId: string | undefined }
  >;
}

/** Reads one table's log in Redis. Answers of Redis that are no answer are thrown as they are. */
export interface ChangeLog {
  state(): Promise<ChangeLogState>;
  /** As `state`, without the shards: there may be thousands. */
  end(): Promise<Pick<ChangeLogState, 'last' | 'offset'>>;
  /** Some entries behind `id`, oldest first; where there are none it waits for one for so long. */
  readAfter(id: string, blockMs: number | undefined): Promise<readonly ReadEntry[]>;
  /** Some entries from `first` to `last`, ids or `-`, `+` and `(` as XRANGE has them. */
  range(first: string, last: string, order: 'OLDEST_FIRST' | 'NEWEST_FIRST'): Promise<readonly ReadEntry[]>;
}

export function createChangeLog(client: Redis, table: string, keys: ChangeLogKeys): ChangeLog {
  const readAll = (entries: readonly RawEntry[]) => entries.map((entry) => readEntry(table, entry));
  return {
    async state() {
      const { '#last': last, '#offset': offset, '#stream': streamArn, ...fields } = await client.hgetall(keys.state);
      const shards = Object.entries(fields)
        // The ids of shards begin with when they were made: parents come first.
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([shardId, value]) => {
          const [position = '', , parent] = value.split(' ');
          const parentShardId = parent === '-' ? undefined : parent;
          return shardId.startsWith('#') || !isPosition(position)
            ? []
            : [[shardId, { position, parentShardId }] as const];
        });
      return { last: last ?? BEGIN_OF_LOG, offset: Number(offset ?? 0), streamArn, shards: new Map(shards) };
    },
    async end() {
      const [last, offset] = await client.hmget(keys.state, '#last', '#offset');
      return { last: last ?? BEGIN_OF_LOG, offset: Number(offset ?? 0) };
    },
    async readAfter(id, blockMs) {
      const count = ['COUNT', ENTRIES_AT_ONCE] as const;
      const answer = await (blockMs === undefined
        ? client.xread(...count, 'STREAMS', keys.log, id)
        : client.xread(...count, 'BLOCK', blockMs, 'STREAMS', keys.log, id));
      return readAll((answer as readonly (readonly [string, readonly RawEntry[]])[] | null)?.[0]?.[1] ?? []);
    },
    async range(first, last, order) {
      const answer =
        order === 'OLDEST_FIRST'
          ? await client.xrange(keys.log, first, last, 'COUNT', ENTRIES_AT_ONCE)
          : await client.xrevrange(keys.log, last, first, 'COUNT', ENTRIES_AT_ONCE);
      return readAll(answer);
    },
  };
}

/** Negative where the entry `a` is older than `b`. */
export function compareEntryIds(a: string, b: string): number {
  const [aMs = 0, aNumber = 0] = a.split('-').map(Number);
  const [bMs = 0, bNumber = 0] = b.split('-').map(Number);
  return aMs - bMs || aNumber - bNumber;
}

type RawEntry = readonly [id: string, fields: readonly string[]];

function readEntry(table: string, [id, fields]: RawEntry): ReadEntry {
  const named = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) named.set(fields[at] ?? '', fields[at + 1] ?? '');
  const field = (name: string) => named.get(name) ?? '';
  const [from, to, text] = [Number(field('from')), Number(field('to')), field('batch')];
  const place = { table, shardId: field('shard'), after: field('after'), through: field('through') };
  try {
    return { id, from, to, bytes: text.length, batch: fromEntry(place, text), problem: undefined };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { id, from, to, bytes: text.length, batch: undefined, problem };
  }
}
