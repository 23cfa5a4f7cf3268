import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../../store/generated/items.js';
import { resolvers } from '../../../store/resolvers.js';

/** Repositories that answer every query with these items, and what they were asked. */
function contextWith(items: readonly Record<string, unknown>[]) {
  const asked: unknown[] = [];
  const repository = {
    query: (query: unknown) => {
      asked.push(query);
      return Promise.resolve(items);
    },
  };
  const context = { repositories: { review: repository, stockLevel: repository } } as unknown as Context;
  return { asked, context };
}

describe("the store's own fields", () => {
  test('ratingSummary counts the newest hundred reviews and rounds their mean to one decimal', async () => {
    const { asked, context } = contextWith([{ rating: 5 }, { rating: 4 }, { rating: 4 }]);
    expect(await resolvers.Product.ratingSummary({ productId: 'kite' }, {}, context)).toEqual({
      count: 3,
      average: 4.3,
    });
    expect(asked).toEqual([{ partition: { productId: 'kite' }, order: 'DESC', limit: 100 }]);
  });

  test('ratingSummary has no average without reviews, and passes over a rating that is no number', async () => {
    const { context: none } = contextWith([]);
    expect(await resolvers.Product.ratingSummary({ productId: 'kite' }, {}, none)).toEqual({ count: 0, average: null });
    const { context: broken } = contextWith([{ rating: new Error('no number') }, { rating: 2 }]);
    expect(await resolvers.Product.ratingSummary({ productId: 'kite' }, {}, broken)).toEqual({ count: 1, average: 2 });
  });

  test('lowStock asks the index for one range of one warehouse', async () => {
    const { asked, context } = contextWith([{ productId: 'kite', quantity: 1 }]);
    const found = await resolvers.Query.lowStock(undefined, { warehouse: 'lyon', atMost: 3 }, context);
    expect(found).toEqual([{ productId: 'kite', quantity: 1 }]);
    expect(asked).toEqual([
      { index: 'WarehouseIndex', partition: { warehouse: 'lyon' }, sort: { quantity: { le: 3 } }, limit: 100 },
    ]);
  });

  test('fullName is made of the item it stands on', () => {
    expect(resolvers.Customer.fullName({ firstName: 'Zoë', lastName: 'Hansen' })).toBe('Zoë Hansen');
  });
});
