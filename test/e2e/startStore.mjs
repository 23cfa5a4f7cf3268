import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_TIMEOUT_MS = 120_000;
const SERVE =
  'serve --in-memory --port 0 --resolvers dist/store/resolvers.js --seed dist/store/seed/seed.js --operations store/operations --dynamodb-extension';

/**
 * The store as `npm start` serves it, on a free port and in memory.
 *
 * @returns `url` without a slash at the end; `stop()` sends SIGTERM and gives the exit code; `log()` is what it
 *   has written so far.
 * @throws {Error} with its output, when it ends or says nothing for two minutes.
 */
export async function startStore() {
  const server = spawn(process.execPath, ['dist/src/cli/main.js', ...SERVE.split(' ')], {
    cwd: ROOT,
    env: withoutSettings(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(server, 'exit').then(([code, signal]) => code ?? signal);
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`The gateway ${why}. It wrote:\n${output}`));
    const timer = setTimeout(() => fail(`was not ready within ${READY_TIMEOUT_MS} ms`), READY_TIMEOUT_MS);
    const read = (chunk) => {
      output += String(chunk);
      const [, port] = /serves GraphQL at http:\/\/[^/]+:(\d+)\/graphql/.exec(output) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    void ended.then((code) => fail(`ended with ${code}`));
    void Promise.allSettled([ended]).then(() => clearTimeout(timer));
  });
  return {
    url,
    log: () => output,
    stop: () => {
      server.kill('SIGTERM');
      return ended;
    },
  };
}

/** The gateway shall choose the embedded engine and its defaults, wherever this runs. */
function withoutSettings(environment) {
  const ours = /^(AWS_|DYNAMODB_|SORTKEY_|PORT$|HOST$|NODE_ENV$|NODE_TEST_CONTEXT$|TABLE_PREFIX$|LOG_LEVEL$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}
