import type { ApolloServerPlugin } from '@apollo/server';
import { toGraphQLError } from '../../errors/toGraphQLError.js';
import type { Logger } from '../../observability/createLogger.js';
import { logFault } from '../../observability/logFault.js';
import { RECORD, type RecordedContext } from '../recordedContext.js';

/** What the client sees masked is logged with its cause. */
export function logFaults(logger: Logger): ApolloServerPlugin<RecordedContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            const { masked } = toGraphQLError(error);
            if (masked !== undefined) logFault(logger, contextValue[RECORD].requestId, masked);
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      logFault(logger, requestContext.contextValue[RECORD].requestId, error);
    },
  };
}
