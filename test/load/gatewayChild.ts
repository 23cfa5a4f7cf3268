import { pino } from 'pino';
import { limitHeapGrowth } from '../../src/cli/limitHeapGrowth.js';
import { createGateway } from '../../src/server/createGateway.js';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';

// A gateway in a process of its own, so that its memory is nobody else's: see gatewayProcess.ts.
export type Question = 'usedBytes' | 'peakBytes' | 'subscriptions';

// As `sortkey serve` does.
limitHeapGrowth();

let subscriptions = 0;
let peakBytes = 0;
setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 20).unref();

const logger = pino(
  { level: 'info' },
  { write: (line: string) => (subscriptions += line.includes('"operationType":"subscription"') ? 1 : 0) },
);
const options = JSON.parse(process.argv[2] ?? '{}') as GatewayOptions;
const gateway = await createGateway({ port: 0, logger, ...options });

const answers: Readonly<Record<Question, () => Promise<number> | number>> = {
  /** Finalizers may free more, which is collected the next time. */
  async usedBytes() {
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  peakBytes() {
    const peak = Math.max(peakBytes, process.memoryUsage.rss());
    peakBytes = 0;
    return peak;
  },
  subscriptions: () => subscriptions,
};

process.on('message', (question: Question | 'close') => {
  if (question === 'close') void gateway.close().then(() => process.disconnect());
  else void Promise.resolve(answers[question]()).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
process.send?.(await gateway.listen());
