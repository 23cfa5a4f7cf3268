import { setMaxListeners } from 'node:events';
import { GatewayError } from '../errors/gatewayError.js';
import { createRequestRecord, type RequestRecord } from '../observability/requestRecord.js';

/** One request (or one event of a subscription) while it runs. */
export interface RequestScope {
  readonly record: RequestRecord;
  /** Aborted at the deadline, when the client goes away, or when a drain runs out of time; the reason is the error to show. */
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
  abort(reason: unknown): void;
  /** Call exactly once, whatever happened. */
  end(): void;
}

export interface RequestScopes {
  open(requestId: string, transport: RequestRecord['transport']): RequestScope;
  /**
   * Resolves to true when no request runs, to false when one still runs after `timeoutMs`.
   * Events do not count: a subscription never comes to its end by itself.
   */
  idle(timeoutMs: number): Promise<boolean>;
  abortAll(reason: unknown): void;
}

/** Keeps account of what runs, so that closing can wait for it. */
export function createRequestScopes(requestTimeoutMs: number): RequestScopes {
  const running = new Set<RequestScope>();
  const waiting = new Set<() => void>();
  const isIdle = () => [...running].every(({ record }) => record.transport === 'event');

  return {
    open(requestId, transport) {
      const controller = new AbortController();
      // Every call to DynamoDB under way listens; a page of a hundred Queries is no leak.
      setMaxListeners(0, controller.signal);
      const timer = setTimeout(() => controller.abort(overdue(requestTimeoutMs)), requestTimeoutMs);
      const scope: RequestScope = {
        record: createRequestRecord(requestId, transport),
        signal: controller.signal,
        deadlineAtMs: Date.now() + requestTimeoutMs,
        abort: (reason) => controller.abort(reason),
        end() {
          clearTimeout(timer);
          running.delete(scope);
          if (isIdle()) for (const wake of waiting) wake();
        },
      };
      running.add(scope);
      return scope;
    },
    idle(timeoutMs) {
      if (isIdle()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const settle = (idle: boolean) => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(idle);
        };
        const wake = () => settle(true);
        const timer = setTimeout(() => settle(false), timeoutMs);
        waiting.add(wake);
      });
    },
    abortAll(reason) {
      for (const scope of running) scope.abort(reason);
    },
  };
}

function overdue(requestTimeoutMs: number): GatewayError {
  return new GatewayError(
    'DEADLINE_EXCEEDED',
    `The request took longer than ${requestTimeoutMs} ms. Ask for less at once, or try again.`,
  );
}
