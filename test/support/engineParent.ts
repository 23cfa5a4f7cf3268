import { startEmbeddedEngine } from '../../src/dynamo/embedded/startEmbeddedEngine.js';

// A process with an embedded engine, for tests that kill it. Prints the engine's
// pid and endpoint as one JSON line, then stays until it is killed, or ends at
// once with `--leave`: an engine must not keep its process alive.
const dataFile = process.argv[2];
const engine = await startEmbeddedEngine(dataFile ? { dataFile } : {});
process.stdout.write(`${JSON.stringify({ pid: engine.pid, endpoint: engine.endpoint })}\n`);
if (!process.argv.includes('--leave')) setInterval(() => undefined, 60_000);
