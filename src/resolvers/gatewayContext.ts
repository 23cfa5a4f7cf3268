import type { GraphQLResolveInfo } from 'graphql';
import type { Caller, CallOptions } from '../dynamo/execute/caller.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import type { CursorCodec } from '../dynamo/keys/cursor.js';
import { createItemLoader, type ItemLoader } from '../dynamo/loaders/itemLoader.js';
import { createWaveGate, type WaveGate } from '../dynamo/loaders/waveGate.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import type { Model } from '../model/model.js';
import type { ChangeFeed } from '../subscriptions/changeFeed.js';
import { createRepositories, type Repository } from './repositories.js';
import { createOperationSelection, type OperationSelection } from './selection.js';

/** Sizes of pages and what one page may cost. */
export interface ListLimits {
  /** Items of a page that says neither `first` nor `last`. */
  readonly defaultPageSizeItems: number;
  /** The greatest `first` or `last`. */
  readonly maxPageSizeItems: number;
  /** Read units after which a page of one connection ends early, as `partial`. */
  readonly readBudgetUnits: number;
}

/** What all requests share: made once, when the gateway starts. */
export interface Runtime {
  readonly model: Model;
  readonly caller: Caller;
  readonly cursors: CursorCodec;
  readonly limits: ListLimits;
  readonly now: () => Date;
  readonly newId: Generators['newId'];
  readonly documentClient: DocumentClient;
  /** The physical name of a table of the schema. */
  readonly tableName: (name: string) => string;
  readonly changes: ChangeFeed;
}

export interface RequestFacts {
  readonly requestId: string;
  /** Aborted when the client goes away or the deadline passes; it stops calls under way. */
  readonly signal: AbortSignal;
  /** On the clock of `Date.now`. */
  readonly deadlineAtMs: number;
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
  /** One for each type with `@table`, under its name with a small first letter. */
  readonly repositories: Repositories;
  /** AWS's own client for plain JavaScript values, for what repositories do not offer. */
  readonly documentClient: DocumentClient;
  readonly tableName: (name: string) => string;
  /** What the gateway's own resolvers work with. */
  readonly internal: RequestInternals;
}

export interface RequestInternals {
  readonly runtime: Runtime;
  readonly gate: WaveGate;
  readonly loader: ItemLoader;
  readonly callOptions: CallOptions;
  /** What the operation of this request selects. */
  readonly selection: (info: GraphQLResolveInfo) => OperationSelection;
  /** Now, once a request: all of its plans see one moment. */
  readonly generators: Generators;
}

export function createGatewayContext(runtime: Runtime, request: RequestFacts): GatewayContext {
  const { model } = runtime;
  const callOptions: CallOptions = { signal: request.signal, deadlineAtMs: request.deadlineAtMs };
  const gate = createWaveGate();
  const now = runtime.now();
  let selection: OperationSelection | undefined;
  const internal: RequestInternals = {
    runtime,
    gate,
    callOptions,
    loader: createItemLoader({
      caller: runtime.caller,
      gate,
      selectedFields: (entity) => selection?.byKey(entity) ?? 'ALL',
      callOptions,
      now,
    }),
    selection: (info) => (selection ??= createOperationSelection(model, info)),
    generators: { now, newId: runtime.newId },
  };
  return {
    requestId: request.requestId,
    signal: request.signal,
    repositories: createRepositories(internal),
    documentClient: runtime.documentClient,
    tableName: runtime.tableName,
    internal,
  };
}
