import { expect, test } from '@jest/globals';
import {
  createMessageRate,
  MAX_MESSAGES_AT_ONCE,
  MAX_MESSAGES_PER_SECOND,
} from '../../../src/server/websocket/messageRate.js';

test('so many at once, and then so many a second', () => {
  let nowMs = 0;
  const mayCome = createMessageRate(() => nowMs);
  const taken = (count: number) => Array.from({ length: count }, mayCome).filter(Boolean).length;
  expect(taken(2 * MAX_MESSAGES_AT_ONCE)).toBe(MAX_MESSAGES_AT_ONCE);
  nowMs += 1_000;
  expect(taken(2 * MAX_MESSAGES_AT_ONCE)).toBe(MAX_MESSAGES_PER_SECOND);
  nowMs += 3_600_000;
  expect(taken(2 * MAX_MESSAGES_AT_ONCE)).toBe(MAX_MESSAGES_AT_ONCE);
});
