import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

import { GatewayError } from '../../errors/gatewayError.js';
import type { Clock } from './clock.js';
import { describeStream, type StreamDescription, streamOfTable } from './describeStream.js';
import { createErrorReporter } from './errorReporter.js';
import { assertNobodyReads } from './leases/assertNobodyReads.js';
import type { Lease } from './leases/lease.js';
import type { LeaseStore, NewLease } from './leases/leaseStore.js';
import { type LeaseOrigin, leasesToCreate, type LeaseToCreate } from './leases/leasesToCreate.js';
import { MAX_FIRST_FAILURES } from './leases/readLease.js';
import { StreamTakenError } from './leases/streamTakenError.js';
import { createShardPages, type ShardPage, type ShardPages } from './shardPages.js';
import { hasChild } from './shardLineage.js';
import { nameOf } from './streamErrors.js';

export interface FollowerContext {
  readonly table: string;
  readonly dynamoClient: Pick<DynamoDBClient, 'send'>;
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  readonly store: LeaseStore;
  /** This worker's name. */
  readonly me: string;
  readonly startFrom: 'LATEST' | 'TRIM_HORIZON';
  readonly sharing: 'SHARED' | 'EXCLUSIVE' | 'ALONE';
  readonly checkpoints: 'KEEP' | 'IGNORE';
  readonly needsImages: boolean;
  readonly leaseDurationMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** A shard is this worker's, and reading has begun. */
  readonly onBegun: (begun: BegunLease) => void;
}

/** A lease that was made by who stands at the tip of its shard. */
export interface BegunLease {
  readonly lease: Lease;
  readonly pages: ShardPages;
  readonly first: ShardPage;
  readonly abort: AbortController;
  /** By the monotonic clock: when the lease was asked for. */
  readonly sentAtMs: number;
}

/** Knows a table's stream, its shards and their leases, and goes from stream to stream as the table does. */
export interface TableFollower {
  readonly table: string;
  /** As they were last read. */
  readonly leases: () => readonly Lease[];
  /** Shards that the stream has. */
  readonly listed: () => ReadonlySet<string>;
  /**
   * The shard's parent has no lease, and the listing is older than the shard's: it does not say whether the parent is
   * gone, or as new as the shard and about to get its lease.
   */
  readonly isStray: (lease: Lease) => boolean;
  /**
   * Finds the stream and sees to it that all shards have leases with a position.
   *
   * @throws {GatewayError} `TABLE_NOT_READY`. {StreamTakenError}. What the SDK throws.
   */
  open(): Promise<void>;
  /** Before it was opened it knows nothing of leases, also of those that this worker holds. */
  readonly isOpen: () => boolean;
  /** Reads the leases again, and looks for new shards or another stream where it is time to. @throws What the SDK throws. */
  refresh(): Promise<void>;
  /** A shard came to its end, or the stream is gone: the next refresh looks what comes now. */
  lookAgain(): void;
  /** The longest wait until the next refresh; Infinity where nothing is waited for. */
  readonly patienceMs: () => number;
}

/** In lease durations, between two looks at a stream of which nothing is known to have changed: 30 s by default. */
const DESCRIBE_EVERY_LEASES = 3;
/**
 * DynamoDB lists a new stream's shards, and a shard's children, a moment late, and not both at once: after an end they are
 * looked for so soon, and then after twice the time again.
 */
const SHARD_POLL_MS = 250;
/** As long as an ended shard has no child at all, they are not looked for more seldom. */
const LONGEST_CHILD_POLL_MS = 4_000;
/** Between two looks for the stream of a table whose stream was switched off. */
const STREAM_POLL_MS = 1_000;

export function createTableFollower(context: FollowerContext): TableFollower {
  const { table, dynamoClient, streamsClient, store, me, sharing, clock, signal } = context;
  const absence = createErrorReporter(context.onError);
  let streamArn: string | undefined;
  let leases: readonly Lease[] = [];
  let listed: ReadonlySet<string> = new Set();
  /** Shards that had a lease before they were listed last. */
  let leasedBefore: ReadonlySet<string> = new Set();
  let describeAtMs = 0;
  let isSwitchedOff = false;
  let isOpened = false;
  const quietEveryMs = context.leaseDurationMs * DESCRIBE_EVERY_LEASES;
  let describeEveryMs = quietEveryMs;

  const findStream = () => streamOfTable(dynamoClient, table, signal, context.needsImages ? 'IMAGES' : 'ANY');

  /** Undefined where the stream is gone. */
  async function describe(arn: string): Promise<StreamDescription | undefined> {
    try {
      return await describeStream(streamsClient, arn, signal);
    } catch (error) {
      if (nameOf(error) === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  async function beginAtTip(base: Omit<NewLease, 'checkpoint' | 'owner'>, replaced?: Lease): Promise<boolean> {
    const abort = new AbortController();
    signal.addEventListener('abort', () => abort.abort(signal.reason), { once: true, signal: abort.signal });
    let lease: Lease | undefined;
    try {
      const pages = createShardPages({ ...base, table, from: 'LATEST' }, { ...context, signal: abort.signal });
      // The lease comes after the first page: who sees it may rely on its shard being read from here on.
      const first = await pages.next(MAX_FIRST_FAILURES);
      const sentAtMs = clock.monotonicMs();
      lease = await store.create({ ...base, owner: me, checkpoint: first.batch.after }, replaced);
      if (lease !== undefined) context.onBegun({ lease, pages, first, abort, sentAtMs });
    } finally {
      if (lease === undefined) abort.abort();
    }
    return lease !== undefined;
  }

  async function create(
    { shard, from, hasGap }: LeaseToCreate,
    arn: string,
    replaceable: readonly Lease[],
  ): Promise<boolean> {
    const replaced = replaceable.find(({ shardId }) => shardId === shard.shardId);
    const base = { streamArn: arn, shardId: shard.shardId, parentShardId: shard.parentId, hasGap };
    if (from === 'LATEST') return beginAtTip(base, replaced);
    return (await store.create({ ...base, owner: undefined, checkpoint: from }, replaced)) !== undefined;
  }

  /** @returns False where somebody else made one of them at the same time. */
  async function createAll(
    wanted: readonly LeaseToCreate[],
    arn: string,
    replaceable: readonly Lease[],
  ): Promise<boolean> {
    if (sharing === 'SHARED') {
      const [passed, read] = [wanted.filter(({ from }) => from === 'END'), wanted.filter(({ from }) => from !== 'END')];
      const made = await Promise.all(passed.map((one) => create(one, arn, replaceable)));
      return [...made, ...(await Promise.all(read.map((one) => create(one, arn, replaceable))))].every(Boolean);
    }
    // One after the other: of two processes one wins the first, and the other leaves off there.
    for (const one of wanted) {
      if (await create(one, arn, replaceable)) continue;
      await refuseIfTaken(arn, one.shard.shardId);
      return false;
    }
    return true;
  }

  async function refuseIfTaken(arn: string, shardId: string): Promise<void> {
    const owner = (await store.list(arn)).find((lease) => lease.shardId === shardId)?.owner;
    if (sharing === 'EXCLUSIVE' && owner !== undefined && owner !== me) throw new StreamTakenError(table, owner);
  }

  /** Gives every shard of a stream a lease, and makes it the one that is followed. */
  async function takeUp(arn: string, origin: LeaseOrigin, replacesLeases: boolean): Promise<void> {
    for (;;) {
      const description = await describe(arn);
      if (description === undefined) break;
      const { status, shards } = description;
      const stored = await store.list(arn);
      const replaceable = replacesLeases ? stored.filter(({ owner }) => owner !== me) : [];
      const kept = stored.filter((lease) => !replaceable.includes(lease));
      const isEmpty = shards.length === 0 && status !== 'DISABLED';
      if (isEmpty) await clock.sleep(SHARD_POLL_MS, signal);
      // Made by somebody else meanwhile: then its position may say something of its children.
      else if (await createAll(leasesToCreate(shards, kept, origin, clock.wallMs()), arn, replaceable)) break;
    }
    await store.follow(table, arn);
  }

  /** Makes all leases that are there this worker's, whoever held them. */
  async function seize(arn: string): Promise<void> {
    const stored = (await store.list(arn)).filter(({ checkpoint, owner }) => checkpoint !== 'END' && owner !== me);
    for (const lease of stored.toSorted((a, b) => (a.shardId < b.shardId ? -1 : 1))) {
      if ((await store.change(lease, { owner: me })) === undefined) {
        await refuseIfTaken(arn, lease.shardId);
        return seize(arn);
      }
    }
  }

  function isStray({ shardId, parentShardId, checkpoint }: Lease): boolean {
    if (parentShardId === undefined || checkpoint === 'END' || listed.has(shardId)) return false;
    return !leasedBefore.has(shardId) && !leases.some((lease) => lease.shardId === parentShardId);
  }

  async function discover(arn: string): Promise<void> {
    const description = await describe(arn);
    const { status, shards } = description ?? { status: 'DISABLED', shards: [] };
    listed = new Set(shards.map(({ shardId }) => shardId));
    leasedBefore = new Set(leases.map(({ shardId }) => shardId));
    const wanted = leasesToCreate(shards, leases, leases.length === 0 ? 'AFTER_GAP' : 'GROWN', clock.wallMs());
    if (wanted.length > 0) {
      await createAll(wanted, arn, []);
      leases = await store.list(arn);
    }
    const ended = leases.filter(({ checkpoint }) => checkpoint === 'END');
    if (description === undefined || (status === 'DISABLED' && ended.length === leases.length)) {
      await goToNextStream(arn);
      return;
    }
    const lacksChildren = ended.some(({ shardId }) => listed.has(shardId) && !hasChild(shards, shardId));
    const longestMs =
      lacksChildren && status !== 'DISABLED' ? Math.min(LONGEST_CHILD_POLL_MS, quietEveryMs) : quietEveryMs;
    describeEveryMs = Math.min(describeEveryMs, longestMs);
    describeAtMs = clock.monotonicMs() + describeEveryMs;
    describeEveryMs = Math.min(describeEveryMs * 2, longestMs);
  }

  async function goToNextStream(endedArn: string): Promise<void> {
    isSwitchedOff = true;
    leases = [];
    const next = await findStream().catch((error: unknown) => {
      if (error instanceof GatewayError) return undefined;
      throw error;
    });
    if (next === undefined || next === endedArn) {
      absence.report(switchedOff(table));
      return;
    }
    await takeUp(next, 'AFTER_GAP', false);
    streamArn = next;
    describeAtMs = 0;
    isSwitchedOff = false;
    absence.reset();
    await refresh();
  }

  async function refresh(): Promise<void> {
    const arn = streamArn;
    if (arn === undefined) return;
    if (isSwitchedOff) return goToNextStream(arn);
    leases = await store.list(arn);
    const isDue = clock.monotonicMs() >= describeAtMs || leases.some(isStray);
    if (isDue || leases.every(({ checkpoint }) => checkpoint === 'END')) await discover(arn);
  }

  return {
    table,
    leases: () => leases,
    listed: () => listed,
    isStray,
    async open() {
      const { checkpoints, startFrom, leaseDurationMs } = context;
      const current = await findStream();
      const former = checkpoints === 'KEEP' ? await store.followedStream(table) : undefined;
      const arn = former ?? current;
      const list = () => store.list(arn);
      if (sharing === 'EXCLUSIVE') await assertNobodyReads({ table, list, me, leaseDurationMs, clock, signal });
      if (sharing !== 'SHARED' && checkpoints === 'KEEP') await seize(arn);
      if (former === undefined) await takeUp(arn, startFrom, checkpoints === 'IGNORE');
      streamArn = arn;
      await refresh();
      isOpened = true;
    },
    isOpen: () => isOpened,
    refresh,
    lookAgain() {
      describeAtMs = 0;
      describeEveryMs = SHARD_POLL_MS;
    },
    patienceMs() {
      if (!isOpened) return Infinity;
      return isSwitchedOff ? STREAM_POLL_MS : Math.max(SHARD_POLL_MS, describeAtMs - clock.monotonicMs());
    },
  };
}

function switchedOff(table: string): GatewayError {
  return new GatewayError(
    'TABLE_NOT_READY',
    `The stream of table "${table}" was switched off: switch it on again, until then its changes are not seen.`,
  );
}
