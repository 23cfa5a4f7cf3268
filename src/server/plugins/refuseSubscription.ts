import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';

/** A request has one answer; graphql-js would run a subscription's field as if it were a query's. @param isNotRun  Such a request is let through. */
export function refuseSubscription(isNotRun: (request: GraphQLRequest) => boolean): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ request, operation }) {
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION || isNotRun(request)) return;
          throw new GatewayError(
            'BAD_REQUEST',
            'A subscription has many answers: connect to this URL with a WebSocket (protocol graphql-transport-ws, package graphql-ws), or ask for events (Accept: text/event-stream, package graphql-sse).',
          );
        },
      };
    },
  };
}
