import type { GraphQLResolveInfo } from 'graphql';
import type { CallOptions } from '../dynamo/execute/caller.js';
import type { ItemLoader } from '../dynamo/loaders/itemLoader.js';
import type { WaveGate } from '../dynamo/loaders/waveGate.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import type { Principal } from '../model/principal.js';
import type { CallLog } from './callLog.js';
import type { Viewer } from '../model/viewer.js';
import type { ClaimedValues } from './claimedValues.js';
import type { Runtime } from './runtime.js';
import type { OperationSelection } from './selection.js';

/** What the gateway's own resolvers work with during one request. */
export interface RequestInternals {
  readonly runtime: Runtime;
  readonly gate: WaveGate;
  /** Reads items by key: in waves, or of a query with `@transaction` from its snapshot. */
  readonly loader: ItemLoader;
  /** Decided before the first root field of a query with `@transaction` runs; never in any other operation. */
  readonly snapshot: { decided?: Snapshot };
  /** Begun before the first root field of a mutation with `@transaction` runs; never in any other operation. */
  readonly transaction: { joint?: Promise<JointTransaction> };
  readonly callOptions: CallOptions;
  /** What the calls of this request come to; `callOptions` sees to it. */
  readonly calls: CallLog;
  readonly requestId: string;
  /** Who asks. */
  readonly principal: Principal;
  /** What of the data is there for whoever asks. */
  readonly viewer: Viewer;
  readonly claimed: ClaimedValues;
  /** Who writes, where it is not who asks. */
  readonly writesAs: Viewer | undefined;
  /** What the operation of this request selects. */
  readonly selection: (info: GraphQLResolveInfo) => OperationSelection;
  /** Now, once a request: all of its plans see one moment. */
  readonly generators: Generators;
  /** Where `totalCount` is null, and why; filled as the request is executed. */
  readonly notCounted: NotCounted[];
}

/** What a query with `@transaction` reads from, or why there is no such thing. */
export type Snapshot =
  { readonly kind: 'open'; readonly loader: ItemLoader } | { readonly kind: 'refused'; readonly reason: unknown };

/** What the root fields of a mutation with `@transaction` have come to, by response key. */
export type JointTransaction = ReadonlyMap<string, (info: GraphQLResolveInfo) => unknown>;

/** A list that would have cost more to count than one list, or what is left to its request, may read. */
export interface NotCounted {
  readonly path: readonly (string | number)[];
  readonly limit: { readonly name: 'readBudgetUnits' | 'maxReadUnits'; readonly max: number };
}
