import type { FormattedExecutionResult } from 'graphql';
import type { SubscriptionRequest, Subscriptions } from './createSubscriptions.js';
import { createSubscriber } from './subscriber.js';

/** What a subscriber reads: one result an event, errors already as it may see them. `return()` ends it at once. */
export type SubscriptionResults = AsyncGenerator<FormattedExecutionResult, void, void>;

/**
 * A subscription that is read in this process.
 *
 * @param signal  Ends it.
 * @returns The results; or one result with errors only when it cannot start.
 */
export async function subscribeDirectly(
  subscriptions: Subscriptions,
  request: SubscriptionRequest,
  signal: AbortSignal,
): Promise<SubscriptionResults | FormattedExecutionResult> {
  const wanting: ((result: IteratorResult<FormattedExecutionResult, void>) => void)[] = [];
  const last: FormattedExecutionResult[] = [];
  let isComplete = false;

  const complete = () => {
    isComplete = true;
    signal.removeEventListener('abort', leave);
    for (const want of wanting.splice(0)) want({ done: true, value: undefined });
  };
  const subscriber = createSubscriber(
    {
      isReady: () => wanting.length > 0,
      send({ result }) {
        const want = wanting.shift();
        if (want === undefined) last.push(result);
        else want({ done: false, value: result });
      },
      complete,
    },
    { characters: 0 },
  );
  const leave = () => {
    last.length = 0;
    subscriber.leave();
    complete();
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });

  const refused = await subscriptions.start(request, subscriber);
  if (refused !== undefined) {
    signal.removeEventListener('abort', leave);
    return refused;
  }

  // No async generator function: its `return()` would wait for an event that may never come.
  const results: SubscriptionResults = {
    next: () =>
      new Promise((resolve) => {
        const value = last.shift();
        if (value !== undefined) resolve({ done: false, value });
        else if (isComplete) resolve({ done: true, value: undefined });
        else {
          wanting.push(resolve);
          subscriber.flush();
        }
      }),
    async return() {
      leave();
      return { done: true, value: undefined };
    },
    async throw(error) {
      leave();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: async () => leave(),
  };
  return results;
}
