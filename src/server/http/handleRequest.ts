import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewaySettings } from '../../config/gatewaySettings.js';
import { GatewayError } from '../../errors/gatewayError.js';
import { toGraphQLError } from '../../errors/toGraphQLError.js';
import type { Logger } from '../../observability/createLogger.js';
import { logFault } from '../../observability/logFault.js';
import { logRequest } from '../../observability/requestRecord.js';
import type { GraphQLService } from '../graphQLService.js';
import { type Lifecycle, reasonNotReady } from '../lifecycle.js';
import type { EventStreams } from '../sse/createEventStreams.js';
import type { RequestScope, RequestScopes } from '../requestScopes.js';
import { answerError, answerRefusal } from './answer.js';
import { answerGraphQL } from './answerGraphQL.js';
import type { CorsPolicy } from './cors.js';
import type { Graphiql } from './graphiql.js';
import { answerHealth } from './health.js';
import { requestIdOf } from './requestId.js';

export interface HttpParts {
  readonly service: GraphQLService;
  readonly scopes: RequestScopes;
  readonly lifecycle: Lifecycle;
  readonly cors: CorsPolicy;
  readonly events: EventStreams;
  /** Undefined in production. */
  readonly graphiql: Graphiql | undefined;
  readonly settings: GatewaySettings;
  readonly logger: Logger;
}

/** Every HTTP request comes through here. Never throws. */
export function createRequestHandler(parts: HttpParts): (req: IncomingMessage, res: ServerResponse) => void {
  const { cors, lifecycle, logger } = parts;
  return (req, res) => {
    const url = urlOf(req);
    const path = url?.pathname ?? '';
    const requestId = requestIdOf(req.headers['x-request-id']);
    res.setHeader('x-request-id', requestId);
    if (lifecycle.phase().kind === 'draining') res.setHeader('connection', 'close');

    // Where there are pages for people, whoever types the bare address is shown one.
    if (path === '/' && parts.graphiql !== undefined) {
      res.writeHead(302, { location: '/graphql' }).end();
      return;
    }
    const allowed = methodsOf(path, parts.graphiql !== undefined);
    if (url === undefined || allowed === undefined) {
      answerRefusal(res, nothingAt(path));
      return;
    }
    if (path === '/graphql') cors.label(req, res);
    if (!allowed.includes(req.method ?? '')) {
      answerRefusal(res, wrongMethod(path, req.method, allowed));
      return;
    }
    if (path === '/health/live' || path === '/health/ready') {
      answerHealth(res, path === '/health/live' ? 'live' : 'ready', lifecycle.phase());
      return;
    }
    if (path === '/graphql' && req.method === 'OPTIONS') {
      cors.answerPreflight(req, res);
      return;
    }

    const answering =
      path === '/graphql' ? answerQuery(parts, req, res, url, requestId) : parts.graphiql?.answer(req, res, path);
    answering?.catch((error: unknown) => {
      logFault(logger, requestId, error);
      res.destroy();
    });
  };
}

/** The host says nothing here. `//x` is a path of the gateway's, never another host. */
export function urlOf(req: IncomingMessage): URL | undefined {
  const target = `http://gateway${req.url ?? ''}`;
  return req.url?.startsWith('/') === true && URL.canParse(target) ? new URL(target) : undefined;
}

async function answerQuery(parts: HttpParts, req: IncomingMessage, res: ServerResponse, url: URL, requestId: string) {
  const { service, scopes, lifecycle, logger, settings } = parts;
  const scope = scopes.open(requestId, 'http');
  // A response that closes before it is finished has lost its client.
  const closed = () => {
    if (!res.writableFinished) scope.abort(new GatewayError('DEADLINE_EXCEEDED', 'The client closed the connection.'));
  };
  res.once('close', closed);
  try {
    if (lifecycle.phase().kind !== 'ready') throw notTaken(reasonNotReady(lifecycle.phase()));
    if (parts.events.takes(req, url)) await parts.events.answer(req, res, url, scope);
    else await answerGraphQL(service, req, res, url, scope, settings);
  } catch (error) {
    answerFailure(res, error, scope, logger);
  } finally {
    scope.end();
    logRequest(logger, scope.record, { method: req.method ?? '', path: url.pathname, status: res.statusCode });
  }
}

function answerFailure(res: ServerResponse, error: unknown, { record, signal }: RequestScope, logger: Logger): void {
  // What broke after the abort broke because of it.
  const reason: unknown = signal.aborted ? signal.reason : error;
  const { masked, code } = toGraphQLError(reason);
  record.errorCodes.add(code);
  if (masked !== undefined) logFault(logger, record.requestId, masked);
  if (res.headersSent || res.destroyed) res.destroy();
  else answerError(res, reason, record.requestId);
}

function notTaken(reason = ''): GatewayError {
  return new GatewayError('OVERLOADED', `${reason} Send the request again; another process will take it.`);
}

function methodsOf(path: string, withGraphiql: boolean): readonly string[] | undefined {
  if (path === '/graphql') return ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'];
  if (path === '/health/live' || path === '/health/ready') return ['GET', 'HEAD'];
  if (withGraphiql && (path === '/graphiql' || path.startsWith('/graphiql/'))) return ['GET', 'HEAD'];
  return undefined;
}

function nothingAt(path: string) {
  const message = `There is nothing at ${path}. GraphQL is at /graphql, health at /health/live and /health/ready.`;
  return { status: 404, code: 'BAD_REQUEST', message } as const;
}

function wrongMethod(path: string, method: string | undefined, allowed: readonly string[]) {
  const message = `${path} takes ${allowed.join(', ')}, not ${method ?? 'this'}.`;
  return { status: 405, code: 'BAD_REQUEST', message, headers: { allow: allowed.join(', ') } } as const;
}
