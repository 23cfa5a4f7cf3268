import type { GatewaySettings } from '../config/gatewaySettings.js';
import { connectSharedCounters, type SharedCounters } from '../limits/sharedCounters.js';
import type { Logger } from '../observability/createLogger.js';

/** The Redis of all processes; undefined where none is configured, or nothing is counted. */
export async function connectRateCounters(
  { redisUrl, rateRequests, rateUnits }: GatewaySettings,
  logger: Logger,
): Promise<SharedCounters | undefined> {
  if (redisUrl === undefined || (rateRequests === 0 && rateUnits === 0)) return undefined;
  return connectSharedCounters({
    url: redisUrl,
    onLost: (reason) =>
      logger.error({ reason }, 'Redis cannot be reached: this process counts rates by itself until it can'),
    onBack: () => logger.info('Redis is back: rates are counted for all processes together again'),
  });
}
