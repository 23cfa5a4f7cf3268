import { pino } from 'pino';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';

/** A whole gateway on the engine of this run, with tables of its own and no log. Close it in the end. */
export function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { endpoint, region } = testEngine();
  return createGateway({
    endpoint,
    region,
    tablePrefix: uniqueTablePrefix(),
    tables: 'create',
    port: 0,
    logger: pino({ level: 'silent' }),
    ...options,
  });
}
