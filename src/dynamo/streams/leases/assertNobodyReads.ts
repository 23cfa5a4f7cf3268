import type { Clock } from '../clock.js';
import type { Lease } from './lease.js';
import { StreamTakenError } from './streamTakenError.js';

export interface WatchContext {
  readonly table: string;
  readonly list: () => Promise<readonly Lease[]>;
  /** This worker's name. */
  readonly me: string;
  readonly leaseDurationMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Watches the leases that others hold until each of them was given back, or stood still for a lease's duration.
 *
 * @throws {StreamTakenError} as soon as one is renewed or taken: its owner lives.
 */
export async function assertNobodyReads(context: WatchContext): Promise<void> {
  const { table, list, me, leaseDurationMs, clock, signal } = context;
  const isForeign = ({ owner, checkpoint }: Lease) => owner !== undefined && owner !== me && checkpoint !== 'END';
  const before = new Map((await list()).map((lease) => [lease.shardId, lease]));
  let foreign = [...before.values()].filter(isForeign);
  const untilMs = clock.monotonicMs() + leaseDurationMs;
  while (foreign.length > 0 && clock.monotonicMs() < untilMs) {
    await clock.sleep(leaseDurationMs / 8, signal);
    foreign = (await list()).filter(isForeign);
    const renewed = foreign.find(({ shardId, counter }) => before.get(shardId)?.counter !== counter);
    if (renewed?.owner !== undefined) throw new StreamTakenError(table, renewed.owner);
  }
}
