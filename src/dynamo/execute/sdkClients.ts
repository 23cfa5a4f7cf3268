import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** AWS's client for plain JavaScript values, as `context.documentClient`. */
export type DocumentClient = DynamoDBDocumentClient;

export interface SdkOptions {
  /** `http://127.0.0.1:8000`; absent: what the SDK finds for the region. */
  readonly endpoint?: string | undefined;
  /** Absent: what the SDK finds (AWS_REGION, profile ...); for a loopback endpoint `us-east-1` when AWS_REGION is not set. */
  readonly region?: string | undefined;
  /** Absent: what the SDK finds (environment, profile, role ...); for a loopback endpoint a made-up pair when the environment has none. */
  readonly credentials?: NonNullable<DynamoDBClientConfig['credentials']> | undefined;
  /** Connections kept to one endpoint. Default 128: a wave of 100 Queries and its batches do not queue. */
  readonly maxSockets?: number | undefined;
}

/** Local engines want credentials but do not check them; DynamoDB Local takes letters and digits only. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
const LOCAL_REGION = 'us-east-1';
const DEFAULT_MAX_SOCKETS = 128;
/** For clients without a request's deadline: longer than any answer takes, so that a silent endpoint does not hold up a start for ever. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Includes the wait for a free socket. */
const CONNECTION_TIMEOUT_MS = 3000;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A client for table descriptions and changes. It retries as the SDK does (3 attempts). */
export function createDynamoClient(options: SdkOptions): DynamoDBClient {
  const settings = sdkSettings(options);
  const requestHandler = { ...settings.requestHandler, requestTimeout: ANSWER_TIMEOUT_MS, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...settings, requestHandler });
}

/** A client for the change streams. It does not retry: who reads them decides. */
export function createStreamsClient(options: SdkOptions): DynamoDBStreamsClient {
  const settings = sdkSettings(options);
  const requestHandler = { ...settings.requestHandler, requestTimeout: ANSWER_TIMEOUT_MS, throwOnRequestTimeout: true };
  const client = new DynamoDBStreamsClient({ ...settings, requestHandler, maxAttempts: 1 });
  // It copies each answer for a log that there is not: a tenth to a quarter of what a page of records costs.
  client.middlewareStack.remove('loggerMiddleware');
  return withoutRetries(client);
}

/**
 * Replaces the SDK's retry step by one that does nothing, in a client that was made with `maxAttempts: 1`:
 * even then the step would put some network errors into another error, without their codes.
 */
export function withoutRetries<C extends DynamoDBClient | DynamoDBStreamsClient>(client: C): C {
  // Replaced, not removed: the step that signs has its place after it.
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add((next) => next, {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  return client;
}

/**
 * The client users' resolvers get as `context.documentClient`: plain JavaScript
 * values instead of AttributeValues, undefined properties left out, the SDK's
 * own retries (3 attempts). `destroy()` it together with the gateway.
 */
export function createDocumentClient(options: SdkOptions): DocumentClient {
  return DynamoDBDocumentClient.from(createDynamoClient(options), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** What every SDK client of the gateway is made with. */
export function sdkSettings(options: SdkOptions) {
  const { endpoint, region, credentials, maxSockets = DEFAULT_MAX_SOCKETS } = options;
  const local = endpoint !== undefined && isLoopback(endpoint);
  const chosenRegion = region ?? (local && process.env['AWS_REGION'] === undefined ? LOCAL_REGION : undefined);
  const chosenCredentials = credentials ?? (local && !environmentHasCredentials() ? LOCAL_CREDENTIALS : undefined);
  const agent = { keepAlive: true, maxSockets };
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(chosenRegion !== undefined && { region: chosenRegion }),
    ...(chosenCredentials !== undefined && { credentials: chosenCredentials }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      httpAgent: agent,
      httpsAgent: agent,
      // Its only message warns on the console about queued requests; logs are the gateway's own.
      logger: silent,
    },
  };
}

function environmentHasCredentials(): boolean {
  return process.env['AWS_ACCESS_KEY_ID'] !== undefined || process.env['AWS_PROFILE'] !== undefined;
}

function isLoopback(endpoint: string): boolean {
  const hostname = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
