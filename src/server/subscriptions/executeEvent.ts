import { execute, type DocumentNode } from 'graphql';
import type { GatewaySettings } from '../../config/gatewaySettings.js';
import type { RateKey } from '../../limits/rates.js';
import type { Principal } from '../../model/principal.js';
import type { Logger } from '../../observability/createLogger.js';
import { factsOf, type GraphQLService } from '../graphQLService.js';
import { orOverdue } from '../orOverdue.js';
import type { RequestScopes } from '../requestScopes.js';
import { shownError, shownResult } from '../shownError.js';
import { createSharedResult, type SharedResult } from './sharedResult.js';

export interface SubscriptionParts {
  readonly service: GraphQLService;
  readonly scopes: RequestScopes;
  readonly logger: Logger;
  readonly settings: GatewaySettings;
}

/** What the events of a subscription are executed with. */
export interface ExecutedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly principal: Principal;
}

/**
 * Executes one event like a request of its own: a new context (and so new loaders), a new deadline. Never rejects.
 *
 * @param rateKey  Whose units it consumes.
 * @param gone  Aborted when nobody waits for it any more.
 */
export async function executeEvent(
  { service, scopes, logger, settings }: SubscriptionParts,
  { document, operationName, variables, requestId, principal }: ExecutedOperation,
  event: { readonly rootValue: unknown; readonly cursor?: () => string },
  rateKey: RateKey | undefined,
  gone: AbortSignal,
): Promise<SharedResult> {
  const scope = scopes.open(requestId, 'event');
  const abort = () => scope.abort(gone.reason);
  gone.addEventListener('abort', abort, { once: true });
  try {
    const contextValue = service.createContext(factsOf(scope, principal));
    const args = {
      schema: service.schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables,
      rootValue: event.rootValue,
      contextValue,
      hideSuggestions: settings.production,
    };
    const executed = Promise.resolve(execute(args)).finally(() => service.countUnits(contextValue, rateKey));
    const result = await orOverdue(executed, scope.signal);
    const extensions = service.extensionsOf(contextValue);
    const whole = extensions === undefined ? result : { ...result, extensions };
    return createSharedResult(shownResult(whole, requestId, logger), event.cursor);
  } catch (error) {
    return createSharedResult({ errors: [shownError(error, requestId, logger)] }, event.cursor);
  } finally {
    gone.removeEventListener('abort', abort);
    scope.end();
  }
}
