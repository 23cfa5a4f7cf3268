/** The life of a gateway that has started: each phase holds only what it has. */
export type Phase =
  | { readonly kind: 'ready' }
  /** Something the gateway cannot go on without is gone: it answers, but wants to be replaced. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Finishes what runs, takes nothing new. */
  | { readonly kind: 'draining'; readonly done: Promise<void> }
  | { readonly kind: 'closed' };

export interface Lifecycle {
  phase(): Phase;
  fail(reason: string): void;
  /** Runs `drain` once; a second call waits for the first. */
  close(drain: () => Promise<void>): Promise<void>;
}

export function createLifecycle(): Lifecycle {
  let phase: Phase = { kind: 'ready' };
  return {
    phase: () => phase,
    fail(reason) {
      if (phase.kind === 'ready') phase = { kind: 'failed', reason };
    },
    close(drain) {
      if (phase.kind === 'closed') return Promise.resolve();
      if (phase.kind === 'draining') return phase.done;
      // `drain` starts in a later turn: whoever it asks must see the phase first.
      const done = Promise.resolve()
        .then(drain)
        .finally(() => (phase = { kind: 'closed' }));
      phase = { kind: 'draining', done };
      return done;
    },
  };
}

/** Why the gateway should get no new requests, or undefined when it should. */
export function reasonNotReady(phase: Phase): string | undefined {
  switch (phase.kind) {
    case 'ready':
      return undefined;
    case 'failed':
      return phase.reason;
    case 'draining':
      return 'The gateway is shutting down.';
    case 'closed':
      return 'The gateway is closed.';
  }
}
