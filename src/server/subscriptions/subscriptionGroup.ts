import type { FormattedExecutionResult } from 'graphql';
import type { RateKey } from '../../limits/rates.js';
import type { CatchUp, ChangeEvent, ChangeStream } from '../../subscriptions/changeTopic.js';
import { createEventPipeline } from './eventPipeline.js';
import { createHoldUp } from './holdUp.js';
import type { SharedResult } from './sharedResult.js';
import { tooMuchToExecute } from './slowConsumer.js';
import type { Subscriber } from './subscriber.js';

/** Events of a group, or of one that resumes, which are executed at a time. */
const EXECUTED_AT_A_TIME = 8;
/** More changes than this wait for execution: the feed is to wait. */
const MAX_WAITING_EVENTS = 256;
/** The feed has others to serve: a group that keeps it waiting for longer, at once or again and again, is ended. */
export const MAX_HELD_UP_MS = 10_000;

/**
 * Subscribers with the same document, variables and rights: each change is executed once for all of them.
 * It follows its stream as long as it has somebody, and is closed for good with the last.
 */
export interface SubscriptionGroup {
  /**
   * Makes it a member. Once it resolves, every later change reaches it.
   *
   * @throws as `ChangeStream.follow` does.
   */
  join(subscriber: Subscriber, rateKey: RateKey | undefined): Promise<void>;
  /**
   * The same for one that was away: what it missed is executed for it alone, and as fast as it takes it.
   *
   * @throws as `ChangeStream.follow` and `catchUp` do.
   */
  resume(subscriber: Subscriber, rateKey: RateKey | undefined, after: ResumePoint): Promise<void>;
  readonly isClosed: boolean;
}

/** Behind which change a subscriber goes on. */
export interface ResumePoint {
  readonly cursor: string;
  /** What it came as, for who is told that it is none: `after`, `Last-Event-ID`. */
  readonly name: string;
}

export interface SubscriptionGroupOptions {
  readonly stream: ChangeStream;
  /** Does not reject. */
  readonly execute: (event: ChangeEvent, rateKey: RateKey | undefined) => Promise<SharedResult>;
  readonly shown: (error: unknown) => FormattedExecutionResult;
  readonly onClose: () => void;
}

interface Member {
  readonly subscriber: Subscriber;
  readonly rateKey: RateKey | undefined;
  /** The first of the group's events that is for it. */
  readonly from: number;
}

export function createSubscriptionGroup({
  stream,
  execute,
  shown,
  onClose,
}: SubscriptionGroupOptions): SubscriptionGroup {
  const members = new Set<Member>();
  /** Those on their way to become members: they keep the group, too. */
  let coming = 0;
  let pushed = 0;
  let isClosed = false;
  let end: { readonly error: unknown } | undefined;
  let following: Promise<() => void> | undefined;
  const holdUp = createHoldUp(MAX_HELD_UP_MS, () => endAll((subscriber) => subscriber.cut(tooMuchToExecute())));

  const pipeline = createEventPipeline<{ readonly event: ChangeEvent; readonly at: number }, SharedResult | undefined>({
    atATime: EXECUTED_AT_A_TIME,
    run({ event, at }) {
      const payer = nextPayer(at);
      return payer === undefined ? Promise.resolve(undefined) : execute(event, payer.rateKey);
    },
    give({ at }, result) {
      if (result === undefined) return;
      for (const { subscriber, from } of members) if (from <= at) subscriber.deliver(result);
    },
  });

  /** Whose units an execution consumes that is for all: the members take turns, so that it is counted once, and nobody pays for the others. */
  function nextPayer(at: number): Member | undefined {
    for (const member of members) {
      if (member.from > at) continue;
      members.delete(member);
      members.add(member);
      return member;
    }
    return undefined;
  }

  function follow(): Promise<unknown> {
    return (following ??= stream.follow({
      push(event) {
        const at = pushed++;
        if (members.size > 0) pipeline.push({ event, at });
      },
      ready() {
        if (pipeline.waiting() < MAX_WAITING_EVENTS) return undefined;
        holdUp.begin();
        return pipeline.below(MAX_WAITING_EVENTS / 2)?.then(() => holdUp.end());
      },
      end(error) {
        end = { error };
        // What came before is executed and sent first.
        void Promise.resolve(pipeline.below(1)).then(() => endAll((subscriber) => subscriber.finish(shown(error))));
      },
    }));
  }

  function endAll(endOne: (subscriber: Subscriber) => void): void {
    for (const { subscriber } of [...members]) endOne(subscriber);
  }

  function closeIfEmpty(): void {
    if (isClosed || coming > 0 || members.size > 0) return;
    isClosed = true;
    holdUp.close();
    pipeline.close();
    // One that failed was told to those who came.
    following?.then(
      (stop) => stop(),
      () => {},
    );
    onClose();
  }

  function add(subscriber: Subscriber, rateKey: RateKey | undefined): void {
    if (subscriber.hasEnded) return;
    if (end !== undefined) {
      subscriber.finish(shown(end.error));
      return;
    }
    const member = { subscriber, rateKey, from: pushed };
    members.add(member);
    subscriber.onEnd(() => {
      members.delete(member);
      closeIfEmpty();
    });
  }

  async function whileComing<T>(work: () => Promise<T>): Promise<T> {
    coming += 1;
    try {
      return await work();
    } finally {
      coming -= 1;
      closeIfEmpty();
    }
  }

  async function replay(missed: CatchUp, subscriber: Subscriber, rateKey: RateKey | undefined): Promise<void> {
    const own = createEventPipeline<ChangeEvent, SharedResult>({
      atATime: EXECUTED_AT_A_TIME,
      run: (event) => execute(event, rateKey),
      give: (_event, result) => subscriber.catchUp(result),
    });
    subscriber.onEnd(() => {
      own.close();
      missed.return();
    });
    subscriber.fallBehind();
    for (;;) {
      await subscriber.ready();
      const event = await missed.next(() => add(subscriber, rateKey));
      if (event === undefined || subscriber.hasEnded) break;
      own.push(event);
      await own.below(EXECUTED_AT_A_TIME);
    }
    // Live results came to it while these were executed; they wait for them.
    await own.below(1);
    subscriber.goLive();
  }

  return {
    join: (subscriber, rateKey) =>
      whileComing(async () => {
        await follow();
        add(subscriber, rateKey);
      }),
    resume: (subscriber, rateKey, after) =>
      whileComing(async () => {
        // The group follows before the first change is replayed: at the moment of going live there is nothing to wait for.
        await follow();
        const missed = await stream.catchUp(after.cursor, after.name);
        const ended = new Promise<void>((resolve) => subscriber.onEnd(resolve));
        void whileComing(() => Promise.race([replay(missed, subscriber, rateKey), ended])).catch((error: unknown) =>
          subscriber.finish(shown(error)),
        );
      }),
    get isClosed() {
      return isClosed;
    },
  };
}
