import { ONE, product } from './amount.js';
import type { Values } from './askedLists.js';
import type { Amount } from './operationPlan.js';

/** The objects above a field: how many, where in time, and what is known of them before anything is read. */
export interface Parents {
  readonly times: Amount;
  /** Fields by name: of each object by itself, or one entry for what they all have in common. */
  readonly known: readonly Values[];
  /** There is an entry for each object. */
  readonly isEach: boolean;
  readonly stage: number;
  /** Batches that lie before them. */
  readonly wave: number;
  /** What a list beneath them holds, that is no relation: the items of a connection, the results of a batch. */
  readonly listed: Parents | undefined;
}

export function rootParents(stage: number): Parents {
  return { times: ONE, known: [{}], isEach: true, stage, wave: 0, listed: undefined };
}

/** So many objects for each of them, with something known of each or of all. */
export function parentsBelow(
  above: Parents,
  each: Amount,
  { known = [{}], isEach = false, waves = 0 }: { known?: readonly Values[]; isEach?: boolean; waves?: number } = {},
): Parents {
  return {
    times: product(above.times, each),
    known,
    isEach,
    stage: above.stage,
    wave: above.wave + waves,
    listed: undefined,
  };
}
