import { join } from 'node:path';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { findEngine } from '../dynamo/embedded/findEngine.js';
import { startEmbeddedEngine } from '../dynamo/embedded/startEmbeddedEngine.js';
import { createAwsSdkTransport } from '../dynamo/execute/awsSdkTransport.js';
import {
  createDocumentClient,
  createDynamoClient,
  createStreamsClient,
  type DocumentClient,
  type SdkOptions,
} from '../dynamo/execute/sdkClients.js';
import type { Transport } from '../dynamo/execute/transport.js';
import type { CursorCodec } from '../dynamo/keys/cursor.js';
import { multiAttributeIndexes, withoutMultiAttributeKeys } from '../dynamo/tables/multiAttributeKeys.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { Model } from '../model/model.js';
import type { Logger } from '../observability/createLogger.js';
import type { ChangeFeed } from '../subscriptions/changeFeed.js';
import type { ChangeTopic } from '../subscriptions/changeTopic.js';
import type { Closers } from './closers.js';
import type { Seed } from './gatewayOptions.js';
import { openChangeFeed } from './openChangeFeed.js';
import { prepareTables } from './prepareTables.js';

/** Where items are, and every way to them. */
export interface Storage {
  readonly transport: Transport;
  readonly documentClient: DocumentClient;
  /** Changes for subscribers; what it opens is in `closers`. */
  readonly openChanges: (cursors: CursorCodec) => Promise<ChangeFeed>;
  /** The embedded engine's URL; undefined where DynamoDB is elsewhere. */
  readonly localEndpoint: string | undefined;
}

export interface StorageOptions {
  readonly settings: GatewaySettings;
  /** With physical table names. */
  readonly model: Model;
  readonly tableName: (name: string) => string;
  readonly seed: Seed | undefined;
  readonly closers: Closers;
  readonly logger: Logger;
  readonly onProgress: (message: string) => void;
  readonly onFailure: (reason: string) => void;
}

/**
 * Starts the embedded engine where no endpoint and no region is given, sees to
 * the tables, and opens clients. What was begun is in `closers`, also when this
 * throws.
 *
 * @throws {GatewayError} `TABLE_NOT_READY` naming what is missing or cannot be reached, or what the engine lacks.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { settings, closers } = options;
  const embedded = settings.endpoint === undefined && settings.region === undefined;
  const localEndpoint = embedded ? await startEngine(options) : undefined;
  const sdk: SdkOptions = { endpoint: localEndpoint ?? settings.endpoint, region: settings.region };

  const dynamoClient = createDynamoClient(sdk);
  const streamsClient = createStreamsClient(sdk);
  const documentClient = createDocumentClient(sdk);
  const transport = createAwsSdkTransport(sdk);
  closers.add('the clients of DynamoDB', async () => {
    await transport.close();
    for (const client of [dynamoClient, streamsClient, documentClient]) client.destroy();
  });

  await prepareTables({ ...options, embedded, client: dynamoClient, documentClient });

  const openChanges = async (cursors: CursorCodec) => {
    const changes = await openChangeFeed({ ...options, dynamoClient, streamsClient, embedded, cursors });
    closers.add('the change feed', () => changes.close());
    return changes;
  };
  return { transport, documentClient, openChanges, localEndpoint };
}

/** For a transport of the user's own: its document client needs an endpoint or a region, its subscriptions a stream. */
export function storageOver(transport: Transport, settings: GatewaySettings, closers: Closers): Storage {
  const { endpoint = NOWHERE, region } = settings;
  const documentClient = createDocumentClient({ endpoint, region });
  closers.add('the transport', async () => {
    documentClient.destroy();
    await transport.close();
  });
  const refuse = (topic: ChangeTopic) => {
    const message = `Changes of "${topic.entity.table}" cannot be read: the gateway was given a transport of its own, which has no streams.`;
    return new GatewayError('TABLE_NOT_READY', message);
  };
  const changes: ChangeFeed = {
    open(topic) {
      throw refuse(topic);
    },
    missed: (topic) => Promise.reject(refuse(topic)),
    close: () => Promise.resolve(),
  };
  return { transport, documentClient, openChanges: () => Promise.resolve(changes), localEndpoint: undefined };
}

/** The discard port: nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

async function startEngine({ settings, model, closers, logger, onFailure }: StorageOptions): Promise<string> {
  const { dataDir, inMemory, dynamodbLocalJar } = settings;
  const unserved = multiAttributeIndexes(model);
  // DynamoDB Local says itself whether it has such keys; dynoxide makes the index and cannot read it.
  if (unserved.length > 0 && findEngine({ dynamodbLocalJar }).kind === 'dynoxide') {
    throw withoutMultiAttributeKeys(model, unserved);
  }
  const engine = await startEmbeddedEngine({
    dataFile: inMemory ? undefined : join(dataDir, 'dynamodb.sqlite'),
    dynamodbLocalJar,
    onExit: onFailure,
    logger: {
      info: (message) => logger.info(message),
      warn: (message) => logger.warn(message),
    },
  });
  closers.add('the embedded engine', () => engine.close());
  return engine.endpoint;
}
