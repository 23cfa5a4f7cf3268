import { expect, test } from '@jest/globals';

import { createLeaseStore } from '../../../src/dynamo/streams/leases/leaseStore.js';
import { acquireReplaySlot } from '../../../src/dynamo/streams/leases/replaySlot.js';
import { createConsumerTown, LEASE_MS } from '../consumerTown.js';

const SHARD = { streamArn: 'arn-1', shardId: 's1' };

function setup() {
  const { stream, clock, during } = createConsumerTown();
  const errors: unknown[] = [];
  /** One who waits in a process. */
  const acquire = (me: string, { signal = new AbortController().signal, client = stream.dynamoClient } = {}) => {
    const settings = { leaseTable: 'leases', name: 'test', kind: 'REPLAY', timeoutMs: LEASE_MS } as const;
    const store = createLeaseStore({ ...settings, dynamoClient: client, wallMs: () => clock.wallMs() });
    const onError = (error: unknown) => void errors.push(error);
    return acquireReplaySlot(SHARD, signal, {
      store,
      me,
      leaseDurationMs: LEASE_MS,
      clock,
      random: () => 0.5,
      onError,
    });
  };
  return { stream, clock, during, acquire, errors };
}

test('a replay slot is held by one at a time, for as long as it wants, and then goes to who waits', async () => {
  const { clock, during, acquire } = setup();
  const release = await during(acquire('a'));
  const waiting = [acquire('b'), acquire('a')];
  let got = 0;
  for (const one of waiting) void one.then(() => (got += 1));
  await clock.advance(5 * LEASE_MS);
  expect(got).toBe(0);
  await release();
  const second = await during(Promise.race(waiting));
  await clock.advance(5 * LEASE_MS);
  expect(got).toBe(1);
  await second();
  await during(Promise.all(waiting));
});

test('a replay slot is free again when its holder has died', async () => {
  const { stream, clock, during, acquire } = setup();
  let isDead = false;
  const client = {
    send: (...args: unknown[]) =>
      isDead ? new Promise(() => undefined) : (stream.dynamoClient.send as (...all: unknown[]) => unknown)(...args),
  } as unknown as typeof stream.dynamoClient;
  await during(acquire('a', { client }));
  isDead = true;
  const before = clock.monotonicMs();
  await during(acquire('b'));
  expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(LEASE_MS);
  expect(clock.monotonicMs() - before).toBeLessThan(1.2 * LEASE_MS);
});

test('who waits for a replay slot may leave off', async () => {
  const { clock, during, acquire } = setup();
  await during(acquire('a'));
  const abort = new AbortController();
  const waiting = acquire('b', { signal: abort.signal });
  waiting.catch(() => undefined);
  await clock.advance(LEASE_MS);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('renewals of a replay slot that fail are reported, and repeated', async () => {
  const { stream, clock, during, acquire, errors } = setup();
  const release = await during(acquire('a'));
  const fault = new Error('no lease table');
  stream.failNext('UpdateItem', fault, fault);
  await clock.advance(5 * LEASE_MS);
  expect(errors).toEqual([fault]);
  await release();
  await during(acquire('b'));
});
