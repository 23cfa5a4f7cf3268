import type { Logger } from './createLogger.js';

/** A fault as it is logged. Other members of an Error are left out: they may hold stored items or variables. */
export interface FaultLine {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: FaultLine;
}

const MAX_CAUSES = 5;
const logged = new WeakSet();

/**
 * Logs a fault of the gateway with its cause, under the request's id. One
 * error object is logged once, however many fields it reached.
 */
export function logFault(logger: Logger, requestId: string | undefined, fault: unknown): void {
  if (typeof fault === 'object' && fault !== null) {
    if (logged.has(fault)) return;
    logged.add(fault);
  }
  logger.error({ requestId, fault: describeFault(fault) }, 'fault');
}

export function describeFault(fault: unknown, causes = MAX_CAUSES): FaultLine {
  if (!(fault instanceof Error)) return { name: typeof fault, message: String(fault) };
  return {
    name: fault.name,
    message: fault.message,
    ...(fault.stack === undefined ? {} : { stack: fault.stack }),
    ...(fault.cause === undefined || causes === 0 ? {} : { cause: describeFault(fault.cause, causes - 1) }),
  };
}
