import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { watchExpiry } from '../../../src/server/watchExpiry.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const expired = jest.fn();
const watch = (claims: Record<string, unknown> | undefined, clockSkewS = 0) => {
  expired.mockClear();
  return watchExpiry({ identity: 'ada', claims }, clockSkewS, expired);
};
const inSeconds = (seconds: number) => ({ exp: Date.now() / 1000 + seconds });

test('at the moment of the claim, and the tolerance after it', () => {
  watch(inSeconds(60), 5);
  jest.advanceTimersByTime(64_999);
  expect(expired).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(expired).toHaveBeenCalledTimes(1);
});

test('a year ahead, which is longer than a timer runs', () => {
  const yearMs = 365 * 86_400_000;
  watch(inSeconds(yearMs / 1000));
  jest.advanceTimersByTime(yearMs - 1_000);
  expect(expired).not.toHaveBeenCalled();
  jest.advanceTimersByTime(2_000);
  expect(expired).toHaveBeenCalledTimes(1);
});

test('soon, where it lies in the past', () => {
  watch(inSeconds(-60));
  jest.advanceTimersByTime(1);
  expect(expired).toHaveBeenCalledTimes(1);
});

test('never without such a claim, nor once it is forgotten', () => {
  for (const claims of [undefined, {}, { exp: 'soon' }, { exp: Infinity }]) watch(claims);
  watch(inSeconds(60))();
  expect(jest.getTimerCount()).toBe(0);
});
