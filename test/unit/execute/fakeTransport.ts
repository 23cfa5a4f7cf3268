import type { ActionInput, ActionName, ActionOutput } from '../../../src/dynamo/actions.js';
import { DynamoError, type Transport } from '../../../src/dynamo/execute/transport.js';

export interface SentCall {
  readonly action: ActionName;
  readonly input: unknown;
}

type Answer = (action: ActionName, input: never, signal: AbortSignal) => unknown;

/** A transport that records what is sent and answers as `answer` says (which may throw). */
export function createFakeTransport(answer: Answer): Transport & { readonly sent: readonly SentCall[] } {
  const sent: SentCall[] = [];
  return {
    sent,
    async send<A extends ActionName>(action: A, input: ActionInput<A>, { signal }: { signal: AbortSignal }) {
      sent.push({ action, input });
      return (await answer(action, input as never, signal)) as ActionOutput<A>;
    },
    close: () => Promise.resolve(),
  };
}

/** Throws or returns one answer a call; the last one stands for all later calls. */
export function answersInTurn(...answers: readonly unknown[]): () => unknown {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

/** An answer that never comes: rejects as `Aborted` with the signal. */
export function untilAborted(_action: ActionName, _input: never, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(new DynamoError('Aborted', 'The call was aborted.'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
}

export const THROTTLE = new DynamoError('ProvisionedThroughputExceededException', 'Slower.', { status: 400 });
export const FAULT = new DynamoError('InternalServerError', 'A fault.', { status: 500 });
export const REFUSED = new DynamoError('ConnectionRefused', 'No connection to DynamoDB at http://127.0.0.1:1.');
export const LOST = new DynamoError('ConnectionLost', 'The answer was lost.');

/** A clock that a test moves, and call options that read it. */
export function createClock(deadlineAtMs: number) {
  let nowMs = 0;
  return {
    advance: (byMs: number) => void (nowMs += byMs),
    options: { signal: new AbortController().signal, deadlineAtMs, now: () => nowMs },
  };
}
