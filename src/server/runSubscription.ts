import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
} from 'graphql';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { GatewayError } from '../errors/gatewayError.js';
import { toGraphQLError } from '../errors/toGraphQLError.js';
import type { RateKey } from '../limits/rates.js';
import type { Principal } from '../model/principal.js';
import type { Logger } from '../observability/createLogger.js';
import { logFault } from '../observability/logFault.js';
import { factsOf, type GraphQLService } from './graphQLService.js';
import type { PreparedOperation } from './prepareOperation.js';
import type { RequestScopes } from './requestScopes.js';

export interface SubscriptionRequest extends PreparedOperation {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly requestId: string;
  readonly principal: Principal;
  /** Whose units its events consume; undefined where they are not counted. */
  readonly rateKey: RateKey | undefined;
  /** Aborted when the subscriber goes. */
  readonly signal: AbortSignal;
}

export interface SubscriptionParts {
  readonly service: GraphQLService;
  readonly scopes: RequestScopes;
  readonly logger: Logger;
  readonly settings: GatewaySettings;
}

/** What a subscriber reads: one result an event, errors already as it may see them. `return()` ends it at once. */
export type SubscriptionResults = AsyncGenerator<FormattedExecutionResult, void, void>;

/**
 * Starts a subscription. Each event is executed like a request of its own: a
 * new context (and so new loaders), a new deadline. One event at a time, and
 * none before the subscriber has taken the one before.
 *
 * @returns The results; or one result with errors only when it cannot start.
 */
export async function runSubscription(
  parts: SubscriptionParts,
  request: SubscriptionRequest,
): Promise<SubscriptionResults | FormattedExecutionResult> {
  const { service, scopes, logger, settings } = parts;
  const { document, variables, requestId, principal, rateKey } = request;
  const lifetime = new AbortController();
  const end = () => lifetime.abort(new GatewayError('DEADLINE_EXCEEDED', 'The subscriber is gone.'));
  request.signal.addEventListener('abort', end, { once: true });

  const args = {
    schema: service.schema,
    document,
    operationName: request.operation.name?.value ?? null,
    variableValues: variables ?? null,
    hideSuggestions: settings.production,
  };
  // The signal lasts as long as the subscription; the deadline is for what is asked before it stands.
  const deadlineAtMs = Date.now() + settings.requestTimeoutMs;
  const facts = { requestId, signal: lifetime.signal, deadlineAtMs, principal };
  const shown = (result: ExecutionResult) => shownResult(result, requestId, logger);

  const contextOfStart = service.createContext(facts);
  const operation = { document, operationName: request.operation.name?.value, variables: variables ?? {} };
  const source = await sourceOf({ ...args, contextValue: contextOfStart }, () =>
    service.refuseCostly(contextOfStart, operation),
  );
  if (!isAsyncIterable(source)) {
    request.signal.removeEventListener('abort', end);
    return shown(source);
  }
  const events = source[Symbol.asyncIterator]();

  const finish = () => {
    request.signal.removeEventListener('abort', end);
    end();
    return { done: true, value: undefined } as const;
  };
  const stop = async () => {
    const finished = finish();
    await events.return?.();
    return finished;
  };

  // No async generator function: its `return()` would wait for an event that may never come.
  const results: SubscriptionResults = {
    async next() {
      const event = await events.next();
      if (event.done === true || lifetime.signal.aborted) return finish();
      const scope = scopes.open(requestId, 'event');
      try {
        const contextValue = service.createContext(factsOf(scope, principal));
        const result = await execute({ ...args, rootValue: event.value, contextValue });
        service.countUnits(contextValue, rateKey);
        const extensions = service.extensionsOf(contextValue);
        return { done: false, value: shown(extensions === undefined ? result : { ...result, extensions }) };
      } finally {
        scope.end();
      }
    },
    return: stop,
    async throw(error) {
      await stop();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
  return results;
}

/** A stream that throws something else than a GraphQLError is a fault like any other. */
async function sourceOf(args: ExecutionArgs, refuse: () => void) {
  try {
    refuse();
    return await createSourceEventStream(args);
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    return { errors: [new GraphQLError(originalError.message, { originalError })] };
  }
}

function shownResult(result: ExecutionResult, requestId: string, logger: Logger): FormattedExecutionResult {
  const { errors, data, extensions } = result;
  return {
    ...(errors === undefined ? {} : { errors: errors.map((error) => shownError(error, requestId, logger)) }),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** As a client may see it; a fault is logged on the way. */
export function shownError(error: unknown, requestId: string, logger: Logger) {
  const { formatted, masked } = toGraphQLError(error, requestId);
  if (masked !== undefined) logFault(logger, requestId, masked);
  return formatted;
}

function isAsyncIterable(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
