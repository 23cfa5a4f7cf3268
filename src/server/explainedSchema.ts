import type { GraphQLSchema } from 'graphql';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { createCaller } from '../dynamo/execute/caller.js';
import type { Model } from '../model/model.js';
import { withTablePrefix } from '../model/withTablePrefix.js';
import { createLogger } from '../observability/createLogger.js';
import { createExecutableSchema } from '../resolvers/createExecutableSchema.js';
import { sampleSizes } from '../resolvers/explain/sampleSizes.js';
import type { SampledSizes } from '../resolvers/explain/sizes.js';
import { standInResolvers } from '../resolvers/explain/standInResolvers.js';
import type { ListLimits } from '../resolvers/runtime.js';
import { libraryScalars } from '../schema/scalars/libraryScalars.js';
import { createClosers } from './closers.js';
import { listLimitsOf } from './listLimitsOf.js';
import { compileServedSchema, readSchemaFile } from './servedSchema.js';
import { openStorage } from './storage.js';

/** A schema to plan operations of, without resolvers of the user's own and without a table. */
export interface ExplainedSchema {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  readonly limits: ListLimits;
}

/** @throws {ConfigError} and {SchemaError} as the gateway does. */
export async function explainedSchema(settings: GatewaySettings): Promise<ExplainedSchema> {
  const { schemaFile, tablePrefix } = settings;
  const { model: named, api } = compileServedSchema(schemaFile, await readSchemaFile(schemaFile));
  const model = withTablePrefix(named, tablePrefix);
  const userResolvers = standInResolvers(model, api);
  return {
    model,
    schema: createExecutableSchema({ model, api, userResolvers, scalars: libraryScalars }),
    limits: listLimitsOf(settings),
  };
}

/** Reads samples from the tables where the settings say they are; nothing is made there, save by the embedded engine. */
export async function sampledSizes(settings: GatewaySettings, model: Model): Promise<SampledSizes> {
  const logger = createLogger('silent');
  const closers = createClosers(logger);
  const embedded = settings.endpoint === undefined && settings.region === undefined;
  try {
    const { transport } = await openStorage({
      settings: { ...settings, inMemory: false, tables: embedded ? 'create' : 'none' },
      model,
      tableName: (name) => settings.tablePrefix + name,
      seed: undefined,
      closers,
      logger,
      onProgress: () => {},
      onFailure: (reason) => logger.error(reason),
    });
    return await sampleSizes(createCaller({ transport }), model, () => ({
      signal: new AbortController().signal,
      deadlineAtMs: Date.now() + settings.requestTimeoutMs,
    }));
  } finally {
    await closers.closeAll();
  }
}
