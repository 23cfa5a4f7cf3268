import type { Transport } from '../../src/dynamo/execute/transport.js';

/**
 * Holds each answer back for some turns of the event loop, so that answers come in another order than they were asked for.
 *
 * @param turns  How many turns, by the number of the call; used again from the start when there are more calls.
 */
export function delayingTransport(inner: Transport, turns: readonly number[]): Transport {
  let calls = 0;
  return {
    async send(action, input, options) {
      const wait = turns[calls % turns.length] ?? 0;
      calls += 1;
      for (let turn = 0; turn < wait; turn += 1) await new Promise(setImmediate);
      return inner.send(action, input, options);
    },
    close: () => inner.close(),
  };
}
