import { closestName } from '../../config/closestName.js';
import { ConfigError } from '../../config/configError.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from '../../config/gatewaySettings.js';
import { SETTINGS } from '../../config/settingTable.js';
import { checkSetting } from '../../config/settingValue.js';
import { isRecord } from '../../model/isRecord.js';
import { createLogger, type Logger } from '../../observability/createLogger.js';
import { MAX_LOG_BYTES } from '../brokers/changeLogScripts.js';
import { reasonOf } from '../brokers/redisConnection.js';
import { chunksOf, createLambdaPublisher, type LambdaPublisher, type Publishable } from './lambdaPublisher.js';
import { parseLambdaRecord, sequenceNumberOf } from './lambdaRecord.js';

/** As the gateways have them that listen: the first two must be the same. */
export interface StreamHandlerOptions extends Partial<
  Pick<GatewaySettings, 'tablePrefix' | 'changeLogMaxEntries' | 'changeLogMaxAgeMs'>
> {
  /** `redis://` or `rediss://`. */
  readonly redisUrl: string;
  /** Default: JSON lines on stdout. */
  readonly logger?: Pick<Logger, 'error'>;
}

/** What Lambda hands over, as `DynamoDBStreamEvent` of `@types/aws-lambda` has it. */
export interface StreamEvent {
  readonly Records: readonly unknown[];
}

/** Which record Lambda has to go on with; none where all are published. */
export interface StreamHandlerAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

export interface StreamHandler {
  (event: StreamEvent): Promise<StreamHandlerAnswer>;
  /** Ends the connection; the next event makes another. Lambda never calls it. */
  close(): Promise<void>;
}

/**
 * A handler of AWS Lambda that publishes a table's changes to the gateways that run with `--stream-reader lambda`.
 *
 * Its event-source mapping needs `FunctionResponseTypes: ["ReportBatchItemFailures"]`: the answer names the first
 * record that was not published, and Lambda goes on with it, so that nothing is lost or comes in another order. A record
 * that can never be published is reported as failed like any other, and logged: how often it is tried again, and where
 * it goes then, is what the mapping says (`MaximumRetryAttempts`, `DestinationConfig.OnFailure`; else it holds up its
 * shard until it is 24 hours old).
 *
 * @throws {ConfigError} with every option that cannot be used.
 */
export function createStreamHandler(options: StreamHandlerOptions): StreamHandler {
  const { redisUrl, tablePrefix, changeLogMaxEntries, changeLogMaxAgeMs, logger } = checkedOptions(options);
  const publisher = createLambdaPublisher({
    url: redisUrl,
    tablePrefix,
    bounds: { maxEntries: changeLogMaxEntries, maxAgeMs: changeLogMaxAgeMs, maxBytes: MAX_LOG_BYTES },
  });
  // An async function: Lambda freezes the container when it is done, and does not wait for the connection to end.
  const handler = async (event: StreamEvent) => handleEvent(event, publisher, logger);
  return Object.assign(handler, { close: () => publisher.close() });
}

/** @throws {Error} for an event that Lambda can only hand over again as a whole. */
export async function handleEvent(
  event: unknown,
  { publish }: Pick<LambdaPublisher, 'publish'>,
  logger: Pick<Logger, 'error'>,
): Promise<StreamHandlerAnswer> {
  const { Records: values } = isRecord(event) ? event : {};
  if (!Array.isArray(values)) {
    throw new Error('This handler is for events of a DynamoDB stream: the event has no list of Records.');
  }
  const { records, broken } = parsedUntilBroken(values);
  for (const chunk of chunksOf(records)) {
    try {
      await publish(chunk);
    } catch (error) {
      const reason = reasonOf(error);
      const [{ table, sequenceNumber } = { table: '', sequenceNumber: '' }] = chunk;
      logger.error(
        { table, sequenceNumber, reason },
        'changes could not be published: Lambda will hand them over again',
      );
      return failedAt(sequenceNumber);
    }
  }
  if (broken === undefined) return { batchItemFailures: [] };
  const { value, reason } = broken;
  const sequenceNumber = sequenceNumberOf(value);
  logger.error({ sequenceNumber, reason }, 'a record cannot be published, and holds up those behind it');
  if (sequenceNumber === undefined) throw new Error(`A record cannot be published, nor named to Lambda: ${reason}`);
  return failedAt(sequenceNumber);
}

const failedAt = (sequenceNumber: string): StreamHandlerAnswer => ({
  batchItemFailures: [{ itemIdentifier: sequenceNumber }],
});

/** The records that changed something, up to the first that cannot be read. */
function parsedUntilBroken(values: readonly unknown[]) {
  const records: Publishable[] = [];
  for (const value of values) {
    try {
      const record = parseLambdaRecord(value);
      if (record.text !== undefined) records.push({ ...record, text: record.text });
    } catch (error) {
      return { records, broken: { value, reason: error instanceof Error ? error.message : String(error) } };
    }
  }
  return { records, broken: undefined };
}

const OPTION_SETTINGS = ['redisUrl', 'tablePrefix', 'changeLogMaxEntries', 'changeLogMaxAgeMs'] as const;

function checkedOptions(options: StreamHandlerOptions) {
  const names: readonly string[] = [...OPTION_SETTINGS, 'logger'];
  const problems = Object.keys(options).flatMap((name) => {
    if (names.includes(name)) return [];
    const meant = closestName(name, names);
    const hint = meant === undefined ? `It has ${names.join(', ')}.` : `Did you mean "${meant}"?`;
    return [`createStreamHandler has no option "${name}". ${hint}`];
  });
  for (const name of OPTION_SETTINGS) {
    const value = options[name];
    const checked = value === undefined ? undefined : checkSetting(SETTINGS[name].kind, value, `option ${name}`);
    if (checked !== undefined && 'problem' in checked) problems.push(checked.problem);
  }
  if (options.redisUrl === undefined) {
    problems.push('createStreamHandler needs the option redisUrl: the Redis that the gateways have as REDIS_URL.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const { tablePrefix, changeLogMaxEntries, changeLogMaxAgeMs } = DEFAULT_SETTINGS;
  return {
    redisUrl: options.redisUrl,
    tablePrefix: options.tablePrefix ?? tablePrefix,
    changeLogMaxEntries: options.changeLogMaxEntries ?? changeLogMaxEntries,
    changeLogMaxAgeMs: options.changeLogMaxAgeMs ?? changeLogMaxAgeMs,
    logger: options.logger ?? createLogger(DEFAULT_SETTINGS.logLevel),
  };
}
