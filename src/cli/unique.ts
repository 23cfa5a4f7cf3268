import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { GatewayError } from '../errors/gatewayError.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';
import { UsageError } from './usageError.js';

type Action = 'verify' | 'repair';

/** Between two lines of progress. */
const PROGRESS_MS = 2_000;
/** For one call, with all of its retries: a table that is throttled is waited for. */
const CALL_TIMEOUT_MS = 60_000;

/** `sortkey unique verify|repair Customer.email`: compares items and markers of a field, page by page, beside a gateway that serves. */
export function addUnique(program: Command, onExit: (code: number) => void): void {
  const command = program
    .command('unique')
    .description('compare the items of a @unique field with the markers that keep its values apart')
    .addArgument(
      new Argument('<action>', 'verify: say what is wrong; repair: also write and delete markers').choices([
        'verify',
        'repair',
      ]),
    )
    .argument('<field>', 'type and name of the field: Customer.email')
    .action(async (action: Action, field: string, given: Readonly<Record<string, unknown>>) =>
      onExit(await unique(action, field, settingsFrom(given))),
    );
  addSettingFlags(command, ['schemaFile', 'endpoint', 'region', 'tablePrefix', 'dataDir', 'dynamodbLocalJar']);
}

/** @returns 0 where all is well in the end, 1 where it is not. */
async function unique(action: Action, name: string, settings: GatewaySettings): Promise<number> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // Loaded here for the reason that `serve` has.
  const { compileServedSchema, readSchemaFile } = await import('../server/servedSchema.js');
  const { withTablePrefix } = await import('../model/withTablePrefix.js');
  const { uniqueSubjectOf } = await import('./uniqueSubjectOf.js');
  const { openUniqueTables } = await import('../server/openUniqueTables.js');
  const { checkUnique } = await import('../dynamo/unique/checkUnique.js');
  const { findingLine, progressText, summaryLine } = await import('./uniqueReport.js');

  const { schemaFile, tablePrefix, dataDir, endpoint, region } = settings;
  const model = withTablePrefix(compileServedSchema(schemaFile, await readSchemaFile(schemaFile)).model, tablePrefix);
  const subject = uniqueSubjectOf(model, name);
  if (endpoint === undefined && region === undefined && !existsSync(dataDir)) {
    throw new UsageError(
      `There is no data in "${dataDir}". Name its folder with --data-dir, or DynamoDB with --endpoint or --region.`,
    );
  }
  const stop = abortedBySignals();
  const tables = await openUniqueTables({ settings, model, entity: subject.entity });
  const tell = progressTeller();
  try {
    const counts = await checkUnique({
      io: {
        caller: tables.caller,
        callOptions: () => ({ signal: stop, deadlineAtMs: Date.now() + CALL_TIMEOUT_MS }),
        now: () => new Date(),
      },
      subject,
      repair: action === 'repair',
      onFinding: (finding) => console.log(findingLine(subject, finding)),
      onProgress: (soFar) => tell(progressText(soFar)),
    });
    console.log(summaryLine(subject, counts));
    return counts.problems === counts.mended ? 0 : 1;
  } finally {
    await tables.close();
  }
}

/** A line now and then, on a terminal only. */
function progressTeller(): (line: string) => void {
  let toldAtMs = Date.now();
  return (line) => {
    if (!process.stderr.isTTY || Date.now() - toldAtMs < PROGRESS_MS) return;
    toldAtMs = Date.now();
    console.error(`${line} ...`);
  };
}

/** The first signal ends the calls under way, so that engine and files are left in order; a second one ends the process. */
function abortedBySignals(): AbortSignal {
  const controller = new AbortController();
  // Every call under way listens.
  setMaxListeners(0, controller.signal);
  const stop = () =>
    controller.abort(new GatewayError('DEADLINE_EXCEEDED', 'Stopped before the end. What was mended is mended.'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return controller.signal;
}
