import type { ChangeRecord } from '../../src/model/changeRecord.js';
import type { ChangeFeed } from '../../src/subscriptions/changeFeed.js';
import type { ChangeEvent, ChangeTopic } from '../../src/subscriptions/changeTopic.js';

/** A feed whose tables have these changes and no others: it gives those that a topic wants, and ends. */
export function createRecordFeed(records: readonly ChangeRecord[]): ChangeFeed {
  return {
    open: (topic) => {
      const unused = () => Promise.reject(new Error('These changes are iterated.'));
      return { kind: 'ChangeStream', follow: unused, catchUp: unused, [Symbol.asyncIterator]: () => iterated(topic) };
    },
    missed: (topic, { first }) => {
      const events = eventsOf(topic, records);
      const page = events.slice(0, first);
      return Promise.resolve({ events: page, endCursor: String(page.length), hasMore: events.length > first });
    },
    close: () => Promise.resolve(),
  };

  async function* iterated(topic: ChangeTopic): AsyncGenerator<ChangeEvent> {
    yield* eventsOf(topic, records);
  }
}

/** @throws {Error} Where a topic wants a change that it would not be found for. */
function eventsOf({ key, want }: ChangeTopic, records: readonly ChangeRecord[]): readonly ChangeEvent[] {
  return records.flatMap((record) => {
    const change = want(record);
    if (change === undefined) return [];
    const found = [record.oldImage, record.newImage].map((image) => image && key?.valueOf(image));
    if (key !== undefined && !found.includes(key.value)) {
      throw new Error(`Nobody would look for ${key.fields} = ${key.value} by ${JSON.stringify(found)}.`);
    }
    return [{ change, cursor: () => `cursor of ${record.sequenceNumber}` }];
  });
}
