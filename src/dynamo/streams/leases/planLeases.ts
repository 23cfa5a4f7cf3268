import type { Lease } from './lease.js';

/** A lease that may be read now, as one worker sees it. */
export interface LeaseSeen {
  readonly lease: Lease;
  /** For how long, by this worker's clock, the lease has not changed. */
  readonly unchangedMs: number;
  /** This worker reads the shard. */
  readonly isHeld: boolean;
}

export interface LeasePlan<T> {
  /** Nobody reads them: free, or their owner is dead. */
  readonly take: readonly T[];
  /** Somebody else reads it who has more than a fair share. */
  readonly steal: T | undefined;
}

export interface LeaseRules {
  /** This worker's name. */
  readonly me: string;
  readonly leaseDurationMs: number;
  /** False: everything that nobody reads, and nothing of others. */
  readonly isShared: boolean;
  /** In 0 to 1: which of those that are equally good, so that workers do not all want the same. */
  readonly random: () => number;
}

/**
 * Which leases a worker goes for in one round. It takes what nobody reads, up to a fair share; with nothing to take it
 * steals one lease from the worker that has the most, if that one has at least two more: then both come nearer to each
 * other, and neither will want it back. So in a few rounds no worker has two more than another.
 *
 * @param seen  All leases of the worker's streams that may be read now.
 */
export function planLeases<T extends LeaseSeen>(seen: readonly T[], rules: LeaseRules): LeasePlan<T> {
  const { me, leaseDurationMs, isShared, random } = rules;
  const isDead = ({ unchangedMs }: T) => unchangedMs >= leaseDurationMs;
  const isFree = (one: T) => !one.isHeld && (one.lease.owner === undefined || one.lease.owner === me || isDead(one));
  const free = shuffled(seen.filter(isFree), random);
  if (!isShared) return { take: free, steal: undefined };

  const loads = new Map([[me, seen.filter(({ isHeld }) => isHeld).length]]);
  for (const one of seen) {
    const { owner } = one.lease;
    if (owner !== undefined && owner !== me && !one.isHeld && !isDead(one))
      loads.set(owner, (loads.get(owner) ?? 0) + 1);
  }
  const mine = loads.get(me) ?? 0;
  const share = Math.ceil(seen.length / loads.size) - mine;
  // What has been free for long is wanted by nobody: those who should are gone, or do not see it.
  const left = ({ unchangedMs }: T) => unchangedMs >= 2 * leaseDurationMs;
  const take = free.filter((one, at) => at < share || left(one));
  if (free.length > 0) return { take, steal: undefined };

  const [richest, most] = [...loads].reduce((a, b) => (b[1] > a[1] ? b : a));
  if (most < mine + 2) return { take, steal: undefined };
  const theirs = seen.filter(({ lease, isHeld }) => lease.owner === richest && !isHeld);
  return { take, steal: theirs[Math.floor(random() * theirs.length)] };
}

function shuffled<T>(all: readonly T[], random: () => number): readonly T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
