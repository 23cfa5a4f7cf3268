import { isExpected } from './streamErrors.js';

/** Tells of failures once in a row, and of those that belong to normal running not at all. */
export interface ErrorReporter {
  report(error: unknown): void;
  /** It works again: the next failure is told. */
  reset(): void;
}

export function createErrorReporter(onError: (error: unknown) => void): ErrorReporter {
  let isReported = false;
  return {
    report(error) {
      if (isReported || isExpected(error)) return;
      isReported = true;
      onError(error);
    },
    reset() {
      isReported = false;
    },
  };
}
