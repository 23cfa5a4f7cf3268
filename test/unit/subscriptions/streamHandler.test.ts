import { describe, expect, test } from '@jest/globals';
import { type ConfigError } from '../../../src/config/configError.js';
import { createStreamHandler, handleEvent } from '../../../src/subscriptions/lambda/createStreamHandler.js';
import { parseLambdaRecord } from '../../../src/subscriptions/lambda/lambdaRecord.js';
import type { Publishable } from '../../../src/subscriptions/lambda/lambdaPublisher.js';
import { lambdaRecord } from '../../support/lambdaEvents.js';

interface Handled {
  readonly published: readonly (readonly string[])[];
  readonly log: readonly Record<string, unknown>[];
  readonly answer: Promise<unknown>;
}

/** @param failsAt  The call of `publish` that fails. */
async function handle(event: unknown, failsAt = Infinity): Promise<Handled> {
  const published: string[][] = [];
  const log: Record<string, unknown>[] = [];
  const publish = async (records: readonly Publishable[]) => {
    if (published.length === failsAt) throw new Error('OOM command not allowed');
    published.push(records.map(({ sequenceNumber }) => sequenceNumber));
  };
  const logger = { error: (line: unknown) => log.push(line as Record<string, unknown>) };
  const answer = handleEvent(event, { publish }, logger as never);
  await answer.catch(() => undefined);
  return { published, log, answer };
}

const failed = (sequenceNumber: string) => ({ batchItemFailures: [{ itemIdentifier: sequenceNumber }] });
const NONE_FAILED = { batchItemFailures: [] };

describe('the handler of Lambda', () => {
  const large = Array.from({ length: 12 }, (_, at) => lambdaRecord({ number: at + 1, size: 150_000 }));

  test('publishes the records in order, not more at once than half a megabyte, a thousand, or of one stream', async () => {
    expect((await handle({ Records: large })).published).toEqual([
      ['100001', '100002', '100003'],
      ['100004', '100005', '100006'],
      ['100007', '100008', '100009'],
      ['100010', '100011', '100012'],
    ]);
    const many = Array.from({ length: 1_500 }, (_, at) => lambdaRecord({ number: at }));
    expect((await handle({ Records: many })).published.map(({ length }) => length)).toEqual([1_000, 500]);
    const mixed = ['Orders', 'Orders', 'Shops'].map((table, number) => lambdaRecord({ table, number }));
    const { published, answer } = await handle({ Records: mixed });
    expect(published).toEqual([['100000', '100001'], ['100002']]);
    await expect(answer).resolves.toEqual(NONE_FAILED);
  });

  test.each([0, 1, 2, 3])('where call %i fails, Lambda is told the first record that was not published', async (at) => {
    const { published, answer, log } = await handle({ Records: large }, at);
    expect(published).toHaveLength(at);
    await expect(answer).resolves.toEqual(failed(String(100_001 + 3 * at)));
    expect(log).toEqual([
      { table: 'Orders', sequenceNumber: String(100_001 + 3 * at), reason: 'OOM command not allowed' },
    ]);
  });

  test('what changed nothing is published by nobody', async () => {
    const same = lambdaRecord({ number: 1 });
    const unchanged = { ...same, dynamodb: { ...same.dynamodb, OldImage: same.dynamodb.NewImage } };
    const { published, answer } = await handle({ Records: [unchanged, lambdaRecord({ number: 2 })] });
    expect(published).toEqual([['100002']]);
    await expect(answer).resolves.toEqual(NONE_FAILED);
    await expect((await handle({ Records: [] })).answer).resolves.toEqual(NONE_FAILED);
  });

  test('a record that cannot be read is reported as failed, with a reason in the log; those before it are published', async () => {
    const broken = { ...lambdaRecord({ number: 3 }), eventName: 'RENAME' };
    const records = [lambdaRecord({ number: 1 }), lambdaRecord({ number: 2 }), broken, lambdaRecord({ number: 4 })];
    const { published, answer, log } = await handle({ Records: records });
    expect(published).toEqual([['100001', '100002']]);
    await expect(answer).resolves.toEqual(failed('100003'));
    expect(log).toEqual([{ sequenceNumber: '100003', reason: '"RENAME" is no eventName of a change.' }]);
  });

  test('one that cannot even be named fails the event, as what is no event does', async () => {
    const nameless = await handle({ Records: [lambdaRecord({ number: 1 }), { eventSource: 'aws:sqs' }] });
    expect(nameless.published).toEqual([['100001']]);
    await expect(nameless.answer).rejects.toThrow(
      'A record cannot be published, nor named to Lambda: It is no record of a DynamoDB stream, but of "aws:sqs".',
    );
    for (const event of [undefined, 'x', {}, { Records: 1 }]) {
      await expect((await handle(event)).answer).rejects.toThrow('the event has no list of Records');
    }
  });

  test('its options are checked, all at once', () => {
    const wrong = { redisURL: 'redis://a', tablePrefix: 'a b', changeLogMaxEntries: 1 };
    let problems: readonly string[] = [];
    try {
      createStreamHandler(wrong as never);
    } catch (error) {
      problems = (error as ConfigError).problems;
    }
    expect(problems).toEqual([
      'createStreamHandler has no option "redisURL". Did you mean "redisUrl"?',
      'option tablePrefix is "a b": give at most 200 letters, digits, "_", "." and "-".',
      'option changeLogMaxEntries is 1: give a whole number from 100 to 10000000 (batches).',
      'createStreamHandler needs the option redisUrl: the Redis that the gateways have as REDIS_URL.',
    ]);
  });
});

test('a handler without the URL of the Redis says what to give', () => {
  expect(() => createStreamHandler({ redisUrl: '' })).toThrow(
    'option redisUrl is empty: give a URL such as redis://cache.example:6379.',
  );
});

describe('a record of Lambda', () => {
  const sample = lambdaRecord({ number: 7 });
  const fieldsOf = (record: unknown) => JSON.parse(parseLambdaRecord(record).text ?? 'null') as unknown[];

  test('is read as the stream has it', () => {
    const { table, streamArn, eventId, sequenceNumber } = parseLambdaRecord(sample);
    expect({ table, streamArn, eventId, sequenceNumber }).toEqual({
      table: 'Orders',
      streamArn: sample.eventSourceARN,
      eventId: 'event-7',
      sequenceNumber: '100007',
    });
    const { Keys, OldImage, NewImage } = sample.dynamodb;
    expect(fieldsOf(sample)).toEqual(['MODIFY', null, 1_700_000_000_000, 0, Keys, OldImage, NewImage]);
  });

  test('of a deletion by time to live is expired', () => {
    const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    const expiredOf = (userIdentity: unknown) => fieldsOf({ ...sample, eventName: 'REMOVE', userIdentity })[3];
    expect(expiredOf(service)).toBe(1);
    expect(expiredOf({ ...service, principalId: 'somebody' })).toBe(0);
    expect(expiredOf(undefined)).toBe(0);
  });

  test('of a stream of keys only has no images', () => {
    const { Keys, SequenceNumber } = sample.dynamodb;
    expect(fieldsOf({ ...sample, dynamodb: { Keys, SequenceNumber } }).slice(4)).toEqual([Keys, null, null]);
  });

  test.each([
    [{ eventSource: 'aws:kinesis' }, 'It is no record of a DynamoDB stream, but of "aws:kinesis".'],
    [{ eventSourceARN: 'arn:aws:sqs:x' }, '"arn:aws:sqs:x" is not the ARN of a table\'s stream.'],
    [{ eventID: undefined }, 'It has no eventID.'],
    [{ dynamodb: undefined }, 'It has no Keys.'],
    [{ dynamodb: { ...sample.dynamodb, SequenceNumber: 'x' } }, 'It has no SequenceNumber.'],
  ])('%j is none', (change, message) => {
    expect(() => parseLambdaRecord({ ...sample, ...change })).toThrow(message);
  });
});
