import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import type { RecordedContext } from '../recordedContext.js';
import type { PlanOf } from './answerPlan.js';

/** @throws {GatewayError} `LIMIT_EXCEEDED` for an operation that may cost more than limits allow. */
export type RefuseCostlyIn = (context: object, operation: PlanOf) => void;

/**
 * Refuses what may cost too much before its first call.
 *
 * @param isExempt  True of a request that is only explained.
 */
export function refuseCostly(
  refuse: RefuseCostlyIn,
  isExempt: (request: GraphQLRequest) => boolean,
): ApolloServerPlugin<RecordedContext> {
  return {
    async requestDidStart({ request }) {
      if (isExempt(request)) return;
      return {
        async didResolveOperation({ contextValue, document, operation, operationName }) {
          if (operation === undefined) return;
          const { variables = {} } = request;
          refuse(contextValue, { document, operationName: operationName ?? undefined, variables });
        },
      };
    },
  };
}
