import { streamArnOf } from './changeBatches.js';

export interface SampleLambdaRecord {
  readonly table?: string;
  readonly number: number;
  /** Letters in the new image. */
  readonly size?: number;
}

/** A record as Lambda hands it over. */
export function lambdaRecord({ table = 'Orders', number, size = 1 }: SampleLambdaRecord) {
  return {
    eventID: `event-${number}`,
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_700_000_000,
      Keys: { id: { S: String(number) } },
      NewImage: { id: { S: String(number) }, text: { S: 'x'.repeat(size) } },
      OldImage: { id: { S: String(number) } },
      SequenceNumber: String(100_000 + number),
      SizeBytes: 59,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArnOf(table),
  };
}
