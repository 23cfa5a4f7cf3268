import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createHoldUp } from '../../../src/server/subscriptions/holdUp.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setup() {
  let tooLong = 0;
  const holdUp = createHoldUp(10_000, () => (tooLong += 1), Date.now);
  /** Waiting, and then none, in seconds. */
  const hold = (seconds: number, free: number) => {
    holdUp.begin();
    jest.advanceTimersByTime(seconds * 1000);
    holdUp.end();
    jest.advanceTimersByTime(free * 1000);
  };
  return { holdUp, hold, tooLong: () => tooLong };
}

describe('who keeps others waiting', () => {
  test('for as long as they bear it, is told of once', () => {
    const { holdUp, tooLong } = setup();
    holdUp.begin();
    jest.advanceTimersByTime(9_999);
    expect(tooLong()).toBe(0);
    jest.advanceTimersByTime(60_000);
    expect(tooLong()).toBe(1);
  });

  test('a little less, and again at once, is told of as well', () => {
    const { hold, tooLong } = setup();
    hold(9, 0.1);
    expect(tooLong()).toBe(0);
    hold(9, 0.1);
    expect(tooLong()).toBe(1);
  });

  test('seldom, is never told of', () => {
    const { hold, tooLong } = setup();
    for (let time = 0; time < 100; time += 1) hold(2, 10);
    expect(tooLong()).toBe(0);
  });

  test('is not told of when it is over', () => {
    const { holdUp, tooLong } = setup();
    holdUp.begin();
    holdUp.close();
    jest.advanceTimersByTime(60_000);
    expect(tooLong()).toBe(0);
  });
});
