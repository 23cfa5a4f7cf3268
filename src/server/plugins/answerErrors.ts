import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { statusOfErrors } from '../../errors/toGraphQLError.js';
import { RECORD, type RecordedContext } from '../recordedContext.js';

/**
 * Finishes an answer that has errors: the request id on masked ones, and, where
 * the request was refused as a whole (no data entry), the status of the code
 * and `Retry-After`. A status that Apollo chose itself (405 ...) stays.
 */
export function answerErrors(): ApolloServerPlugin<RecordedContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body, http }, contextValue }) {
          if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
          const record = contextValue[RECORD];
          const errors = body.singleResult.errors.map((error) => withRequestId(error, record.requestId));
          body.singleResult.errors = errors;
          const codes = errors.map(codeOf);
          for (const code of codes) record.errorCodes.add(code);
          if (body.singleResult.data !== undefined) return;
          if (http.status === undefined || http.status === 500) http.status = statusOfErrors(codes);
          const waitMs = Math.max(0, ...errors.map(({ extensions }) => Number(extensions?.['retryAfterMs'] ?? 0)));
          if (waitMs > 0) http.headers.set('retry-after', String(Math.ceil(waitMs / 1000)));
        },
      };
    },
  };
}

function codeOf(error: GraphQLFormattedError): string {
  return String(error.extensions?.['code']);
}

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (codeOf(error) !== 'INTERNAL_SERVER_ERROR') return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}
