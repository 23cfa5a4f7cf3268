import { type ApolloServerPlugin, type GraphQLRequest, type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import type { RecordedContext } from '../recordedContext.js';

/** An operation that fits the schema, and what was sent with it. */
export interface PlanOf {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Says what an operation would do, for whom the context was made.
 *
 * @returns `extensions.explain`.
 * @throws {GatewayError} for variables that do not fit.
 */
export type Explain = (context: object, operation: PlanOf) => object | Promise<object>;

const HEADER = 'sortkey-explain';

/** True of a request whose operation is to be explained, not run. */
export function asksForPlan(request: GraphQLRequest): boolean {
  return request.http?.headers.has(HEADER) ?? false;
}

/** Answers with the plan of an operation, in place of running it, where a request's header asks for that. */
export function answerPlan(explain: Explain): ApolloServerPlugin<RecordedContext> {
  return {
    async requestDidStart({ request }) {
      if (!asksForPlan(request)) return;
      let explained: object | undefined;
      return {
        // Here and not below: Apollo answers what is thrown here as a refusal, and what is thrown there as a fault.
        async didResolveOperation({ contextValue, document, operation, operationName }) {
          const value = request.http?.headers.get(HEADER);
          if (value !== 'plan') {
            // A slip must not run a mutation that somebody only wanted to look at.
            throw new GatewayError('BAD_REQUEST', `Set the header "${HEADER}" to "plan", or leave it out.`);
          }
          // Without an operation Apollo says what is missing.
          if (operation === undefined) return;
          explained = await explain(contextValue, {
            document,
            operationName: operationName ?? undefined,
            variables: request.variables ?? {},
          });
        },
        async responseForOperation(): Promise<GraphQLResponse | null> {
          if (explained === undefined) return null;
          const singleResult = { data: null, extensions: { explain: explained } };
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
        },
      };
    },
  };
}
