export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** What the gateway does about tables at start. */
export type TablesMode =
  /** Make what is missing; the default on the embedded engine. */
  | 'create'
  /** Compare and refuse to start on a difference; the default everywhere else. */
  | 'verify'
  /** Ask nothing. */
  | 'none';

/**
 * Everything about a gateway that can be written down as text: each setting is
 * an option of `createGateway`, a flag of `sortkey serve` and, where
 * `SETTINGS` says so, an environment variable. A flag wins over a variable.
 */
export interface GatewaySettings {
  /** Path of the schema, from the working directory. */
  readonly schemaFile: string;
  /** Path of a module that exports `resolvers`. */
  readonly resolversFile: string | undefined;
  /** Path of a module that exports `seed`: run once, after tables were made on the embedded engine. */
  readonly seedFile: string | undefined;
  /** Folder of `*.graphql` operations (each with an optional `*.variables.json`) that GraphiQL opens as tabs. */
  readonly operationsDir: string | undefined;

  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** `http://host:port` of DynamoDB. With neither `endpoint` nor `region` the embedded engine is started. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** Put before every table name of the schema. */
  readonly tablePrefix: string;
  /** Undefined: `create` on the embedded engine, `verify` elsewhere. */
  readonly tables: TablesMode | undefined;
  /** Folder of the embedded engine's data file. */
  readonly dataDir: string;
  /** The embedded engine keeps nothing on disk. */
  readonly inMemory: boolean;
  /** Path of DynamoDBLocal.jar, the embedded engine where dynoxide does not exist. */
  readonly dynamodbLocalJar: string | undefined;

  /** Keys that sign cursors, each at least 32 characters: the first signs, all verify. */
  readonly cursorSecrets: readonly string[];
  /** Origins of browsers that may call, as `https://shop.example`; `*` is any. Same-origin pages always may. */
  readonly corsOrigins: readonly string[];
  /** Introspection, Apollo Sandbox and GraphiQL are off, and so are the development origins. */
  readonly production: boolean;

  /** Time for one request, and for each event of a subscription. */
  readonly requestTimeoutMs: number;
  /** Time that running requests get to finish when the gateway closes. */
  readonly drainTimeoutMs: number;
  /** Largest request body, and largest WebSocket message. */
  readonly bodyLimitBytes: number;
  /** Largest document, in lexical tokens. */
  readonly documentLimitTokens: number;

  /** `first` of a connection that says neither `first` nor `last`, in edges. */
  readonly pageSizeDefault: number;
  /** Largest `first` or `last`, in edges. */
  readonly pageSizeMax: number;
  /** Read units that one connection may consume for one page before it ends early (`pageInfo.partial`). */
  readonly readBudgetUnits: number;

  readonly logLevel: LogLevel;
}

/** What holds where nothing is said. */
export const DEFAULT_SETTINGS: GatewaySettings = {
  schemaFile: 'schema.graphql',
  resolversFile: undefined,
  seedFile: undefined,
  operationsDir: undefined,
  port: 4000,
  host: '127.0.0.1',
  endpoint: undefined,
  region: undefined,
  tablePrefix: '',
  tables: undefined,
  dataDir: '.sortkey',
  inMemory: false,
  dynamodbLocalJar: undefined,
  cursorSecrets: [],
  corsOrigins: [],
  production: false,
  requestTimeoutMs: 10_000,
  drainTimeoutMs: 10_000,
  bodyLimitBytes: 1_000_000,
  documentLimitTokens: 10_000,
  pageSizeDefault: 20,
  pageSizeMax: 100,
  readBudgetUnits: 512,
  logLevel: 'info',
};
