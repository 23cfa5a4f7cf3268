import { isSameItem } from '../../dynamo/streams/sameItem.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { ChangeRecord } from '../../model/changeRecord.js';
import { isRecord } from '../../model/isRecord.js';
import { recordText } from '../brokers/changeLogEntry.js';

/** One record of an event, ready to be published. */
export interface LambdaRecord {
  readonly table: string;
  readonly streamArn: string;
  /** The same each time that Lambda hands the record over. */
  readonly eventId: string;
  /** What Lambda knows the record by. */
  readonly sequenceNumber: string;
  /** Undefined for a MODIFY that changed nothing. */
  readonly text: string | undefined;
}

const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/**
 * A record as Lambda hands it over: as the stream's API has it, save that binary values are base64 text already, times
 * are seconds, and the members of `userIdentity` are in lower case.
 *
 * @throws {Error} saying what it lacks.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function parseLambdaRecord(value: unknown): LambdaRecord {
  const { eventSource, eventSourceARN, eventID, eventName, dynamodb, userIdentity } = isRecord(value) ? value : {};
  if (eventSource !== 'aws:dynamodb' || typeof eventSourceARN !== 'string') {
    throw new Error(`It is no record of a DynamoDB stream, but of ${JSON.stringify(eventSource) ?? 'nothing'}.`);
  }
  const [, table] = /:table\/([^/]+)\/stream\/./.exec(eventSourceARN) ?? [];
  if (table === undefined) throw new Error(`"${eventSourceARN}" is not the ARN of a table's stream.`);
  const { Keys, NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = isRecord(dynamodb) ? dynamodb : {};
  if (!isMap(Keys)) throw new Error('It has no Keys.');
  if (typeof SequenceNumber !== 'string' || !/^\d+$/.test(SequenceNumber)) throw new Error('It has no SequenceNumber.');
  if (typeof eventID !== 'string' || eventID === '') throw new Error('It has no eventID.');
  if (!isKind(eventName)) throw new Error(`${JSON.stringify(eventName) ?? 'Nothing'} is no eventName of a change.`);
  const newImage = eventName !== 'REMOVE' && isMap(NewImage) ? NewImage : undefined;
  const oldImage = eventName !== 'INSERT' && isMap(OldImage) ? OldImage : undefined;
  const isNoChange = eventName === 'MODIFY' && newImage && oldImage && isSameItem(oldImage, newImage);
  const seconds = Number(ApproximateCreationDateTime);
  const change = {
    kind: eventName,
    keys: Keys,
    newImage,
    oldImage,
    at: Number.isFinite(seconds) ? new Date(seconds * 1_000) : new Date(),
    expired: eventName === 'REMOVE' && isTimeToLive(userIdentity),
  };
  return {
    table,
    streamArn: eventSourceARN,
    eventId: eventID,
    sequenceNumber: SequenceNumber,
    text: isNoChange ? undefined : recordText(change, undefined),
  };
}

/** What Lambda knows a record by, of whatever else it may lack. */
export function sequenceNumberOf(value: unknown): string | undefined {
  const { dynamodb } = isRecord(value) ? value : {};
  const { SequenceNumber } = isRecord(dynamodb) ? dynamodb : {};
  return typeof SequenceNumber === 'string' && SequenceNumber !== '' ? SequenceNumber : undefined;
}

function isKind(value: unknown): value is ChangeRecord['kind'] {
  return value === 'INSERT' || value === 'MODIFY' || value === 'REMOVE';
}

function isMap(value: unknown): value is AttributeMap {
  return isRecord(value) && Object.values(value).every(isRecord);
}

function isTimeToLive(identity: unknown): boolean {
  const { type, principalId } = isRecord(identity) ? identity : {};
  return type === 'Service' && principalId === TTL_PRINCIPAL;
}
