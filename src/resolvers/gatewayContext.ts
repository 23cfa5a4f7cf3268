import type { CallOptions } from '../dynamo/execute/caller.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import { createItemLoader } from '../dynamo/loaders/itemLoader.js';
import { createWaveGate } from '../dynamo/loaders/waveGate.js';
import { NOBODY, type Claims, type Principal } from '../model/principal.js';
import { createCallLog } from './callLog.js';
import { createRepositories, type Repository } from './repositories.js';
import type { RequestInternals } from './requestInternals.js';
import type { Runtime } from './runtime.js';
import { createTransact, type Transact } from './transact.js';
import { createClaimedValues } from './claimedValues.js';
import { withoutRules } from './withoutRules.js';
import { createViewer } from './viewer.js';
import { createOperationSelection, type OperationSelection } from './selection.js';

export interface RequestFacts {
  readonly requestId: string;
  /** Aborted when the client goes away or the deadline passes; it stops calls under way. */
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
  /** Who asks. Default: nobody known. */
  readonly principal?: Principal;
}

/**
 * The third argument of every resolver. One a request, and one for each event of a subscription,
 * so that batches and what was read live exactly that long.
 *
 * @typeParam Repositories  As codegen writes it from the schema: a typed repository for each entity.
 */
export interface GatewayContext<Repositories = Readonly<Record<string, Repository>>> {
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Who asks; `''` for nobody known. */
  readonly identity: string;
  /** What is known of who asks, such as the claims of a token; undefined for nobody known. */
  readonly claims: Claims | undefined;
  /** One for each type with `@table`, under its name with a small first letter. */
  readonly repositories: Repositories;
  readonly transact: Transact;
  /**
   * The same for the gateway's own business, which no rule of the schema holds back: what a resolver may do that whoever
   * asks may not. It knows no claims, so nothing is filled in from them.
   */
  readonly unrestricted: Unrestricted<Repositories>;
  /** AWS's own client for plain JavaScript values, for what repositories do not offer. */
  readonly documentClient: DocumentClient;
  readonly tableName: (name: string) => string;
  /** What the gateway's own resolvers work with. */
  readonly internal: RequestInternals;
}

export interface Unrestricted<Repositories = Readonly<Record<string, Repository>>> {
  readonly repositories: Repositories;
}

export function createGatewayContext(runtime: Runtime, request: RequestFacts): GatewayContext {
  const { model } = runtime;
  const calls = createCallLog({ details: runtime.dynamodbExtension });
  const callOptions: CallOptions = {
    signal: request.signal,
    deadlineAtMs: request.deadlineAtMs,
    onCall: calls.onCall,
    ...(runtime.dynamodbExtension && { capacity: 'INDEXES' }),
  };
  const gate = createWaveGate();
  const now = runtime.now();
  const principal = request.principal ?? NOBODY;
  const viewer = createViewer(model, principal, now);
  let selection: OperationSelection | undefined;
  const loader = createItemLoader({
    caller: runtime.caller,
    gate,
    selectedFields: (entity) => selection?.byKey(entity) ?? 'ALL',
    callOptions,
    viewer,
  });
  const snapshot: RequestInternals['snapshot'] = {};
  const internal: RequestInternals = {
    runtime,
    gate,
    callOptions,
    calls,
    requestId: request.requestId,
    principal,
    viewer,
    claimed: createClaimedValues(principal),
    writesAs: undefined,
    get loader() {
      return snapshot.decided?.kind === 'open' ? snapshot.decided.loader : loader;
    },
    snapshot,
    transaction: {},
    selection: (info) => (selection ??= createOperationSelection(model, info)),
    generators: { now, newId: runtime.newId },
    notCounted: [],
  };
  return contextOver(internal, {
    requestId: request.requestId,
    signal: request.signal,
    ...internal.principal,
    transact: createTransact(internal),
    documentClient: runtime.documentClient,
    tableName: runtime.tableName,
  });
}

/** The context whose repositories work with `internal`. */
export function contextOver(internal: RequestInternals, given: GivenContext): GatewayContext {
  return new RequestContext(internal, given);
}

type GivenContext = Omit<GatewayContext, 'internal' | 'repositories' | 'unrestricted'>;

class RequestContext implements GatewayContext {
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly identity: string;
  readonly claims: Claims | undefined;
  readonly transact: Transact;
  readonly documentClient: DocumentClient;
  readonly tableName: (name: string) => string;
  /** Copies of the context have the same ones. */
  private readonly made: { repositories?: GatewayContext['repositories']; unrestricted?: Unrestricted } = {};

  constructor(
    readonly internal: RequestInternals,
    given: GivenContext,
  ) {
    this.requestId = given.requestId;
    this.signal = given.signal;
    this.identity = given.identity;
    this.claims = given.claims;
    this.transact = given.transact;
    this.documentClient = given.documentClient;
    this.tableName = given.tableName;
  }

  // Getters of the class, since Apollo copies for every request what a context has of its own, and would so make
  // all repositories for requests that have no resolver to ask for them.
  get repositories() {
    return (this.made.repositories ??= createRepositories(this.internal));
  }

  get unrestricted() {
    return (this.made.unrestricted ??= { repositories: createRepositories(withoutRules(this.internal)) });
  }
}

/** What a response says beside data and errors; undefined where there is nothing. */
export function responseExtensions({ internal }: GatewayContext): Readonly<Record<string, unknown>> | undefined {
  const { runtime, calls, notCounted } = internal;
  if (notCounted.length === 0 && !runtime.dynamodbExtension) return undefined;
  return {
    ...(notCounted.length > 0 && { notCounted }),
    ...(runtime.dynamodbExtension && { dynamodb: calls.report() }),
  };
}
