import { createHash } from 'node:crypto';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import type { Entity } from '../../model/model.js';
import { canonicalNumber } from '../values/canonicalNumber.js';

/**
 * The shard that a write puts an item into, from 0 to `count` - 1. Other programs may compute it as well: SHA-256
 * over the values of the primary key's attributes (the partition key's, then the sort key's) as text in UTF-8, one
 * zero byte between them; its first four bytes as an unsigned big-endian number; modulo `count`.
 *
 * An S is the text it is, an N as DynamoDB returns it (`1.50` is `1.5`), a B is base64.
 *
 * @param key  The item's primary key.
 */
export function shardOf(entity: Pick<Entity, 'key'>, key: AttributeMap, count: number): number {
  if (count === 1) return 0;
  const texts = partsOfKey(entity.key).map(({ attribute }) => textOf(key[attribute]));
  return createHash('sha256').update(texts.join('\0')).digest().readUInt32BE(0) % count;
}

function textOf(value: AttributeValue | undefined): string {
  if (value !== undefined && 'S' in value) return value.S;
  if (value !== undefined && 'N' in value) return canonicalNumber(value.N);
  if (value !== undefined && 'B' in value) return value.B;
  throw new Error('A primary key holds S, N or B only.');
}
