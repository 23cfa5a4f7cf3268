export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** What the gateway does about tables at start. */
export type TablesMode =
  /** Make what is missing; the default on the embedded engine. */
  | 'create'
  /** Compare and refuse to start on a difference; the default everywhere else. */
  | 'verify'
  /** Ask nothing. */
  | 'none';

/** Who reads the tables' streams where several processes share a Redis. */
export type StreamReader =
  /** The gateways, which share the shards among them. */
  | 'gateway'
  /** A Lambda function, by the handler of `sortkey/lambda`. */
  | 'lambda';

/**
 * Everything about a gateway that can be written down as text: each setting is
 * an option of `createGateway`, a flag of `sortkey serve` and, where
 * `SETTINGS` says so, an environment variable. A flag wins over a variable.
 */
export interface GatewaySettings {
  /** Path of the schema, from the working directory. */
  readonly schemaFile: string;
  /** Path of a module that exports `resolvers`, and perhaps `authenticate`. */
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

  /** What the keys of cursors are made from, each at least 32 characters: the first makes cursors, all open them. */
  readonly cursorSecrets: readonly string[];
  /** Origins of browsers that may call, as `https://shop.example`; `*` is any. Same-origin pages always may. */
  readonly corsOrigins: readonly string[];
  /** Introspection, Apollo Sandbox and GraphiQL are off, and so are the development origins. */
  readonly production: boolean;

  /** Where the keys are that tokens are signed with: a JSON Web Key Set. `https`, or `http` on this machine. */
  readonly jwksUrl: string | undefined;
  /** The key that tokens are signed with, shared with who makes them: at least 32 bytes, 48 for HS384, 64 for HS512. */
  readonly jwtSecret: string | undefined;
  /** Path of the public key that tokens are signed with, in PEM. */
  readonly jwtPublicKeyFile: string | undefined;
  /** Tokens of any other issuer (`iss`) are refused. Undefined: any issuer's are taken, and are part of the identity. */
  readonly jwtIssuer: string | undefined;
  /** A token has to be for one of them (`aud`). Empty: it may be for anybody. */
  readonly jwtAudience: readonly string[];
  /** Tokens signed otherwise are refused. Empty: those that fit the key. */
  readonly jwtAlgorithms: readonly string[];
  /** How far the clock of who makes tokens may be off, in seconds. */
  readonly jwtClockSkewS: number;
  /** Path of a JSON file of API keys, each by its hash. */
  readonly apiKeysFile: string | undefined;

  /** Time for one request, and for each event of a subscription. */
  readonly requestTimeoutMs: number;
  /** Time that running requests get to finish when the gateway closes. */
  readonly drainTimeoutMs: number;
  /** Largest request body, and largest WebSocket message. */
  readonly bodyLimitBytes: number;
  /** Largest document, in lexical tokens and comments. */
  readonly documentLimitTokens: number;
  /** Levels of fields that the operation that runs may have, through its fragments. */
  readonly documentLimitDepth: number;
  /** Its fields and fragment spreads, those of a fragment counted each time it is spread. */
  readonly documentLimitSelections: number;
  /** Its aliases, counted likewise. */
  readonly documentLimitAliases: number;
  /** Its root fields, counted likewise. */
  readonly documentLimitRootFields: number;
  /** Its directives, counted likewise. */
  readonly documentLimitDirectives: number;
  /** Lists and objects inside each other in a variable, or in a value of the document. */
  readonly inputDepthMax: number;

  /** `first` of a connection that says neither `first` nor `last`, in edges. */
  readonly pageSizeDefault: number;
  /** Largest `first` or `last`, in edges. */
  readonly pageSizeMax: number;
  /** Read units that one connection may consume for one page before it ends early (`pageInfo.partial`). */
  readonly readBudgetUnits: number;
  /** Items that one operation may read at most, nested lists multiplied, as it is estimated before its first call. */
  readonly maxItems: number;
  /** Read units that it may consume at most, likewise. */
  readonly maxReadUnits: number;
  /** Write units that it may consume at most, likewise. */
  readonly maxWriteUnits: number;
  /** Keys, ids or items that one argument may list: `xByKeys`, `nodes`, and the writes of one batch. */
  readonly keysMax: number;

  /** Length of the window that rates are counted in, in seconds. */
  readonly rateWindowS: number;
  /** Requests that one identity (or, where nobody is known, one address) may make in a window; 0 counts none. */
  readonly rateRequests: number;
  /** Read and write units that one identity may consume in a window; 0 counts none. */
  readonly rateUnits: number;
  /** Proxies before the gateway that add to `X-Forwarded-For`; 0 believes nobody's. */
  readonly trustedProxies: number;
  /**
   * `redis://` or `rediss://`: rates are then counted for all processes together, and changes read by any process reach
   * the subscribers of all. May hold a password.
   */
  readonly redisUrl: string | undefined;
  /** Path of a JSON file of operations that may be asked for by id. */
  readonly persistedOperationsFile: string | undefined;
  /** Only the operations of `persistedOperationsFile` may run. */
  readonly safelist: boolean;

  /** `lambda` needs `redisUrl`: what the handler publishes there is all that subscribers hear of. */
  readonly streamReader: StreamReader;
  /** Batches of changes that the Redis keeps of each table, about. */
  readonly changeLogMaxEntries: number;
  /** How long the Redis keeps them, about. */
  readonly changeLogMaxAgeMs: number;
  /** A process that has not renewed its hold on a shard for so long has lost it to another one. */
  readonly leaseDurationMs: number;
  /** Longest wait between two looks at a shard in which nothing happens. Undefined: 1 s, on the embedded engine 200 ms. */
  readonly streamPollMs: number | undefined;

  /**
   * Answers say in `extensions.dynamodb` which calls they took and what these consumed, and the header
   * `sortkey-explain: plan` is honoured. For every client: it is meant for operators.
   */
  readonly dynamodbExtension: boolean;
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
  jwksUrl: undefined,
  jwtSecret: undefined,
  jwtPublicKeyFile: undefined,
  jwtIssuer: undefined,
  jwtAudience: [],
  jwtAlgorithms: [],
  jwtClockSkewS: 5,
  apiKeysFile: undefined,
  requestTimeoutMs: 10_000,
  drainTimeoutMs: 10_000,
  bodyLimitBytes: 1_000_000,
  documentLimitTokens: 10_000,
  documentLimitDepth: 15,
  documentLimitSelections: 2_000,
  documentLimitAliases: 100,
  documentLimitRootFields: 100,
  documentLimitDirectives: 100,
  inputDepthMax: 50,
  pageSizeDefault: 20,
  pageSizeMax: 100,
  readBudgetUnits: 512,
  maxItems: 10_000,
  maxReadUnits: 5_000,
  maxWriteUnits: 2_000,
  keysMax: 1_000,
  rateWindowS: 10,
  rateRequests: 1_000,
  rateUnits: 10_000,
  trustedProxies: 0,
  redisUrl: undefined,
  persistedOperationsFile: undefined,
  safelist: false,
  streamReader: 'gateway',
  changeLogMaxEntries: 10_000,
  changeLogMaxAgeMs: 3_600_000,
  leaseDurationMs: 10_000,
  streamPollMs: undefined,
  dynamodbExtension: false,
  logLevel: 'info',
};

/** `streamPollMs` where nothing is said: a poll of a shard costs money on AWS only. */
export const STREAM_POLL_MS = { elsewhere: 1_000, embedded: 200 };
