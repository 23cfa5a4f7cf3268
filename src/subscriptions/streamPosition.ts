import type { CursorCodec } from '../dynamo/keys/cursor.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { ShardPosition } from '../model/changeBatch.js';

/** How far the whole stream of a table is read, shard by shard: what a cursor of changes holds. */
export interface StreamPosition {
  readonly streamArn: string;
  /** Milliseconds since 1970: what a shard holds of which nothing else is known is wanted from about this moment on. */
  readonly sinceMs: number;
  readonly shards: ReadonlyMap<string, ShardPosition>;
}

/** The parents of shards, as far as they are known. */
export type Lineage = ReadonlyMap<string, string | undefined>;

/**
 * How far a shard is read by a position that need not name it: one from which a named shard descends wholly, one that
 * descends from a named shard not at all, and any other up to `sinceMs`.
 */
export function positionIn(
  { shards, sinceMs }: Pick<StreamPosition, 'shards' | 'sinceMs'>,
  shardId: string,
  lineage: Lineage,
): ShardPosition {
  const named = shards.get(shardId);
  if (named !== undefined) return named;
  if (ancestorsOfAll(shards, lineage).has(shardId)) return 'END';
  if (ancestorsOf(shardId, lineage).some((ancestor) => shards.has(ancestor))) return 'START';
  return `@${sinceMs}`;
}

interface KnownAncestors {
  readonly lineage: Lineage;
  readonly lineageSize: number;
  readonly ancestors: ReadonlySet<string>;
}

/** Positions are not changed but replaced, and each is asked of many shards: hundreds of a large table. */
const known = new WeakMap<StreamPosition['shards'], KnownAncestors>();

function ancestorsOfAll(shards: StreamPosition['shards'], lineage: Lineage): ReadonlySet<string> {
  const found = known.get(shards);
  if (found?.lineage === lineage && found.lineageSize === lineage.size) return found.ancestors;
  const ancestors = new Set([...shards.keys()].flatMap((shardId) => ancestorsOf(shardId, lineage)));
  known.set(shards, { lineage, lineageSize: lineage.size, ancestors });
  return ancestors;
}

/** From the parent upwards. */
export function ancestorsOf(shardId: string, lineage: Lineage): readonly string[] {
  const ancestors = new Set<string>();
  for (let parent = lineage.get(shardId); parent !== undefined; parent = lineage.get(parent)) {
    // A circle would be a fault of whoever lists shards; it must not hold the process.
    if (ancestors.has(parent)) break;
    ancestors.add(parent);
  }
  return [...ancestors];
}

const ATTRIBUTES = ['stream', 'at', 'since', 'shards'];
const SHARD_PREFIX = 'shardId-';

/** A position as clients hold it: signed, hidden, and of use for any field that tells changes of this table. */
export function encodePosition(
  codec: CursorCodec,
  table: string,
  position: StreamPosition,
  lineage: Lineage,
  nowMs: number,
): string {
  const followed = new Set([...position.shards.keys()].map((shardId) => lineage.get(shardId)));
  const shards = [...position.shards]
    // That a shard is done need not be said where one of its children is named.
    .filter(([shardId, at]) => at !== 'END' || !followed.has(shardId))
    .map(([shardId, at]) => `${shortened(shardId)} ${at}`)
    .join(' ');
  const values = {
    stream: { S: labelOf(position.streamArn) },
    at: { N: String(nowMs) },
    since: { N: String(position.sinceMs) },
    shards: { S: shards },
  };
  return codec.encode(values, ATTRIBUTES, bindingOf(table));
}

export interface DecodedPosition extends Omit<StreamPosition, 'streamArn'> {
  /** When the cursor was made. */
  readonly atMs: number;
  /** Whether it is of this stream: a table has another one once its stream was switched off and on, or it was made anew. */
  isOf(streamArn: string): boolean;
}

/** @throws {GatewayError} `CURSOR_INVALID` for what `encodePosition` did not make for this table. */
export function decodePosition(codec: CursorCodec, table: string, cursor: string, argument: string): DecodedPosition {
  const values = decoded(codec, table, cursor, argument);
  const text = (name: string) => {
    const value = values[name] ?? { S: '' };
    return 'S' in value ? value.S : 'N' in value ? value.N : '';
  };
  const words = text('shards').split(' ');
  const shards = new Map<string, ShardPosition>();
  for (let at = 0; at + 1 < words.length; at += 2) {
    shards.set(lengthened(words[at] ?? ''), words[at + 1] as ShardPosition);
  }
  const label = text('stream');
  return {
    atMs: Number(text('at')),
    sinceMs: Number(text('since')),
    shards,
    // A cursor may be older than the first record that Lambda was given, which tells of which stream it is.
    isOf: (streamArn) => label === '' || labelOf(streamArn) === label,
  };
}

function decoded(codec: CursorCodec, table: string, cursor: string, argument: string) {
  try {
    return codec.decode(cursor, ATTRIBUTES, bindingOf(table), argument);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new GatewayError(
      'CURSOR_INVALID',
      `"${argument}" is not a cursor of changes of this table. Pass the cursor of a change unchanged; or leave "${argument}" out to begin with what happens from now on.`,
      error.details,
    );
  }
}

function bindingOf(table: string): string {
  return `changes ${table}`;
}

/** The part of a stream's ARN that differs between the streams of a table: when it was switched on. */
function labelOf(streamArn: string): string {
  return streamArn.slice(streamArn.lastIndexOf('/') + 1);
}

/** Nearly all ids of shards begin alike. */
function shortened(shardId: string): string {
  return shardId.startsWith(SHARD_PREFIX) ? `-${shardId.slice(SHARD_PREFIX.length)}` : shardId;
}

function lengthened(shardId: string): string {
  return shardId.startsWith('-') ? SHARD_PREFIX + shardId.slice(1) : shardId;
}
