import type { Authenticate } from '../auth/authenticate.js';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { parseSettings } from '../config/parseSettings.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import type { Transport } from '../dynamo/execute/transport.js';
import type { Logger } from '../observability/createLogger.js';
import type { UserResolvers } from '../resolvers/userResolvers.js';
import type { ExampleOperation } from './exampleOperation.js';

/** What a seed module's `seed` is given. */
export interface SeedContext {
  readonly documentClient: DocumentClient;
  /** The physical name of a table of the schema. */
  readonly tableName: (name: string) => string;
  /** Progress, one line a call. */
  readonly log: (message: string) => void;
}

/** Loads sample data. It may run again where a start was interrupted, so it should write the same items each time. */
export type Seed = (context: SeedContext) => Promise<void>;

/** The parts of a gateway that cannot be written down as text. */
export interface GatewayParts {
  /** The schema itself, in SDL; then `schemaFile` is not read. */
  readonly schema?: string;
  /** Resolvers of the user's own fields; then `resolversFile` is not read. */
  readonly resolvers?: UserResolvers;
  /** Then `seedFile` is not read. */
  readonly seed?: Seed;
  /** GraphiQL's tabs; then `operationsDir` is not read. */
  readonly operations?: readonly ExampleOperation[];
  /** Another way to DynamoDB, for tests: no engine is started, no table looked at, and there are no subscriptions. */
  readonly transport?: Transport;
  /** Says who asks, in place of the settings of tokens and API keys; then `resolversFile` is not asked for it. */
  readonly authenticate?: Authenticate;
  /** The moment a request happens: for generated times and expiry. Default: the machine's clock. */
  readonly now?: () => Date;
  /** Default: JSON lines on stdout, at `logLevel`. */
  readonly logger?: Logger;
  /** Told how the start goes on where it takes a while, one line a call. Default: the log. */
  readonly onProgress?: (message: string) => void;
  /** Called once when the gateway can no longer serve although nobody closed it: the embedded engine is gone for good. */
  readonly onFailure?: (reason: string) => void;
}

/** Options of `createGateway`: any settings, and parts. Unknown ones are refused. */
export interface GatewayOptions extends Partial<GatewaySettings>, GatewayParts {}

/** @throws {ConfigError} listing everything that cannot be used. */
export function parseGatewayOptions(options: GatewayOptions): { settings: GatewaySettings; parts: GatewayParts } {
  const { schema, resolvers, seed, operations, transport, authenticate, now, ...others } = options;
  const { logger, onProgress, onFailure, ...settings } = others;
  const parts = { schema, resolvers, seed, operations, transport, authenticate, now, logger, onProgress, onFailure };
  const given = Object.entries(parts).filter(([, part]) => part !== undefined);
  return { settings: parseSettings(settings), parts: Object.fromEntries(given) };
}
