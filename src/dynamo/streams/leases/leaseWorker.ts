import { createAlarm } from '../alarm.js';
import { createErrorReporter } from '../errorReporter.js';
import { createShardPages } from '../shardPages.js';
import type { BegunLease, FollowerContext, TableFollower } from '../tableFollower.js';
import type { HeldLease } from './heldLease.js';
import { isReadable } from './isReadable.js';
import { isBegunTooLate, type Lease, leaseKeyOf } from './lease.js';
import { createLeaseWatch } from './leaseWatch.js';
import { type LeaseSeen, planLeases } from './planLeases.js';
import { readLease, type ReadLeaseContext } from './readLease.js';
import { StreamTakenError } from './streamTakenError.js';

export interface WorkerContext
  extends
    Omit<FollowerContext, 'table' | 'onBegun' | 'needsImages' | 'startFrom' | 'checkpoints' | 'dynamoClient'>,
    Pick<ReadLeaseContext, 'onBatch' | 'onEmptyPages' | 'idleDelayMs'> {}

/** Holds leases and reads their shards, in rounds: it renews, looks at all leases, takes what it should, steals at most one. */
export interface LeaseWorker {
  /** A shard that was begun while its lease was made. */
  begin(follower: TableFollower, begun: BegunLease): void;
  round(): Promise<void>;
  /** Round after round until `stop`. */
  live(): Promise<void>;
  /** The next round comes at once. */
  wake(): void;
  /** Resolves when every shard that is held stands. @throws What makes reading one of them impossible. */
  standing(): Promise<void>;
  /** Nothing is read any more, and all leases are given back. */
  stop(): Promise<void>;
  readonly held: () => readonly HeldLease[];
}

/** Rounds in a lease's duration: one may fail, and still the lease does not expire. */
const ROUNDS = 3;
/** While it steals, it does not wait for a whole round. */
const STEALING_ROUNDS = 10;

interface Seen extends LeaseSeen {
  readonly follower: TableFollower;
}

export function createLeaseWorker(followers: readonly TableFollower[], context: WorkerContext): LeaseWorker {
  const { store, me, sharing, leaseDurationMs, clock, random, signal, onError } = context;
  const alarm = createAlarm(clock);
  const watch = createLeaseWatch(() => clock.monotonicMs());
  const renewing = createErrorReporter(onError);
  const taking = createErrorReporter(onError);
  const refreshing = new Map(followers.map((follower) => [follower, createErrorReporter(onError)]));
  const takenByOthers = new Map(followers.map((follower) => [follower, createErrorReporter(onError)]));
  const held = new Map<string, HeldLease>();
  /** Shards whose reader has not ended yet, although the lease may be lost. */
  const busy = new Map<string, Promise<void>>();
  let hasStolen = false;

  function isHeld(one: HeldLease): boolean {
    const isCurrent = held.get(leaseKeyOf(one.lease)) === one && !one.abort.signal.aborted;
    return isCurrent && clock.monotonicMs() < one.renewedAtMs + leaseDurationMs;
  }

  function hold(follower: TableFollower, lease: Lease, sentAtMs: number, begun?: BegunLease): void {
    const { table } = follower;
    const abort = begun?.abort ?? new AbortController();
    const one: HeldLease = {
      table,
      lease,
      position: lease.checkpoint,
      isGapTold: false,
      renewedAtMs: sentAtMs,
      abort,
      standing: Promise.resolve(),
    };
    held.set(leaseKeyOf(lease), one);
    const shard = { ...lease, table, from: lease.checkpoint };
    const pages = begun?.pages ?? createShardPages(shard, { ...context, signal: abort.signal });
    one.standing = new Promise((onStanding, onImpossible) => {
      const standing = { onStanding, onImpossible };
      busy.set(
        leaseKeyOf(lease),
        read(one, follower, readLease(one, pages, begun?.first, { ...context, isHeld, ...standing })),
      );
    });
    // Only a start waits for it.
    one.standing.catch(() => undefined);
  }

  /** Follows a reader to its end. Never rejects. */
  async function read(one: HeldLease, follower: TableFollower, reading: ReturnType<typeof readLease>): Promise<void> {
    try {
      const outcome = await reading;
      // A renewal that was under way may still succeed: the lease must not be kept by who does not read any more.
      if (outcome === 'LOST' && !one.abort.signal.aborted) drop(one);
      if (outcome !== 'LOST') follower.lookAgain();
    } catch (error) {
      onError(error);
      drop(one);
    }
    busy.delete(leaseKeyOf(one.lease));
    alarm.ring();
  }

  function drop(one: HeldLease): void {
    const key = leaseKeyOf(one.lease);
    if (held.get(key) === one) held.delete(key);
    one.abort.abort();
  }

  async function renew(one: HeldLease): Promise<void> {
    const hasEnded = one.position === 'END';
    const sentAtMs = clock.monotonicMs();
    const ageMs = sentAtMs - one.renewedAtMs;
    if (ageMs >= leaseDurationMs) drop(one);
    else if (hasEnded || ageMs >= leaseDurationMs / ROUNDS / 2) {
      const renewed = await write(one, hasEnded ? undefined : me);
      if (renewed === undefined || hasEnded) drop(one);
      else Object.assign(one, { lease: renewed, renewedAtMs: sentAtMs });
    }
  }

  async function write(one: HeldLease, owner: string | undefined): Promise<Lease | undefined> {
    const { lease, position: checkpoint, isGapTold } = one;
    return store.change(lease, { owner, checkpoint, hasGap: lease.hasGap && !isGapTold });
  }

  async function refresh(follower: TableFollower): Promise<void> {
    if (!follower.isOpen()) return;
    await reported(refreshing.get(follower), () => follower.refresh());
    const leases = new Map(follower.leases().map((lease) => [leaseKeyOf(lease), lease]));
    for (const one of held.values()) {
      if (one.table !== follower.table) continue;
      // Stolen meanwhile, or of a stream that is gone.
      if (leases.get(leaseKeyOf(one.lease))?.owner !== me) drop(one);
    }
  }

  function look(): readonly Seen[] {
    const seen: Seen[] = [];
    for (const follower of followers) {
      const leases = new Map(follower.leases().map((lease) => [lease.shardId, lease]));
      for (const lease of leases.values()) {
        const unchangedMs = watch.see(lease);
        const key = leaseKeyOf(lease);
        if (busy.has(key) && !held.has(key)) continue;
        if (follower.isStray(lease) || !isReadable(lease, leases, follower.listed())) continue;
        seen.push({ lease, unchangedMs, isHeld: held.has(key), follower });
      }
    }
    watch.keep(followers.flatMap((follower) => follower.leases()));
    return seen;
  }

  async function take({ lease, follower }: Seen): Promise<boolean> {
    const sentAtMs = clock.monotonicMs();
    const hasGap = lease.hasGap || isBegunTooLate(lease.checkpoint, lease.writtenAtMs, clock.wallMs());
    const taken = await store.change(lease, { owner: me, hasGap });
    if (taken !== undefined && !signal.aborted) hold(follower, taken, sentAtMs);
    return taken !== undefined;
  }

  function reportOthers(seen: readonly Seen[]): void {
    for (const follower of followers) {
      const foreign = seen.find(
        ({ lease: { owner }, unchangedMs, ...one }) =>
          one.follower === follower && owner !== undefined && owner !== me && unchangedMs < leaseDurationMs,
      );
      if (foreign?.lease.owner === undefined) takenByOthers.get(follower)?.reset();
      else takenByOthers.get(follower)?.report(new StreamTakenError(follower.table, foreign.lease.owner));
    }
  }

  async function round(): Promise<void> {
    await Promise.all([...held.values()].map((one) => reported(renewing, () => renew(one))));
    await Promise.all(followers.map(refresh));
    if (signal.aborted) return;
    const seen = look();
    const isShared = sharing === 'SHARED';
    if (!isShared) reportOthers(seen);
    const plan = planLeases(seen, { me, leaseDurationMs, isShared, random });
    hasStolen = false;
    await reported(taking, async () => {
      await Promise.all(plan.take.map(take));
      if (plan.steal !== undefined) hasStolen = await take(plan.steal);
    });
  }

  function napMs(): number {
    const roundMs = leaseDurationMs / (hasStolen ? STEALING_ROUNDS : ROUNDS);
    return Math.min(roundMs * (0.8 + 0.2 * random()), ...followers.map((follower) => follower.patienceMs()));
  }

  async function reported(
    reporter: { report(error: unknown): void; reset(): void } | undefined,
    run: () => Promise<void>,
  ) {
    try {
      await run();
      reporter?.reset();
    } catch (error) {
      if (!signal.aborted) reporter?.report(error);
    }
  }

  async function giveBack(): Promise<void> {
    const mine = [...held.values()].map((one) => () => write(one, undefined));
    const unread = followers
      .flatMap((follower) => follower.leases())
      .filter((lease) => lease.owner === me && !held.has(leaseKeyOf(lease)))
      .map((lease) => () => store.change(lease, { owner: undefined }));
    const given = await Promise.allSettled([...mine, ...unread].map((give) => give()));
    for (const one of given) if (one.status === 'rejected') renewing.report(one.reason);
    held.clear();
  }

  let living: Promise<void> = Promise.resolve();
  return {
    begin: (follower, begun) => hold(follower, begun.lease, begun.sentAtMs, begun),
    round,
    live() {
      living = (async () => {
        while (!signal.aborted) {
          await alarm.sleep(napMs());
          if (!signal.aborted) await round();
        }
      })();
      return living;
    },
    wake: () => alarm.ring(),
    async standing() {
      await Promise.all([...held.values()].map((one) => one.standing));
    },
    async stop() {
      alarm.ring();
      await living;
      for (const one of held.values()) one.abort.abort();
      await Promise.all(busy.values());
      await giveBack();
    },
    held: () => [...held.values()],
  };
}
