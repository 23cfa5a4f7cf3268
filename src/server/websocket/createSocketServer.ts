import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer, MessageType, type PingMessage, stringifyMessage } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { toGraphQLError } from '../../errors/toGraphQLError.js';
import { NOBODY } from '../../model/principal.js';
import type { Logger } from '../../observability/createLogger.js';
import { describeFault } from '../../observability/logFault.js';
import { createMessageRate } from './messageRate.js';
import { createSocketOperations, type SocketExtra, type SocketParts } from './socketOperations.js';
import { createCorkForThisTurn, createSocketOutlet, MAX_BUFFERED_BYTES } from './socketOutlet.js';

/** How long a client may take to answer a closing handshake before its socket is cut. */
const CLOSE_TIMEOUT_MS = 2_000;
const CONNECTION_INIT_TIMEOUT_MS = 5_000;
/** A ping goes out this often; a client that has not answered by the next one is gone. */
const PING_INTERVAL_MS = 12_000;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** The protocol has no room for more; ws throws. */
const MAX_REASON_BYTES = 123;
/** How a socket that may not connect is closed, with this reason where the error's message is too long for one. */
const CLOSE_CODES: Readonly<Record<string, readonly [number, string]>> = {
  UNAUTHENTICATED: [CloseCode.Unauthorized, 'Unauthorized'],
  FORBIDDEN: [CloseCode.Forbidden, 'Forbidden'],
  OVERLOADED: [TRY_AGAIN_LATER, 'Try again later'],
  LIMIT_EXCEEDED: [TRY_AGAIN_LATER, 'Try again later'],
};

export interface SocketServer {
  /** Takes over a connection that asked for a WebSocket. */
  accept(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Completes every operation and closes every socket with 1001. */
  close(): Promise<void>;
}

/** GraphQL over WebSocket: the protocol graphql-transport-ws, for queries, mutations and subscriptions. */
export function createSocketServer(parts: SocketParts): SocketServer {
  const { logger, settings } = parts;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: settings.bodyLimitBytes,
    // It would answer a client that does not read, too.
    autoPong: false,
    // One that is not spoken here is accepted all the same: else the client would fail the connection before it can be
    // told why (4406).
    handleProtocols: (offered) => handleProtocols(offered) || [...offered][0] || false,
  });
  const corkForThisTurn = createCorkForThisTurn();
  const server = makeServer<Record<string, unknown> | undefined, SocketExtra>({
    connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
    ...createSocketOperations(parts),
  });

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // ws closes the socket itself (1009 for a message too large ...); unheard, the error would end the process.
    socket.on('error', (error) => logger.debug({ fault: describeFault(error) }, 'websocket error'));
    const stopPings = pingRegularly(socket);
    const gone = new AbortController();
    // Every operation of the socket listens; Node would take more than ten for a leak.
    setMaxListeners(0, gone.signal);
    const close = (code: number, reason: string) => {
      closeSoon(socket, code, reason);
      gone.abort();
    };
    const outlet = createSocketOutlet(socket, request.socket, corkForThisTurn);
    const extra = { request, gone: gone.signal, close, outlet, principal: NOBODY };
    const closed = server.opened(adapt(socket, close, logger), extra);
    socket.once('close', (code, reason) => {
      stopPings();
      gone.abort();
      closed(code, reason.toString()).catch((error: unknown) => logFailure(logger, error));
    });
  });

  return {
    accept(req, socket, head) {
      sockets.handleUpgrade(req, socket, head, (webSocket) => sockets.emit('connection', webSocket, req));
    },
    async close() {
      const clients = [...sockets.clients];
      const allClosed = Promise.all(clients.map((client) => new Promise((resolve) => client.once('close', resolve))));
      for (const client of clients) closeSoon(client, GOING_AWAY, 'Going away');
      await allClosed;
      sockets.close();
    },
  };
}

/** A client that does not answer the closing handshake is cut. */
function closeSoon(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS);
  socket.once('close', () => clearTimeout(timer));
}

/** What graphql-ws needs of a socket. A message is "sent" once it has left for the network: that paces answers. */
function adapt(socket: WebSocket, close: SocketExtra['close'], logger: Logger) {
  const mayCome = createMessageRate();
  /** A client that does not answer a closing handshake may go on sending. */
  const isTaken = () => {
    if (socket.readyState !== socket.OPEN) return false;
    if (mayCome()) return true;
    close(TRY_AGAIN_LATER, 'Too many messages');
    return false;
  };
  /** The answers to one that does not would pile up here. */
  const isRead = () => socket.bufferedAmount <= MAX_BUFFERED_BYTES;
  const send = (data: string) =>
    new Promise<void>((resolve) => {
      // A socket that closes meanwhile has nobody to be told; its `close` ends the operations.
      if (socket.readyState !== socket.OPEN) resolve();
      else socket.send(data, () => resolve());
    });
  socket.on('ping', (data: Buffer) => {
    if (isTaken() && isRead()) socket.pong(data);
  });
  return {
    protocol: socket.protocol,
    send,
    close,
    async onPing(payload: PingMessage['payload']) {
      if (!isRead()) return;
      await send(stringifyMessage({ type: MessageType.Pong, ...(payload === undefined ? {} : { payload }) }));
    },
    onMessage: (handle: (data: string) => Promise<void>) => {
      socket.on('message', (data: Buffer) => {
        if (!isTaken()) return;
        handle(data.toString()).catch((error: unknown) => {
          if (isOfServers(error)) return close(CloseCode.BadRequest, 'Invalid message received');
          const { code, masked, formatted } = toGraphQLError(error);
          if (masked !== undefined) logFailure(logger, error);
          const known = CLOSE_CODES[code];
          if (known === undefined) return close(CloseCode.InternalServerError, 'Internal server error');
          const [closeCode, reason] = known;
          close(closeCode, Buffer.byteLength(formatted.message) <= MAX_REASON_BYTES ? formatted.message : reason);
        });
      });
    },
  };
}

/** A message that only servers send, which graphql-ws throws at: it is the client's mistake, and none of ours to log. */
function isOfServers(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type ');
}

function pingRegularly(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, PING_INTERVAL_MS);
  return () => clearInterval(timer);
}

function logFailure(logger: Logger, error: unknown): void {
  logger.error({ fault: describeFault(error) }, 'websocket failure');
}
