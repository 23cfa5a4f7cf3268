import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';

/** A request has one answer; graphql-js would run a subscription's field as if it were a query's. */
export function refuseSubscription(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
          throw new GatewayError(
            'BAD_REQUEST',
            'A subscription needs a WebSocket: connect to this URL with the protocol graphql-transport-ws (package graphql-ws).',
          );
        },
      };
    },
  };
}
