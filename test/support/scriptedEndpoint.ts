import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, type ScriptedAnswer } from './scriptedAnswer.js';
import { waitUntil } from './waitUntil.js';

/** A request as the endpoint got it. */
export interface RecordedRequest {
  /** `GetItem`, `GetRecords` ... */
  readonly action: string;
  /** The parsed body; undefined where the connection was reset before it was read. */
  readonly input: unknown;
}

/** An answer, or what makes one from the request. */
export type Script = ScriptedAnswer | ((request: RecordedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>);

/**
 * An HTTP DynamoDB on 127.0.0.1 that does what a test wrote and records what it
 * was asked: for what no local engine does (throttles, unprocessed keys, lost
 * and late answers), alone or as a proxy before an engine.
 *
 * A request takes the first answer left of: those written for its action
 * (`on`), those written for whatever comes next (`next`), the standing one for
 * its action (`always`), the `service` it was started with, the engine's. With
 * none of them it is refused with `UnscriptedRequest`, status 400, which nobody
 * retries.
 */
export interface ScriptedEndpoint {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** In the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** The names alone: `['Query', 'BatchGetItem']`. */
  readonly actions: readonly string[];
  /** The parsed bodies of one action's requests. */
  inputsOf(action: string): readonly unknown[];
  on(action: string, ...answers: readonly Script[]): void;
  next(...answers: readonly Script[]): void;
  always(action: string, answer: Script): void;
  /** Waits until `count` requests (of one action) have arrived. */
  received(count: number, action?: string): Promise<void>;
  /** Answers written with `on` and `next` that nobody has asked for, by action (`*` for `next`). */
  readonly leftOver: Readonly<Record<string, number>>;
  /** Forgets requests and answers. */
  reset(): void;
  /** Cuts what is open and stops listening: the next connection is refused. */
  close(): Promise<void>;
}

export interface ScriptedEndpointOptions {
  /** Endpoint of a real engine: what no answer is written for goes there. */
  readonly engine?: string;
  /** Answers what no answer is written for; `reset` does not forget it. */
  readonly service?: Script;
}

export async function startScriptedEndpoint({
  engine,
  service,
}: ScriptedEndpointOptions = {}): Promise<ScriptedEndpoint> {
  const requests: RecordedRequest[] = [];
  const written = new Map<string, Script[]>();
  const standing = new Map<string, Script>();

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, { __type: 'ScriptedEndpointError', message: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(request.headers['x-amz-target'] ?? '');
    const action = target.slice(target.lastIndexOf('.') + 1);
    const script = take(action);
    if (typeof script === 'object' && script.kind === 'reset' && script.when === 'before') {
      requests.push({ action, input: undefined });
      request.socket.resetAndDestroy();
      return;
    }
    const body = await readBody(request);
    const recorded = { action, input: JSON.parse(body) as unknown };
    requests.push(recorded);
    await play(typeof script === 'function' ? await script(recorded) : script, { request, response, body, engine });
  }

  function take(action: string): Script {
    const fallback: Script =
      service ??
      (engine === undefined
        ? failure('UnscriptedRequest', { message: `The test has written no answer for this ${action}.` })
        : { kind: 'forward' });
    return written.get(action)?.shift() ?? written.get('*')?.shift() ?? standing.get(action) ?? fallback;
  }

  function write(action: string, answers: readonly Script[]): void {
    written.set(action, [...(written.get(action) ?? []), ...answers]);
  }

  const named = (action?: string) => requests.filter((request) => action === undefined || request.action === action);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get actions() {
      return requests.map((request) => request.action);
    },
    inputsOf: (action) => named(action).map((request) => request.input),
    on: (action, ...answers) => write(action, answers),
    next: (...answers) => write('*', answers),
    always: (action, answer) => standing.set(action, answer),
    received: (count, action) =>
      waitUntil(`${count} requests${action ? ` of ${action}` : ''} arrive`, () => named(action).length >= count),
    get leftOver() {
      const counts = [...written].map(([action, answers]) => [action, answers.length] as const);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    },
    reset: () => {
      requests.length = 0;
      written.clear();
      standing.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly engine: string | undefined;
}

async function play(answer: ScriptedAnswer, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  switch (answer.kind) {
    case 'respond':
      send(response, answer.status, answer.body);
      return;
    case 'truncate': {
      const text = JSON.stringify(answer.body);
      response.writeHead(200, { 'content-type': CONTENT_TYPE, 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'forward': {
      const input = JSON.parse(exchange.body) as Record<string, unknown>;
      const asked = answer.ask === undefined ? exchange : { ...exchange, body: JSON.stringify(answer.ask(input)) };
      const { status, body } = await askEngine(asked);
      send(response, status, status === 200 && answer.change ? answer.change(body, input) : body);
      return;
    }
    case 'loseAnswer':
      await askEngine(exchange);
      request.socket.resetAndDestroy();
      return;
    case 'hold':
      if (answer.onClose !== undefined) response.once('close', answer.onClose);
      await answer.until;
      return play(answer.answer, exchange);
  }
}

const CONTENT_TYPE = 'application/x-amz-json-1.0';

function send(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': CONTENT_TYPE,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': 'WRITTEN-IN-A-TEST',
  });
  response.end(text);
}

async function askEngine({
  request,
  body,
  engine,
}: Exchange): Promise<{ status: number; body: Record<string, unknown> }> {
  if (engine === undefined) throw new Error('This scripted endpoint has no engine to forward to: pass { engine }.');
  const headers = Object.entries(request.headers).filter(
    ([name]) =>
      name === 'authorization' || name === 'content-type' || (name.startsWith('x-amz-') && name !== 'x-amz-user-agent'),
  );
  const response = await fetch(engine, { method: 'POST', headers: headers as [string, string][], body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
