import type { FormattedExecutionResult } from 'graphql';
import { createSharedResult, type SharedResult } from './sharedResult.js';
import { tooManyWaiting } from './slowConsumer.js';

/** What a way in does with the results of one subscriber. */
export interface ResultSink {
  /** False: results wait until `flush` is called, save the last ones. */
  isReady(): boolean;
  send(result: SharedResult): void;
  /** The last call: no result comes any more. */
  complete(): void;
}

/** Characters of the results that wait for one client, of all of its subscribers together. */
export interface Backlog {
  characters: number;
}

/** One that hears of changes, between those who know what happened and the way to its client. */
export interface Subscriber {
  /** A result of now. While it is behind, it waits for those that were missed. */
  deliver(result: SharedResult): void;
  /** A result that was missed, in the order of the changes. */
  catchUp(result: SharedResult): void;
  /** From now on live results wait... */
  fallBehind(): void;
  /** ...until now. */
  goLive(): void;
  /** Undefined where nothing waits and its client takes more; else resolves when that is so, or it has ended. */
  ready(): Promise<void> | undefined;
  /** Its client takes results again. */
  flush(): void;
  /** Once what waits is sent, and this, it is over. */
  finish(last?: FormattedExecutionResult): void;
  /** This is sent at once, what waits is dropped, and it is over. */
  cut(last: FormattedExecutionResult): void;
  /** Its client is gone, or wants no more. */
  leave(): void;
  readonly hasEnded: boolean;
  /** `listener` is called once, when it ends in whatever way; at once where it has. */
  onEnd(listener: () => void): void;
}

export const MAX_WAITING_RESULTS = 1_000;
export const MAX_WAITING_CHARACTERS = 8_000_000;

/** Whoever has more than this waiting is ended with `SLOW_CONSUMER`. */
export function createSubscriber(sink: ResultSink, backlog: Backlog): Subscriber {
  let waiting: SharedResult[] = [];
  let later: SharedResult[] | undefined;
  let listeners: (() => void)[] = [];
  let wakes: (() => void)[] = [];
  let isFinishing = false;
  let hasEnded = false;

  const wake = () => {
    const woken = wakes;
    wakes = [];
    for (const one of woken) one();
  };

  function end(): void {
    hasEnded = true;
    for (const { text } of [...waiting, ...(later ?? [])]) backlog.characters -= text.length;
    waiting = [];
    later = undefined;
    wake();
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  }

  function cut(last: FormattedExecutionResult): void {
    if (hasEnded) return;
    end();
    sink.send(createSharedResult(last));
    sink.complete();
  }

  function wait(queue: SharedResult[], result: SharedResult): void {
    queue.push(result);
    backlog.characters += result.text.length;
    const results = waiting.length + (later?.length ?? 0);
    if (results > MAX_WAITING_RESULTS || backlog.characters > MAX_WAITING_CHARACTERS) cut(tooManyWaiting());
  }

  function give(result: SharedResult): void {
    if (waiting.length === 0 && sink.isReady()) sink.send(result);
    else wait(waiting, result);
  }

  function flush(): void {
    for (let result = waiting[0]; !hasEnded && result !== undefined && sink.isReady(); result = waiting[0]) {
      waiting.shift();
      backlog.characters -= result.text.length;
      sink.send(result);
    }
    if (hasEnded || waiting.length > 0) return;
    if (isFinishing) {
      end();
      sink.complete();
    } else if (sink.isReady()) wake();
  }

  return {
    deliver(result) {
      if (hasEnded || isFinishing) return;
      if (later === undefined) give(result);
      else wait(later, result);
    },
    catchUp(result) {
      if (!hasEnded && !isFinishing) give(result);
    },
    fallBehind() {
      later ??= [];
    },
    goLive() {
      if (later === undefined) return;
      waiting = [...waiting, ...later];
      later = undefined;
      flush();
    },
    ready() {
      if (hasEnded || (waiting.length === 0 && sink.isReady())) return undefined;
      return new Promise((resolve) => wakes.push(resolve));
    },
    flush,
    finish(last) {
      if (hasEnded || isFinishing) return;
      if (last !== undefined) give(createSharedResult(last));
      isFinishing = true;
      flush();
    },
    cut,
    leave() {
      if (!hasEnded) end();
    },
    get hasEnded() {
      return hasEnded;
    },
    onEnd(listener) {
      if (hasEnded) listener();
      else listeners.push(listener);
    },
  };
}
