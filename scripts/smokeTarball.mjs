// Packs the package as `npm publish` would, installs it in an empty folder, and lets it serve a ten-line schema:
// what only shows outside the repository (a file that is not packed, a devDependency at run time) shows here.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const SCHEMA = `"""
A note, by its id.
"""
type Note @table(name: "Notes", partition: "noteId") @index(name: "ByTopic", partition: "topic", sort: "title") {
  noteId: ID!
  topic: String!
  title: String!
  text: String
  version: Int! @version
}
`;

const repository = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sortkey-smoke-'));
try {
  await smoke();
  console.log('The packed tarball installs and serves.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function smoke() {
  run('npm', ['pack', '--silent', '--pack-destination', folder], repository);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const app = join(folder, 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(app, 'schema.graphql'), SCHEMA);
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', join(folder, tarball)], app);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn('npx', ['sortkey', 'serve', '--schema', 'schema.graphql'], {
    cwd: app,
    // A group of its own, led by npx, so that its pid stops all that npx started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutAws(process.env), PORT: String(port) },
  });
  const output = [];
  server.stdout.on('data', (chunk) => output.push(chunk));
  server.stderr.on('data', (chunk) => output.push(chunk));
  const ended = once(server, 'exit').then(() => true);
  try {
    await untilReady(`${url}/health/ready`, ended);
    const created = await post(
      `${url}/graphql`,
      'mutation { createNote(input: { noteId: "n1", topic: "smoke", title: "Hello" }) { note { noteId version } } }',
    );
    expectEqual(created, { data: { createNote: { note: { noteId: 'n1', version: 1 } } } });
    const listed = await post(
      `${url}/graphql`,
      '{ note(noteId: "n1") { title } notesByTopic(topic: "smoke") { nodes { noteId text } } }',
    );
    expectEqual(listed, {
      data: { note: { title: 'Hello' }, notesByTopic: { nodes: [{ noteId: 'n1', text: null }] } },
    });
    const graphiql = await fetch(`${url}/graphiql`);
    if (!graphiql.ok) throw new Error(`/graphiql answers ${graphiql.status}.`);
    const script = await fetch(`${url}/graphiql/graphiql.js`);
    if (!script.ok) throw new Error(`/graphiql/graphiql.js answers ${script.status}: its assets are not packed.`);

    const enginePids = embeddedEngines(app);
    process.kill(-server.pid, 'SIGTERM');
    if (!(await Promise.race([ended, delay(STOP_TIMEOUT_MS, false, { ref: false })]))) {
      throw new Error(`It does not stop within ${STOP_TIMEOUT_MS} ms of SIGTERM.`);
    }
    await untilGone(enginePids);
  } catch (error) {
    console.error(Buffer.concat(output).toString('utf8'));
    if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid, 'SIGKILL');
    throw error;
  }
}

function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The server shall choose the embedded engine, wherever this runs. */
function withoutAws({ AWS_REGION: _region, AWS_DEFAULT_REGION: _default, DYNAMODB_ENDPOINT: _endpoint, ...env }) {
  return env;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(url, ended) {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (hasEnded) throw new Error('sortkey serve ended before it was ready.');
    if (Date.now() > deadline) throw new Error(`sortkey serve was not ready within ${READY_TIMEOUT_MS} ms.`);
    await delay(50);
  }
}

async function post(url, query) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

function expectEqual(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`Expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}.`);
  }
}

/** Pids of the engines that hold a data file below the app's folder. */
function embeddedEngines(app) {
  const data = join(app, '.sortkey');
  const locks = readdirSync(data).filter((name) => name.endsWith('.lock'));
  const pids = locks.map((name) => JSON.parse(readFileSync(join(data, name), 'utf8')).engine.pid);
  if (pids.length !== 1) throw new Error(`Expected one engine with a data file, found ${pids.length}.`);
  return pids;
}

async function untilGone(pids) {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) throw new Error(`The embedded engine (pid ${pids.join(', ')}) was left behind.`);
    await delay(20);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
