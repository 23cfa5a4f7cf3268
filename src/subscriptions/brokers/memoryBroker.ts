import { StreamTakenError } from '../../dynamo/streams/leases/streamTakenError.js';
import type { StreamConsumer } from '../../dynamo/streams/streamConsumer.js';
import { GatewayError } from '../../errors/gatewayError.js';
import type { ChangeBatch } from '../../model/changeBatch.js';
import type { Broker } from '../broker.js';

export interface MemoryBrokerOptions {
  /** A consumer of one table that reads all of it from now on, and tells of polls that found nothing. */
  readonly openConsumer: (table: string, onBatch: (batch: ChangeBatch) => Promise<void>) => StreamConsumer;
}

/** For one process: a table's stream is read as long as somebody listens, and what is read is given on at once. */
export function createMemoryBroker({ openConsumer }: MemoryBrokerOptions): Broker {
  const listened = new Set<string>();
  const consumers = new Set<StreamConsumer>();

  return {
    async listen(table, { onBatch }) {
      if (listened.has(table)) throw new Error(`Table "${table}" is listened to already.`);
      // Shards are read side by side, and given on one batch after another.
      let last: Promise<void> = Promise.resolve();
      const inTurn = (batch: ChangeBatch) => (last = last.then(() => onBatch(batch)));
      listened.add(table);
      const consumer = openConsumer(table, inTurn);
      consumers.add(consumer);
      const close = async () => {
        consumers.delete(consumer);
        await consumer.close();
        listened.delete(table);
      };
      try {
        await consumer.start();
      } catch (error) {
        await close();
        throw error instanceof StreamTakenError ? takenBy(error) : error;
      }
      const positions = new Map(consumer.leases().map(({ shardId, position }) => [shardId, position] as const));
      return { positions, recent: [], close };
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close()));
    },
  };
}

function takenBy({ table, owner }: StreamTakenError): GatewayError {
  return new GatewayError(
    'TABLE_NOT_READY',
    `The changes of table "${table}" are read by another process (${owner}). ` +
      'For subscriptions in several processes, give all of them one Redis: --redis-url (REDIS_URL). ' +
      'Where that process is being replaced by this one, try again when it has ended.',
  );
}
