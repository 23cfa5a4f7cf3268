import type { ActionName } from '../../dynamo/actions.js';
import type { Write } from '../../dynamo/plan/write.js';
import type { GetPlan } from '../../dynamo/plan/planGet.js';
import type { Amount, Cost } from './operationPlan.js';
import type { OutlinedField } from './outlineOperation.js';

/** A field with what it does, in numbers; its commands are made only when somebody looks at them. */
export interface PlannedField {
  readonly outline: OutlinedField;
  readonly times: Amount;
  readonly calls: readonly PlannedCall[];
  readonly loads: readonly PlannedLoad[];
  /** Its writes, where they are part of the document's transaction. */
  readonly joins: readonly Write[];
  /** Items that it reads to show them. */
  readonly items: Amount;
  readonly notes: readonly string[];
  readonly refused: Error | undefined;
  readonly below: readonly Choice[];
}

/** Fields of what may be of several types: each item has those of one alternative. */
export interface Choice {
  readonly alternatives: readonly (readonly PlannedField[])[];
}

/** Calls of a field's own, for all items above it. */
export interface PlannedCall {
  readonly action: ActionName;
  readonly table: string;
  readonly index: string | undefined;
  readonly cost: Cost;
  readonly afterwards: readonly string[];
  readonly commands: () => readonly object[];
}

/** Keys for a batch. */
export interface PlannedLoad {
  /** Reads of one stage wait for one another: root fields of a mutation run one after the other. */
  readonly stage: number;
  /** How many batches come before it in its stage. */
  readonly wave: number;
  /** Exact keys, or one with values that stand for others. */
  readonly gets: readonly GetPlan[];
  readonly isExact: boolean;
  readonly count: Amount;
  /** Of one key. */
  readonly unitsEach: Amount;
  /** Read everything, whatever is selected. */
  readonly all: boolean;
  readonly attributes: readonly string[];
}
