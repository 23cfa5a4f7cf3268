import type { CallOptions } from '../dynamo/execute/caller.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import { createItemLoader } from '../dynamo/loaders/itemLoader.js';
import { createWaveGate } from '../dynamo/loaders/waveGate.js';
import { createRepositories, type Repository } from './repositories.js';
import type { RequestInternals } from './requestInternals.js';
import type { Runtime } from './runtime.js';
import { createTransact, type Transact } from './transact.js';
import { createOperationSelection, type OperationSelection } from './selection.js';

export interface RequestFacts {
  readonly requestId: string;
  /** Aborted when the client goes away or the deadline passes; it stops calls under way. */
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
  /** Who asks; `''` (the default) for nobody known. */
  readonly identity?: string;
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
  /** Who asks, as the gateway's `identityOf` says; `''` for nobody known. */
  readonly identity: string;
  /** One for each type with `@table`, under its name with a small first letter. */
  readonly repositories: Repositories;
  readonly transact: Transact;
  /** AWS's own client for plain JavaScript values, for what repositories do not offer. */
  readonly documentClient: DocumentClient;
  readonly tableName: (name: string) => string;
  /** What the gateway's own resolvers work with. */
  readonly internal: RequestInternals;
}

export function createGatewayContext(runtime: Runtime, request: RequestFacts): GatewayContext {
  const { model } = runtime;
  const callOptions: CallOptions = { signal: request.signal, deadlineAtMs: request.deadlineAtMs };
  const gate = createWaveGate();
  const now = runtime.now();
  let selection: OperationSelection | undefined;
  const loader = createItemLoader({
    caller: runtime.caller,
    gate,
    selectedFields: (entity) => selection?.byKey(entity) ?? 'ALL',
    callOptions,
    now,
  });
  const snapshot: RequestInternals['snapshot'] = {};
  const internal: RequestInternals = {
    runtime,
    gate,
    callOptions,
    requestId: request.requestId,
    identity: request.identity ?? '',
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
    identity: internal.identity,
    transact: createTransact(internal),
    documentClient: runtime.documentClient,
    tableName: runtime.tableName,
  });
}

/** The context whose repositories work with `internal`. */
export function contextOver(
  internal: RequestInternals,
  given: Omit<GatewayContext, 'internal' | 'repositories'>,
): GatewayContext {
  const { requestId, signal, identity, transact, documentClient, tableName } = given;
  let repositories: Readonly<Record<string, Repository>> | undefined;
  return {
    requestId,
    signal,
    identity,
    transact,
    documentClient,
    tableName,
    internal,
    // Only requests with resolvers of the user's own ask for them.
    get repositories() {
      return (repositories ??= createRepositories(internal));
    },
  };
}

/** What a response says beside data and errors; undefined where there is nothing. */
export function responseExtensions({ internal }: GatewayContext): Readonly<Record<string, unknown>> | undefined {
  return internal.notCounted.length === 0 ? undefined : { notCounted: internal.notCounted };
}
