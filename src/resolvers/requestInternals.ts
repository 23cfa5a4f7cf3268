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
  readonly loader: ItemLoader;
  readonly callOptions: CallOptions;
  /** What the operation of this request selects. */
  readonly selection: (info: GraphQLResolveInfo) => OperationSelection;
  /** Now, once a request: all of its plans see one moment. */
  readonly generators: Generators;
  /** Where `totalCount` is null, and why; filled as the request is executed. */
  readonly notCounted: NotCounted[];
}

/** A list that would have cost more to count than one list may read. */
export interface NotCounted {
  readonly path: readonly (string | number)[];
  readonly limit: { readonly name: 'readBudgetUnits'; readonly max: number };
}
