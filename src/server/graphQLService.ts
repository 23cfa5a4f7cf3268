import { ApolloServer, type GraphQLRequest, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
} from 'graphql';
import { toGraphQLError } from '../errors/toGraphQLError.js';
import { createDocumentGate } from '../limits/documentGate.js';
import { type AskedSource, createOperationSources, isPersisted } from '../limits/operationSources.js';
import { createRates, type RateKey } from '../limits/rates.js';
import type { Principal } from '../model/principal.js';
import type { Logger } from '../observability/createLogger.js';
import type { Authenticate } from '../auth/authenticate.js';
import { type Admission, createAdmission } from './admission.js';
import { askedOperation, withDocument } from './http/askedOperation.js';
import { orOverdue } from './orOverdue.js';
import type { Explain } from './plugins/answerPlan.js';
import type { RefuseCostlyIn } from './plugins/refuseCostly.js';
import { type ExtensionsOf, type PluginOptions, pluginsInOrder } from './plugins.js';
import { createPrepareOperation, parseOptionsOf, type PrepareOperation } from './prepareOperation.js';
import { RECORD, type RecordedContext } from './recordedContext.js';
import { readOperationManifest } from './readOperationManifest.js';
import type { RequestScope } from './requestScopes.js';
import { connectRateCounters } from './connectRateCounters.js';
import { rightsKey } from './subscriptions/subscriberRights.js';
import { withoutSuggestion } from './withoutSuggestion.js';

/** What a request brings its resolvers. */
export interface RequestFacts {
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
  readonly principal: Principal;
}

/** A schema that can be executed, and the context that its resolvers expect: new for each request. */
export interface Executable {
  readonly schema: GraphQLSchema;
  createContext(facts: RequestFacts): object;
  readonly extensionsOf: ExtensionsOf;
  /** Undefined where nobody may ask for plans: the header is then like any other unknown one. */
  readonly explain?: Explain | undefined;
  /** Default: whatever an operation costs, it runs. */
  readonly refuseCostly?: RefuseCostlyIn | undefined;
  /** Default: everything that is known of who asks may matter. */
  readonly rightsOf?: RightsOf | undefined;
  /** Read and write units that a request, by its context, has consumed so far. */
  unitsOf(context: object): number;
}

/**
 * The same text for those whom a document gives the same answers, as far as it depends on who asks.
 *
 * @returns undefined where that cannot be told.
 */
export type RightsOf = (document: DocumentNode, principal: Principal) => string | undefined;

/** GraphQL without a way in: HTTP, WebSocket and direct calls share it, and so its plugins, limits and errors. */
export interface GraphQLService extends Admission {
  readonly schema: GraphQLSchema;
  /**
   * Rejects where nothing was answered in time, with the signal's reason; with what `identify` and `admit` throw, and
   * with what refuses a document before it is validated.
   *
   * @param address  The client's.
   */
  overHttp(request: HTTPGraphQLRequest, scope: RequestScope, address: string): Promise<HTTPGraphQLResponse>;
  /** Queries and mutations. Rejects as `overHttp` does; what the request did wrong is in `errors`. */
  execute(
    request: GraphQLRequest,
    scope: RequestScope,
    principal: Principal,
    rateKey?: RateKey,
  ): Promise<FormattedExecutionResult>;
  /** The document of a request from outside. @throws as `OperationSources` does. */
  textOf(asked: AskedSource): string | undefined;
  /** For subscriptions: Apollo prepares other operations. */
  readonly prepare: PrepareOperation;
  createContext(scope: RequestFacts): object;
  /** Before a subscription starts; of other operations a plugin asks. */
  readonly refuseCostly: RefuseCostlyIn;
  readonly rightsOf: RightsOf;
  readonly extensionsOf: ExtensionsOf;
  stop(): Promise<void>;
}

export interface GraphQLServiceOptions extends PluginOptions {
  readonly executable: Executable;
  /** Default: nobody is known. */
  readonly authenticate?: Authenticate | undefined;
}

export async function createGraphQLService(options: GraphQLServiceOptions): Promise<GraphQLService> {
  const { executable, settings, logger, authenticate } = options;
  const { schema, refuseCostly = () => {} } = executable;
  const hideSuggestions = settings.production;
  const ownRules = settings.production ? [NoSchemaIntrospectionCustomRule] : [];
  const gate = createDocumentGate(settings);
  const sources = createOperationSources(await readOperationManifest(settings, schema, gate), settings.safelist);
  const counters = await connectRateCounters(settings, logger);
  const rates = createRates(settings, counters);
  const admission = createAdmission({ authenticate, rates, unitsOf: (context) => executable.unitsOf(context) });

  const apollo = new ApolloServer<RecordedContext>({
    schema,
    // Switched off by a rule of graphql-js, which says so in the same words over WebSocket.
    introspection: true,
    validationRules: ownRules,
    validationOptions: { hideSuggestions },
    // `sources` knows them, for every way in.
    persistedQueries: false,
    nodeEnv: settings.production ? 'production' : 'development',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: parseOptionsOf(settings),
    formatError: (_formatted, error) => {
      const { formatted } = toGraphQLError(error);
      return hideSuggestions ? withoutSuggestion(formatted) : formatted;
    },
    logger: apolloLogger(logger),
    plugins: pluginsInOrder(options, executable.extensionsOf, executable.explain, refuseCostly),
  });
  await apollo.start();

  const contextOf = (scope: RequestScope, principal: Principal): RecordedContext =>
    Object.assign(executable.createContext(factsOf(scope, principal)), { [RECORD]: scope.record });

  /** The request as Apollo is to see it. @throws what refuses its document. */
  function passed(request: HTTPGraphQLRequest): HTTPGraphQLRequest {
    const asked = askedOperation(request);
    const query = sources.textOf(asked);
    if (query === undefined) return request;
    const { variables } = asked;
    gate.check({ query, variables });
    return isPersisted(asked) ? withDocument(request, query) : request;
  }

  return {
    schema,
    ...admission,
    prepare: createPrepareOperation({ schema, gate, ownRules, settings }),
    textOf: (asked) => sources.textOf(asked),
    createContext: (facts) => executable.createContext(facts),
    extensionsOf: executable.extensionsOf,
    refuseCostly,
    rightsOf: executable.rightsOf ?? ((_document, principal) => rightsKey({ kind: 'PRINCIPAL' }, principal)),
    async overHttp(asked, scope, address) {
      const refused: { error?: unknown } = {};
      const made: { context?: RecordedContext; rateKey?: RateKey | undefined } = {};
      const httpGraphQLRequest = { ...asked };
      // Apollo asks for the context once it knows that the request is GraphQL, a page for people is shown to anybody,
      // and before it looks at the document: what is refused here was not validated.
      const context = async () => {
        try {
          const principal = await admission.identify({ headers: Object.fromEntries(asked.headers) }, address);
          made.rateKey = await admission.admit(principal, address);
          Object.assign(httpGraphQLRequest, passed(asked));
          return (made.context = contextOf(scope, principal));
        } catch (error) {
          refused.error = error;
          throw error;
        }
      };
      const answered = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }).finally(() => {
        if (made.context !== undefined) admission.countUnits(made.context, made.rateKey);
      });
      const response = await orOverdue(answered, scope.signal);
      // Apollo would answer every one of these with 500 and "Context creation failed".
      if ('error' in refused) throw refused.error;
      return response;
    },
    async execute(request, scope, principal, rateKey) {
      const { query = '', variables } = request;
      gate.check({ query, variables });
      const contextValue = contextOf(scope, principal);
      const answered = apollo
        .executeOperation(request, { contextValue })
        .finally(() => admission.countUnits(contextValue, rateKey));
      const { body } = await orOverdue(answered, scope.signal);
      return body.kind === 'single' ? body.singleResult : body.initialResult;
    },
    async stop() {
      await apollo.stop();
      counters?.close();
    },
  };
}

export function factsOf({ record, signal, deadlineAtMs }: RequestScope, principal: Principal): RequestFacts {
  return { requestId: record.requestId, signal, deadlineAtMs, principal };
}

/** Apollo writes prose; its own words for a request's mistakes are in the request's log line already. */
function apolloLogger(logger: Logger) {
  const child = logger.child({ from: 'apollo' });
  return {
    debug: (message: string) => child.debug(message),
    info: (message: string) => child.debug(message),
    warn: (message: string) => child.warn(message),
    error: (message: string) => child.error(message),
  };
}
