import type { ApolloServerPlugin } from '@apollo/server';
import type { RecordedContext } from '../recordedContext.js';

/** Puts what resolvers have to say beside the data into the response's `extensions`. */
export function addExtensions(
  extensionsOf: (context: object) => Readonly<Record<string, unknown>> | undefined,
): ApolloServerPlugin<RecordedContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue, response: { body } }) {
        const extensions = extensionsOf(contextValue);
        if (extensions === undefined || body.kind !== 'single') return;
        body.singleResult = { ...body.singleResult, extensions: { ...body.singleResult.extensions, ...extensions } };
      },
    }),
  };
}
