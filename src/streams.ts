import { CONSUMER_OPTION_NAMES, type StreamConsumerOptions } from './dynamo/streams/consumerOptions.js';
import { createStreamConsumer as create, type StreamConsumer } from './dynamo/streams/streamConsumer.js';
import { didYouMean } from './schema/didYouMean.js';

export type { StreamConsumerOptions } from './dynamo/streams/consumerOptions.js';
export type { ShardLease, StreamConsumer } from './dynamo/streams/streamConsumer.js';
export type { Clock } from './dynamo/streams/clock.js';
export { StreamTakenError } from './dynamo/streams/leases/streamTakenError.js';
export { type ChangeBatch, compareSequenceNumbers, type ShardPosition } from './model/changeBatch.js';
export type { ChangeRecord } from './model/changeRecord.js';
export type { AttributeMap, AttributeValue } from './model/attributeValue.js';
export { GatewayError } from './errors/gatewayError.js';

/**
 * A consumer of the streams of some tables.
 *
 * @throws {TypeError} naming the option that is unknown, missing or cannot be used.
 */
export function createStreamConsumer(options: StreamConsumerOptions): StreamConsumer {
  for (const name of Object.keys(options)) {
    if (CONSUMER_OPTION_NAMES.includes(name)) continue;
    throw new TypeError(
      `createStreamConsumer has no option "${name}".${didYouMean(name, CONSUMER_OPTION_NAMES) || ` It has ${CONSUMER_OPTION_NAMES.join(', ')}.`}`,
    );
  }
  return create(options);
}
