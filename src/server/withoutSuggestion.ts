import type { GraphQLFormattedError } from 'graphql';

/**
 * An error of graphql-js without the names that it suggests. Validation is told to suggest nothing; of the values of
 * variables Apollo Server has no way to say so.
 */
export function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.['code'] !== 'BAD_USER_INPUT') return error;
  return { ...error, message: error.message.replace(/ ?Did you mean[^?]*\?$/, '') };
}
