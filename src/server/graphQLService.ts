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
import { toGraphQLError } from '../errors/toGraphQLError.js';
import type { Logger } from '../observability/createLogger.js';
import { identify, type IdentifiedRequest, type IdentityOf } from './identityOf.js';
import { orOverdue } from './orOverdue.js';
import { type ExtensionsOf, type PluginOptions, pluginsInOrder } from './plugins.js';
import { RECORD, type RecordedContext } from './recordedContext.js';
import type { RequestScope } from './requestScopes.js';

/** What a request brings its resolvers. */
export interface RequestFacts {
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
  /** Who asks; `''` for nobody known. */
  readonly identity: string;
}

/** A schema that can be executed, and the context that its resolvers expect: new for each request. */
export interface Executable {
  readonly schema: GraphQLSchema;
  createContext(facts: RequestFacts): object;
  readonly extensionsOf: ExtensionsOf;
}

export interface OperationSource {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** A document that parses, fits the schema, and has the operation asked for. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** GraphQL without a way in: HTTP, WebSocket and direct calls share it, and so its plugins, limits and errors. */
export interface GraphQLService {
  readonly schema: GraphQLSchema;
  /** Rejects where nothing was answered in time, with the signal's reason, and with what `identify` throws. */
  overHttp(request: HTTPGraphQLRequest, scope: RequestScope): Promise<HTTPGraphQLResponse>;
  /** Queries and mutations. Rejects as `overHttp` does; what the request did wrong is in `errors`. */
  execute(request: GraphQLRequest, scope: RequestScope, identity: string): Promise<FormattedExecutionResult>;
  /** Asks who it is. @throws as `identityOf` does. */
  identify(headers: IdentifiedRequest['headers']): Promise<string>;
  /** Parses and validates, for subscriptions; the errors carry their codes. */
  prepare(request: OperationSource): PreparedOperation | readonly GraphQLError[];
  createContext(scope: RequestFacts): object;
  readonly extensionsOf: ExtensionsOf;
  stop(): Promise<void>;
}

export interface GraphQLServiceOptions extends PluginOptions {
  readonly executable: Executable;
  readonly identityOf?: IdentityOf | undefined;
}

export async function createGraphQLService(options: GraphQLServiceOptions): Promise<GraphQLService> {
  const { executable, settings, logger, identityOf } = options;
  const { schema } = executable;
  const introspection = !settings.production;
  const parseOptions = { maxTokens: settings.documentLimitTokens };
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];

  const apollo = new ApolloServer<RecordedContext>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: settings.production,
    nodeEnv: settings.production ? 'production' : 'development',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions,
    formatError: (_formatted, error) => toGraphQLError(error).formatted,
    logger: apolloLogger(logger),
    plugins: pluginsInOrder(options, executable.extensionsOf),
  });
  await apollo.start();

  const contextOf = (scope: RequestScope, identity: string): RecordedContext =>
    Object.assign(executable.createContext(factsOf(scope, identity)), { [RECORD]: scope.record });

  return {
    schema,
    createContext: (facts) => executable.createContext(facts),
    extensionsOf: executable.extensionsOf,
    identify: (headers) => identify(identityOf, headers),
    async overHttp(httpGraphQLRequest, scope) {
      const refused: { error?: unknown } = {};
      // Apollo asks for the context once it knows that the request is GraphQL: a page for people is shown to anybody.
      const context = async () => {
        try {
          return contextOf(scope, await identify(identityOf, Object.fromEntries(httpGraphQLRequest.headers)));
        } catch (error) {
          refused.error = error;
          throw error;
        }
      };
      const answered = await orOverdue(apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }), scope.signal);
      // Apollo would answer every one of these with 500 and "Context creation failed".
      if ('error' in refused) throw refused.error;
      return answered;
    },
    async execute(request, scope, identity) {
      const answered = apollo.executeOperation(request, { contextValue: contextOf(scope, identity) });
      const { body } = await orOverdue(answered, scope.signal);
      return body.kind === 'single' ? body.singleResult : body.initialResult;
    },
    prepare({ query, operationName }) {
      const document = parseDocument(query ?? '', parseOptions);
      if (document instanceof GraphQLError) return [document];
      const problems = validate(schema, document, rules);
      if (problems.length > 0) return problems.map((problem) => withCode(problem, 'GRAPHQL_VALIDATION_FAILED'));
      const operation = getOperationAST(document, operationName);
      return operation ? { document, operation } : [noOperation(operationName)];
    },
    stop: () => apollo.stop(),
  };
}

export function factsOf({ record, signal, deadlineAtMs }: RequestScope, identity: string): RequestFacts {
  return { requestId: record.requestId, signal, deadlineAtMs, identity };
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
