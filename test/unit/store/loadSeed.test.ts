import { describe, expect, test } from '@jest/globals';
import { seed } from '../../../store/seed/seed.js';
import { storeItems } from '../../../store/seed/storeItems.js';
import { success } from '../../support/scriptedAnswer.js';
import { itemsOfBatches, runSeed, type BatchWrite } from './writtenItems.js';

describe('loading the sample data', () => {
  test('writes every item once, 25 a call, and logs one line', async () => {
    const { batches, logged } = await runSeed(seed);
    const items = [...storeItems(new Date())];
    expect(batches).toHaveLength(Math.ceil(items.length / 25));
    for (const batch of batches) expect(itemsOfBatches([batch]).length).toBeLessThanOrEqual(25);
    expect(itemsOfBatches(batches)).toHaveLength(items.length);
    expect(logged).toEqual([expect.stringMatching(`^Loaded ${items.length} sample items in \\d+\\.\\d s\\.$`)]);
  });

  test('sends again what DynamoDB hands back, and nothing else', async () => {
    let handedBack: BatchWrite['RequestItems'] = {};
    const { batches } = await runSeed(seed, ({ input }) => {
      const [[table, requests] = ['', []]] = Object.entries((input as BatchWrite).RequestItems);
      handedBack = { [table]: requests.slice(0, 2) };
      return success({ UnprocessedItems: handedBack });
    });
    const repeated = batches.filter((batch) => itemsOfBatches([batch]).length === 2);
    expect(repeated).toEqual([{ RequestItems: handedBack }]);
    expect(itemsOfBatches(batches)).toHaveLength([...storeItems(new Date())].length + 2);
  });
});
