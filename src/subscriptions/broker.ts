import type { ChangeBatch, ShardPosition } from '../model/changeBatch.js';

/**
 * Carries what is read of streams to every process that has subscribers. Batches of one shard keep their order. A batch
 * may come twice, and a broker that lost its memory may leave some out: `after` and `through` tell, and whoever listens
 * drops what it had and reads from the stream what it lacks.
 */
export interface Broker {
  /**
   * Listens to a table. Once it resolves, `positions` is where listening begins: every batch behind it comes.
   *
   * @throws {GatewayError} `TABLE_NOT_READY` where the table's changes cannot be read.
   */
  listen(table: string, listener: BrokerListener): Promise<BrokerListening>;
  /** Everything of a table that is kept, oldest first, until what is there now; undefined where nothing is kept. */
  readonly log?: (table: string, signal: AbortSignal) => AsyncIterable<ChangeBatch>;
  close(): Promise<void>;
}

export interface BrokerListener {
  /** One after another: the next batch waits until this one is done. Does not reject. */
  readonly onBatch: (batch: ChangeBatch) => Promise<void>;
}

export interface BrokerListening {
  /** How far each shard was read when listening began; empty where the broker cannot know. */
  readonly positions: ReadonlyMap<string, ShardPosition>;
  /** The stream that the positions are of, where the broker knows it: shards of another may have the same names. */
  readonly streamArn?: string | undefined;
  /** What went before, oldest first, as far as the broker kept it in memory-sized amounts: may be empty. */
  readonly recent: readonly ChangeBatch[];
  close(): Promise<void>;
}
