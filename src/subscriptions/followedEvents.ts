import { GatewayError } from '../errors/gatewayError.js';
import type { CatchUp, ChangeEvent, ChangeStream } from './changeTopic.js';

/** Changes that may wait for somebody who iterates. */
const MAX_WAITING = 1_000;

/** A stream of changes for one who iterates over it: first what was missed since `after`, then what comes. */
export function followedEvents(stream: ChangeStream, after: string | undefined): AsyncIterableIterator<ChangeEvent> {
  const waiting: ChangeEvent[] = [];
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  let isEnded = false;
  let isLive = after === undefined;
  let catchUp: CatchUp | undefined;
  let unfollow: (() => void) | undefined;
  let following: Promise<void> | undefined;

  const end = (error?: unknown) => {
    if (isEnded) return;
    isEnded = true;
    failure = error === undefined || error instanceof Error ? error : new Error(String(error));
    unfollow?.();
    catchUp?.return();
    wake?.();
  };

  async function follow(): Promise<void> {
    const unfollowed = await stream.follow({
      push(event) {
        if (!isLive) return;
        if (waiting.length >= MAX_WAITING) {
          const message = `More than ${MAX_WAITING} changes were waiting. Read faster or ask for less, and go on after the last cursor.`;
          end(new GatewayError('SLOW_CONSUMER', message));
          return;
        }
        waiting.push(event);
        wake?.();
      },
      ready: () => undefined,
      end,
    });
    if (isEnded) unfollowed();
    unfollow = unfollowed;
    if (after !== undefined && !isEnded) catchUp = await stream.catchUp(after);
  }

  async function next(): Promise<IteratorResult<ChangeEvent>> {
    await (following ??= follow());
    for (;;) {
      if (!isLive && !isEnded) {
        const missed = await catchUp?.next(() => (isLive = true));
        if (missed !== undefined) return { done: false, value: missed };
        continue;
      }
      const event = waiting.shift();
      if (event !== undefined) return { done: false, value: event };
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      if (isEnded) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  const events: AsyncIterableIterator<ChangeEvent> = {
    next,
    return() {
      waiting.length = 0;
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}
