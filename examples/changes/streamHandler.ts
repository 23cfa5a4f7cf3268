import { createStreamHandler } from '../../src/lambda.js';

/** For an event-source mapping of the table's stream, where the gateways run with `--stream-reader lambda`. */
export const handler = createStreamHandler({
  redisUrl: process.env['REDIS_URL'] ?? '',
  tablePrefix: process.env['TABLE_PREFIX'] ?? '',
});
