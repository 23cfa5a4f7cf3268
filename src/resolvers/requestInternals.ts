import type { GraphQLResolveInfo } from 'graphql';
import type { CallOptions } from '../dynamo/execute/caller.js';
import type { ItemLoader } from '../dynamo/loaders/itemLoader.js';
import type { WaveGate } from '../dynamo/loaders/waveGate.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
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
  readonly requestId: string;
  /** Who asks, as the gateway's `identityOf` says; `''` for nobody known. */
  readonly identity: string;
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

/** A list that would have cost more to count than one list may read. */
export interface NotCounted {
  readonly path: readonly (string | number)[];
  readonly limit: { readonly name: 'readBudgetUnits'; readonly max: number };
}
