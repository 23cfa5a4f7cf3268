import type { ApolloServerPlugin } from '@apollo/server';
import { RECORD, type RecordedContext } from '../recordedContext.js';

/** Notes for the log line what the request asks for. */
export function recordOperation(): ApolloServerPlugin<RecordedContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue, operation, operationName }) {
          const record = contextValue[RECORD];
          record.operationType = operation?.operation;
          record.operationName = operationName ?? undefined;
        },
      };
    },
  };
}
