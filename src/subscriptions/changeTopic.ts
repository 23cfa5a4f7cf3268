import type { AttributeMap } from '../model/attributeValue.js';
import type { ChangeRecord } from '../model/changeRecord.js';
import type { Entity } from '../model/model.js';
import type { EntityChange } from './entityChange.js';

/** What one kind of subscribers wants to hear of: everybody with the same document, variables and rights shares one. */
export interface ChangeTopic {
  readonly entity: Entity;
  /** Fields that must have one value, by which the feed finds the topics that a record may concern; undefined: any item. */
  readonly key: TopicKey | undefined;
  /** The change as these subscribers see it; undefined for one that they do not want or may not see. Pure. */
  readonly want: (record: ChangeRecord) => EntityChange | undefined;
}

export interface TopicKey {
  /** Says which fields of a type, the same text for all topics with these: `productId`, `index CategoryPriceIndex`. */
  readonly fields: string;
  /** Their values as one text, the same for equal stored values. */
  readonly value: string;
  /** The same text of an item; undefined where it lacks one. */
  readonly valueOf: (item: AttributeMap) => string | undefined;
}

/** One change on its way to subscribers. */
export interface ChangeEvent {
  readonly change: EntityChange;
  /** Passed as `after`, it goes on behind this change. Made when asked for. */
  readonly cursor: () => string;
}

/** Changes for a topic, live. */
export interface ChangeFollower {
  /** The next change; in order for each item. Must not throw. */
  push(event: ChangeEvent): void;
  /** Undefined where more can be taken at once; else the feed reads no further before it resolves. Must not reject. */
  ready(): Promise<void> | undefined;
  /** The feed is closed, or cannot go on: nothing comes any more. */
  end(error: unknown): void;
}

/** What a subscription field of the gateway's own gives graphql-js, which takes nothing but an AsyncIterable. It is followed, not iterated. */
export interface ChangeStream extends AsyncIterable<ChangeEvent> {
  readonly kind: 'ChangeStream';
  /**
   * Live changes from now on. Once it resolves, every later write is seen.
   *
   * @returns What ends it.
   * @throws {GatewayError} `TABLE_NOT_READY` where changes cannot be read.
   */
  follow(follower: ChangeFollower): Promise<() => void>;
  /**
   * Changes since a cursor, for one subscriber, paced by `next`.
   *
   * @param name  What the cursor came as, for messages. Default `after`.
   * @throws {GatewayError} `CURSOR_INVALID`, `TABLE_NOT_READY`.
   */
  catchUp(after: string, name?: string): Promise<CatchUp>;
}

export interface CatchUp {
  /**
   * The next change that was missed; undefined once there is none. Then `goLive` has been called, in the very moment
   * (synchronously) from which on every further change goes to those that follow the topic: neither twice nor not at
   * all, if the subscriber is made one of them in it and what was pushed before is not given to it.
   *
   * @throws What `return` was given; `SLOW_CONSUMER` where the subscriber holds up others for too long.
   */
  next(goLive: () => void): Promise<ChangeEvent | undefined>;
  return(): void;
}

/** What was missed, as far as one page goes. */
export interface MissedChanges {
  readonly events: readonly ChangeEvent[];
  /** Where the next page, or a subscription, goes on. */
  readonly endCursor: string;
  /** False: there was nothing more at that moment. */
  readonly hasMore: boolean;
}

export function isChangeStream(value: unknown): value is ChangeStream {
  return typeof value === 'object' && value !== null && (value as Partial<ChangeStream>).kind === 'ChangeStream';
}
