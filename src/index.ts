export { createGateway, type Gateway } from './server/createGateway.js';
export type { GatewayOptions, GatewayParts, Seed, SeedContext } from './server/gatewayOptions.js';
export type { Authenticate, IdentifiedRequest } from './auth/authenticate.js';
export type { Claims, Principal } from './model/principal.js';
export type { ExampleOperation } from './server/exampleOperation.js';
export type { DirectOptions, DirectRequest } from './server/gatewayServer.js';
export {
  DEFAULT_SETTINGS,
  type GatewaySettings,
  type LogLevel,
  type StreamReader,
  type TablesMode,
} from './config/gatewaySettings.js';
export { ConfigError } from './config/configError.js';
export { SchemaError, type SchemaProblem } from './schema/schemaError.js';
export { GatewayError, type ErrorDetails } from './errors/gatewayError.js';
export { ERROR_CODES, type ErrorCode, type ErrorCodeFacts } from './errors/errorCodes.js';
export type { GatewayContext } from './resolvers/gatewayContext.js';
export type { Repository, RepositoryQuery } from './resolvers/repositories.js';
export type { RepositoryWrites } from './resolvers/repositoryWrites.js';
export type { AnyWriteTypes, WriteTypes } from './resolvers/writeTypes.js';
export type { Transact, TransactOutcome } from './resolvers/transact.js';
export type { TransactBuilders, TransactPut, TransactWrite } from './resolvers/transactBuilders.js';
export type { Conflict } from './resolvers/writeConflict.js';
export type { EqualityCondition, KeyCondition, PrefixCondition, RangeCondition } from './resolvers/keyCondition.js';
export type { Transport } from './dynamo/execute/transport.js';
