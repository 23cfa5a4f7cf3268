import type { Logger } from '../observability/createLogger.js';
import { describeFault } from '../observability/logFault.js';

/** What has been begun and must be ended, last begun first. */
export interface Closers {
  /** @param what  For the log, should closing fail: `the embedded engine`. */
  add(what: string, close: () => void | Promise<void>): void;
  /** Ends everything; a second call waits for the first. A failure is logged and does not keep the rest from being closed. */
  closeAll(): Promise<void>;
}

export function createClosers(logger: Logger): Closers {
  const begun: { readonly what: string; readonly close: () => void | Promise<void> }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let last = begun.pop(); last !== undefined; last = begun.pop()) {
      try {
        await last.close();
      } catch (error) {
        logger.error({ fault: describeFault(error) }, `closing ${last.what} failed`);
      }
    }
  }

  return {
    add(what, close) {
      begun.push({ what, close });
    },
    closeAll: () => (closing ??= closeAll()),
  };
}
