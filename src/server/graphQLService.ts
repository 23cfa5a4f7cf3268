import { ApolloServer, type GraphQLRequest, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import { toGraphQLError } from '../errors/toGraphQLError.js';
import { createDocumentGate } from '../limits/documentGate.js';
import { type AskedSource, createOperationSources, isPersisted } from '../limits/operationSources.js';
import { createRates, type RateKey, rateKeyOf } from '../limits/rates.js';
import { NOBODY, type Principal } from '../model/principal.js';
import type { Logger } from '../observability/createLogger.js';
import type { Authenticate, IdentifiedRequest } from '../auth/authenticate.js';
import { askedOperation, withDocument } from './http/askedOperation.js';
import { orOverdue } from './orOverdue.js';
import type { Explain } from './plugins/answerPlan.js';
import type { RefuseCostlyIn } from './plugins/refuseCostly.js';
import { type ExtensionsOf, type PluginOptions, pluginsInOrder } from './plugins.js';
import { RECORD, type RecordedContext } from './recordedContext.js';
import { readOperationManifest } from './readOperationManifest.js';
import type { RequestScope } from './requestScopes.js';
import { connectRateCounters } from './connectRateCounters.js';
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
  /** Read and write units that a request, by its context, has consumed so far. */
  unitsOf(context: object): number;
}

export interface OperationSource {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A document that parses, fits the schema, and has the operation asked for. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** GraphQL without a way in: HTTP, WebSocket and direct calls share it, and so its plugins, limits and errors. */
export interface GraphQLService {
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
  /**
   * Asks who it is; who is refused counts by address, so nobody tries out tokens at any rate.
   *
   * @param address  The client's.
   * @throws as `authenticate` and `admit` do.
   */
  identify(request: IdentifiedRequest, address: string): Promise<Principal>;
  /**
   * Counts a request, and says whose units it will be. Without an address a request whose identity is not known is
   * nobody's: it is not counted.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED` with `retryAfterMs`.
   */
  admit(principal: Principal, address?: string): Promise<RateKey | undefined>;
  /** Counts what a request has consumed, by its context. */
  countUnits(context: object, rateKey: RateKey | undefined): void;
  /** The document of a request from outside. @throws as `OperationSources` does. */
  textOf(asked: AskedSource): string | undefined;
  /** Holds to the limits, parses and validates, for subscriptions; the errors carry their codes. */
  prepare(request: OperationSource): PreparedOperation | readonly GraphQLError[];
  createContext(scope: RequestFacts): object;
  /** Before a subscription starts; of other operations a plugin asks. */
  readonly refuseCostly: RefuseCostlyIn;
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
  const parseOptions = { maxTokens: settings.documentLimitTokens };
  const ownRules = settings.production ? [NoSchemaIntrospectionCustomRule] : [];
  const rules = [...specifiedRules, ...ownRules];
  const gate = createDocumentGate(settings);
  const sources = createOperationSources(await readOperationManifest(settings, schema, gate), settings.safelist);
  const counters = await connectRateCounters(settings, logger);
  const rates = createRates(settings, counters);

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
    parseOptions,
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

  const countUnits = (context: object, rateKey: RateKey | undefined) => {
    // Nobody waits for a count; it never rejects.
    if (rateKey !== undefined) void rates.spent(rateKey, executable.unitsOf(context));
  };

  async function admit(principal: Principal, address?: string): Promise<RateKey | undefined> {
    if (principal.identity === '' && address === undefined) return undefined;
    const rateKey = rateKeyOf(principal.identity, address ?? '');
    await rates.admit(rateKey);
    return rateKey;
  }

  async function identify(request: IdentifiedRequest, address: string): Promise<Principal> {
    try {
      return (await authenticate?.(request)) ?? NOBODY;
    } catch (error) {
      await admit(NOBODY, address);
      throw error;
    }
  }

  /** The request as Apollo is to see it. @throws what refuses its document. */
  function passed(request: HTTPGraphQLRequest): HTTPGraphQLRequest {
    const asked = askedOperation(request);
    const query = sources.textOf(asked);
    if (query === undefined) return request;
    const { operationName, variables } = asked;
    gate.check({ query, operationName: typeof operationName === 'string' ? operationName : undefined, variables });
    return isPersisted(asked) ? withDocument(request, query) : request;
  }

  return {
    schema,
    admit,
    countUnits,
    textOf: (asked) => sources.textOf(asked),
    createContext: (facts) => executable.createContext(facts),
    extensionsOf: executable.extensionsOf,
    refuseCostly,
    identify,
    async overHttp(asked, scope, address) {
      const refused: { error?: unknown } = {};
      const made: { context?: RecordedContext; rateKey?: RateKey | undefined } = {};
      const httpGraphQLRequest = { ...asked };
      // Apollo asks for the context once it knows that the request is GraphQL, a page for people is shown to anybody,
      // and before it looks at the document: what is refused here was not validated.
      const context = async () => {
        try {
          const principal = await identify({ headers: Object.fromEntries(asked.headers) }, address);
          made.rateKey = await admit(principal, address);
          Object.assign(httpGraphQLRequest, passed(asked));
          return (made.context = contextOf(scope, principal));
        } catch (error) {
          refused.error = error;
          throw error;
        }
      };
      const answered = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }).finally(() => {
        if (made.context !== undefined) countUnits(made.context, made.rateKey);
      });
      const response = await orOverdue(answered, scope.signal);
      // Apollo would answer every one of these with 500 and "Context creation failed".
      if ('error' in refused) throw refused.error;
      return response;
    },
    async execute(request, scope, principal, rateKey) {
      const { query = '', operationName, variables } = request;
      gate.check({ query, operationName, variables });
      const contextValue = contextOf(scope, principal);
      const answered = apollo
        .executeOperation(request, { contextValue })
        .finally(() => countUnits(contextValue, rateKey));
      const { body } = await orOverdue(answered, scope.signal);
      return body.kind === 'single' ? body.singleResult : body.initialResult;
    },
    prepare({ query, operationName, variables }) {
      try {
        gate.check({ query: query ?? '', operationName, variables });
      } catch (error) {
        return [refusalOf(error)];
      }
      const document = parseDocument(query ?? '', parseOptions);
      if (document instanceof GraphQLError) return [document];
      const problems = validate(schema, document, rules, { hideSuggestions });
      if (problems.length > 0) return problems.map((problem) => withCode(problem, 'GRAPHQL_VALIDATION_FAILED'));
      const operation = getOperationAST(document, operationName);
      return operation ? { document, operation } : [noOperation(operationName)];
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

/** A refusal as one of the errors that validation gives. @throws what is none. */
export function refusalOf(error: unknown): GraphQLError {
  if (error instanceof GatewayError) return new GraphQLError(error.message, { originalError: error });
  throw error;
}

function parseDocument(source: string, options: { readonly maxTokens: number }): DocumentNode | GraphQLError {
  try {
    return parse(source, options);
  } catch (error) {
    return withCode(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, {
    ...(nodes === undefined ? { source, positions } : { nodes }),
    originalError: error,
    extensions: { code },
  });
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name
    ? `Unknown operation named "${name}".`
    : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
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
