import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { ulid } from 'ulid';
import type { Authenticate } from '../auth/authenticate.js';
import { createAuthenticate } from '../auth/createAuthenticate.js';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import { createCaller } from '../dynamo/execute/caller.js';
import { createCursorCodec, type CursorCodec } from '../dynamo/keys/cursor.js';
import type { Model } from '../model/model.js';
import { withTablePrefix } from '../model/withTablePrefix.js';
import { createLogger, type Logger } from '../observability/createLogger.js';
import { logFault } from '../observability/logFault.js';
import type { CallLog } from '../resolvers/callLog.js';
import { createExecutableSchema } from '../resolvers/createExecutableSchema.js';
import { createGatewayContext, responseExtensions, type GatewayContext } from '../resolvers/gatewayContext.js';
import { explainOperation } from '../resolvers/explain/explainOperation.js';
import { explainText } from '../resolvers/explain/explainText.js';
import { createCostGate, type CostLimits } from '../resolvers/explain/costGate.js';
import type { Runtime } from '../resolvers/runtime.js';
import type { UserResolvers } from '../resolvers/userResolvers.js';
import { libraryScalars } from '../schema/scalars/libraryScalars.js';
import type { ChangeFeed } from '../subscriptions/changeFeed.js';
import { createClosers } from './closers.js';
import { readExampleOperations } from './exampleOperation.js';
import { type GatewayOptions, type GatewayParts, parseGatewayOptions, type Seed } from './gatewayOptions.js';
import { createGatewayServer, type GatewayServer } from './gatewayServer.js';
import { listLimitsOf } from './listLimitsOf.js';
import { loadModule, loadOptional } from './loadModule.js';
import { compileServedSchema, readSchemaFile } from './servedSchema.js';
import type { Explain } from './plugins/answerPlan.js';
import type { RefuseCostlyIn } from './plugins/refuseCostly.js';
import { createRightsOf } from './subscriptions/subscriberRights.js';
import { warnOfDenied } from './warnOfDenied.js';
import { openStorage, type Storage, storageOver } from './storage.js';

/** A gateway that can serve: its tables are there, its schema is whole. `listen` gives it a port; tests need none. */
export interface Gateway extends GatewayServer {
  readonly schema: GraphQLSchema;
  /** Where the embedded engine is, for the AWS CLI and SDK: `http://127.0.0.1:PORT`. Undefined where DynamoDB is elsewhere. */
  readonly localEndpoint: string | undefined;
}

/**
 * Makes a gateway, in this order: options, schema, resolvers, storage (engine,
 * tables, sample data), server. Nothing is half started: where a step fails,
 * what was begun is ended again and the step's error is thrown.
 *
 * @throws {ConfigError} for options, {SchemaError} for the schema, {GatewayError} `TABLE_NOT_READY` for tables,
 *   {Error} for resolvers that do not fit the schema, or an engine that does not start.
 */
export async function createGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const { settings, parts } = parseGatewayOptions(options);
  const logger = parts.logger ?? createLogger(settings.logLevel);
  const closers = createClosers(logger);
  let server: GatewayServer | undefined;

  try {
    const given = await loadGiven(settings, parts);
    const now = parts.now ?? (() => new Date());
    const authenticate = await createAuthenticate({ settings, authenticate: given.authenticate, logger, now });
    const { model: named, api } = compileServedSchema(given.schemaName, given.schema);
    const model = withTablePrefix(named, settings.tablePrefix);
    const schema = createExecutableSchema({ model, api, userResolvers: given.resolvers, scalars: libraryScalars });
    warnOfDenied(model, schema, logger);
    const tableName = (name: string) => settings.tablePrefix + name;

    const storage: Storage =
      parts.transport === undefined
        ? await openStorage({
            settings,
            model,
            tableName,
            seed: given.seed,
            closers,
            logger,
            onProgress: parts.onProgress ?? ((message) => logger.info(message)),
            onFailure(reason) {
              logger.error(reason);
              server?.fail(reason);
              parts.onFailure?.(reason);
            },
          })
        : storageOver(parts.transport, settings, closers);
    const cursors = createCursorCodec(settings.cursorSecrets);
    const changes = await storage.openChanges(cursors);
    const runtime = runtimeOver(storage, { settings, cursors, changes, model, tableName, logger, now: parts.now });
    const executable = {
      schema,
      createContext: (facts: Facts) => createGatewayContext(runtime, facts),
      // It is given what createContext made.
      extensionsOf: (context: object) => responseExtensions(context as GatewayContext),
      unitsOf: (context: object) => unitsOf((context as GatewayContext).internal.calls),
      explain: settings.dynamodbExtension ? explainIn(runtime, schema) : undefined,
      refuseCostly: refuseCostlyIn(runtime, schema, settings),
      rightsOf: createRightsOf(model, schema),
    };
    const started = await createGatewayServer({
      executable,
      settings,
      logger,
      operations: given.operations,
      authenticate,
    });
    server = started;
    closers.add('the server', () => started.close());
    const { localEndpoint } = storage;
    return { ...started, schema, localEndpoint, close: () => closers.closeAll() };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

/** For who asks, and with what `@cost` says of sizes: nothing is read to know better. */
function explainIn({ model, limits }: Runtime, schema: GraphQLSchema): Explain {
  return (context, operation) => {
    const { viewer, principal } = (context as GatewayContext).internal;
    const plan = explainOperation({ model, limits, schema, viewer, principal, ...operation });
    return { text: explainText(plan), plan };
  };
}

function refuseCostlyIn({ model, limits }: Runtime, schema: GraphQLSchema, settings: CostLimits): RefuseCostlyIn {
  const refuse = createCostGate(settings);
  return (context, operation) => {
    const { viewer, principal } = (context as GatewayContext).internal;
    refuse({ model, limits, schema, viewer, principal, ...operation });
  };
}

function unitsOf(calls: CallLog): number {
  const { readUnits, writeUnits } = calls.units();
  return readUnits + writeUnits;
}

type Facts = Parameters<typeof createGatewayContext>[1];

interface Given {
  /** For messages: the file, or `schema`. */
  readonly schemaName: string;
  readonly schema: string;
  readonly resolvers: UserResolvers;
  readonly authenticate: Authenticate | undefined;
  readonly seed: Seed | undefined;
  readonly operations: Awaited<ReturnType<typeof readExampleOperations>>;
}

/** What the options give as files and folders, read. */
async function loadGiven(settings: GatewaySettings, parts: GatewayParts): Promise<Given> {
  const { schemaFile, resolversFile, seedFile, operationsDir } = settings;
  const flagOf = (name: 'resolversFile' | 'seedFile') => `${SETTINGS[name].flag} (${SETTINGS[name].variable})`;
  const load = (file: string | undefined, member: string, type: 'object' | 'function', flag: string) =>
    file === undefined ? undefined : loadModule(file, member, type, flag);
  const besideResolvers = (member: string) =>
    resolversFile === undefined || parts.resolvers !== undefined
      ? undefined
      : loadOptional(resolversFile, member, 'function', flagOf('resolversFile'));
  const [schema, resolvers, authenticate, seed, operations] = await Promise.all([
    parts.schema ?? readSchemaFile(schemaFile),
    parts.resolvers ?? load(resolversFile, 'resolvers', 'object', flagOf('resolversFile')),
    parts.authenticate ?? besideResolvers('authenticate'),
    parts.seed ?? load(seedFile, 'seed', 'function', flagOf('seedFile')),
    parts.operations ?? (operationsDir === undefined ? [] : readExampleOperations(operationsDir)),
  ]);
  return {
    schemaName: parts.schema === undefined ? schemaFile : 'schema',
    schema,
    resolvers: (resolvers ?? {}) as UserResolvers,
    authenticate: authenticate as Authenticate | undefined,
    seed: seed as Seed | undefined,
    operations,
  };
}

interface RuntimeParts {
  readonly settings: GatewaySettings;
  readonly changes: ChangeFeed;
  readonly cursors: CursorCodec;
  readonly model: Model;
  readonly tableName: (name: string) => string;
  readonly logger: Logger;
  readonly now: (() => Date) | undefined;
}

function runtimeOver({ transport, documentClient }: Storage, parts: RuntimeParts): Runtime {
  const { settings, cursors, changes, model, tableName, logger, now = () => new Date() } = parts;
  return {
    model,
    caller: createCaller({ transport }),
    cursors,
    limits: listLimitsOf(settings),
    now,
    newId: (kind) => (kind === 'ULID' ? ulid() : randomUUID()),
    reportFault: (requestId, fault) => logFault(logger, requestId, fault),
    documentClient,
    tableName,
    changes,
    dynamodbExtension: settings.dynamodbExtension,
  };
}
