import { setMaxListeners } from 'node:events';
import {
  createSourceEventStream,
  type ExecutionResult,
  type FormattedExecutionResult,
  getVariableValues,
  GraphQLError,
} from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import type { RateKey } from '../../limits/rates.js';
import type { Principal } from '../../model/principal.js';
import { isChangeStream } from '../../subscriptions/changeTopic.js';
import type { PreparedOperation } from '../prepareOperation.js';
import { orOverdue } from '../orOverdue.js';
import { shownError, shownResult } from '../shownError.js';
import { canonicalJson } from './canonicalJson.js';
import { executeEvent, type SubscriptionParts } from './executeEvent.js';
import { resumeArgumentOf } from './resumeArgument.js';
import type { Subscriber } from './subscriber.js';
import { createSubscriptionGroup, type ResumePoint, type SubscriptionGroup } from './subscriptionGroup.js';

export interface SubscriptionRequest extends PreparedOperation {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly requestId: string;
  readonly principal: Principal;
  /** Whose units its events consume; undefined where they are not counted. */
  readonly rateKey: RateKey | undefined;
  /** A cursor to go on after, in place of the argument `after`. */
  readonly resumeAfter?: ResumePoint | undefined;
}

/** The subscriptions of all ways in. */
export interface Subscriptions {
  /**
   * Starts a subscription. What a subscriber may ask is asked for each; the changes are executed once for all who get
   * the same answers (see `SubscriptionGroup`). Events of a source of the user's own are executed for each alone, one at
   * a time, and none before the one before is taken.
   *
   * @returns undefined once it stands: every later event reaches it. Or what is wrong with it, which `subscriber` was
   *   sent as its last result. Never rejects.
   */
  start(request: SubscriptionRequest, subscriber: Subscriber): Promise<FormattedExecutionResult | undefined>;
}

type Opened =
  | { readonly kind: 'GROUP'; readonly group: SubscriptionGroup }
  | { readonly kind: 'OWN'; readonly source: AsyncIterable<unknown>; readonly lifetime: AbortController }
  | { readonly kind: 'REFUSED'; readonly result: ExecutionResult };

export function createSubscriptions(parts: SubscriptionParts): Subscriptions {
  const { service, logger, settings } = parts;
  const groups = new Map<string, SubscriptionGroup>();
  /** Sources that are asked for; whoever comes meanwhile waits for the group. */
  const opening = new Map<string, Promise<Opened>>();

  async function open(attempt: Attempt, key: string | undefined): Promise<Opened> {
    if (key === undefined) return openNew(attempt, key);
    const group = groups.get(key);
    if (group !== undefined) return { kind: 'GROUP', group };
    const other = opening.get(key);
    if (other === undefined) {
      const mine = openNew(attempt, key).finally(() => opening.delete(key));
      opening.set(key, mine);
      return mine;
    }
    const opened = await other;
    if (opened.kind !== 'GROUP') return openNew(attempt, key);
    return opened.group.isClosed ? open(attempt, key) : opened;
  }

  async function openNew(attempt: Attempt, key: string | undefined): Promise<Opened> {
    const { request, lifetime } = attempt;
    const source = await sourceOf(attempt);
    if (!isAsyncIterable(source)) return { kind: 'REFUSED', result: source };
    if (!isChangeStream(source)) return { kind: 'OWN', source, lifetime };
    const operation = executed(request);
    const group = createSubscriptionGroup({
      stream: source,
      execute: (event, rateKey) =>
        executeEvent(parts, operation, { rootValue: event, cursor: () => event.cursor() }, rateKey, lifetime.signal),
      shown: (error) => ({ errors: [shownError(error, request.requestId, logger)] }),
      onClose() {
        lifetime.abort(nobodyLeft());
        if (key !== undefined && groups.get(key) === group) groups.delete(key);
      },
    });
    if (key !== undefined) groups.set(key, group);
    return { kind: 'GROUP', group };
  }

  /** The signal of its context lasts as long as the subscription; the deadline is for what is asked before it stands. */
  function attemptOf(request: SubscriptionRequest): Attempt {
    const { requestId, principal } = request;
    const lifetime = new AbortController();
    setMaxListeners(0, lifetime.signal);
    const deadlineAtMs = Date.now() + settings.requestTimeoutMs;
    const contextValue = service.createContext({ requestId, signal: lifetime.signal, deadlineAtMs, principal });
    return { request, lifetime, contextValue };
  }

  async function sourceOf({ request, lifetime, contextValue }: Attempt) {
    const { document, operation, variables } = request;
    const args = {
      schema: service.schema,
      document,
      operationName: operation.name?.value ?? null,
      variableValues: variables ?? null,
      hideSuggestions: settings.production,
      contextValue,
    };
    const started = createSourceEventStream(args).catch((error: unknown) => refused(error));
    return withinDeadline(started, lifetime);
  }

  /** A rejection where it takes longer than a request may. */
  async function withinDeadline<T>(started: Promise<T>, lifetime: AbortController): Promise<T> {
    const { requestTimeoutMs } = settings;
    const overdue = () =>
      lifetime.abort(
        new GatewayError(
          'DEADLINE_EXCEEDED',
          `The subscription did not stand within ${requestTimeoutMs} ms. Try again.`,
        ),
      );
    const timer = setTimeout(overdue, requestTimeoutMs);
    try {
      return await orOverdue(started, lifetime.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  function executed({ document, operation, variables, requestId, principal }: SubscriptionRequest) {
    return { document, operationName: operation.name?.value, variables: variables ?? {}, requestId, principal };
  }

  /** What each subscriber is asked by itself. @returns the cursor to go on after, or what is wrong. */
  function check({ request, contextValue }: Attempt, key: GroupKey): ExecutionResult | Beginning {
    const { document, operation, variables = {} } = request;
    try {
      service.refuseCostly(contextValue, { document, operationName: operation.name?.value, variables });
    } catch (error) {
      return refused(error);
    }
    const coerced = getVariableValues(service.schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: MAX_VARIABLE_ERRORS,
    });
    if (coerced.errors !== undefined) return { errors: coerced.errors };
    if (request.resumeAfter !== undefined) return { after: request.resumeAfter };
    const cursor = key.afterIn(coerced.coerced);
    return { after: cursor === undefined ? undefined : { cursor, name: 'after' } };
  }

  /** Changes of one subscriber's own source. */
  async function pump(
    request: SubscriptionRequest,
    { source, lifetime }: Extract<Opened, { kind: 'OWN' }>,
    subscriber: Subscriber,
  ): Promise<void> {
    const events = source[Symbol.asyncIterator]();
    const operation = executed(request);
    subscriber.onEnd(() => {
      lifetime.abort(nobodyLeft());
      void Promise.resolve(events.return?.()).catch((error: unknown) => shownError(error, request.requestId, logger));
    });
    try {
      for (;;) {
        // At once: there are sources that listen only from then on.
        const event = await events.next();
        if (event.done === true) break;
        await subscriber.ready();
        if (subscriber.hasEnded) return;
        const { rateKey } = request;
        subscriber.deliver(await executeEvent(parts, operation, { rootValue: event.value }, rateKey, lifetime.signal));
      }
      subscriber.finish();
    } catch (error) {
      subscriber.finish({ errors: [shownError(error, request.requestId, logger)] });
    }
  }

  async function refusalOf(
    request: SubscriptionRequest,
    subscriber: Subscriber,
  ): Promise<FormattedExecutionResult | undefined> {
    const { requestId, rateKey } = request;
    try {
      const attempt = attemptOf(request);
      const key = groupKey(request, service.rightsOf(request.document, request.principal));
      const checked = check(attempt, key);
      if (!('after' in checked)) return shownResult(checked, requestId, logger);
      let opened = await open(attempt, key.text);
      while (opened.kind === 'GROUP' && opened.group.isClosed) opened = await open(attempt, key.text);
      if (opened.kind === 'REFUSED') return shownResult(opened.result, requestId, logger);
      if (opened.kind === 'OWN') {
        void pump(request, opened, subscriber);
        return undefined;
      }
      const { group } = opened;
      const { after } = checked;
      const joined = after === undefined ? group.join(subscriber, rateKey) : group.resume(subscriber, rateKey, after);
      await withinDeadline(joined, new AbortController());
      return undefined;
    } catch (error) {
      return { errors: [shownError(error, requestId, logger)] };
    }
  }

  return {
    async start(request, subscriber) {
      const refusal = await refusalOf(request, subscriber);
      // It may be on its way into a group still: one that has ended does not become a member.
      if (refusal !== undefined) subscriber.cut(refusal);
      return refusal;
    },
  };
}

/** One subscriber's start. */
interface Attempt {
  readonly request: SubscriptionRequest;
  /** Of the source that it opens, if it opens one. */
  readonly lifetime: AbortController;
  readonly contextValue: object;
}

interface Beginning {
  /** Undefined: with what happens from now on. */
  readonly after: ResumePoint | undefined;
}

/** As graphql-js has it for what it coerces itself. */
const MAX_VARIABLE_ERRORS = 50;

interface GroupKey {
  /** Undefined: it shares with nobody. */
  readonly text: string | undefined;
  readonly afterIn: (variables: Readonly<Record<string, unknown>>) => string | undefined;
}

function groupKey({ document, operation, variables = {} }: SubscriptionRequest, rights: string | undefined): GroupKey {
  const { ownVariable, valueIn } = resumeArgumentOf(document, operation);
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const shared = names.filter((name) => name !== ownVariable && variables[name] !== undefined);
  const given = canonicalJson(shared.map((name) => [name, variables[name]]));
  const source = document.loc?.source.body;
  const isKnown = given !== undefined && rights !== undefined && source !== undefined;
  return {
    text: isKnown ? JSON.stringify([source, operation.name?.value, given, rights]) : undefined,
    afterIn: valueIn,
  };
}

function nobodyLeft(): GatewayError {
  return new GatewayError('DEADLINE_EXCEEDED', 'The subscriber is gone.');
}

/** A stream that throws something else than a GraphQLError is a fault like any other. */
function refused(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}

function isAsyncIterable(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
