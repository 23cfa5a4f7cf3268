import { success, type ScriptedAnswer } from '../support/scriptedAnswer.js';

const RECORDS_A_PAGE = 1_000;

/** A shard with one burst in it, whose records are made when they are asked for: held, they would be the larger part of the memory. */
export interface BurstOfRecords {
  /** Answers every GetRecords. */
  readonly answer: () => ScriptedAnswer;
  /** So many changes of meters that nobody hears of, and behind them one of `last`. */
  begin(count: number, last: string): void;
}

export function createBurstOfRecords(): BurstOfRecords {
  let written = 0;
  let read = 0;
  let lastOf = new Map<number, string>();

  return {
    answer() {
      const count = Math.min(RECORDS_A_PAGE, written - read);
      const Records = Array.from({ length: count }, () => {
        read += 1;
        return recordOf(lastOf.get(read) ?? `unheard ${read}`, read);
      });
      return success({ Records, NextShardIterator: String(read) });
    },
    begin(count, last) {
      written += count + 1;
      lastOf = new Map([[written, last]]);
    },
  };
}

/** About 450 bytes by DynamoDB's count. */
function recordOf(meterId: string, number: number): object {
  const Keys = { meterId: { S: meterId } };
  const imageOf = (reading: number) => ({
    ...Keys,
    reading: { N: String(reading) },
    note: { S: NOTE },
    ownerId: { S: 'ada' },
  });
  return {
    eventID: `event ${number}`,
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys,
      OldImage: imageOf(number - 1),
      NewImage: imageOf(number),
      SequenceNumber: `${FIRST_SEQUENCE_NUMBER + BigInt(number)}`,
      SizeBytes: 450,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}

const NOTE = 'x'.repeat(150);
const FIRST_SEQUENCE_NUMBER = 10n ** 20n;
