import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import { entityOf } from '../../../src/model/model.js';
import { principalOf } from '../../../src/model/principal.js';
import type { GatewayContext } from '../../../src/resolvers/gatewayContext.js';
import { changedField } from '../../../src/resolvers/subscription.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { createClaimedValues } from '../../../src/resolvers/claimedValues.js';
import type { ChangeEvent } from '../../../src/subscriptions/changeTopic.js';
import { createRecordFeed } from '../../support/recordFeed.js';
import { item } from '../../support/scenarioItem.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Line
        @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = {day}#{number:03}", storeKeyFields: false) {
        orderId: ID!
        day: Date!
        number: Int!
        text: String
      }
      type Price @table(name: "Prices", partition: "amount") {
        amount: Decimal!
      }`,
  },
]);

/** The partition keys of the items whose creation a subscriber with these arguments sees. */
async function seen(type: string, args: Readonly<Record<string, unknown>>, made: readonly AttributeMap[]) {
  const entity = entityOf(model, type);
  const records = made.map(
    (image) => ({ newImage: image, at: new Date(0), expired: false }) as unknown as ChangeRecord,
  );
  const context = {
    internal: {
      runtime: { model, changes: createRecordFeed(records) },
      viewer: unrestricted(new Date(0)),
      claimed: createClaimedValues(principalOf(undefined)),
    },
  } as unknown as GatewayContext;
  const stream = changedField(entity).subscribe({} as ChangeEvent, args, context, {} as never);
  const found: unknown[] = [];
  for await (const { change } of stream as AsyncIterable<ChangeEvent>) found.push(change.item);
  return found.map((image) => made.indexOf(image as AttributeMap));
}

const LINES = [
  item({ PK: 'ORDER#1', SK: '2026-01-01#007' }),
  item({ PK: 'ORDER#1', SK: '2026-01-02#007' }),
  item({ PK: 'ORDER#2', SK: '2026-01-01#007', orderId: '2' }),
];

describe('changes of items by their key', () => {
  test.each([
    ['the field of one key attribute', { orderId: '1' }, [0, 1]],
    ['one of several fields of a key attribute', { day: '2026-01-01' }, [0, 2]],
    ['a padded number', { number: 7, orderId: '2' }, [2]],
    ['the whole key', { orderId: '1', day: '2026-01-02', number: 7 }, [1]],
    ['a key that no item has', { orderId: '1', number: 8 }, []],
    ['nothing', {}, [0, 1, 2]],
  ])('come for %s, though their fields are stored inside the key alone', async (_title, args, expected) => {
    expect(await seen('Line', args, LINES)).toEqual(expected);
  });

  test('compare numbers by value', async () => {
    expect(await seen('Price', { amount: '1.50' }, [item({ amount: 1.5 }), item({ amount: 2 })])).toEqual([0]);
  });
});
