import { runWrites } from '../dynamo/execute/runWrites.js';
import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import { expectedVersionOf, type Write } from '../dynamo/plan/write.js';
import { badInput, type GatewayError } from '../errors/gatewayError.js';
import { forgetWritten } from './forgetWritten.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper } from './shapeItem.js';
import { askedOf, type TransactWrite } from './transactBuilders.js';
import { writeIo } from './writeIo.js';
import { CANCELLED, conflictError, conflictOf, type Conflict } from './writeConflict.js';

/** What became of the writes of a transaction. */
export interface TransactOutcome {
  /** True: all of them were done. False: none was. */
  readonly committed: boolean;
  /** In the order of the writes: why one was refused; null for one that nothing stood in the way of. */
  readonly conflicts: readonly (Conflict | null)[];
  /** The same of one of the writes, with the type of its item. */
  conflictOf<Item>(write: TransactWrite<Item>): Conflict<Item> | null;
}

/**
 * Does all of the writes or none, as one transaction; inside `mutation @transaction` they become part of the
 * document's, and the promise waits for it. A refusal is no error: it is in the outcome. What is made here and not
 * written with others in one `transact` is not part of the transaction.
 *
 * A GatewayError is thrown where a write cannot be part of one (`BAD_USER_INPUT`, `LIMIT_EXCEEDED` beyond 100
 * actions or 4 MB), after retries (`TRANSACTION_CONFLICT`, `OVERLOADED`, `THROTTLED`), for `ITEM_TOO_LARGE`, and where
 * only another field of the document was refused (`CONFLICT`): without `committed`, one of these writes has a conflict.
 */
export type Transact = (writes: readonly TransactWrite[]) => Promise<TransactOutcome>;

/** `context.transact` of an operation without `@transaction`. */
export function createTransact(internal: RequestInternals): Transact {
  return async (given) => {
    if (internal.transaction.joint !== undefined) throw besideTransaction();
    const asked = askedAll(given);
    try {
      const result = await runWrites(writeIo(internal), asked);
      if (result.kind !== 'done') throw new Error('A transaction without a token cannot be a replay.');
      return transactOutcome(asked, result.outcomes, internal);
    } finally {
      forgetWritten(internal, asked);
    }
  };
}

export function askedAll(given: readonly TransactWrite[]): readonly Write[] {
  if (given.length === 0) throw badInput('A transaction without a write does nothing. Give at least one.', []);
  return given.map(askedOf);
}

/**
 * @throws {GatewayError} What stood in the way of a write that can be no part of the transaction; `CONFLICT` where
 *   nothing stood in the way of these, but of others of the same transaction.
 */
export function transactOutcome(
  asked: readonly Write[],
  outcomes: readonly WriteOutcome[],
  { runtime: { model }, viewer }: RequestInternals,
): TransactOutcome {
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  if (failed !== undefined) throw failed.error;
  const committed = outcomes.every(({ kind }) => kind === 'written');
  const conflicts = outcomes.map((outcome, at) => {
    const own = asked[at];
    if (outcome.kind !== 'refused' || own === undefined) return null;
    return conflictOf(
      own.entity,
      outcome,
      itemShaper(model, own.entity, 'ALL', own.viewer ?? viewer),
      expectedVersionOf(own),
    );
  });
  // Who looks for a conflict among these writes would find none, and take that for success.
  if (!committed && conflicts.every((conflict) => conflict === null)) throw conflictError(CANCELLED);
  return {
    committed,
    conflicts,
    conflictOf<Item>(write: TransactWrite<Item>) {
      const at = asked.indexOf(askedOf(write));
      if (at === -1) throw new TypeError('conflictOf takes one of the writes that were given to context.transact.');
      return conflicts[at] as Conflict<Item> | null;
    },
  };
}

function besideTransaction(): GatewayError {
  return badInput(
    'A mutation with @transaction is one transaction: only resolvers of its root fields add to it, each with one context.transact before it is done.',
    [],
  );
}
