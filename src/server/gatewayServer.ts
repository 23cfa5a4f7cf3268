import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type FormattedExecutionResult, OperationTypeNode } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import type { RateKey } from '../limits/rates.js';
import { principalOf, type Claims, type Principal } from '../model/principal.js';
import { logRequest } from '../observability/requestRecord.js';
import { createGraphQLService, type GraphQLServiceOptions } from './graphQLService.js';
import { createCorsPolicy } from './http/cors.js';
import { createGraphiql } from './http/graphiql.js';
import { createRequestHandler, urlOf } from './http/handleRequest.js';
import { createLifecycle, type Phase, reasonNotReady } from './lifecycle.js';
import { listen, type Listening } from './listen.js';
import { createRequestScopes } from './requestScopes.js';
import { shownError } from './shownError.js';
import { createSubscriptions } from './subscriptions/createSubscriptions.js';
import { subscribeDirectly, type SubscriptionResults } from './subscriptions/subscribeDirectly.js';
import { createEventStreams } from './sse/createEventStreams.js';
import { createSocketServer } from './websocket/createSocketServer.js';

/** A GraphQL request that comes without HTTP. */
export interface DirectRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface DirectOptions {
  readonly signal?: AbortSignal;
  readonly requestId?: string;
  /** Who asks, taken at its word: no token or key is looked at. Default `''`: nobody known. */
  readonly identity?: string;
  /** What is known of them; never without an identity. Default: nothing. */
  readonly claims?: Claims;
}

/** The ways into a gateway, and its life. Without `listen` it holds no port. */
export interface GatewayServer {
  /** For a `node:http` server of your own. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** For that server's `upgrade` event. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Runs a query or mutation. Never rejects: what went wrong is in `errors`, as a client would see it. */
  execute(request: DirectRequest, options?: DirectOptions): Promise<FormattedExecutionResult>;
  /** Starts a subscription: results to iterate, or one result with errors. */
  subscribe(request: DirectRequest, options?: DirectOptions): Promise<SubscriptionResults | FormattedExecutionResult>;
  /** @throws {ConfigError} when the port or address cannot be had. */
  listen(): Promise<Listening>;
  phase(): Phase;
  /** From now on `/health/ready` answers 503 with `reason`. */
  fail(reason: string): void;
  /** Finishes what runs within `drainTimeoutMs`, ends subscriptions (WebSockets with 1001), and lets the port go. */
  close(): Promise<void>;
}

/** How long answers that are complete may take to leave, after the drain. */
const FLUSH_TIMEOUT_MS = 1_000;
/** How long requests may take to notice that the drain has run out of time. */
const ABORT_TIMEOUT_MS = 1_000;
/** For a client that sends its headers and body slower than this. */
const SLOW_REQUEST_MS = 30_000;

export async function createGatewayServer(options: GraphQLServiceOptions): Promise<GatewayServer> {
  const { settings, logger, operations } = options;
  const service = await createGraphQLService(options);
  const scopes = createRequestScopes(settings.requestTimeoutMs);
  const lifecycle = createLifecycle();
  const cors = createCorsPolicy(settings);
  const graphiql = settings.production ? undefined : createGraphiql(operations, settings.dynamodbExtension);
  const subscriptions = createSubscriptions({ service, scopes, settings, logger });
  const events = createEventStreams({ service, scopes, subscriptions, cors, settings, logger });
  const handle = createRequestHandler({ service, scopes, lifecycle, cors, events, graphiql, settings, logger });
  const sockets = createSocketServer({ service, scopes, subscriptions, lifecycle, settings, logger });
  let server: Server | undefined;

  function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (urlOf(req)?.pathname !== '/graphql') {
      refuseUpgrade(socket, 404, 'WebSockets are at /graphql.');
      return;
    }
    if (!cors.allows(req)) {
      refuseUpgrade(socket, 403, `The origin ${String(req.headers.origin)} is not allowed.`);
      return;
    }
    const reason = reasonNotReady(lifecycle.phase());
    if (reason !== undefined) {
      refuseUpgrade(socket, 503, reason);
      return;
    }
    sockets.accept(req, socket, head);
  }

  async function drain(): Promise<void> {
    if (!(await scopes.idle(settings.drainTimeoutMs))) {
      scopes.abortAll(new GatewayError('OVERLOADED', 'The gateway shut down before the request was done.'));
      await scopes.idle(ABORT_TIMEOUT_MS);
    }
    await Promise.all([sockets.close(), events.close()]);
    if (server !== undefined) await closeServer(server);
    await service.stop();
  }

  return {
    handle,
    upgrade,
    async execute(request, { signal, requestId = randomUUID(), identity, claims } = {}) {
      const scope = scopes.open(requestId, 'direct');
      const abort = () => scope.abort(signal?.reason);
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const reason = reasonNotReady(lifecycle.phase());
        if (reason !== undefined) throw new GatewayError('OVERLOADED', reason);
        const principal = principalOf(identity, claims);
        return await service.execute(request, scope, principal, await service.admit(principal));
      } catch (error) {
        return { errors: [shownError(error, requestId, logger)] };
      } finally {
        signal?.removeEventListener('abort', abort);
        scope.end();
        logRequest(logger, scope.record);
      }
    },
    async subscribe(request, options = {}) {
      const { signal = new AbortController().signal, requestId = randomUUID(), identity, claims } = options;
      const reason = reasonNotReady(lifecycle.phase());
      if (reason !== undefined) {
        return { errors: [shownError(new GatewayError('OVERLOADED', reason), requestId, logger)] };
      }
      let principal: Principal;
      let rateKey: RateKey | undefined;
      try {
        principal = principalOf(identity, claims);
        rateKey = await service.admit(principal);
      } catch (error) {
        return { errors: [shownError(error, requestId, logger)] };
      }
      const prepared = service.prepare(request);
      if (!('document' in prepared)) return { errors: prepared.map((error) => shownError(error, requestId, logger)) };
      const { operation } = prepared.operation;
      if (operation !== OperationTypeNode.SUBSCRIPTION) {
        const error = new GatewayError('BAD_REQUEST', `This is a ${operation}: run it with execute.`);
        return { errors: [shownError(error, requestId, logger)] };
      }
      const { variables } = request;
      return subscribeDirectly(subscriptions, { ...prepared, variables, requestId, principal, rateKey }, signal);
    },
    async listen() {
      if (server !== undefined) throw new Error('The gateway listens already.');
      server = createServer({ requestTimeout: SLOW_REQUEST_MS, headersTimeout: SLOW_REQUEST_MS }, handle);
      server.on('upgrade', upgrade);
      return listen(server, settings.host, settings.port);
    },
    phase: () => lifecycle.phase(),
    fail: (reason) => lifecycle.fail(reason),
    close: () => lifecycle.close(drain),
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), FLUSH_TIMEOUT_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function refuseUpgrade(socket: Duplex, status: number, message: string): void {
  const body = `${message}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\n` +
      `content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
