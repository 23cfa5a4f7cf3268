import type { GatewaySettings, TablesMode } from '../config/gatewaySettings.js';
import type { createDynamoClient, DocumentClient } from '../dynamo/execute/sdkClients.js';
import { enableStreams, ensureTables } from '../dynamo/tables/ensureTables.js';
import { assertMultiAttributeKeys } from '../dynamo/tables/multiAttributeKeys.js';
import { verifyTables } from '../dynamo/tables/verifyTables.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { Model } from '../model/model.js';
import type { Logger } from '../observability/createLogger.js';
import type { Seed } from './gatewayOptions.js';
import { seedOnce } from './seedOnce.js';

export interface PrepareTablesOptions {
  readonly settings: GatewaySettings;
  readonly embedded: boolean;
  /** With physical table names. */
  readonly model: Model;
  readonly tableName: (name: string) => string;
  readonly seed: Seed | undefined;
  readonly client: ReturnType<typeof createDynamoClient>;
  readonly documentClient: DocumentClient;
  readonly logger: Logger;
  readonly onProgress: (message: string) => void;
}

/** What a gateway can serve without, less well. */
const ONLY_WARN: ReadonlySet<string> = new Set(['STREAM_OFF', 'TTL_OFF', 'OWN_TABLE_UNFIT']);

/**
 * Makes or verifies the tables, as `tables` says. Streams are switched on after
 * the sample data, so that nobody is told of it item by item.
 *
 * @throws {GatewayError} `TABLE_NOT_READY`, one line for each thing that is missing or differs, or that the engine
 *   does not have.
 */
export async function prepareTables(options: PrepareTablesOptions): Promise<void> {
  const { settings, embedded } = options;
  const mode: TablesMode = settings.tables ?? (embedded ? 'create' : 'verify');
  try {
    if (mode === 'create') await create(options);
    if (mode === 'verify') await verify(options);
    // AWS itself has them; behind an endpoint may be anything.
    if (mode !== 'none' && settings.endpoint !== undefined)
      await assertMultiAttributeKeys(options.client, options.model);
  } catch (error) {
    throw error instanceof GatewayError ? error : (whyUnreachable(error, settings) ?? error);
  }
}

async function create({ client, model, seed, embedded, ...rest }: PrepareTablesOptions): Promise<void> {
  await ensureTables({ client, model, streams: false });
  if (seed !== undefined && embedded) await seedOnce({ seed, ...rest });
  await enableStreams({ client, model });
}

async function verify({ client, model, logger }: PrepareTablesOptions): Promise<void> {
  const drifts = await verifyTables({ client, model });
  for (const { kind, message } of drifts) if (ONLY_WARN.has(kind)) logger.warn({ drift: kind }, message);
  const refused = drifts.filter(({ kind }) => !ONLY_WARN.has(kind));
  if (refused.length > 0) {
    const isMissing = refused.some(({ kind }) => kind === 'TABLE_MISSING');
    const lines = [...refused.map(({ message }) => message), ...(isMissing ? [CREATE_MAKES_IT] : [])];
    throw new GatewayError('TABLE_NOT_READY', lines.join('\n'));
  }
}

const CREATE_MAKES_IT =
  'A gateway that is started with --tables create (SORTKEY_TABLES=create) makes all tables that are missing, also its own.';

/** One line for what the SDK throws when DynamoDB is not there or does not let us in; undefined for anything else. */
function whyUnreachable(error: unknown, { endpoint, region }: GatewaySettings): GatewayError | undefined {
  const { name, code, message } = error as NodeJS.ErrnoException;
  const where = endpoint ?? `the region ${region ?? ''}`;
  const refuse = (text: string) => new GatewayError('TABLE_NOT_READY', text, {}, { cause: error });
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ECONNRESET' || name === 'TimeoutError') {
    return refuse(
      `DynamoDB cannot be reached at ${where} (${code ?? name}). ` +
        'Start it, or correct --endpoint (DYNAMODB_ENDPOINT) or --region (AWS_REGION).',
    );
  }
  if (name === 'CredentialsProviderError') {
    return refuse(`There are no AWS credentials for ${where}. Set AWS_PROFILE, or give the process a role.`);
  }
  if (name === 'AccessDeniedException' || name === 'UnrecognizedClientException') {
    return refuse(
      `DynamoDB at ${where} refuses: ${message} The gateway needs dynamodb:DescribeTable and ` +
        'dynamodb:DescribeTimeToLive on its tables to verify them; --tables none does without.',
    );
  }
  // Every error of DynamoDB's own has a name that ends so; this one came from something else that listens there.
  if (!/(?:Exception|Error)$/.test(name) || /^(?:UnknownError|SyntaxError)$/.test(name)) {
    return refuse(
      `Something answers at ${where}, but not as DynamoDB does (${message.split('\n')[0] ?? name}). ` +
        'Correct --endpoint (DYNAMODB_ENDPOINT).',
    );
  }
  return undefined;
}
