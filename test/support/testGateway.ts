import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createCaller } from '../../src/dynamo/execute/caller.js';
import { createDocumentClient } from '../../src/dynamo/execute/sdkClients.js';
import type { ActionName } from '../../src/dynamo/actions.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import { createCursorCodec } from '../../src/dynamo/keys/cursor.js';
import type { Model } from '../../src/model/model.js';
import { principalOf, type Claims } from '../../src/model/principal.js';
import { withTablePrefix } from '../../src/model/withTablePrefix.js';
import { createExecutableSchema } from '../../src/resolvers/createExecutableSchema.js';
import { createGatewayContext, responseExtensions } from '../../src/resolvers/gatewayContext.js';
import type { Runtime } from '../../src/resolvers/runtime.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import { buildApi } from '../../src/schema/api/buildApi.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { libraryScalars } from '../../src/schema/scalars/libraryScalars.js';
import { TEST_NOW } from './moments.js';
import { createRecordFeed } from './recordFeed.js';

/** What was sent to DynamoDB, less what every call has: the report of consumed capacity. */
export type Command = { readonly action: ActionName } & Readonly<Record<string, unknown>>;

export interface TestGateway {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  /** Runs one operation; validation errors come back as errors. */
  run(operation: string, variables?: Readonly<Record<string, unknown>>, options?: RunOptions): Promise<TestResult>;
}

export interface TestResult {
  readonly data: unknown;
  readonly errors: readonly GraphQLError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  /** In the order they were sent, with table names as the schema has them. */
  readonly commands: readonly Command[];
}

export interface TestGatewayOptions {
  readonly schema: string;
  readonly transport: Transport;
  readonly tablePrefix?: string;
  readonly resolvers?: UserResolvers;
  readonly limits?: Partial<Runtime['limits']>;
  readonly now?: () => Date;
  /** Answers say what their calls cost. Default: they do not. */
  readonly dynamodbExtension?: boolean;
  /** Default: counted, so that commands with an id in them can be written down. */
  readonly newId?: Runtime['newId'];
  /** Default: nothing changes. */
  readonly changes?: Runtime['changes'];
  /** For resolvers that use it. Default: one that reaches nothing. */
  readonly documentClient?: Runtime['documentClient'];
}

/** Who asks. */
export interface RunOptions {
  /** Default: nobody known. */
  readonly identity?: string;
  /** Default: none of somebody who has an identity. */
  readonly claims?: Claims;
}

/** The heart without a server: SDL, resolvers and planner over a transport of the test's choice. */
export function createTestGateway(options: TestGatewayOptions): TestGateway {
  const { tablePrefix = '' } = options;
  const compiled = compileSchema([{ name: 'schema.graphql', body: options.schema }]);
  const model = withTablePrefix(compiled.model, tablePrefix);
  const schema = createExecutableSchema({
    model,
    api: buildApi(model, compiled.document),
    userResolvers: options.resolvers ?? {},
    scalars: libraryScalars,
  });
  const recorder = recordingTransport(options.transport, tablePrefix);
  let ids = 0;
  const runtime: Runtime = {
    model,
    caller: createCaller({ transport: recorder }),
    cursors: createCursorCodec(['a secret for tests that nobody else uses']),
    limits: {
      defaultPageSizeItems: 20,
      maxPageSizeItems: 100,
      readBudgetUnits: 512,
      maxReadUnits: 5_000,
      maxKeys: 1_000,
      ...options.limits,
    },
    now: options.now ?? (() => TEST_NOW),
    newId: options.newId ?? ((kind) => `${kind}-${String((ids += 1)).padStart(4, '0')}`),
    reportFault: (_requestId, fault) => {
      throw fault;
    },
    documentClient: options.documentClient ?? createDocumentClient({ endpoint: 'http://127.0.0.1:1' }),
    tableName: (name) => tablePrefix + name,
    changes: options.changes ?? createRecordFeed([]),
    dynamodbExtension: options.dynamodbExtension ?? false,
  };
  const documents = new Map<string, DocumentNode>();

  /** What is asked again is parsed and validated once, as in the server. */
  async function runOperation(
    operation: string,
    variables: Readonly<Record<string, unknown>>,
    asked: RunOptions,
  ): Promise<ExecutionResult> {
    const document = documents.get(operation) ?? parse(operation);
    const errors = documents.has(operation) ? [] : validate(schema, document);
    if (errors.length > 0) return { errors: errors.map(asServed) };
    documents.set(operation, document);
    return runDocument(schema, runtime, document, variables, asked);
  }

  return {
    model,
    schema,
    async run(operation, variables = {}, runOptions = {}) {
      const before = recorder.commands.length;
      const result = await runOperation(operation, variables, runOptions);
      return {
        data: plain(result.data),
        errors: result.errors,
        extensions: result.extensions,
        commands: recorder.commands.slice(before),
      };
    },
  };
}

async function runDocument(
  schema: GraphQLSchema,
  runtime: Runtime,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
  { identity, claims }: RunOptions,
): Promise<ExecutionResult> {
  const contextValue = createGatewayContext(runtime, {
    requestId: 'test',
    signal: new AbortController().signal,
    deadlineAtMs: Date.now() + 10_000,
    principal: principalOf(identity, claims),
  });
  const result = await execute({ schema, document, variableValues, contextValue });
  const extensions = responseExtensions(contextValue);
  return extensions === undefined ? result : { ...result, extensions };
}

/** What does not fit the schema, with the code that the server gives it. */
function asServed({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

/** graphql-js makes objects without a prototype; comparisons in tests want plain ones. */
function plain(data: unknown): unknown {
  return data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as unknown);
}

function recordingTransport(inner: Transport, tablePrefix: string): Transport & { readonly commands: Command[] } {
  const commands: Command[] = [];
  return {
    commands,
    send(action, input, options) {
      const { ReturnConsumedCapacity, ...rest } = input;
      if (ReturnConsumedCapacity === undefined) throw new Error(`${action} did not ask for its consumed capacity.`);
      const asked = withoutRequestToken(action, rest);
      commands.push({ action, ...(withoutPrefix(asked, tablePrefix) as object) });
      return inner.send(action, input, options);
    },
    close: () => inner.close(),
  };
}

/** It is random, and every transaction has one: it makes a call that is sent again one call. */
function withoutRequestToken(action: ActionName, input: object): object {
  if (action !== 'TransactWriteItems') return input;
  const { ClientRequestToken, ...asked } = input as { readonly ClientRequestToken?: string };
  if (ClientRequestToken === undefined) throw new Error('A transaction without a ClientRequestToken was sent.');
  return asked;
}

function withoutPrefix(input: object, prefix: string): unknown {
  if (prefix === '') return input;
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => {
      if (name === 'TableName') return [name, bare(String(value))];
      if (name === 'TransactItems') return [name, (value as readonly object[]).map(withoutPrefixInAction)];
      if (name !== 'RequestItems') return [name, value];
      return [
        name,
        Object.fromEntries(Object.entries(value as object).map(([table, keys]) => [bare(table), keys as unknown])),
      ];
    }),
  );

  function withoutPrefixInAction(action: object): object {
    return Object.fromEntries(
      Object.entries(action).map(([name, asked]) => [name, withoutPrefix(asked as object, prefix)]),
    );
  }
}
