import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { waitUntil } from './waitUntil.js';

export interface TestRedis {
  readonly url: string;
  /** As if its machine were gone; `start` brings it back, empty, at the same place. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  hang(): void;
  /** It goes on after `hang`. */
  wake(): void;
}

export interface TestRedisOptions {
  /** Where it keeps what it has, so that it is there again after `stop` and `start`. */
  readonly folder?: string;
}

/** A Redis of the test's own (`redis-server` is a package of the system, not of npm), that keeps nothing over `stop`, save in a `folder`. */
export async function startRedis({ folder }: TestRedisOptions = {}): Promise<TestRedis> {
  const port = await freePort();
  const keep = folder === undefined ? [] : ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always'];
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...keep], {
      stdio: 'ignore',
    });
    let failure: Error | undefined;
    started.once('error', (error) => (failure = error));
    server = started;
    await waitUntil('redis-server to listen', () => {
      if (failure !== undefined) throw failure;
      return isOpen(port);
    });
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    hang: () => server?.kill('SIGSTOP'),
    wake: () => server?.kill('SIGCONT'),
    async stop() {
      const stopping = server;
      server = undefined;
      if (stopping === undefined || stopping.exitCode !== null) return;
      const ended = new Promise((resolve) => stopping.once('exit', resolve));
      stopping.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
