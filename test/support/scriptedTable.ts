import { pickKey } from '../../src/dynamo/keys/itemKey.js';
import { isSameItem } from '../../src/dynamo/streams/sameItem.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import {
  hashOf,
  isOutlived,
  makeShard,
  nextSequenceNumber,
  trimOld,
  type ScriptedRecord,
  type ScriptedShard,
  type ShardNumbers,
} from './scriptedShard.js';

export type StreamView = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';

export interface ScriptedStream {
  readonly arn: string;
  readonly label: string;
  readonly view: StreamView;
  readonly shards: Map<string, ScriptedShard>;
  /** When it was switched off: it can be read for 24 hours more. */
  closedAtMs: number | undefined;
}

export interface RecordOptions {
  /** Milliseconds since 1970; default: now, by the endpoint's clock. */
  readonly atMs?: number;
  /** Where nothing has changed AWS makes no record, and a local engine does. */
  readonly evenIfUnchanged?: boolean;
  /** The TTL service did it. */
  readonly expired?: boolean;
}

/**
 * A table with a stream, in memory: items, shards and records behave as AWS
 * documents them. Writing finds the open shard that owns the item's hash.
 */
export interface ScriptedTable {
  readonly name: string;
  /** Partition first. */
  readonly keyAttributes: readonly string[];
  /** The one that is on, or was last. */
  readonly stream: ScriptedStream;
  /** All that can be read still, the oldest first. */
  readonly streams: readonly ScriptedStream[];
  readonly isDeleted: boolean;
  /** Every record that was ever written, in the order of writing. */
  readonly records: readonly ScriptedRecord[];
  /** The shards of the stream that are open, by id. */
  readonly openShards: readonly string[];
  /** The item as it was written last; undefined for one that is not there, or that this endpoint has not seen. */
  imageOf(key: AttributeMap): AttributeMap | undefined;
  knows(key: AttributeMap): boolean;
  /** The item was there before, or was not: no record. */
  remember(key: AttributeMap, image: AttributeMap | undefined): void;
  /**
   * Writes an item.
   *
   * @param image  Its other attributes; undefined deletes it.
   * @returns Undefined where AWS makes no record: nothing changed, or there is no stream now.
   */
  write(key: AttributeMap, image: AttributeMap | undefined, options?: RecordOptions): ScriptedRecord | undefined;
  /** Closes a shard (all open ones) and opens a child for each, as AWS does every few hours. `listed: false`: `list` shows them. */
  rollOver(options?: { readonly shardId?: string; readonly listed?: boolean }): readonly string[];
  /** Closes a shard and opens two children, each with half of its items. */
  split(shardId: string, options?: { readonly listed?: boolean }): readonly string[];
  /** Shows what was made with `listed: false`: one shard, or all. */
  list(shardId?: string): void;
  /** The oldest records of a shard are gone: so many, or all. */
  trim(shardId: string, count?: number): void;
  /** A shard is gone from the stream, whatever was in it. */
  dropShard(shardId: string): void;
  /** The next pages of a shard are empty though it has records. */
  giveEmptyPages(shardId: string, count: number): void;
  /** Closes all shards. What is in them can be read for 24 hours. */
  switchOff(): void;
  /** Another stream, with shards of its own. */
  switchOn(view?: StreamView): void;
  /** Its items are gone, its stream can be read for 24 hours. `createAnew` makes an empty one of this name. */
  deleteTable(): void;
  createAnew(view?: StreamView): void;
}

export interface ScriptedTableOptions {
  readonly name: string;
  readonly keyAttributes: readonly string[];
  readonly view: StreamView;
  readonly shardCount: number;
  readonly now: () => number;
  readonly numbers: ShardNumbers;
}

export function createScriptedTable(options: ScriptedTableOptions): ScriptedTable {
  const { name, keyAttributes, shardCount, now, numbers } = options;
  const images = new Map<string, AttributeMap | undefined>();
  const records: ScriptedRecord[] = [];
  let streams: ScriptedStream[] = [];
  let isDeleted = false;
  startStream(options.view);

  const current = (): ScriptedStream => streams.at(-1)!;
  const idOf = (key: AttributeMap) => JSON.stringify(keyAttributes.map((attribute) => key[attribute]));
  const open = () => [...current().shards.values()].filter(({ closedAtMs }) => closedAtMs === undefined);

  function startStream(view: StreamView): void {
    // Two of them are never of one moment, nor of one name.
    const label = new Date(now() + (numbers.made += 1)).toISOString().slice(0, -1);
    const shards = Array.from({ length: shardCount }, (_, at) =>
      makeShard(numbers, { from: at / shardCount, below: (at + 1) / shardCount, parentShardId: undefined }, now()),
    );
    const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${name}/stream/${label}`;
    const byId = new Map(shards.map((shard) => [shard.shardId, shard]));
    streams.push({ arn, label, view, shards: byId, closedAtMs: undefined });
  }

  function shardOf(shardId: string): ScriptedShard {
    const shard = current().shards.get(shardId);
    if (shard === undefined) throw new Error(`The stream of "${name}" has no shard ${shardId}.`);
    return shard;
  }

  function replaceShard(parent: ScriptedShard, parts: number, listed: boolean): readonly string[] {
    if (parent.closedAtMs !== undefined) throw new Error(`Shard ${parent.shardId} is closed already.`);
    parent.closedAtMs = now();
    const width = (parent.below - parent.from) / parts;
    return Array.from({ length: parts }, (_, at) => {
      const from = parent.from + at * width;
      const below = at + 1 === parts ? parent.below : from + width;
      const child = makeShard(numbers, { from, below, parentShardId: parent.shardId }, now());
      // A child is never listed before its parent: nobody could tell that from a parent trimmed away.
      child.isListed = listed && parent.isListed;
      current().shards.set(child.shardId, child);
      return child.shardId;
    });
  }

  function switchOff(): void {
    current().closedAtMs ??= now();
    for (const shard of open()) shard.closedAtMs = now();
  }

  function forgetOld(): void {
    streams = streams.filter((stream) => stream === current() || !isOutlived(stream, now()));
    for (const { shards } of streams) {
      for (const shard of shards.values()) {
        trimOld(shard, now());
        if (isOutlived(shard, now())) shards.delete(shard.shardId);
      }
    }
  }

  return {
    name,
    keyAttributes,
    records,
    get stream() {
      forgetOld();
      return current();
    },
    get streams() {
      forgetOld();
      return streams;
    },
    get isDeleted() {
      return isDeleted;
    },
    get openShards() {
      return open().map(({ shardId }) => shardId);
    },
    imageOf: (key) => images.get(idOf(key)),
    knows: (key) => images.has(idOf(key)),
    remember: (key, image) => images.set(idOf(key), image),
    write(key, image, { atMs = now(), evenIfUnchanged = false, expired = false } = {}) {
      const keys = pickKey(key, keyAttributes);
      if (keys === undefined) throw new Error(`A key of "${name}" has ${keyAttributes.join(' and ')}.`);
      const oldImage = images.get(idOf(key));
      const newImage = image && { ...image, ...keys };
      images.set(idOf(key), newImage);
      const isUnchanged = oldImage && newImage ? isSameItem(oldImage, newImage) : oldImage === newImage;
      if (isDeleted || (isUnchanged && !evenIfUnchanged)) return undefined;
      const hash = hashOf(keys[keyAttributes[0]!]);
      const shard = open().find(({ from, below }) => from <= hash && hash < below);
      if (shard === undefined) return undefined;
      const record: ScriptedRecord = {
        shardId: shard.shardId,
        sequenceNumber: String(nextSequenceNumber(shard)),
        eventName: oldImage === undefined ? 'INSERT' : newImage === undefined ? 'REMOVE' : 'MODIFY',
        keys,
        oldImage,
        newImage,
        atMs,
        expired,
      };
      shard.records.push(record);
      records.push(record);
      return record;
    },
    rollOver({ shardId, listed = true } = {}) {
      const parents = shardId === undefined ? open() : [shardOf(shardId)];
      return parents.flatMap((parent) => replaceShard(parent, 1, listed));
    },
    split: (shardId, { listed = true } = {}) => replaceShard(shardOf(shardId), 2, listed),
    list(shardId) {
      const shards = shardId === undefined ? current().shards.values() : [shardOf(shardId)];
      for (const shard of shards) shard.isListed = true;
    },
    trim(shardId, count = Infinity) {
      const shard = shardOf(shardId);
      shard.trimmed = Math.min(shard.records.length, shard.trimmed + count);
    },
    dropShard(shardId) {
      current().shards.delete(shardOf(shardId).shardId);
    },
    giveEmptyPages(shardId, count) {
      shardOf(shardId).emptyPages = count;
    },
    switchOff,
    switchOn(view = current().view) {
      if (current().closedAtMs === undefined) throw new Error(`"${name}" has a stream already: switch it off before.`);
      startStream(view);
    },
    deleteTable() {
      isDeleted = true;
      images.clear();
      switchOff();
    },
    createAnew(view = current().view) {
      isDeleted = false;
      startStream(view);
    },
  };
}
