import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import { countItems } from '../../../src/dynamo/execute/countItems.js';
import type { ListIo } from '../../../src/dynamo/execute/listReader.js';
import type { PageOutput } from '../../../src/dynamo/actions.js';
import type { Transport } from '../../../src/dynamo/execute/transport.js';
import { planList } from '../../../src/dynamo/plan/planList.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: /* GraphQL */ `
      type Event
        @table(partition: "eventId")
        @index(name: "ByDay", partition: "DP = {day}#{shard(10)}", sort: "at", query: "events") {
        eventId: ID!
        day: Date
        at: Int
      }
    `,
  },
]);

/** Counts ten shards, each of which answers with `page`, over and over where it says that there is more. */
async function count(budgetReadUnits: number, page: PageOutput) {
  let underWay = 0;
  let calls = 0;
  let mostAtOnce = 0;
  const transport = {
    async send() {
      calls += 1;
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return page;
    },
    close: () => Promise.resolve(),
  } as unknown as Transport;
  const io: ListIo = {
    caller: createCaller({ transport }),
    options: { signal: new AbortController().signal, deadlineAtMs: Date.now() + 60_000 },
    during: (run) => run(),
    hydrate: () => Promise.reject(new Error('Counting needs no items.')),
  };
  const plan = planList(entityOf(model, 'Event'), {
    index: 'ByDay',
    range: { equal: { day: '2026-01-01' }, sort: {} },
    filter: undefined,
    order: 'ASC',
    fields: new Set(),
    consistent: false,
    viewer: unrestricted(new Date(0)),
  });
  const total = await countItems(io, plan, budgetReadUnits);
  return { total, calls, mostAtOnce };
}

const SMALL: PageOutput = { Count: 7, ScannedCount: 7, ConsumedCapacity: { CapacityUnits: 0.5 } };

describe('counting over shards', () => {
  test('asks as many at a time as the budget surely pays for, and adds them all up', async () => {
    expect(await count(512, SMALL)).toEqual({ total: 70, calls: 10, mostAtOnce: 4 });
  });

  test('asks all of them at once where the budget pays for that', async () => {
    expect(await count(10_000, SMALL)).toEqual({ total: 70, calls: 10, mostAtOnce: 10 });
  });

  test('of a small budget goes shard by shard, and ends without a total once it is spent', async () => {
    expect(await count(2, SMALL)).toEqual({ total: undefined, calls: 4, mostAtOnce: 1 });
  });

  test('of full shards ends before it costs much more than the budget', async () => {
    const full = { ...SMALL, ConsumedCapacity: { CapacityUnits: 128 }, LastEvaluatedKey: { eventId: { S: 'e' } } };
    expect(await count(512, full)).toEqual({ total: undefined, calls: 4, mostAtOnce: 4 });
  });
});
