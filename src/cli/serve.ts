import type { Command } from 'commander';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { limitHeapGrowth } from './limitHeapGrowth.js';
import { addSettingFlags, settingsFrom } from './settingFlags.js';
import { type End, waitForEnd } from './waitForEnd.js';

/** `sortkey serve`: a gateway on a port, until a signal ends it. */
export function addServe(program: Command, onExit: (code: number) => void): void {
  const command = program
    .command('serve')
    .description('serve the schema over HTTP and WebSocket')
    .action(async (given: Readonly<Record<string, unknown>>) => onExit(await serve(settingsFrom(given))));
  addSettingFlags(command);
}

/** @returns 0 when a signal ended it, 1 when it lost what it needs. */
async function serve(settings: GatewaySettings): Promise<number> {
  limitHeapGrowth();
  // The SDK warns on every start that releases after January 2027 want Node 22; nothing for who serves a schema to act on.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // Loaded here and not above, so that a mistyped flag or --help need not wait for the AWS SDK.
  const { createLogger } = await import('../observability/createLogger.js');
  const { createGateway } = await import('../server/createGateway.js');
  const logger = createLogger(settings.logLevel);
  const end = waitForEnd();
  const starting = createGateway({
    ...settings,
    logger,
    onProgress: (message) => console.error(message),
    onFailure: (reason) => end.fail(reason),
  });
  const gateway = await Promise.race([starting, end.reason]);
  if ('code' in gateway) return endBeforeStart(gateway);
  try {
    const { url } = await gateway.listen();
    console.error(banner(url, gateway.localEndpoint, settings));
    const reason = await end.reason;
    console.error(reason.message);
    return reason.code;
  } finally {
    await gateway.close();
  }
}

/** A start cannot be drained. The engine ends with this process, whose watchdog sees to it. */
function endBeforeStart({ code }: End): never {
  console.error('Stopped before the start was done.');
  process.exit(code);
}

function banner(url: string, localEndpoint: string | undefined, { production }: GatewaySettings): string {
  const lines = [
    `Sortkey serves GraphQL at ${url}/graphql`,
    ...(production ? [] : [`  in a browser, Apollo Sandbox is there; GraphiQL (without internet) at ${url}/graphiql`]),
    ...(localEndpoint === undefined ? [] : [`  DynamoDB (local) at ${localEndpoint}`]),
    `  health at ${url}/health/ready; Ctrl-C stops`,
  ];
  return lines.join('\n');
}
