import { type GatewaySettings, STREAM_POLL_MS } from './gatewaySettings.js';
import { JWT_ALGORITHM } from './jwtAlgorithms.js';

/** How a setting's value is written and checked. */
export type SettingKind =
  /** A `secret` is never repeated in a message; it may have a least length in bytes. */
  | {
      readonly kind: 'text';
      readonly pattern?: RegExp;
      readonly expected: string;
      readonly secret?: { readonly minBytes?: number };
    }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** Comma separated as text. A `secret` value is never repeated in a message. */
  | { readonly kind: 'list'; readonly pattern: RegExp; readonly expected: string; readonly secret?: boolean };

export interface SettingDefinition {
  readonly kind: SettingKind;
  readonly flag: string;
  readonly variable: string;
  /** One line for `--help`. */
  readonly help: string;
}

const path = (expected: string): SettingKind => ({ kind: 'text', expected });

/** Every setting, its flag and its environment variable. The parser, `--help` and the checks read this table. */
export const SETTINGS: Readonly<Record<keyof GatewaySettings, SettingDefinition>> = {
  schemaFile: {
    kind: path('the path of a file in SDL'),
    flag: '--schema',
    variable: 'SORTKEY_SCHEMA',
    help: 'the schema: a file in SDL',
  },
  resolversFile: {
    kind: path('the path of a JavaScript module that exports "resolvers"'),
    flag: '--resolvers',
    variable: 'SORTKEY_RESOLVERS',
    help: 'a module that exports "resolvers" for fields of your own, and perhaps "authenticate"',
  },
  seedFile: {
    kind: path('the path of a JavaScript module that exports "seed"'),
    flag: '--seed',
    variable: 'SORTKEY_SEED',
    help: 'a module that exports "seed": sample data, loaded when the embedded engine makes its tables',
  },
  operationsDir: {
    kind: path('the path of a folder'),
    flag: '--operations',
    variable: 'SORTKEY_OPERATIONS',
    help: "a folder of *.graphql operations, GraphiQL's tabs",
  },
  port: {
    kind: { kind: 'integer', min: 0, max: 65_535, unit: 'port number' },
    flag: '--port',
    variable: 'PORT',
    help: 'port to listen on; 0 takes a free one',
  },
  host: {
    kind: { kind: 'text', pattern: /^[A-Za-z0-9.:_-]+$/, expected: 'a host name or address, such as 127.0.0.1' },
    flag: '--host',
    variable: 'HOST',
    help: 'address to listen on; 0.0.0.0 is every one',
  },
  endpoint: {
    kind: {
      kind: 'text',
      pattern: /^https?:\/\/[^/\s?#]+\/?$/,
      expected: 'a URL without a path, such as http://127.0.0.1:8000',
    },
    flag: '--endpoint',
    variable: 'DYNAMODB_ENDPOINT',
    help: 'URL of DynamoDB; with neither endpoint nor region an embedded engine is started',
  },
  region: {
    kind: { kind: 'text', pattern: /^[a-z0-9-]+$/, expected: 'an AWS region, such as eu-central-1' },
    flag: '--region',
    variable: 'AWS_REGION',
    help: 'AWS region',
  },
  tablePrefix: {
    kind: {
      kind: 'text',
      pattern: /^[A-Za-z0-9_.-]{0,200}$/,
      expected: 'at most 200 letters, digits, "_", "." and "-"',
    },
    flag: '--table-prefix',
    variable: 'TABLE_PREFIX',
    help: 'put before every table name of the schema',
  },
  tables: {
    kind: { kind: 'choice', values: ['create', 'verify', 'none'] },
    flag: '--tables',
    variable: 'SORTKEY_TABLES',
    help: 'at start: create, verify or none; default create on the embedded engine, else verify',
  },
  dataDir: {
    kind: path('the path of a folder'),
    flag: '--data-dir',
    variable: 'SORTKEY_DATA_DIR',
    help: "folder of the embedded engine's data",
  },
  inMemory: {
    kind: { kind: 'boolean' },
    flag: '--in-memory',
    variable: 'SORTKEY_IN_MEMORY',
    help: 'the embedded engine keeps nothing on disk',
  },
  dynamodbLocalJar: {
    kind: path('the path of DynamoDBLocal.jar'),
    flag: '--dynamodb-local-jar',
    variable: 'DYNAMODB_LOCAL_JAR',
    help: 'DynamoDBLocal.jar, the embedded engine where dynoxide does not exist (needs Java)',
  },
  cursorSecrets: {
    kind: { kind: 'list', pattern: /^.{32,}$/, expected: 'at least 32 characters each', secret: true },
    flag: '--cursor-secrets',
    variable: 'CURSOR_SECRETS',
    help: 'secrets of cursors, comma separated: the first makes them, all open them',
  },
  corsOrigins: {
    kind: {
      kind: 'list',
      pattern: /^(\*|https?:\/\/[^/\s]+)$/,
      expected: 'origins without a path, such as https://shop.example, or *',
    },
    flag: '--cors-origins',
    variable: 'CORS_ORIGINS',
    help: 'origins of browsers that may call, comma separated',
  },
  production: {
    kind: { kind: 'boolean' },
    flag: '--production',
    variable: 'NODE_ENV',
    help: 'no introspection, no suggestions, no Sandbox, no GraphiQL; also NODE_ENV=production',
  },
  jwksUrl: {
    kind: {
      kind: 'text',
      pattern: /^https?:\/\/[^/\s?#@]+(\/[^\s#]*)?$/,
      expected: 'a URL, such as https://login.example/.well-known/jwks.json',
    },
    flag: '--jwks-url',
    variable: 'JWKS_URL',
    help: 'URL of the keys (JWKS) that bearer tokens are signed with',
  },
  jwtSecret: {
    kind: {
      kind: 'text',
      expected: 'at least 32 bytes, such as `openssl rand -hex 32` gives',
      secret: { minBytes: 32 },
    },
    flag: '--jwt-secret',
    variable: 'JWT_SECRET',
    help: 'shared key that bearer tokens are signed with',
  },
  jwtPublicKeyFile: {
    kind: path('the path of a public key in PEM'),
    flag: '--jwt-public-key-file',
    variable: 'JWT_PUBLIC_KEY_FILE',
    help: 'public key (PEM) that bearer tokens are signed with',
  },
  jwtIssuer: {
    kind: { kind: 'text', expected: 'the issuer (iss) of tokens, such as https://login.example/' },
    flag: '--jwt-issuer',
    variable: 'JWT_ISSUER',
    help: 'the only issuer whose tokens are taken',
  },
  jwtAudience: {
    kind: { kind: 'list', pattern: /\S/, expected: 'audiences (aud) of tokens' },
    flag: '--jwt-audience',
    variable: 'JWT_AUDIENCE',
    help: 'audiences, comma separated: tokens have to be for one of them',
  },
  jwtAlgorithms: {
    kind: {
      kind: 'list',
      pattern: JWT_ALGORITHM,
      expected: 'algorithms such as RS256, ES256, EdDSA or HS256; a token is always signed',
    },
    flag: '--jwt-algorithms',
    variable: 'JWT_ALGORITHMS',
    help: 'algorithms that tokens may be signed with, comma separated; default those that fit the key',
  },
  jwtClockSkewS: {
    kind: { kind: 'integer', min: 0, max: 300, unit: 'seconds' },
    flag: '--jwt-clock-skew-s',
    variable: 'JWT_CLOCK_SKEW_S',
    help: "how far an issuer's clock may be off, in seconds",
  },
  apiKeysFile: {
    kind: path('the path of a JSON file of API keys'),
    flag: '--api-keys-file',
    variable: 'API_KEYS_FILE',
    help: 'API keys by their hashes, a JSON file; see docs/auth.md',
  },
  requestTimeoutMs: {
    kind: { kind: 'integer', min: 1, max: 600_000, unit: 'milliseconds' },
    flag: '--request-timeout-ms',
    variable: 'REQUEST_TIMEOUT_MS',
    help: 'time for one request, in milliseconds',
  },
  drainTimeoutMs: {
    kind: { kind: 'integer', min: 0, max: 600_000, unit: 'milliseconds' },
    flag: '--drain-timeout-ms',
    variable: 'DRAIN_TIMEOUT_MS',
    help: 'time for running requests to finish at shutdown, in milliseconds',
  },
  bodyLimitBytes: {
    kind: { kind: 'integer', min: 1_000, max: 100_000_000, unit: 'bytes' },
    flag: '--body-limit-bytes',
    variable: 'BODY_LIMIT_BYTES',
    help: 'largest request body, in bytes',
  },
  documentLimitTokens: {
    kind: { kind: 'integer', min: 100, max: 1_000_000, unit: 'tokens' },
    flag: '--document-limit-tokens',
    variable: 'DOCUMENT_LIMIT_TOKENS',
    help: 'largest GraphQL document, in tokens',
  },
  documentLimitDepth: {
    kind: { kind: 'integer', min: 1, max: 200, unit: 'levels' },
    flag: '--document-limit-depth',
    variable: 'DOCUMENT_LIMIT_DEPTH',
    help: 'levels of fields of an operation',
  },
  documentLimitSelections: {
    kind: { kind: 'integer', min: 1, max: 1_000_000, unit: 'selections' },
    flag: '--document-limit-selections',
    variable: 'DOCUMENT_LIMIT_SELECTIONS',
    help: 'fields and fragment spreads of an operation, fragments put in',
  },
  documentLimitAliases: {
    kind: { kind: 'integer', min: 0, max: 1_000_000, unit: 'aliases' },
    flag: '--document-limit-aliases',
    variable: 'DOCUMENT_LIMIT_ALIASES',
    help: 'aliases of an operation, fragments put in',
  },
  documentLimitRootFields: {
    kind: { kind: 'integer', min: 1, max: 1_000_000, unit: 'fields' },
    flag: '--document-limit-root-fields',
    variable: 'DOCUMENT_LIMIT_ROOT_FIELDS',
    help: 'root fields of an operation',
  },
  documentLimitDirectives: {
    kind: { kind: 'integer', min: 0, max: 1_000_000, unit: 'directives' },
    flag: '--document-limit-directives',
    variable: 'DOCUMENT_LIMIT_DIRECTIVES',
    help: 'directives of an operation, fragments put in',
  },
  inputDepthMax: {
    kind: { kind: 'integer', min: 1, max: 200, unit: 'levels' },
    flag: '--input-depth-max',
    variable: 'INPUT_DEPTH_MAX',
    help: 'lists and objects inside each other in one value',
  },
  pageSizeDefault: {
    kind: { kind: 'integer', min: 1, max: 10_000, unit: 'edges' },
    flag: '--page-size',
    variable: 'PAGE_SIZE',
    help: 'edges of a page where a request says neither first nor last',
  },
  pageSizeMax: {
    kind: { kind: 'integer', min: 1, max: 10_000, unit: 'edges' },
    flag: '--page-size-max',
    variable: 'PAGE_SIZE_MAX',
    help: 'largest first or last',
  },
  readBudgetUnits: {
    kind: { kind: 'integer', min: 1, max: 1_000_000, unit: 'read units' },
    flag: '--read-budget-units',
    variable: 'READ_BUDGET_UNITS',
    help: 'read units that one connection may consume for one page',
  },
  maxItems: {
    kind: { kind: 'integer', min: 1, max: 1_000_000_000, unit: 'items' },
    flag: '--max-items',
    variable: 'MAX_ITEMS',
    help: 'items that one operation may read at most, as estimated before its first call',
  },
  maxReadUnits: {
    kind: { kind: 'integer', min: 1, max: 1_000_000_000, unit: 'read units' },
    flag: '--max-read-units',
    variable: 'MAX_READ_UNITS',
    help: 'read units that one operation may consume at most, as estimated before its first call',
  },
  maxWriteUnits: {
    kind: { kind: 'integer', min: 1, max: 1_000_000_000, unit: 'write units' },
    flag: '--max-write-units',
    variable: 'MAX_WRITE_UNITS',
    help: 'write units that one operation may consume at most, as estimated before its first call',
  },
  keysMax: {
    kind: { kind: 'integer', min: 1, max: 100_000, unit: 'keys' },
    flag: '--keys-max',
    variable: 'KEYS_MAX',
    help: 'keys, ids or writes that one argument may list',
  },
  rateWindowS: {
    kind: { kind: 'integer', min: 1, max: 86_400, unit: 'seconds' },
    flag: '--rate-window-s',
    variable: 'RATE_WINDOW_S',
    help: 'length of the window that rates are counted in, in seconds',
  },
  rateRequests: {
    kind: { kind: 'integer', min: 0, max: 1_000_000_000, unit: 'requests' },
    flag: '--rate-requests',
    variable: 'RATE_REQUESTS',
    help: 'requests of one identity (or address) in a window; 0 counts none',
  },
  rateUnits: {
    kind: { kind: 'integer', min: 0, max: 1_000_000_000, unit: 'units' },
    flag: '--rate-units',
    variable: 'RATE_UNITS',
    help: 'read and write units of one identity (or address) in a window; 0 counts none',
  },
  trustedProxies: {
    kind: { kind: 'integer', min: 0, max: 10, unit: 'proxies' },
    flag: '--trusted-proxies',
    variable: 'TRUSTED_PROXIES',
    help: 'proxies before the gateway that add to X-Forwarded-For',
  },
  redisUrl: {
    kind: {
      kind: 'text',
      pattern: /^rediss?:\/\/[^\s]+$/,
      expected: 'a URL such as redis://cache.example:6379',
      secret: {},
    },
    flag: '--redis-url',
    variable: 'REDIS_URL',
    help: 'URL of a Redis that all processes share: rates, and changes for subscribers',
  },
  persistedOperationsFile: {
    kind: path('the path of a JSON file'),
    flag: '--persisted-operations',
    variable: 'SORTKEY_PERSISTED_OPERATIONS',
    help: 'operations that may be asked for by id, a JSON file; see docs/limits.md',
  },
  safelist: {
    kind: { kind: 'boolean' },
    flag: '--safelist',
    variable: 'SORTKEY_SAFELIST',
    help: 'only the operations of --persisted-operations may run',
  },
  streamReader: {
    kind: { kind: 'choice', values: ['gateway', 'lambda'] },
    flag: '--stream-reader',
    variable: 'STREAM_READER',
    help: "who reads the tables' streams: gateway, or lambda (by way of --redis-url)",
  },
  changeLogMaxEntries: {
    kind: { kind: 'integer', min: 100, max: 10_000_000, unit: 'batches' },
    flag: '--change-log-max-entries',
    variable: 'CHANGE_LOG_MAX_ENTRIES',
    help: 'batches of changes of a table that the Redis keeps',
  },
  changeLogMaxAgeMs: {
    kind: { kind: 'integer', min: 1_000, max: 86_400_000, unit: 'milliseconds' },
    flag: '--change-log-max-age-ms',
    variable: 'CHANGE_LOG_MAX_AGE_MS',
    help: 'how long the Redis keeps changes, in milliseconds',
  },
  leaseDurationMs: {
    kind: { kind: 'integer', min: 1_000, max: 600_000, unit: 'milliseconds' },
    flag: '--lease-duration-ms',
    variable: 'LEASE_DURATION_MS',
    help: "how long a process that says nothing keeps a stream's shard, in milliseconds",
  },
  streamPollMs: {
    kind: { kind: 'integer', min: 10, max: 60_000, unit: 'milliseconds' },
    flag: '--stream-poll-ms',
    variable: 'STREAM_POLL_MS',
    help: `longest wait between two looks at a quiet shard, in milliseconds: ${STREAM_POLL_MS.elsewhere}; embedded engine: ${STREAM_POLL_MS.embedded}`,
  },
  dynamodbExtension: {
    kind: { kind: 'boolean' },
    flag: '--dynamodb-extension',
    variable: 'DYNAMODB_EXTENSION',
    help: "answers say which calls they took and what these consumed; plans by header. For operators' eyes",
  },
  logLevel: {
    kind: { kind: 'choice', values: ['silent', 'error', 'warn', 'info', 'debug'] },
    flag: '--log-level',
    variable: 'LOG_LEVEL',
    help: 'silent, error, warn, info or debug',
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly (keyof GatewaySettings)[];
