import type { ShardPosition } from '../../../model/changeBatch.js';

/** Who reads a shard and how far it is read, as it is kept in the lease table. */
export interface Lease {
  readonly streamArn: string;
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  /** A worker's name; undefined: nobody. */
  readonly owner: string | undefined;
  /** Grows with every change of the lease. A worker that lives renews: who sees no new counter for long takes it for dead. */
  readonly counter: number;
  readonly checkpoint: ShardPosition;
  /** Nobody was told yet that records before the checkpoint are lost. */
  readonly hasGap: boolean;
  /** When it was last written, by the writer's clock, in milliseconds since 1970: for what counts in hours. */
  readonly writtenAtMs: number;
}

/** What is older may be trimmed from a stream. */
export const STREAM_KEEPS_MS = 24 * 60 * 60 * 1000;

/** The shard was not begun for so long that records may be gone that nobody has read. */
export function isBegunTooLate(position: ShardPosition, sinceMs: number, nowMs: number): boolean {
  return position === 'START' && nowMs - sinceMs > STREAM_KEEPS_MS;
}

/** The same for the same shard of the same stream. */
export function leaseKeyOf({ streamArn, shardId }: Pick<Lease, 'streamArn' | 'shardId'>): string {
  return `${streamArn}#${shardId}`;
}
