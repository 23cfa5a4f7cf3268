import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config/configError.js';

/** Where a server listens, and how a browser on this machine reaches it. */
export interface Listening {
  readonly port: number;
  /** `http://localhost:4000`, without a path. */
  readonly url: string;
}

/** @throws {ConfigError} one line that names the port or address, and the flag that chooses another. */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ConfigError([whyNot(error, host, port)])));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { port: taken, url: `http://${reachable(host)}:${taken}` };
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another with --port (PORT).`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one above 1023 with --port (PORT).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Choose another with --host (HOST); 0.0.0.0 is every one.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}. Choose others with --host and --port.`;
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
