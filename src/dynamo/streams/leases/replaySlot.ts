import type { Clock } from '../clock.js';
import { createErrorReporter } from '../errorReporter.js';
import type { Lease } from './lease.js';
import type { LeaseStore } from './leaseStore.js';
import { createLeaseWatch } from './leaseWatch.js';

export interface ReplaySlotContext {
  /** Made with `kind: 'REPLAY'`. */
  readonly store: LeaseStore;
  /** A name that no other process has (`newWorkerName`). */
  readonly me: string;
  readonly leaseDurationMs: number;
  readonly clock: Clock;
  /** In 0 to 1, like `Math.random`. */
  readonly random: () => number;
  /** Told of renewals that fail, once in a row. Must not throw. */
  readonly onError: (error: unknown) => void;
}

/** Looks in a lease's duration, by who waits for a slot. */
const LOOKS = 20;
/** Renewals in a lease's duration. */
const RENEWALS = 3;

/** Tells two who wait in one process apart. */
let slotCount = 0;

/**
 * Waits for the turn to read a shard beside the consumer that leases it: AWS allows two readers, so there is one such
 * turn for all processes. It is renewed while it is held, and is free again when it is given back or its holder died.
 * Waiters look at random moments, so that each comes to its turn.
 *
 * @returns Gives the turn back; never rejects.
 * @throws The signal's reason, wrapped as an AbortError, when it is aborted before the turn came. What the SDK throws.
 */
export async function acquireReplaySlot(
  shard: Pick<Lease, 'streamArn' | 'shardId'>,
  signal: AbortSignal,
  context: ReplaySlotContext,
): Promise<() => Promise<void>> {
  const { store, me, leaseDurationMs, clock, random } = context;
  slotCount += 1;
  const owner = `${me}:${slotCount}`;
  const watch = createLeaseWatch(() => clock.monotonicMs());
  for (;;) {
    signal.throwIfAborted();
    const slot = (await store.list(shard.streamArn)).find(({ shardId }) => shardId === shard.shardId);
    const taken =
      slot === undefined
        ? await store.create({ ...shard, ...EMPTY, owner })
        : slot.owner === undefined || watch.see(slot) >= leaseDurationMs
          ? await store.change(slot, { owner })
          : undefined;
    if (taken !== undefined) return holdSlot(taken, context);
    await clock.sleep((leaseDurationMs / LOOKS) * (0.5 + random()), signal);
  }
}

const EMPTY = { parentShardId: undefined, checkpoint: 'START', hasGap: false } as const;

function holdSlot(taken: Lease, { store, leaseDurationMs, clock, onError }: ReplaySlotContext): () => Promise<void> {
  const end = new AbortController();
  const renewing = createErrorReporter(onError);
  /** Undefined once another has it. */
  let slot: Lease | undefined = taken;

  async function renew(): Promise<void> {
    while (!end.signal.aborted && slot !== undefined) {
      await clock.sleep(leaseDurationMs / RENEWALS, end.signal).catch(() => undefined);
      if (end.signal.aborted) return;
      try {
        slot = await store.change(slot, { owner: slot.owner });
        renewing.reset();
      } catch (error) {
        renewing.report(error);
      }
    }
  }

  const renewed = renew();
  return async () => {
    end.abort();
    await renewed;
    try {
      if (slot !== undefined) await store.change(slot, { owner: undefined });
    } catch (error) {
      renewing.report(error);
    }
    slot = undefined;
  };
}
