import { connect } from 'node:net';
import type { PostAnswer } from '../http/tinyGateway.js';

/** What came back on one connection. */
export interface RawAnswer {
  /** Of each answer, in order. */
  readonly statuses: readonly number[];
  /** Everything that was received. */
  readonly text: string;
  /** The last body as JSON; undefined where it is none. */
  readonly body: PostAnswer['body'];
}

/**
 * Writes bytes to a port of this machine and reads until the other side closes. A request that is to be answered
 * should say `connection: close`; one that is never answered ends when the gateway gives it up.
 */
export function sendRaw(port: number, ...parts: readonly (string | Buffer)[]): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (data) => received.push(data));
    // The gateway may close while there is more to send: what it had to say has come by then, or never will.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answerIn(Buffer.concat(received).toString('utf8'))));
    for (const part of parts) socket.write(part);
  });
}

/** A POST of a body as it is, with its length, on a connection of its own. */
export function postRaw(port: number, body: string | Buffer, ...headers: readonly string[]): Promise<RawAnswer> {
  const lines = ['POST /graphql HTTP/1.1', 'host: gateway', 'connection: close', ...headers];
  if (!headers.some((header) => /^content-type:/i.test(header))) lines.push('content-type: application/json');
  return sendRaw(port, `${lines.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`, body);
}

function answerIn(text: string): RawAnswer {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  const body = text.slice(text.lastIndexOf('\r\n\r\n') + 4);
  try {
    return { statuses, text, body: JSON.parse(body) };
  } catch {
    return { statuses, text, body: undefined };
  }
}
