import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

import type { AttributeMap } from '../../model/attributeValue.js';
import type { ChangeRecord } from '../../model/changeRecord.js';
import { fromSdkMap, type SdkAttributeMap } from '../execute/binaryValues.js';
import { isSameItem } from './sameItem.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/**
 * A stream's record as plain data, or undefined for a MODIFY that changed
 * nothing: AWS writes no record of such a write, a local engine does.
 *
 * @throws {Error} For a record without key, kind or sequence number.
 */
export function toChangeRecord(table: string, shardId: string, record: StreamRecord): ChangeRecord | undefined {
  const { dynamodb, eventName, userIdentity } = record;
  if (eventName === undefined || dynamodb?.Keys === undefined || dynamodb.SequenceNumber === undefined) {
    throw new Error(`A record of table "${table}" has no key, event name or sequence number.`);
  }
  const oldImage = toImage(dynamodb.OldImage);
  const newImage = toImage(dynamodb.NewImage);
  if (eventName === 'MODIFY' && oldImage && newImage && isSameItem(oldImage, newImage)) return undefined;
  return {
    table,
    kind: eventName,
    keys: fromSdkMap(dynamodb.Keys),
    oldImage: eventName === 'INSERT' ? undefined : oldImage,
    newImage: eventName === 'REMOVE' ? undefined : newImage,
    shardId,
    sequenceNumber: dynamodb.SequenceNumber,
    at: dynamodb.ApproximateCreationDateTime ?? new Date(),
    expired: eventName === 'REMOVE' && userIdentity?.Type === 'Service' && userIdentity.PrincipalId === TTL_PRINCIPAL,
  };
}

function toImage(image: SdkAttributeMap | undefined): AttributeMap | undefined {
  return image && fromSdkMap(image);
}
