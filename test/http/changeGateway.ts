import { buildSchema, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Authenticate } from '../../src/auth/authenticate.js';
import { createAuthenticate } from '../../src/auth/createAuthenticate.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from '../../src/config/gatewaySettings.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { createGatewayServer, type GatewayServer } from '../../src/server/gatewayServer.js';
import type { Executable, RequestFacts } from '../../src/server/graphQLService.js';
import type { ChangeEvent, ChangeFollower, ChangeStream } from '../../src/subscriptions/changeTopic.js';

/** A gateway over a schema whose changes are written by hand: it shows what the server does with any stream of changes. */
export interface ChangeGateway {
  readonly server: GatewayServer;
  readonly url: string;
  /** Writes a note, which those hear of that listen to it. */
  write(noteId: string, text?: string): void;
  /** What was executed, an element a change that was: its text. */
  readonly executed: string[];
  /** Who follows the stream at present. */
  readonly followers: Set<ChangeFollower>;
  /** How many sources were asked for. */
  sources(): number;
  /** From now on `later` waits. @returns What lets go on those that wait by then, and no others. */
  hold(): () => void;
  /** From now on it does not wait any more. */
  letPass(): void;
  readonly contexts: RequestFacts[];
  /** The log, a parsed line an element. */
  readonly log: Record<string, unknown>[];
}

const SDL = /* GraphQL */ `
  type Query {
    hello: String
    slow: String
  }
  type Mutation {
    rename(name: String!): String
  }
  type Subscription {
    noteChanged(noteId: ID, after: String, fails: Boolean): NoteChange
    ownTicks: Int
  }
  type NoteChange {
    noteId: ID
    text: String
    later: String
    fault: String
    who: String
  }
`;

interface Note {
  readonly noteId: string;
  readonly text: string;
}

export interface ChangeGatewayOptions {
  readonly settings?: Partial<GatewaySettings>;
  readonly authenticate?: Authenticate;
  readonly rightsOf?: Executable['rightsOf'];
}

export async function startChangeGateway(options: ChangeGatewayOptions = {}): Promise<ChangeGateway> {
  const { settings = {}, authenticate, rightsOf = () => '' } = options;
  const log: Record<string, unknown>[] = [];
  const contexts: RequestFacts[] = [];
  const notes: Note[] = [];
  const executed: string[] = [];
  const followers = new Set<ChangeFollower>();
  const gate = createGate();
  let sources = 0;

  const eventAt = (at: number) =>
    ({ change: notes[at] as unknown as ChangeEvent['change'], cursor: () => String(at + 1) }) satisfies ChangeEvent;
  const isFor = (noteId: string | undefined, at: number) => noteId === undefined || notes[at]!.noteId === noteId;

  function open(noteId: string | undefined): ChangeStream {
    sources += 1;
    return {
      kind: 'ChangeStream',
      async follow(follower) {
        const filtered: ChangeFollower = {
          push: (event) => isFor(noteId, Number(event.cursor()) - 1) && follower.push(event),
          ready: () => follower.ready(),
          end: (error) => follower.end(error),
        };
        followers.add(filtered);
        return () => followers.delete(filtered);
      },
      async catchUp(after, name = 'after') {
        if (!/^\d+$/.test(after)) throw new GatewayError('CURSOR_INVALID', `"${name}" is no cursor of a change.`);
        let at = Number(after);
        let isOver = false;
        return {
          async next(goLive) {
            while (!isOver && at < notes.length) {
              at += 1;
              if (isFor(noteId, at - 1)) return eventAt(at - 1);
            }
            if (!isOver) goLive();
            return undefined;
          },
          return: () => (isOver = true),
        };
      },
      [Symbol.asyncIterator]: () => {
        throw new Error('The server follows it.');
      },
    };
  }

  const logger = pino(
    { level: 'debug', base: null, formatters: { level: (label) => ({ level: label }) } },
    { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const all = { ...DEFAULT_SETTINGS, port: 0, rateRequests: 0, rateUnits: 0, ...settings };
  const server = await createGatewayServer({
    executable: {
      schema: schemaOver({ open, executed, gate }),
      createContext(facts) {
        contexts.push(facts);
        return { facts };
      },
      extensionsOf: () => undefined,
      unitsOf: () => 1,
      rightsOf,
    },
    settings: all,
    logger,
    operations: [],
    authenticate: await createAuthenticate({ settings: all, authenticate, logger, now: () => new Date() }),
  });
  const { url } = await server.listen();
  return {
    server,
    url,
    executed,
    followers,
    contexts,
    log,
    sources: () => sources,
    hold: gate.hold,
    letPass: gate.letPass,
    write(noteId, text = `text ${notes.length + 1}`) {
      const at = notes.push({ noteId, text }) - 1;
      for (const follower of followers) follower.push(eventAt(at));
    },
  };
}

interface SchemaParts {
  readonly open: (noteId: string | undefined) => ChangeStream;
  readonly executed: string[];
  readonly gate: ReturnType<typeof createGate>;
}

function schemaOver({ open, executed, gate }: SchemaParts): GraphQLSchema {
  const schema = buildSchema(SDL);
  const query = schema.getQueryType()!.getFields();
  query['hello']!.resolve = () => 'Hello';
  query['slow']!.resolve = () => gate.passed();
  schema.getMutationType()!.getFields()['rename']!.resolve = (_root, { name }) => name as string;
  const { noteChanged, ownTicks } = schema.getSubscriptionType()!.getFields();
  noteChanged!.subscribe = (_root, { noteId, fails }) => {
    if (fails === true) throw new GatewayError('TABLE_NOT_READY', 'The table "Notes" has no stream.');
    return open(noteId as string | undefined);
  };
  noteChanged!.resolve = (event: ChangeEvent, _args, { facts }: { facts: RequestFacts }) => {
    const note = event.change as unknown as Note;
    executed.push(note.text);
    return {
      ...note,
      who: facts.principal.identity,
      later: () => gate.passed().then(() => note.text),
      fault: () => {
        throw new Error('password is swordfish');
      },
    };
  };
  ownTicks!.subscribe = async function* () {
    yield 1;
    yield 2;
  };
  ownTicks!.resolve = (tick: number) => tick;
  return schema;
}

function createGate() {
  let held: Promise<void> | undefined;
  return {
    passed: () => held ?? Promise.resolve(),
    hold() {
      let open = () => {};
      held = new Promise((resolve) => (open = resolve));
      return open;
    },
    letPass: () => (held = undefined),
  };
}
