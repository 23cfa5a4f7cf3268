import { expect, test } from '@jest/globals';

import { createStreamConsumer, type StreamConsumerOptions } from '../../src/streams.js';

const client = { send: () => Promise.resolve({}) } as unknown as StreamConsumerOptions['dynamoClient'] &
  StreamConsumerOptions['streamsClient'];

const usable: StreamConsumerOptions = {
  tables: ['T'],
  name: 'mailer',
  dynamoClient: client,
  streamsClient: client,
  leaseTable: 'leases',
  onBatch: () => undefined,
};

test.each([
  [{ onBatches: 1 }, 'createStreamConsumer has no option "onBatches". Did you mean "onBatch"?'],
  [{ zzz: 1 }, 'createStreamConsumer has no option "zzz". It has tables, name, dynamoClient,'],
  [{ onBatch: undefined }, 'createStreamConsumer needs "onBatch": a function.'],
  [{ tables: 'T' }, '"tables" of createStreamConsumer must be a list of table names, at least one.'],
  [{ tables: [''] }, '"tables" of createStreamConsumer must be a list of table names, at least one.'],
  [{ tables: [] }, '"tables" of createStreamConsumer must be a list of table names, at least one.'],
  [{ unreadableTables: 'WAIT' }, '"unreadableTables" of createStreamConsumer must be "REFUSE" or "RETRY".'],
  [{ name: '' }, '"name" of createStreamConsumer must be a text that is not empty.'],
  [{ streamsClient: {} }, '"streamsClient" of createStreamConsumer must be a DynamoDBStreamsClient.'],
  [{ startFrom: 'latest' }, '"startFrom" of createStreamConsumer must be "LATEST" or "TRIM_HORIZON".'],
  [
    { leaseDurationMs: 99 },
    '"leaseDurationMs" of createStreamConsumer must be a number of milliseconds, at least 100.',
  ],
  [{ idleDelayMs: NaN }, '"idleDelayMs" of createStreamConsumer must be a number of milliseconds, at least 0.'],
  [{ onEmptyPages: 'yes' }, '"onEmptyPages" of createStreamConsumer must be true or false.'],
  [{ checkpoints: 'IGNORE' }, 'checkpoints: "IGNORE" would set back consumers that share: write sharing: "EXCLUSIVE"'],
])('a consumer with %o is refused', (wrong, message) => {
  expect(() => createStreamConsumer({ ...usable, ...wrong } as StreamConsumerOptions)).toThrow(message);
});

test('a consumer with what it needs is made, and options that are undefined are not given', () => {
  expect(createStreamConsumer({ ...usable, random: undefined } as unknown as StreamConsumerOptions).leases()).toEqual(
    [],
  );
});
