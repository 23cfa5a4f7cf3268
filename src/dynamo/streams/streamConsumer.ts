import { setMaxListeners } from 'node:events';

import type { ShardPosition } from '../../model/changeBatch.js';
import { newWorkerName, parseConsumerOptions, type StreamConsumerOptions } from './consumerOptions.js';
import { createErrorReporter } from './errorReporter.js';
import { leaseKeyOf } from './leases/lease.js';
import { createLeaseStore } from './leases/leaseStore.js';
import { createLeaseWorker } from './leases/leaseWorker.js';
import { MAX_FIRST_FAILURES } from './leases/readLease.js';
import { repeatTransient } from './repeatTransient.js';
import { type BegunLease, createTableFollower, type TableFollower } from './tableFollower.js';

export type { StreamConsumerOptions };

/**
 * Reads the streams of some tables, alone or with consumers of the same name in other processes: each shard is leased
 * to one of them, and read on by another when that one ends or dies. Every record is given at least once, in order for
 * each shard, a parent's before its children's. It lives once: after `close()` create another.
 */
export interface StreamConsumer {
  /**
   * Resolves when every later write to the tables will be seen by this consumer, in whatever process: all shards have
   * leases with their positions, and those that this process reads are read. Also when it was closed meanwhile.
   *
   * With `unreadableTables: 'RETRY'`, when each table was tried once: nothing that a table fails with is thrown.
   *
   * @throws {Error} where it was closed before.
   * @throws {GatewayError} `TABLE_NOT_READY` for a table without a stream, and without the lease table.
   * @throws {StreamTakenError} where `EXCLUSIVE` finds another.
   * @throws What the SDK throws where a stream cannot be read at all. The consumer is closed then.
   */
  start(): Promise<void>;
  /** Resolves when nothing runs any more (no poll, no timer, no handler) and the leases are given back. */
  close(): Promise<void>;
  /** All shards that are known, as they were last seen. */
  leases(): readonly ShardLease[];
}

export interface ShardLease {
  readonly table: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  readonly owner: 'US' | 'OTHER' | 'NOBODY';
  /** All up to here is done; of a shard that another reads, as far as its last checkpoint says. */
  readonly position: ShardPosition;
}

/** Between two attempts to begin with a table: a stream may be switched on, or a right be given, at any time. */
const RETRY_MS = 10_000;

/** @throws {TypeError} naming an option that cannot be used. */
export function createStreamConsumer(given: StreamConsumerOptions): StreamConsumer {
  const options = parseConsumerOptions(given);
  const { tables, clock, random, leaseDurationMs, unreadableTables, onError } = options;
  const abort = new AbortController();
  const { signal } = abort;
  // Every shard that is read, and every call, has one.
  setMaxListeners(0, signal);
  const me = newWorkerName();
  const store = createLeaseStore({ ...options, timeoutMs: leaseDurationMs, wallMs: () => clock.wallMs() });
  const followers: readonly TableFollower[] = [...new Set(tables)].map((table) => {
    const onBegun = (begun: BegunLease) => worker.begin(follower, begun);
    const follower = createTableFollower({ ...options, table, store, me, signal, onBegun });
    return follower;
  });
  const worker = createLeaseWorker(followers, { ...options, store, me, signal });
  /** With `RETRY`, until their tables are read. */
  const openings: Promise<void>[] = [];
  let starting: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  let isClosed = false;

  const open = (follower: TableFollower) =>
    repeatTransient(() => follower.open(), MAX_FIRST_FAILURES, { clock, random, signal });

  async function begin(): Promise<void> {
    if (unreadableTables === 'RETRY') {
      // At once: what one table fails with may take longer than the leases of the others last.
      void worker.live();
      return settled(followers.map(tryToOpen));
    }
    await settled(followers.map(open));
    await worker.round();
    void worker.live();
    await worker.standing();
  }

  /** Resolves after the first attempt. */
  function tryToOpen(follower: TableFollower): Promise<void> {
    return new Promise((onTried) => openings.push(keepOpening(follower, onTried)));
  }

  async function keepOpening(follower: TableFollower, onTried: () => void): Promise<void> {
    const failing = createErrorReporter(onError);
    while (!signal.aborted) {
      try {
        await open(follower);
        worker.wake();
        return;
      } catch (error) {
        if (!signal.aborted) failing.report(error);
      } finally {
        onTried();
      }
      await clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  async function start(): Promise<void> {
    try {
      await begin();
    } catch (error) {
      // Closed meanwhile: who closes it waits for this.
      if (isClosed) return;
      await close(true);
      throw error;
    }
  }

  function close(isFailedStart = false): Promise<void> {
    isClosed = true;
    closing ??= (async () => {
      abort.abort();
      // A start that is under way ends by the signal; a failed one waits for this.
      if (!isFailedStart) await starting?.catch(() => undefined);
      await Promise.all(openings);
      await worker.stop();
    })();
    return closing;
  }

  return {
    start() {
      if (isClosed) return Promise.reject(new Error('This consumer was closed: make another to read on.'));
      return (starting ??= start());
    },
    close: () => close(),
    leases() {
      const held = new Map(worker.held().map((one) => [leaseKeyOf(one.lease), one]));
      return followers.flatMap(({ table, leases }) =>
        leases().map((lease) => {
          const { streamArn, shardId, parentShardId, owner, checkpoint } = lease;
          const ours = held.get(leaseKeyOf(lease));
          const isFree = owner === undefined || owner === me;
          return {
            table,
            streamArn,
            shardId,
            parentShardId,
            owner: ours !== undefined ? ('US' as const) : isFree ? ('NOBODY' as const) : ('OTHER' as const),
            position: ours?.position ?? checkpoint,
          };
        }),
      );
    },
  };
}

/** Promise.all that waits for the others too, so that nothing runs on after it. */
async function settled(tasks: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
