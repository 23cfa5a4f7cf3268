import type { AttributeMap } from './attributeValue.js';

/**
 * One change of one item, as the table's stream tells it. Records of one item
 * come in the order of its writes; between items there is no order. A record
 * may come twice, never not at all (within the stream's 24 hours).
 */
export interface ChangeRecord {
  readonly table: string;
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** The primary key. */
  readonly keys: AttributeMap;
  /** The item before the change; undefined for INSERT. */
  readonly oldImage: AttributeMap | undefined;
  /** The item after the change; undefined for REMOVE. */
  readonly newImage: AttributeMap | undefined;
  readonly shardId: string;
  /** A whole number in digits, growing within a shard; up to 40 digits, so compare as BigInt. */
  readonly sequenceNumber: string;
  /** When the change was made, to the second. */
  readonly at: Date;
  /** DynamoDB's TTL deleted it. */
  readonly expired: boolean;
}
