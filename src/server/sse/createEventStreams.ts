import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FormattedExecutionResult, type GraphQLError, OperationTypeNode } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import { toGraphQLError } from '../../errors/toGraphQLError.js';
import type { RateKey } from '../../limits/rates.js';
import type { Principal } from '../../model/principal.js';
import { clientAddress } from '../clientAddress.js';
import { answer, answerJson, answerRefusal } from '../http/answer.js';
import { jsonBody } from '../http/answerGraphQL.js';
import { askedOperation } from '../http/askedOperation.js';
import type { CorsPolicy } from '../http/cors.js';
import { requestHeaders } from '../http/requestHeaders.js';
import type { PreparedOperation } from '../prepareOperation.js';
import type { RequestScope } from '../requestScopes.js';
import { shownError } from '../shownError.js';
import type { Subscriptions } from '../subscriptions/createSubscriptions.js';
import type { SubscriptionParts } from '../subscriptions/executeEvent.js';
import type { Subscriber } from '../subscriptions/subscriber.js';
import type { ResumePoint } from '../subscriptions/subscriptionGroup.js';
import { watchExpiry } from '../watchExpiry.js';
import { type AskedParameters, checkedParameters } from './checkedParameters.js';
import { createEventStream, type EventStream } from './eventStream.js';
import { wantsEvents } from './wantsEvents.js';

export interface EventStreamParts extends SubscriptionParts {
  readonly subscriptions: Subscriptions;
  readonly cors: CorsPolicy;
}

/**
 * GraphQL over Server-Sent Events, as PROTOCOL.md of the package graphql-sse has it: a stream for one operation
 * ("distinct connections"), or one that is reserved with PUT, opened with its token, and then carries the results of
 * operations that come in requests of their own ("single connection").
 */
export interface EventStreams {
  /** True of a request to /graphql that is its business. */
  takes(req: IncomingMessage, url: URL): boolean;
  /** Resolves when the request is answered, or its stream stands. @throws what ends the whole request. */
  answer(req: IncomingMessage, res: ServerResponse, url: URL, scope: RequestScope): Promise<void>;
  /** Ends every stream as one that broke: clients come back, and resume. */
  close(): Promise<void>;
}

/** Operations that one reserved stream may have open at a time. */
export const MAX_STREAM_OPERATIONS = 100;
/** Streams that are reserved and not opened yet. */
const MAX_RESERVATIONS = 10_000;
/** What is not opened by then is forgotten. */
const RESERVATION_MS = 30_000;

interface Reserved {
  readonly stream: EventStream;
  /** Until it is opened. */
  readonly forgetting: NodeJS.Timeout;
  /** Of whoever reserved it. Operations are of who sends them, and must be the same one's. */
  readonly identity: string;
}

interface Asker {
  readonly principal: Principal;
  readonly rateKey: RateKey | undefined;
}

export function createEventStreams(parts: EventStreamParts): EventStreams {
  const { service, subscriptions, cors, settings, logger } = parts;
  const reserved = new Map<string, Reserved>();
  const open = new Set<EventStream>();
  let unopened = 0;

  async function admitted(req: IncomingMessage): Promise<Asker> {
    const address = clientAddress(req, settings.trustedProxies);
    const principal = await service.identify({ headers: requestHeaders(req) }, address);
    return { principal, rateKey: await service.admit(principal, address) };
  }

  /** Undefined where the body was no JSON: that is answered. */
  async function parametersOf(req: IncomingMessage, res: ServerResponse, url: URL, scope: RequestScope) {
    const body = await jsonBody(req, settings.bodyLimitBytes, scope.signal);
    if (!('refusal' in body)) {
      const { json } = body;
      const method = req.method ?? '';
      const asked = askedOperation({ method, body: json, search: url.search });
      return checkedParameters(asked, method === 'GET' ? url.searchParams : new URLSearchParams());
    }
    answerRefusal(res, body.refusal);
    return undefined;
  }

  function prepare(asked: AskedParameters): PreparedOperation | readonly GraphQLError[] {
    const query = service.textOf(asked);
    if (query === undefined) throw new GatewayError('BAD_REQUEST', 'The request has no "query": send the document.');
    return service.prepare({ ...asked, query });
  }

  function refusalOf(problems: readonly GraphQLError[], { record }: RequestScope): FormattedExecutionResult {
    const errors = problems.map((error) => shownError(error, record.requestId, logger));
    for (const { extensions } of errors) record.errorCodes.add(String(extensions?.['code']));
    return { errors };
  }

  /** Runs what is prepared; its results go to `subscriber`. Never rejects. */
  async function run(
    asked: AskedParameters,
    prepared: PreparedOperation,
    { principal, rateKey }: Asker,
    scope: RequestScope,
    subscriber: Subscriber,
    resumeAfter?: ResumePoint,
  ): Promise<void> {
    const { record } = scope;
    const { requestId } = record;
    const { variables, operationName } = asked;
    record.operationType = prepared.operation.operation;
    record.operationName = prepared.operation.name?.value;
    try {
      if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) {
        const forget = watchExpiry(principal, settings.jwtClockSkewS, () => subscriber.cut(expired()));
        subscriber.onEnd(forget);
        const request = { ...prepared, variables, requestId, principal, rateKey, resumeAfter };
        const refused = await subscriptions.start(request, subscriber);
        for (const { extensions } of refused?.errors ?? []) record.errorCodes.add(String(extensions?.['code']));
        return;
      }
      const query = prepared.document.loc?.source.body ?? '';
      const request = { query, variables: variables ?? {}, ...(operationName === undefined ? {} : { operationName }) };
      subscriber.finish(await service.execute(request, scope, principal, rateKey));
    } catch (error) {
      const shown = shownError(error, requestId, logger);
      record.errorCodes.add(String(shown.extensions?.['code']));
      subscriber.finish({ errors: [shown] });
    }
  }

  async function answerDistinct(req: IncomingMessage, res: ServerResponse, url: URL, scope: RequestScope) {
    if (req.method === 'GET') refuseOtherSites(req, cors);
    const asked = await parametersOf(req, res, url, scope);
    if (asked === undefined) return;
    const asker = await admitted(req);
    const prepared = prepare(asked);
    if ('document' in prepared && isMutationOverGet(prepared, req)) {
      answerRefusal(res, MUTATION_OVER_GET);
      return;
    }
    if (res.destroyed) return;
    const stream = createEventStream(() => open.delete(stream));
    open.add(stream);
    const subscriber = stream.operation(undefined);
    stream.open(res);
    if (!('document' in prepared)) subscriber.finish(refusalOf(prepared, scope));
    else await run(asked, prepared, asker, scope, subscriber, lastEventOf(req));
  }

  async function reserve(req: IncomingMessage, res: ServerResponse) {
    const { principal } = await admitted(req);
    if (unopened >= MAX_RESERVATIONS) {
      throw new GatewayError('OVERLOADED', 'Too many streams are reserved and not opened. Try again in a moment.');
    }
    const token = randomBytes(32).toString('base64url');
    const stream = createEventStream(() => {
      reserved.delete(token);
      open.delete(stream);
    });
    const forgetting = setTimeout(() => {
      unopened -= 1;
      reserved.delete(token);
      void stream.close();
    }, RESERVATION_MS);
    forgetting.unref();
    reserved.set(token, { stream, forgetting, identity: principal.identity });
    unopened += 1;
    answer(res, 201, token, { 'content-type': 'text/plain; charset=utf-8' });
  }

  async function answerReserved(
    { stream, identity }: Reserved,
    req: IncomingMessage,
    res: ServerResponse,
    url: URL,
    scope: RequestScope,
  ): Promise<void> {
    const asked = await parametersOf(req, res, url, scope);
    if (asked === undefined) return;
    const asker = await admitted(req);
    if (asker.principal.identity !== identity) {
      throw new GatewayError('FORBIDDEN', 'The stream is reserved for somebody else. Reserve one with PUT.');
    }
    const { operationId } = asked;
    if (operationId === undefined) throw new GatewayError('BAD_REQUEST', NO_OPERATION_ID);
    if (stream.find(operationId) !== undefined) {
      const message = `The stream has an operation "${operationId}" already: stop it with DELETE first, or give this one another id.`;
      answerRefusal(res, { status: 409, code: 'BAD_REQUEST', message });
      return;
    }
    if (stream.size >= MAX_STREAM_OPERATIONS) throw tooManyOperations(stream.size);
    const prepared = prepare(asked);
    if (!('document' in prepared)) {
      answerJson(res, 400, refusalOf(prepared, scope));
      return;
    }
    if (isMutationOverGet(prepared, req)) {
      answerRefusal(res, MUTATION_OVER_GET);
      return;
    }
    await run(asked, prepared, asker, scope, stream.operation(operationId));
    if (!res.destroyed) res.writeHead(202, { 'content-length': '0' }).end();
  }

  function stop({ stream }: Reserved, res: ServerResponse, url: URL): void {
    const operationId = url.searchParams.get('operationId');
    if (operationId === null || operationId === '') throw new GatewayError('BAD_REQUEST', NO_OPERATION_ID);
    stream.find(operationId)?.leave();
    res.writeHead(200, { 'content-length': '0' }).end();
  }

  return {
    takes: (req, url) =>
      req.method === 'PUT' ||
      req.method === 'DELETE' ||
      tokenOf(req, url) !== undefined ||
      wantsEvents(req.headers.accept),
    async answer(req, res, url, scope) {
      const token = tokenOf(req, url);
      if (req.method === 'PUT') return reserve(req, res);
      if (token === undefined && req.method !== 'DELETE') return answerDistinct(req, res, url, scope);
      const found = token === undefined ? undefined : reserved.get(token);
      if (found === undefined) {
        answerRefusal(res, { status: 404, code: 'BAD_REQUEST', message: NO_STREAM });
      } else if (req.method === 'DELETE') stop(found, res, url);
      else if (!wantsEvents(req.headers.accept)) await answerReserved(found, req, res, url, scope);
      else if (found.stream.isOpen) {
        answerRefusal(res, { status: 409, code: 'BAD_REQUEST', message: 'The stream is open already.' });
      } else {
        clearTimeout(found.forgetting);
        unopened -= 1;
        open.add(found.stream);
        found.stream.open(res);
      }
    },
    async close() {
      const streams = new Set([...open, ...[...reserved.values()].map(({ stream }) => stream)]);
      reserved.clear();
      await Promise.all([...streams].map((stream) => stream.close()));
    },
  };
}

const TOKEN_HEADER = 'x-graphql-event-stream-token';
const NO_STREAM = `There is no such stream here. Reserve one with PUT, and send its token as ${TOKEN_HEADER}.`;
const NO_OPERATION_ID = 'The request has no "operationId": it says which results in the stream are its own.';
const MUTATION_OVER_GET = {
  status: 405,
  code: 'BAD_REQUEST',
  message: 'A mutation needs POST.',
  headers: { allow: 'POST' },
} as const;

function tokenOf(req: IncomingMessage, url: URL): string | undefined {
  return headerOf(req, TOKEN_HEADER) ?? url.searchParams.get('token') ?? undefined;
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A browser's EventSource sends it when it comes back. */
function lastEventOf(req: IncomingMessage): ResumePoint | undefined {
  const cursor = headerOf(req, 'last-event-id');
  return cursor === undefined ? undefined : { cursor, name: 'Last-Event-ID' };
}

function isMutationOverGet({ operation }: PreparedOperation, { method }: IncomingMessage): boolean {
  return method === 'GET' && operation.operation === OperationTypeNode.MUTATION;
}

/**
 * A page of any origin may ask for events without a preflight. What it may not do otherwise it may not do so: it is told
 * by its origin, or, where the browser sends none, by what the browser says of the page.
 */
function refuseOtherSites(req: IncomingMessage, cors: CorsPolicy): void {
  const site = headerOf(req, 'sec-fetch-site');
  const isKnown = req.headers.origin !== undefined || site === undefined || site === 'same-origin' || site === 'none';
  if (isKnown && cors.allows(req)) return;
  throw new GatewayError('FORBIDDEN', `The origin ${req.headers.origin ?? 'of this page'} is not allowed.`);
}

function expired(): FormattedExecutionResult {
  const error = new GatewayError('UNAUTHENTICATED', 'The token has expired. Subscribe again with a new one.');
  return { errors: [toGraphQLError(error).formatted] };
}

function tooManyOperations(actual: number): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `A stream may have ${MAX_STREAM_OPERATIONS} operations open at a time. Complete some, or open another stream.`,
    { limit: { name: 'streamOperations', max: MAX_STREAM_OPERATIONS, actual } },
  );
}
