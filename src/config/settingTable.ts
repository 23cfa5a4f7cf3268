import type { GatewaySettings } from './gatewaySettings.js';

/** How a setting's value is written and checked. */
export type SettingKind =
  | { readonly kind: 'text'; readonly pattern?: RegExp; readonly expected: string }
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
    help: 'a module that exports "resolvers" for fields of your own',
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
    help: 'keys that sign cursors, comma separated: the first signs, all verify',
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
    help: 'no introspection, no Sandbox, no GraphiQL; also NODE_ENV=production',
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
  logLevel: {
    kind: { kind: 'choice', values: ['silent', 'error', 'warn', 'info', 'debug'] },
    flag: '--log-level',
    variable: 'LOG_LEVEL',
    help: 'silent, error, warn, info or debug',
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly (keyof GatewaySettings)[];
