import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Authenticate } from '../../src/auth/authenticate.js';
import { createAuthenticate } from '../../src/auth/createAuthenticate.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from '../../src/config/gatewaySettings.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { createGatewayServer, type GatewayServer } from '../../src/server/gatewayServer.js';
import type { RequestFacts } from '../../src/server/graphQLService.js';
import type { ExampleOperation } from '../../src/server/exampleOperation.js';

/** A schema without tables: it shows what the server around any schema does. */
export interface TinyGateway {
  readonly server: GatewayServer;
  readonly url: string;
  /** The log, a parsed line an element. */
  readonly log: Record<string, unknown>[];
  /** What each context was made with, in order. */
  readonly contexts: RequestFacts[];
  /** Ends `slow`, with a value. */
  readonly release: () => void;
  /** Feeds `ticked`. */
  readonly tick: (value: unknown) => void;
  /** How many subscriptions have their source open. */
  readonly sources: () => number;
}

export class SecretError extends Error {
  readonly item = { email: 'hidden@example.com' };
}

const SDL = /* GraphQL */ `
  type Query {
    hello(name: String): String
    requestId: String
    number(value: Int!): Int
    paint(color: Color, where: [Place!]): String
    node: Query
    costly(units: Float!): String
    fault: String
    sameFault: String
    refused: String
    ownCode: String
    noCode: String
    slow: String
    deaf: String
    required: String!
  }
  enum Color {
    RED
    GREEN
  }
  input Place {
    room: String
    inside: Place
  }
  type Mutation {
    rename(name: String!): String
  }
  type Subscription {
    ticked: Int
    broken: Int
  }
`;

export async function startTinyGateway(
  settings: Partial<GatewaySettings> = {},
  operations: readonly ExampleOperation[] = [],
  authenticate?: Authenticate,
): Promise<TinyGateway> {
  const log: Record<string, unknown>[] = [];
  const contexts: RequestFacts[] = [];
  const gate = createGate();
  const ticks = createTicks();
  const logger = pino(
    { level: 'debug', base: null, formatters: { level: (label) => ({ level: label }) } },
    { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
  );
  // The tests are one client, and ask as often as they like.
  const all = { ...DEFAULT_SETTINGS, port: 0, rateRequests: 0, rateUnits: 0, ...settings };
  const server = await createGatewayServer({
    executable: {
      schema: tinySchema(gate, ticks),
      createContext(facts) {
        contexts.push(facts);
        return { facts, consumed: { units: 0 } };
      },
      extensionsOf: () => undefined,
      unitsOf: (context) => (context as TinyContext).consumed.units,
    },
    settings: all,
    logger,
    operations,
    authenticate: await createAuthenticate({ settings: all, authenticate, logger, now: () => new Date() }),
  });
  const { url } = await server.listen();
  const { tick, open } = ticks;
  return { server, url, log, contexts, release: gate.release, tick, sources: open };
}

interface TinyContext {
  readonly facts: RequestFacts;
  /** By the request so far. Apollo Server hands resolvers a copy of the context. */
  readonly consumed: { units: number };
}

function tinySchema(gate: Gate, ticks: Ticks): GraphQLSchema {
  const schema = buildSchema(SDL);
  const shared = new SecretError('connection to 10.0.0.7 lost');
  const resolvers: Record<string, (args: Record<string, unknown>, context: TinyContext) => unknown> = {
    hello: ({ name }) => `Hello ${typeof name === 'string' ? name : 'world'}`,
    requestId: (_args, { facts }) => facts.requestId,
    number: ({ value }) => value,
    paint: ({ color }) => color,
    node: () => ({}),
    costly({ units }, { consumed }) {
      consumed.units += Number(units);
      return 'done';
    },
    fault() {
      throw new SecretError('password is swordfish', { cause: new Error('the disk is full') });
    },
    sameFault() {
      throw shared;
    },
    refused() {
      throw new GatewayError('THROTTLED', 'Table "Shop" is throttled.', { retryAfterMs: 1500 });
    },
    ownCode() {
      throw new GraphQLError('Out of stock.', { extensions: { code: 'OUT_OF_STOCK', left: 0 } });
    },
    noCode() {
      throw new GraphQLError('The licence key is 1234.');
    },
    slow: (_args, { facts }) => gate.wait(facts.signal),
    deaf: () => gate.wait(new AbortController().signal),
    required: () => null,
    rename: ({ name }) => name,
  };
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type!.getFields())) {
      field.resolve = (_source, args, context) => resolvers[field.name]!(args as Record<string, unknown>, context);
    }
  }
  const fields = schema.getSubscriptionType()!.getFields();
  fields['ticked']!.subscribe = () => ticks.iterate();
  fields['ticked']!.resolve = (value) => value;
  fields['broken']!.subscribe = () => {
    throw new SecretError('no stream');
  };
  return schema;
}

interface Gate {
  wait(signal: AbortSignal): Promise<string>;
  readonly release: () => void;
}

function createGate(): Gate {
  const waiting = new Set<(value: string) => void>();
  return {
    wait: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        waiting.add(resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
    release: () => waiting.forEach((resolve) => resolve('done')),
  };
}

interface Ticks {
  readonly tick: (value: unknown) => void;
  readonly open: () => number;
  iterate(): AsyncIterable<unknown>;
}

/** Like a broker: `next()` stays pending until a value comes, `return()` ends it at once. */
function createTicks(): Ticks {
  const open = new Set<(value: IteratorResult<unknown, undefined>) => void>();
  let count = 0;
  return {
    open: () => count,
    tick(value) {
      const settles = [...open];
      open.clear();
      for (const settle of settles) settle({ done: false, value });
    },
    iterate() {
      count += 1;
      let done = false;
      let settlePending: (value: IteratorResult<unknown, undefined>) => void = () => {};
      const iterator: AsyncIterableIterator<unknown, undefined> = {
        next: () =>
          new Promise((resolve) => {
            if (done) {
              resolve({ done: true, value: undefined });
              return;
            }
            settlePending = resolve;
            open.add(resolve);
          }),
        async return() {
          if (!done) count -= 1;
          done = true;
          open.delete(settlePending);
          settlePending({ done: true, value: undefined });
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => iterator,
      };
      return iterator;
    },
  };
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was answered; the tests say what it has to be
  readonly body: any;
}

/** POSTs a GraphQL request and reads the JSON answer. */
export async function post(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
