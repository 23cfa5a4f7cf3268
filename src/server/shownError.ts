import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { toGraphQLError } from '../errors/toGraphQLError.js';
import type { Logger } from '../observability/createLogger.js';
import { logFault } from '../observability/logFault.js';

/** As a client may see it; a fault is logged on the way. */
export function shownError(error: unknown, requestId: string, logger: Logger): GraphQLFormattedError {
  const { formatted, masked } = toGraphQLError(error, requestId);
  if (masked !== undefined) logFault(logger, requestId, masked);
  return formatted;
}

/** The same of all errors of a result. */
export function shownResult(result: ExecutionResult, requestId: string, logger: Logger): FormattedExecutionResult {
  const { errors, data, extensions } = result;
  return {
    ...(errors === undefined ? {} : { errors: errors.map((error) => shownError(error, requestId, logger)) }),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}
