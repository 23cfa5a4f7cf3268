import type { FieldNode } from 'graphql';
import type { Generators } from '../../dynamo/plan/itemToStore.js';
import type { Model } from '../../model/model.js';
import type { Principal } from '../../model/principal.js';
import type { Viewer } from '../../model/viewer.js';
import type { ClaimedValues } from '../claimedValues.js';
import type { ListLimits } from '../runtime.js';
import type { OperationFacts } from '../selectedFields.js';
import type { OperationSelection } from '../selection.js';
import type { Sizes } from './sizes.js';
import type { Stands } from './stands.js';

/** What plans are made with. */
export interface Planning {
  readonly model: Model;
  readonly limits: ListLimits;
  readonly facts: OperationFacts;
  readonly selection: OperationSelection;
  readonly viewer: Viewer;
  readonly claimed: ClaimedValues;
  readonly principal: Principal;
  readonly generators: Generators;
  readonly sizes: Sizes;
  readonly stands: Stands;
  /** A query with `@transaction`: all of its reads are one call. */
  readonly isSnapshot: boolean;
}

/** Whether `@consistent` stands on the operation or on the field. */
export function readsConsistently({ facts }: Planning, nodes: readonly FieldNode[]): boolean {
  return [facts.operation, ...nodes].some((node) => node.directives?.some(({ name }) => name.value === 'consistent'));
}
