import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { GatewayError } from '../../errors/gatewayError.js';
import type { Principal } from '../../model/principal.js';
import { createRequestRecord, logRequest, type RequestRecord } from '../../observability/requestRecord.js';
import type { RateKey } from '../../limits/rates.js';
import { clientAddress } from '../clientAddress.js';
import { type PreparedOperation, refusalOf } from '../prepareOperation.js';
import { requestHeaders } from '../http/requestHeaders.js';
import { type Lifecycle, reasonNotReady } from '../lifecycle.js';
import { shownError } from '../shownError.js';
import type { Subscriptions } from '../subscriptions/createSubscriptions.js';
import type { SubscriptionParts } from '../subscriptions/executeEvent.js';
import { watchExpiry } from '../watchExpiry.js';
import type { SocketOutlet } from './socketOutlet.js';

export interface SocketParts extends SubscriptionParts {
  readonly subscriptions: Subscriptions;
  readonly lifecycle: Lifecycle;
}

export interface SocketExtra {
  readonly request: IncomingMessage;
  /** Aborted when the socket closes. */
  readonly gone: AbortSignal;
  readonly close: (code: number, reason: string) => void;
  readonly outlet: SocketOutlet;
  /** Who connected; known once it has. */
  principal: Principal;
}

/** Operations one socket may have open at a time, subscriptions included. */
export const MAX_SOCKET_OPERATIONS = 100;

/** What graphql-ws hands from `onSubscribe` to `execute` and `subscribe`: it carries the operation, not a resolver's context. */
interface OperationOfSocket {
  readonly id: string;
  readonly payload: SubscribePayload;
  /** The payload's, or the one that it asks for by id. */
  readonly query: string;
  readonly prepared: PreparedOperation;
  readonly requestId: string;
  readonly principal: Principal;
  readonly rateKey: RateKey | undefined;
  readonly gone: AbortSignal;
  readonly outlet: SocketOutlet;
}

type Hooks = ServerOptions<Record<string, unknown> | undefined, SocketExtra>;
type SocketContext = Context<Record<string, unknown> | undefined, SocketExtra>;

/** The operations of a socket, through the same service as HTTP's. Every error is shown the same way. */
export function createSocketOperations(
  parts: SocketParts,
): Pick<Hooks, 'onConnect' | 'onSubscribe' | 'execute' | 'subscribe' | 'onNext' | 'onError'> {
  const { service, scopes, subscriptions, lifecycle, logger, settings } = parts;

  function refuse(errors: readonly GraphQLError[], record: RequestRecord): readonly GraphQLError[] {
    for (const error of errors) record.errorCodes.add(String(error.extensions['code']));
    logRequest(logger, record);
    return errors;
  }

  return {
    async onConnect({ extra, connectionParams }) {
      const reason = reasonNotReady(lifecycle.phase());
      if (reason !== undefined) throw new GatewayError('OVERLOADED', reason);
      const { request } = extra;
      extra.principal = await service.identify(
        { headers: requestHeaders(request), connectionParams },
        clientAddress(request, settings.trustedProxies),
      );
      const forget = watchExpiry(extra.principal, settings.jwtClockSkewS, () =>
        extra.close(CloseCode.Forbidden, 'The token has expired'),
      );
      if (extra.gone.aborted) forget();
      else extra.gone.addEventListener('abort', forget, { once: true });
      return true;
    },

    async onSubscribe(context, id, payload) {
      const record = createRequestRecord(randomUUID(), 'websocket');
      const errors = tooManyOperations(context);
      if (errors !== undefined) return refuse(errors, record);
      const { principal, request } = context.extra;
      let query: string | undefined;
      let rateKey: RateKey | undefined;
      try {
        rateKey = await service.admit(principal, clientAddress(request, settings.trustedProxies));
        query = service.textOf(payload);
      } catch (error) {
        return refuse([refusalOf(error)], record);
      }
      const prepared = service.prepare({ ...payload, query });
      if (!('document' in prepared)) return refuse(prepared, record);
      const operation: OperationOfSocket = {
        id,
        payload,
        query: query ?? '',
        prepared,
        requestId: record.requestId,
        principal,
        rateKey,
        gone: context.extra.gone,
        outlet: context.extra.outlet,
      };
      return {
        schema: service.schema,
        document: prepared.document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: operation,
      };
    },

    async execute(args) {
      const { payload, query, requestId, principal, rateKey, gone } = operationIn(args);
      const scope = scopes.open(requestId, 'websocket');
      const abort = () => scope.abort(new GatewayError('DEADLINE_EXCEEDED', 'The client closed the connection.'));
      gone.addEventListener('abort', abort, { once: true });
      try {
        const { variables, operationName } = payload;
        return (await service.execute(
          {
            query,
            variables: variables ?? {},
            ...(operationName === undefined || operationName === null ? {} : { operationName }),
          },
          scope,
          principal,
          rateKey,
        )) as object;
      } catch (error) {
        const shown = shownError(error, requestId, logger);
        scope.record.errorCodes.add(String(shown.extensions?.['code']));
        return { errors: [shown] } as object;
      } finally {
        gone.removeEventListener('abort', abort);
        scope.end();
        logRequest(logger, scope.record);
      }
    },

    async subscribe(args): Promise<object> {
      const { id, payload, prepared, requestId, principal, rateKey, outlet } = operationIn(args);
      const record = createRequestRecord(requestId, 'websocket');
      record.operationType = 'subscription';
      record.operationName = prepared.operation.name?.value;
      const variables = payload.variables ?? undefined;
      const ended = deferred();
      const subscriber = outlet.subscriber(id, ended.resolve);
      const refused = await subscriptions.start({ ...prepared, variables, requestId, principal, rateKey }, subscriber);
      for (const error of refused?.errors ?? []) record.errorCodes.add(String(error.extensions?.['code']));
      logRequest(logger, record);
      return nothingUntil(ended, () => outlet.leave(id));
    },

    // Both kinds of result come with errors that are shown already; graphql-ws must not format them anew.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors): readonly GraphQLFormattedError[] =>
      errors.map((error) => shownError(error, randomUUID(), logger)),
  };
}

function tooManyOperations(context: SocketContext): readonly GraphQLError[] | undefined {
  const open = Object.keys(context.subscriptions).length;
  if (open <= MAX_SOCKET_OPERATIONS) return undefined;
  const error = new GatewayError(
    'LIMIT_EXCEEDED',
    `A socket may have ${MAX_SOCKET_OPERATIONS} operations open at a time. Complete some, or open another socket.`,
    { limit: { name: 'socketOperations', max: MAX_SOCKET_OPERATIONS, actual: open } },
  );
  return [new GraphQLError(error.message, { originalError: error })];
}

/** What graphql-ws iterates of a subscription whose results go past it: nothing, and then the end. */
function nothingUntil({ promise, resolve }: Deferred, leave: () => void): AsyncGenerator<never, void, void> {
  const done = { done: true, value: undefined } as const;
  const nothing: AsyncGenerator<never, void, void> = {
    next: () => promise.then(() => done),
    async return() {
      leave();
      resolve();
      return done;
    },
    async throw(error) {
      leave();
      resolve();
      throw error;
    },
    [Symbol.asyncIterator]: () => nothing,
    [Symbol.asyncDispose]: async () => leave(),
  };
  return nothing;
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

function operationIn(args: ExecutionArgs): OperationOfSocket {
  return args.contextValue as OperationOfSocket;
}
