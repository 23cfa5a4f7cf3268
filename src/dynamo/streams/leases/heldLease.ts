import type { ShardPosition } from '../../../model/changeBatch.js';
import type { Lease } from './lease.js';

/** A shard that this process reads. */
export interface HeldLease {
  readonly table: string;
  /** As it was last written. */
  lease: Lease;
  /** All up to here is done; the next renewal writes it down. */
  position: ShardPosition;
  /** The gap before the lease's first record has been told. */
  isGapTold: boolean;
  /** When the last renewal that succeeded was sent: before anybody could see it. */
  renewedAtMs: number;
  /** Ends the reading. */
  readonly abort: AbortController;
  /** Resolves after the first page; rejects with what makes reading impossible for good. */
  standing: Promise<void>;
}
