import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ChangeBatch, ShardPosition } from '../../../src/model/changeBatch.js';
import { fromEntry, recordText, entryHead, toEntries } from '../../../src/subscriptions/brokers/changeLogEntry.js';
import { sampleBatch } from '../../support/changeBatches.js';

const read = (batch: ChangeBatch, maxBytes?: number) =>
  toEntries(batch, maxBytes).map(({ after, through, text }) =>
    fromEntry({ table: batch.table, shardId: batch.shardId, after, through }, text),
  );

const images = fc.option(
  fc.dictionary(
    fc.string(),
    fc.oneof(
      fc.string().map((S) => ({ S })),
      fc.bigInt().map((n) => ({ N: String(n) })),
      fc.constant({ NULL: true }),
    ),
  ),
  { nil: undefined },
);

const batches = fc
  .record({
    numbers: fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 40n })),
    parentShardId: fc.option(fc.string(), { nil: undefined }),
    hasGap: fc.boolean(),
    isEnd: fc.boolean(),
    kind: fc.constantFrom('INSERT' as const, 'MODIFY' as const, 'REMOVE' as const),
    expired: fc.boolean(),
    oldImage: images,
    newImage: images,
  })
  .map(({ numbers, isEnd, hasGap, parentShardId, ...image }): ChangeBatch => {
    const sequenceNumbers = numbers.toSorted((a, b) => (a < b ? -1 : 1));
    const batch = sampleBatch({ table: 'Orders', after: 'START', sequenceNumbers });
    const through: ShardPosition = isEnd ? 'END' : batch.through;
    return { ...batch, parentShardId, hasGap, through, records: batch.records.map((r) => ({ ...r, ...image })) };
  });

describe('a batch in the log', () => {
  test('comes back as it was', () => {
    fc.assert(fc.property(batches, (batch) => expect(read(batch)).toEqual([batch])));
  });

  test('in parts: they follow each other from its beginning to its end, and only the first has its gap', () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 2_000 }), (batch, maxBytes) => {
        const parts = read(batch, maxBytes);
        const ways = parts.map(({ after, through }) => [after, through]);
        expect(ways.map(([after]) => after)).toEqual(['START', ...ways.slice(0, -1).map(([, through]) => through)]);
        expect(ways.at(-1)?.[1]).toBe(batch.through);
        expect(parts.flatMap(({ records }) => records)).toEqual(batch.records);
        expect(parts.map(({ hasGap }) => hasGap)).toEqual(parts.map((_, at) => at === 0 && batch.hasGap));
        for (const { through, records } of parts.slice(0, -1)) expect(through).toBe(records.at(-1)?.sequenceNumber);
      }),
    );
  });

  test('no part is larger than it may be, save one of a single record', () => {
    const batch = sampleBatch({ table: 'Orders', after: '0', sequenceNumbers: [1, 2, 3, 4, 5], size: 300 });
    const parts = toEntries(batch, 1_200);
    expect(parts.map(({ text }) => text.length < 1_400)).toEqual([true, true, true]);
    expect(toEntries(batch, 10)).toHaveLength(5);
  });

  test('records without a number are numbered from its beginning', () => {
    const { records } = sampleBatch({ table: 'Orders', after: '0', sequenceNumbers: [1, 2] });
    const texts = records.map((record) => recordText(record, undefined));
    const text = `${entryHead('arn', undefined, false)}${texts.join(',')}]]`;
    const place = { table: 'Orders', shardId: 'lambda-1', after: '41', through: '43' };
    expect(fromEntry(place, text).records.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['42', '43']);
  });

  test.each([
    ['', {}, /JSON/],
    ['{}', {}, 'It is no list.'],
    ['["arn",null,0]', {}, 'It has no stream, parent or records.'],
    ['["arn",null,0,[]]', { after: 'yesterday' }, 'From "yesterday" to "2" is no way.'],
    ['["arn",null,0,[["MODIFY","2",1,0,{},null,null],["MOVE","3",1,0,{},null,null]]]', {}, 'Record 2 has no kind'],
  ])('what is none is refused: %s', (text, place, message) => {
    const at = { table: 'Orders', shardId: 'shardId-1', after: '1', through: '2', ...place };
    expect(() => fromEntry(at, text)).toThrow(message);
  });
});
