import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

import {
  createStreamConsumer,
  type StreamConsumer,
  type StreamConsumerOptions,
} from '../../src/dynamo/streams/streamConsumer.js';
import type { ChangeBatch } from '../../src/model/changeBatch.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { createFakeLeaseTable } from './fakeLeaseTable.js';
import { createFakeStream, type FakeStreamOptions } from './fakeStream.js';
import { createVirtualClock } from './virtualClock.js';

export const LEASE_MS = 10_000;

/** A table "T" with a stream, a lease table and a clock that stands still, and processes that consume the stream. */
export function createConsumerTown(options: FakeStreamOptions = {}) {
  const clock = createVirtualClock();
  const leaseTable = createFakeLeaseTable();
  const stream = createFakeStream({ now: () => clock.wallMs(), moreCommands: leaseTable.commands, ...options });

  /** A consumer as a process of its own would have it, and what it gave. */
  function process(
    more: Partial<StreamConsumerOptions> & { readonly beforeBatch?: (batch: ChangeBatch) => Promise<void> | void } = {},
  ): TownProcess {
    const { beforeBatch, ...settings } = more;
    const life = createLife();
    const batches: ChangeBatch[] = [];
    const errors: unknown[] = [];
    const consumer = createStreamConsumer({
      tables: ['T'],
      name: 'test',
      leaseTable: 'leases',
      dynamoClient: life.given(stream.dynamoClient) as Pick<DynamoDBClient, 'send'>,
      streamsClient: life.given(stream.streamsClient) as Pick<DynamoDBStreamsClient, 'send'>,
      leaseDurationMs: LEASE_MS,
      random: () => 0.5,
      clock,
      onError: (error) => void errors.push(error),
      onBatch: async (batch) => {
        await beforeBatch?.(batch);
        if (life.isOver()) return;
        batches.push(batch);
      },
      ...settings,
    });
    return {
      consumer,
      batches,
      errors,
      keys: () => batches.flatMap(({ records }) => records.map(keyOf)),
      reads: () =>
        consumer
          .leases()
          .filter(({ owner, position }) => owner === 'US' && position !== 'END')
          .map(({ shardId }) => shardId),
      start: () => during(consumer.start()),
      close: () => during(consumer.close()),
      ...life,
    };
  }

  /** Lets the time pass that a promise takes. */
  async function during<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = () => void (isSettled = true);
    promise.then(settle, settle);
    await clock.until('it settles', () => isSettled);
    return promise;
  }

  return { clock, leaseTable, stream, process, during };
}

export interface TownProcess {
  readonly consumer: StreamConsumer;
  readonly batches: readonly ChangeBatch[];
  readonly errors: readonly unknown[];
  /** Of the records that it gave, repeats too. */
  keys(): readonly string[];
  /** The shards that it reads. */
  reads(): readonly string[];
  start(): Promise<void>;
  close(): Promise<void>;
  /** As SIGKILL does: no call of it is answered from now on, and nothing that it gives is heard. */
  kill(): void;
  /** As SIGSTOP does to its calls: they wait. */
  pause(): void;
  resume(): void;
  isOver(): boolean;
}

export function keyOf({ keys }: ChangeRecord): string {
  return (keys['id'] as { readonly S: string }).S;
}

interface Client {
  readonly send: unknown;
}

function createLife() {
  let isDead = false;
  let awake = Promise.resolve();
  let wake: () => void = () => undefined;

  async function send(client: Client, args: readonly unknown[]): Promise<unknown> {
    await awake;
    if (isDead) return new Promise(() => undefined);
    return (client.send as (...all: readonly unknown[]) => Promise<unknown>)(...args);
  }

  return {
    isOver: () => isDead,
    kill: () => void (isDead = true),
    pause: () => void (awake = new Promise((resolve) => (wake = resolve))),
    resume: () => wake(),
    given: (client: Client): Client => ({ send: (...args: readonly unknown[]) => send(client, args) }),
  };
}
